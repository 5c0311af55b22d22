import type { LagKnobs } from '../lag.ts';

/** Which kind of read a created job may still be missing from. */
export type LaggingRead = 'listJobsMs' | 'getJobMs';

/** What of the jobs is written and not yet to be seen. */
export interface Lagging {
  /** To be called when a job is there. */
  committed(id: string): void;
  shows(id: string, read: LaggingRead): boolean;
  /**
   * Calls back with the time of the change: at once, or when the lag of updates has passed; always in order of
   * acceptance.
   */
  later(change: (at: number) => void): void;
  /** Makes the changes that are due; to be called before each look at the jobs. */
  settle(): void;
}

/** Creations lag in real time, updates in the simulated one, which `now` gives in milliseconds on whole seconds. */
export function createLagging(lag: () => LagKnobs, now: () => number): Lagging {
  const commits = new Map<string, { at: number; lag: LagKnobs }>();
  let pending: { at: number; change: (at: number) => void }[] = [];
  const settle = (): void => {
    const time = now();
    const due = pending.filter(({ at }) => at <= time);
    if (due.length === 0) return;
    pending = pending.filter(({ at }) => at > time);
    for (const { at, change } of due) change(at);
  };
  return {
    committed: (id) => void commits.set(id, { at: performance.now(), lag: lag() }),
    shows: (id, read) => {
      const commit = commits.get(id);
      if (!commit) return true;
      return performance.now() - commit.at >= Math.min(commit.lag[read], lag()[read]);
    },
    later: (change) => {
      const last = pending.at(-1)?.at ?? 0;
      pending.push({ at: Math.max(last, now() + lag().updateSeconds * 1000), change });
      settle();
    },
    settle,
  };
}
