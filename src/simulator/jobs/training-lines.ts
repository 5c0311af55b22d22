import { pick } from './identifiers.ts';
import type { Pod } from './pods.ts';
import { EXIT_CODES } from './scenario.ts';
import type { JobView } from './store.ts';

/** What a program prints as it starts, by job type; `{rank}`, `{world}`, `{nproc}`, `{master}` are filled in. */
const BANNERS: Readonly<Record<string, readonly string[]>> = {
  PyTorchJob: [
    '*****************************************',
    'Setting OMP_NUM_THREADS environment variable for each process to be 1 in default, to avoid your system being overloaded.',
    '*****************************************',
    '[INFO] torchrun: nnodes={world} node_rank={rank} nproc_per_node={nproc} master={master}:23456',
    '[INFO] rendezvous complete, {world} node(s) joined',
  ],
  TFJob: [
    'I tensorflow/core/distributed_runtime/rpc/grpc_server_lib.cc:453] Started server with target: grpc://{master}:2222',
    'INFO:tensorflow:Running in distributed mode, task {rank} of {world}',
  ],
  MPIJob: [
    'Warning: Permanently added the host keys to the list of known hosts.',
    '[mpirun] {world} host(s), rank {rank}',
  ],
  RayJob: ['INFO worker.py:1540 -- Connecting to existing Ray cluster at address: {master}:6379...'],
};

const GENERIC = ['[INFO] role {rank} of {world} started'];

const NCCL = [
  '{master}:101:101 [0] NCCL INFO Bootstrap : Using eth0:{ip}<0>',
  '{master}:101:101 [0] NCCL INFO NET/Plugin: No plugin found (libnccl-net.so), using internal implementation',
  'NCCL version 2.21.5+cuda12.4',
  '{master}:101:184 [0] NCCL INFO Channel 00/02 : 0 1',
  '{master}:101:184 [0] NCCL INFO Init COMPLETE rank {rank} nranks {world}',
];

/** Lines of the start, in order. */
export function startLines(view: JobView, pod: Pod, world: number, gpus: number): string[] {
  const values: Record<string, string> = {
    rank: String(pod.rank),
    world: String(world),
    nproc: String(Math.max(1, gpus)),
    master: `${view.record.id}-master-0`,
    ip: pod.ip,
  };
  const banner = BANNERS[view.record.request.JobType] ?? GENERIC;
  const usesNccl = gpus > 0 && view.record.request.JobType === 'PyTorchJob';
  return [...banner, ...(usesNccl ? NCCL : []), '[INFO] loading dataset', '[INFO] dataset ready: 128000 samples'].map(
    (line) => line.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
  );
}

const STEPS_PER_EPOCH = 20;

/** What is printed at the `n`th progress mark (from 1): a step, and after the last of an epoch its summary. */
export function progressLines(id: string, n: number, secondsPerMark: number): string[] {
  const step = n * 10;
  const epoch = Math.ceil(n / STEPS_PER_EPOCH);
  const noise = (pick(`${id}/loss/${n}`, 1000) - 500) / 10_000;
  const loss = (0.35 + 2.4 / (1 + n / 12) + noise).toFixed(4);
  const lr = (0.0003 * Math.max(0.1, 1 - n / 4000)).toExponential(3);
  const line = `[INFO] epoch ${epoch} step ${step} loss ${loss} lr ${lr} ${(secondsPerMark / 10).toFixed(2)} s/step`;
  return n % STEPS_PER_EPOCH === 0 ? [line, `[INFO] epoch ${epoch} done, checkpoint saved`] : [line];
}

const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/root/code/train.py", line 214, in <module>',
  '    main(parse_args())',
  '  File "/root/code/train.py", line 187, in main',
  '    trainer.fit(model, loader)',
  '  File "/root/code/trainer.py", line 92, in fit',
];

/** The end of the log of the pod that failed first, by scenario. */
const FAILURES: Readonly<Record<string, readonly string[]>> = {
  python_traceback: [
    ...TRACEBACK,
    '    loss = self.step(batch)',
    '  File "/root/code/trainer.py", line 131, in step',
    "    labels = batch['labels']",
    "KeyError: 'labels'",
  ],
  cuda_oom: [
    ...TRACEBACK,
    '    loss.backward()',
    '  File "/usr/local/lib/python3.11/site-packages/torch/_tensor.py", line 581, in backward',
    '    torch.autograd.backward(',
    'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 79.33 GiB of which 1.21 GiB is free. Process 101 has 78.11 GiB memory in use. Of the allocated memory 75.02 GiB is allocated by PyTorch, and 1.84 GiB is reserved by PyTorch but unallocated.',
  ],
  oom: [
    '[WARN] dataloader: resident memory of the workers is still growing',
    '/root/code/run.sh: line 12:   101 Killed                  python /root/code/train.py',
  ],
};

/** The last lines of a pod that has ended. */
export function endLines(view: JobView, pod: Pod): string[] {
  const exitCode = EXIT_CODES[view.record.scenario];
  if (pod.status === 'Stopped') return ['[INFO] received SIGTERM, shutting down'];
  if (exitCode === 0) return ['[INFO] training finished', '[INFO] final checkpoint saved to /mnt/data/output'];
  if (!pod.failsFirst) return secondaryLines(view, pod);
  const cause = FAILURES[view.record.scenario] ?? [];
  if (view.record.request.JobType !== 'PyTorchJob') return [...cause];
  const ended = exitCode === 137 ? 'exitcode: -9 (pid: 101), signal 9 (SIGKILL)' : `exitcode: ${exitCode} (pid: 101)`;
  return [
    ...cause,
    `torch.distributed.elastic.multiprocessing.api: [ERROR] failed (${ended}) local_rank: 0 of binary: /usr/bin/python`,
  ];
}

/** What a pod prints that dies because another one did. */
function secondaryLines(view: JobView, pod: Pod): string[] {
  if (view.record.request.JobType !== 'PyTorchJob') return ['[ERROR] lost the connection to a peer, exiting'];
  return [
    `[rank${pod.rank}]:[E] ProcessGroupNCCL.cpp: remote process exited or there was a network error`,
    'torch.distributed.elastic.multiprocessing.api: [WARNING] Sending process 101 closing signal SIGTERM',
  ];
}
