/** A number of real milliseconds, at most 600000. */
export type Milliseconds = number;

/** What can happen to a call before anything is done, and to the answer once it is. */
export type AnswerEffect =
  /** The answer comes later; goes together with another effect. */
  | { kind: 'latency'; ms: Milliseconds }
  /** The connection is reset. */
  | { kind: 'reset' }
  /** The connection stays open, and nothing is ever answered. */
  | { kind: 'hang' }
  /**
   * The cloud's error envelope. `status` and `message` default to those of the code (400 for a code the simulator does
   * not know); `retryAfterMs` is sent as `x-acs-retry-after`; `members` are added to the envelope.
   */
  | {
      kind: 'error';
      /** Such as `Throttling.User` or `ServiceUnavailable`. */
      code: string;
      /** 400 to 599. */
      status?: number;
      message?: string;
      retryAfterMs?: Milliseconds;
      members?: Record<string, unknown>;
    }
  /** An answer that is none: `html` is a proxy's page (502 unless given), the others have status 200 unless given. */
  | { kind: 'malformed'; body: 'not_json' | 'empty' | 'array' | 'html' | 'no_job_id'; status?: number };

/** What can only happen to an answer that is there: the connection closes half way, or the JSON ends half way. */
export type BrokenAnswer = { kind: 'cut' } | { kind: 'truncated' };

/** How a write can go otherwise than it is answered. */
export type CommitEffect =
  /** The connection is reset at once; the call, which has to be a write, is done that much later. */
  | { kind: 'late'; ms: Milliseconds }
  /** A write that makes nothing new is answered as done and not done; with `fields`, only these of an `UpdateJob`. */
  | { kind: 'ignored'; fields?: ('Priority' | 'Accessibility' | 'Description' | 'JobSpecs')[] }
  /** Just before a call about one job, another job takes the place of the one that is meant; see `jobs.swap`. */
  | { kind: 'swapped'; keepId?: boolean };

/** Something that goes wrong on purpose. */
export type FaultRule = {
  /** An operation such as `CreateJob`, or `*` for each. */
  action: string;
  /** Shown in the request log; default: the effect and the stage. */
  name?: string;
  /** How many calls it hits; default 1. */
  times?: number | 'always';
  /** How many matching calls it lets pass first; default 0. */
  after?: number;
  /** All that is given must hold. */
  match?: {
    /** `DisplayName` of the body. */
    displayName?: string;
    /** Part of the value of any query parameter. */
    query?: string;
    /** `JobId` of the path. */
    jobId?: string;
    /** Name of the user who calls. */
    caller?: string;
  };
} & (
  | { /** Nothing is done, except after mere latency. */ stage: 'before_commit'; effect: AnswerEffect }
  | { /** It is done otherwise than it should be. */ stage: 'at_commit'; effect: CommitEffect }
  | {
      /** It is done; the answer does not arrive as it was. */ stage: 'after_commit';
      effect: AnswerEffect | BrokenAnswer;
    }
);

/** A rule in force, and what it has done. */
export type FaultState = FaultRule & {
  id: string;
  name: string;
  times: number | 'always';
  after: number;
  /** Calls that matched, those it let pass included. */
  matched: number;
  /** Calls it changed. */
  applied: number;
};
