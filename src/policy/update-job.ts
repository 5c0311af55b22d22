import { brief, briefList, quoted } from '../domain/brief.ts';
import type { Ceilings } from '../domain/ceilings.ts';
import { hint } from '../domain/hint.ts';
import { JOB_STATUS, statusFacts } from '../domain/job-status.ts';
import { nearest } from '../domain/nearest.ts';
import { allNotes, allow, allRefusals, confirm, type Decision, refuse } from './decision.ts';
import { scaleCeilings } from './scale-ceilings.ts';

/** A job as freshly read, its texts cleaned. */
export interface UpdateTarget {
  jobId: string;
  displayName: string;
  status: string;
  /** The quota; `undefined` for public resources. */
  resourceId: string | undefined;
  accessibility: string | undefined;
  tasks: readonly UpdateTask[];
  /** The job was created for elastic training as a whole. */
  elastic: boolean;
}

export interface UpdateTask {
  type: string;
  podCount: number | undefined;
  /** What each of its pods takes, a machine type or quantities, as far as the cloud tells. */
  each?: string | undefined;
  /** GPUs of each of its pods; `undefined` where they are not known. */
  gpus?: number | undefined;
  /** Pod counts between which it scales, inclusive; `undefined` where the role does not scale. */
  scaling: { min: number | undefined; max: number | undefined } | undefined;
}

export interface UpdateAsked {
  priority?: number | undefined;
  accessibility?: 'PUBLIC' | 'PRIVATE' | undefined;
  task_specs?: readonly { type: string; pod_count: number }[] | undefined;
}

const recreate = `Leave it out. If it has to change, create a new job${hint('with create')} and let the user decide on the old one.`;

/** R10: parameters that are refused by name, as `UpdateJob` has no field for them. */
export const IMMUTABLE = {
  display_name: { rule: 'R10', reason: 'The display name of a job cannot be changed.', fix: recreate },
  job_type: { rule: 'R10', reason: 'The type of a job cannot be changed.', fix: recreate },
} as const;

const WINDOW = Object.entries(JOB_STATUS)
  .filter(([, { priorityWindow }]) => priorityWindow)
  .map(([status]) => status);

/**
 * R16: a priority counts only for a quota job that is not running yet. For others the API answers 200 and does nothing
 * (api-notes: changes without effect), which would look like success.
 */
export function decidePriority(job: UpdateTarget, priority: number): Decision {
  if (job.resourceId === undefined)
    return refuse(
      'R16',
      `${job.jobId} runs on public resources, where priority ${priority} has no effect.`,
      'Leave priority out; it orders jobs within a quota only.',
    );
  if (statusFacts(job.status).priorityWindow) return allow();
  return refuse(
    'R16',
    `${job.jobId} is ${job.status}; priority ${priority} would be ignored.`,
    `Leave priority out; it takes effect only in ${WINDOW.join(', ')}.`,
    WINDOW,
  );
}

/** R17: visibility only widens; the cloud has no way back to PRIVATE (api-notes: changes without effect). */
export function decideAccessibility(job: UpdateTarget, wanted: 'PUBLIC' | 'PRIVATE'): Decision {
  if (job.accessibility === wanted) return allow([`${job.jobId} is ${wanted} already.`]);
  if (wanted === 'PUBLIC') return allow();
  return refuse(
    'R17',
    `${job.jobId} is ${job.accessibility || 'of unknown visibility'} and cannot be made PRIVATE.`,
    'Leave accessibility out; it can only be widened to PUBLIC. A private job has to be created as one.',
    ['PUBLIC'],
  );
}

function decideRole(job: UpdateTarget, { type, pod_count }: { type: string; pod_count: number }): Decision {
  const task = job.tasks.find((candidate) => candidate.type === type);
  if (task === undefined) {
    const roles = job.tasks.map((candidate) => candidate.type);
    const best = nearest(type, roles);
    return refuse(
      'R18',
      `${job.jobId} has no task "${type}".`,
      best === undefined ? 'Use one of its task types.' : `Did you mean "${best}"?`,
      roles,
    );
  }
  if (task.scaling === undefined && !job.elastic)
    return refuse(
      'R18',
      `${job.jobId} is not elastic in "${type}", so its pod count cannot become ${pod_count}.`,
      'Leave task_specs out. For another size create a new job; auto_scaling in its task spec makes it elastic.',
    );
  const { min = 1, max = Number.POSITIVE_INFINITY }: Partial<UpdateTask['scaling']> = task.scaling ?? {};
  if (pod_count < min || pod_count > max)
    return refuse(
      'R18',
      `pod_count ${pod_count} of "${type}" is outside of what ${job.jobId} scales to, ${min} to ${Number.isFinite(max) ? max : 'any number'}.`,
      `Pass a pod_count from ${min}${Number.isFinite(max) ? ` to ${max}` : ' on'}.`,
    );
  return allow();
}

/** R18: pod counts change only for an elastic job that is neither over nor being stopped. */
export function decideScaling(job: UpdateTarget, specs: readonly { type: string; pod_count: number }[]): Decision[] {
  if (statusFacts(job.status).phase !== 'live' || job.status === 'Stopping')
    return [
      refuse('R18', `${job.jobId} is ${job.status}; its pods cannot be scaled any more.`, 'Leave task_specs out.'),
    ];
  const twice = specs.map(({ type }) => type).find((type, index, all) => all.indexOf(type) !== index);
  if (twice !== undefined)
    return [refuse('R18', `task_specs names "${twice}" twice.`, 'Give each task type once, with its new pod_count.')];
  return specs.map((spec) => decideRole(job, spec));
}

/** R42 is held against what R18 lets through: of another change nobody knows what the job would become. */
function scaleDecisions(job: UpdateTarget, specs: NonNullable<UpdateAsked['task_specs']>, ceilings: Ceilings) {
  const decisions = decideScaling(job, specs);
  if (decisions.some(({ verdict }) => verdict === 'refuse')) return decisions;
  return [...decisions, ...scaleCeilings(job.tasks, specs, ceilings)];
}

/** Lines on what is lost with fewer pods and what more of them cost; none for a count that stays as it is. */
function scaling(job: UpdateTarget, specs: NonNullable<UpdateAsked['task_specs']>): string[] {
  const changes = specs.flatMap(({ type, pod_count }) => {
    const task = job.tasks.find((candidate) => candidate.type === type);
    const now = task?.podCount;
    const fewer = now !== undefined && pod_count < now;
    const each = fewer || task?.each === undefined ? '' : ` (${brief(task.each, 40)} each)`;
    const words = `${brief(type, 24)} ${now ?? 'an unknown number'} -> ${pod_count}${each}`;
    return now === pod_count ? [] : [{ words, fewer }];
  });
  const listed = (fewer: boolean): string =>
    briefList(
      changes.filter((change) => change.fewer === fewer).map(({ words }) => words),
      3,
      100,
    );
  const [fewer, more] = [listed(true), listed(false)];
  return [
    ...(fewer === '' ? [] : [`Fewer pods, and what those that go hold outside mounted storage is lost: ${fewer}.`]),
    ...(more === '' ? [] : [`More pods, and every further one costs as much as each that there is: ${more}.`]),
  ];
}

/** What a person has to decide on: what cannot be taken back, what is lost, what costs. Empty for a new priority alone. */
const weighty = (job: UpdateTarget, { accessibility, task_specs = [] }: UpdateAsked): string[] => [
  ...(accessibility === 'PUBLIC' && job.accessibility !== 'PUBLIC'
    ? ['PUBLIC: everybody in its workspace will see it and can read its logs. This cannot be taken back.']
    : []),
  ...scaling(job, task_specs),
];

/**
 * R16, R17, R18 and R42 over all changes of one call; all refusals come at once. A person is asked where `weighty` has a line.
 */
export function decideUpdate(job: UpdateTarget, asked: UpdateAsked, ceilings: Ceilings): Decision {
  const decisions = [
    ...(asked.priority === undefined ? [] : [decidePriority(job, asked.priority)]),
    ...(asked.accessibility === undefined ? [] : [decideAccessibility(job, asked.accessibility)]),
    ...(asked.task_specs === undefined ? [] : scaleDecisions(job, asked.task_specs, ceilings)),
  ];
  const refused = allRefusals(decisions);
  if (refused !== undefined) return refused;
  const [first, ...others] = weighty(job, asked);
  if (first === undefined) return allow(allNotes(decisions));
  return confirm({
    rule: asked.task_specs === undefined ? 'R17' : 'R18',
    label: 'Yes, change this job',
    question: {
      consequence: [`Change a job? ${first}`, ...others],
      identity: `${job.jobId} ${quoted(job.displayName, 80)}, which is ${job.status}.`,
    },
  });
}
