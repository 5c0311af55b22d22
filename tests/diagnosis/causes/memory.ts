import type { CauseTexts } from './texts.ts';

export const memory: CauseTexts = {
  ray_memory_monitor: {
    says: [
      'E 9751 9751] (raylet) node_manager.cc:3084: 4 Workers (tasks / actors) killed due to memory pressure (OOM), 0 Workers crashed due to other reasons at node (ID: b287, IP: 10.0.0.12) over the last time period.',
      'ray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory.',
      '(raylet) [2026-03-05 12:05:22,123 E 393463 393463] (raylet) node_manager.cc:3277: 2 Workers (tasks / actors) killed due to memory pressure (OOM), 0 Workers crashed due to other reasons at node (ID: 8289f87b78d161ae, IP: 10.0.6.9) over the last time period. To see more information about the Workers killed on this node, use `ray logs raylet.out -ip 10.0.6.9`',
    ],
    not: ['(raylet) Spilled 4096 MiB, 112 objects, write throughput 1123 MiB/s.'],
  },
  tensorflow_host_oom: {
    says: [
      'OOM when allocating tensor with shape[8,4096] and type float on /job:localhost/replica:0/task:0/device:CPU:0 by allocator cpu',
      'tensorflow.python.framework.errors_impl.ResourceExhaustedError: OOM when allocating tensor with shape[9] on /job:localhost/replica:0/task:0/device:CPU:0 by allocator cpu',
    ],
    not: [
      'OOM when allocating tensor with shape[8,4096] on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc',
    ],
  },
  pinned_memory_call: {
    says: [
      'OSError: (External) CUDA error(304), OS call failed. cudaHostAlloc failed.',
      'RuntimeError: failed to allocate 4 GiB of pinned host memory',
      'aclrtMallocHost failed, ret = 507899',
    ],
    not: ['pinned memory could not be had, falling back to pageable memory', 'cudaHostAlloc of 4 GiB took 3 s'],
  },
  cuda_oom: {
    says: [
      'mxnet.base.MXNetError: [12:00:01] pooled_storage_manager.h:161: cudaMalloc retry failed: out of memory',

      'RuntimeError: CUDA driver error: out of memory',
      'torch.cuda.OutOfMemoryError: HIP out of memory. Tried to allocate 2.00 GiB',
      'RuntimeError: CUDA out of memory. Tried to allocate 1.5 GiB',
      'blob.cpp:9] Check failed: error == cudaSuccess (2 vs. 0)  out of memory',
      'RuntimeError: cuda runtime error (2) at acme.cu:12',
    ],
    not: [
      'blob.cpp:9] Check failed: error == cudaSuccess (4 vs. 0)',
      'Set PYTORCH_CUDA_ALLOC_CONF to avoid CUDA out of memory later',
    ],
  },
  accelerator_oom: {
    says: [
      'Resource exhausted: Out of memory while trying to allocate 16777716 bytes.',
      'ValueError: Free memory on device (3.2/79.1 GiB) on startup is less than desired GPU memory utilization (0.9, 71.2 GiB).',
      'jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 2147483648 bytes.',
      '  (0) Resource exhausted: Attempting to allocate 180.59M. That was not possible. There are 142.58M free.; (0x3x0_HBM1)',
      'XlaRuntimeError: RESOURCE_EXHAUSTED: Attempting to reserve 3.21G at the bottom of memory. That was not possible. There are 2.4G free.',
      'Exception in device=GPU:3: Resource exhausted: Out of memory while trying to allocate 1048576 bytes.',
      'Ran out of memory in memory space hbm. Used 17.2G of 15.5G hbm.',
      'RuntimeError: MPS backend out of memory (MPS allocated: 17.6 GiB, max allowed: 18.1 GiB)',
      'RuntimeError: [Rank:3] HPU out of memory: could not allocate 2147483648 bytes',
      'RuntimeError: hipErrorOutOfMemory',
      'SystemError: (Fatal) Out of memory error on GPU 0. Cannot allocate 2.000000GB memory on GPU 0',
    ],
    not: [
      'RESOURCE_EXHAUSTED: Attempting to open 3 connections to the store, more than 2 are not allowed',
      'NPU memory allocation succeeded after the cache was emptied',
      'Allocator (GPU_0_bfc) ran out of memory trying to allocate 2.25GiB. The caller indicates that this is not a failure, but may mean that there could be performance gains.',
    ],
  },
  cublas_alloc: {
    says: [
      'RuntimeError: CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`',
      'RuntimeError: Unable to find a valid cuDNN algorithm to run convolution',
      '[ERROR] RUNTIME(2189,python): rtMalloc execute failed, reason=driver error',
      '  what():  parallel_for failed: out of memory (thrust::system::system_error)',
    ],
    not: [
      '  what():  std::bad_alloc (acme::Error)',
      'RuntimeError: CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm`',
    ],
  },
  memory_budget: {
    says: [
      'distributed.nanny - WARNING - Worker exceeded 95% memory budget. Restarting',
      'ERROR: process 77 went over its memory limit of 8 GB and was terminated',
      'memory quota exceeded (12.1 GB of 12 GB), killing the loader',
      'TERM_MEMLIMIT: job killed after reaching LSF memory usage limit.',
      '=>> PBS: job killed: vmem 5242880kb exceeded limit 4194304kb',
      'Worker tcp://10.0.0.3:44751 (pid=212) exceeded 95% memory budget. Restarting...',
    ],
    not: [
      'Worker is at 81% memory usage. Pausing worker. Process memory: 3.1 GB, memory limit: 3.8 GB',
      'INFO workers will be restarted if they exceed the memory budget',
      'GPU memory limit exceeded, the allocator was terminated',
    ],
  },
  java_memory: {
    says: [
      "OpenJDK 64-Bit Server VM warning: INFO: os::commit_memory(0x7f, 1234, 0) failed; error='Cannot allocate memory' (errno=12)",
      'There is insufficient memory for the Java Runtime Environment to continue.',
    ],
    not: ['INFO memory for the Java Runtime is 12 GB'],
  },
  oom_killed: {
    says: [
      'Container pytorch terminated: OOMKilled (exit code 137)',
      'Memory cgroup out of memory: Killed process 4242 (python)',
      'Container pytorch OOM killed, memory limit 64Gi',
    ],
    not: ['The process was killed by its owner'],
  },
  node_memory_pressure: {
    says: [
      'The node had condition: [MemoryPressure]. ',
      'The node was low on resource: memory. Container pytorch was using 60Gi, which exceeds its request of 48Gi.',
    ],
    not: ['CUDA out of memory on GPU 3'],
  },
  allocation_failed: {
    says: [
      "RuntimeError: [enforce fail at alloc_cpu.cpp:114] data. DefaultCPUAllocator: can't allocate memory: you tried to allocate 41943040000 bytes. Error code 12 (Cannot allocate memory)",
      'MemoryError',
      'OSError: [Errno 12] Cannot allocate memory',
    ],
    not: ['cudaErrorMemoryAllocation: Cannot allocate memory'],
  },
  allocation_failed_line: {
    says: [
      'bash: fork: retry: Resource Cannot allocate memory',
      '[12:03:11] runtime: std::bad_alloc while the matrix was built',
      "terminate called after throwing an instance of 'std::bad_alloc'",
    ],
    not: [
      ' fails with ret: -12, strerror: Cannot allocate memory',
      'Call to ibv_reg_mr_iova2 failed with error Cannot allocate memory',
    ],
  },
  subprocess_vanished: {
    says: [
      'multiprocessing: worker process 4 died unexpectedly',
      'RuntimeError: One of the subprocesses has abruptly died during map operation.To debug the error, disable multiprocessing.',
    ],
    not: ['All 8 worker processes have finished'],
  },
  child_killed: {
    says: [
      "nvcc error   : 'cicc' died due to signal 9 (Kill signal)",
      'torch.multiprocessing.spawn.ProcessExitedException: process 3 terminated with signal SIGKILL',
      'RuntimeError: DataLoader worker (pid 4242) is killed by signal: Killed.',
      '/entry.sh: line 12:   231 Killed                  python -u train.py',
    ],
    not: ['The old checkpoints were removed and no process was killed'],
  },
  pinned_memory: {
    says: [
      [
        'RuntimeError: CUDA error: out of memory',
        '/usr/lib/python3/dist-packages/torch/utils/data/_utils/pin_memory.py pin_memory return data.pin_memory(device)',
      ],
      ['RuntimeError: CUDA error: out of memory', 'loader.py stage buffer = host.pin_memory()'],
    ],
    not: [['RuntimeError: CUDA error: out of memory', 'model.py forward return self.up(x)']],
  },
};
