export interface LruCache<T> {
  readonly get: (key: string) => T | undefined;
  readonly set: (key: string, value: T) => void;
  /** The value, which the cache keeps no longer. */
  readonly take: (key: string) => T | undefined;
}

/** Keeps the values used last, as many as weigh `maxWeight` together; the newest is kept whatever it weighs. */
export function createLruCache<T>(maxWeight: number, weigh: (value: T) => number): LruCache<T> {
  // A Map iterates in the order of insertion: the first key is the one not used for longest.
  const values = new Map<string, T>();
  let totalWeight = 0;

  const take = (key: string): T | undefined => {
    const value = values.get(key);
    if (value === undefined) return undefined;
    values.delete(key);
    totalWeight -= weigh(value);
    return value;
  };
  const insert = (key: string, value: T): void => {
    values.set(key, value);
    totalWeight += weigh(value);
  };

  return {
    take,
    get: (key) => {
      const value = take(key);
      if (value !== undefined) insert(key, value);
      return value;
    },
    set: (key, value) => {
      take(key);
      insert(key, value);
      for (const oldest of values.keys()) {
        if (totalWeight <= maxWeight || oldest === key) return;
        take(oldest);
      }
    },
  };
}
