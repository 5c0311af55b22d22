import type { Attempt, Scenario } from './types.ts';

/** Fails as often as it may be restarted, and once more. */
const exhausted = (restarts: number): Attempt[] =>
  Array.from({ length: restarts + 1 }, (_, index) => ({
    share: 0.2,
    end: { stage: 'running' as const, exit: 1, ...(index < restarts ? { restart: 75 } : {}) },
  }));

/** Machines and cards that are broken. */
export const hardware: readonly Scenario[] = [
  {
    name: 'sanity_check_failed',
    about: 'a device or single-node check before the run finds a bad machine',
    category: 'hardware_fault',
    rests: 'Failed',
    course: { checked: true, attempts: [{ end: { stage: 'checking', exit: 1 } }] },
    job: { on: ['lingjun'], pods: [2, 6] },
    wordings: [
      {
        program: 'torchrun',
        check: { phase: 'DeviceCheck', code: 'GPU_SLOW', message: '! {item} on {node} is far below the other nodes' },
        jobEvents: '! Sanity check failed in DeviceCheck on node {node}',
        reason: { code: 'JobFailed', message: '! {name} failed because its sanity check failed' },
      },
      {
        program: 'megatron',
        check: {
          phase: 'SingleNodeCommCheck',
          code: 'NVLINK_DEGRADED',
          message: '! NVLink bandwidth of {node} is degraded ({item})',
        },
        jobEvents: '! Sanity check failed in SingleNodeCommCheck on node {node}',
      },
      {
        program: 'deepspeed',
        check: { phase: 'DeviceCheck', code: 'GPU_LOST', message: '! 7 of 8 GPUs found on {node}' },
        jobEvents: '! Sanity check failed in DeviceCheck on node {node}',
      },
    ],
  },
  {
    name: 'sanity_network_failed',
    about: 'a check between nodes before the run finds a bad link or a slow node',
    category: 'hardware_fault',
    rests: 'Failed',
    course: { checked: true, attempts: [{ end: { stage: 'checking', exit: 1 } }] },
    job: { on: ['lingjun'], pods: [3, 6] },
    wordings: [
      {
        program: 'megatron',
        check: {
          phase: 'TwoNodeCommCheck',
          code: 'RDMA_LINK_DOWN',
          message: '! {item} through {node} failed: port mlx5_bond_{0..3} is down',
        },
        jobEvents: '! Sanity check failed in TwoNodeCommCheck on node {node}',
      },
      {
        program: 'torchrun',
        check: {
          phase: 'AllNodeCommCheck',
          code: 'NODE_SLOW',
          message: '! {node} holds back the whole group in {item}',
        },
        jobEvents: '! Sanity check failed in AllNodeCommCheck on node {node}',
        reason: { code: 'JobFailed', message: '! {name} failed: node check did not pass' },
      },
    ],
  },
  {
    name: 'gpu_fault',
    about: 'a card breaks (Xid, ECC) in the middle of the run',
    category: 'hardware_fault',
    rests: 'Failed',
    course: { attempts: [{ share: 0.6, end: { stage: 'running', exit: 1 } }] },
    job: { on: ['lingjun', 'ecs'] },
    wordings: [
      {
        program: 'torchrun',
        podEvents: '! GPU {local} of {node} is unhealthy: XID 79, GPU has fallen off the bus',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {140..220}, in main
          | [rank{process}]:     torch.cuda.synchronize()
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/cuda/__init__.py", line 954, in synchronize
          | [rank{process}]:     return torch._C._cuda_synchronize()
          ! [rank{process}]: RuntimeError: CUDA error: unspecified launch failure
          | [rank{process}]: CUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.`,
      },
      {
        program: 'megatron',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/Megatron-LM/megatron/training/training.py", line {900..1300}, in train_step
          | [rank{process}]:     losses_reduced = forward_backward_func(
          @ [rank{process}]:   File "/root/Megatron-LM/megatron/core/pipeline_parallel/schedules.py", line {300..480}, in backward_step
          | [rank{process}]:     torch.autograd.backward(output_tensor[0], grad_tensors=output_tensor_grad[0])
          ! [rank{process}]: RuntimeError: CUDA error: uncorrectable ECC error encountered`,
      },
      {
        program: 'deepspeed',
        podEvents:
          '! NVRM: Xid (PCI:0000:{10..90}:00): 48, pid={pid}, name=python3, An uncorrectable double bit error (DBE) has been detected on GPU',
        log: `
          ! [rank{process}]: RuntimeError: CUDA error: an illegal instruction was encountered
          | [gpu-watch] GPU {local}: 1 uncorrected ECC error, row remapping pending`,
      },
      {
        program: 'torchrun',
        log: `
          ! {clock,} node-watch WARN nvidia-smi: Unable to determine the device handle for GPU 0000:B3:00.0: GPU is lost.  Reboot the system to recover this GPU
          ! {clock,} node-watch WARN kernel: NVRM: Xid (PCI:0000:b3:00): 79, pid='<unknown>', name=<unknown>, GPU has fallen off the bus.
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {200..290}, in <module>
          | [rank{process}]: RuntimeError: CUDA error: unspecified launch failure
          | [rank{process}]: CUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.`,
      },
      {
        program: 'plain',
        log: `
          | terminate called after throwing an instance of 'std::system_error'
          |   what():  Transport endpoint is not connected
          | terminate called after throwing an instance of 'c10::Error'
          !   what():  CUDA error: uncorrectable NVLink error detected during the execution
          | Exception raised from create_event_internal at /pytorch/c10/cuda/CUDACachingAllocator.cpp:733 (most recent call first):`,
      },
    ],
  },
  {
    name: 'node_fault_restarting',
    about: 'a node broke for the second time; the job is in Restarting',
    category: 'hardware_fault',
    rests: 'Restarting',
    course: {
      budget: 10,
      attempts: [
        { share: 0.2, end: { stage: 'running', exit: 1, restart: 80 } },
        { share: 0.4, end: { stage: 'running', exit: 1, restart: 1200 } },
        {},
      ],
    },
    job: { on: ['lingjun'], pods: [3, 6], runMinutes: [200, 900] },
    wordings: [
      {
        program: 'megatron',
        podEvents: '! Node {node} is not ready',
        jobEvents: '! AIMaster restarts the job: node {node} is faulty and set aside',
        restart: { reason: 'NodeFault', code: 'NODE_NOT_READY', message: '! node {node} is not ready', source: 'Node' },
        peers:
          '| [rank{process}]:[W{c10} TCPStore.cpp:125] [c10d] recvValue failed on SocketImpl(fd={40..90}, addr=[{pod}]:{40000..59999}, remote=[{master}]:23456): Failed to recv, got 0 bytes. Connection was likely closed.',
      },
      {
        program: 'torchrun',
        podEvents: '! GPU {local} of {node} is unhealthy: XID 94, contained ECC error',
        jobEvents: '| AIMaster restarts the job',
        restart: {
          reason: 'HardwareFault',
          code: 'XID_94',
          message: '! GPU {local} on {node} reported XID 94',
          source: 'Node',
        },
        log: '! [rank{process}]: RuntimeError: CUDA error: uncorrectable ECC error encountered',
      },
    ],
  },
  {
    name: 'node_fault_exhausted',
    about: 'nodes break until no restart is left',
    category: 'hardware_fault',
    rests: 'Failed',
    course: { budget: 3, attempts: exhausted(3) },
    job: { on: ['lingjun'], pods: [2, 4], runMinutes: [60, 300] },
    wordings: [
      {
        program: 'torchrun',
        podEvents: '! GPU {local} of {node} is unhealthy: XID 79, GPU has fallen off the bus',
        jobEvents: '! AIMaster: node fault on {node}',
        restart: { reason: 'HardwareFault', code: 'XID_79', message: '! GPU lost on {node}', source: 'Node' },
        log: `
          ! [rank{process}]: RuntimeError: CUDA error: unknown error
          | [gpu-watch] nvidia-smi: Unable to determine the device handle for GPU 0000:{10..90}:00.0: Unknown Error`,
      },
      {
        program: 'deepspeed',
        podEvents: '! RDMA link of {node} is down (mlx5_bond_{0..3})',
        jobEvents: '! AIMaster: network fault on {node}, restart budget used up after 3',
        restart: {
          reason: 'NetworkFault',
          code: 'RDMA_LINK_DOWN',
          message: '! RDMA link down on {node}',
          source: 'Node',
        },
        log: '| {pod}:{pid}:{2000..2999} [{local}] NCCL WARN NET/IB : Got completion from peer {lostpeer}<{40000..59999}> with status=12 opcode=0 len=0 vendor err 129 (Recv)',
      },
    ],
  },
];
