import type { Rule } from './rule.ts';

/** Memory of the GPU and of the host. */
export const memoryRules: readonly Rule[] = [
  {
    id: 'ray_memory_monitor',
    category: 'host_oom',
    in: ['exception', 'line'],
    match:
      /Task was killed due to the node running low on memory|ray\.exceptions\.OutOfMemoryError|[1-9]\d* Workers \(tasks \/ actors\) killed due to memory pressure|exit_type=NODE_OUT_OF_MEMORY/,
    directness: 'direct',
    anyLevel: true,
    says: 'Ray killed a worker because the node ran low on host memory',
  },
  {
    id: 'tensorflow_host_oom',
    category: 'host_oom',
    in: ['exception', 'line'],
    match: /OOM when allocating tensor.{0,300}(device:CPU|allocator cpu\b|allocator mklcpu)/i,
    directness: 'direct',
    says: 'TensorFlow could not allocate host memory',
  },
  {
    id: 'cuda_oom',
    category: 'cuda_oom',
    in: ['exception', 'line'],
    match:
      /\b(CUDA|HIP|NPU|XPU|GPU|MUSA) (ran |is |was )?(out of memory|OOM\b)|CUDA error: out of memory|cuda(ErrorMemoryAllocation|\.OutOfMemoryError)|CUDA_ERROR_OUT_OF_MEMORY|torch\.(cuda\.)?OutOfMemoryError|cupy\.cuda\.memory\.OutOfMemoryError|Cuda failure.{0,40}out of memory|CUDA failure 2: out of memory/i,
    unless:
      /handling|retry(ing)? on|if .{0,30}out of memory|may cause|to avoid (?!fragment)|could result|\bon_oom|risk of/i,
    directness: 'direct',
    anyLevel: true,
    says: 'the program ran out of GPU memory',
  },
  {
    id: 'accelerator_oom',
    category: 'cuda_oom',
    in: ['exception', 'line'],
    match:
      /OOM when allocating tensor|RESOURCE_EXHAUSTED: (Out of memory|Failed to allocate)|ResourceExhaustedError.{0,300}(GPU|OOM|allocat)|No available memory for the cache blocks|out_of_memory.{0,80}(rmm|cuda)|rmm::out_of_memory|Failed to allocate .{0,80}(on|from) (the )?(device|GPU)|(GPU|device|video) memory (is )?(exhausted|insufficient|not enough)|(not enough|insufficient) (GPU|device|video) memory|\u663e\u5b58\u4e0d\u8db3/i,
    unless: /caller indicates that this is not a failure|not a failure, but may mean/i,
    directness: 'direct',
    says: 'the program ran out of GPU memory',
  },
  {
    id: 'cublas_alloc',
    category: 'cuda_oom',
    in: ['exception', 'line'],
    match: /CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_ALLOC_FAILED|CUSOLVER_STATUS_ALLOC_FAILED/,
    directness: 'indirect',
    says: 'a GPU library could not allocate memory, which usually means that the GPU memory was full',
  },
  {
    id: 'shared_memory',
    category: 'host_oom',
    in: ['exception', 'line'],
    match:
      /killed by signal: Bus error|out of shared memory|insufficient shared memory|unable to (open|allocate|write|mmap) .{0,80}(shared memory|\/dev\/shm|<\/?torch_)|No space left on device.{0,80}(\/dev\/shm|shared memory)|\/dev\/shm.{0,80}No space left|ShmemStorageError/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the shared memory of the pod (/dev/shm) ran out',
  },
  {
    id: 'oom_killed',
    category: 'host_oom',
    in: ['cloud', 'line', 'exception'],
    match:
      /\bOOM[ _-]?Kill(ed|ing|er invoked)|oom[_-]kill(er)?\b.{0,40}(invoked|event|killed|process)|invoked oom-killer|Out of memory: Kill(ed)? process|Memory cgroup out of memory|Detected [1-9]\d* oom[_-]kill event|task \d+: Out Of Memory|killed .{0,40}\b(exceed\w*|over) .{0,30}memory limit|exceed(s|ed|ing)? (its |the |container )?memory limit|System OOM encountered/i,
    directness: 'direct',
    anyLevel: true,
    says: 'a process was killed because the memory limit of the pod was reached',
  },
  {
    id: 'node_memory_pressure',
    category: 'host_oom',
    in: ['cloud'],
    match:
      /low on resource: memory|MemoryPressure|memory (usage|limit).{0,60}exceed|\bout of memory\b|\u5185\u5b58\u4e0d\u8db3/i,
    unless: /GPU|CUDA|No preemption|nodes are available/i,
    directness: 'direct',
    says: 'the pod was removed or killed because host memory ran out',
  },
  {
    id: 'allocation_failed',
    category: 'host_oom',
    in: ['exception'],
    match:
      /^[\w.]{0,80}MemoryError\b|\[Errno 12\]|Cannot allocate memory|Unable to allocate .{0,60}(GiB|MiB|TiB|bytes|array)|std::bad_alloc|DefaultCPUAllocator|not enough memory: you tried to allocate|ArrowMemoryError|java\.lang\.OutOfMemoryError/i,
    unless: /cudaError|CUDA/,
    directness: 'direct',
    says: 'the program could not allocate host memory',
  },
  {
    id: 'allocation_failed_line',
    category: 'host_oom',
    in: ['line'],
    match:
      /std::bad_alloc|[Cc]annot allocate memory|DefaultCPUAllocator: (can't|not enough)|java\.lang\.OutOfMemoryError|not enough memory: you tried to allocate|fork: (retry: )?.{0,40}Cannot allocate/,
    unless: /cudaError|CUDA/,
    directness: 'direct',
    says: 'the program could not allocate host memory',
  },
  {
    id: 'child_killed',
    category: 'host_oom',
    in: ['exception', 'line'],
    match:
      /killed by signal: Killed|died with <Signals\.SIGKILL: 9>|exited on signal 9 \(Killed\)|Signal 9 \(SIGKILL\) received|\bexitcode\s{0,4}[:=]\s{0,2}-9\b|return code = -9\b|terminated with signal SIGKILL|terminated by signal SIGKILL|^\S{0,80}(: line \d+:)?\s{1,20}\d+ Killed\b|^Killed$|\bKilled\s{2,40}\S/,
    directness: 'indirect',
    anyLevel: true,
    says: 'a process was killed with SIGKILL, which is mostly the kernel running out of memory for the pod',
  },
];
