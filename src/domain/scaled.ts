import { createTurns, type InTurn } from './turns.ts';

/** Pod counts that were sent for a job. */
export interface SentCounts {
  /** By role, all roles of the job. */
  counts: ReadonlyMap<string, number | undefined>;
  /** When, in epoch milliseconds of the cloud's clock. */
  at: number;
}

/**
 * What this process has made of the pod counts of jobs. A read can show them as they were for a minute, and a request
 * that was made of such a read would take back what a person has agreed to.
 */
export interface Scaled {
  /** One change of a job's pod counts at a time; named by the job. */
  inTurn: InTurn;
  /** The last counts that were sent, by the job. */
  sent: Map<string, SentCounts>;
}

export const createScaled = (): Scaled => ({ inTurn: createTurns(), sent: new Map() });
