import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { field, fieldTree, listOf, readFields } from './json/fields.ts';
import { readId, readNumber, readText } from './json/readScalar.ts';
import { OPEN_BRACE } from './json/bytes.ts';
import { peekByte, skipValue } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { stemOf } from './names.ts';
import { forEachRecord } from './records.ts';
import { reportSingleAttempts } from './reportSingleAttempts.ts';

/** Statistics that are 0 or 1 an answer. `exact_match@5`, whether one of the five likeliest completions matches, is none of them, nor pass@k. */
const BINARY =
  /^(?:(?:quasi_)?(?:prefix_)?exact_match|math_equiv(?:_chain_of_thought)?|code_eval_acc|final_number_exact_match|chain_of_thought_correctness|ifeval_strict_accuracy)$/;

interface Stat {
  readonly name: string;
  readonly value: number;
}

/**
 * HELM's `per_instance_stats.json`: each instance once a training trial, which draws the examples of the prompt anew; each binary statistic
 * is an evaluation of its own. Perturbed instances are other prompts: they are left out.
 */
export function readHelm(log: LogInput): EvalCounts[] {
  const instanceId = field('instance_id', readId);
  const trial = field('train_trial_index', readId);
  const isPerturbed = field('perturbation', readIsObject);
  const readStat = statReader();
  const stats = field('stats', listOf(readStat));
  const counter = createAttemptCounter(log, 'an instance_id');
  forEachRecord(log, { at: '*', fields: [instanceId, trial, isPerturbed, stats] }, ({ range }) => {
    if (isPerturbed.value === true) return;
    const found = (stats.value ?? []).filter((stat) => stat !== undefined);
    const valueOf = (name: string): number | undefined => found.find((stat) => stat.name === name)?.value;
    const promptTokens = valueOf('num_prompt_tokens');
    const completionTokens = valueOf('num_output_tokens');
    const tokens = {
      ...(promptTokens !== undefined && { promptTokens }),
      ...(completionTokens !== undefined && { completionTokens }),
    };
    for (const { name, value } of found) {
      if (!BINARY.test(name)) continue;
      counter.add({
        problemId: instanceId.value,
        scorer: name,
        trial: trial.value,
        verdict: value,
        tokens,
        range: instanceId.range ?? range,
      });
    }
  });
  const evals = counter.evals(namesOf(log));
  reportSingleAttempts(log, evals);
  return evals;
}

/** A statistic of one value; undefined for one without a value. */
function statReader(): (window: ByteWindow) => Stat | undefined {
  const name = field('name.name', readText);
  const perturbed = field('name.perturbation', readIsObject);
  const count = field('count', readNumber);
  const mean = field('mean', readNumber);
  const fields = [name, perturbed, count, mean];
  const tree = fieldTree(fields);
  return (window) => {
    for (const each of fields) each.clear();
    readFields(window, tree);
    if (name.value === undefined || mean.value === undefined || count.value === 0 || perturbed.value === true)
      return undefined;
    return { name: name.value, value: mean.value };
  };
}

function readIsObject(window: ByteWindow): boolean {
  const isObject = peekByte(window) === OPEN_BRACE;
  skipValue(window);
  return isObject;
}

/** The folder of a run: `mmlu:subject=philosophy,method=multiple_choice_joint,model=openai_gpt2`. */
function namesOf({ name, folder }: LogInput): { readonly task: string; readonly model: string } {
  const [, before, model] = /^(.+?)[,:]model=([^,]+)/.exec(folder) ?? [];
  if (before !== undefined && model !== undefined) return { task: before, model };
  return { task: stemOf(name).replace(/[_-]?per_instance_stats$/, '') || folder, model: '' };
}
