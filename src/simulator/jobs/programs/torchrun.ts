import type { Program } from './types.ts';

/** The launcher's report of a failed process: its own traceback, then the table of failures. */
export const ELASTIC_REPORT = `
    | E{glog} 67 torch/distributed/elastic/multiprocessing/api.py:869] failed (exitcode: {code}) local_rank: {local} (pid: {pid}) of binary: /usr/bin/python3
    | Traceback (most recent call last):
    |   File "/usr/local/bin/torchrun", line 8, in <module>
    |     sys.exit(main())
    |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/elastic/multiprocessing/errors/__init__.py", line 355, in wrapper
    |     return f(*args, **kwargs)
    |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/run.py", line 919, in main
    |     run(args)
    |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/run.py", line 910, in run
    |     elastic_launch(
    |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/launcher/api.py", line 138, in __call__
    |     return launch_agent(self._config, self._entrypoint, list(args))
    |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/launcher/api.py", line 269, in launch_agent
    |     raise ChildFailedError(
    | torch.distributed.elastic.multiprocessing.errors.ChildFailedError: 
    | ============================================================
    | {script} FAILED
    | ------------------------------------------------------------
    | Failures:
    |   <NO_OTHER_FAILURES>
    | ------------------------------------------------------------
    | Root Cause (first observed failure):
    | [0]:
    |   time      : {elastic}
    |   host      : {pod}
    |   rank      : {process} (local_rank: {local})
    |   exitcode  : {code} (pid: {pid})
    |   error_file: <N/A>
    |   traceback : {howtrace}
    | ============================================================`;

/** What ranks print whose peer went away in the middle of a collective, and what their launcher makes of it. */
export const LOST_PEER = `
    | [rank{process}]: Traceback (most recent call last):
    | [rank{process}]:   File "/root/code/{script}", line {210..380}, in <module>
    | [rank{process}]:     main()
    | [rank{process}]:   File "/root/code/{script}", line {110..200}, in main
    | [rank{process}]:     loss.backward()
    | [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/_tensor.py", line 581, in backward
    | [rank{process}]:     torch.autograd.backward(
    | [rank{process}]: torch.distributed.DistBackendError: NCCL error in: ../torch/csrc/distributed/c10d/ProcessGroupNCCL.cpp:{1300..2200}, remote process exited or there was a network error, NCCL version 2.21.5
    | [rank{process}]: ncclRemoteError: A call failed possibly due to a network error or a remote process exiting prematurely.
    | [rank{process}]: Last error:
    | [rank{process}]: socketProgress: Connection closed by remote peer {lostpeer}<{40000..59999}>
    | W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM`;

/** What ranks print that waited for a lost peer until the collective timed out. */
export const PEERS_TIMED_OUT = `
    | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:616] [Rank {process}] Watchdog caught collective operation timeout: WorkNCCL(SeqNum={10000..90000}, OpType=ALLREDUCE, NumelIn={1000..90000}, NumelOut={1000..90000}, Timeout(ms)=600000) ran for 6000{10..99} milliseconds before timing out.
    | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:636] [Rank {process}] To avoid data inconsistency, we are taking the entire process down.
    | terminate called after throwing an instance of 'c10::DistBackendError'
    | E{glog} 67 torch/distributed/elastic/multiprocessing/api.py:869] failed (exitcode: -6) local_rank: {local} (pid: {pid}) of binary: /usr/bin/python3`;

/** What ranks print that waited for one that never came. */
export const ABSENT_PEER = `
    | [rank{process}] waiting for {procs} processes to join
    | [W{c10} socket.cpp:{200..480}] [c10d] The client socket has failed to connect to [{master}]:23456 (errno: 111 - Connection refused).
    | [W{c10} TCPStore.cpp:{100..180}] [c10d] recvValue failed on SocketImpl(fd={40..90}, addr=[{pod}]:{40000..59999}, remote=[{master}]:23456): failed to recv, got 0 bytes
    | torch.distributed.elastic.rendezvous.api.RendezvousConnectionError: The connection to the C10d store has failed. See inner exception for details.
    | W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM`;

/** PyTorch with `torchrun`, several GPUs or several nodes. */
export const torchrun: Program = {
  jobType: 'PyTorchJob',
  start: `
    | W{glog} 67 torch/distributed/run.py:793] 
    | W{glog} 67 torch/distributed/run.py:793] *****************************************
    | W{glog} 67 torch/distributed/run.py:793] Setting OMP_NUM_THREADS environment variable for each process to be 1 in default, to avoid your system being overloaded, please further tune the variable for optimal performance in your application as needed. 
    | W{glog} 67 torch/distributed/run.py:793] *****************************************
    | [rank{process}] using device cuda:{local}, world size {procs}`,
  together: `
    | {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using eth0:{ip}<0>
    | {pod}:{pid}:{pid} [{local}] NCCL INFO cudaDriverVersion 12040
    | NCCL version 2.21.5+cuda12.4
    | {pod}:{pid}:{2000..2999} [{local}] NCCL INFO NET/IB : Using [0]mlx5_bond_0:1/RoCE [1]mlx5_bond_1:1/RoCE [RO]; OOB eth0:{ip}<0>
    | {pod}:{pid}:{2000..2999} [{local}] NCCL INFO comm 0x{55..99}f{10..99}d{1000..9999}0 rank {process} nranks {procs} cudaDev {local} nvmlDev {local} busId {10..90}000 - Init START
    | {pod}:{pid}:{2000..2999} [{local}] NCCL INFO Connected all rings
    | {pod}:{pid}:{2000..2999} [{local}] NCCL INFO Connected all trees
    | {pod}:{pid}:{2000..2999} [{local}] NCCL INFO comm 0x{55..99}f{10..99}d{1000..9999}0 rank {process} nranks {procs} cudaDev {local} - Init COMPLETE`,
  progress: ({ n, every, loss, rate, luck }) => {
    const step = n * 10;
    const line = `step ${step}: loss ${loss.toFixed(4)}, lr ${rate.toExponential(2)}, grad norm ${(0.6 + luck).toFixed(3)}, time ${(every * 100).toFixed(0)}ms, tok/sec ${Math.round(41_000 * (0.95 + luck / 10))}`;
    return n % 50 === 0
      ? [line, `saved checkpoint /mnt/data/ckpt/step_${step}.pt in ${(4 + luck * 9).toFixed(1)}s`]
      : [line];
  },
  done: `
    | training done, {3..40} epochs
    | [rank{process}] destroying process group`,
  stopped: `
    | W{glog} 67 torch/distributed/elastic/agent/server/api.py:704] Received 15 death signal, shutting down workers
    | W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM
    | Traceback (most recent call last):
    |   File "/usr/local/bin/torchrun", line 8, in <module>
    |     sys.exit(main())
    |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/run.py", line 910, in run
    |     elastic_launch(
    |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/elastic/multiprocessing/api.py", line 84, in _terminate_process_handler
    |     raise SignalException(f"Process {os.getpid()} got signal: {sigval}", sigval=sigval)
    | torch.distributed.elastic.multiprocessing.api.SignalException: Process 67 got signal: 15`,
  epilogue: ELASTIC_REPORT,
  peers: LOST_PEER,
  absent: ABSENT_PEER,
  commands: [
    'torchrun --nnodes=$WORLD_SIZE --node_rank=$RANK --master_addr=$MASTER_ADDR --master_port=$MASTER_PORT --nproc_per_node=$NPROC_PER_NODE train.py',
    'cd /root/code && torchrun --nnodes $WORLD_SIZE --node_rank $RANK --nproc_per_node gpu pretrain.py --config cfg.yaml',
  ],
  image: 'pytorch',
  pods: [2, 4],
};
