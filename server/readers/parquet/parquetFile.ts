import { parquetMetadata, parquetSchema } from 'hyparquet/src/metadata.js';
import type { FileMetaData, SchemaTree } from 'hyparquet/src/types.js';
import { parquetFooterStart } from '../../sniff/sniffParquet.ts';
import { ReadStop } from '../json/readStop.ts';
import type { RandomSource } from '../readResult.ts';
import { checkThrift } from './checkThrift.ts';

/** A Parquet file whose footer was read: what columns there are, and where. */
export interface ParquetFile {
  readonly source: RandomSource;
  readonly groups: FileMetaData['row_groups'];
  readonly schema: SchemaTree;
}

const END_SIZE = 8;
/** The footer of a file of a thousand columns and a thousand row groups. */
const MAX_FOOTER_SIZE = 1 << 27;

/** Throws a `ReadStop` where the footer, which is written last, is missing or malformed. */
export function openParquet(source: RandomSource): ParquetFile {
  const { size } = source;
  const end = size < END_SIZE ? undefined : readBytes(source, size - END_SIZE, END_SIZE);
  const start = end === undefined ? undefined : parquetFooterStart(size, String.fromCharCode(...end));
  if (start === undefined)
    throw new ReadStop('truncated', size, 'a Parquet file has its index at its end, and this has none');
  if (size - start > MAX_FOOTER_SIZE) {
    throw new ReadStop('tooLarge', start, `the index of the file is longer than ${MAX_FOOTER_SIZE} bytes`);
  }
  const footer = readBytes(source, start, size - start);
  return orDamaged(start, () => {
    checkThrift(footer.subarray(0, -END_SIZE));
    const metadata = parquetMetadata(footer, { geoparquet: false });
    return { source, groups: metadata.row_groups, schema: parquetSchema(metadata) };
  });
}

/** Bytes of the file from `position` on, `length` of them. Throws a `ReadStop` where it ends before. */
export function readBytes({ readAt, size }: RandomSource, position: number, length: number): Uint8Array<ArrayBuffer> {
  if (!(position >= 0 && length >= 0 && position + length <= size)) {
    throw new ReadStop('damaged', position, 'the index of the file leads to a place behind its end');
  }
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readAt(bytes.subarray(filled), position + filled);
    if (count === 0) throw new ReadStop('truncated', position + filled, 'the file ends here');
    filled += count;
  }
  return bytes;
}

/** What the library throws of malformed bytes, of whatever kind, is damage at `offset`. */
export function orDamaged<T>(offset: number, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof ReadStop) throw error;
    throw new ReadStop('damaged', offset, error instanceof Error ? error.message : String(error));
  }
}
