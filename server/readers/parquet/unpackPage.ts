import { gunzipSync } from 'fflate';
import { decompress } from 'fzstd';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import type { ColumnDecoder, Compressors, PageHeader } from 'hyparquet/src/types.js';

/** Snappy is in the library. Neither of these writes more than it is asked for. */
const compressors: Compressors = {
  GZIP: (packed, size) => gunzipSync(packed, { out: new Uint8Array(size) }),
  ZSTD: (packed, size) => decompress(packed, new Uint8Array(size)),
};

export interface UnpackedPage {
  readonly header: PageHeader;
  readonly bytes: Uint8Array;
}

/** A page as it would be had it not been packed. Throws where its runs are longer than the page: the decoder would write them out, whatever they claim. */
export function unpackPage(packed: Uint8Array, header: PageHeader, decoder: ColumnDecoder): UnpackedPage {
  const { data_page_header_v2: second } = header;
  const levels = second === undefined ? 0 : second.repetition_levels_byte_length + second.definition_levels_byte_length;
  if (!(levels >= 0 && levels <= packed.length)) throw new Error('the levels of a page are longer than the page');
  const size = header.uncompressed_page_size - levels;
  const isPacked = size > 0 && second?.is_compressed !== false;
  const data = packed.subarray(levels);
  const values = isPacked ? decompressPage(data, size, decoder.codec, compressors) : data;
  const bytes = new Uint8Array(levels + values.length);
  bytes.set(packed.subarray(0, levels));
  bytes.set(values, levels);
  const unpacked = {
    ...header,
    compressed_page_size: bytes.length,
    uncompressed_page_size: bytes.length,
    ...(second && { data_page_header_v2: { ...second, is_compressed: false } }),
  };
  if (header.type !== 'DICTIONARY_PAGE') checkRuns(bytes, unpacked, decoder);
  return { header: unpacked, bytes };
}

function checkRuns(bytes: Uint8Array, header: PageHeader, { schemaPath, type }: ColumnDecoder): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { data_page_header: first, data_page_header_v2: second } = header;
  const { num_values: numValues = 0, encoding } = first ?? second ?? {};
  let offset = 0;
  const check = (width: number, length: number): void => {
    checkHybrid(bytes.subarray(offset, offset + length), width, numValues);
    offset += length;
  };
  const checkWithLength = (width: number): void => {
    offset += 4;
    check(width, view.getUint32(offset - 4, true));
  };
  const repetition = widthOf(getMaxRepetitionLevel(schemaPath));
  const definition = widthOf(getMaxDefinitionLevel(schemaPath));
  if (second === undefined) {
    if (repetition > 0) checkWithLength(repetition);
    if (definition > 0) checkWithLength(definition);
  } else {
    check(repetition, second.repetition_levels_byte_length);
    check(definition, second.definition_levels_byte_length);
  }
  if (offset >= bytes.length) return;
  if (encoding === 'RLE' || (type === 'BOOLEAN' && encoding?.endsWith('_DICTIONARY') === true)) checkWithLength(1);
  else if (encoding?.endsWith('_DICTIONARY') === true) check(bytes[offset++] ?? 0, bytes.length - offset);
}

/** Writers pad the last group of packed values, at most to this many. */
const MOST_PADDED = 504;

/** Runs of equal values and groups of eight packed ones, of `width` bits each (Apache Parquet's RLE and bit-packing hybrid). */
function checkHybrid(bytes: Uint8Array, width: number, numValues: number): void {
  let offset = 0;
  for (let seen = 0; seen < numValues && offset < bytes.length;) {
    let head = 0;
    for (let scale = 1; ; scale *= 128) {
      const next = bytes[offset++] ?? 0;
      head += (next & 0x7f) * scale;
      if (next < 0x80) break;
    }
    const count = Math.floor(head / 2);
    const isPacked = head % 2 === 1;
    seen += isPacked ? 8 * count : count;
    offset += isPacked ? count * width : Math.ceil(width / 8);
    if (seen > numValues + (isPacked ? MOST_PADDED : 0)) throw new Error('a run of values is longer than its page');
  }
}

/** Bits of a level. */
function widthOf(greatest: number): number {
  return 32 - Math.clz32(greatest);
}
