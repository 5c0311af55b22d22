import type { ProgramName } from '../programs/types.ts';
import type { Aside } from './pools.ts';

const PYTORCH: readonly ProgramName[] = ['plain', 'torchrun', 'deepspeed', 'huggingface'];

/** What looks like a cause and was survived: what follows it says so, and the run goes on. */
export const DECOYS: readonly Aside[] = [
  {
    programs: PYTORCH,
    text: `
      | Traceback (most recent call last):
      |   File "/root/code/engine.py", line {80..160}, in guarded_step
      |     loss = self.forward_backward(batch)
      |   File "/root/code/engine.py", line {170..240}, in forward_backward
      |     logits = self.model(**batch).logits
      | torch.OutOfMemoryError: CUDA out of memory. Tried to allocate {2..9}.{10..99} GiB. GPU {local} has a total capacity of 79.33 GiB of which {1..2}.{10..99#f} GiB is free.
      | WARNING engine: batch did not fit, cache emptied, trying again with micro batch {1|2|4}
      | INFO engine: step done with the smaller micro batch, peak {60..76}.{1..9} GiB`,
  },
  {
    programs: ['huggingface', 'plain'],
    text: `
      | find_executable_batch_size: CUDA out of memory at batch size {32|64}, halving
      | find_executable_batch_size: using batch size {8|16}`,
  },
  {
    text: `
      | /root/code/tools/prepare.sh: line {12..60}:  {1000..4000} Killed                  python build_index.py --workers 32
      | prepare.sh: build_index ended with 137, second try with --workers 8
      | prepare.sh: index complete, {100..900}M tokens`,
  },
  {
    text: `
      | Traceback (most recent call last):
      |   File "/root/code/checkpoint.py", line {30..70}, in find_latest
      |     with open(path) as handle:
      | FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/ckpt/latest'
      | INFO checkpoint: nothing to resume from, starting at step 0`,
  },
  {
    text: `
      | WARNING kernels: No module named '{flash_attn|apex|xformers|triton_ops}', the built-in attention is used
      | WARNING kernels: ModuleNotFoundError is expected on this image`,
  },
  {
    text: `
      | ERROR dataset: could not decode sample {10000..99999} of shard {10..99}, skipped
      | Traceback (most recent call last):
      |   File "/root/code/dataset.py", line {90..150}, in __getitem__
      |     return self.decode(raw)
      |   File "/root/code/dataset.py", line {151..190}, in decode
      |     text = raw.decode('utf-8')
      | UnicodeDecodeError: 'utf-8' codec can't decode byte 0x{80..99} in position {10..90}: invalid start byte
      | INFO dataset: {1..9} bad samples so far (0.0{1..9}%), within the limit`,
  },
  {
    text: `
      | WARNING: loss is nan at step {100..900}, update skipped, grad scaler lowered to {1024|2048|4096}
      | WARNING: loss is nan at step {901..990}, update skipped`,
  },
  {
    programs: ['torchrun', 'deepspeed', 'megatron', 'horovod'],
    text: `
      | {pod}:{pid}:{2000..2999} [{local}] NCCL WARN NET/Socket : Connect to {lostpeer}<{40000..59999}> failed : Connection refused, will retry
      | {pod}:{pid}:{2000..2999} [{local}] NCCL INFO NET/Socket : connected after 2 tries`,
  },
  {
    text: `
      | requests.exceptions.ConnectionError: HTTPSConnectionPool(host='{hub|metrics|artifacts}.internal', port=443): Max retries exceeded with url: /v1/ping (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object>: Failed to establish a new connection: [Errno 110] Connection timed out'))
      | WARNING tracker: backend unreachable, buffering locally
      | INFO tracker: backend reachable again, {20..90} buffered points sent`,
  },
  {
    text: `
      | PermissionError: [Errno 13] Permission denied: '/root/.cache/{torch|huggingface}/hub'
      | WARNING cache: falling back to /tmp/cache-{1000..9999}`,
  },
  {
    text: `
      | [gpu-watch] GPU {0..7}: {1..9} corrected ECC errors since boot, 0 uncorrected, no action needed
      | [gpu-watch] Xid counter unchanged`,
  },
  {
    programs: ['tensorflow'],
    text: `
      | {clock.}: W external/local_xla/xla/tsl/framework/bfc_allocator.cc:306] Allocator (GPU_0_bfc) ran out of memory trying to allocate {1..4}.{10..99}GiB with freed_by_count=0. The caller indicates that this is not a failure, but this may mean that there could be performance gains if more memory were available.`,
  },
  {
    programs: ['horovod'],
    text: `
      | [1,0]<stderr>:[{clock.}: W horovod/common/stall_inspector.cc:107] One or more tensors were submitted to be reduced, gathered or broadcasted by subset of ranks and are waiting for remainder of ranks for more than 60 seconds.
      | [1,0]<stderr>:Stalled ranks:
      | [1,0]<stderr>:{1..3}: [DistributedOptimizer.allreduce.conv1]
      | [1,0]<stdout>:slow data shard on rank {1..3} finished loading, continuing`,
  },
  {
    programs: ['ray'],
    text: `
      | (raylet) A worker died or was killed while executing a task by an unexpected system error. To troubleshoot the problem, check the logs for the dead worker.
      | (autoscaler) Retrying task read_parquet (1 of 3 retries left)
      | (ReadParquet pid={1200..1900}) shard read on retry`,
  },
  {
    text: `
      | [警告] 读取 oss://bucket/shard-{100..999} 失败: 503 Service Unavailable，5 秒后重试
      | [信息] 重试成功，继续训练`,
  },
  {
    text: `
      | [spot-hook] interruption notice received for a sibling pool, this pool is not concerned
      | [spot-hook] still on the same instance`,
  },
  {
    programs: ['shell', 'plain', 'xgboost'],
    text: `
      | warning: unrecognized arguments ignored: --legacy-{sampler|loader}
      | cp: cannot stat '/mnt/data/cache/vocab.bin': No such file or directory
      | cache miss, rebuilding vocab ... ok`,
  },
];
