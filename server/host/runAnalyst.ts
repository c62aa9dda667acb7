import type { MessagePort } from 'node:worker_threads';
import { analyzeEval } from '../core/analyzeEval.ts';
import type { EvalCounts } from '../core/counts.ts';
import { firstAnswers } from '../core/firstAnswers.ts';
import type { PlacedLog } from '../language/logState.ts';
import type { AnalysisSettings, AnalystData } from '../protocol/analyst.ts';
import { ReadCancelled } from '../readers/readLog.ts';
import type { AnalystReply, AnalystRequest, FittedEval, LogInput } from './analystChannel.ts';
import { comparePanels } from './comparePanels.ts';
import { settingsCost } from './settingsCost.ts';
import { createRunFinder } from './findRuns.ts';
import { createLogFollower } from './logFollower.ts';
import { planTexts } from './planTexts.ts';
import { readPlacedLog, type ReadPlacedLogOptions } from './readPlacedLog.ts';
import { readRuns } from './readRuns.ts';

/** The analyst's side of its channel: reads and fits what it is asked to, one job after the other, and blocks nobody else. */
export function runAnalyst(port: MessagePort, data: unknown): void {
  if (!isAnalystData(data)) throw new Error('The analyst was started without its `AnalystData`');
  const stopFlag = new Int32Array(data.stopThrough);
  const send = (reply: AnalystReply, handedOver: readonly ArrayBuffer[] = []): void => {
    port.postMessage(reply, handedOver);
  };

  const follow = createLogFollower();
  const findRuns = createRunFinder();
  const take = (
    input: Exclude<LogInput, { readonly kind: 'siblings' | 'comparison' | 'plan' }>,
    options: ReadPlacedLogOptions,
  ): PlacedLog => {
    switch (input.kind) {
      case 'log':
        return input.log;
      case 'bytes':
        return readPlacedLog(input.bytes, options);
      case 'file':
        return follow(input.path, options);
      case 'runs':
        return readRuns(input.paths);
    }
  };

  port.on('message', ({ jobId, name, input, settings, nextEval }: AnalystRequest) => {
    const isCancelled = (): boolean => Atomics.load(stopFlag, 0) >= jobId;
    const onProgress = (bytesRead: number, size: number): void => {
      send({ type: 'progress', jobId, bytesRead, size });
    };
    try {
      if (input.kind === 'siblings') {
        send({ type: 'siblings', jobId, paths: findRuns(input.path, input.run, isCancelled) });
        send({ type: 'done', jobId });
        return;
      }
      if (input.kind === 'comparison') {
        send({ type: 'compared', jobId, ...comparePanels(input.evals, settings) });
        send({ type: 'done', jobId });
        return;
      }
      if (input.kind === 'plan') {
        send({ type: 'planned', jobId, plans: planTexts(input, settings.level, isCancelled) });
        send({ type: 'done', jobId });
        return;
      }
      const log = take(input, { name, isCancelled, onProgress });
      if (input.kind !== 'log') {
        const first = log.result.evals.map((counts) => firstAnswers(counts, settings.level));
        // The places are handed over, the counts are copied: they are needed for the fits.
        send({ type: 'counted', jobId, log, first }, placeBuffers(log));
      }
      const next = new Int32Array(nextEval);
      for (;;) {
        const evalIndex = Atomics.add(next, 0, 1);
        const counts = log.result.evals[evalIndex];
        if (counts === undefined) break;
        if (isCancelled()) throw new ReadCancelled();
        send({ type: 'fitted', jobId, evalIndex, fit: fitEval(counts, settings) });
      }
      send({ type: 'done', jobId });
    } catch (error) {
      if (error instanceof ReadCancelled) send({ type: 'stopped', jobId });
      else send({ type: 'failed', jobId, message: `The analysis broke off: ${messageOf(error)}.` });
    }
  });
}

function fitEval(counts: EvalCounts, settings: AnalysisSettings): FittedEval {
  const { predictAt: at, level, targetCoverage: targets, budget, solveValue } = settings;
  const { counts: known, ...fit } = analyzeEval(counts, {
    at,
    level,
    targets,
    cost: settingsCost(counts, settings),
    ...(budget !== null && { budget }),
    ...(solveValue !== null && { solveValue }),
  });
  return fit;
}

function isAnalystData(data: unknown): data is AnalystData {
  return (
    typeof data === 'object' && data !== null && 'stopThrough' in data && data.stopThrough instanceof SharedArrayBuffer
  );
}

function placeBuffers({ evals }: PlacedLog): readonly ArrayBuffer[] {
  return evals.map(({ problems }) => problems.buffer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
