import { durationWords } from '../domain/duration.ts';
import { statusFacts } from '../domain/job-status.ts';
import { Foreign } from '../shaping/foreign.ts';
import { envCount, shownEnvs } from './job-maps.ts';
import { type Pod, readPods } from './pods.ts';
import { type Reason, readReason } from './reason.ts';
import { Task } from './task.ts';
import { flag, number, positive, record, shown, shownMap, time, type WireOf, wire, wires } from './wire.ts';

const PHASES = {
  created: 'GmtCreateTime',
  submitted: 'GmtSubmittedTime',
  running: 'GmtRunningTime',
  succeeded: 'GmtSuccessedTime',
  failed: 'GmtFailedTime',
  stopped: 'GmtStoppedTime',
  finished: 'GmtFinishTime',
} as const;

/** When each phase began, ISO 8601; phases that were not reached are absent. */
export type JobTimes = Partial<Record<keyof typeof PHASES, string>>;

type SourceWire = WireOf<'GetJobResponseBodyDataSources' | 'JobItemDataSources' | 'CreateJobRequestDataSources'>;
type RestartWire = WireOf<'GetJobResponseBodyRestartRecord' | 'GetJobResponseBodyRestartRecordDetailErrorInfoList'>;

const mountOf = (source: SourceWire) => ({
  get data_source_id() {
    return shown(source.DataSourceId, 100);
  },
  get uri() {
    return shown(source.Uri, 1024);
  },
  get mount_path() {
    return shown(source.MountPath, 500);
  },
  get mount_access() {
    return shown(source.MountAccess, 10);
  },
});

const codeOf = ({ CodeSourceId, Branch, Commit, MountPath }: WireOf<'GetJobResponseBodyCodeSource'>) => ({
  code_source_id: shown(CodeSourceId, 100),
  branch: shown(Branch, 200),
  commit: shown(Commit, 80),
  mount_path: shown(MountPath, 500),
});

const transitionOf = (entry: WireOf<'StatusTransitionItem'>) => ({
  get status() {
    return shown(entry.Status, 40);
  },
  get start() {
    return time(entry.StartTime);
  },
  get end() {
    return time(entry.EndTime);
  },
  get reason() {
    return shown(entry.ReasonCode, 80);
  },
});

/** Errors of one restart that are read. */
const MOST_ERRORS = 50;

const errorOf = (entry: RestartWire) => ({
  text: [entry.ErrorCode, entry.ErrorMsg, entry.DetailErrorMsg, entry.Reason, entry.RestartFailReason]
    .flatMap((part) => shown(part, 300) ?? [])
    .join(' '),
  pod: shown(entry.Pod, 128),
});

/** What AIMaster wrote when it restarted a job: the restart itself first, then the errors that it lists. */
const restartOf = (entry: WireOf<'GetJobResponseBodyRestartRecord'>) => ({
  time: time(entry.OccurTime),
  errors: [entry, ...wires<'GetJobResponseBodyRestartRecordDetailErrorInfoList'>(entry.DetailErrorInfoList)]
    .slice(0, MOST_ERRORS)
    .map(errorOf),
});

/**
 * A job as GetJob and ListJobs answer it, decoded once: tolerant of what is missing or odd (R38). Texts are fit to
 * show, or `Foreign` where they are compared or shown at several lengths; each is worked out when it is asked for, so
 * that counting the pods of a big job costs nothing.
 */
export class Job {
  readonly #job: WireOf<'GetJobResponseBody' | 'JobItem'>;
  #pods: readonly Pod[] | undefined;
  /** What is asked for again and again, of thousands of jobs: made fit to show once. */
  #jobId: string | undefined;
  #status: string | undefined;
  #times: JobTimes | undefined;

  /** @param answer of GetJob, or an item of a ListJobs answer */
  constructor(answer: unknown) {
    this.#job = wire<'GetJobResponseBody' | 'JobItem'>(answer);
  }

  get jobId(): string {
    this.#jobId ??= shown(this.#job.JobId, 64) ?? '';
    return this.#jobId;
  }

  get displayName(): string {
    return this.name?.line(256) ?? '';
  }

  /** The display name as it is, to be compared. */
  get name(): Foreign | undefined {
    return Foreign.of(this.#job.DisplayName);
  }

  get jobType(): Foreign | undefined {
    return Foreign.of(this.#job.JobType);
  }

  /** As the API spells it, or an unknown one. */
  get status(): string {
    this.#status ??= shown(this.#job.Status, 40) ?? 'Unknown';
    return this.#status;
  }

  get subStatus(): string | undefined {
    return shown(this.#job.SubStatus, 40);
  }

  get workspaceId(): string | undefined {
    return shown(this.#job.WorkspaceId, 64);
  }

  /** The quota; absent on public resources. */
  get resourceId(): Foreign | undefined {
    return Foreign.of(this.#job.ResourceId);
  }

  get accessibility(): string | undefined {
    return shown(this.#job.Accessibility, 20);
  }

  get description(): Foreign | undefined {
    return Foreign.of(this.#job.Description);
  }

  get command(): Foreign | undefined {
    return Foreign.of(this.#job.UserCommand);
  }

  get user(): string | undefined {
    return shown(this.#job.Username, 80) ?? shown(this.#job.UserId, 40);
  }

  get userId(): string | undefined {
    return shown(this.#job.UserId, 40);
  }

  get reason(): Reason {
    return readReason(this.#job.ReasonCode, this.#job.ReasonMessage);
  }

  get times(): JobTimes {
    if (this.#times !== undefined) return this.#times;
    const times = Object.entries(PHASES).map(([name, field]) => [name, time(this.#job[field])]);
    const told: JobTimes = Object.fromEntries(times.filter(([, at]) => at !== undefined));
    this.#times = told;
    return told;
  }

  /**
   * Seconds from its creation to its end, of a live job to the moment of the answer; 0 where the cloud does not tell.
   */
  get seconds(): number {
    return number(this.#job.Duration) ?? 0;
  }

  get priority(): number | undefined {
    return number(this.#job.Priority);
  }

  get maxRunningMinutes(): number | undefined {
    return positive(this.#job.JobMaxRunningTimeMinutes);
  }

  /** `2/10` in GetJob, a bare number in ListJobs. */
  get restarts(): string | undefined {
    return shown(this.#job.RestartTimes, 20);
  }

  get tasks(): readonly Task[] {
    return wires<'JobSpec'>(this.#job.JobSpecs).map((spec) => new Task(spec));
  }

  /** GPUs of the whole job: as the cloud counts them, else the sum over its tasks, which machine types do not tell. */
  get gpus(): number | undefined {
    const sum = this.tasks.reduce((all, { pods = 0, gpus = 0 }) => all + pods * gpus, 0);
    return positive(this.#job.RequestGPU) ?? positive(sum);
  }

  /** Whether its pods have GPUs, or may: machine types do not tell. */
  get mayHaveGpus(): boolean {
    return this.gpus !== undefined || this.tasks.some(({ ecsSpec }) => ecsSpec !== undefined);
  }

  get pods(): readonly Pod[] {
    this.#pods ??= readPods(this.#job.Pods);
    return this.#pods;
  }

  get dataSources() {
    return wires<'GetJobResponseBodyDataSources' | 'JobItemDataSources'>(this.#job.DataSources).map(mountOf);
  }

  get codeSource() {
    return codeOf(wire<'GetJobResponseBodyCodeSource'>(this.#job.CodeSource));
  }

  /** Oldest first. */
  get statusHistory() {
    return wires<'StatusTransitionItem'>(this.#job.StatusHistory).map(transitionOf);
  }

  get lastRestart(): ReturnType<typeof restartOf> | undefined {
    const last = wires<'GetJobResponseBodyRestartRecord'>(this.#job.RestartRecord).at(-1);
    return last && restartOf(last);
  }

  /** Created for elastic training as a whole. */
  get elastic(): boolean {
    return flag(wire<'JobElasticSpec'>(this.#job.ElasticSpec).EnableElasticTraining);
  }

  get sanityCheck(): boolean {
    return flag(this.#settings.EnableSanityCheck);
  }

  /** The settings without the tags, safe to show; the first hundred. */
  get settings(): Record<string, string> {
    const { Tags: _tags, ...settings } = this.#settings;
    return shownMap(settings, 500);
  }

  /** Safe to show; the first hundred. */
  get tags(): Record<string, string> {
    return shownMap(this.#settings.Tags, 200);
  }

  tag(name: string): Foreign | undefined {
    return Foreign.of(record(this.#settings.Tags)[name]);
  }

  /** @param listed names of environment variables whose values are shown although they are odd (R35) */
  envs(listed: readonly string[]): Record<string, string> {
    return shownEnvs(this.#job, listed);
  }

  /** How many variables, tags and settings there are, of which only the first hundred each are shown. */
  get counts() {
    const entries = (value: unknown): number => Object.keys(record(value)).length;
    return { envs: envCount(this.#job), tags: entries(this.#settings.Tags), settings: entries(this.#settings) };
  }

  get #settings(): WireOf<'JobSettings'> {
    return wire<'JobSettings'>(this.#job.Settings);
  }
}

/** The jobs of a ListJobs answer, and how many there are in all. */
export function readJobs(answer: unknown): { jobs: Job[]; total: number } {
  const { Jobs, TotalCount } = wire<'ListJobsResponseBody'>(answer);
  const jobs = wires<'JobItem'>(Jobs).map((job) => new Job(job));
  return { jobs, total: number(TotalCount) ?? jobs.length };
}

/** Seconds between two times, never negative; `undefined` where one is missing. */
export function secondsBetween(from: string | undefined, to: string | Date | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const span = (new Date(to).getTime() - Date.parse(from)) / 1000;
  return Number.isNaN(span) ? undefined : Math.max(0, span);
}

/**
 * The cloud's time of an answer, as its live jobs tell it: the duration of one runs until the moment of the answer, so
 * creation and duration together tell the time. The clock of this machine may be wrong.
 * @param jobs of one answer, or one job
 * @param now this machine's time, where no job of them is live and has a duration
 */
export function cloudClock(jobs: Job | readonly Job[], now: Date): Date {
  const told = [jobs].flat().flatMap(({ status, seconds, times }) => {
    const at = Date.parse(times.created ?? '') + seconds * 1000;
    return statusFacts(status).phase === 'live' && seconds > 0 && !Number.isNaN(at) ? [at] : [];
  });
  return told.length === 0 ? now : new Date(told.reduce((latest, at) => Math.max(latest, at)));
}

/** Seconds for which a job has been in its status. @param clock the cloud's time */
export const secondsInStatus = ({ statusHistory, times: { submitted, created } }: Job, clock: Date): number =>
  secondsBetween(statusHistory.at(-1)?.start ?? submitted ?? created, clock) ?? 0;

const words = (span: number | undefined): string | undefined => (span === undefined ? undefined : durationWords(span));

/**
 * When a job ended, or the cloud's time while it goes on; `undefined` where it is over and nothing tells since when.
 * @param now this machine's time
 */
export function endOfJob(job: Job, now: Date): Date | undefined {
  const { finished } = job.times;
  if (finished !== undefined) return new Date(finished);
  return statusFacts(job.status).phase === 'terminal' ? undefined : cloudClock(job, now);
}

/**
 * Seconds since a job was created and since it began to run, by the cloud's time; `undefined` where it does not tell.
 * @param now this machine's time
 */
export function secondsSince(job: Job, now: Date) {
  const clock = cloudClock(job, now);
  return { created: secondsBetween(job.times.created, clock), running: secondsBetween(job.times.running, clock) };
}

/** How long a job waited (creation to running) and ran, in words. @param now this machine's time */
export function spansOf(job: Job, now: Date) {
  const { created, running } = job.times;
  const end = endOfJob(job, now);
  return { queue_time: words(secondsBetween(created, running ?? end)), run_time: words(secondsBetween(running, end)) };
}
