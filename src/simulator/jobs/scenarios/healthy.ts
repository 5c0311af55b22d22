import type { Scenario } from './types.ts';

/** Jobs with nothing wrong, some of which do not look it. */
export const healthy: readonly Scenario[] = [
  {
    name: 'success',
    about: 'runs to its end with nothing to remark',
    category: 'healthy',
    rests: 'Succeeded',
    wordings: [
      { program: 'basic' },
      { program: 'torchrun' },
      { program: 'huggingface' },
      { program: 'tensorflow' },
      { program: 'xgboost' },
      { program: 'horovod' },
      { program: 'ray' },
      { program: 'shell' },
    ],
  },
  {
    name: 'healthy_running',
    about: 'runs and makes progress',
    category: 'healthy',
    rests: 'Running',
    job: { runMinutes: [600, 2000] },
    wordings: [
      { program: 'torchrun' },
      { program: 'megatron' },
      { program: 'deepspeed' },
      { program: 'plain' },
      { program: 'huggingface' },
      { program: 'horovod' },
      { program: 'ray' },
    ],
  },
  {
    name: 'slow_but_healthy',
    about: 'runs with minutes between two signs of progress',
    category: 'healthy',
    rests: 'Running',
    job: { runMinutes: [2000, 4000] },
    wordings: [
      { program: 'megatron', pace: 200 },
      {
        program: 'plain',
        pace: 240,
        mid: '| {clock,} INFO data waiting for the next shard from OSS ({20..90} MB/s)',
      },
      {
        program: 'deepspeed',
        pace: 180,
        mid: '| [{clock,}] [WARNING] [stage3.py:2118:step] {1..3} pytorch allocator cache flushes since last step. this happens when there is high memory pressure and is detrimental to performance.',
      },
    ],
  },
  {
    name: 'flat_loss',
    about: 'runs and makes progress while the loss does not fall',
    category: 'healthy',
    rests: 'Running',
    job: { runMinutes: [500, 1500] },
    wordings: [
      { program: 'huggingface', flat: true },
      {
        program: 'torchrun',
        flat: true,
        mid: '| eval: perplexity {20..40}.{10..99}, no improvement for {3..30} evaluations',
      },
      { program: 'shell', flat: true },
    ],
  },
  {
    name: 'healthy_error_metrics',
    about: 'runs; its metrics have error, oom and failed in their names',
    category: 'healthy',
    rests: 'Running',
    job: { runMinutes: [400, 1200] },
    wordings: [
      {
        program: 'plain',
        mid: `
          | {clock,} INFO eval word_error_rate=0.{100..300} char_error_rate=0.0{10..90} failed=0 aborted=0
          | {clock,} INFO eval error histogram: [0, 0, {1..9}, {10..40}, {1..9}]`,
      },
      {
        program: 'torchrun',
        mid: `
          | eval  | exception_rate 0.000 | tool_call_error {1..6}.{10..99}% | timeout_rate 0.0{1..9}
          | eval  | killed 0 | oom 0 | nan_batches 0`,
      },
      { program: 'xgboost' },
    ],
  },
  {
    name: 'nan_warnings',
    about: 'runs; single steps overflow or are nan and are skipped',
    category: 'healthy',
    rests: 'Running',
    job: { runMinutes: [500, 1500] },
    wordings: [
      {
        program: 'deepspeed',
        mid: `
          | [{clock,}] [INFO] [loss_scaler.py:190:update_scale] [deepspeed] OVERFLOW! Rank {process} Skipping step. Attempted loss scale: {8192|16384|32768}, but hysteresis is 2. Reducing hysteresis to 1
          | steps: {100..900} loss: nan iter time (s): 2.{100..999} samples/sec: {40..90}.{100..999}`,
      },
      {
        program: 'plain',
        mid: `
          | {clock,} WARNING train loss=nan (batch {1000..9999}, inf in fp16), batch skipped
          | {clock,} WARNING train RuntimeWarning: overflow encountered in exp`,
      },
      {
        program: 'torchrun',
        mid: '| WARNING [rank{process}] grad norm is inf, step skipped, loss scale -> {4096|8192}',
      },
      {
        program: 'plain',
        mid: '| Gradient overflow.  Skipping step, loss scaler 0 reducing loss scale to {32768|65536}.0',
      },
    ],
  },
  {
    name: 'starting_up',
    about: 'still prepares its environment, within the usual time',
    category: 'healthy',
    rests: 'EnvPreparing',
    course: { attempts: [{ preparing: 700 }] },
    wordings: [{ program: 'torchrun' }, { program: 'plain' }, { program: 'ray' }],
  },
  {
    name: 'succeeded_after_errors',
    about: 'succeeded, though its log holds tracebacks and errors that it got over',
    category: 'healthy',
    rests: 'Succeeded',
    wordings: [
      {
        program: 'plain',
        mid: `
          | Traceback (most recent call last):
          |   File "/root/code/export.py", line {40..90}, in upload
          |     client.put_object(key, data)
          |   File "/usr/local/lib/python3.11/site-packages/oss2/api.py", line 487, in put_object
          |     resp = self.__do_object('PUT', key, data=data, headers=headers, params={})
          | oss2.exceptions.RequestError: {'status': -2, 'details': "RequestError: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))"}
          | {clock,} WARNING export upload failed, 2 tries left
          | {clock,} INFO export upload ok`,
      },
      {
        program: 'shell',
        mid: `
          | rm: cannot remove '/mnt/data/output/tmp.lock': No such file or directory
          | + true`,
        log: `
          | + python tools/notify.py --channel train
          | requests.exceptions.HTTPError: 502 Server Error: Bad Gateway for url: http://notify.internal/send
          | + echo 'notify failed, ignored'
          | notify failed, ignored`,
      },
      {
        program: 'huggingface',
        log: `
          | There were missing keys in the checkpoint model loaded: ['lm_head.weight'].
          | ERROR: could not push to hub: 401 Client Error (token not set), the model stays local`,
      },
      {
        program: 'torchrun',
        mid: `
          | {clock,} WARNING mlflow.utils.rest_utils: Retry (Retry(total=2, connect=2)) after connection broken by 'NewConnectionError: Failed to establish a new connection: [Errno 111] Connection refused': /api/2.0/mlflow/runs/log-batch
          | {clock,} ERROR mlflow callback: could not log metrics, they are dropped for this step`,
      },
      {
        program: 'tensorflow',
        mid: `
          | {clock.}: I tensorflow/stream_executor/cuda/cuda_driver.cc:830] failed to allocate 3.74G (4011998976 bytes) from device: CUDA_ERROR_OUT_OF_MEMORY: out of memory
          | {clock.}: W tensorflow/core/common_runtime/bfc_allocator.cc:245] Allocator (GPU_0_bfc) ran out of memory trying to allocate 2.25GiB with freed_by_count=0. The caller indicates that this is not a failure, but may mean that there could be performance gains if more memory were available.`,
      },
      {
        program: 'huggingface',
        mid: `
          | ERROR dataset: cannot identify image file /mnt/data/part-0{100..999}/000{10000..99999}.jpg, skipping
          | [W] truncated PNG chunk, sample {1000000..9999999} replaced`,
      },
    ],
  },
  {
    name: 'node_fault_recovered',
    about: 'runs again after a faulty node was set aside and the job restarted',
    category: 'healthy',
    rests: 'Running',
    course: {
      budget: 10,
      attempts: [{ share: 0.2, end: { stage: 'running', exit: 1, restart: 90 } }, { share: 1 }],
    },
    job: { pods: [3, 6], on: ['lingjun'], runMinutes: [900, 2000] },
    wordings: [
      {
        program: 'megatron',
        earlier: '| RuntimeError: CUDA error: uncorrectable ECC error encountered',
        podEvents: '| Node is not ready',
        jobEvents: '| AIMaster restarts the job: node {node} is faulty',
        restart: {
          reason: 'NodeFault',
          code: 'GPU_ECC_UNCORRECTABLE',
          message: '! uncorrectable ECC error on {node}, node set aside',
          source: 'Node',
        },
      },
      {
        program: 'torchrun',
        earlier: '| [rank{process}] lost contact with the host',
        podEvents: '| Node is not ready',
        jobEvents: '| AIMaster restarts the job: pod {pod} lost its node',
        restart: {
          reason: 'NodeNotReady',
          code: 'NODE_NOT_READY',
          message: '! node {node} stopped reporting',
          source: 'Node',
        },
      },
    ],
  },
];
