import type { ByteRange } from '../core/counts.ts';
import type { RepeatedCompletions } from '../core/independence.ts';
import { createHashSet } from './hashSet.ts';
import type { IssueLog } from './issueLog.ts';
import { plural, someOf } from './issueLog.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { QUOTE } from './json/bytes.ts';
import { hashString } from './json/hashString.ts';
import { peekByte, skipValue } from './json/skipValue.ts';

/** Finds attempts of one problem whose completions are the same, byte for byte. */
export interface DuplicateFinder {
  /** One attempt, by the hash of its completion. */
  readonly add: (problemId: string, hash: number) => void;
  readonly report: (issues: IssueLog, range?: ByteRange) => void;
  /** Undefined where no attempt has a completion. */
  readonly repeats: () => RepeatedCompletions | undefined;
}

/**
 * Equal attempts may be honest (temperature 0, short answers) or the same run counted twice: they stay counted, and it is said.
 * Above this share of repeats the attempts can hardly be independent draws.
 */
const SUSPICIOUS_SHARE = 0.5;

/** Hashes that are held: 16 MB. The attempts behind these are not looked at, so that a log of any size is read in bounded memory. */
const MAX_HASHES = 1 << 20;

export function createDuplicateFinder(): DuplicateFinder {
  const saltOf = new Map<string, number>();
  const hashes = createHashSet();
  const repeated = new Set<string>();
  let numAttempts = 0;
  let numRepeats = 0;
  return {
    add: (problemId, hash) => {
      if (hashes.size() === MAX_HASHES) return;
      let salt = saltOf.get(problemId);
      if (salt === undefined) saltOf.set(problemId, (salt = Math.imul(saltOf.size + 1, 0x9e3779b1)));
      numAttempts++;
      if (hashes.add(salted(hash, salt))) return;
      numRepeats++;
      repeated.add(problemId);
    },
    repeats: () => (numAttempts === 0 ? undefined : { numRepeats, numCompared: numAttempts - saltOf.size }),
    report: (issues, range) => {
      if (numRepeats === 0) return;
      const isSuspicious = numRepeats >= SUSPICIOUS_SHARE * (numAttempts - saltOf.size);
      const looked = `${hashes.size() === MAX_HASHES ? 'the first ' : ''}${numAttempts.toLocaleString('en-US')}`;
      issues.add({
        code: 'duplicateAttempts',
        severity: isSuspicious ? 'warning' : 'info',
        message:
          `${plural(numRepeats, 'attempt')} of ${looked} repeat another attempt at the same problem byte for byte ` +
          `(${someOf([...repeated])}). They are counted. If they were not sampled independently, pass@k for k > 1 means less than it says.`,
        ...(range && { range }),
      });
    },
  };
}

/** Completions that are equal at different problems are different. */
function salted(hash: number, salt: number): number {
  return Math.floor(hash / 0x100000000) * 0x100000000 + (((hash | 0) ^ salt) >>> 0);
}

/** Passes the next value and returns a hash of it; undefined for one that is no string. */
export function hashValue(window: ByteWindow): number | undefined {
  if (peekByte(window) === QUOTE) return hashString(window);
  skipValue(window);
  return undefined;
}
