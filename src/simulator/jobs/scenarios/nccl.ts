import type { Scenario } from './types.ts';

/** Processes that wait for each other for ever. */
export const nccl: readonly Scenario[] = [
  {
    name: 'nccl_timeout',
    about: 'a collective operation times out and the watchdog ends the job',
    category: 'nccl_timeout',
    alsoRight: {
      categories: ['network_failure'],
      because: 'one of its logs says that a peer could not be connected to, which may be the network',
    },
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 1 } }] },
    job: { pods: [2, 5], on: ['lingjun', 'ecs'] },
    wordings: [
      {
        program: 'torchrun',
        signal: 6,
        everywhere: true,
        log: `
          ! [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:616] [Rank {process}] Watchdog caught collective operation timeout: WorkNCCL(SeqNum={10000..90000}, OpType=ALLREDUCE, NumelIn={1000000..9000000}, NumelOut={1000000..9000000}, Timeout(ms)=600000) ran for 6000{10..99} milliseconds before timing out.
          | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:1785] [PG ID 0 PG GUID 0(default_pg) Rank {process}] Exception (either an error or timeout) detected by watchdog at work: {10000..90000}, last enqueued NCCL work: {10000..90000}, last completed NCCL work: {10000..90000#c}.
          | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:630] [Rank {process}] Some NCCL operations have failed or timed out. Due to the asynchronous nature of CUDA kernels, subsequent GPU operations might run on corrupted/incomplete data.
          | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:636] [Rank {process}] To avoid data inconsistency, we are taking the entire process down.
          | terminate called after throwing an instance of 'c10::DistBackendError'`,
      },
      {
        program: 'megatron',
        exit: 245,
        signal: 6,
        everywhere: true,
        log: `
          ! [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:607] [Rank {process}] Watchdog caught collective operation timeout: WorkNCCL(SeqNum={1000..9000}, OpType=_REDUCE_SCATTER_BASE, NumelIn={500000000..600000000}, NumelOut={60000000..70000000}, Timeout(ms)=1800000) ran for 18000{10..99} milliseconds before timing out.
          | [rank{process}]:[F{c10} ProcessGroupNCCL.cpp:1563] [PG ID 3 PG GUID 11 Rank {process}] [PG ID 3 PG GUID 11 Rank {process}] Terminating the process after attempting to dump debug info, due to collective timeout or exception.`,
      },
      {
        program: 'deepspeed',
        signal: 6,
        everywhere: true,
        log: `
          | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:542] [Rank {process}] Collective WorkNCCL(SeqNum={1000..9000}, OpType=_ALLGATHER_BASE, NumelIn={100000..900000}, NumelOut={1000000..7000000}, Timeout(ms)=1800000) raised the following async exception: NCCL error: remote process exited or there was a network error, NCCL version 2.21.5
          | ncclRemoteError: A call failed possibly due to a network error or a remote process exiting prematurely.
          ! socketPollConnect: Connect to {lostpeer}<{40000..59999}> timed out
          | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:1414] [PG 1 Rank {process}] Process group watchdog thread terminated with exception`,
      },
      {
        program: 'torchrun',
        signal: 6,
        everywhere: true,
        log: `
          ! [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:629] [Rank {process}] Watchdog caught collective operation timeout: WorkNCCL(SeqNum={8000..9000}, OpType=ALLREDUCE, NumelIn=4194304, NumelOut=4194304, Timeout(ms)=600000) ran for 6000{10..99} milliseconds before timing out.
          | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:2168] [PG ID 0 PG GUID 0(default_pg) Rank {process}]  failure detected by watchdog at work sequence id: {8000..9000} PG status: last enqueued work: {8000..9000}, last completed work: {7000..7900}
          | [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:695] [Rank {process}] To avoid data inconsistency, we are taking the entire process down.`,
      },
    ],
  },
  {
    name: 'nccl_connect_failed',
    about: 'processes cannot reach each other to form the group',
    category: 'nccl_timeout',
    alsoRight: {
      categories: ['network_failure'],
      because:
        'what they cannot do is connect to each other: the network between the pods, or a peer that is not there',
    },
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 1 } }] },
    job: { pods: [2, 4], runMinutes: [8, 20] },
    wordings: [
      {
        program: 'torchrun',
        early: true,
        everywhere: true,
        log: `
          | {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using eth0:{ip}<0>
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {40..90}, in main
          | [rank{process}]:     dist.barrier()
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/distributed/distributed_c10d.py", line 4159, in barrier
          | [rank{process}]:     work = group.barrier(opts=opts)
          | [rank{process}]: torch.distributed.DistBackendError: NCCL error in: ../torch/csrc/distributed/c10d/ProcessGroupNCCL.cpp:317, unhandled system error (run with NCCL_DEBUG=INFO for details), NCCL version 2.21.5
          | [rank{process}]: ncclSystemError: System call (e.g. socket, malloc) or external library call failed or device error.
          ! [rank{process}]: socketStartConnect: Connect to {lostpeer}<{40000..59999}> failed : Connection timed out`,
      },
      {
        program: 'plain',
        early: true,
        everywhere: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {30..90}, in <module>
          |     dist.init_process_group('nccl', timeout=timedelta(minutes={5..10}))
          |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/c10d_logger.py", line 83, in wrapper
          |     return func(*args, **kwargs)
          @   File "/usr/local/lib/python3.11/site-packages/torch/distributed/rendezvous.py", line 189, in _create_c10d_store
          |     return TCPStore(hostname, port, world_size, start_daemon, timeout)
          ! torch.distributed.DistStoreError: Timed out after {301..601} seconds waiting for clients. 1/{2|4} clients joined.`,
      },
    ],
  },
  {
    name: 'nccl_init_hang',
    about: 'hangs while the group is formed; the log ends there, the job still runs',
    category: 'nccl_timeout',
    rests: 'Running',
    course: { attempts: [{ share: 1, end: { stage: 'running', exit: 'hangs' } }] },
    job: { pods: [2, 6], on: ['lingjun', 'ecs'], runMinutes: [1, 2], restMinutes: [14, 28] },
    wordings: [
      {
        program: 'torchrun',
        early: true,
        log: `
          | [rank{process}] using device cuda:{local}, world size {procs}
          | {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using eth0:{ip}<0>
          | NCCL version 2.21.5+cuda12.4
          | {pod}:{pid}:{2000..2999} [{local}] NCCL INFO NET/IB : Using [0]mlx5_bond_0:1/RoCE [1]mlx5_bond_1:1/RoCE [RO]; OOB eth0:{ip}<0>
          ! {pod}:{pid}:{2000..2999} [{local}] NCCL INFO comm 0x{55..99}f{10..99}d{1000..9999}0 rank {process} nranks {procs} cudaDev {local} nvmlDev {local} busId {10..90}000 - Init START`,
      },
      {
        program: 'megatron',
        early: true,
        log: `
          | > initializing torch distributed ...
          | {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using bond0:{ip}<0>
          ! {pod}:{pid}:{2000..2999} [{local}] NCCL INFO Channel 00/1 : {process}[{local}] -> 0[0] [send] via NET/IB/{0..3}/GDRDMA`,
      },
      {
        program: 'deepspeed',
        early: true,
        log: `
          | [{clock,}] [INFO] [comm.py:658:init_distributed] cdb=None
          | [{clock,}] [INFO] [comm.py:689:init_distributed] Initializing TorchBackend in DeepSpeed with backend nccl
          ! {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using eth0:{ip}<0>`,
      },
      {
        program: 'plain',
        early: true,
        log: `
          | {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using [0]eth0:{ip}<0>
          | {pod}:{pid}:{pid} [{local}] NCCL INFO NET/Plugin : No plugin found (libnccl-net.so), using internal implementation
          | {pod}:{pid}:{pid} [{local}] NCCL INFO NET/IB : No device found.
          | {pod}:{pid}:{pid} [{local}] NCCL INFO Using network Socket
          | NCCL version 2.7.8+cuda10.2
          ! {pod}:{pid}:{2000..2999} [{local}] NCCL INFO Channel 01/02 :    0   1`,
      },
    ],
  },
  {
    name: 'collective_deadlock',
    about: 'hangs in a collective operation in the middle of the run; the job still runs',
    category: 'nccl_timeout',
    rests: 'Running',
    course: { attempts: [{ share: 1, end: { stage: 'running', exit: 'hangs' } }] },
    job: { pods: [2, 6], on: ['lingjun', 'ecs'], runMinutes: [20, 90], restMinutes: [35, 150] },
    wordings: [
      {
        program: 'torchrun',
        log: `
          ! [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:616] [Rank {process}] Watchdog caught collective operation timeout: WorkNCCL(SeqNum={10000..90000}, OpType=ALLREDUCE, NumelIn={1000..9000}, NumelOut={1000..9000}, Timeout(ms)=600000) ran for 6000{10..99} milliseconds before timing out.
          | [rank{process}]:[W{c10} ProcessGroupNCCL.cpp:1683] [PG ID 0 PG GUID 0(default_pg) Rank {process}] Waiting for debug info dump, desync report is on`,
      },
      {
        program: 'horovod',
        log: `
          | [1,0]<stderr>:[{clock.}: W horovod/common/stall_inspector.cc:107] One or more tensors were submitted to be reduced, gathered or broadcasted by subset of ranks and are waiting for remainder of ranks for more than 60 seconds. This may indicate that different ranks are trying to submit different tensors or that only subset of ranks is submitting tensors, which will cause deadlock.
          ! [1,0]<stderr>:Stalled ranks:
          ! [1,0]<stderr>:{1..7}: [DistributedOptimizer.allreduce.layer{1..4}.0.conv1.weight, DistributedOptimizer.allreduce.layer{1..4}.0.bn1.weight ...]`,
      },
      {
        program: 'megatron',
        log: '! [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:542] [Rank {process}] Timeout waiting for the all-reduce of bucket {1..40} (SeqNum={1000..9000}), rank {0..7} has not arrived',
      },
    ],
  },
];
