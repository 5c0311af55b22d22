import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { UNCLEAR_ERRORS } from './error-concepts.ts';
import { LONGER, SHARED_MEMORY } from './remedies.ts';

const LOCKED_MEMORY = change(
  'settings',
  'raise the limit of locked memory (ulimit -l unlimited) before the program starts, else use another network for NCCL',
);

/** Limits of the pod and of the job: shared and locked memory, open files, threads, the local disk, time. */
export const limitCauses: readonly Cause[] = [
  {
    id: 'locked_memory',
    category: 'resource_limit',
    in: ['exception', 'line'],
    match: anyOf(
      /\bRLIMIT_MEMLOCK\b/i,
      /\bmlock(all)?\b.{0,40}(fail|Cannot allocate)/i,
      /locked.memory.{0,60}(too low|too small|insufficient|exceed)|set max locked memory/i,
      /(fail\w{0,3}|unable|could not) (to )?register.{0,40}memory( region)?\b.{0,80}(memlock|limit)/i,
    ),
    directness: 'direct',
    anyLevel: true,
    says: 'RDMA memory could not be registered: the limit of locked memory (ulimit -l) is too low; that is no lack of memory',
    remedy: LOCKED_MEMORY,
  },
  {
    // Without the limit in its words a card or driver that has no more to give says the same.
    id: 'locked_memory_likely',
    category: 'resource_limit',
    in: ['exception', 'line'],
    match: anyOf(
      /\ballocate (some )?locked memory\b|\bmemlock limits? (are|is|should)\b/i,
      /\b(creat\w{1,3}|regist\w{2,6}|alloc\w{2,5}) .{0,20}\b(CQ|QP|SRQ|MR|PD|completion queue|queue pair)\b.{0,60}Cannot allocate memory/i,
      /\bibv_(reg_mr|create_cq|create_qp|alloc_pd)\w{0,10}\b.{0,60}Cannot allocate memory/i,
      /(fail\w{0,3}|unable|could not) (to )?register.{0,40}memory( region)?\b.{0,80}(Cannot allocate|ENOMEM)/i,
    ),
    directness: 'indirect',
    anyLevel: true,
    says: 'RDMA memory could not be registered: mostly the limit of locked memory (ulimit -l) is too low; that is no lack of memory',
    remedy: LOCKED_MEMORY,
  },
  {
    id: 'memory_registration',
    category: 'resource_limit',
    in: ['exception', 'line'],
    match: anyOf(
      /\bibv_reg_\w{0,6}mr\w{0,12}\b.{0,120}\b(fail\w{0,3}|error)\b/i,
      /\bfail\w{0,3} to register (address|memory|buffer|region|mr)\b.{0,160}(mlx5_|\bcuda\b|\bmd\[|\bIB\b|RDMA|\bfi_mr_reg\b)/i,
    ),
    unless: /falling back|disabled|will (use|not)|\bINFO\b/i,
    directness: 'indirect',
    anyLevel: true,
    explains: ['io_error', 'nccl_error', ...UNCLEAR_ERRORS],
    says: 'memory, mostly of a GPU, could not be registered with the RDMA card: that is neither a disk nor a lack of memory',
    thing: /\b(mlx5_\d{1,3})\b/,
    remedy: change(
      'settings',
      'switch GPUDirect off to see whether it is that (NCCL_NET_GDR_LEVEL=0, UCX_IB_GPU_DIRECT_RDMA=no); other machines rule out the node',
    ),
  },
  {
    id: 'open_files',
    category: 'resource_limit',
    in: ['exception', 'line'],
    match: anyOf(
      /Too many open files/i,
      /\[Errno 24\]/i,
      /received \d{1,4} items of ancdata/i,
      /\bEMFILE\b/i,
      /inotify (watch|instance)\w{0,2} limit/i,
    ),
    unless: /to avoid|may (cause|lead)|raised the limit|\bif you\b/i,
    directness: 'direct',
    says: 'the limit of open files is used up',
    remedy: change(
      'settings',
      'raise it (ulimit -n) before the program starts, use fewer workers, or share tensors by file_system',
    ),
  },
  {
    id: 'threads',
    category: 'resource_limit',
    in: ['exception', 'line'],
    match: anyOf(
      /pthread_create\(?\)?:? (failed|error)/i,
      /can't start new thread/i,
      /fork: (retry: )?.{0,20}Resource temporarily unavailable/i,
      /\b(Thread creation failed|unable to create (new )?(native )?thread)/i,
      /what\(\): {1,2}Resource temporarily unavailable|failed to create new OS thread/i,
      /\bRLIMIT_NPROC\b.{0,40}current/i,
      /\bpids? (cgroup )?(limit|max)\b.{0,40}(reach|exceed|hit)|fork rejected by pids controller/i,
    ),
    directness: 'direct',
    // A file that is locked, or a socket without data, is told in these words too.
    doubtful: /what\(\): {1,2}Resource temporarily/,
    anyLevel: true,
    explains: [...UNCLEAR_ERRORS, 'peer_gone', 'import_failed', 'segmentation_fault'],
    says: 'no thread or process could be started: the limit of processes of the pod is used up',
    remedy: change('settings', 'use fewer threads (OMP_NUM_THREADS, OPENBLAS_NUM_THREADS) and data loader workers'),
  },
  {
    id: 'fork_refused',
    category: 'resource_limit',
    in: ['exception'],
    match: /\[Errno 11\] Resource temporarily unavailable/i,
    // A lock of a file or a full pipe answers in the same words.
    where: /\b(?:\w{0,20}fork\w{0,10}|Popen|_execute_child|posix_spawn|_launch|start_new_thread)\b/,
    directness: 'direct',
    says: 'no thread or process could be started: the limit of processes of the pod is used up',
    remedy: change('settings', 'use fewer threads (OMP_NUM_THREADS, OPENBLAS_NUM_THREADS) and data loader workers'),
  },
  {
    id: 'shared_segment',
    category: 'resource_limit',
    in: ['exception'],
    match: /No space left on device|\[Errno 28\]/,
    // What processes make for each other lies in memory, and so does what holds it.
    where:
      /\bmultiprocessing\/(?:heap|shared_memory|synchronize|reductions?)\.py\b|\bSemLock\(|\bshare_memory_?\(|\bSharedMemory\(/,
    directness: 'indirect',
    says: 'what processes share could not be made: the shared memory of the pod (/dev/shm) is full',
    remedy: SHARED_MEMORY,
  },
  {
    id: 'shared_memory',
    category: 'resource_limit',
    in: ['exception', 'line'],
    match: anyOf(
      /No space left on device.{0,20}['"<]\/?torch_\d|<\/?torch_\d\w{0,60}>: No space left/i,
      /(out of|insufficient) shared memory/i,
      /unable to (open|allocate|write|mmap|resize) .{0,80}(shared memory|\/dev\/shm|<\/?torch_)/i,
      /No space left on device.{0,120}(\/dev\/shm|shared memory|shm)/i,
      /(\/dev\/shm|posix_fallocate|shm_open|nccl-shm|shared memory).{0,120}No space left/i,
      /Error while creating shared memory segment/i,
      /\/dev\/shm.{0,80}(too small|is full|not enough|exhausted)/i,
      /ShmemStorageError/i,
      /ObjectStoreFullError|object store.{0,40}(is full|is out of memory)/i,
    ),
    unless: /instead of \/dev\/shm|--shm-size=\d+.{0,40}(recommended|may)/i,
    directness: 'indirect',
    anyLevel: true,
    explains: ['nccl_error', ...UNCLEAR_ERRORS, 'peer_gone'],
    says: 'the shared memory of the pod (/dev/shm) ran out',
    remedy: SHARED_MEMORY,
  },
  {
    id: 'bus_error',
    category: 'resource_limit',
    in: ['exception', 'line'],
    match: anyOf(
      /killed by signal: Bus error/i,
      /^(\S{1,200}: line \d{1,6}: {1,8}\d{0,8} {1,20})?Bus error\b/i,
      /\bSIGBUS\b|\b(exit ?code|return ?code|exit status)\s{0,4}[:=]?\s{0,2}-7\b/i,
    ),
    directness: 'indirect',
    anyLevel: true,
    explains: ['nccl_error', ...UNCLEAR_ERRORS, 'peer_gone'],
    says: 'a process ended by a bus error (SIGBUS): mostly a shared memory (/dev/shm) or disk without room for what it maps',
    remedy: SHARED_MEMORY,
  },
  {
    id: 'disk_pressure',
    category: 'platform_error',
    in: ['cloud'],
    // A container that used less than a gigabyte did not fill it.
    match:
      /\bDiskPressure\b|low on resource: (nodefs|imagefs|inodes|ephemeral-storage(?!.{0,300}\bwas using (?!\d{1,6}Ki)))|node.{0,30}disk pressure/i,
    unless: /nodes are available/i,
    directness: 'indirect',
    says: 'the disk of its node was nearly full, so the pod was evicted; nothing says that this job filled it',
    remedy: change('settings', 'write to a mounted data source; if the job wrote little there, other machines suffice'),
  },
  {
    id: 'pid_pressure',
    category: 'resource_limit',
    in: ['cloud'],
    match: /\bPIDPressure\b|low on resource: pids?\b/i,
    unless: /nodes are available/i,
    directness: 'indirect',
    says: 'its node ran out of process numbers, so the pod was evicted: the pods there start too many processes and threads',
    remedy: change('settings', 'start fewer processes and threads (OMP_NUM_THREADS, workers of the loaders)'),
  },
  {
    id: 'local_disk',
    category: 'resource_limit',
    in: ['cloud'],
    match: anyOf(
      /low on resource: ephemeral-storage/i,
      /ephemeral.{0,20}storage.{0,60}(exceed|limit)|exceed.{0,60}ephemeral.{0,20}storage/i,
      /Usage of EmptyDir volume .{0,80}exceeds/i,
      /larger consumption of ephemeral-storage/i,
    ),
    directness: 'direct',
    says: 'the pod filled the local disk of its node and was evicted for that (ephemeral storage)',
    thing: /\bContainer (\S{1,60}) (was using|exceeded)/,
    remedy: change('settings', 'write checkpoints and caches to a mounted data source, not to the local disk'),
  },
  {
    id: 'time_limit',
    category: 'resource_limit',
    in: ['cloud'],
    match: anyOf(
      /max(imum)?.?running.?time/i,
      /MaxRunningTime/i,
      /running time.{0,40}(exceed|limit|over)/i,
      /(exceed\w{0,3}|reached|over) .{0,60}(time limit|running time|max\w{0,8} duration|run ?time)/i,
      /\bactive\b.{0,30}longer than (the )?specified deadline/i,
      /JobTimeout/i,
    ),
    unless: /max(imum)?.?running.?time\w{0,10}["']?\s?[:=]\s?\S{1,12}$/i,
    directness: 'indirect',
    says: 'the job reached the maximum running time that it was created with',
    remedy: LONGER,
  },
  {
    id: 'scheduler_limit',
    category: 'resource_limit',
    in: ['line'],
    match:
      /DUE TO TIME LIMIT|\bTERM_(RUN|CPU)LIMIT\b|^\S{0,20}timeout: sending signal \w{3,8} to command|\b(wall ?(clock|time)|run ?time|time|cpu time) ?(limit )?(\d[\d:]{0,12} )?(was |has been )?(exceeded|reached)\b|\b(exceed\w{0,3}|reach\w{0,3}|over|hit) (its |the |LSF )?(wall ?(clock|time)|run[- ]?time|time|cpu time) limit\b/i,
    directness: 'direct',
    // Solvers, requests and loops have limits of time as well.
    doubtful:
      /^(?!.{0,600}(?:DUE TO TIME LIMIT|\bTERM_|timeout: sending signal|\bwall ?(?:clock|time)|\b(?:job|LSF|slurm\w{0,6}|PBS)\b))/i,
    anyLevel: true,
    announces: true,
    explains: ['child_killed', 'hung_up', 'terminated'],
    says: 'a scheduler inside of the job ended it for its time limit',
    remedy: LONGER,
  },
];
