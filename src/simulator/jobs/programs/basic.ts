import type { Program } from './types.ts';

const STEPS_PER_EPOCH = 20;

/** The plain loop every job runs that asks for nothing else; it knows how its job type starts. */
export const basic: Program = {
  start: '',
  together: `
    | {master}:101:101 [0] NCCL INFO Bootstrap : Using eth0:{ip}<0>
    | {master}:101:101 [0] NCCL INFO NET/Plugin: No plugin found (libnccl-net.so), using internal implementation
    | NCCL version 2.21.5+cuda12.4
    | {master}:101:184 [0] NCCL INFO Channel 00/02 : 0 1
    | {master}:101:184 [0] NCCL INFO Init COMPLETE rank {rank} nranks {world}`,
  progress: ({ n, every, loss, rate }) => {
    const epoch = Math.ceil(n / STEPS_PER_EPOCH);
    const pace = (every / 10).toFixed(2);
    const line = `[INFO] epoch ${epoch} step ${n * 10} loss ${loss.toFixed(4)} lr ${rate.toExponential(3)} ${pace} s/step`;
    return n % STEPS_PER_EPOCH === 0 ? [line, `[INFO] epoch ${epoch} done, checkpoint saved`] : [line];
  },
  done: `
    | [INFO] training finished
    | [INFO] final checkpoint saved to /mnt/data/output`,
  stopped: '| [INFO] received SIGTERM, shutting down',
  epilogue:
    '| torch.distributed.elastic.multiprocessing.api: [ERROR] failed (exitcode: {code} (pid: 101){bysignal}) local_rank: 0 of binary: /usr/bin/python',
  peers: `
    | [rank{rank}]:[E] ProcessGroupNCCL.cpp: remote process exited or there was a network error
    | torch.distributed.elastic.multiprocessing.api: [WARNING] Sending process 101 closing signal SIGTERM`,
  commands: ['python train.py'],
  image: 'pytorch',
  pods: [1, 1],
};

/** How `basic` starts, by job type. */
export const BASIC_STARTS: Readonly<Record<string, string>> = {
  PyTorchJob: `
    | *****************************************
    | Setting OMP_NUM_THREADS environment variable for each process to be 1 in default, to avoid your system being overloaded.
    | *****************************************
    | [INFO] torchrun: nnodes={world} node_rank={rank} nproc_per_node={nproc} master={master}:23456
    | [INFO] rendezvous complete, {world} node(s) joined`,
  TFJob: `
    | I tensorflow/core/distributed_runtime/rpc/grpc_server_lib.cc:453] Started server with target: grpc://{master}:2222
    | INFO:tensorflow:Running in distributed mode, task {rank} of {world}`,
  MPIJob: `
    | Warning: Permanently added the host keys to the list of known hosts.
    | [mpirun] {world} host(s), rank {rank}`,
  RayJob: '| INFO worker.py:1540 -- Connecting to existing Ray cluster at address: {master}:6379...',
};

export const BASIC_START = '| [INFO] role {rank} of {world} started';

/** What `basic` prints once it is ready, whatever its job type. */
export const BASIC_READY = `
    | [INFO] loading dataset
    | [INFO] dataset ready: 128000 samples`;

/** What `basic` prints outside PyTorch when a peer is lost. */
export const BASIC_PEERS = '| [ERROR] lost the connection to a peer, exiting';
