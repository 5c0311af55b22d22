/** Ends of logs as frameworks really write them, with what they say. The texts are ours, their forms are the frameworks'. */
export interface LogSample {
  name: string;
  category: string;
  /** Default `direct`. */
  directness?: 'direct' | 'indirect';
  /** The finding only follows from another process. */
  consequence?: boolean;
  /** `file:line` of the innermost frame of the program. */
  at?: string;
  log: string;
}

const torchrun = (
  exitcode: string,
  traceback = 'To enable traceback see: https://pytorch.org/docs/stable/elastic/errors.html',
) => `
E0305 12:14:03.221000 139 site-packages/torch/distributed/elastic/multiprocessing/api.py:833] failed (exitcode: ${exitcode}) local_rank: 0 (pid: 222) of binary: /opt/conda/bin/python
Traceback (most recent call last):
  File "/opt/conda/bin/torchrun", line 8, in <module>
    sys.exit(main())
  File "/opt/conda/lib/python3.10/site-packages/torch/distributed/elastic/multiprocessing/errors/__init__.py", line 355, in wrapper
    return f(*args, **kwargs)
  File "/opt/conda/lib/python3.10/site-packages/torch/distributed/run.py", line 919, in main
    run(args)
  File "/opt/conda/lib/python3.10/site-packages/torch/distributed/launcher/api.py", line 269, in launch_agent
    raise ChildFailedError(
torch.distributed.elastic.multiprocessing.errors.ChildFailedError:
============================================================
train.py FAILED
------------------------------------------------------------
Failures:
[1]:
  time      : 2026-03-05_12:14:02
  host      : dlc1xjcumbfm7aai-master-0
  rank      : 1 (local_rank: 1)
  exitcode  : -15 (pid: 223)
  error_file: <N/A>
  traceback : Signal 15 (SIGTERM) received by PID 223
------------------------------------------------------------
Root Cause (first observed failure):
[0]:
  time      : 2026-03-05_12:14:01
  host      : dlc1xjcumbfm7aai-master-0
  rank      : 0 (local_rank: 0)
  exitcode  : ${exitcode} (pid: 222)
  error_file: <N/A>
  traceback : ${traceback}
============================================================`;

const steps = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `step ${from + index}: loss ${(3 - index / 100).toFixed(2)}, time 2300ms`,
  ).join('\n');

const hf = (epochs: readonly number[]): string =>
  epochs.map((epoch) => `{'loss': 1.42, 'grad_norm': 0.9, 'learning_rate': 1.9e-05, 'epoch': ${epoch}}`).join('\n');

const megatron = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      ` [2026-03-05 12:0${index}:00] iteration     ${from + index}/  500000 | consumed samples:        25600 | elapsed time per iteration (ms): 1234.5 | throughput per GPU (TFLOP/s/GPU): 180.1 | learning rate: 1.0E-04 | global batch size:   256 | lm loss: 7.12E+00 | loss scale: 1.0 | grad norm: 1.2 | number of skipped iterations:   0 | number of nan iterations:   0 |`,
  ).join('\n');

export const SAMPLES: readonly LogSample[] = [
  {
    name: 'plain Python, uncaught ValueError in user code',
    category: 'user_code_error',
    at: '/mnt/code/train.py:57',
    log: `WARNING: Running pip as the 'root' user can result in broken permissions
/opt/conda/lib/python3.10/site-packages/foo.py:10: DeprecationWarning: bar is deprecated
  warnings.warn(
${steps(1, 4)}
Traceback (most recent call last):
  File "/mnt/code/train.py", line 88, in <module>
    main()
  File "/mnt/code/train.py", line 57, in main
    loss = criterion(out, labels)
  File "/opt/conda/lib/python3.10/site-packages/torch/nn/functional.py", line 3026, in cross_entropy
    return torch._C._nn.cross_entropy_loss(input, target, weight)
ValueError: Expected input batch_size (32) to match target batch_size (16).`,
  },
  {
    name: 'torchrun, KeyError in one rank, table of the launcher behind it',
    category: 'user_code_error',
    at: '/mnt/code/data/loader.py:41',
    log: `${steps(100, 3)}
[rank3]: Traceback (most recent call last):
[rank3]:   File "/mnt/code/train.py", line 210, in <module>
[rank3]:     train(cfg)
[rank3]:   File "/mnt/code/data/loader.py", line 41, in __getitem__
[rank3]:     return item["labels"]
[rank3]:            ~~~~^^^^^^^^^^
[rank3]: KeyError: 'labels'
W0305 12:14:02.901000 139 site-packages/torch/distributed/elastic/multiprocessing/api.py:891] Sending process 223 closing signal SIGTERM${torchrun('1')}`,
  },
  {
    name: 'DataLoader worker, original traceback inside the message',
    category: 'user_code_error',
    at: '/root/code/dataset.py:19',
    log: `Traceback (most recent call last):
  File "/root/code/main.py", line 12, in <module>
    for batch in loader:
  File "/usr/local/lib/python3.10/dist-packages/torch/utils/data/dataloader.py", line 633, in __next__
    data = self._next_data()
  File "/usr/local/lib/python3.10/dist-packages/torch/_utils.py", line 644, in reraise
    raise exception
IndexError: Caught IndexError in DataLoader worker process 2.
Original Traceback (most recent call last):
  File "/usr/local/lib/python3.10/dist-packages/torch/utils/data/_utils/worker.py", line 308, in _worker_loop
    data = fetcher.fetch(index)
  File "/root/code/dataset.py", line 19, in __getitem__
    return self.rows[index]
IndexError: list index out of range
`,
  },
  {
    name: 'drawn (rich) traceback of accelerate',
    category: 'user_code_error',
    at: '/mnt/code/finetune.py:145',
    log: `╭───────────────────── Traceback (most recent call last) ──────────────────────╮
│ /mnt/code/finetune.py:201 in <module>                                        │
│                                                                              │
│   198                                                                        │
│ ❱ 201 main()                                                                 │
│ /mnt/code/finetune.py:145 in main                                            │
│                                                                              │
│ ❱ 145 │   raise TypeError("expected a tensor")                               │
╰──────────────────────────────────────────────────────────────────────────────╯
TypeError: expected a tensor
Traceback (most recent call last):
  File "/opt/conda/bin/accelerate", line 8, in <module>
    sys.exit(main())
  File "/opt/conda/lib/python3.10/site-packages/accelerate/commands/launch.py", line 673, in simple_launcher
    raise subprocess.CalledProcessError(returncode=process.returncode, cmd=cmd)
subprocess.CalledProcessError: Command '['/opt/conda/bin/python', 'finetune.py']' returned non-zero exit status 1.`,
  },
  {
    name: 'Ray task error',
    category: 'user_code_error',
    directness: 'indirect',
    at: '/mnt/code/workers.py:33',
    log: `2026-03-05 12:00:00,101	INFO worker.py:1743 -- Connecting to existing Ray cluster at address: 10.0.0.2:6379...
Traceback (most recent call last):
  File "/mnt/code/driver.py", line 61, in <module>
    ray.get(futures)
  File "/opt/conda/lib/python3.10/site-packages/ray/_private/worker.py", line 2524, in get
    raise value.as_instanceof_cause()
ray.exceptions.RayTaskError(AssertionError): ray::rollout() (pid=811, ip=10.0.0.3)
  File "/mnt/code/workers.py", line 33, in rollout
    assert reward.shape == mask.shape
AssertionError: reward and mask differ`,
  },
  {
    name: 'device-side assert',
    category: 'user_code_error',
    log: `${steps(10, 2)}
../aten/src/ATen/native/cuda/Loss.cu:250: nll_loss_forward_reduce_cuda_kernel_2d: block: [0,0,0], thread: [3,0,0] Assertion \`t >= 0 && t < n_classes\` failed.
Traceback (most recent call last):
  File "/mnt/code/train.py", line 9, in <module>
    loss.backward()
RuntimeError: CUDA error: device-side assert triggered
CUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.`,
  },
  {
    name: 'XGBoost check failed',
    category: 'user_code_error',
    at: '/mnt/code/boost.py:20',
    log: `[12:00:01] INFO: /workspace/src/data/data.cc:100: loaded
[0]	train-auc:0.71	eval-auc:0.70
Traceback (most recent call last):
  File "/mnt/code/boost.py", line 20, in <module>
    bst = xgb.train(params, dtrain)
  File "/usr/lib/python3.10/site-packages/xgboost/core.py", line 282, in _check_call
    raise XGBoostError(py_str(_LIB.XGBGetLastError()))
xgboost.core.XGBoostError: [12:00:02] /workspace/src/objective/multiclass_obj.cu:120: SoftmaxMultiClassObj: label must be in [0, num_class).
Stack trace:
  [bt] (0) /usr/lib/libxgboost.so(+0x1a2b) [0x7f]`,
  },
  {
    name: 'bash syntax error',
    category: 'user_code_error',
    log: `+ cd /mnt/code
run.sh: line 14: syntax error near unexpected token \`done'
run.sh: line 14: \`done'`,
  },
  {
    name: 'Python syntax error printed by the interpreter',
    category: 'user_code_error',
    at: '/mnt/code/train.py:12',
    log: `  File "/mnt/code/train.py", line 12
    def main(:
             ^
SyntaxError: invalid syntax`,
  },
  {
    name: 'module not found',
    category: 'missing_module_or_file',
    at: '/mnt/code/model.py:3',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 5, in <module>
    from model import Net
  File "/mnt/code/model.py", line 3, in <module>
    import flash_attn
ModuleNotFoundError: No module named 'flash_attn'`,
  },
  {
    name: 'checkpoint not found, wrapped by the trainer',
    category: 'missing_module_or_file',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 40, in load
    state = torch.load(path)
  File "/opt/conda/lib/python3.10/site-packages/torch/serialization.py", line 1065, in load
    with _open_file_like(f, 'rb') as opened_file:
FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/ckpt/last.pt'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/mnt/code/train.py", line 90, in <module>
    main()
  File "/mnt/code/train.py", line 44, in load
    raise RuntimeError("resume failed") from error
RuntimeError: resume failed`,
  },
  {
    name: 'script that does not exist',
    category: 'missing_module_or_file',
    log: "python: can't open file '/mnt/code/trian.py': [Errno 2] No such file or directory",
  },
  {
    name: 'command not found at the end of a script',
    category: 'missing_module_or_file',
    log: 'start\n/bin/bash: line 3: torchrunn: command not found',
    directness: 'indirect',
  },
  {
    name: 'shared library',
    category: 'missing_module_or_file',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 1, in <module>
    import apex_C
ImportError: libcudart.so.11.0: cannot open shared object file: No such file or directory`,
  },
  {
    name: 'model that is neither a folder nor a repository',
    category: 'missing_module_or_file',
    log: `Traceback (most recent call last):
  File "/mnt/code/sft.py", line 30, in <module>
    tok = AutoTokenizer.from_pretrained(args.model)
OSError: /mnt/models/qwen is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'`,
  },
  {
    name: 'permission denied on the output folder',
    category: 'permission_or_mount',
    log: `${steps(1, 2)}
Traceback (most recent call last):
  File "/mnt/code/train.py", line 71, in save
    os.makedirs(out)
PermissionError: [Errno 13] Permission denied: '/mnt/output/run1'`,
  },
  {
    name: 'script without the execute bit',
    category: 'permission_or_mount',
    log: '/bin/sh: 1: ./run.sh: Permission denied',
  },
  {
    name: 'read-only mount',
    category: 'permission_or_mount',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 71, in save
    with open(path, "w") as f:
OSError: [Errno 30] Read-only file system: '/mnt/data/out.json'`,
  },
  {
    name: 'bucket denied',
    category: 'permission_or_mount',
    log: `Traceback (most recent call last):
  File "/mnt/code/io.py", line 7, in fetch
    bucket.get_object(key)
  File "/opt/conda/lib/python3.10/site-packages/oss2/api.py", line 500, in _do
    raise e
oss2.exceptions.AccessDenied: {'status': 403, 'details': {'Code': 'AccessDenied', 'Message': 'You have no right to access this object.'}}`,
  },
  {
    name: 'CUDA out of memory in one rank, NCCL trouble in another',
    category: 'cuda_oom',
    at: '/mnt/code/model.py:88',
    log: `${steps(5, 3)}
[rank2]: Traceback (most recent call last):
[rank2]:   File "/mnt/code/model.py", line 88, in forward
[rank2]:     x = self.attn(x)
[rank2]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 2 has a total capacity of 79.15 GiB of which 1.02 GiB is free.
[rank0]:[W305 12:14:01.1 ProcessGroupNCCL.cpp:1168] Warning: WARNING: process group has NOT been destroyed before we destruct ProcessGroupNCCL.
[rank1]: Traceback (most recent call last):
[rank1]:   File "/mnt/code/train.py", line 20, in step
[rank1]:     dist.all_reduce(t)
[rank1]: torch.distributed.DistBackendError: NCCL error in: ../torch/csrc/distributed/c10d/ProcessGroupNCCL.cpp:1333, remote process exited or there was a network error, NCCL version 2.20.5
[rank1]: ncclRemoteError: A call failed possibly due to a network error or a remote process exiting prematurely.${torchrun('1')}`,
  },
  {
    name: 'older CUDA out of memory',
    category: 'cuda_oom',
    log: `Traceback (most recent call last):
  File "train.py", line 3, in <module>
    y = net(x)
RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 15.78 GiB total capacity; 14.2 GiB already allocated)`,
  },
  {
    name: 'TensorFlow, GPU',
    category: 'cuda_oom',
    log: `2026-03-05 12:00:00.1: W tensorflow/core/common_runtime/bfc_allocator.cc:479] Allocator (GPU_0_bfc) ran out of memory trying to allocate 2.00GiB
Traceback (most recent call last):
  File "/mnt/code/main.py", line 4, in <module>
    model.fit(ds)
tensorflow.python.framework.errors_impl.ResourceExhaustedError: Graph execution error:
OOM when allocating tensor with shape[256,1024,1024] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc [Op:Mul]`,
  },
  {
    name: 'XGBoost on GPU',
    category: 'cuda_oom',
    log: `Traceback (most recent call last):
  File "/mnt/code/boost.py", line 20, in <module>
    bst = xgb.train(params, dtrain)
xgboost.core.XGBoostError: [12:00:02] /workspace/src/common/device_helpers.cuh:431: Memory allocation error on worker 0: std::bad_alloc: cudaErrorMemoryAllocation: out of memory`,
  },
  {
    name: 'Python MemoryError of numpy',
    category: 'host_oom',
    log: `Traceback (most recent call last):
  File "/mnt/code/prep.py", line 9, in <module>
    a = np.zeros((900000, 900000))
numpy.core._exceptions._ArrayMemoryError: Unable to allocate 5.89 TiB for an array with shape (900000, 900000) and data type float64`,
  },
  {
    name: 'kernel killed the shell child',
    category: 'host_oom',
    directness: 'indirect',
    log: `${steps(5, 3)}\nrun.sh: line 7:   345 Killed                  python train.py --epochs 3`,
  },
  {
    name: 'torchrun with a killed rank',
    category: 'host_oom',
    directness: 'indirect',
    log: `${hf([0.1, 0.2])}${torchrun('-9', 'Signal 9 (SIGKILL) received by PID 222')}`,
  },
  {
    name: 'Ray memory monitor',
    category: 'host_oom',
    log: `(raylet) [2026-03-05 12:21:29,851 E 9751 9751] (raylet) node_manager.cc:3084: 4 Workers (tasks / actors) killed due to memory pressure (OOM), 0 Workers crashed due to other reasons at node (ID: b287, IP: 10.0.0.12) over the last time period.
Traceback (most recent call last):
  File "/mnt/code/driver.py", line 61, in <module>
    ray.get(futures)
ray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory.`,
  },
  {
    name: 'mpirun with a killed rank',
    category: 'host_oom',
    directness: 'indirect',
    log: `Train Epoch: 1 [3200/60000 (5%)]	Loss: 0.512
--------------------------------------------------------------------------
Primary job  terminated normally, but 1 process returned
a non-zero exit code. Per user-direction, the job has been aborted.
--------------------------------------------------------------------------
mpirun noticed that process rank 7 with PID 0 on node dlc1xjcumbfm7aai-worker-1 exited on signal 9 (Killed).`,
  },
  {
    name: 'shared memory of the data loader',
    category: 'resource_limit',
    directness: 'indirect',
    log: `ERROR: Unexpected bus error encountered in worker. This might be caused by insufficient shared memory (shm).
Traceback (most recent call last):
  File "/mnt/code/train.py", line 12, in <module>
    for batch in loader:
RuntimeError: DataLoader worker (pid 46794) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory. Please try to raise your shared memory limit.`,
  },
  {
    name: 'NCCL watchdog',
    category: 'nccl_timeout',
    directness: 'indirect',
    consequence: true,
    log: `${megatron(100, 3)}
[rank1]:[E305 12:24:44.903881913 ProcessGroupNCCL.cpp:616] [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=808, OpType=ALLREDUCE, NumelIn=9801523, NumelOut=9801523, Timeout(ms)=600000) ran for 600020 milliseconds before timing out.
[rank1]:[E305 12:24:45.1 ProcessGroupNCCL.cpp:684] [Rank 1] Some NCCL operations have failed or timed out. Due to the asynchronous nature of CUDA kernels, subsequent GPU operations might run on corrupted/incomplete data.
[rank1]:[E305 12:24:45.2 ProcessGroupNCCL.cpp:698] [Rank 1] To avoid data inconsistency, we are taking the entire process down.
terminate called after throwing an instance of 'c10::DistBackendError'
  what():  [PG ID 0 PG GUID 0 Rank 1] Process group watchdog thread terminated with exception: [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=808, OpType=ALLREDUCE, NumelIn=9801523, NumelOut=9801523, Timeout(ms)=600000) ran for 600020 milliseconds before timing out.
frame #0: c10::Error::Error(c10::SourceLocation, std::string) + 0x57 (0x7fbacdf3c897 in /opt/conda/lib/libc10.so)${torchrun('-6', 'Signal 6 (SIGABRT) received by PID 222')}`,
  },
  {
    name: 'store time-out at the start',
    category: 'nccl_timeout',
    directness: 'indirect',
    consequence: true,
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 12, in <module>
    dist.init_process_group("nccl")
torch.distributed.DistStoreError: Timed out after 1801 seconds waiting for clients. 3/4 clients joined.`,
  },
  {
    name: 'Horovod stall',
    category: 'nccl_timeout',
    directness: 'indirect',
    consequence: true,
    log: `[1,0]<stderr>:[2026-03-05 13:57:31.866068: W horovod/common/stall_inspector.cc:107] One or more tensors were submitted to be reduced, gathered or broadcasted by subset of ranks and are waiting for remainder of ranks for more than 60 seconds.
[1,0]<stderr>:Missing ranks:
[1,0]<stderr>:1: [DistributedAdam_Allreduce/cond/HorovodAllreduce_0]`,
  },
  {
    name: 'Xid behind a failing kernel',
    category: 'hardware_fault',
    log: `${steps(50, 3)}
NVRM: Xid (PCI:0000:51:00): 79, pid=1234, GPU has fallen off the bus.
Traceback (most recent call last):
  File "/mnt/code/train.py", line 9, in <module>
    loss.backward()
RuntimeError: CUDA error: unspecified launch failure`,
  },
  {
    name: 'uncorrectable ECC error',
    category: 'hardware_fault',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 9, in <module>
    loss.backward()
RuntimeError: CUDA error: uncorrectable ECC error encountered`,
  },
  {
    name: 'argparse',
    category: 'bad_configuration',
    log: `usage: train.py [-h] [--lr LR]
train.py: error: unrecognized arguments: --learning-rate 0.1`,
  },
  {
    name: 'environment variable missing',
    category: 'bad_configuration',
    at: '/mnt/code/train.py:7',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 7, in <module>
    root = os.environ["DATA_ROOT"]
  File "/opt/conda/lib/python3.10/os.py", line 680, in __getitem__
    raise KeyError(key) from None
KeyError: 'DATA_ROOT'`,
  },
  {
    name: 'key missing in the configuration',
    category: 'bad_configuration',
    directness: 'indirect',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 9, in build
    width = cfg["model"]["width"]
KeyError: 'width'`,
  },
  {
    name: 'configuration file that cannot be read',
    category: 'bad_configuration',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 9, in read_settings
    settings = json.load(open("ds_config.json"))
  File "/opt/conda/lib/python3.10/json/decoder.py", line 355, in raw_decode
    raise JSONDecodeError("Expecting value", s, err.value) from None
json.decoder.JSONDecodeError: Expecting value: line 3 column 1 (char 20)`,
  },
  {
    name: 'Megatron parallel sizes',
    category: 'bad_configuration',
    log: `using world size: 12, data-parallel size: 1
Traceback (most recent call last):
  File "/mnt/Megatron-LM/pretrain_gpt.py", line 250, in <module>
    pretrain(...)
  File "/mnt/Megatron-LM/megatron/training/arguments.py", line 168, in validate_args
    assert args.world_size % total_model_size == 0, (
AssertionError: world size (12) is not divisible by total_model_size (8)`,
  },
  {
    name: 'DeepSpeed batch sizes',
    category: 'bad_configuration',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 30, in <module>
    engine, *_ = deepspeed.initialize(config=cfg)
  File "/opt/conda/lib/python3.10/site-packages/deepspeed/runtime/config.py", line 932, in _batch_assertion
    assert train_batch == micro_batch * grad_acc * self.world_size
AssertionError: Check batch related parameters. train_batch_size is not equal to micro_batch_per_gpu * gradient_acc_step * world_size 32 != 4 * 1 * 16`,
  },
  {
    name: 'more processes than GPUs',
    category: 'bad_configuration',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 6, in <module>
    torch.cuda.set_device(local_rank)
RuntimeError: CUDA error: invalid device ordinal${torchrun('1')}`,
  },
  {
    name: 'unbound variable',
    category: 'bad_configuration',
    log: '/mnt/code/run.sh: line 4: OUTPUT_DIR: unbound variable',
  },
  {
    name: 'mpirun without slots',
    category: 'bad_configuration',
    log: `--------------------------------------------------------------------------
There are not enough slots available in the system to satisfy the 16
slots that were requested by the application:
  python
--------------------------------------------------------------------------`,
  },
  {
    name: 'model hub unreachable',
    category: 'network_failure',
    directness: 'indirect',
    log: `Traceback (most recent call last):
  File "/mnt/code/sft.py", line 30, in <module>
    tok = AutoTokenizer.from_pretrained("Qwen/Qwen2-7B")
requests.exceptions.ConnectionError: HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url: /Qwen/Qwen2-7B/resolve/main/config.json (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno 101] Network is unreachable'))`,
  },
  {
    name: 'Slurm preemption',
    category: 'preempted_or_reclaimed',
    log: `${steps(1, 3)}
slurmstepd: error: *** JOB 8812 ON node-3 CANCELLED AT 2026-03-05T12:00:00 DUE TO PREEMPTION ***`,
  },
  // Traps.
  {
    name: 'an earlier out-of-memory that training got over, then a real error',
    category: 'user_code_error',
    at: '/mnt/code/eval.py:5',
    log: `${steps(1, 5)}
WARNING trainer: CUDA out of memory. Tried to allocate 1.2 GiB; skipping this batch
${steps(6, 5)}
Traceback (most recent call last):
  File "/mnt/code/eval.py", line 5, in evaluate
    return metric.compute()
ZeroDivisionError: division by zero`,
  },
  {
    name: 'an exception logged and caught at the start, then a missing file',
    category: 'missing_module_or_file',
    log: `WARNING root: apex is not available, falling back to torch.optim
Traceback (most recent call last):
  File "/mnt/code/optim.py", line 3, in <module>
    import apex
ModuleNotFoundError: No module named 'apex'
INFO root: world size 8
INFO root: building the dataset
INFO root: using bf16
INFO root: model has 7.1B parameters
INFO root: loading shards
INFO root: reading the index
INFO root: 12 workers
Traceback (most recent call last):
  File "/mnt/code/data.py", line 77, in open_shard
    return open(path, "rb")
FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/shard-00017.bin'`,
  },
  {
    name: 'a rank that died long before the watchdog of the others',
    category: 'user_code_error',
    log: `${steps(1, 3)}
[rank5]: Traceback (most recent call last):
[rank5]:   File "/mnt/code/data.py", line 7, in decode
[rank5]:     return json.loads(row)["text"]
[rank5]: KeyError: 'text'
[rank1]:[E305 12:44:44.9 ProcessGroupNCCL.cpp:616] [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=808, OpType=ALLREDUCE, NumelIn=1, NumelOut=1, Timeout(ms)=1800000) ran for 1800020 milliseconds before timing out.${torchrun('-6', 'Signal 6 (SIGABRT) received by PID 222')}`,
  },
  {
    name: 'an exception ignored in a destructor behind the real one',
    category: 'permission_or_mount',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 71, in save
    os.makedirs(out)
PermissionError: [Errno 13] Permission denied: '/mnt/output/run1'
Exception ignored in: <function Writer.__del__ at 0x7f>
Traceback (most recent call last):
  File "/mnt/code/writer.py", line 9, in __del__
    self.close()
AttributeError: 'Writer' object has no attribute 'fh'`,
  },
  {
    name: 'an error at the start without a word of recovery, long before a time-out',
    category: 'nccl_timeout',
    directness: 'indirect',
    consequence: true,
    log: `Traceback (most recent call last):
  File "/mnt/code/optim.py", line 3, in <module>
    import apex
ModuleNotFoundError: No module named 'apex'
${Array.from({ length: 20 }, (_, index) => `INFO root: reading part ${index} of the index`).join('\n')}
[E ProcessGroupNCCL.cpp:737] [Rank 3] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=1, OpType=BROADCAST, Timeout(ms)=1800000) ran for 1804371 milliseconds before timing out.`,
  },
  {
    name: 'a rank that wrote on after its error',
    category: 'missing_module_or_file',
    log: `[rank2]: Traceback (most recent call last):
[rank2]:   File "/mnt/code/cache.py", line 3, in warm
[rank2]:     self.table[0]
[rank2]: IndexError: list index out of range
${Array.from({ length: 5 }, (_, index) => `[rank2]: reading part ${index}`).join('\n')}
[rank0]: Traceback (most recent call last):
[rank0]:   File "/mnt/code/data.py", line 9, in open
[rank0]:     open(path)
[rank0]: FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/a'`,
  },
  {
    name: 'a broken connection while an error of the program was handled',
    category: 'user_code_error',
    at: '/mnt/code/train.py:30',
    log: `${steps(1, 3)}
Traceback (most recent call last):
  File "/mnt/code/train.py", line 30, in step
    self.table[key] += 1
KeyError: 'lang'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/mnt/code/train.py", line 44, in report
    self.conn.send(state)
BrokenPipeError: [Errno 32] Broken pipe`,
  },
  {
    name: 'wandb words behind the error',
    category: 'cuda_oom',
    log: `${hf([0.1, 0.2, 0.3])}
Traceback (most recent call last):
  File "/mnt/code/train.py", line 3, in <module>
    trainer.train()
torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 896.00 MiB.
wandb: Waiting for W&B process to finish... (failed 1).
wandb: Run history:
wandb:   train/loss █▆▄▃▂▁
wandb:   train/epoch ▁▂▃▄▅█
wandb: Run summary:
wandb:   train/loss 1.42
wandb: Synced 5 W&B file(s), 0 media file(s), 0 artifact file(s) and 0 other file(s)
  35%|███▌      | 350/1000 [05:50<10:50,  1.00s/it]`,
  },
  {
    name: 'arguments that their parser refuses',
    category: 'bad_configuration',
    at: '/mnt/code/train.py:8',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 8, in <module>
    args = read()
  File "/opt/conda/lib/python3.10/site-packages/transformers/training_args.py", line 1600, in __post_init__
    raise ValueError(
ValueError: EarlyStoppingCallback asks for the same evaluation and save strategy`,
  },
  {
    name: 'a check of the arguments in the program',
    category: 'bad_configuration',
    at: '/mnt/code/options.py:31',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 80, in <module>
    main(parse_args())
  File "/mnt/code/options.py", line 31, in validate_arguments
    assert args.lr > 0
AssertionError`,
  },
  {
    name: 'an error in what is given parsed arguments',
    category: 'user_code_error',
    directness: 'indirect',
    at: '/mnt/code/train.py:31',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 80, in <module>
    main(parse_args())
  File "/mnt/code/train.py", line 31, in main
    raise ValueError('the loss went up')
ValueError: the loss went up`,
  },
  {
    name: 'an assertion that a file is there',
    category: 'missing_module_or_file',
    at: '/mnt/code/data.py:9',
    log: `Traceback (most recent call last):
  File "/mnt/code/data.py", line 9, in open_shard
    assert os.path.isfile(path), path
AssertionError: /mnt/data/shard-3.bin`,
  },
  {
    name: 'an exception whose class and words say different things',
    category: 'user_code_error',
    directness: 'indirect',
    log: `Traceback (most recent call last):
  File "/mnt/code/train.py", line 9, in <module>
    check()
RuntimeError: the settings of the tracker are invalid`,
  },
  {
    name: 'a task of Ray whose error comes without a header',
    category: 'permission_or_mount',
    log: `ray.exceptions.RayTaskError(OSError): ray::read() (pid=454, ip=10.0.0.3)
  File "pyarrow/error.pxi", line 92, in pyarrow.lib.check_status
OSError: When listing objects under key 'a/': AWS Error ACCESS_DENIED during ListObjectsV2 operation: No response body.`,
  },
];

/** Logs in which nothing says why the pod ended. */
export const SILENT: readonly { name: string; log: string }[] = [
  { name: 'empty', log: '' },
  { name: 'only progress', log: steps(1, 40) },
  {
    name: 'error as a metric',
    log: `${steps(1, 3)}\nepoch 3: train_error=0.12 val_error: 0.31 loss 0.9\n[100]	train-error:0.12	eval-error:0.15`,
  },
  {
    name: 'an out-of-memory that training got over',
    log: `${steps(1, 5)}\nRuntimeError: CUDA out of memory. Tried to allocate 1 GiB\n${steps(6, 9)}`,
  },
  {
    name: 'a traceback that training got over',
    log: `${steps(1, 5)}
ERROR upload failed, will retry later
Traceback (most recent call last):
  File "/mnt/code/upload.py", line 3, in push
    put(x)
ConnectionError: server said no
${steps(6, 20)}`,
  },
  {
    name: 'Ray guesses at memory without evidence',
    log: `A worker died or was killed while executing a task by an unexpected system error. Worker exit type: SYSTEM_ERROR Worker exit detail: Worker unexpectedly exits with a connection error code 2. End of file. There are some potential root causes. (1) The process is killed by SIGKILL by OOM killer due to high memory usage. (2) ray stop --force is called. (3) The worker is crashed unexpectedly due to SIGSEGV or other unexpected errors.`,
  },
  {
    name: 'only terminated from outside',
    log: `${steps(1, 5)}
W0305 12:00:00.1 77 site-packages/torch/distributed/elastic/agent/server/api.py:704] Received Signals.SIGTERM death signal, shutting down workers
Traceback (most recent call last):
  File "/opt/conda/bin/torchrun", line 8, in <module>
    sys.exit(main())
  File "/opt/conda/lib/python3.10/site-packages/torch/distributed/elastic/multiprocessing/api.py", line 84, in _terminate_process_handler
    raise SignalException(f"Process {os.getpid()} got signal: {sigval}", sigval=sigval)
torch.distributed.elastic.multiprocessing.api.SignalException: Process 77 got signal: 15`,
  },
  {
    name: 'noise only',
    log: `WARNING: Running pip as the 'root' user can result in broken permissions\nERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'\n${steps(1, 20)}`,
  },
  {
    name: 'ranks that the launcher killed because another one ended',
    log: `${steps(1, 3)}${torchrun('1').replace('exitcode  : -15 (pid: 223)', 'exitcode  : -9 (pid: 223)').replace('Signal 15 (SIGTERM) received by PID 223', 'Signal 9 (SIGKILL) received by PID 223')}`,
  },
  {
    name: 'a list of guesses on a line of its own',
    log: `${steps(1, 3)}\nThere are some potential root causes. (1) The process is killed by SIGKILL by OOM killer due to high memory usage. (2) ray stop --force is called. (3) The worker is crashed unexpectedly due to SIGSEGV or other unexpected errors.`,
  },
  { name: 'an abort that says nothing', log: `${steps(1, 5)}\nAborted (core dumped)` },
  {
    name: 'ranks that lost a peer',
    log: `${steps(1, 5)}
Traceback (most recent call last):
  File "/mnt/code/train.py", line 99, in <module>
    step()
torch.distributed.DistBackendError: NCCL error in: ProcessGroupNCCL.cpp:1333, remote process exited or there was a network error, NCCL version 2.20.5
ncclRemoteError: A call failed possibly due to a network error or a remote process exiting prematurely.`,
  },
  {
    name: 'boosting that goes on behind the hour',
    log: `requests.exceptions.ConnectionError: HTTPSConnectionPool(host='x', port=443): Max retries exceeded with url: /
${[1, 2, 3, 4].map((round) => `[12:00:0${round}] [${round}]\ttrain-error:0.10${round}\teval-error:0.11`).join('\n')}`,
  },
  {
    name: 'epochs whose steps begin anew',
    log: `[1,0]<stdout>:Train Epoch: 6 [64000/96000 (66%)]\tLoss: 0.49
run.sh: line 54:  1015 Killed                  python build_index.py
${[7, 8, 9].map((epoch) => `[1,0]<stdout>:Train Epoch: ${epoch} [32000/96000 (33%)]\tLoss: 0.48`).join('\n')}`,
  },
];
