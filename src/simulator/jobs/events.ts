import type { Pod } from './pods.ts';
import type { Durations } from './record.ts';
import type { JobView } from './store.ts';
import { type Story, storyOf } from './story.ts';
import { type Fill, fill, filled, linesOf, type TimedLine } from './text.ts';
import { stockOf } from './timeline.ts';
import { chinaPrefix } from './times.ts';
import { fillOf } from './values.ts';

/** The observed start of a pod; the number is the share of the preparation that has passed by then. */
const START: readonly (readonly [share: number, text: string])[] = [
  [0, 'Successfully assigned t{owner}/{pod} to {node}'],
  [0, 'UpdateService error: getting endpoints error: Endpoints "{pod}" not found'],
  [0, 'HandleServiceUpdateSucceed'],
  [0, 'pod sub status changed from Scheduling to NetworkInitializing'],
  [0.15, 'Successfully create pod sandbox, elapsedTime 217ms'],
  [
    0.15,
    'Container image "dsw-registry-vpc.{region}.cr.aliyuncs.com/pai-common/alpine:3.10" already present on machine',
  ],
  [0.2, 'Created container pod-init-indicator'],
  [0.2, 'Started container pod-init-indicator'],
  [0.25, 'pod sub status changed from NetworkInitializing to Initializing'],
  [0.3, 'pod sub status changed from Initializing to ImagePulling'],
  [0.35, 'Created container warmup'],
  [0.4, 'Started container warmup'],
  [0.45, 'Pulling image "{image}"'],
  [0.95, 'pod sub status changed from ImagePulling to WaitingForRun'],
  [0.95, 'Successfully pulled image "{image}" in {pulled}s'],
  [0.98, 'Created container {container}'],
];

/** The share of the preparation a pod is stuck after, by step. */
const STUCK: Readonly<Record<NonNullable<Story['wording']['stuckAt']>, number>> = {
  scheduled: -1,
  network: 0,
  init: 0.25,
  pulling: 0.45,
  pulled: 0.98,
};

/** What fails is tried again after a while that doubles, up to the kubelet's five minutes. Seconds. */
const FIRST_RETRY = 10;
const LONGEST_RETRY = 300;

/** A pod's events so far, oldest first, without their time prefix. */
export function podEvents(view: JobView, pod: Pod, region: string, durations: Durations): TimedLine[] {
  const told = view.record.told?.pods[pod.rank];
  if (told) return told.events.filter(({ at }) => at <= view.now);
  const story = storyOf(view.record);
  const preparing = preparingSeconds(story, pod, durations);
  const values = withPull(fillOf(view, pod, story, region), preparing);
  const say = (at: number, text: string): TimedLine => ({ at, text: fill(text, values, at) });
  const incident = story.attempts[pod.attempt]?.end;
  const concerned = pod.failsFirst || story.wording.everywhere === true || incident?.evicted === 'all';
  const stuck = incident?.stage === 'preparing' && concerned ? STUCK[story.wording.stuckAt ?? 'pulled'] : undefined;
  const stopping = view.reached.find((phase) => phase.status === 'Stopping' && phase.attempt === pod.attempt)?.from;
  const late = stopping ?? Number.POSITIVE_INFINITY;
  const start = START.filter(([share], index) => stuck === undefined || share <= stuck || (stuck < 0 && index === 0));
  const timed = start.map(([share, text]) => say(pod.createdAt + Math.floor(share * preparing) * 1000, text));
  const events = timed.filter((event) => event.at < late);
  if (stuck !== undefined) {
    const from = (timed.at(-1)?.at ?? pod.createdAt) + FIRST_RETRY * 1000;
    const until = Math.min(late, view.now, preparedAt(view, pod.attempt));
    events.push(...retried(story, values, from, until));
  }
  if (pod.startAt !== undefined) events.push(say(pod.startAt, 'Started container {container}'));
  const { finishAt } = pod;
  if (view.record.evicted?.pods.includes(pod.name) && finishAt === view.record.evicted.at)
    events.push(say(finishAt, 'The pod is evicted: node {node} is drained'));
  else if (stuck === undefined && finishAt !== undefined && concerned && stopping === undefined)
    events.push(...filled(linesOf(story.wording.podEvents), values, finishAt));
  if (stopping !== undefined) events.push(say(stopping, 'Stopping container {container}'));
  return events.filter((event) => event.at <= view.now);
}

/** How long a preparation that succeeds takes; one that does not is stuck where an ordinary one would go on. */
function preparingSeconds(story: Story, { attempt }: Pod, { envPreparing }: Durations): number {
  const { preparing, end } = story.attempts[attempt] ?? {};
  return end?.stage === 'preparing' ? envPreparing : (preparing ?? envPreparing);
}

const withPull = ({ key, values }: Fill, preparing: number): Fill => ({
  key,
  values: { ...values, pulled: (preparing / 2 - 0.2).toFixed(1) },
});

const preparedAt = ({ reached }: JobView, attempt: number): number =>
  reached.find((phase) => phase.attempt === attempt && phase.status === 'EnvPreparing')?.to ?? 0;

/** The events of the scenario, over and over while the pod is stuck. */
function retried(story: Story, values: Fill, from: number, until: number): TimedLine[] {
  const lines = linesOf(story.wording.podEvents);
  const events: TimedLine[] = [];
  let wait = FIRST_RETRY;
  for (let at = from; at <= until; at += wait * 1000) {
    events.push(...filled(lines, values, at));
    wait = Math.min(wait * 2, LONGEST_RETRY);
  }
  return events;
}

/**
 * A job's events so far, oldest first, without their time prefix; only `Created pod` is documented (api-notes: jobs).
 */
export function jobEvents(view: JobView, pods: readonly Pod[], region: string): TimedLine[] {
  const { record, reached } = view;
  const instances = pods.flatMap((pod) => [...pod.history, pod]);
  const created = instances
    .map((pod) => ({ at: pod.createdAt, text: `Created pod: ${pod.name}` }))
    .sort((a, b) => a.at - b.at);
  if (record.told) return (record.told.events ?? created).filter(({ at }) => at <= view.now);
  const story = storyOf(record);
  const queued = reached.find((phase) => phase.status === 'Queuing');
  const failed = reached.find((phase) => phase.reasonCode === 'ResourceAllocateFailed');
  const short = record.request.ResourceId !== undefined || stockOf(record, story) !== 'enough';
  const waits = view.startAt === undefined && !['Stopping', 'Stopped'].includes(view.current.status);
  const asCause = waits ? { mark: 'evidence' as const } : {};
  const events: TimedLine[] = [
    ...(queued && short ? [{ at: queued.from, text: shortage(view), ...asCause }] : []),
    ...created,
    ...(failed ? [{ at: failed.from, text: failed.reasonMessage, ...asCause }] : []),
    ...ofScenario(view, story, instances, region),
  ];
  return events.filter((event) => event.at <= view.now).sort((a, b) => a.at - b.at);
}

/** What the scenario tells in the job's events: when a try ends, or half a minute into the queue. */
function ofScenario(view: JobView, story: Story, instances: readonly Pod[], region: string): TimedLine[] {
  const lines = linesOf(story.wording.jobEvents);
  const queued = view.reached.find((phase) => ['Queuing', 'Bidding'].includes(phase.status));
  const values: Fill = { key: view.record.key, values: { job: view.record.id } };
  if (view.startAt === undefined) return queued ? filled(lines, values, queued.from + 30_000) : [];
  return story.attempts.flatMap(({ end }, attempt) => {
    const first = instances.find((pod) => pod.attempt === attempt && pod.failsFirst);
    const ended = view.reached.find(
      (phase) => phase.attempt === attempt && ['Restarting', 'Failed'].includes(phase.status),
    );
    if (!end || !first || !ended) return [];
    return filled(lines, fillOf(view, first, story, region), ended.from);
  });
}

/** Why a job waits, in the words its events have. */
function shortage({ record }: JobView): string {
  const { CPU, Memory, GPU } = record.demand;
  const need = `CPU ${CPU}, Memory ${Memory}Gi, GPU ${GPU}`;
  return record.request.ResourceId
    ? `Quota ${record.request.ResourceId} has insufficient free resources, job requests ${need}`
    : 'resource type is not enough';
}

/** `2021-01-28 14:07:24 Created pod: ...`. */
export const renderEvent = (event: TimedLine): string => `${chinaPrefix(event.at)} ${event.text}`;
