import { setTimeout as wait } from 'node:timers/promises';

/** What the simulator is busy with in real time: calls, and commits that come late. */
export interface Activity {
  /** Rejects when the simulator is closed meanwhile. */
  delay(ms: number): Promise<void>;
  /** Counts the work as under way until it is over, however it ends. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
  /** Ends every delay. */
  close(): void;
}

export function createActivity(): Activity {
  const closing = new AbortController();
  const underway = new Set<Promise<unknown>>();
  return {
    delay: async (ms) => {
      if (ms > 0) await wait(ms, undefined, { signal: closing.signal });
    },
    track: (work) => {
      underway.add(work);
      const over = (): void => void underway.delete(work);
      work.then(over, over);
      return work;
    },
    settled: async () => {
      while (underway.size > 0) await Promise.allSettled(underway);
    },
    close: () => closing.abort(),
  };
}
