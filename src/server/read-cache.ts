import type { LRUCache } from 'lru-cache';

/** Covers the second pass of a confirmed call, and a call that is repaired and sent again. */
const TTL_MS = 60_000;
const MAX_ENTRIES = 200;

/**
 * Keeps what was found in the catalogue (images, datasets, code sources) for a minute.
 * Failures and empty answers are never kept.
 */
export interface ReadCache {
  /**
   * @param key action, region and input of the read
   * @param found whether an answer is worth keeping
   */
  through<T extends object>(key: readonly unknown[], read: () => Promise<T>, found: (answer: T) => boolean): Promise<T>;
  /** Forgets everything, reads that are on their way included: the catalogue was changed. */
  forget(): void;
}

export function createReadCache(): ReadCache {
  let made: Promise<LRUCache<string, object>> | undefined;
  /** The library is loaded with the first read: a start should not pay for it. */
  const make = async (): Promise<LRUCache<string, object>> => {
    const { LRUCache: Cache } = await import('lru-cache');
    return new Cache({ max: MAX_ENTRIES, ttl: TTL_MS });
  };
  return {
    forget() {
      made = undefined;
    },
    async through<T extends object>(
      key: readonly unknown[],
      read: () => Promise<T>,
      found: (answer: T) => boolean,
    ): Promise<T> {
      made ??= make();
      const kept = await made;
      const name = JSON.stringify(key);
      const known = kept.get(name);
      if (known !== undefined) return known as T;
      const answer = await read();
      if (found(answer)) kept.set(name, answer);
      return answer;
    },
  };
}
