import { gunzipSync } from 'fflate';
import { decompress } from 'fzstd';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import type { ColumnDecoder, ColumnMetaData, Compressors, DecodedArray, PageHeader } from 'hyparquet/src/types.js';
import { ReadCancelled, ReadStop } from '../json/readStop.ts';
import { orDamaged, readBytes, type ParquetFile } from './parquetFile.ts';

/** A page's header, which may hold the least and the greatest value of the page. */
const HEADER_SIZES = [1 << 8, 1 << 16, 1 << 24];
/** What pages are written with is a thousandth of this; what unpacks to more, or to more values, is no log. */
const MAX_PAGE_SIZE = 1 << 28;
const MAX_PAGE_VALUES = 1 << 24;

/** Snappy is in the library. Neither of these writes more than it is asked for. */
const compressors: Compressors = {
  GZIP: (packed, size) => gunzipSync(packed, { out: new Uint8Array(size) }),
  ZSTD: (packed, size) => decompress(packed, new Uint8Array(size)),
};

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
  let dictionary: DecodedArray | undefined;
  let open: DecodedArray | undefined;
  for (let offset = start; offset < end;) {
    if (isCancelled?.() === true) throw new ReadCancelled();
    const { header, size } = readHeader(file, offset);
    checkSize(header, offset);
    const view = viewOf(readBytes(file.source, offset + size, header.compressed_page_size));
    const read = (previous?: DecodedArray): DecodedArray =>
      orDamaged(offset, () => readPage({ view, offset: 0 }, header, decoder, dictionary, previous, 0).data ?? []);
    if (header.type === 'DICTIONARY_PAGE') dictionary = convert(read(), decoder);
    else if (header.type !== 'INDEX_PAGE') {
      if (decoder.schemaPath.length === 2) yield read();
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
  return { pathInSchema, type, codec, element, schemaPath, compressors, parsers: DEFAULT_PARSERS };
}

function readHeader({ source }: ParquetFile, offset: number): { readonly header: PageHeader; readonly size: number } {
  for (const length of HEADER_SIZES) {
    const isLast = length === HEADER_SIZES.at(-1) || offset + length >= source.size;
    const reader = { view: viewOf(readBytes(source, offset, Math.min(length, source.size - offset))), offset: 0 };
    try {
      return { header: parquetHeader(reader), size: reader.offset };
    } catch (error) {
      if (isLast) throw new ReadStop('damaged', offset, error instanceof Error ? error.message : String(error));
    }
  }
  throw new ReadStop('damaged', offset, 'a page has no header');
}

function checkSize(header: PageHeader, offset: number): void {
  const { type, uncompressed_page_size: size, compressed_page_size: packed } = header;
  if (!(size >= 0 && packed >= 0)) throw new ReadStop('damaged', offset, 'a page has no size');
  const numValues = (header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header)
    ?.num_values;
  if (type !== 'INDEX_PAGE' && numValues === undefined) throw new ReadStop('damaged', offset, 'a page has no values');
  if (size > MAX_PAGE_SIZE || packed > MAX_PAGE_SIZE || (numValues ?? 0) > MAX_PAGE_VALUES) {
    throw new ReadStop(
      'tooLarge',
      offset,
      `a page holds more than ${MAX_PAGE_VALUES} values or ${MAX_PAGE_SIZE} bytes`,
    );
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> {
  return new DataView(buffer, byteOffset, byteLength);
}
