import type { ByteRange } from '../core/counts.ts';
import type { RepeatedCompletions } from '../core/independence.ts';
import type { IssueLog } from './issueLog.ts';
import { plural, someOf } from './issueLog.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { skipValue } from './json/skipValue.ts';

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

export function createDuplicateFinder(): DuplicateFinder {
  const seen = new Map<string, Set<number>>();
  const repeated = new Set<string>();
  let numAttempts = 0;
  let numRepeats = 0;
  return {
    add: (problemId, hash) => {
      let hashes = seen.get(problemId);
      if (hashes === undefined) seen.set(problemId, (hashes = new Set()));
      numAttempts++;
      if (hashes.has(hash)) {
        numRepeats++;
        repeated.add(problemId);
      } else hashes.add(hash);
    },
    repeats: () => (numAttempts === 0 ? undefined : { numRepeats, numCompared: numAttempts - seen.size }),
    report: (issues, range) => {
      if (numRepeats === 0) return;
      const isSuspicious = numRepeats >= SUSPICIOUS_SHARE * (numAttempts - seen.size);
      issues.add({
        code: 'duplicateAttempts',
        severity: isSuspicious ? 'warning' : 'info',
        message:
          `${plural(numRepeats, 'attempt')} of ${numAttempts.toLocaleString('en-US')} repeat another attempt at the same problem byte for byte ` +
          `(${someOf([...repeated])}). They are counted. If they were not sampled independently, pass@k for k > 1 means less than it says.`,
        ...(range && { range }),
      });
    },
  };
}

/** Passes the next value and returns a hash of its text. */
export function hashValue(window: ByteWindow): number {
  window.hold = window.pos;
  skipValue(window);
  const hash = hashBytes(window.view, window.hold, window.pos);
  window.hold = -1;
  return hash;
}

/** 53 bits, from eight bytes a step: chance collisions need about 10^8 attempts at one problem. */
function hashBytes(view: DataView, start: number, end: number): number {
  let low = 0x811c9dc5;
  let high = (end - start) ^ 0x9e3779b9;
  let i = start;
  for (; i + 8 <= end; i += 8) {
    low = Math.imul(low ^ view.getInt32(i, true), 0x01000193);
    high = Math.imul(high ^ view.getInt32(i + 4, true), 0x85ebca6b);
    low ^= high >>> 15;
    high ^= low >>> 13;
  }
  for (; i < end; i++) {
    low = Math.imul(low ^ view.getUint8(i), 0x01000193);
    high = Math.imul(high ^ low, 0x85ebca6b);
  }
  return (high >>> 11) * 0x100000000 + (low >>> 0);
}
