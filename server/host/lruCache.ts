export interface LruCache<T> {
  readonly get: (key: string) => T | undefined;
  readonly set: (key: string, value: T) => void;
}

/** Keeps the values used last, as many as weigh `maxWeight` together; the newest is kept whatever it weighs. */
export function createLruCache<T>(maxWeight: number, weigh: (value: T) => number): LruCache<T> {
  // A Map iterates in the order of insertion: the first key is the one not used for longest.
  const values = new Map<string, T>();
  let totalWeight = 0;

  const remove = (key: string): T | undefined => {
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
    get: (key) => {
      const value = remove(key);
      if (value !== undefined) insert(key, value);
      return value;
    },
    set: (key, value) => {
      remove(key);
      insert(key, value);
      for (const oldest of values.keys()) {
        if (totalWeight <= maxWeight || oldest === key) return;
        remove(oldest);
      }
    },
  };
}
