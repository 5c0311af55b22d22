import type { CauseTexts } from './texts.ts';

/** What the operating system says through libraries, commands and languages that no cause knows. */
export const systemConcepts: CauseTexts = {
  clock_words: {
    says: [
      'acme.store.ClientError: the request time and the time of the server differ too much: clock skew',
      'acme.TokenError: timestamp lies in the future',
      'TokenError: the certificate is not yet valid',
    ],
    not: ['TrainError: the loss of the steps differs', 'ReaderError: timestamps of the video differ'],
  },
  file_system_code: {
    says: [
      'Error: sync ended with EIO',
      'acme.SaveError: os error 28',
      'panic: Os { code: 116, kind: Other }',
      'LeafError: part 7: rc = -5',
    ],
    not: ['acme.SocketError: errno 5 of the socket', 'acme.SaveError: part 28', 'Error: TRIO of EIOS', 'Error: arc -5'],
  },
  open_files_code: {
    says: ['OSError: [Errno 24] x', 'panic: Os { code: 24, kind: Other }'],
    not: ['OSError: [Errno 240] x', 'Error: 24 files are open'],
  },
  access_code: {
    says: ['Error: EACCES on part 7', 'acme.ReadError: errno = 13'],
    not: ['Error: CUDA call ended with EPERM', 'Error: 13 errors'],
  },
  rpc_code: {
    says: [
      'F0305 12:00:01 7 ring.cpp:5] Check failed: rpc_.Call(&response).error_code() == grpc::StatusCode::OK (14 vs. 0)',
      'acme.RingError: grpc call of h7 ended, status: 4',
    ],
    not: [
      'acme.RingError: rpc worker ended with exit code 4',
      'F0305 12:00:01 7 ring.cpp:5] Check failed: rpc_.Call(&response).error_code() == grpc::StatusCode::OK (3 vs. 0)',
    ],
  },
  port_code: {
    says: ['listener: EADDRINUSE', 'acme.ServeError: (os error 98)'],
    not: ['listener: 98 clients', 'acme.ServeError: error 98'],
  },
  network_code: {
    says: ['acme.RingError: errno: 113', 'Error: connect EHOSTUNREACH 10.0.0.3'],
    not: ['acme.RingError: 113 bytes', 'Error: rank 101'],
  },
  host_name_words: {
    says: [
      'acme.StoreError: cannot open redis at queue-0.svc: Name or service not known',
      'error: java.net.UnknownHostException: namenode-7',
      'fatal: dial of tracker-1 ended with no such host',
    ],
    not: ['acme.StoreError: host not allowed', 'error: the name of the host must be a string'],
  },
  executable_words: {
    says: [
      'exec /opt/leaf: exec format error',
      'run.sh: line 3: ./leafd: cannot execute binary file: Exec format error',
      "OSError: [Errno 8] Exec format error: '/mnt/leafd'",
      "Error: the requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64)",
    ],
    not: ['Error: the format of /opt/leaf is text', 'acme.PlatformError: the platform of leaf 7 is linux'],
  },
  file_system_errno_words: {
    says: [
      'acme.ShardError: read of shard 12 ended with Bad message',
      "rsync: rename '/mnt/out/a': Directory not empty",
      'pack: error: /mnt/out/big.idx: File too large',
      'LoaderError: os error 61: No data available',
    ],
    not: [
      'acme.QueueError: Operation not supported by this queue pair',
      'acme.RpcError: Protocol error of the sockets layer',
    ],
  },
  read_only_words: {
    says: ['acme.DbError: attempt to write a readonly database', 'error: cannot modify index 7: it is read-only'],
    not: ['ValueError: cannot write to a read-only array', 'the store is read-only'],
  },
  file_lock_words: {
    says: [
      'acme.StoreError: /mnt/nas/tiles.db: Resource temporarily unavailable',
      'error: flock of index 7: Resource temporarily unavailable',
    ],
    not: ['acme.RunError: fork of /usr/bin/leaf: Resource temporarily unavailable', 'Resource temporarily unavailable'],
  },
  write_words: {
    says: [
      'acme.SaveError: failed to flush the optimizer state',
      'OSError: Cannot save net_g_16000.pth.',
      'RuntimeError: [enforce fail at acme.cc:12] . unexpected pos 640 vs 512',
      'error: writer of /mnt/out/run.log failed after 12 blocks',
    ],
    not: [
      'TypeError: Object of type set could not be written, it is not JSON serializable',
      'acme.SaveError: no state',
      "RuntimeError: You can't save the tree model, since two leaves are on the meta device.",
      "OSError: Cannot save in 'acorn' format: the original acorn.json was not kept",
    ],
  },
  mount_words: {
    says: ['acme.SandboxError: mount of volume b was denied', 'FATAL: while mounting /scratch: it does not exist'],
    not: ['acme.SandboxError: volume b was denied', 'INFO mount of volume b ended with success, 0 errors'],
  },
  time_limit_words: {
    says: [
      'acme.StepError: job 7 was not requeued: timed-out and not checkpointable',
      'BATCH_KILL: job killed after reaching its run time limit.',
      'acme: walltime 259217 exceeded what it asked for',
      'acme.QueueError: cancelled due to time limit of the queue',
      'acme.RunError: job timed out and will not be requeued',
      'acme.RunError: the allocation ran out of time and cannot be resubmitted',
    ],
    not: [
      'acme.RunError: the job timed out while it connected',
      'acme.QueueError: the time limit must be an integer',
      'BATCH_KILL: job killed by its owner at that time',
    ],
  },
  path_errno_words: {
    says: ["tar: error: '/mnt/out/aaaa': File name too long", 'acme.OpenError: /mnt/data/x: Not a directory'],
    not: ['acme.OpenError: the directory is a folder of runs', 'error: the list is too long'],
  },
  network_errno_words: {
    says: ['acme.PushError: send: Network is down', 'error: 10.0.0.7:9100: No route to host'],
    not: ['acme.PushError: network of 12 layers', 'error: no route named train'],
  },
  killed_words: {
    says: [
      'acme.PoolError: worker 7 was killed by signal: Killed',
      'error: the tokenizer process was terminated by SIGKILL',
      'PoolError: child 12 exited with signal 9',
    ],
    not: ['acme.PoolError: worker 7 was killed by signal: Terminated', 'error: child exited with signal 15'],
  },
  descriptor_words: {
    says: [
      'acme.PollError: the highest descriptor must be below FD_SETSIZE',
      'error: too many file descriptors: 70000 of 65536',
      'AssertError:number of open files is at its end',
    ],
    not: ['acme.ReadError: bad file descriptor', 'error: the file has too many rows'],
  },
  process_errno_words: {
    says: [
      'acme.PoolError: pthread_create: Resource temporarily unavailable',
      'launch: error: cannot fork: Resource temporarily unavailable',
    ],
    not: ['acme.ApiError: Resource temporarily unavailable, try later', 'error: fork of the repository is unavailable'],
  },
};
