import { briefList } from '../domain/brief.ts';
import { type Comparable, says } from '../domain/comparable.ts';
import { type CreateEntry, REQUEST_TAG } from '../domain/create-ledger.ts';
import { durationWords } from '../domain/duration.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft, TaskDraft } from '../domain/job-draft.ts';
import { statusFacts } from '../domain/job-status.ts';
import { parseCount, parseMemory } from '../domain/quantity.ts';
import { type Refuse, refuse } from './decision.ts';

const MINUTE = 60_000;

/** A create is sent at most this long after it was entered in the ledger. */
export const SEND_WITHIN_MS = MINUTE;

/** The gateway refuses signatures that are further than this from its own clock (api-notes: signing). */
const GATEWAY_TOLERANCE_MS = 15 * MINUTE;

/**
 * When nothing can come of an open create any more: it was sent within its window, its signature counts for as long as the
 * gateway tolerates, and the gateway's clock is no further behind ours than that either.
 */
export const SETTLED_AFTER_MS = SEND_WITHIN_MS + 2 * GATEWAY_TOLERANCE_MS;

/** A job that is about to be created, as far as it decides whether another one is the same. */
export interface WantedJob extends Omit<JobDraft, 'settings'> {
  command: string;
  settings?: { tags?: Readonly<Record<string, string>> | undefined } | undefined;
}

/** One role of a job of the cloud; what its answer does not show is absent. Memory in GiB. */
export interface KnownTask {
  type: Comparable | undefined;
  pods: number | undefined;
  image: Comparable | undefined;
  ecsSpec: Comparable | undefined;
  cpus: number | undefined;
  gpus: number | undefined;
  memoryGib: number | undefined;
}

/** A job of the cloud: what is shown of it is fit to show, and the rest is compared only. */
export interface KnownJob {
  jobId: string;
  status: string;
  /** ISO 8601, the cloud's clock. */
  created: string | undefined;
  jobType: Comparable | undefined;
  resourceId: Comparable | undefined;
  command: Comparable | undefined;
  tasks: readonly KnownTask[];
  /** The request that made it; absent for a job of another origin. */
  requestId: Comparable | undefined;
}

/** A name of the server's own is not the caller's to set: a job could pass for one that another create made. */
export function checkRequestTag({ settings }: WantedJob): Refuse | undefined {
  if (!Object.hasOwn(settings?.tags ?? {}, REQUEST_TAG)) return undefined;
  return refuse(
    'R29',
    `settings.tags has "${REQUEST_TAG}", which the server sets itself on each create.`,
    'Leave this tag out.',
  );
}

const sameCount = (wanted: string | undefined, have: number | undefined): boolean =>
  parseCount(wanted || '0') === (have ?? 0);

function sameTask(want: TaskDraft, have: KnownTask): boolean {
  const { resource_config: config } = want;
  return (
    says(have.type, want.type) &&
    want.pod_count === have.pods &&
    says(have.image, want.image) &&
    says(have.ecsSpec, want.ecs_spec) &&
    (config === undefined ||
      (sameCount(config.cpu, have.cpus) &&
        sameCount(config.gpu, have.gpus) &&
        parseMemory(config.memory) === have.memoryGib))
  );
}

/** Whether a job of the cloud is what is wanted: type, quota, tasks, command. What an answer does not show cannot differ. */
export function sameSpec(want: WantedJob, have: KnownJob): boolean {
  const tasks = (task: TaskDraft): boolean => have.tasks.some((other) => sameTask(task, other));
  return (
    (have.jobType === undefined || have.jobType.is(want.job_type)) &&
    says(have.resourceId, want.resource_id) &&
    (have.command === undefined || have.command.is(want.command)) &&
    (have.tasks.length === 0 || (have.tasks.length === want.task_specs.length && want.task_specs.every(tasks)))
  );
}

const isOver = ({ status }: KnownJob): boolean => statusFacts(status).phase === 'terminal';

function age({ created }: KnownJob, now: Date): string {
  const ms = created === undefined ? Number.NaN : now.getTime() - Date.parse(created);
  return Number.isNaN(ms) ? '' : `, created ${durationWords(ms / 1000)} ago`;
}

/** `dlc... (Running, created 3 min ago)`, at most three of them. */
function listed(jobs: readonly KnownJob[], now: Date): string {
  const shown = jobs.slice(0, 3).map((job) => `${job.jobId} (${job.status}${age(job, now)})`);
  return [...shown, ...(jobs.length > 3 ? [`${jobs.length - 3} more`] : [])].join(', ');
}

/**
 * A job that is not over and has the name and spec of the one that is wanted is most likely the one that is wanted: refused.
 * One of the same name but another spec is a note for the person.
 * @param named jobs of exactly this name in this workspace
 */
export function judgeTwins(
  want: WantedJob,
  named: readonly KnownJob[],
  now: Date,
): { refusal: Refuse | undefined; notes: string[] } {
  const active = named.filter((job) => !isOver(job));
  const [twins, others] = [active.filter((job) => sameSpec(want, job)), active.filter((job) => !sameSpec(want, job))];
  const [first] = twins;
  const use = (job: KnownJob): string =>
    job.status === 'Stopping'
      ? `It is being stopped: call again once ${hint('job says', job.jobId, 'Stopped')}.`
      : `Use that job${hint('see job', job.jobId)}.`;
  return {
    refusal:
      first &&
      refuse(
        'R29',
        `A job "${want.display_name}" of the same type, quota, tasks and command is there already: ${listed(twins, now)}. Nothing was created.`,
        `${use(first)} If the user really wants a second one, with other data or another environment say, give it another display_name.`,
      ),
    notes:
      // Ids alone: what a person is shown must not change while they think.
      others.length === 0
        ? []
        : [
            `There is a job of this name with another spec already: ${briefList(
              others.map(({ jobId }) => jobId),
              3,
              64,
            )}.`,
          ],
  };
}

/** A job that this server has made but the cloud does not show yet; it counts as a twin. */
export const notShownYet = ({ job_id, display_name, at }: CreateEntry): Refuse =>
  refuse(
    'R29',
    `A job "${display_name}" was created as ${job_id} at ${at}, and the cloud does not show it yet. Nothing was created.`,
    `Use that job${hint('see job', job_id ?? '')}, again in a minute. If the user really wants a second one, give it another display_name.`,
  );

/** The job that the create made, among those that a search found: only its tag proves it. */
export const madeBy = ({ request_id }: CreateEntry, found: readonly KnownJob[]): KnownJob | undefined =>
  found.find((job) => job.requestId?.is(request_id));

/** Jobs that could be the one a create made, for a person to look at: no other request's, of its spec, no older than it. */
export function lookAlikes(entry: CreateEntry, want: WantedJob, named: readonly KnownJob[]): KnownJob[] {
  // The clocks differ by less than what the gateway tolerates.
  const since = Date.parse(entry.at) - GATEWAY_TOLERANCE_MS;
  return named.filter(
    (job) =>
      job.requestId === undefined &&
      sameSpec(want, job) &&
      !(job.created !== undefined && Date.parse(job.created) < since),
  );
}

/** Whether an open create that a complete search did not find was never carried out. `now`: the real clock. */
export const wasNeverCarriedOut = ({ at }: CreateEntry, now: number): boolean =>
  now - Date.parse(at) > SETTLED_AFTER_MS;

/** From when on a search that finds nothing settles it. */
export const settlesAt = ({ at }: CreateEntry): string => new Date(Date.parse(at) + SETTLED_AFTER_MS).toISOString();

/**
 * Pauses between searches for a create whose answer got lost, in milliseconds: growing, and no longer in all than asked.
 * @param total milliseconds
 */
export function searchPauses(total: number): number[] {
  const pauses: number[] = [];
  for (let [left, next] = [total, 250]; left > 0; next = Math.min(next * 2, 4000)) {
    pauses.push(Math.min(next, left));
    left -= next;
  }
  return pauses;
}
