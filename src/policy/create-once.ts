import { briefNames } from '../domain/brief.ts';
import { type Comparable, says } from '../domain/comparable.ts';
import { type CreateEntry, REQUEST_TAG } from '../domain/create-ledger.ts';
import { durationWords } from '../domain/duration.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft, TaskDraft } from '../domain/job-draft.ts';
import { statusFacts } from '../domain/job-status.ts';
import { parseCount, parseMemory } from '../domain/quantity.ts';
import { en, type Said, say, zh } from '../domain/said.ts';
import { userCommand } from '../domain/script.ts';
import { type Refuse, refuse } from './decision.ts';

const MINUTE = 60_000;

/** Milliseconds after its entry in the ledger in which a create may be sent. Later it is not sent any more. */
export const SEND_WITHIN_MS = MINUTE;

/**
 * Milliseconds. The gateway refuses a request that is dated further than this from its own clock (api-notes: signing).
 */
const GATEWAY_TOLERANCE_MS = 15 * MINUTE;

/**
 * Milliseconds after its entry from which a create can have no effect any more. It was sent within its
 * window, and the gateway takes its signature for the tolerance. The tolerance counts twice, as the
 * gateway's clock may be that far behind ours.
 */
export const SETTLED_AFTER_MS = SEND_WITHIN_MS + 2 * GATEWAY_TOLERANCE_MS;

/** The job that a call asks for, with the members that tell whether another job is the same. */
export interface WantedJob extends Omit<JobDraft, 'settings'> {
  settings?: { tags?: Readonly<Record<string, string>> | undefined } | undefined;
}

/** One role of a job that exists. What the cloud's answer does not show is `undefined`. Memory in GiB. */
export interface KnownTask {
  type: Comparable | undefined;
  pods: number | undefined;
  image: Comparable | undefined;
  ecsSpec: Comparable | undefined;
  cpus: number | undefined;
  gpus: number | undefined;
  memoryGib: number | undefined;
}

/**
 * A job that exists. Its strings are cleaned and may be shown; a `Comparable` is
 * the cloud's own text, for comparing alone.
 */
export interface KnownJob {
  jobId: string;
  status: string;
  /** ISO 8601, the cloud's clock. */
  created: string | undefined;
  /** Seconds since then. */
  ageSeconds: number | undefined;
  jobType: Comparable | undefined;
  resourceId: Comparable | undefined;
  command: Comparable | undefined;
  tasks: readonly KnownTask[];
  /** Value of the tag that this server gives each create; `undefined` for a job that something else made. */
  requestId: Comparable | undefined;
}

/** Refuses a caller's own value for the server's tag: the job could pass for one that another create made. */
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

/**
 * Whether a job that exists has the wanted type, quota, tasks and command. A type, command or tasks that the answer
 * does not show count as equal, and so does what a mask hides of a command, which a caller could guess at otherwise: a
 * job that is refused once too often costs less than one that is made twice.
 */
export function sameSpec(want: WantedJob, have: KnownJob): boolean {
  const tasks = (task: TaskDraft): boolean => have.tasks.some((other) => sameTask(task, other));
  return (
    (have.jobType === undefined || have.jobType.is(want.job_type)) &&
    says(have.resourceId, want.resource_id) &&
    (have.command === undefined || have.command.looksLike(userCommand(want) ?? '')) &&
    (have.tasks.length === 0 || (have.tasks.length === want.task_specs.length && want.task_specs.every(tasks)))
  );
}

const isOver = ({ status }: KnownJob): boolean => statusFacts(status).phase === 'terminal';

const age = ({ ageSeconds }: KnownJob): string =>
  ageSeconds === undefined ? '' : `, created ${durationWords(ageSeconds)} ago`;

/** `dlc... (Running, created 3 min ago)`, at most three of them. */
function listed(jobs: readonly KnownJob[]): string {
  const shown = jobs.slice(0, 3).map((job) => `${job.jobId} (${job.status}${age(job)})`);
  return [...shown, ...(jobs.length > 3 ? [`${jobs.length - 3} more`] : [])].join(', ');
}

/**
 * Refuses a create whose twin is there already: a job that is not over and has the wanted name and spec is most likely
 * the result of an earlier call. A job of the same name with another spec is only noted for the person.
 * @param named jobs of exactly this name in this workspace
 */
export function judgeTwins(
  want: WantedJob,
  named: readonly KnownJob[],
): { refusal: Refuse | undefined; twin: string | undefined; notes: Said[] } {
  const active = named.filter((job) => !isOver(job));
  const [twins, others] = [active.filter((job) => sameSpec(want, job)), active.filter((job) => !sameSpec(want, job))];
  const [first] = twins;
  const asShown = first?.command?.isMasked ? ', as far as it is shown,' : '';
  const use = (job: KnownJob): string =>
    job.status === 'Stopping'
      ? `It is being stopped: call again once ${hint('job says', job.jobId, 'Stopped')}.`
      : `Use that job${hint('see job', job.jobId)}.`;
  const ids = briefNames(
    others.map(({ jobId }) => jobId),
    3,
    64,
  );
  return {
    twin: first?.jobId,
    refusal:
      first &&
      refuse(
        'R29',
        `A job "${want.display_name}" of the same type, quota, tasks and command${asShown} is there already: ${listed(twins)}. Nothing was created.`,
        `${use(first)} If the user really wants a second one, with other data or another environment say, give it another display_name.`,
      ),
    notes:
      // Ids without status or age, which change by themselves: a question that changes makes the yes void.
      others.length === 0
        ? []
        : [
            say(
              en`There is a job of this name with another spec already: ${ids}.`,
              zh`已有同名但配置不同的任务：${ids}。`,
            ),
          ],
  };
}

/**
 * The refusal because of a job that this server has just created and the cloud does not list yet. It counts as a twin.
 */
export const notShownYet = ({ job_id, display_name, at }: CreateEntry): Refuse =>
  refuse(
    'R29',
    `A job "${display_name}" was created as ${job_id} at ${at}, and the cloud does not show it yet. Nothing was created.`,
    `Use that job${hint('see job', job_id ?? '')}, again in a minute. If the user really wants a second one, give it another display_name.`,
  );

/**
 * The job that a create made, among those that a search found. Only the tag
 * proves it: others may use its name and spec.
 */
export const madeBy = ({ request_id }: CreateEntry, found: readonly KnownJob[]): KnownJob | undefined =>
  found.find((job) => job.requestId?.is(request_id));

/**
 * Jobs without a tag that a create may have made, as they have its spec and are no older. A person has to look at them.
 */
export function lookAlikes(entry: CreateEntry, want: WantedJob, named: readonly KnownJob[]): KnownJob[] {
  // The cloud's clock may differ from ours, but not by more than this: the gateway would have refused the create.
  const since = Date.parse(entry.at) - GATEWAY_TOLERANCE_MS;
  return named.filter(
    (job) =>
      job.requestId === undefined &&
      sameSpec(want, job) &&
      !(job.created !== undefined && Date.parse(job.created) < since),
  );
}

/**
 * Whether a create that a complete search did not find was never carried out, as it is too old to have an effect now.
 * @param now epoch milliseconds of the real clock, which signatures are dated by
 */
export const wasNeverCarriedOut = ({ at }: CreateEntry, now: number): boolean =>
  now - Date.parse(at) > SETTLED_AFTER_MS;

/** When a search that finds nothing begins to prove that the create was never carried out, in ISO 8601. */
export const settlesAt = ({ at }: CreateEntry): string => new Date(Date.parse(at) + SETTLED_AFTER_MS).toISOString();

/**
 * Pauses between searches for a create whose answer got lost, in milliseconds: 250, 500 and so on, 4,000 at most.
 * @param total milliseconds that they add up to
 */
export function searchPauses(total: number): number[] {
  const pauses: number[] = [];
  for (let [left, next] = [total, 250]; left > 0; next = Math.min(next * 2, 4000)) {
    pauses.push(Math.min(next, left));
    left -= next;
  }
  return pauses;
}
