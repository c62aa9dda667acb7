/** Channel: VS Code client ↔ language server, beside the standard LSP. */

import type { PanelModel } from './panel.ts';

/** Settings, section `passkLens`. */
export interface Settings {
  readonly predictAt: readonly number[];
  readonly level: number;
  readonly targetCoverage: readonly number[];
  readonly problemLenses: boolean;
  /** c/n after the line where a problem starts. */
  readonly problemHints: boolean;
  /** Parameters, in billions, for FLOPs: of any model, or of each by its name in the log; null: not known. */
  readonly modelParameters: number | Readonly<Record<string, number>> | null;
  /** US dollars a million tokens; null: not known. */
  readonly promptPrice: number | null;
  readonly completionPrice: number | null;
  /** How often the prompt is billed. */
  readonly promptBilling: 'once' | 'perAttempt' | 'cached';
  /** Path of a prices file, which goes before the prices above; relative to the folder that is open. Null: there is none. */
  readonly pricesFile: string | null;
  /** What may be spent on a problem, and what a solved one is worth, in the unit of the costs; null: nothing is asked of it. */
  readonly budget: number | null;
  readonly solveValue: number | null;
  /** Logs above this many megabytes are read from disk only. */
  readonly largeFileMegabytes: number;
}

/** Request, client → server: the panel's view model of one log. */
export namespace PanelRequest {
  export const method = 'passkLens/panel';
  export interface Params {
    readonly uri: string;
  }
  export type Result = PanelModel;
}

/**
 * Request, client → server: how many more attempts make predicted pass@k of a log's evaluations certain to ± within? Takes seconds; the answer
 * is in the panel from then on, until the log or the settings change.
 */
export namespace PlanRequest {
  export const method = 'passkLens/plan';
  export interface Params {
    readonly uri: string;
    readonly k: number;
    /** Half width of the interval, in (0, 0.5). */
    readonly within: number;
  }
  /** What hindered it, for the user; null: it is in the panel. */
  export type Result = { readonly problem: string } | null;
}

/** Logs that agree in this are runs of one evaluation. */
export interface RunIdentity {
  readonly task: string;
  /** Empty where `folder` says what belongs together. */
  readonly model: string;
  /** Of an evaluation that is several files. */
  readonly folder?: string;
}

/** Notification, server → client: the state of a log's analysis, for the status item and the panel. */
export namespace AnalysisStateNotification {
  export const method = 'passkLens/analysisState';
  export interface Params {
    readonly uri: string;
    readonly stage: 'reading' | 'counted' | 'fitted' | 'failed';
    /** One line, e.g. `HumanEval · 164 problems × 10 · β 0.35`. */
    readonly summary: string;
    readonly numErrors: number;
    readonly numWarnings: number;
    /** What its evaluations are runs of, where they are of one task and model. */
    readonly run?: RunIdentity;
    /** URIs of other runs of it, files of its folder that need not be open. */
    readonly runsBeside?: readonly string[];
  }
}

/** Notification, client → server: analyse a log from disk that is too large to be opened as a document. */
export namespace OpenFromDiskNotification {
  export const method = 'passkLens/openFromDisk';
  export interface Params {
    readonly uri: string;
  }
}

/** Notification, client → server: a log opened from disk is no longer shown. */
export namespace CloseFromDiskNotification {
  export const method = 'passkLens/closeFromDisk';
  export interface Params {
    readonly uri: string;
  }
}

/** `initializationOptions` of the server. */
export interface InitializationOptions {
  /** The client knows the command that opens the panel; otherwise lenses carry no command. */
  readonly showCoverageCommand?: string;
}
