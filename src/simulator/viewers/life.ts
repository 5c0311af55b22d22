/** Simulated seconds until one that is started runs, and until one that is stopped has stopped; made up. */
const STARTING_MS = 20_000;
const STOPPING_MS = 5_000;
const MINUTE_MS = 60_000;

/** From one start to the end after it. Milliseconds. */
export interface Run {
  from: number;
  /** When it was told to stop. */
  stopAt?: number;
  /** When it ended, once nothing can change that any more. */
  endedAt?: number;
}

export interface ViewerLife {
  createdAt: number;
  runs: readonly [Run, ...Run[]];
  /** How long a run may last; `undefined`: until it is stopped. */
  minutes: number | undefined;
  deletedAt?: number | undefined;
}

export type ViewerStatus = 'Creating' | 'Running' | 'Stopping' | 'Stopped' | 'Deleted';

export interface Standing {
  status: ViewerStatus;
  /** When it came into that status. */
  since: number;
  finishedAt: number | undefined;
  /** Seconds that it has run since its last start. */
  ranSeconds: number;
  /** It was not stopped, its time was up. */
  timeUp: boolean;
}

/** What a TensorBoard, or a history server, is at a moment. */
export function standing({ runs, minutes, deletedAt }: ViewerLife, now: number): Standing {
  const { from, stopAt, endedAt } = runs.at(-1) ?? runs[0];
  const runningAt = from + STARTING_MS;
  const limit = minutes === undefined ? Number.POSITIVE_INFINITY : runningAt + minutes * MINUTE_MS;
  const stopped = endedAt ?? (stopAt === undefined ? limit : Math.min(stopAt + STOPPING_MS, limit));
  const timeUp = stopAt === undefined && now >= stopped;
  const ranSeconds = Math.max(0, Math.floor((Math.min(now, stopped) - runningAt) / 1000));
  const at = (status: ViewerStatus, since: number): Standing => ({
    status,
    since,
    finishedAt: now >= stopped ? stopped : undefined,
    ranSeconds,
    timeUp,
  });
  if (deletedAt !== undefined) return at('Deleted', deletedAt);
  if (now >= stopped) return at('Stopped', stopped);
  if (stopAt !== undefined && now >= stopAt) return at('Stopping', stopAt);
  return now < runningAt ? at('Creating', from) : at('Running', runningAt);
}
