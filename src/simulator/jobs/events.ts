import type { TimedLine } from './logs.ts';
import type { Pod } from './pods.ts';
import type { Durations } from './record.ts';
import type { JobView } from './store.ts';
import { chinaPrefix } from './times.ts';

/** Name of the main container, by job type (`pytorch` is observed, facts 7.2). */
const CONTAINERS: Readonly<Record<string, string>> = {
  PyTorchJob: 'pytorch',
  TFJob: 'tensorflow',
  MPIJob: 'mpi',
  XGBoostJob: 'xgboostjob',
  RayJob: 'ray',
};

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
  [0.95, 'Successfully pulled image "{image}" in 29.8s'],
  [0.98, 'Created container {container}'],
];

/** A pod's events so far, oldest first, without their time prefix. */
export function podEvents(view: JobView, pod: Pod, region: string, durations: Durations): TimedLine[] {
  const { record } = view;
  const container = CONTAINERS[record.request.JobType] ?? 'main';
  const values: Record<string, string> = {
    owner: record.owner.userId,
    pod: pod.name,
    node: pod.nodeName,
    region,
    image: record.request.JobSpecs[pod.replica.spec]?.Image ?? '',
    container,
  };
  const late = view.reached.find((phase) => phase.status === 'Stopping')?.from ?? Number.POSITIVE_INFINITY;
  const events = START.map(([share, text]) => ({
    at: pod.createdAt + Math.floor(share * durations.envPreparing) * 1000,
    text: text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
  })).filter((event) => event.at < late);
  if (pod.startAt !== undefined) events.push({ at: pod.startAt, text: `Started container ${container}` });
  if (pod.finishAt !== undefined && pod.failsFirst && record.scenario === 'oom')
    events.push({
      at: pod.finishAt,
      text: `Memory cgroup out of memory: Killed process 101 (python), container ${container}`,
    });
  if (Number.isFinite(late)) events.push({ at: late, text: `Stopping container ${container}` });
  return events.filter((event) => event.at <= view.now);
}

/** A job's events so far, oldest first, without their time prefix; only `Created pod` is documented (facts 7.1). */
export function jobEvents(view: JobView, pods: readonly Pod[], shortage: string): TimedLine[] {
  const queued = view.reached.find((phase) => phase.status === 'Queuing');
  const failed = view.reached.find((phase) => phase.reasonCode === 'ResourceAllocateFailed');
  return [
    ...(queued ? [{ at: queued.from, text: shortage }] : []),
    ...pods.map((pod) => ({ at: pod.createdAt, text: `Created pod: ${pod.name}` })),
    ...(failed ? [{ at: failed.from, text: failed.reasonMessage }] : []),
  ];
}

/** `2021-01-28 14:07:24 Created pod: ...`. */
export const renderEvent = (event: TimedLine): string => `${chinaPrefix(event.at)} ${event.text}`;
