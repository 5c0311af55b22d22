import type { ProgramName } from '../programs/types.ts';
import type { Status } from '../status.ts';

/** What a job's state comes from; every scenario is labelled with one. */
export const CATEGORIES = [
  'image_pull',
  'user_code_error',
  'missing_module_or_file',
  'framework_error',
  'permission_or_mount',
  'storage_failure',
  'cuda_oom',
  'host_oom',
  'resource_limit',
  'nccl_timeout',
  'preempted_or_reclaimed',
  'quota_or_stock_shortage',
  'hardware_fault',
  'bad_configuration',
  'stopped_by_person',
  'platform_error',
  'healthy',
  'unknown',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** What may be said of a scenario with the same right. None of them is of the network alone. */
export type AlsoRight = Category | 'network_failure';

/** Why a quota job is not scheduled even where the quota's own state would let it: see `quota-state.ts`. */
export type Obstacle =
  | 'full'
  | 'fragmented'
  | 'cordoned'
  | 'faulty'
  | 'blacklisted'
  | 'driver'
  | 'topology'
  | 'ancestor_limit'
  | 'user_limit'
  | 'jobs_ahead';

/** How one try at running a job ends; it completes where this is absent. */
export interface Incident {
  stage: 'preparing' | 'checking' | 'running';
  /** Of the pod that fails first; `hangs`: the pods fall silent, and nothing ends. */
  exit: number | 'hangs';
  /** Seconds of `Restarting` that follow, `Infinity` for one that gets no machines; absent: the job fails. */
  restart?: number;
  /** Seconds from the end of the first pod to the end of all; default 3. */
  peersLast?: number;
  /** Whose pods are evicted rather than just failed. */
  evicted?: 'first' | 'all';
}

/** One try at running the job; each but the last is followed by a restart. */
export interface Attempt {
  /** Of the job's run time; default 1. */
  share?: number;
  /** Seconds of `EnvPreparing`; default: as usual. */
  preparing?: number;
  end?: Incident;
}

/** How a job's life goes where it does not simply run to its end. */
export interface Course {
  /** It never gets its resources, for this reason. */
  obstacle?: Obstacle;
  /** The machine type is sold out: it fails after a while, or waits. */
  stock?: 'fails' | 'waits';
  /** Its bid for preemptible machines never wins. */
  outbid?: true;
  /** It is checked before it runs, whatever its settings say. */
  checked?: true;
  attempts?: readonly Attempt[];
  /** Restarts it may have. */
  budget?: number;
  /** `JobMaxRunningTimeMinutes` as a share of the run time, where the job does not have one. */
  limitShare?: number;
  /** When a person stops it: after a share of its run time, or after so many seconds in the queue. */
  stopped?: { runShare: number } | { queuedSeconds: number };
}

/** One way in which a scenario shows. Texts have the margin and the placeholders of `text.ts`. */
export interface Wording {
  program: ProgramName;
  /** It ends before the first step: no start of the distributed part, no progress. */
  early?: true;
  /** The last lines of the pod that fails first (of every pod that has `everywhere`). */
  log?: string;
  /** The same for all tries but the last; default: `log`. */
  earlier?: string;
  /** All pods print `log`. */
  everywhere?: true;
  /** What the other pods print at the end; default: what the program does when a peer is lost. */
  peers?: string;
  /** The launcher does not report the failure. */
  bare?: true;
  /** Nothing at all is printed, neither before nor after. */
  mute?: true;
  /** Replaces the exit code of the course. */
  exit?: number;
  /** The signal that killed the process, where the launcher turned it into another exit code. */
  signal?: number;
  /** Printed in the middle of the run, now and then. */
  mid?: string;
  /** Seconds per progress mark; default: by the length of the run. */
  pace?: number;
  /** The loss stays where it is. */
  flat?: true;
  /** Events of the pod that fails first; of all pods where they fail in preparation or are evicted together. */
  podEvents?: string;
  /** The step of the preparation after which those events take over. */
  stuckAt?: 'scheduled' | 'network' | 'init' | 'pulling' | 'pulled';
  jobEvents?: string;
  /** Reason of the final status; default: the JSON of `JobFailed`. The message may be marked. */
  reason?: { code: string; message: string };
  restart?: { reason: string; code: string; message: string; source: string };
  /** What the failed check found; `item` names the measurement. */
  check?: { phase: string; code: string; message: string };
}

/** What a job must be like for its scenario; what is absent is drawn. */
export interface JobNeeds {
  pods?: readonly [least: number, most: number];
  on?: readonly Place[];
  runMinutes?: readonly [least: number, most: number];
  /** Minutes since it came to rest in the status it is looked at in, where that has no end. */
  restMinutes?: readonly [least: number, most: number];
  /** It reads a data set. */
  mounts?: true;
}

export type Place = 'lingjun' | 'ecs' | 'cpu' | 'public' | 'spot' | 'queue';

/** A fate a job can have, as data. */
export interface Scenario {
  name: string;
  /** One line for whoever chooses it: what a job goes through. */
  about: string;
  category: Category;
  /** Other categories a careful reader could give with the same right, and why. */
  alsoRight?: { categories: readonly AlsoRight[]; because: string };
  /** The status it is to be looked at in. */
  rests: Status;
  course?: Course;
  job?: JobNeeds;
  wordings: readonly Wording[];
}
