/** One independent piece of work of many: a program that leaves its result where the caller told it to. */
export interface Task {
  /** Unique among the tasks of a run. */
  readonly id: string;
  /**
   * Program and arguments; absolute paths, because another machine may run it. Exit status 0 says that its result is whole: it
   * writes a temporary file and renames it, so that a task that is killed leaves nothing half.
   */
  readonly command: readonly [string, ...string[]];
}

export type TaskEnd =
  | { readonly kind: 'done' }
  /** `reason`: a clause for people, e.g. “exit status 2: No space left on device”. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'cancelled' };

export interface TaskOutcome {
  readonly task: Task;
  readonly end: TaskEnd;
  /** How often it was started. */
  readonly attempts: number;
  /** What its last attempt wrote to standard output and error. */
  readonly logPath: string;
}

/** A failed attempt that is followed by another ends in `retrying`. */
export type TaskState = 'waiting' | 'running' | 'retrying' | TaskEnd['kind'];

export interface RunOptions {
  /** For logs and scripts; made where it is missing. Seen under the same path by every machine that runs a task. */
  readonly folder: string;
  /** Attempts at one task before it counts as failed; at least 1. */
  readonly maxAttempts: number;
  /** Its abort ends what runs; the outcomes then tell what was done before. */
  readonly signal: AbortSignal;
  readonly onState: (task: Task, state: TaskState) => void;
}

/** Runs tasks that do not depend on each other, wherever there is room. Outcomes are in the order of the tasks. Rejects only where nothing can be run at all. */
export type Runner = (tasks: readonly Task[], options: RunOptions) => Promise<readonly TaskOutcome[]>;
