import { seededRandom, type RandomSource } from '../../../server/core/seededRandom.ts';
import { evalPlusLegacyResults, evalPlusResults, humanEvalResults, lmEvalResults, lmEvalSamples } from './codeLogs.ts';
import { tauBenchLog } from './agentLogs.ts';
import { attemptsCsv, countsCsv, countsJsonl } from './countLogs.ts';
import * as harness from './harnessLogs.ts';
import { inspectLog, misleadingLog } from './inspectLogs.ts';
import { liveCodeBenchProblems, liveCodeBenchResults, nemoSkillsMetrics, nemoSkillsSeed } from './reasoningLogs.ts';

/** The logs of `examples/` by file name: the same text every time. */
export function exampleLogs(): ReadonlyMap<string, string> {
  return new Map(Object.entries(makers).map(([name, [seed, make]]) => [name, make(seededRandom(seed))] as const));
}

/** Files of one run share a seed. */
const makers: Readonly<Record<string, readonly [seed: number, make: (random: RandomSource) => string]>> = {
  'attempts.csv': [1, attemptsCsv],
  'counts.csv': [2, countsCsv],
  'curve.csv': [26, harness.curvePoints],
  'counts.jsonl': [3, countsJsonl],
  'evalplus.eval_results.json': [4, evalPlusResults],
  'evalplus-legacy_eval_results.json': [5, evalPlusLegacyResults],
  'human-eval_samples.jsonl_results.jsonl': [6, humanEvalResults],
  'inspect_contest-math.json': [7, inspectLog],
  'inspect_misleading.json': [8, misleadingLog],
  'results_2026-03-02T09-15-00.000000.json': [9, lmEvalResults],
  'output-rs0.jsonl': [10, nemoSkillsSeed(0)],
  'output-rs1.jsonl': [10, nemoSkillsSeed(1)],
  'output-rs2.jsonl': [10, nemoSkillsSeed(2)],
  'nemo-skills_metrics.json': [10, nemoSkillsMetrics],
  'tiny-coder-1b_Scenario.codegeneration_10_0.2_eval_all.json': [11, liveCodeBenchProblems],
  'tiny-coder-1b_Scenario.codegeneration_10_0.2_eval.json': [11, liveCodeBenchResults],
  'tiny-7b-airline.json': [12, tauBenchLog],
  'GSM8K_tiny-1b.jsonl': [13, harness.llMonkeysRows],
  'example__tiny-7b.run1.json': [14, harness.sweBenchReport(0)],
  'example__tiny-7b.run2.json': [14, harness.sweBenchReport(1)],
  'terminal-bench_results.json': [15, harness.terminalBenchResults],
  'harbor-job_result.json': [15, harness.harborJob],
  'harbor-trial_result.json': [15, harness.harborTrial],
  'tau2-bench_results.json': [16, harness.tau2Results],
  'tau2-bench_submission.json': [16, harness.tau2Submission],
  'opencompass_contest.json': [17, harness.openCompassResults],
  'verl_100.jsonl': [18, harness.verlGenerations],
  'openai-evals_sums.jsonl': [19, harness.openaiEvalsEvents],
  'helm_per_instance_stats.json': [20, harness.helmStats],
  'promptfoo_results.json': [21, harness.promptfooResults],
  'deepeval_test_run.json': [22, harness.deepEvalRun],
  'every-eval-ever.json': [23, harness.everyEvalEverScores],
  'every-eval-ever_samples.jsonl': [23, harness.everyEvalEverSamples],
  'bigcode_evaluation_results.json': [24, harness.bigCodeResults],
  'generations_humaneval.json': [24, harness.bigCodeGenerations],
  'lighteval_results.json': [25, harness.lightEvalResults],
  'samples_humaneval_16_2026-03-02T09-15-00.000000.jsonl': [9, lmEvalSamples],
};
