/** Tells of each crash whether the server may be started again. */
export type RestartPolicy = () => boolean;

/** No more than `maxRestarts` within `windowMs` milliseconds: a server that cannot run must not be restarted for ever. */
export function createRestartPolicy(options: {
  readonly maxRestarts: number;
  readonly windowMs: number;
  readonly now: () => number;
}): RestartPolicy {
  let restarts: readonly number[] = [];
  return () => {
    const now = options.now();
    restarts = restarts.filter((time) => now - time < options.windowMs);
    if (restarts.length >= options.maxRestarts) return false;
    restarts = [...restarts, now];
    return true;
  };
}
