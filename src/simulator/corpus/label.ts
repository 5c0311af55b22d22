import { jobEvents, podEvents } from '../jobs/events.ts';
import { markedLines } from '../jobs/logs.ts';
import { type Pod, podsOf } from '../jobs/pods.ts';
import { restartRecords } from '../jobs/restarts.ts';
import { sanityRounds } from '../jobs/sanity.ts';
import type { Obstacle } from '../jobs/scenarios/types.ts';
import type { JobView } from '../jobs/store.ts';
import { storyOf } from '../jobs/story.ts';
import { lineOf, type TimedLine } from '../jobs/text.ts';
import type { JobContext } from '../routes/pai-dlc-shared.ts';

/** Where the API tells something. */
export type Source =
  | 'pod_log'
  | 'pod_event'
  | 'job_event'
  | 'job_status'
  | 'job_reason'
  | 'restart_record'
  | 'sanity_check'
  | 'quota_diagnosis';

/** Something that shows the cause: `text` is part of what the API answers there, without stamps, colours or escapes. */
export interface Evidence {
  source: Source;
  text: string;
  podId?: string;
  podUid?: string;
  /** When it was printed; milliseconds. */
  at?: number;
}

/** What of the workload diagnosis shows an obstacle. */
const SHOWN: Readonly<Record<Obstacle, string>> = {
  full: 'OutOfGPU',
  fragmented: 'NotEnoughGPU',
  cordoned: 'NodeUnschedulable',
  faulty: 'GPUUnhealthy',
  blacklisted: 'AIMasterBlackList',
  driver: 'DriverVersionMismatch',
  topology: 'NetworkTopologyNotSatisfied',
  ancestor_limit: 'AncestorQuotaLimit',
  user_limit: 'UserLimit',
  jobs_ahead: 'QueueStrategyLimit',
};

const ofPod = (pod: Pod, source: Source, line: TimedLine): Evidence => ({
  source,
  text: line.text,
  podId: pod.name,
  podUid: pod.uid,
  at: line.at,
});

/** What is to be found out of a job's present state. */
export interface Findings {
  /**
   * What shows the cause, the first pod to fail before its peers; never empty. Where the cause is unknown, what is
   * known.
   */
  evidence: readonly Evidence[];
  /** The innermost frame of the traceback that shows the cause. */
  frame: Evidence | undefined;
  /** The pod that failed first, where one did. */
  failedPodId: string | undefined;
}

export function findingsOf(view: JobView, context: JobContext): Findings {
  const { region, durations } = context;
  const { course, wording } = storyOf(view.record);
  const pods = podsOf(view, region);
  const instances = pods.flatMap((pod) => [pod, ...pod.history]);
  const newest = Math.max(-1, ...instances.filter((pod) => pod.finishAt !== undefined).map((pod) => pod.attempt));
  const concerned = instances
    .filter((pod) => pod.attempt === newest || pod.finishAt === undefined)
    .sort((a, b) => Number(b.failsFirst) - Number(a.failsFirst));
  const marked = concerned.flatMap((pod) => markedLines(view, pod, region).map((line) => ({ pod, line })));
  const logs = marked
    .filter(({ line }) => line.mark === 'evidence')
    .map(({ pod, line }) => ofPod(pod, 'pod_log', line));
  const frame = marked.find(({ line }) => line.mark === 'frame');
  const events = concerned.flatMap((pod) =>
    podEvents(view, pod, region, durations)
      .filter(isEvidence)
      .map((line) => ofPod(pod, 'pod_event', line)),
  );
  const ofJob = jobEvents(view, pods, region)
    .filter(isEvidence)
    .map(({ text, at }): Evidence => ({ source: 'job_event', text, at }));
  const evidence = [
    ...firstOfEach(logs),
    ...firstOfEach(events),
    ...ofJob,
    ...reasonEvidence(view),
    ...restartEvidence(view, pods),
    ...checkEvidence(view, pods),
    ...(course.obstacle && view.current.status === 'Queuing'
      ? [{ source: 'quota_diagnosis' as const, text: SHOWN[course.obstacle] }]
      : []),
  ];
  const fallback: Evidence[] = [{ source: 'job_status', text: view.current.status }];
  const none = evidence.length === 0 || wording.mute;
  return {
    evidence: none ? fallback : evidence,
    frame: frame && ofPod(frame.pod, 'pod_log', frame.line),
    failedPodId: concerned.find((pod) => pod.failsFirst && pod.finishAt !== undefined)?.name,
  };
}

const isEvidence = (line: TimedLine): boolean => line.mark === 'evidence';

/** Without the same text again. */
const firstOfEach = (list: readonly Evidence[]): Evidence[] =>
  list.filter((one, index) => list.findIndex((other) => other.text === one.text) === index);

function reasonEvidence({ record, current }: JobView): Evidence[] {
  const { reason } = storyOf(record).wording;
  const shows = reason && current.reasonCode === reason.code && lineOf(reason.message).mark === 'evidence';
  const byItself = ['ResourceAllocateFailed', 'StoppedByMaxRunningTime'].includes(current.reasonCode);
  return shows || byItself ? [{ source: 'job_reason', text: current.reasonMessage }] : [];
}

function restartEvidence(view: JobView, pods: readonly Pod[]): Evidence[] {
  const { restart } = storyOf(view.record).wording;
  if (!restart || lineOf(restart.message).mark !== 'evidence') return [];
  const last = restartRecords(view, pods).at(-1)?.DetailErrorInfoList as { ErrorMsg: string }[] | undefined;
  return (last ?? []).map(({ ErrorMsg }) => ({ source: 'restart_record', text: ErrorMsg }));
}

function checkEvidence(view: JobView, pods: readonly Pod[]): Evidence[] {
  const failed = sanityRounds(view, pods)
    .flat()
    .find((result) => result.Status === 'Failed');
  const message = failed && (JSON.parse(failed.Message) as { message: string }).message;
  return message === undefined ? [] : [{ source: 'sanity_check', text: message }];
}
