import type { ByteRange, EvalCounts } from '../core/counts.ts';
import { plural, quoteText, someOf } from './issueLog.ts';
import type { Scalar } from './json/readScalar.ts';
import { scorerOf, taskOfSamples } from './lmEvalNames.ts';
import type { LogInput } from './logInput.ts';
import { stemOf } from './names.ts';
import { kOf } from './recordedPassAtK.ts';
import { createRecoveredCounts } from './recoveredCounts.ts';
import type { Tally } from './tally.ts';
import { countAttempt, countAttempts, problemOf, toEval } from './tally.ts';

/** One line: one document as one filter saw it. */
export interface LmEvalSample {
  docId: string | undefined;
  filter: string;
  /** Names in `metrics`; undefined in files of older versions, which have no such list. */
  metricNames: string[] | undefined;
  /** Every other member that has a plain value: metrics are among them. */
  readonly values: Map<string, Scalar>;
  /** Responses that were sampled. */
  numSampled: number;
  /** Responses behind the filter when it keeps several, else 0. */
  numFiltered: number;
}

export interface LmEvalTallies {
  readonly add: (sample: LmEvalSample, range: ByteRange) => void;
  readonly evals: () => EvalCounts[];
}

interface Scored {
  readonly tally: Tally;
  /** False once a value is neither 0 nor 1: then it is no verdict. */
  isBinary: boolean;
  numUngraded: number;
  numSampled: number;
  firstUngraded?: ByteRange;
}

export function createLmEvalTallies({ issues, name }: LogInput): LmEvalTallies {
  const byScorer = new Map<string, Scored>();
  const recovered = createRecoveredCounts(issues, 'document');

  return { add, evals };

  function add(sample: LmEvalSample, range: ByteRange): void {
    const { docId } = sample;
    if (docId === undefined) {
      issues.add({ code: 'missingField', severity: 'warning', message: 'This line has no doc_id: left out.', range });
      return;
    }
    addPassAtK(sample, docId, range);
    for (const [metric, value] of sample.values) {
      if (kOf(metric) !== undefined) continue;
      if (sample.metricNames?.includes(metric) === false) continue;
      addGrade(sample, docId, metric, value, range);
    }
  }

  /** Several graded responses: c is the integer that the recorded pass@k of least k stands for. */
  function addPassAtK(sample: LmEvalSample, docId: string, range: ByteRange): void {
    let least: { k: number; value: Scalar } | undefined;
    for (const [metric, value] of sample.values) {
      const k = kOf(metric);
      if (k !== undefined && (least === undefined || k < least.k)) least = { k, value };
    }
    if (least === undefined) return;
    const numSamples = sample.numFiltered > 0 ? sample.numFiltered : sample.numSampled;
    const scorer = scorerOf('pass@1', sample.filter);
    const { k, value } = least;
    const numCorrect =
      typeof value === 'number' ? recovered.correct({ scorer, k, value, numSamples, range }) : undefined;
    if (numCorrect === undefined) {
      const message = `pass@${k} = ${String(value)} of ${plural(numSamples, 'response')} belongs to no whole number of correct ones: left out.`;
      issues.add({ code: 'wrongType', severity: 'warning', message, range });
      return;
    }
    countAttempts(problemOf(scoredBy(scorer).tally, docId, range), numSamples, numCorrect);
  }

  /** One graded response, however many were sampled. */
  function addGrade(sample: LmEvalSample, docId: string, metric: string, value: Scalar, range: ByteRange): void {
    const number = typeof value === 'boolean' ? Number(value) : value;
    if (typeof number !== 'number') return;
    const scored = scoredBy(scorerOf(metric, sample.filter));
    if (!Number.isFinite(number)) {
      const message = `${quoteText(metric)} of document ${quoteText(docId)} is not a finite number: not counted.`;
      issues.add({ code: 'nonFiniteNumber', severity: 'warning', message, range });
      return;
    }
    if (number !== 0 && number !== 1) scored.isBinary = false;
    countAttempt(problemOf(scored.tally, docId, range), number >= 1);
    if (sample.numSampled <= 1) return;
    scored.numUngraded++;
    scored.numSampled = Math.max(scored.numSampled, sample.numSampled);
    scored.firstUngraded ??= range;
  }

  function scoredBy(scorer: string): Scored {
    const known = byScorer.get(scorer);
    if (known !== undefined) return known;
    const scored = { tally: new Map(), isBinary: true, numUngraded: 0, numSampled: 0 };
    byScorer.set(scorer, scored);
    return scored;
  }

  function evals(): EvalCounts[] {
    const task = taskOfSamples(name) ?? stemOf(name);
    const notBinary = [...byScorer].filter(([, { isBinary }]) => !isBinary).map(([scorer]) => scorer);
    if (notBinary.length > 0) {
      issues.add({
        code: 'wrongType',
        severity: 'info',
        message: `${someOf(notBinary)}: values between pass and fail, which cannot be counted.`,
      });
    }
    return [...byScorer]
      .filter(([, { isBinary }]) => isBinary)
      .map(([scorer, scored]) => {
        reportUngraded(scorer, scored);
        recovered.report(scorer, scored.tally.size);
        return toEval(scored.tally, { task, scorer });
      });
  }

  function reportUngraded(scorer: string, { numUngraded, numSampled, firstUngraded }: Scored): void {
    if (firstUngraded === undefined) return;
    const message =
      `${quoteText(scorer)} grades one of up to ${numSampled.toLocaleString('en-US')} sampled responses, in ${plural(numUngraded, 'line')}: ` +
      'each counts as one attempt. A filter that keeps all responses, with pass@k as metric, has them all graded.';
    issues.add({ code: 'ungradedAttempts', severity: 'warning', message, range: firstUngraded });
  }
}
