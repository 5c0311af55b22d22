import { brief, quoted } from '../domain/brief.ts';
import type { Ceilings } from '../domain/ceilings.ts';
import { count } from '../domain/count.ts';
import { durationWords } from '../domain/duration.ts';
import { hint } from '../domain/hint.ts';
import { JOB_STATUS, statusFacts } from '../domain/job-status.ts';
import { nearest } from '../domain/nearest.ts';
import { round } from '../domain/quantity.ts';
import { asIs, en, firstOf, listed, NOTHING, type Said, say, zh } from '../domain/said.ts';
import type { SentCounts } from '../domain/scaled.ts';
import { statusSaid } from '../domain/status-said.ts';
import { allNotes, allow, allRefusals, confirm, type Decision, refuse } from './decision.ts';
import { sum, times } from './most.ts';
import { NO_ORDER, orders } from './priority.ts';
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
  /** What each of its pods costs per hour, by the operator's prices; `undefined` where that is not known. */
  pricePerHour?: number | undefined;
  /** Pod counts between which it scales, inclusive; `undefined` where the role does not scale. */
  scaling: { min: number | undefined; max: number | undefined } | undefined;
}

export interface UpdateAsked {
  priority?: number | undefined;
  description?: string | undefined;
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
  if (!orders(job.resourceId))
    return refuse('R16', `${job.jobId} runs on public resources, where priority ${priority} has no effect.`, NO_ORDER);
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
  if (job.accessibility === wanted)
    return allow([say(en`${job.jobId} is ${wanted} already.`, zh`${job.jobId} 已经是 ${wanted}。`)]);
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
      `Leave task_specs out. For another size create a new job${hint('with create')}; auto_scaling in its task spec makes it elastic.`,
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

/** Milliseconds for which a read is not believed that shows other counts than were sent: twice what changes take. */
const SHOWN_WITHIN_MS = 120_000;

/** `Worker 6, PS 2`. */
const countsWords = (counts: SentCounts['counts']): string =>
  [...counts].map(([type, pods]) => `${brief(type, 24)} ${pods ?? 'an unknown number'}`).join(', ');

/** A job with its pod counts. */
interface Counted {
  jobId: string;
  tasks: readonly Pick<UpdateTask, 'type' | 'podCount'>[];
}

const countsOf = ({ tasks }: Counted): SentCounts['counts'] =>
  new Map(tasks.map(({ type, podCount }) => [type, podCount]));

const differ = (a: SentCounts['counts'], b: SentCounts['counts']): boolean =>
  a.size !== b.size || [...a].some(([type, pods]) => b.get(type) !== pods);

const hasCounts = (job: Counted, counts: SentCounts['counts']): boolean => !differ(countsOf(job), counts);

/** The counts of all roles as a change leaves them, which is what is sent. */
export const countsAfter = (job: Counted, { task_specs = [] }: UpdateAsked): SentCounts['counts'] =>
  new Map([...countsOf(job), ...task_specs.map(({ type, pod_count }) => [type, pod_count] as const)]);

/** Whether one of the counts is another than the job has. A request without such a one need not name any. */
export const scales = (job: Counted, asked: UpdateAsked): boolean => !hasCounts(job, countsAfter(job, asked));

/**
 * R18: a read that does not show yet what this server has sent is nothing to decide on. A request names the counts of
 * all roles, so it would take back what the read does not show. The same counts may be sent once more.
 * @param now epoch milliseconds of the cloud's clock
 */
export function decideShown(job: Counted, asked: UpdateAsked, sent: SentCounts | undefined, now: number): Decision {
  if (sent === undefined || now - sent.at > SHOWN_WITHIN_MS || hasCounts(job, sent.counts)) return allow();
  if (!differ(sent.counts, countsAfter(job, asked))) return allow();
  return refuse(
    'R18',
    `This server has sent the pod counts ${countsWords(sent.counts)} for ${job.jobId} ${durationWords((now - sent.at) / 1000)} ago, and the cloud still shows ${countsWords(countsOf(job))}; a change can take 10 to 60 s to show.`,
    `Call again once they show${hint('see job', job.jobId)}, or in two minutes.`,
  );
}

/** R18: pod counts are sent only while all of them are those that the change was decided on. */
export function decideSame(job: Counted, now: Counted): Decision {
  if (hasCounts(now, countsOf(job))) return allow();
  return refuse(
    'R18',
    `The pod counts of ${job.jobId} have changed since they were looked at, from ${countsWords(countsOf(job))} to ${countsWords(countsOf(now))}. Nothing was sent.`,
    'Call again; the change is decided on anew.',
  );
}

/** R42 is held against what R18 lets through: of another change nobody knows what the job would become. */
function scaleDecisions(job: UpdateTarget, specs: NonNullable<UpdateAsked['task_specs']>, ceilings: Ceilings) {
  const decisions = decideScaling(job, specs);
  if (decisions.some(({ verdict }) => verdict === 'refuse')) return decisions;
  return [...decisions, ...scaleCeilings(job.tasks, specs, ceilings)];
}

/** `, 16 -> 32 GPUs in all`, where all of them can be counted. */
function gpusInAll(job: UpdateTarget, wanted: ReadonlyMap<string, number>): Said {
  const now = sum(job.tasks.map(({ gpus, podCount }) => times(gpus, podCount)));
  const then = sum(job.tasks.map(({ type, gpus, podCount }) => times(gpus, wanted.get(type) ?? podCount)));
  if (now === undefined || then === undefined || now === then) return NOTHING;
  return say(
    en`, ${round(now)} -> ${count(round(then), 'GPU')} in all`,
    zh`，GPU 总数 ${round(now)} → ${round(then)} 张`,
  );
}

const UNKNOWN = say(en`an unknown number`, zh`未知`);

/** Lines on what is lost with fewer pods and what more of them cost; none for a count that stays as it is. */
function scaling(job: UpdateTarget, specs: NonNullable<UpdateAsked['task_specs']>): Said[] {
  const changes = specs.flatMap(({ type, pod_count }) => {
    const task = job.tasks.find((candidate) => candidate.type === type);
    const now = task?.podCount;
    if (now === pod_count) return [];
    const fewer = now !== undefined && pod_count < now;
    const size = brief(task?.each ?? '', 40);
    const each = fewer || size === '' ? NOTHING : say(en` (${size} each)`, zh`（每个 ${size}）`);
    const [role, before] = [brief(type, 24), now === undefined ? UNKNOWN : asIs(String(now))];
    return [
      { words: say(en`${role} ${before} -> ${pod_count}${each}`, zh`${role} ${before} → ${pod_count}${each}`), fewer },
    ];
  });
  const [fewer, more] = [true, false].map((which) => changes.filter((change) => change.fewer === which));
  const list = (of: typeof changes | undefined) =>
    firstOf(
      (of ?? []).map(({ words }) => words),
      3,
    );
  const wanted = new Map(specs.map(({ type, pod_count }) => [type, pod_count]));
  const gpus = gpusInAll(job, wanted);
  // They are sent too (api-notes does not say that a role may be left out), so the yes is to them as well.
  const kept = job.tasks.flatMap(({ type, podCount }) =>
    podCount === undefined || podCount !== (wanted.get(type) ?? podCount)
      ? []
      : [asIs(`${brief(type, 24)} ${podCount}`)],
  );
  return [
    ...(fewer?.length
      ? [
          say(
            en`Fewer pods, and what those that go hold outside mounted storage is lost: ${list(fewer)}${gpus}.`,
            zh`减少实例，被移除的实例上未写入挂载存储的内容会丢失：${list(fewer)}${gpus}。`,
          ),
        ]
      : []),
    ...(more?.length
      ? [
          say(
            en`More pods, and every further one costs as much as each that there is: ${list(more)}${gpus}.`,
            zh`增加实例，每个新实例的费用与现有实例相同：${list(more)}${gpus}。`,
          ),
        ]
      : []),
    ...(changes.length > 0 && kept.length > 0
      ? [say(en`As now: ${firstOf(kept, 8)}.`, zh`保持不变：${firstOf(kept, 8)}。`)]
      : []),
  ];
}

/**
 * What a person has to decide on: what cannot be taken back, what is lost, what costs. Empty for a new priority alone.
 */
const weighty = (job: UpdateTarget, { accessibility, task_specs = [] }: UpdateAsked): Said[] => [
  ...(accessibility === 'PUBLIC' && job.accessibility !== 'PUBLIC'
    ? [
        say(
          en`PUBLIC: everybody in its workspace will see it and can read its logs. This cannot be taken back.`,
          zh`公开可见（PUBLIC）：工作空间内的所有人都能看到该任务并查看日志，且无法撤销。`,
        ),
      ]
    : []),
  ...scaling(job, task_specs),
];

/** What else the call changes. */
const besides = ({ priority, description }: UpdateAsked): Said[] => [
  ...(priority === undefined ? [] : [say(en`. Its priority becomes ${priority}`, zh`；优先级改为 ${priority}`)]),
  ...(description === undefined ? [] : [say(en`. Its description changes`, zh`；描述会被修改`)]),
];

/**
 * R16, R17, R18 and R42 over all changes of one call; all refusals come at once. A
 * person is asked where `weighty` has a line.
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
  const [name, also] = [quoted(job.displayName, 80), listed(besides(asked), NOTHING)];
  return confirm({
    rule: asked.task_specs === undefined ? 'R17' : 'R18',
    label: say(en`Yes, change this job`, zh`是，修改该任务`),
    question: {
      consequence: [say(en`Change a job? ${first}`, zh`修改任务？${first}`), ...others],
      identity: say(
        en`${job.jobId} ${name}, which is ${statusSaid(job.status)}${also}.`,
        zh`${job.jobId} ${name}，当前状态：${statusSaid(job.status)}${also}。`,
      ),
    },
  });
}
