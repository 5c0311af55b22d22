import type { CauseTexts } from './texts.ts';

export const storage: CauseTexts = {
  disk_full: {
    says: [
      'OSError: Not enough disk space: 80 GiB are needed in /root/.cache',
      'OSError: [Errno 28] No space left on device',
      'OSError: [Errno 122] Disk quota exceeded',
      'tensorflow.python.framework.errors_impl.ResourceExhaustedError: models/context.model/variables/variables_temp_d0c7/part-00000-of-00002.data-00000-of-00001.tempstate8490917510693379885; No space left on device [Op:SaveV2]',
    ],
    not: ["OSError: [Errno 28] No space left on device: '/dev/shm/torch_1'"],
  },
  stale_handle: {
    says: [
      "OSError: [Errno 116] Stale file handle: '/mnt/nas/ckpt'",
      "cp: cannot stat '/mnt/nas/a': Stale NFS file handle",
    ],
    not: ['The handle of the log file was rotated'],
  },
  mount_gone: {
    says: [
      "OSError: [Errno 107] Transport endpoint is not connected: '/mnt/oss/data'",
      "TimeoutError: [Errno 110] Connection timed out: '/mnt/leaf/part-7'",
      "ls: cannot access '/mnt/oss': Transport endpoint is not connected",
      "OSError: [Errno 108] Cannot send after transport endpoint shutdown: '/lustre/a/step_2.pt'",
      "cp: cannot stat '/lustre/a': Cannot send after transport endpoint shutdown",
      'what():  Transport endpoint is not connected',
    ],
    not: [
      'socket.error: Transport endpoint is not connected on a socket',
      'OSError: [Errno 108] Cannot send after transport endpoint shutdown',
    ],
  },
  mount_cannot: {
    says: [
      'RuntimeError: mmap of /mnt/nas/a.bin: No such device',
      "OSError: [Errno 95] Operation not supported: '/mnt/oss/cache/a.lock'",
      "OSError: [Errno 18] Invalid cross-device link: '/tmp/a' -> '/mnt/nas/a'",
      "OSError: [Errno 22] Invalid argument: '/mnt/oss/data/a.bin'",
      'OSError: flock on /mnt/oss/a.lock: Function not implemented',
    ],
    not: [
      'OSError: [Errno 95] Operation not supported on a socket',
      'RuntimeError: Operation not supported by this layer',
    ],
  },
  io_error: {
    says: [
      'OSError: [Errno 37] No locks available',
      'OSError: [Errno 5] Input/output error',
      "OSError: [Errno 121] Remote I/O error: '/mnt/cpfs/shard_12.bin'",
    ],
    not: [
      "OSError: [Errno 2] No such file or directory: '/mnt/io_error.txt'",
      'failed to allocate a memory pool: Input/output error',
      'RuntimeError: registration with the card: Input/output error',
      'acme: ucp_ep_flush(proc=3) failed: Input/output error',
      'MPIDI_LEAF_poll(77): OFI sweep failed (leaf.c:7:Input/output error - LOST)',
      'acme: the endpoint of rank 3 answered: Input/output error',
    ],
  },
  write_broken: {
    says: [
      'RuntimeError: [enforce fail at inline_container.cc:764] . PytorchStreamWriter failed writing file data/212: file write failed',
      'RuntimeError: [enforce fail at inline_container.cc:595] . unexpected pos 9211834112 vs 9211834000',
    ],
    not: ['PytorchStreamReader failed reading zip archive: failed finding central directory'],
  },
  no_scratch: {
    says: [
      "FileNotFoundError: [Errno 2] No usable temporary directory found in ['/tmp', '/var/tmp', '/root']",
      'OSError: No usable temporary directory name found',
    ],
    not: ['FileNotFoundError: [Errno 2] No such file or directory: /tmp/a'],
  },
};
