import type { FormatId } from '../sniff/sniff.ts';
import { readCounts } from './counts.ts';
import { readCurve } from './curve.ts';
import { readEvalPlus } from './evalPlus.ts';
import { readHumanEval } from './humanEval.ts';
import { readInspect } from './inspect.ts';
import { readLmEvalResults } from './lmEvalResults.ts';
import { readLmEvalSamples } from './lmEvalSamples.ts';
import { readLiveCodeBench } from './liveCodeBench.ts';
import { readLiveCodeBenchResults } from './liveCodeBenchResults.ts';
import type { Reader } from './reader.ts';
import { readNemoSkills } from './nemoSkills.ts';
import { readNemoSkillsMetrics } from './nemoSkillsMetrics.ts';
import { readLlMonkeys } from './llMonkeys.ts';
import { readSweBench } from './sweBench.ts';
import { readTerminalBench } from './terminalBench.ts';
import { readHarborJob } from './harborJob.ts';
import { readHarborTrial } from './harborTrial.ts';
import { readTau2Bench } from './tau2Bench.ts';
import { readTau2Submission } from './tau2Submission.ts';
import { readOpenCompass } from './openCompass.ts';
import { readVerl } from './verl.ts';
import { readOpenaiEvals } from './openaiEvals.ts';
import { readHelm } from './helm.ts';
import { readPromptfoo } from './promptfoo.ts';
import { readDeepEval } from './deepEval.ts';
import { readEveryEvalEver } from './everyEvalEver.ts';
import { readEveryEvalEverSamples } from './everyEvalEverSamples.ts';
import { readLightEval } from './lightEval.ts';
import { readBigCode } from './bigCode.ts';
import { readBigCodeGenerations } from './bigCodeGenerations.ts';
import { readTauBench } from './tauBench.ts';

export const readers: Readonly<Record<FormatId, Reader>> = {
  inspect: readInspect,
  'human-eval': readHumanEval,
  evalplus: readEvalPlus,
  'lm-eval-results': readLmEvalResults,
  'lm-eval-samples': readLmEvalSamples,
  counts: readCounts,
  curve: readCurve,
  'tau-bench': readTauBench,
  livecodebench: readLiveCodeBench,
  'livecodebench-results': readLiveCodeBenchResults,
  'nemo-skills': readNemoSkills,
  'nemo-skills-metrics': readNemoSkillsMetrics,
  llmonkeys: readLlMonkeys,
  'swe-bench': readSweBench,
  'terminal-bench': readTerminalBench,
  'harbor-job': readHarborJob,
  'harbor-trial': readHarborTrial,
  'tau2-bench': readTau2Bench,
  'tau2-bench-submission': readTau2Submission,
  opencompass: readOpenCompass,
  verl: readVerl,
  'openai-evals': readOpenaiEvals,
  helm: readHelm,
  promptfoo: readPromptfoo,
  deepeval: readDeepEval,
  'every-eval-ever': readEveryEvalEver,
  'every-eval-ever-samples': readEveryEvalEverSamples,
  lighteval: readLightEval,
  bigcode: readBigCode,
  'bigcode-generations': readBigCodeGenerations,
};
