import type { CauseTexts } from './texts.ts';

export const files: CauseTexts = {
  line_endings: {
    says: [
      "bash: line 2: $'\\r': command not found",
      '/usr/bin/env: ‘bash\\r’: No such file or directory',
      "run.sh: line 2: $'\\r': command not found",
    ],
    not: ["bash: line 2: syntax error near unexpected token `do'"],
  },
  submodule_not_found: {
    says: [
      "ModuleNotFoundError: No module named 'torch._six'",
      "ModuleNotFoundError: No module named 'deepspeed.ops'",
      "ModuleNotFoundError: No module named 'megatron.core'; 'megatron' is not a package",
    ],
    not: ["ModuleNotFoundError: No module named 'apex'", "acme.Error: No module named 'a.b'"],
  },
  lfs_object_gone: {
    says: [
      'Smudge error: Error downloading leaf.bin (a1): [a1] Object does not exist on the server: [404] gone',
      '[a1b2] Object does not exist on the server',
    ],
    not: ['Smudge error: Error downloading leaf.bin: connection reset', 'the object of the sentence does not exist'],
  },
  checksum_differs: {
    says: [
      'sha256sum: WARNING: 1 computed checksum did NOT match',
      'md5sum: WARNING: 7 of 9 computed checksums did NOT match',
    ],
    not: ['sha256sum: leaf.bin: OK', 'WARNING: 1 sum is odd'],
  },
  path_form: {
    says: [
      "IsADirectoryError: [Errno 21] Is a directory: '/mnt/ckpt'",
      "OSError: [Errno 36] File name too long: 'aaaa'",
    ],
    not: ["OSError: [Errno 2] No such file or directory: '/mnt/a'", 'ValueError: the prompt is too long'],
  },
  no_such_socket: {
    says: [
      'vault: cannot reach /run/vault/agent.sock: No such file or directory',
      "FileNotFoundError: [Errno 2] No such file or directory: '/tmp/tokens/socket'",
      'mixer: could not connect to the bus: No such file or directory',
      "acme.errors.DaemonError: ('Connection aborted.', FileNotFoundError(2, 'No such file or directory'))",
    ],
    not: [
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/code/socket.json'",
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/sock/a.bin'",
      'vault: /run/vault/agent.sock: Connection refused',
      'nvidia-smi: failed to connect /run/nvidia-smi.sock: No such file or directory',
      "('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
    ],
  },
  socket_not_there: {
    says: [
      ['FileNotFoundError: [Errno 2] No such file or directory', '/mnt/code/feed.py join self.line.connect(place)'],
      [
        'FileNotFoundError: [Errno 2] No such file or directory',
        '/usr/lib/python3.11/asyncio/unix_events.py create_unix_connection await self.sock_connect(sock, path)',
      ],
    ],
    not: [
      ['FileNotFoundError: [Errno 2] No such file or directory', '/mnt/code/feed.py join os.replace(part, whole)'],
      [
        "FileNotFoundError: [Errno 2] No such file or directory: 'feed.db'",
        '/mnt/code/feed.py join self.line.connect(place)',
      ],
    ],
  },
  segment_gone: {
    says: [
      [
        "FileNotFoundError: [Errno 2] No such file or directory: '/leaf_3f7a'",
        '/usr/lib/python3.10/multiprocessing/shared_memory.py __init__ self._fd = _posixshmem.shm_open(',
      ],
      [
        "FileNotFoundError: [Errno 2] No such file or directory: '/000000_leaf'",
        '/mnt/code/ring.py attach self.part = SharedMemory(name=name)',
      ],
      [
        'FileNotFoundError: [Errno 2] No such file or directory',
        '/usr/lib/python3.10/multiprocessing/synchronize.py __setstate__ self._semlock = _multiprocessing.SemLock._rebuild(*state)',
      ],
      [
        'FileNotFoundError: [Errno 2] No such file or directory',
        '/usr/lib/python3.10/multiprocessing/connection.py SocketClient s.connect(address)',
      ],
    ],
    not: [
      [
        "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/leaf.bin'",
        '/mnt/code/train.py read open(path)',
      ],
      [
        'PermissionError: [Errno 13] Permission denied',
        '/usr/lib/python3.10/multiprocessing/shared_memory.py __init__ self._fd = _posixshmem.shm_open(',
      ],
    ],
  },
  module_not_found: {
    says: [
      "RuntimeError: Failed to import transformers.models.llama because of the following error: No module named 'flash_attn_2_cuda'",
      `acme.BuildError: Error loading 'acme.Fold': ImportError("No module named 'acme.fold'")`,
      '/usr/bin/python3: No module named torch.distributed.run',
    ],
    not: ["ImportError: cannot import name 'a' from 'b'"],
  },
  circular_import: {
    says: [
      "ImportError: cannot import name 'build' from partially initialized module 'model' (most likely due to a circular import) (/mnt/code/model.py)",
      "ImportError: cannot import name 'a' from partially initialized module 'b' (most likely due to a circular import)",
    ],
    not: ["ImportError: cannot import name 'build' from 'model'"],
  },
  shared_library: {
    says: [
      'ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
      './trainer: error while loading shared libraries: libnccl.so.2: cannot open shared object file: No such file or directory',
      "W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libnvinfer.so.7'; dlerror: libnvinfer.so.7: cannot open shared object file: No such file or directory",
    ],
    not: ['the library of samples is open'],
  },
  import_failed: {
    says: ['ImportError: flash_attn is broken here', 'ImportError: Using `load_in_8bit=True` needs a newer accelerate'],
    not: ['ValueError: the import of rows failed'],
  },
  cut_off_stream: {
    says: [
      ['tarfile.ReadError: unexpected end of data', 'shards.py members for member in stream:'],
      ['EOFError: Compressed file ended before the end-of-stream marker was reached', 'io.py pull gunzip(resp.raw)'],
    ],
    not: [
      ['tarfile.ReadError: unexpected end of data', 'shards.py members for member in archive:'],
      [
        "tarfile.ReadError: unexpected end of data @ <_io.BufferedReader name='a/7.tar'>",
        'shards.py members for member in stream:',
      ],
    ],
  },
  cut_off_file: {
    says: [
      'tarfile.ReadError: unexpected end of data',
      'EOFError: Compressed file ended before the end-of-stream marker was reached',
    ],
    not: [
      'run.sh: line 9: syntax error: unexpected end of file',
      'shard 7: unexpected end of data, skipping it',
      'tarfile.ReadError: not a gzip file',
    ],
  },
  file_gone: {
    says: [
      ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/ck/tmp-7'", 'leaf.py fold os.replace(tmp, leaf)'],
      ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/ck/leaf'", 'leaf.py fold shutil.rmtree(leaf)'],
    ],
    not: [["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/ck/leaf'", 'leaf.py fold open(leaf)']],
  },
  unreadable_file: {
    says: [
      "PIL.UnidentifiedImageError: cannot identify image file '/mnt/data/x.jpg'",
      "_pickle.UnpicklingError: invalid load key, '\\x0a'.",
      'EOFError: Ran out of input',
      'pyarrow.lib.ArrowInvalid: Not an Arrow file',
      "InvalidArgumentError: Expected image (JPEG, PNG, or GIF), got unknown format starting with 'leaf'",
      'InvalidArgumentError: Unknown image file format. One of JPEG, PNG, GIF, BMP required.',
    ],
    not: [
      'ValueError: unknown format of the date',
      'ERROR dataset: cannot identify image file /mnt/data/1.jpg, skipping',
      'the file was read to its end',
    ],
  },
  damaged_file: {
    says: [
      'tar: Unexpected EOF in archive',

      'ValueError: Checksum failure: /tmp/streaming/train/shard.00031.mds',

      "_pickle.UnpicklingError: invalid load key, 'v'.",
      'RuntimeError: unexpected EOF, expected 1204471 more bytes. The file might be corrupted.',
    ],
    not: [
      'run.sh: line 9: syntax error: unexpected end of file',
      "requests.exceptions.InvalidHeader: Invalid return character(s) in header value: 'Bearer x'",
      'ValueError: checksum mismatch: leaf of rank 0 and of rank 3',
      "_pickle.UnpicklingError: invalid load key, '\\x0a'.",
      "_pickle.UnpicklingError: Refusing to unpickle the class 'acme.Leaf', which is not allowed",
    ],
  },
  file_exists: {
    says: [
      "FileExistsError: [Errno 17] File exists: '/mnt/nas/out/rank3'",
      "OSError: [Errno 17] File exists: 'cache' -> 'cache-old'",
    ],
    not: ["FileNotFoundError: [Errno 2] No such file or directory: 'exists'"],
  },
  file_not_found: {
    says: [
      'botocore.exceptions.ClientError: An error occurred (404) when calling the HeadObject operation: Not Found',
      "FileNotFoundError: Unable to find '/mnt/data/train.jsonl'",
      "FileNotFoundError: Couldn't find any data file at /mnt/data/alpaca.",
    ],
    not: [
      'SSLError: No such file or directory',
      "leaf.ProxyError: (Caused by ProxyError('no leaf', FileNotFoundError(2, 'No such file or directory')))",
      'leaf.ConnectError: [Errno 2] No such file or directory',
    ],
  },
  model_files: {
    says: [
      "OSError: Can't load tokenizer for '/mnt/model/llama'. If you were trying to load it from 'https://huggingface.co/models', make sure you don't have a local directory with the same name.",
      "huggingface_hub.errors.HFValidationError: Repo id must be in the form 'repo_name' or 'namespace/repo_name': '/mnt/model/llama'. Use `repo_type` argument if needed.",
      'OSError: Error no file named pytorch_model.bin, model.safetensors, tf_model.h5 found in directory /mnt/models/qwen.',
    ],
    not: ['OSError: the model was saved'],
  },
  stated_missing: {
    says: [
      'AssertionError: /mnt/data/train.bin not found',
      'ValueError: /mnt/models/base is not a directory',
      'ValueError: No shards found matching /mnt/data/*.tar',
    ],
    not: [
      'RuntimeError: unable to map the file /mnt/nas/a.bin: No such device',
      "OSError: [Errno 113] No route to host: '/mnt/nas/file.bin'",
      "ChildProcessError: [Errno 10] No child processes: '/opt/file'",
      'KeyError: column not found in the data set file',
      // A checkpoint that is there lacks something, and a mixture that is there holds nothing.
      'RuntimeError: leaf norm.bias is missing from checkpoint runs/7',
      'ValueError: No datasets were loaded from the plan of mixtures',
      'ValueError: no warmup provided for the first of these checkpoints',
      'acme.KeyFileError: api key file not found, please login first',
    ],
  },
  existence_check: {
    says: [
      ['AssertionError: ', '/mnt/code/a.py load assert os.path.exists(path)'],
      ['ValueError: bad corpus', '/mnt/code/a.py load assert p.is_dir()'],
      ['AssertionError: ', '/mnt/code/a.py load assert len(tile_paths) > 0'],
    ],
    not: [
      ['AssertionError: ', '/mnt/code/a.py load assert n > 0'],
      ['AssertionError: one leaf list for each tree', '/mnt/code/a.py load assert len(leaf_lists) == len(trees)'],
      ['AssertionError: the lock should be gone', '/mnt/code/a.py load assert not os.path.exists(lock)'],
    ],
  },
  script_not_found: {
    says: [
      "error: pathspec 'release-9' did not match any file(s) known to git",
      "python: can't open file 'train.py': [Errno 2] No such file or directory",
    ],
    not: ["python: can't open display", 'fatal: not a git repository (or any of the parent directories): .git'],
  },
  continuation_lost: {
    says: [
      'run.sh: line 7: --depth: command not found',
      '/bin/sh: 3: -n: not found',
      'fit.sh: line 9: --lr=1e-4: command not found',
    ],
    not: ['run.sh: line 7: leaf-fit: command not found', 'leaf: --depth: not a number'],
  },
  shell_not_found: {
    says: [
      "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'reqs/base.txt'",
      'bash: /mnt/code/run.sh: No such file or directory',
      '/bin/sh: 1: deepspeed: not found',
    ],
    not: ['+ ls: not found'],
  },
  entrypoint_not_found: {
    says: [
      'Error: failed to start container: stat /mnt/run.sh: no such file or directory: unknown',
      'Error: failed to create containerd task: OCI runtime create failed: exec: "torchrun": executable file not found in $PATH: unknown',
    ],
    not: [
      'Failed create pod sandbox: failed to start sandbox container: exec: "acme-runc": executable file not found in $PATH',
      'failed to mount: stat /mnt/nas: no such file or directory: unknown',
    ],
  },
};
