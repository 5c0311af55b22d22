import { createHash } from 'node:crypto';
import { drawFrom } from './draw.ts';
import { type Pod, podIp } from './pods.ts';
import { failingReplica, podName, replicasOf } from './replicas.ts';
import { count } from './resources.ts';
import type { JobView } from './store.ts';
import { exitCodeOf, type Story } from './story.ts';
import type { Fill } from './text.ts';

/** Name of the main container, by job type (`pytorch` is observed, facts 7.2). */
const CONTAINERS: Readonly<Record<string, string>> = {
  PyTorchJob: 'pytorch',
  TFJob: 'tensorflow',
  MPIJob: 'mpi',
  XGBoostJob: 'xgboostjob',
  RayJob: 'ray',
};

const SCRIPTS = ['train.py', 'pretrain.py', 'finetune.py', 'main.py', 'run_train.py'];

/** Cards of each pod of a replica's task; at least one process runs in a pod. */
export function processesPerPod({ record }: JobView, pod: Pod): number {
  const spec = record.request.JobSpecs[pod.replica.spec];
  const perPod = count(spec?.ResourceConfig?.GPU ?? '') || (record.podDemands[pod.rank]?.GPU ?? 0);
  return Math.max(1, Math.floor(perPod));
}

/** What the placeholders of a pod's texts stand for. */
export function fillOf(view: JobView, pod: Pod, story: Story, region: string): Fill {
  const { record } = view;
  const world = replicasOf(record);
  const nproc = processesPerPod(view, pod);
  const draw = drawFrom(`${record.key}/values`);
  const script = draw.of(SCRIPTS);
  const local = draw.below(nproc);
  const pid = draw.between(110, 990);
  const failing = failingReplica(record);
  const lostRank = world.findIndex((one) => one.role === failing.role && one.index === failing.index);
  const lost = pod.rank === lostRank ? (world[(lostRank + 1) % world.length] ?? failing) : failing;
  const exit = story.wording.signal === undefined ? (exitCodeOf(story, pod.attempt) ?? 0) : 128 + story.wording.signal;
  return {
    key: record.key,
    values: {
      job: record.id,
      owner: record.owner.userId,
      pod: pod.name,
      node: pod.nodeName,
      ip: pod.ip,
      region,
      rank: String(pod.rank),
      world: String(world.length),
      nproc: String(nproc),
      procs: String(nproc * world.length),
      local: String(local),
      process: String(pod.rank * nproc + local),
      pid: String(pid),
      script,
      master: world[0] ? podName(record, world[0]) : record.id,
      image: record.request.JobSpecs[pod.replica.spec]?.Image ?? '',
      container: CONTAINERS[record.request.JobType] ?? 'main',
      // As long as a line of a real log can be.
      long: createHash('shake256', { outputLength: 5000 }).update(record.key).digest('hex'),
      lostpod: podName(record, failing),
      lostrank: String(lostRank),
      lostpeer: podIp(podName(record, lost), pod.attempt),
      ...deathOf(exit, pid, { rank: pod.rank, pod: pod.name }),
    },
  };
}

const SIGNALS: Readonly<Record<number, string>> = {
  6: 'SIGABRT',
  7: 'SIGBUS',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};
const MPI_SIGNALS: Readonly<Record<number, string>> = {
  6: 'Aborted',
  7: 'Bus error',
  9: 'Killed',
  11: 'Segmentation fault',
};

/** How launchers word the death of a process: by exit code, or by signal above 128. */
function deathOf(exit: number, pid: number, { rank, pod }: { rank: number; pod: string }): Record<string, string> {
  const signal = exit > 128 ? exit - 128 : 0;
  const name = SIGNALS[signal];
  if (name === undefined)
    return {
      code: String(exit),
      bysignal: '',
      howtrace: 'To enable traceback see: https://pytorch.org/docs/stable/elastic/errors.html',
      diedas: `returned non-zero exit status ${exit}`,
      mpidied: `mpirun detected that one or more processes exited with non-zero status, thus causing the job to be terminated. The first process to do so was: Process name: [[${pid}12,1],${rank}] Exit code: ${exit}`,
    };
  return {
    code: String(-signal),
    bysignal: `, signal ${signal} (${name})`,
    howtrace: `Signal ${signal} (${name}) received by PID ${pid}`,
    diedas: `died with <Signals.${name}: ${signal}>`,
    mpidied: `mpirun noticed that process rank ${rank} with PID 0 on node ${pod} exited on signal ${signal} (${MPI_SIGNALS[signal] ?? 'Unknown signal'}).`,
  };
}
