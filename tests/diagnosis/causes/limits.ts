import type { CauseTexts } from './texts.ts';

export const limits: CauseTexts = {
  pid_pressure: {
    says: ['Evicted: The node had condition: [PIDPressure].', 'The node was low on resource: pids.'],
    not: ['0/4 nodes are available: 4 node(s) had untolerated taint {node.kubernetes.io/pid-pressure: }, PIDPressure'],
  },
  locked_memory: {
    says: [
      'UCX  ERROR mlx5_0: ibv_create_cq() failed: Cannot allocate memory. Please set max locked memory (ulimit -l) to unlimited',
      'RLIMIT_MEMLOCK is 65536, RDMA needs more',
    ],
    not: [
      'NCCL WARN Call to ibv_reg_mr failed with error Cannot allocate memory',
      'OSError: [Errno 12] Cannot allocate memory',
      'max locked memory           (kbytes, -l) unlimited',
    ],
  },
  locked_memory_likely: {
    says: [
      'dlc1-master-0:211:489 [0] misc/ibvwrap.cc:278 NCCL WARN Call to ibv_reg_mr_iova2 failed with error Cannot allocate memory',
      'ib_md.c:325 UCX ERROR ibv_reg_mr(address=0xab, length=26400, access=0xf) failed: Cannot allocate memory',
      'memlock limits should be raised on this host',
    ],
    not: ['OSError: [Errno 12] Cannot allocate memory', 'ibv_reg_mr failed with error Bad address'],
  },
  memory_registration: {
    says: [
      'NCCL WARN Call to ibv_reg_mr failed with error Bad address',
      'UCX ERROR failed to register memory 0x7f00 (cuda) on md[2]=mlx5_0: Input/output error',
    ],
    not: ['OSError: [Errno 5] Input/output error', 'UCX  ERROR mlx5_0: ibv_reg_mr() failed: Cannot allocate memory'],
  },
  open_files: {
    says: [
      "OSError: [Errno 24] Too many open files: '/mnt/data/part-00017.parquet'",
      'RuntimeError: received 0 items of ancdata',
      "RuntimeError: Too many open files. Communication with the workers is no longer possible. Please increase the limit using `ulimit -n` in the shell or change the sharing strategy by calling `torch.multiprocessing.set_sharing_strategy('file_system')` at the beginning of your code",
    ],
    not: [
      'raised the limit of open files to 65535 to avoid "Too many open files"',
      'leafd: raise ulimit -n if you see Too many open files',
    ],
  },
  threads: {
    says: [
      "RuntimeError: can't start new thread",
      'libgomp: Thread creation failed: Resource temporarily unavailable',
      'OpenBLAS blas_thread_init: pthread_create failed for thread 7 of 64: Resource temporarily unavailable',
    ],
    not: ['thread pool of 16 threads started'],
  },
  fork_refused: {
    says: [
      ['BlockingIOError: [Errno 11] Resource temporarily unavailable', '/usr/lib/p.py _launch self.pid = os.fork()'],
      ['OSError: [Errno 11] Resource temporarily unavailable', '/usr/lib/subprocess.py _execute_child fork_exec('],
    ],
    not: [
      [
        'BlockingIOError: [Errno 11] Resource temporarily unavailable',
        '/mnt/code/lock.py take fcntl.flock(f, LOCK_EX | LOCK_NB)',
      ],
    ],
  },
  shared_segment: {
    says: [
      ['OSError: [Errno 28] No space left on device', 'multiprocessing/heap.py __init__ os.posix_fallocate(fd, 0, n)'],
      ["OSError: [Errno 28] No space left on device: '/leaf'", 'leaf.py fold leaf.share_memory_()'],
    ],
    not: [["OSError: [Errno 28] No space left on device: '/mnt/leaf'", 'leaf.py fold leaf.write(fold)']],
  },
  shared_memory: {
    says: [
      'ERROR: Unexpected bus error encountered in worker. This might be caused by insufficient shared memory (shm).',
      "OSError: [Errno 28] No space left on device: '/dev/shm/psm_4f1a'",
      'RuntimeError: unable to mmap 4096 bytes from file </torch_12_34_5>: Cannot allocate memory (12)',
    ],
    not: [
      'WARNING: The object store is using /tmp instead of /dev/shm because /dev/shm has only 67108864 bytes available.',
    ],
  },
  bus_error: {
    says: [
      "[2026-03-05 12:00:00,123] [ERROR] [launch.py:434:sigkill_handler] ['python'] exits with return code = -7",
      'RuntimeError: DataLoader worker (pid 8812) is killed by signal: Bus error.',
      'ERROR:torch.distributed.elastic.multiprocessing.api:failed (exitcode: -7) local_rank: 1 (pid: 5621)',
    ],
    not: ['the bus to the device reports no error', 'exits with return code = 7'],
  },
  local_disk: {
    says: [
      'Pod ephemeral local storage usage exceeds the total limit of containers 50Gi. ',
      'Usage of EmptyDir volume "cache" exceeds the limit "20Gi". ',
      'The node was low on resource: ephemeral-storage. Threshold quantity: 53687091200, available: 41943040Ki. Container pytorch was using 824180736Ki, request is 0, has larger consumption of ephemeral-storage.',
    ],
    not: [
      'The node was low on resource: memory. Container pytorch was using 60Gi.',
      'The node was low on resource: ephemeral-storage. Threshold quantity: 9, available: 7Ki. ',
    ],
  },
  disk_pressure: {
    says: [
      'The node was low on resource: nodefs. ',
      'The node was low on resource: ephemeral-storage. Threshold quantity: 9, available: 7Ki. ',
      'The node was low on resource: ephemeral-storage. Container pytorch was using 92Ki, which exceeds its request of 0. ',
      'The node had condition: [DiskPressure].',
    ],
    not: ['0/4 nodes are available: 4 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }.'],
  },
  time_limit: {
    says: ['Job was active longer than specified deadline', 'Job running time exceeded the limit of 60 minutes'],
    not: ['It runs for 600 minutes'],
  },
  scheduler_limit: {
    says: [
      'slurmstepd: error: *** JOB 99 ON node-3 CANCELLED AT 2026-03-05T12:00:00 DUE TO TIME LIMIT ***',
      '=>> PBS: job killed: walltime exceeded',
      '=>> PBS: job killed: walltime 259217 exceeded limit 259200',
      'TERM_RUNLIMIT: job killed after reaching LSF run time limit.',
      'MOAB_INFO:  job exceeded wallclock limit',
      'Job exceeded its walltime limit. Job was aborted',
    ],
    not: ['max_running_time: 600, time limit of the sampler 3 s', 'the run time is 3 s, the limit 5 s'],
  },
};
