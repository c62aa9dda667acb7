import { readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import type { ColumnDecoder, ColumnMetaData, DecodedArray } from 'hyparquet/src/types.js';
import { ReadCancelled } from '../json/readStop.ts';
import { readPageHeader } from './pageHeader.ts';
import { orDamaged, readBytes, type ParquetFile } from './parquetFile.ts';
import { unpackPage } from './unpackPage.ts';

/**
 * The values of a column in one group of rows, a page at a time: of a row in a list all that is in it, as nested arrays.
 * Throws a `ReadStop` where the bytes are malformed, or a page is larger than can be held, and `ReadCancelled`.
 */
export function* pagesOf(
  file: ParquetFile,
  column: ColumnMetaData,
  isCancelled: (() => boolean) | undefined,
): Generator<DecodedArray> {
  const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  const decoder = orDamaged(start, () => decoderOf(file, column));
  const isNested = decoder.schemaPath.length > 2;
  let dictionary: DecodedArray | undefined;
  let open: DecodedArray | undefined;
  for (let offset = start; offset < end;) {
    if (isCancelled?.() === true) throw new ReadCancelled();
    const { header, size } = readPageHeader(file, offset, isNested);
    const packed = readBytes(file.source, offset + size, header.compressed_page_size);
    const read = (previous?: DecodedArray): DecodedArray =>
      orDamaged(offset, () => {
        const page = unpackPage(packed, header, decoder);
        const { buffer, byteOffset, byteLength } = page.bytes;
        const reader = { view: new DataView(buffer, byteOffset, byteLength), offset: 0 };
        const unpacked: ColumnDecoder = { ...decoder, codec: 'UNCOMPRESSED' };
        return readPage(reader, page.header, unpacked, dictionary, previous, 0).data ?? [];
      });
    if (header.type === 'DICTIONARY_PAGE') dictionary = convert(read(), decoder);
    else if (header.type !== 'INDEX_PAGE') {
      if (!isNested) yield read();
      else {
        // A row may go on in the next page: the last one is read on there.
        const rows = read(open);
        open = rows.slice(-1);
        yield rows.slice(0, -1);
      }
    }
    offset += size + header.compressed_page_size;
  }
  if (open !== undefined) yield open;
}

function decoderOf({ schema }: ParquetFile, column: ColumnMetaData): ColumnDecoder {
  const { path_in_schema: pathInSchema, type, codec } = column;
  const schemaPath = getTreePath(schema, pathInSchema);
  const element = schemaPath[schemaPath.length - 1]?.element ?? schema.element;
  return { pathInSchema, type, codec, element, schemaPath, parsers: DEFAULT_PARSERS };
}
