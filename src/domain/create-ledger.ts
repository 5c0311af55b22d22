/** The tag that each create carries, its request id as the value (R29). */
export const REQUEST_TAG = 'pai-dlc-mcp-request';

/** What makes two creates one: a second create of the same key waits for the fate of the first (R29). */
export interface CreateKey {
  region: string;
  workspace_id: string;
  display_name: string;
}

/** A create that was begun. Holds nothing of the job but its name: no spec, no command, no secret. */
export interface CreateEntry extends CreateKey {
  /** UUID; travels with the create as a tag of the job. */
  request_id: string;
  /** When it was begun: ISO 8601, the real clock. */
  at: string;
  /** The job it made; absent while its fate is open. */
  job_id?: string | undefined;
}

/**
 * The creates whose fate is open, and the recent ones that made a job (the cloud's list may not show it yet). It
 * outlives the process; several processes may share it. Every method rejects with a `Fault` where it cannot be read or
 * written, and then nothing may be created.
 */
export interface CreateLedger {
  /** Runs `work` once no other work of the same key runs in this process, and resolves to its result. */
  inTurn<T>(key: CreateKey, work: () => Promise<T>): Promise<T>;
  find(key: CreateKey): Promise<readonly CreateEntry[]>;
  /** Every create of a region that it remembers, whatever its name. */
  ofRegion(region: string): Promise<readonly CreateEntry[]>;
  /**
   * Enters a create, durably before it resolves, unless the ledger holds something of its key that the caller has not
   * `seen`. An open entry that was seen is taken out: the caller has settled it.
   * @returns whether it was entered
   */
  open(entry: CreateEntry, seen: readonly CreateEntry[]): Promise<boolean>;
  /** Ends an entry: with the job it made, or, without one, as never carried out. An unknown id is no error. */
  close(requestId: string, jobId?: string): Promise<void>;
}
