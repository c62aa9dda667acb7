import type { EvalCounts } from '../core/counts.ts';
import type { FormatId } from '../sniff/sniff.ts';
import { readCounts } from './counts.ts';
import { readEvalPlus } from './evalPlus.ts';
import { readHumanEval } from './humanEval.ts';
import { readInspect } from './inspect.ts';
import { readLmEvalResults } from './lmEvalResults.ts';
import { readLmEvalSamples } from './lmEvalSamples.ts';
import { readLiveCodeBench } from './liveCodeBench.ts';
import { readLiveCodeBenchResults } from './liveCodeBenchResults.ts';
import type { LogInput } from './logInput.ts';
import { readNemoSkills } from './nemoSkills.ts';
import { readNemoSkillsMetrics } from './nemoSkillsMetrics.ts';
import { readTauBench } from './tauBench.ts';

/** Reads a log of one format: its evaluations; the issues go to the log's `issues`. Throws nothing but `ReadCancelled`. */
export type Reader = (log: LogInput) => EvalCounts[];

export const readers: Readonly<Record<FormatId, Reader>> = {
  inspect: readInspect,
  'human-eval': readHumanEval,
  evalplus: readEvalPlus,
  'lm-eval-results': readLmEvalResults,
  'lm-eval-samples': readLmEvalSamples,
  counts: readCounts,
  'tau-bench': readTauBench,
  livecodebench: readLiveCodeBench,
  'livecodebench-results': readLiveCodeBenchResults,
  'nemo-skills': readNemoSkills,
  'nemo-skills-metrics': readNemoSkillsMetrics,
};
