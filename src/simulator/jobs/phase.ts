import type { Status } from './status.ts';

/** A stretch of a job's life; `to` is `Infinity` for the last one. Milliseconds. */
export interface Phase {
  status: Status;
  from: number;
  to: number;
  reasonCode: string;
  reasonMessage: string;
  /** The try at running it belongs to, from 0; -1 before the first. */
  attempt: number;
}
