import { parquetHeader } from 'hyparquet/src/column.js';
import type { PageHeader } from 'hyparquet/src/types.js';
import { ReadStop } from '../json/readStop.ts';
import { checkThrift } from './checkThrift.ts';
import { readBytes, type ParquetFile } from './parquetFile.ts';

export interface PlacedHeader {
  readonly header: PageHeader;
  /** Its own, in bytes: the page follows. */
  readonly size: number;
}

/** A header holds the least and the greatest value of its page, which may be long texts. */
const SIZES = [1 << 8, 1 << 16, 1 << 24];

/** Writers end a page at about 1 MB, which may be millions of packed verdicts. One with more would fill the memory of the thread that reads it. */
const MAX_PAGE_SIZE = 1 << 27;
const MAX_VALUES = 1 << 22;
/** In lists, of which each row takes room of its own. */
const MAX_NESTED_VALUES = 1 << 21;

/** The header of the page at `offset`. Throws a `ReadStop` where it is malformed, or tells of more than can be held. */
export function readPageHeader(file: ParquetFile, offset: number, isNested: boolean): PlacedHeader {
  const placed = parseHeader(file, offset);
  const { type, uncompressed_page_size: size, compressed_page_size: packed, ...kinds } = placed.header;
  if (!(size >= 0 && packed >= 0)) throw new ReadStop('damaged', offset, 'a page has no size');
  const numValues = (kinds.data_page_header ?? kinds.data_page_header_v2 ?? kinds.dictionary_page_header)?.num_values;
  if (type !== 'INDEX_PAGE' && !((numValues ?? -1) >= 0)) throw new ReadStop('damaged', offset, 'a page has no values');
  const mostValues = isNested ? MAX_NESTED_VALUES : MAX_VALUES;
  if (Math.max(size, packed) > MAX_PAGE_SIZE || (numValues ?? 0) > mostValues) {
    throw new ReadStop('tooLarge', offset, `a page holds more than ${mostValues} values or ${MAX_PAGE_SIZE} bytes`);
  }
  return placed;
}

function parseHeader({ source }: ParquetFile, offset: number): PlacedHeader {
  for (const most of SIZES) {
    const bytes = readBytes(source, offset, Math.min(most, source.size - offset));
    try {
      const size = checkThrift(bytes);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return { header: parquetHeader({ view, offset: 0 }), size };
    } catch (error) {
      // It may go on behind these bytes.
      if (bytes.length === most && most !== SIZES.at(-1)) continue;
      throw new ReadStop('damaged', offset, error instanceof Error ? error.message : String(error));
    }
  }
  throw new ReadStop('damaged', offset, 'a page has no header');
}
