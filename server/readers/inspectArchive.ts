import type { EvalCounts } from '../core/counts.ts';
import { createInspectLog, readInspectDocument, type InspectLog } from './inspect.ts';
import { readInspectSample } from './inspectSample.ts';
import { plural, type IssueLog } from './issueLog.ts';
import { createWindow } from './json/byteWindow.ts';
import { ReadStop } from './json/readStop.ts';
import { messageOf, readDocument, type LogInput } from './logInput.ts';
import type { ArchiveText, RandomSource, ReadOptions } from './readResult.ts';
import { memberSource } from './zip/memberSource.ts';
import { readZipDirectory, type ZipDirectory, type ZipMember } from './zip/zipDirectory.ts';

export interface ReadArchive {
  readonly evals: EvalCounts[];
  readonly text: ArchiveText;
}

/**
 * Inspect's `.eval`: a zip archive of which the header and the summaries of the samples are read, or what a log in progress has of them.
 * The samples, which are nearly all of it, are read only where no summary was written. Undefined for an archive that is no such log.
 */
export function readInspectArchive(
  source: RandomSource,
  { name, isCancelled }: ReadOptions,
  issues: IssueLog,
): ReadArchive | undefined {
  const directory = readZipDirectory(source);
  const { header, attempts, inProgress } = membersOf(directory);
  if (header === undefined && attempts.length === 0) {
    // An archive that is cut before the first of them may be anything: that it is cut is all that can be said.
    if (directory.fault === undefined || !/\.eval$/i.test(name)) return undefined;
  }
  reportFault(issues, directory);
  const into = createInspectLog();
  const members: { name: string; start: number }[] = [];
  let start = 0;
  for (const member of header === undefined ? attempts : [header, ...attempts]) {
    members.push({ name: member.name, start });
    start = readMember({
      source,
      member,
      start,
      log: { name, folder: '', issues, isJsonLines: false },
      into,
      isCancelled,
    });
  }
  if (inProgress) reportProgress(issues, attempts);
  const evals = into.attempts.toEvals({ issues }, into.header, into.results);
  return { evals, text: { members, ...(directory.range && { directory: directory.range }) } };
}

/** What has to be read, in this order. */
interface Wanted {
  readonly header: ZipMember | undefined;
  readonly attempts: readonly ZipMember[];
  readonly inProgress: boolean;
}

const SAMPLE = /^samples\/.*\.json$/;
const JOURNAL = /^_journal\/summaries\/(\d+)\.json$/;

function membersOf({ members }: ZipDirectory): Wanted {
  const finished = members.get('header.json');
  const header = finished ?? members.get('_journal/start.json');
  const inProgress = finished === undefined && header !== undefined;
  const summaries = members.get('summaries.json');
  if (summaries !== undefined) return { header, attempts: [summaries], inProgress };
  const journal = [...members.values()]
    .map((member) => ({ member, number: Number(JOURNAL.exec(member.name)?.[1] ?? NaN) }))
    .filter(({ number }) => !Number.isNaN(number))
    .sort((a, b) => a.number - b.number)
    .map(({ member }) => member);
  if (journal.length > 0) return { header, attempts: journal, inProgress };
  const samples = header === undefined ? [] : [...members.values()].filter(({ name }) => SAMPLE.test(name));
  return { header, attempts: samples, inProgress };
}

interface MemberRead {
  readonly source: RandomSource;
  readonly member: ZipMember;
  readonly start: number;
  readonly log: Omit<LogInput, 'window'>;
  readonly into: InspectLog;
  readonly isCancelled: ReadOptions['isCancelled'];
}

/** Reads a member, whose text has the offsets from `start` on, and returns where the next one's begins. */
function readMember({ source, member, start, log, into, isCancelled }: MemberRead): number {
  try {
    const window = createWindow(memberSource(source, member, start), { isCancelled, base: start });
    if (SAMPLE.test(member.name)) {
      readDocument({ ...log, window }, () => {
        readInspectSample({ ...log, window }, into.attempts);
      });
    } else readInspectDocument({ ...log, window }, into);
    return window.base + window.filled + 1;
  } catch (error) {
    if (!(error instanceof ReadStop)) throw error;
    const range = { start, end: start + 1 };
    log.issues.add({ code: error.reason, severity: 'error', message: messageOf(error), range });
    return start + 1;
  }
}

function reportFault(issues: IssueLog, { fault, members }: ZipDirectory): void {
  if (fault === undefined) return;
  const where = `at byte ${fault.offset.toLocaleString('en-US')}`;
  issues.add({
    code: 'truncated',
    severity: 'error',
    message: `The archive is cut, damaged or still being written: ${fault.detail} (${where}). ${plural(members.size, 'member')} could be found; what is in them was read.`,
  });
}

function reportProgress(issues: IssueLog, attempts: readonly ZipMember[]): void {
  issues.add({
    code: 'truncated',
    severity: 'info',
    message: `The evaluation is in progress, or was broken off: the archive has no header yet. What ${plural(attempts.length, 'member')} of its journal hold was read.`,
  });
}
