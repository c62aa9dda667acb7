import { open } from 'node:fs/promises';

const TAIL_BYTES = 4096;

/** `: ` and the last line that a task wrote, which most often says what went wrong; empty where there is none. */
export async function lastLineOf(logPath: string): Promise<string> {
  const line = (await tailOf(logPath)).trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `: ${line}`;
}

async function tailOf(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const length = Math.min(size, TAIL_BYTES);
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}
