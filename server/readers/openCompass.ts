import type { EvalCounts, RecordedMetric } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { OPEN_BRACKET } from './json/bytes.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { field, listOf } from './json/fields.ts';
import type { Scalar } from './json/readScalar.ts';
import { readId, readNumber, readScalar } from './json/readScalar.ts';
import { peekByte } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { stemOf } from './names.ts';
import { forEachRecord } from './records.ts';

/**
 * OpenCompass results: `details` of the examples, `correct` (or `is_correct`) being a verdict, or a list with one a replica.
 * `G-Pass@k_τ` in percent: that at least a share τ of k attempts, and at least one, pass, so it is pass@k at τ = 0 and pass^k at τ = 1.
 */
export function readOpenCompass(log: LogInput): EvalCounts[] {
  const abbreviation = field('example_abbr', readId);
  const correct = field('correct', readVerdicts);
  const isCorrect = field('is_correct', readVerdicts);
  const recorded: RecordedMetric[] = [];
  const metrics = field('*', (window, key) => {
    const metric = readMetric(window, key);
    if (metric !== undefined) recorded.push(metric);
    return undefined;
  });
  const counter = createAttemptCounter(log, 'an id');
  forEachRecord(
    log,
    { at: 'details.*', fields: [abbreviation, correct, isCorrect], header: [metrics] },
    ({ key, number, range }) => {
      const isExample =
        correct.range !== undefined || isCorrect.range !== undefined || abbreviation.value !== undefined;
      // A dictionary of examples holds what kind they are beside them.
      if (!isExample && key !== '' && !/^\d+$/.test(key)) return;
      const problemId = abbreviation.value ?? (key === '' ? String(number - 1) : key);
      counter.addList({ problemId, range }, correct.value ?? isCorrect.value);
    },
  );
  return counter.evals({ task: stemOf(log.name), model: log.folder, scorer: 'correct', recorded });
}

function readVerdicts(window: ByteWindow): (Scalar | undefined)[] | undefined {
  return peekByte(window) === OPEN_BRACKET ? listOf(readScalar)(window) : [readScalar(window)];
}

function readMetric(window: ByteWindow, name: string): RecordedMetric | undefined {
  peekByte(window);
  const start = offsetOf(window);
  const percent = readNumber(window);
  const [, k, threshold] = /^G-Pass@([1-9]\d*)_(0\.0|1\.0)$/.exec(name) ?? [];
  if (percent === undefined || k === undefined || !(percent >= 0 && percent <= 100)) return undefined;
  const kind = threshold === '0.0' ? 'passAtK' : 'passHatK';
  return { name, kind, k: Number(k), value: percent / 100, range: { start, end: offsetOf(window) } };
}
