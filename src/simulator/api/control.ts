import type { FaultRule, FaultState } from './faults.ts';
import type { JobFacts, Label, LabelledJob, Scenario } from './jobs.ts';
import type { Story } from './story.ts';

/** One request as the simulated cloud saw it, refused ones included. */
export interface LoggedRequest {
  /** Simulated time it came in, ISO 8601. */
  at: string;
  requestId: string;
  /** The operation, such as `CreateJob`; what the client claimed where there is no such one. */
  action: string;
  method: string;
  /** Undecoded, without the query. */
  path: string;
  query: Record<string, string>;
  /** The parsed JSON body; `null` where there was none. */
  body: unknown;
  userAgent: string;
  /** 0 while the request is being handled, and for good where a fault left it without an answer. */
  status: number;
  /** Name of the user whose key signed; empty where the signature was refused. */
  caller: string;
  /** Whether a job was made or changed; a late commit turns it to true when it comes. */
  committed: boolean;
  /** The job a `CreateJob` has made. */
  jobId?: string;
  /** Names of the faults that were applied, joined by ` + `. */
  fault?: string;
}

/** Which requests are meant; all that is given must hold. */
export interface RequestFilter {
  action?: string;
  method?: string;
  caller?: string;
  /** Made by the request, or in its path. */
  jobId?: string;
  status?: number;
  committed?: boolean;
  /** At most so many, the newest. */
  limit?: number;
}

/**
 * What RAM lets a user do. Actions are spelt as in a policy, `paidlc:CreateJob` or `pai:CreateJob`; `*` and `?` are
 * wildcards.
 */
export interface RamPolicy {
  /** What the user may do; absent: everything. */
  allow?: string[];
  /** What the user may not do, whatever is allowed. */
  deny?: string[];
  /** The code of a refusal; default `Forbidden.RAM`. */
  code?: 'Forbidden.RAM' | 'NoPermission';
  /** Whether a refusal has its `AccessDeniedDetail`; default true. */
  detail?: boolean;
}

/** How far reads are behind writes; 0 is not at all. */
export interface Lag {
  /** Real milliseconds until a created job is in `ListJobs`. */
  listJobsMs: number;
  /** Real milliseconds until a created job can be read by its id. */
  getJobMs: number;
  /** Simulated seconds until an accepted `UpdateJob` has its effect. */
  updateSeconds: number;
}

/** What a reset changes; what is left out is as at the start. */
export interface ResetOptions {
  seed?: number;
  /** Simulated time to start from; a string is ISO 8601 with a zone. */
  now?: Date | string;
  speed?: number;
  demoJobs?: boolean;
}

/**
 * What can be done to a simulated cloud from outside its API; over HTTP it is below `controlUrl`. Bad values throw an
 * `Error` that says what was wrong and what would be right; its `code` is `InvalidParameter`, `BadRequest` or
 * `NotFound`.
 */
export interface Controls {
  clock: {
    /** The simulated time. */
    now(): Date;
    /** Simulated seconds per real second; 0 stands still. */
    speed(): number;
    setSpeed(speed: number): void;
    /** The same as speed 0. */
    freeze(): void;
    /** Moves the time forward, never back, and ten years at most. */
    advance(seconds: number): void;
    /** Moves the time forward to that one; a string is ISO 8601 with a zone. */
    advanceTo(time: Date | string): void;
  };
  scenarios: {
    /** Every scenario, or those of a label. */
    list(label?: Label): Scenario[];
    /** One by its name; the error for an unknown one names the nearest. */
    get(name: string): Scenario;
  };
  jobs: {
    /** All jobs there are, in order of creation: neither filtered nor behind, unlike `ListJobs`. */
    list(): JobFacts[];
    /**
     * Puts in a job of the first user that is at the end of its scenario now. The seed chooses words, size and noise.
     */
    add(scenario: string, options?: { seed?: number }): LabelledJob;
    /**
     * Puts in many: every scenario (or the given ones) once before one comes again in other words. Default: each twice,
     * seed 1.
     */
    addCorpus(options?: { seed?: number; jobs?: number; scenarios?: string[] }): LabelledJob[];
    /** Puts in a job of the first user whose life you tell, and returns its id. */
    tell(story: Story): string;
    /** The same of a story that was read from JSON: what it is, is looked at here. */
    tellJson(story: unknown): string;
    /** Changes how a job will go on; refused where that would change what has happened already. */
    setScenario(
      jobId: string,
      change: { scenario?: string; runSeconds?: number },
    ): { scenario: string; runSeconds: number };
    /**
     * Lets another job of the same owner, name and request take the place of one, and returns its id: a new id while
     * the old job is being stopped, or with `keepId` the same id with another creation time.
     */
    swap(jobId: string, options?: { keepId?: boolean }): string;
  };
  faults: {
    /** Puts rules in force, behind those that are; none of them where one is bad. */
    add(...rules: FaultRule[]): FaultState[];
    /** Every rule that was added, used up or not. */
    list(): FaultState[];
    /** Takes back one rule, or all; returns how many. */
    clear(id?: string): number;
  };
  lag: {
    get(): Lag;
    /** Sets what is given and leaves the rest. */
    set(lag: Partial<Lag>): Lag;
    /** All back to 0. */
    clear(): Lag;
  };
  ram: {
    /** The policies in force, by user name; a user without one may do everything. */
    list(): Record<string, RamPolicy>;
    /** Replaces a user's policy. */
    set(userName: string, policy: RamPolicy): RamPolicy;
    /** Allows one user everything again, or all of them. */
    clear(userName?: string): void;
  };
  requests: {
    /** What came in, oldest first; the newest 10 000 are kept. The control interface is not in it. */
    list(filter?: RequestFilter): LoggedRequest[];
    clear(): void;
  };
  /** Resolves when no request is being handled and no late commit is to come. */
  settled(): Promise<void>;
  /**
   * Everything back to the start: jobs, clock, faults, lag, policies, request log. Users, keys, port and control
   * address stay. Calls that are under way are cut off; those that a `hang` holds stay open.
   */
  reset(options?: ResetOptions): void;
}
