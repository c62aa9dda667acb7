import type { EvalCounts } from '../core/counts.ts';
import { createLmEvalTallies } from './lmEvalTallies.ts';
import type { LmEvalSample } from './lmEvalTallies.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { QUOTE } from './json/bytes.ts';
import { enterArray, enterObject, nextAnyKey, nextElement } from './json/containers.ts';
import { readId, readScalar, readText } from './json/readScalar.ts';
import { peekByte, skipValue } from './json/skipValue.ts';
import type { LineHandlers } from './lines.ts';
import { forEachLine } from './lines.ts';
import type { LogInput } from './logInput.ts';

const NOT_METRICS: ReadonlySet<string> = new Set([
  'doc',
  'target',
  'arguments',
  'doc_hash',
  'prompt_hash',
  'target_hash',
]);

/** lm-evaluation-harness `samples_<task>_<time>.jsonl`: each filter and metric is an evaluation of its own. */
export function readLmEvalSamples(log: LogInput): () => EvalCounts[] {
  const tallies = createLmEvalTallies(log);
  let sample = emptySample();
  const lines: LineHandlers = {
    parse: (window) => {
      sample = emptySample();
      readSample(window, sample);
    },
    commit: (range) => {
      tallies.add(sample, range);
    },
  };
  return () => {
    forEachLine(log, lines);
    return tallies.evals();
  };
}

function emptySample(): LmEvalSample {
  return { docId: undefined, filter: 'none', metricNames: undefined, values: new Map(), numSampled: 0, numFiltered: 0 };
}

function readSample(window: ByteWindow, sample: LmEvalSample): void {
  if (!enterObject(window)) return;
  for (let key = nextAnyKey(window); key !== undefined; key = nextAnyKey(window)) {
    if (key === 'doc_id') sample.docId = readId(window);
    else if (key === 'filter') sample.filter = readText(window) ?? 'none';
    else if (key === 'metrics') sample.metricNames = readNames(window);
    else if (key === 'resps') sample.numSampled = countFirst(window);
    else if (key === 'filtered_resps') sample.numFiltered = countFirst(window);
    else if (NOT_METRICS.has(key)) skipValue(window);
    else {
      const value = readScalar(window);
      if (value !== undefined) sample.values.set(key, value);
    }
  }
}

function readNames(window: ByteWindow): string[] | undefined {
  if (!enterArray(window)) return undefined;
  const names: string[] = [];
  while (nextElement(window)) {
    const name = readText(window);
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** Texts in the first element of an array of arrays: responses to one request. 0 for anything else, such as log-likelihoods. */
function countFirst(window: ByteWindow): number {
  let count = 0;
  if (!enterArray(window)) return count;
  for (let i = 0; nextElement(window); i++) {
    if (i > 0) {
      skipValue(window);
      continue;
    }
    if (!enterArray(window)) continue;
    while (nextElement(window)) {
      if (peekByte(window) === QUOTE) count++;
      skipValue(window);
    }
  }
  return count;
}
