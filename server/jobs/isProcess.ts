import { readFile } from 'node:fs/promises';

/** Whether a process has this number, whoever it belongs to. */
export function isProcess(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Of another user: there it is.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Clocks are set, and what a process writes first comes a moment after it began. */
const SLACK_MS = 30_000;
/** Of `/proc/…/stat`, on every Linux. */
const TICK_MS = 10;

/**
 * Whether the process that gave a sign of life at some time (ms since 1970) still works. On Linux one that began later is another with the same
 * number, as after a restart of the machine, and one that has ended is none, although nobody collected it, as in a container without an init;
 * elsewhere whatever has this number counts.
 */
export async function isStillProcess(processId: number, seenAt: number): Promise<boolean> {
  if (!isProcess(processId)) return false;
  const [other, own] = await Promise.all([statusOf(processId), statusOf(process.pid)]);
  if (other === undefined || own === undefined) return true;
  if (other.state === 'Z') return false;
  // From this process's own start: the clocks of a container may count from another time than the ticks.
  const ownStart = Date.now() - 1000 * process.uptime();
  return ownStart + TICK_MS * (other.startTick - own.startTick) <= seenAt + SLACK_MS;
}

/** proc_pid_stat(5): the state is the third field, the start the 22nd; the second, the name, may hold anything. */
async function statusOf(
  processId: number,
): Promise<{ readonly state: string; readonly startTick: number } | undefined> {
  const text = await readFile(`/proc/${String(processId)}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startTick: Number(fields[19]) };
}
