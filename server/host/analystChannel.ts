import type { EvalAnalysis } from '../core/analysis.ts';
import type { FirstAnswers } from '../core/firstAnswers.ts';
import type { ComparedEval } from '../core/compareEvals.ts';
import type { PlacedLog } from '../language/logState.ts';
import type { AnalystInput, FromAnalyst, ToAnalyst } from '../protocol/analyst.ts';

/** An analysis without its counts, which have crossed the thread boundary before. */
export type FittedEval = Omit<EvalAnalysis, 'counts'>;

export type AnalystRequest = ToAnalyst<PlacedLog, ComparedEval>;
export type AnalystReply = FromAnalyst<PlacedLog, FirstAnswers, FittedEval>;
export type LogInput = AnalystInput<PlacedLog, ComparedEval>;
