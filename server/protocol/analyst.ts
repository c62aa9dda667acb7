/**
 * Channel: language server ↔ analyst, the worker thread that reads and fits. Everything on it is plain data.
 * The payloads belong to `readers` and `core`, which this room cannot name: both ends bind them once, in `host/analystChannel`.
 */

import type { RunIdentity, Settings } from './lsp.ts';
import type { EvalPanel, PlanText } from './panel.ts';
import type { PriceTable } from './prices.ts';

/** The settings that an analysis depends on. */
export type AnalysisSettings = Omit<
  Settings,
  'problemLenses' | 'problemHints' | 'largeFileMegabytes' | 'pricesFile'
> & {
  /** What the prices file says; null: there is none, or none that can be used. */
  readonly prices: PriceTable | null;
};

/** What to analyze: a buffer (handed over, not copied), a file that the analyst reads itself, or counts that were read before. */
export type AnalystInput<Log, Compared> =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'runs'; readonly paths: readonly string[] }
  | { readonly kind: 'log'; readonly log: Log }
  /** Nothing: the runs beside a file are looked for. */
  | { readonly kind: 'siblings'; readonly path: string; readonly run: RunIdentity }
  /** Nothing: what is fitted is set side by side. */
  | { readonly kind: 'comparison'; readonly evals: readonly Compared[] }
  /** Nothing: more attempts are planned for each of these sets of problems. */
  | {
      readonly kind: 'plan';
      readonly k: number;
      readonly within: number;
      readonly evals: readonly (readonly SampleCount[])[];
    };

/** Counts of one problem. */
export interface SampleCount {
  readonly numSamples: number;
  readonly numCorrect: number;
}

/** Server → analyst: analyze this next. One job at a time. */
export interface ToAnalyst<Log, Compared> {
  readonly type: 'analyze';
  readonly jobId: number;
  /** Path of the file, for its name and its folder's. */
  readonly name: string;
  readonly input: AnalystInput<Log, Compared>;
  readonly settings: AnalysisSettings;
  /** One Int32: the next evaluation that nobody fits yet. Analysts that share a log take turns by it. */
  readonly nextEval: SharedArrayBuffer;
}

/** Analyst → server. A job ends with `done`, `stopped` or `failed`. */
export type FromAnalyst<Log, First, Fit> =
  | { readonly type: 'progress'; readonly jobId: number; readonly bytesRead: number; readonly size: number }
  /** What was read, and what is known at once of each evaluation. */
  | { readonly type: 'counted'; readonly jobId: number; readonly log: Log; readonly first: readonly First[] }
  | { readonly type: 'fitted'; readonly jobId: number; readonly evalIndex: number; readonly fit: Fit }
  /** Paths of the other runs in the folder. */
  | { readonly type: 'siblings'; readonly jobId: number; readonly paths: readonly string[] }
  /** A panel for each task and scorer of which there are several evaluations; in words what there is nothing to compare with. */
  | {
      readonly type: 'compared';
      readonly jobId: number;
      readonly panels: readonly EvalPanel[];
      readonly notes: readonly string[];
    }
  /** In sentences, for each evaluation. */
  | { readonly type: 'planned'; readonly jobId: number; readonly plans: readonly PlanText[] }
  /** No evaluation is left that nobody fits. */
  | { readonly type: 'done'; readonly jobId: number }
  /** Stopped because it was asked to. */
  | { readonly type: 'stopped'; readonly jobId: number }
  | { readonly type: 'failed'; readonly jobId: number; readonly message: string };

/** `workerData` of the analyst. */
export interface AnalystData {
  /** One Int32: the id of the newest job that must stop; every job up to it stops. */
  readonly stopThrough: SharedArrayBuffer;
}
