import type { ByteRange, EvalCounts } from '../core/counts.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { fieldTree, pathOf, readFields, treeAt } from './json/fields.ts';
import type { Field } from './json/fields.ts';
import { peekByte } from './json/skipValue.ts';
import { forEachLine } from './lines.ts';
import type { LogInput } from './logInput.ts';
import { readDocument } from './logInput.ts';
import type { Reader } from './reader.ts';

/** Where the records of a log are, and what is wanted of them. */
export interface RecordLayout {
  /** Paths to the records, `*` for every element or key: `simulations.*`. In a file of lines each line is a record. */
  readonly at: string | readonly string[];
  /** Fields of a record, by paths that begin in the record. */
  readonly fields: readonly Field<unknown>[];
  /** Fields of the document around the records. They may stand behind these. */
  readonly header?: readonly Field<unknown>[];
}

export interface RecordPlace {
  readonly range: ByteRange;
  /** From 1: the line, in a file of lines, else the record's number. */
  readonly number: number;
  /** The key under which the record stands; empty in an array. */
  readonly key: string;
}

/**
 * The reader of a log that is records, for which `evals` gives what `commit` has counted: a file of lines is read on where it grows.
 */
export function recordReader(
  log: LogInput,
  layout: RecordLayout,
  commit: (place: RecordPlace) => void,
  evals: () => EvalCounts[],
): ReturnType<Reader> {
  const read = (): EvalCounts[] => {
    forEachRecord(log, layout, commit);
    return evals();
  };
  return log.isJsonLines ? read : read();
}

/**
 * Reads the records of a log one by one, through the window: `commit` is called behind each that is whole, while the fields hold its values.
 * Anything else of the log is passed over, and what follows damage is lost to a document, not to a file of lines.
 */
export function forEachRecord(log: LogInput, layout: RecordLayout, commit: (place: RecordPlace) => void): void {
  const { fields } = layout;
  const record = fieldTree(fields);
  if (log.isJsonLines) {
    forEachLine(log, {
      parse: (window) => {
        clear(fields);
        readFields(window, record);
      },
      commit: (range, number) => {
        commit({ range, number, key: '' });
      },
    });
    return;
  }
  const header = layout.header ?? [];
  clear(header);
  const document = fieldTree(header);
  let number = 0;
  const readRecord = (window: ByteWindow, key: string): void => {
    clear(fields);
    peekByte(window);
    const start = offsetOf(window);
    readFields(window, record);
    number++;
    commit({ range: { start, end: offsetOf(window) }, number, key });
  };
  for (const path of [layout.at].flat()) treeAt(document, pathOf(path)).leaf = readRecord;
  readDocument(log, (window) => {
    readFields(window, document);
  });
}

function clear(fields: readonly Field<unknown>[]): void {
  for (const each of fields) each.clear();
}
