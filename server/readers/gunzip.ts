import { Gunzip } from 'fflate';
import { chunkSource } from './byteSource.ts';
import { plural } from './issueLog.ts';
import type { ByteSource, ReadIssue } from './readResult.ts';

export interface GunzippedSource {
  readonly source: ByteSource;
  /** Why the source ended before its end, once it has. */
  readonly fault: () => ReadIssue | undefined;
}

/** Compressed bytes at a time: deflate can make a thousand times as many of them. */
const CHUNK_SIZE = 1 << 14;

/**
 * A log that is compressed a few hundred times over holds the same few lines over and over; real ones are compressed 3 to 30 times.
 * Beyond this many bytes, and this many for each compressed one, reading ends.
 */
const MAX_BYTES = 1 << 30;
const MAX_RATIO = 200;

/** The bytes in a gzip file, of one member or several, unpacked as they are pulled. */
export function gunzippedSource(compressed: ByteSource, maxBytes = MAX_BYTES): GunzippedSource {
  const raw = new Uint8Array(CHUNK_SIZE);
  const chunks: Uint8Array[] = [];
  let numRead = 0;
  let numUnpacked = 0;
  let fault: ReadIssue | undefined;
  let isDone = false;
  const gunzip = new Gunzip((chunk) => {
    numUnpacked += chunk.length;
    if (chunk.length > 0) chunks.push(chunk);
  });
  const end = (code: ReadIssue['code'], severity: ReadIssue['severity'], message: string): void => {
    fault = { code, severity, message };
    isDone = true;
  };
  const pull = (): void => {
    const count = compressed.read(raw);
    numRead += count;
    isDone = count === 0;
    try {
      // What is handed over is kept by the decompressor.
      gunzip.push(raw.slice(0, count), isDone);
    } catch (error) {
      const isCut = isDone;
      const detail = error instanceof Error ? error.message : String(error);
      if (isCut) end('truncated', 'warning', 'The gzip file ends too early; what it held until there was read.');
      else end('damaged', 'error', `The gzip file is damaged (${detail}); what precedes was read.`);
    }
    if (numUnpacked > maxBytes && numUnpacked > MAX_RATIO * numRead) {
      const message = `The gzip file unpacks to more than ${plural(maxBytes, 'byte')} and ${MAX_RATIO} times its size: reading ended there. If it is to be trusted, unpack it first.`;
      end('tooLarge', 'error', message);
    }
  };
  return {
    source: chunkSource(() => {
      while (chunks.length === 0 && !isDone) pull();
      return chunks.shift() ?? new Uint8Array(0);
    }),
    fault: () => fault,
  };
}
