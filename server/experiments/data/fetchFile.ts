import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ExperimentError } from '../experimentError.ts';

export interface FileSource {
  /** Tried in this order. */
  readonly urls: readonly string[];
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Fetches a file whose content is known, so that it is there whole or not at all: what has come so far is kept beside it, and a later call goes
 * on from there. Throws an `ExperimentError` that says of each address what went wrong.
 */
export async function fetchFile(
  { urls, bytes, sha256 }: FileSource,
  path: string,
  onProgress: (received: number) => void,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const reasons: string[] = [];
  for (const url of urls) {
    try {
      await receive(url, part, bytes, onProgress);
      if ((await sha256Of(part)) !== sha256) {
        await rm(part);
        throw new Error('what came is another file: its SHA-256 is wrong');
      }
      await rename(part, path);
      return;
    } catch (error) {
      reasons.push(`${url}: ${reasonOf(error)}.`);
    }
  }
  throw new ExperimentError(`The images could not be fetched. ${reasons.join(' ')}`);
}

/** Adds to the part what is missing; throws where that does not come, or too much of it. */
async function receive(
  url: string,
  part: string,
  bytes: number,
  onProgress: (received: number) => void,
): Promise<void> {
  const before = await sizeOf(part);
  if (before === bytes) return;
  const response = await fetch(url, before > 0 ? { headers: { range: `bytes=${before}-` } } : {});
  const goesOn = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${before}-`);
  if (!response.ok || response.body === null) {
    // The part may be what the server cannot go on from.
    if (before > 0) await rm(part);
    throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
  }
  if (response.status === 206 && !goesOn) {
    await rm(part);
    throw new Error('the server sends another part than it was asked for');
  }
  let received = goesOn ? before : 0;
  await pipeline(
    response.body,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        received += chunk.length;
        onProgress(received);
        yield chunk;
        if (received > bytes) return;
      }
    },
    createWriteStream(part, { flags: goesOn ? 'a' : 'w' }),
  );
  if (received === bytes) return;
  if (received > bytes) await rm(part);
  throw new Error(
    received > bytes
      ? `what comes is another file: longer than ${bytes} bytes`
      : `it ended after ${received} of ${bytes} bytes`,
  );
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** Of a failed `fetch` the cause says more than its message. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
