export interface Patience {
  /** Milliseconds after which the last failure is the result. */
  readonly timeout?: number;
  /** Milliseconds between two tries. */
  readonly interval?: number;
}

/** Tries until `check` neither throws nor rejects, and gives what it gave: for what another process does in its own time. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeout = 20_000, interval = 100 }: Patience = {},
): Promise<T> {
  const end = Date.now() + timeout;
  // A machine that stood still has not given the other process its time.
  const fewestTries = timeout / interval / 4;
  for (let tries = 1; ; tries++) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end && tries >= fewestTries) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
