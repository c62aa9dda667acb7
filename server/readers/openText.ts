import { readHead, rejoinedSource, transcodedSource } from './byteSource.ts';
import { gunzippedSource, type GunzippedSource } from './gunzip.ts';
import type { ByteSource } from './readResult.ts';

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

/** A source as UTF-8, or why it is no text. */
export type OpenedText =
  | {
      readonly kind: 'text';
      readonly encoding: TextEncoding;
      /** UTF-8. All offsets are into these bytes: for a UTF-16 file, of the text as an editor shows it. */
      readonly source: ByteSource;
      /** The text begins behind these bytes: 3 for a UTF-8 byte-order mark, else 0. */
      readonly start: number;
      /** Of a gzip file: why the text ended before its end, once it has. */
      readonly fault?: GunzippedSource['fault'];
    }
  | { readonly kind: 'empty' }
  /** To be read from any place, not from its start. */
  | { readonly kind: 'archive' }
  | { readonly kind: 'parquet' }
  | { readonly kind: 'binary'; readonly what: string };

const HEAD_SIZE = 1 << 12;

/** A gzip file is opened as what is in it. */
export function openText(raw: ByteSource): OpenedText {
  const head = readHead(raw, HEAD_SIZE);
  const source = rejoinedSource(head, raw);
  if (!isGzip(head)) return openPlain(head, source);
  const { source: unpacked, fault } = gunzippedSource(source);
  const start = readHead(unpacked, HEAD_SIZE);
  if (start.length === 0 && fault() !== undefined) return { kind: 'binary', what: 'a damaged gzip file' };
  const opened = openPlain(start, rejoinedSource(start, unpacked));
  if (opened.kind === 'archive' || opened.kind === 'parquet') {
    return { kind: 'binary', what: `${NAMES[opened.kind]} in a gzip file` };
  }
  return opened.kind === 'text' ? { ...opened, fault } : opened;
}

/** Of files that are no text. */
export const NAMES = { archive: 'a zip archive', parquet: 'a Parquet file' } as const;

const GZIP = [0x1f, 0x8b];

function openPlain(head: Uint8Array, source: ByteSource): OpenedText {
  if (head.length === 0) return { kind: 'empty' };
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { kind: 'text', encoding: 'utf-8-bom', source, start: 3 };
  const utf16 = utf16Of(head);
  if (utf16 !== undefined) {
    return { kind: 'text', encoding: utf16, source: transcodedSource(source, utf16), start: 0 };
  }
  if (startsWith(head, ZIP)) return { kind: 'archive' };
  if (startsWith(head, PARQUET)) return { kind: 'parquet' };
  const what = binaryKind(head);
  return what === undefined ? { kind: 'text', encoding: 'utf-8', source, start: 0 } : { kind: 'binary', what };
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const PARQUET = [0x50, 0x41, 0x52, 0x31];

const MAGIC: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: GZIP, what: 'a gzip file in a gzip file' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a zstd file' },
];

function binaryKind(head: Uint8Array): string | undefined {
  const magic = MAGIC.find(({ bytes }) => startsWith(head, bytes));
  if (magic !== undefined) return magic.what;
  return head.includes(0) ? 'a binary file' : undefined;
}

/** By the byte-order mark, else by where the zero bytes of ASCII characters stand. */
function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) {
    if (head[i] === 0) zeros[i % 2]!++;
  }
  const [even, odd] = [zeros[0]!, zeros[1]!];
  const many = head.length / 4;
  const few = head.length / 64;
  if (odd > many && even <= few) return 'utf-16le';
  if (even > many && odd <= few) return 'utf-16be';
  return undefined;
}

/** Does a file that begins with these bytes say that it is a gzip file? */
export function isGzip(head: Uint8Array): boolean {
  return startsWith(head, GZIP);
}

/** Does a file that begins with these bytes say that it is a Parquet file? */
export function isParquet(head: Uint8Array): boolean {
  return startsWith(head, PARQUET);
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}
