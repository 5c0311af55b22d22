import type { CauseTexts } from './texts.ts';

/** Messages that no library of the reports prints: what counts is the thing they speak of, and its trouble. */
export const errorConcepts: CauseTexts = {
  shortage_words: {
    says: [
      'acme.cloud.ResourcesUnavailableError: nothing to launch in 3 zones',
      'ClientError: the account-level service limit for big.48xlarge is 0 Instances and it was exceeded',
      'launch: error: failed to provision 4 spot instances in zone b',
      'PoolError: there is no capacity of that type in the region',
    ],
    not: [
      'panic: runtime error: slice bounds out of range [:5] with capacity 3',
      'PoolError: no capacity is left on the disk',
      'ApiError: rate limit of the service exceeded',
    ],
  },
  image_words: {
    says: [
      'boxd: error: failed to import the docker image',
      'FATAL: cannot pull it: manifest for acme/train:9 not found',
      'podman: error: image acme/train does not exist',
    ],
    not: ['error: cannot load image 7 of the batch', 'DataError: the image file 7.png could not be read'],
  },
  limit_words: {
    says: [
      'schedd: refusing: the per-user limit of jobs was hit',
      'batch: job killed: ncpus 31.59 exceeded limit 8 (sum)',
      'schedd: error: more than the limit of 500 running children',
    ],
    not: ['TokenError: the prompt exceeds the limit of 4096 tokens', 'the limit of 3 retries was reached'],
  },
  submission_words: {
    says: [
      'Request aborted by esub. Job not submitted.',
      'Unable to run job: got no response from its queue master.',
      'batchd: error: submission failed: the site policy does not take it',
    ],
    not: ['the patch was rejected', 'HTTP request failed'],
  },
  gpu_memory_words: {
    says: [
      'acme.FitError: the layers need more GPU RAM than there is, not enough for them',
      'EngineError: 12 blocks of KV cache are needed, which is more than the free memory of the GPU: lower max_model_len',
      '[ERROR] \u663e\u5b58\u4e0d\u8db3, \u8bf7\u51cf\u5c0f batch',
      'PlannerError: device memory of 80 GiB is too small for this plan',
      'Error: rocBLAS alloc failed while making a handle',
      'Error: could not allocate 7 blocks on the NPU',
      'panic: BFC: no memory left, increase the pool',
      'Error: clEnqueue gave CL_OUT_OF_RESOURCES',
    ],
    not: [
      'ValueError: the memory format of a CUDA tensor must be channels_last',
      'KernelError: illegal GPU memory access',
      'java.lang.OutOfMemoryError: Metaspace: the GC overhead is too high',
      'Error: could not allocate port 7 of the server',
      'Error: the plugin could not allocate the requested GPUs',
    ],
  },
  host_memory_words: {
    says: [
      'ShuffleError: heap exhausted while sorting, 12 GiB in use',
      'error: could not allocate 12 GiB of memory for the index',
    ],
    not: ['ValueError: the memory layout is not contiguous', 'LoaderError: shared memory segment exceeds the limit'],
  },
  storage_words: {
    says: [
      'leaf cache is over 95% full, available space: 1204224',
      '\u9519\u8bef\uff1a\u78c1\u76d8\u7a7a\u95f4\u4e0d\u8db3',
      'WriterError: the file system of /mnt/out is out of space',
      'error: quota of volume data exhausted',
    ],
    not: ['WriterError: the disk format v2 is unknown', 'ValueError: quota must be positive'],
  },
  package_words: {
    says: [
      'acme.LeafError: acme was installed without its leaf extra',
      'BackendError: this codec needs soundfile, please install it',
      'error: apt-get could not complete the request',
      'RuntimeError: Bazel is required to build the fold kernels',
    ],
    not: [
      'RuntimeError: depth is required to build the fold',
      'InfoError: installing hooks',
      'BackendError: please install version 3 or newer of soundfile',
    ],
  },
  version_words: {
    says: [
      'PluginError: compiled against runtime 11 but runtime 12 is loaded',
      'ArgumentError: option fused was removed, upgrade to the new optimizer',
      'error: the dependency graph cannot be solved, since two of them conflict',
      'RuntimeError: AcmeAttention is only supported on CUDA 11.6 and above',
      "RuntimeError: this wheel doesn't have HDFS built in",
    ],
    not: [
      'libc++abi: terminating due to uncaught exception: leaf must be ripe',
      'PluginError: runtime stopped',
      'ValueError: version string',
      'RuntimeError: ran on CUDA 11.6 for an hour',
    ],
  },
  access_words: {
    says: [
      'LeafError: license check failed',
      'FetchError: https://leaf.example.com/a: status code 403',
      "acme.GitError: detected dubious ownership in repository at '/workspace'",
      "fatal: cannot get the password for 'https://git.acme.example': no terminal",
      'HubError: you must be logged in to read acme/corpus',
      'error: user trainer lacks the permission to write oss://bucket/run',
      'acme.LoginError: not a valid RSA private key file',
      'error: could not load the host key of 10.0.0.7',
    ],
    not: [
      'ERROR: leaf.cpp:254: non-zero status: 401 leaf failed to map 7 bytes',
      'acme.cpp:254: non-zero status: 401 the map of 2 GiB failed',
      'acme.JoinError: the primary key is not valid',
      'ring.cu:7: non-zero status: 401 the map failed',
      'HubError: bad request',
      'ValueError: the user field is a string',
      'StoreError: key not found: /store/rank3',
    ],
  },
  damaged_words: {
    says: [
      'acme.DigestError: invalid hash of part 7',
      'acme.DbError: the database is malformed',
      'ReaderError: part 7 of the archive is truncated',
      'acme.ZError: data corruption detected',
      'ReaderError: tiles/3.tile is not a valid TILE file',
      'ReaderError: part 7 has a size of 0 bytes',
      'RuntimeError: TileReader failed finding the directory of tiles/3',
    ],
    not: [
      'TokenizerError: the prompt is truncated',
      'ReaderError: part 7 of the archive',
      'it is not a checkpoint file',
    ],
  },
  cluster_words: {
    says: [
      "acme.NetError: the host list doesn't name this pod",
      'error: could not parse the cluster spec of TF_CONFIG',
      'acme.NetError: missing entry in the list of workers',
    ],
    not: ['acme.GraphError: the node list of graph 3 is empty', 'error: 3 machines are busy'],
  },
  unparsed_words: {
    says: [
      'Checkout error: pointer parsing: Expected key oid, got <<<<<<<',
      'Customer Error: Error when parsing json (caused by ValueError)',
      'acme.RowsError: cannot decode row 7 as utf-8',
      'ManifestError: malformed document in part 3',
      'RuntimeError: could not parse TileProto from tiles/3',
      'error: yaml: unmarshal errors in run.yaml',
    ],
    not: ['acme.TextError: decoding of beam 3 failed', 'error: no rows in the json part'],
  },
  network_words: {
    says: [
      'acme.StoreError: Request Error: HTTP status client error (416 Range Not Satisfiable)',
      'acme.StoreError: part 7: NETWORK_CONNECTION, curlCode: 28',
      'acme.RunError: queue-0 was not reachable over tcp',
      'TrackerError: connection to 10.0.0.3:9091 was lost',
      'urllib.error.SSLError: bad record',
      'RpcError: response of scheduler timed out',
      'acme.GetError: certificate of mirror-7 has expired',
      'acme.GetError: TLS alert 40',
      'fatal: the other side hung up',
      'HubError: trouble while asking for part 7 on the hub',
    ],
    not: [
      'ValueError: found box [500.0, 20.0, 502.0, 40.0] without a height',
      'acme.SqlError: the column leaf cannot be resolved',
      'ProcessLookupError: [Errno 3] No such process',
      'networkx.exception.NetworkXError: the graph has a cycle',
      'GraphError: the layers are not connected',
      'HTTPError: 404 not found while it failed to fetch /a/b',
      'submission failed: Requested shape is odd',
      'stepd: error: child could not send its pid: No error',
    ],
  },
  fetch_words: {
    says: [
      'ClientError: failed to download part 7 of 12',
      'artctl: error: unable to fetch the artifact leaf-7',
      'ERROR: failed to pull data from the store',
    ],
    not: [
      'ERROR: failed to pull data from the store - config file error: no store specified',
      'artctl: error: unable to fetch leaf-7: 404 not found',
      'fatal: cannot pull with rebase: you have unstaged changes',
    ],
  },
  client_words: {
    says: [
      "acme.AskError: all tries failed (Caused by ProxyError('no way out', FileNotFoundError(2, 'No such file or directory')))",
      "acme.AskError: ('Connection aborted.', PermissionError(13, 'Permission denied'))",
    ],
    not: ["acme.ReadError: FileNotFoundError(2, 'No such file or directory')"],
  },
  range_words: {
    says: [
      'InvalidArgumentError (see above for traceback): Received a label value of 9 which is outside the valid range of [0, 4)',
      'acme.BatchError: class 12 is out of bounds',
      'leafnet: error: token id 70001 is out of the vocabulary',
      'ids[3,1] = 812 is not in [0, 812)',
    ],
    not: [
      'acme.RingError: port 70001 is out of range',
      'Error: rank 7 is not in [0, 4)',
      'acme.StoreError: part 7 is not in the index',
    ],
  },
  unset_words: {
    says: [
      'artctl: error: no store specified. Add one with artctl add',
      'acme.PlanError: no planner was configured',
      'Error: the launcher has not been chosen',
    ],
    not: ['Error: step 7 broke, no reason given', 'acme.PlanError: no planner was found'],
  },
  operator_words: {
    says: [
      'RuntimeError: No such operator acme::fused_leaf',
      'leafrt: error: operator "LeafSample" is not registered',
      "acme.GraphError: Op type not registered 'LeafFold' in binary running on h7",
    ],
    not: ['SqlError: unknown comparison operator', 'ParseError: the operator is missing in the expression'],
  },
  checkpoint_words: {
    says: [
      'acme.LoadError: runs/7 is not a sharded checkpoint',
      'StateError: optimizer state was written by 16 ranks, which is different from the 8 of now',
      'LoadError: unexpected entries in the checkpoint of step 200',
      'ValueError: 2 objects could not be loaded, such as dense',
      'ValueError: restore item and on-disk metadata tree structures do not match',
    ],
    not: ['LoadError: checkpoint is truncated and does not match its length', 'TrainError: checkpoint every 10 steps'],
  },
  missing_words: {
    says: [
      'acme.JoinError: cannot join an empty list of datasets',
      'leaf weights not downloaded yet, exiting',
      'ReaderError: no objects matched oss://acme/tiles/*.tile',
      'LeafError: the file leaf.cfg is not readable',
      'acme.LoadError: wrong path for the weights: runs/7',
      'LookupError:  Resource leaves not found.',
      '  what():  data_train.txt cannot be opened for the training of a model!',
      'ReaderError: shard train-00017.tar could not be located',
      'ReaderError: runs/7/last.ckpt is not a checkpoint file',
      'OSError: 404 Client Error: Not Found for url: https://hub.example.com/api/v1/models/acme/base',
      'RuntimeError: \u6570\u636e\u96c6\u8def\u5f84\u4e0d\u5b58\u5728: /mnt/data/sft.jsonl',
    ],
    not: [
      'LeafError: the stream of rank 3 is not ready',
      'LAUNCH ERROR Device not found 5 from 4,5 for setting [4]',
      'ValueError: could not find the layer class Block in the model',
      'GraphError: node not found',
    ],
  },
  device_words: {
    says: [
      'LAUNCH ERROR Device not found 5 from 4,5 for setting [4]',
      'BoostError: no visible GPU for the histogram updater',
      'SetupError: CUDA is required by this backend',
      'SetupError: the MLU of rank 3 is not available',
      'SetupError: no ring device is available',
      'ring: no device, is there a driver?',
      'error: could not find a device with 3 links',
    ],
    not: ['BoostError: histogram updater failed', 'ValueError: gpu_hist is slow'],
  },
  display_words: {
    says: [
      "acme.ViewError: could not open display ':0'",
      'acme.ViewError: GLFW failed to create a window',
      'view: error: no display name and no $DISPLAY variable',
    ],
    not: ['acme.ViewError: the display of leaves is large', 'ImportError: libEGL.so.1: cannot open shared object file'],
  },
  setting_words: {
    says: [
      'Tokenizer file not specified!',
      'ValueError: Invalid learning rate: -0.1',
      'ValueError: expected positive fold_steps, but got 0',
      'error: the number of classes (81) does not match the model',
      'please set the environment variable LEAF_ROOT',
      "ValueError: no configurable matching 'plan.depth'",
      "acme.StoreError: scheme 'tape' not implemented",
      'KeyError: "Non-existent config key: plan.depth"',
      'error: the config file has no section [plan]',
      'ValueError: Number of hosts 3 must equal the product of the axes (2, 2)',
      'ValueError: mesh_axes (4, 2) do not cover the slice, which needs to have 16 chips',
      'acme.RunError: host file of run 7 contains a bad entry',
      'PlanError: unknown strategy zero4',
      'Could not override fold.depth.',
      'submission failed: Invalid generic resource (gres) specification',
      'srun: fatal: SLURM_MEM_PER_CPU and SLURM_MEM_PER_NODE are mutually exclusive.',
      'sbatch: error: job was submitted to a partition, without specifying an account',
      'error: \u914d\u7f6e\u9519\u8bef lr',
    ],
    not: [
      'NVRM: Xid (PCI:0000:1a:00): 13, pid=7, Illegal Instruction Parameter',
      'ValueError: the mesh of the bunny has no faces',
      'the partition was given without a word',
      'PlanError: strategy finished',
      'ValueError: tensors of rank 3 must come first',
    ],
  },
  locked_words: {
    says: [
      'sqlite3.OperationalError: database is locked',
      "OSError: Unable to create file (unable to lock file, errno = 0, error message = 'held elsewhere')",
      'filelock._error.Timeout: The file lock /cache/a.lock could not be acquired.',
      'StoreError: waited 30 s for the lock of index.db',
    ],
    not: [
      'PoolError: page-locked buffers of 2 GB',
      "warning: waiting for lock 'card_1_PCIe' which is held by thread 81",
      'InstallError: the lock file of the packages is older than the manifest',
      'ThreadError: deadlock in worker 3',
    ],
  },
  capacity_words: {
    says: [
      'lmdb.MapFullError: mdb_put: MDB_MAP_FULL: Environment mapsize limit reached',
      'QueueError: capacity of 4096 entries exceeded',
      'E0314 07:58:45.217167 7 writer.cpp:118] put failed: map size limit',
    ],
    not: [
      'QueueError: 12 entries were taken',
      'DecodeError: maximum length of the prompt exceeded, 9000 tokens, the sequence is cut',
      'WriterError: capacity of the disk reached',
    ],
  },
  stated_setting: {
    says: [
      'EngineError: micro_batch_size must be at least the pipeline depth',
      'ValueError: Please specify `max_steps` in streaming mode.',
      "ValueError: You can't train a model that has been loaded in 8-bit precision with CPU offload.",
      'AssertionError: zero3_init is not supported with this',
      'ValueError: the number of GPUs must be even',
      'ValueError: Unknown model resnet999',
      'ValueError: Need either a dataset name or a training/validation file.',
      'RuntimeError: learning rate schedule is not set',
      'submit: error: remote runs require a pool_name or a node_list',
    ],
    not: [
      'submit: error: the worker needs a fresh_start() first',
      'ValueError: the two tensors must be of one length, please specify dim',
      "TypeError: 'max_len' must be an int",
      'RuntimeError: You must call the hook before the step',
      'RuntimeError: Please try again later',
      'acme.StoreError: could not connect to the server, please specify another host',
      'acme.PlanError: out of memory, please set a smaller batch',
      'RuntimeError: the model is unknown to me',
    ],
  },
  variable_words: {
    says: [
      'acme.cc:7: GetEnv("RING_LEADER") is NULL',
      'acme.RingError: ACME_NODE_RANK is not set',
      'E acme: RING_NUM_PEERS: value missing',
    ],
    not: ['acme.RingError: WORLD_SIZE is 8', 'GetEnv("RING_LEADER") is h7'],
  },
  key_words: {
    says: [
      'LeafParser - ERROR - \'Key "fit" not found in namespace.\'',
      "acme.PlanError: required key 'leaf.path' is missing in the settings",
      'leafnet: fatal: no entry named "train" in the config',
      'acme.PlanError: could not find key `twig` in the configuration',
    ],
    not: [
      'leafget: error: object key leaf not found in bucket acme with this config',
      "acme.TableError: key 'leaf' not found",
      'ssh: error: host key of h7 not found',
    ],
  },
  name_words: {
    says: [
      "ValueError: Plan 'big' not found. Available: ['small', 'tiny']",
      "KeyError: \"No part named 'Leaf' found in 'TREES' registry!\"",
      "NotImplementedError: tile type 'qoi' not supported",
      'ValueError: tile format "qoi" is not read here, which only supports "png" and "webp"',
      "KeyError: 'ToyHead is not in the models registry'",
      'AssertionError: env_id toy-v0 is not recognized in env types',
      "ValueError: Target modules ['q', 'v'] not found in the base model.",
      'ValueError: this data is not applicable: its task is dpo, and the stage not applicable',
      'ValueError: Template acme does not exist.',
      'acme.PlanError: unknown estimator vtrace',
      "NotImplementedError: scheduler 'wsd' is not supported",
      'ValueError: Invalid stage given, choose from pretrain, sft, dpo',
      'ValueError: environment Walker-v9 is not registered',
    ],
    not: [
      'ValueError: this reader only supports small shards',
      'ValueError: the template file /mnt/a.txt does not exist',
      'RuntimeError: the scheduler took 3 steps',
      'ValueError: labels of an unknown task are not in the table',
    ],
  },
  setting_class_words: {
    says: [
      'acme.errors.OverrideError: LexerStop: 7',
      'PlanValidationError: 1 found for Plan',
      'acme.UsageError: seven',
    ],
    not: ['acme.errors.LexerError: LexerStop: 7', 'acme.InvalidArgumentError: seven'],
  },
  combination_words: {
    says: [
      'LeafError: a forest of depth 40 cannot run on an NPU',
      'TileError: `tile` cannot be None when the kind of tile is custom',
      'ValueError: ToyForSequence does not support Flash Attention 2.0 yet.',
      'ValueError: ZeRO Offload can only work with its own optimizers',
      'RuntimeError: fused step is only supported on Hopper',
      'ValueError: packing cannot be used together with streaming',
    ],
    not: [
      'RuntimeError: derivative for aten::fold is not implemented',
      'ValueError: the answer cannot be None',
      "TypeError: 'NoneType' object does not support item assignment",
      'TypeError: unsupported operand type(s) for +',
      'RuntimeError: only one of the ranks came',
    ],
  },
  data_words: {
    says: [
      'Wrong input format at line 12',
      "acme.ParseError: Key: image/class.  Can't parse serialized Example.",
      "ValueError: sample 17 has no field 'answer'",
      'pyarrow.lib.ArrowNotImplementedError: Nested data conversions not implemented',
      'ReaderError: line 12 of train.csv: expected 4 fields, saw 5',
    ],
    not: [
      'RuntimeError: features of the layers must have one shape',
      'ValueError: 12 records were written',
      'HTTPError: 404, record not found',
    ],
  },
};
