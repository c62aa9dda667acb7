import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isStillProcess } from './isProcess.ts';
import { writeWhole } from './writeWhole.ts';

/** What a job needs for itself. */
export type Device = 'cpu' | 'gpu';

export interface PlaceRequest {
  /** Of all queues of this user. */
  readonly folder: string;
  /** One for each device, and for whatever else is done by one process at a time. */
  readonly queue: Device | 'download';
  /** Holders at a time. */
  readonly limit: number;
  /** Called now and then while it waits, with the number of jobs before it; a throw ends the waiting. */
  readonly onWait: (numBefore: number) => Promise<void>;
}

/** Held until it is released, or its process is gone. */
export interface Place {
  readonly release: () => Promise<void>;
}

/** A holder that has given no sign of life for so long is gone, whoever has its process number now. */
const LONGEST_SILENCE_MS = 120_000;
const BETWEEN_SIGNS_MS = 20_000;
const BETWEEN_LOOKS_MS = 100;

/**
 * Waits in a queue of this machine, with the jobs of all windows and commands, until it is its turn.
 *
 * A ticket is a file with a number; it is one's turn when fewer tickets of lower numbers than the limit have a living holder. A number is taken
 * by creating its file, one above the highest, and is given back where a higher one is there by then: so whoever has a higher number sees this
 * one. The highest ticket is never removed, so that no number is given twice; the others are once their holders are gone.
 */
export async function waitForPlace({ folder, queue: name, limit, onWait }: PlaceRequest): Promise<Place> {
  const queue = join(folder, 'queues', hostname(), name);
  await mkdir(queue, { recursive: true });
  const number = await takeNumber(queue);
  const ticket = join(queue, number);
  const living = setInterval(() => {
    const now = new Date();
    utimes(ticket, now, now).catch(() => undefined);
  }, BETWEEN_SIGNS_MS);
  living.unref();
  const release = async (): Promise<void> => {
    clearInterval(living);
    await writeWhole(ticket, '{}');
  };
  try {
    for (;;) {
      const earlier = (await numbersIn(queue)).filter((other) => other < number);
      const held = await Promise.all(earlier.map((other) => isHeld(join(queue, other))));
      const numBefore = held.filter(Boolean).length;
      if (numBefore < limit) {
        const gone = earlier.filter((_, i) => held[i] === false);
        await Promise.all(gone.map((other) => rm(join(queue, other), { force: true })));
        return { release };
      }
      await onWait(numBefore);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    }
  } catch (error) {
    await release();
    throw error;
  }
}

const DIGITS = 9;

async function numbersIn(queue: string): Promise<readonly string[]> {
  const names = await readdir(queue);
  return names.filter((name) => name.length === DIGITS && /^\d+$/.test(name)).sort();
}

async function takeNumber(queue: string): Promise<string> {
  for (;;) {
    const highest = (await numbersIn(queue)).at(-1) ?? '0';
    const number = String(Number(highest) + 1).padStart(DIGITS, '0');
    const ticket = join(queue, number);
    try {
      await writeFile(ticket, JSON.stringify({ processId: process.pid }), { flag: 'wx' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw error;
    }
    if ((await numbersIn(queue)).at(-1) === number) return number;
    await rm(ticket, { force: true });
  }
}

async function isHeld(ticket: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(ticket);
    if (Date.now() - mtimeMs > LONGEST_SILENCE_MS) return false;
    const text = await readFile(ticket, 'utf8');
    // Empty: made a moment ago, and not yet written.
    if (text === '') return true;
    const { processId } = JSON.parse(text) as { readonly processId?: number };
    return processId !== undefined && (await isStillProcess(processId, mtimeMs));
  } catch {
    // Removed meanwhile.
    return false;
  }
}
