import type { IssueCode, ReadIssue } from './readResult.ts';

/** Issues as they are found. A log can have one on each of a million lines: of each code the first are kept, the others counted. */
export interface IssueLog {
  readonly add: (issue: ReadIssue) => void;
  /** The issues kept, and one more a code for those that were only counted. */
  readonly all: () => ReadIssue[];
  /** The issues so far stand; what is added from here on is said of the log as it ends now. */
  readonly mark: () => void;
  /** Takes back what was said of an end that is no longer one: all since the last mark, or nothing where there was none. */
  readonly rewind: () => void;
}

const MAX_PER_CODE = 20;

export function createIssueLog(): IssueLog {
  const kept: ReadIssue[] = [];
  let counts = new Map<IssueCode, number>();
  let marked: { readonly numKept: number; readonly counts: ReadonlyMap<IssueCode, number> } | undefined;
  return {
    mark: () => {
      marked = { numKept: kept.length, counts: new Map(counts) };
    },
    rewind: () => {
      if (marked === undefined) return;
      kept.length = marked.numKept;
      counts = new Map(marked.counts);
    },
    add: (issue) => {
      const count = (counts.get(issue.code) ?? 0) + 1;
      counts.set(issue.code, count);
      if (count <= MAX_PER_CODE) kept.push(issue);
    },
    all: () => [
      ...kept,
      ...[...counts].filter(([, count]) => count > MAX_PER_CODE).map(([code, count]) => moreOf(code, count)),
    ],
  };

  function moreOf(code: IssueCode, count: number): ReadIssue {
    const first = kept.find((issue) => issue.code === code);
    const more = count - MAX_PER_CODE;
    return {
      code,
      severity: first?.severity ?? 'info',
      message: `${plural(more, 'more place')} like these are not listed.`,
    };
  }
}

const MAX_QUOTED = 60;

/** Text of the log for a message: in quotes, on one line, cut to a length that a message can hold. */
export function quoteText(text: string): string {
  const cut = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;

  return `“${cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd')}”`;
}

/** `3 attempts`, `1 attempt`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `“a”, “b” and 12 more`: a few names of many. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(quoteText).join(', ');
  return names.length > 3 ? `${shown} and ${(names.length - 3).toLocaleString('en-US')} more` : shown;
}
