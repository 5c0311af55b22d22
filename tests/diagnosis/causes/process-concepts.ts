import type { CauseTexts } from './texts.ts';

/** What errors that no cause knows say of other processes, and of ports. */
export const processConcepts: CauseTexts = {
  preempted_words: {
    says: [
      'acmed: error: *** STEP 7.0 ON w-3 ENDED DUE TO PREEMPTION ***',
      'launcher: this job was requeued by the scheduler',
      'node w-3 is reclaimed, leaving',
    ],
    not: ['Error: sequence 7 of the job is preempted: the KV cache is full', 'Error: the hook of preemption of job 7'],
  },
  machine_leaves_words: {
    says: [
      'keeper 7: the node w-3 is being drained',
      'agent: instance i-7 is now shutting down',
      'leafd: Power button pressed',
    ],
    not: ['a worker process of node w-3 is shutting down', 'the node may be terminated when it is drained'],
  },
  person_words: {
    says: [
      'grove 7: stopped by an operator',
      'leaf 7 was deleted at the request of user leaf@w-3',
      'manager: owner requested a stop of run 7',
    ],
    not: ['leaf 7 can be stopped by the user', 'leaf 7 was stopped by its keeper'],
  },
  internal_words: {
    says: ['acme.cc:7: this should never happen', 'acme.Error: fold 7 is odd, which looks like nothing: this is a bug'],
    not: ['acme.Error: the report of fold 7', 'acme.Error: cannot report this to the monitor'],
  },
  report_words: {
    says: ['acme.Error: fold 7 is odd, please report a bug', 'acme.Error: fold 9 came back odd. Please file an issue.'],
    not: ['acme.Error: cannot report the bugs of the lint', 'acme.Error: the issue file of fold 7'],
  },
  foreign_message_words: {
    says: [
      'ring.cc:7: Check failed: ring.ParseFromArray(msg_buf, 7)',
      'acme.RingError: cannot decode recv_data of 7 bytes',
    ],
    not: ['acme.RingError: cannot decode the picture', 'ring.cc:7: recv_buf is too small'],
  },
  shared_device_words: {
    says: [
      'acme.GroupError: duplicate NIC mlx5_2 among the ranks',
      'Error: process 3 and process 0 both use NPU 1',
      'LaunchError: two workers were assigned to the same GPU',
    ],
    not: ['DataError: duplicate rows on line 7', 'acme.PlanError: both losses use the GPU'],
  },
  interface_words: {
    says: [
      'acme.NetError: no usable network interface',
      'Error: interface ib7 does not exist',
      'leaf.LeafError: src/leaf.cc:63: Check failed: could not get the host IP of leaf 7',
      'acme.RingError: Check failed: !own.empty() failed to get the ip',
      'error: could not determine the local address',
      'RingError: address of family 59936 is not known here, family 59936 is neither of both',
    ],
    not: [
      'PluginError: the interface of the model is not there',
      'TypeError: unknown interface of the reader',
      'acme.PluginError: could not find the interface method of the class',
    ],
  },
  port_words: {
    says: [
      'lightgbm.basic.LightGBMError: Binding port 12400 failed',
      'GrpcError: could not bind 0.0.0.0:50051: Permission denied by policy',
      'panic: listen tcp :8080: bind: cannot assign requested address failed',
      'TrackerError: unable to listen on port 9091',
      'StoreError: port 29500 is not available',
      'error: failed to bind to address 10.0.0.9:6379',
      'acme.RpcError: could not start the status server',
    ],
    not: [
      'GraphError: failed to bind variable x of the tensor',
      'ValueError: port must be an integer',
      'error: could not bind mount /data',
    ],
  },
  exists_words: {
    says: [
      'output folder runs/7 is not empty',
      "mkdir: cannot create directory '/mnt/out/run1': File exists",
      "fatal: destination path 'train' already exists and is not an empty directory.",
      'error: prefix runs/7 of the bucket already exists',
      'acme.RegistryError: trial t-7 exists already',
    ],
    not: ['INFO folder already exists, skipping it', 'error: the file does not exist'],
  },
  undetermined_words: {
    says: [
      "slurmd: fatal: Unable to determine this slurmd's NodeName",
      'PlanError: could not infer the number of stages from the layout',
    ],
    not: ['RuntimeError: Could not infer dtype of NoneType', 'Unable to determine the device handle for GPU 3'],
  },
  mpi_usage_words: {
    says: ['*** MPI_ERR_TRUNCATE: message truncated', 'mpi4py.MPI.Exception: MPI_ERR_RANK: invalid rank'],
    not: ['MPI_ERR_OTHER: known error not in list', 'the file is truncated'],
  },
  order_words: {
    says: [
      'AssertionError: the parallel group of trees is not initialized',
      '*** The MPI_Comm_rank() function was called before MPI_INIT was invoked.',
      'StateError: the queue was used after it was closed',
      'RuntimeError: the communicator of the sampler is not initialized',
      'KeyError: Process group leaf-dp has already been created',
    ],
    not: ['the step was run after 3 s', 'the hook is called before each batch'],
  },
  count_words: {
    says: [
      'acme.RtError: there were insufficent NCs for the requested operation',
      'AssertionError: this plan needs at least 2 GPUs',
      'RuntimeError: LEAF_RESOURCE (9): there were insufficent LCs for the requested operation',
      'RuntimeError: the plan is for 1 nodes but launched on 2',
      'A sequential map was requested, but not enough node entries were given to support the number of processes',
      'srun: error: Unable to create step for job 123: More processors requested than permitted',
      'acme.PlanError: too few workers for 3 stages, at least 3 are required',
      'All nodes which are allocated for this job are already filled.',
      'error: need an even number of workers, got 3',
      'acme.PlanError: insufficent NCs were given to the plan',
      'MpiError: fewer slots than ranks were requested',
      'sbatch: error: CPU count per node can not be satisfied',
      'PlanError: 8 GPUs are free, fewer than the 16 ranks of the plan',
      'RingError: mismatch in worker count, 16 : 8',
      'acme.PlanError: world size 4 does not match the mesh',
      'srun: error: Only allocated 3 nodes asked for 4',
      'PlacementError: the request of 9 workers is infeasible',
      'launch: error: no compute hosts are available',
    ],
    not: [
      'acme.RunError: 4 GPUs were seen',
      'acme.DataError: too few samples for 3 tasks are available',
      'error: more memory than the nodes have available',
      'the trainer has 3 workers',
      'the node configuration of the graph is not printed',
    ],
  },
  node_words: {
    says: [
      'slurmstepd: error: pyxis: seccomp filter failed: Function not implemented',
      'error: cgroup v1 is not supported by this runtime',
      'acme.BoxError: unshare is not permitted here',
      'error: kernel module fuse is not loaded',
      'box: error: cannot connect to the Docker daemon',
      'FATAL: could not attach the image: no loop devices available',
    ],
    not: ['KernelError: the fused kernel failed', 'INFO cgroup v2 found'],
  },
  lost_process_words: {
    says: [
      "distributed.scheduler.KilledWorker: ('train-0', <Worker 'tcp://10.0.0.3:34589', memory: 0, processing: 3>)",
      'acme.WorkerLostError: w-7',
      'celery.WorkerLost: no word of it for 60 s',
      'acme.PoolError: rank 3 died while it reduced the gradients',
      'acme.DeadActorError: a-17',
      'PoolError: Worker 7 disappeared between two steps',
      'RunnerError: the subprocess exited prematurely',
      'EngineError: 2 executors were lost',
    ],
    not: [
      'QueueError: tasks are waiting for a worker',
      'ValueError: the dead zone of the actor must be positive',
      'LoaderError: a lost frame in clip 7',
    ],
  },
  cancelled_words: {
    says: ['acme.RunError: (Cancelled: From /job:worker/task:3: )', 'acme.StepError: the step was cancelled'],
    not: ['acme.RunError: the run was cancelled by the user', 'acme.Error: a cancelled order'],
  },
  usage_words: {
    says: ['usage: fold.pl log-file command... at tools/fold.pl line 26.', "Try 'leaf --help' for more information."],
    not: ['the usage of memory: 7 GiB', 'usage of leaf:'],
  },
  bare_failure_words: {
    says: [
      'Exception in thread "main" ml.dmlc.xgboost4j.java.XGBoostError: XGBoostModel training failed',
      'acme.JobError: Job aborted.',
      'RuntimeError: Training failed!',
      'acme.WorkerException: execute task: fold_0 failed, return code: 134',
      'ERROR Container rank 6 status failed cmd [python, -u, train.py] code -6 log workerlog.6',
      'RuntimeError: Subprocess finished with status 1',
    ],
    not: [
      'acme.JobError: Job failed since the label column is not there',
      'Training failed',
      'acme.HttpError: request failed with status 500',
    ],
  },
};
