import type { RandomSource } from '../../../server/core/seededRandom.ts';
import { jsonLines } from './codeLogs.ts';
import { drawAttempts, meanPassAtK, numCorrectOf, type ProblemAttempts } from './drawAttempts.ts';

/** Small logs of harnesses whose files are alike: a record an attempt, or a list of verdicts a problem. */

/** Large Language Monkeys: rows of the data set. */
export function llMonkeysRows(random: RandomSource): string {
  return jsonLines(
    draw(random, 30, 40).map(({ index, passed }) => ({
      question: `Word problem ${index}`,
      gt_answer: String(index),
      samples: passed.map((hasPassed) => `#### ${hasPassed ? index : index + 1}`),
      is_corrects: passed,
      orig_dset_split: 'test',
      orig_dset_idx: index,
    })),
  );
}

/** SWE-bench: the report of a run, an attempt a problem. */
export function sweBenchReport(run: number): (random: RandomSource) => string {
  return (random) => {
    const problems = draw(random, 40, 2);
    const ids = problems.map(({ index }) => `example__project-${1000 + index}`);
    const resolved = ids.filter((_, i) => problems[i]?.passed[run] === true);
    return pretty({
      total_instances: ids.length,
      submitted_instances: ids.length,
      completed_instances: ids.length,
      resolved_instances: resolved.length,
      unresolved_instances: ids.length - resolved.length,
      empty_patch_instances: 0,
      error_instances: 0,
      completed_ids: ids,
      incomplete_ids: [],
      empty_patch_ids: [],
      submitted_ids: ids,
      resolved_ids: resolved,
      unresolved_ids: ids.filter((id) => !resolved.includes(id)),
      error_ids: [],
      schema_version: 2,
    });
  };
}

/** Terminal-Bench 1. */
export function terminalBenchResults(random: RandomSource): string {
  const problems = draw(random, 25, 4);
  const results = attemptsOf(problems).map(({ index, attempt, passed }) => ({
    trial_name: `task-${index}.${attempt + 1}-of-4.run`,
    task_id: `task-${index}`,
    instruction: 'Make the tests pass.',
    is_resolved: passed,
    failure_mode: 'unset',
    total_input_tokens: 20_000 + 100 * index,
    total_output_tokens: 1500 + 10 * index,
  }));
  return pretty({ id: 'example', results, accuracy: meanPassAtK(problems, 1), pass_at_k: byK(problems, [2, 4]) });
}

/** Harbor: a job. */
export function harborJob(random: RandomSource): string {
  const problems = draw(random, 25, 4);
  const names = (passed: boolean): string[] =>
    attemptsOf(problems)
      .filter((each) => each.passed === passed)
      .map(({ index, attempt }) => `task-${index}__t${attempt}`);
  return pretty({
    id: 'example',
    n_total_trials: 100,
    stats: {
      n_completed_trials: 100,
      evals: {
        'terminus-2__tiny-7b__terminal-bench': {
          n_trials: 100,
          n_errors: 0,
          metrics: [{ mean: meanPassAtK(problems, 1) }],
          pass_at_k: byK(problems, [2, 4]),
          reward_stats: { reward: { '1.0': names(true), '0.0': names(false) } },
          exception_stats: {},
        },
      },
    },
  });
}

/** Harbor: one of its trials. */
export function harborTrial(): string {
  return pretty({
    id: 'example',
    task_name: 'task-0',
    trial_name: 'task-0__t0',
    source: 'terminal-bench',
    task_checksum: 'c0ffee',
    agent_info: { name: 'terminus-2', version: '2.0', model_info: { name: 'tiny-7b', provider: 'example' } },
    agent_result: { n_input_tokens: 20_000, n_cache_tokens: 12_000, n_output_tokens: 1500, cost_usd: 0.021 },
    verifier_result: { rewards: { reward: 1 } },
    exception_info: null,
  });
}

/** tau2-bench. */
export function tau2Results(random: RandomSource): string {
  const simulations = attemptsOf(draw(random, 25, 4)).map(({ index, attempt, passed }) => ({
    id: `s-${index}-${attempt}`,
    task_id: String(index),
    termination_reason: 'user_stop',
    agent_cost: 0.02,
    user_cost: 0.01,
    reward_info: { reward: passed ? 1 : 0 },
    trial: attempt,
  }));
  const info = {
    git_commit: 'c0ffee',
    num_trials: 4,
    user_info: { implementation: 'user_simulator', llm: 'example/user' },
    agent_info: { implementation: 'llm_agent', llm: 'example/tiny-7b' },
    environment_info: { domain_name: 'retail' },
  };
  return pretty({ timestamp: '2026-03-02T09:15:00', info, tasks: [], simulations });
}

/** A submission to its leaderboard: pass^k in percent. */
export function tau2Submission(random: RandomSource): string {
  const problems = draw(random, 25, 4);
  const passHat = (k: number): number =>
    problems.reduce((sum, problem) => sum + choose(numCorrectOf(problem), k) / choose(problem.passed.length, k), 0) / problems.length;
  const retail = Object.fromEntries([1, 2, 3, 4].map((k) => [`pass_${k}`, Math.round(1e4 * passHat(k)) / 100]));
  return pretty({ model_name: 'example/tiny-7b', submission_date: '2026-03-02', results: { retail } });
}

/** OpenCompass: 8 replicas. */
export function openCompassResults(random: RandomSource): string {
  const problems = draw(random, 30, 8);
  const details = problems.map(({ index, passed }) => ({ example_abbr: `contest_${index}`, pred: passed.map(() => '1'), correct: passed }));
  return pretty({ 'accuracy (8 runs average)': 100 * meanPassAtK(problems, 1), 'G-Pass@4_0.0': 100 * meanPassAtK(problems, 4), details });
}

/** verl: the generations of a step of training. */
export function verlGenerations(random: RandomSource): string {
  return jsonLines(
    attemptsOf(draw(random, 30, 8)).map(({ index, passed }) => ({
      input: `What is ${index} + ${index}?`,
      output: String(passed ? 2 * index : 2 * index + 1),
      gts: String(2 * index),
      score: passed ? 1 : 0,
      step: 100,
    })),
  );
}

/** openai/evals: events. */
export function openaiEvalsEvents(random: RandomSource): string {
  const events = attemptsOf(draw(random, 30, 4)).flatMap(({ index, passed }) => [
    { run_id: 'r', sample_id: `sums.s1.${index}`, type: 'sampling', data: { sampled: ['1'], usage: { prompt_tokens: 40, completion_tokens: 5, total_tokens: 45 } } },
    { run_id: 'r', sample_id: `sums.s1.${index}`, type: 'match', data: { correct: passed, expected: '1', picked: '1' } },
  ]);
  return jsonLines([{ spec: { completion_fns: ['tiny-7b'], eval_name: 'sums.s1.v0', run_id: 'r' } }, ...events, { final_report: {} }]);
}

/** HELM: the statistics of each instance, over three draws of the examples in the prompt. */
export function helmStats(random: RandomSource): string {
  const stat = (name: string, mean: number): object => ({ name: { name, split: 'test' }, count: 1, sum: mean, mean });
  return pretty(
    attemptsOf(draw(random, 25, 3)).map(({ index, attempt, passed }) => ({
      instance_id: `id${index}`,
      train_trial_index: attempt,
      stats: [stat('num_prompt_tokens', 330), stat('num_output_tokens', 1), stat('exact_match', passed ? 1 : 0), stat('exact_match@5', 1)],
    })),
  );
}

/** promptfoo with `--repeat`. */
export function promptfooResults(random: RandomSource): string {
  const results = attemptsOf(draw(random, 20, 5)).map(({ index, passed }) => ({
    cost: 0.0004,
    promptIdx: 0,
    provider: { id: 'example:tiny-7b', label: '' },
    response: { output: '1', tokenUsage: { total: 45, prompt: 40, completion: 5 } },
    success: passed,
    vars: { question: `What is ${index} + ${index}?` },
    failureReason: passed ? 0 : 1,
  }));
  return pretty({ evalId: 'eval-example', results: { version: 3, prompts: [{ raw: '{{question}}', label: '{{question}}' }], results }, config: { description: 'sums' } });
}

/** DeepEval: inputs that were run several times. */
export function deepEvalRun(random: RandomSource): string {
  const testCases = attemptsOf(draw(random, 15, 4)).map(({ index, attempt, passed }) => ({
    name: `test_case_${4 * index + attempt}`,
    input: `What is ${index} + ${index}?`,
    actualOutput: '1',
    success: passed,
    metricsData: [{ name: 'Correctness', threshold: 0.5, success: passed, score: passed ? 0.9 : 0.1, evaluationCost: 0.001 }],
  }));
  return pretty({ testCases, conversationalTestCases: [], testPassed: 1, testFailed: 1 });
}

/** Every Eval Ever: the samples of an evaluation, and its score. */
export function everyEvalEverSamples(random: RandomSource): string {
  return jsonLines(
    attemptsOf(draw(random, 30, 4)).map(({ index, passed }) => ({
      schema_version: '0.3.0',
      evaluation_id: 'example/tiny-7b/1',
      model_id: 'example/tiny-7b',
      evaluation_name: 'sums',
      sample_id: `sum-${index}`,
      evaluation: { score: passed ? 1 : 0, is_correct: passed },
      token_usage: { input_tokens: 40, output_tokens: 5, total_tokens: 45 },
    })),
  );
}

export function everyEvalEverScores(random: RandomSource): string {
  const metric = { metric_name: 'accuracy', metric_kind: 'accuracy', metric_unit: 'proportion', lower_is_better: false };
  return pretty({
    schema_version: '0.3.0',
    evaluation_id: 'example/tiny-7b/1',
    source_metadata: { source_type: 'evaluation_run' },
    model_info: { name: 'tiny-7b', id: 'example/tiny-7b' },
    evaluation_results: [{ evaluation_name: 'sums', metric_config: metric, score_details: { score: meanPassAtK(draw(random, 30, 4), 1) } }],
  });
}

/** BigCode: aggregates, and the generations that they are of. */
export function bigCodeResults(random: RandomSource): string {
  const problems = draw(random, 30, 20);
  const humaneval = Object.fromEntries([1, 5, 10, 20].map((k) => [`pass@${k}`, meanPassAtK(problems, k)]));
  return pretty({ humaneval, config: { prefix: '', do_sample: true, temperature: 0.8, n_samples: 20, model: 'example/tiny-coder-1b' } });
}

export function bigCodeGenerations(): string {
  return `${JSON.stringify([0, 1, 2].map((index) => [0, 1].map((attempt) => `def f_${index}():\n    return ${attempt}`)))}\n`;
}

/** lighteval: aggregates. */
export function lightEvalResults(random: RandomSource): string {
  const problems = draw(random, 30, 16);
  const metrics = Object.fromEntries([1, 2, 4, 8, 16].map((k) => [`pass@k:k=${k}&n=16`, meanPassAtK(problems, k)]));
  return pretty({
    config_general: { lighteval_sha: '?', max_samples: null, job_id: '0', model_name: 'example/tiny-7b' },
    results: { 'lighteval|contest|0': metrics, all: metrics },
    versions: { 'lighteval|contest|0': 1 },
  });
}

/** Points of pass@k, and nothing of what they were made of. */
export function curvePoints(random: RandomSource): string {
  const problems = draw(random, 60, 256);
  const rows = [1, 2, 4, 8, 16, 32, 64, 128, 256].map((k) => `contest,example/tiny-7b,${k},${meanPassAtK(problems, k).toFixed(4)}`);
  return `task,model,k,pass_at_k\n${rows.join('\n')}\n`;
}

function draw(random: RandomSource, numProblems: number, numAttempts: number): ProblemAttempts[] {
  return drawAttempts({ world: { alpha: 0.8, beta: 0.6, ceiling: 1 }, numProblems, numAttempts }, random);
}

function attemptsOf(problems: readonly ProblemAttempts[]): { index: number; attempt: number; passed: boolean }[] {
  return problems.flatMap(({ index, passed }) => passed.map((hasPassed, attempt) => ({ index, attempt, passed: hasPassed })));
}

function byK(problems: readonly ProblemAttempts[], ks: readonly number[]): object {
  return Object.fromEntries(ks.map((k) => [k, meanPassAtK(problems, k)]));
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 0; i < k; i++) product *= (n - i) / (i + 1);
  return product;
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
