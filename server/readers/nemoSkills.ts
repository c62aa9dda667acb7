import { createAttemptCounter } from './attemptCounter.ts';
import { field } from './json/fields.ts';
import type { Scalar } from './json/readScalar.ts';
import { readNumber, readScalar, readText } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import type { Reader } from './reader.ts';
import { recordReader, type RecordPlace } from './records.ts';

/**
 * NeMo-Skills `output-rs<seed>.jsonl`: one attempt at each problem, a file a seed. What is on one line in all seeds is one problem, so the
 * line is its id, and merged seeds are its attempts. Each kind of verdict is an evaluation of its own.
 */
export const readNemoSkills: Reader = (log) => {
  const verdicts = ['symbolic_correct', 'is_correct', 'is_correct-plus'].map((name) => ({
    name,
    field: field(name, readScalar),
  }));
  const proofStatus = field('proof_status', readText);
  const judgement = field('judgement', readText);
  const expectedJudgement = field('expected_judgement', readText);
  const numTokens = field('num_generated_tokens', readNumber);
  const counter = createAttemptCounter(log, 'a line');
  const fields = [...verdicts.map(({ field: each }) => each), proofStatus, judgement, expectedJudgement, numTokens];
  const commit = ({ number, range }: RecordPlace): void => {
    const add = (scorer: string, verdict: Scalar | undefined): void => {
      const tokens = numTokens.value === undefined ? undefined : { completionTokens: numTokens.value };
      counter.add({ problemId: String(number), scorer, verdict, tokens, range });
    };
    for (const { name, field: verdict } of verdicts) if (verdict.range !== undefined) add(name, verdict.value);
    if (proofStatus.range !== undefined) add('proof_status', isCompleted(proofStatus.value));
    if (judgement.range !== undefined) add('judgement', isRightJudgement(judgement.value, expectedJudgement.value));
  };
  const isSeed = /output-rs\d+\.jsonl/.test(log.name);
  return recordReader(log, { at: '', fields }, commit, () =>
    counter.evals({ task: taskOf(log) }).map((counts) => (isSeed ? { ...counts, beside: 'attempts' } : counts)),
  );
};

function isCompleted(status: string | undefined): boolean | undefined {
  return status === undefined ? undefined : status === 'completed';
}

/** A judge's verdict on an answer; where judging itself is evaluated, whether it is the expected one. */
function isRightJudgement(judgement: string | undefined, expected: string | undefined): boolean | undefined {
  if (judgement === undefined) return undefined;
  const found = saysYes(judgement);
  return expected === undefined ? found === true : found !== undefined && found === saysYes(expected);
}

/** The layouts that NeMo-Skills knows: `Judgement: Yes`, `\boxed{Correct}`, `<points>6 out of 7</points>`. Undefined: none of them. */
function saysYes(judgement: string): boolean | undefined {
  const verdict =
    /judgement\*{0,2}\s*:[\s*]*(yes|no)/i.exec(judgement) ?? /\\boxed\{\s*(correct|incorrect)\s*\}/i.exec(judgement);
  if (verdict !== null) return /^(?:yes|correct)$/i.test(verdict[1] ?? '');
  const points = /<points>\s*([0-7])\s*out of 7\s*<\/points>/i.exec(judgement)?.[1];
  if (points === undefined) return undefined;
  if (Number(points) >= 6) return true;
  return Number(points) <= 1 ? false : undefined;
}

/** `eval-results/<benchmark>/output-rs0.jsonl`, or `<benchmark>_output-rs0.jsonl`. */
function taskOf({ name, folder }: LogInput): string {
  return /^(.+)[_-]output(?:-rs\d+)?\.jsonl/.exec(name)?.[1] ?? folder;
}
