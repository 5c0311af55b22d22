import type { Attempt, Scenario } from './types.ts';

const FAILS: readonly Attempt[] = [{ end: { stage: 'running', exit: 1 } }];

/** The memory of a card. */
export const cudaMemory: readonly Scenario[] = [
  {
    name: 'cuda_oom',
    about: 'the memory of a card does not suffice',
    category: 'cuda_oom',
    rests: 'Failed',
    course: { attempts: FAILS },
    wordings: [
      {
        program: 'basic',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line 214, in <module>
          |     main(parse_args())
          |   File "/root/code/train.py", line 187, in main
          |     trainer.fit(model, loader)
          |   File "/root/code/trainer.py", line 92, in fit
          |     loss.backward()
          @   File "/usr/local/lib/python3.11/site-packages/torch/_tensor.py", line 581, in backward
          |     torch.autograd.backward(
          ! torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 79.33 GiB of which 1.21 GiB is free. Process 101 has 78.11 GiB memory in use. Of the allocated memory 75.02 GiB is allocated by PyTorch, and 1.84 GiB is reserved by PyTorch but unallocated.`,
      },
      {
        program: 'deepspeed',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/finetune.py", line {200..290}, in main
          | [rank{process}]:     model.backward(loss)
          | [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/deepspeed/runtime/engine.py", line 2053, in backward
          | [rank{process}]:     self.optimizer.backward(loss, retain_graph=retain_graph)
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/deepspeed/runtime/zero/stage3.py", line 2284, in backward
          | [rank{process}]:     self.loss_scaler.backward(loss.float(), retain_graph=retain_graph)
          ! [rank{process}]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate {1..9}.{10..99} GiB. GPU {local} has a total capacity of 79.33 GiB of which {100..900}.31 MiB is free. Including non-PyTorch memory, this process has 78.{10..90} GiB memory in use.`,
      },
      {
        program: 'tensorflow',
        log: `
          | {clock.}: W external/local_xla/xla/tsl/framework/bfc_allocator.cc:497] Allocator (GPU_0_bfc) ran out of memory trying to allocate {3..9}.{10..99}GiB (rounded to {3000000000..9000000000})requested by op ctr_model/embedding/MatMul
          | {clock.}: W external/local_xla/xla/tsl/framework/bfc_allocator.cc:508] ****************************************************************************************************
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {100..200}, in <module>
          |     model.fit(train_ds, epochs=EPOCHS)
          @   File "/usr/local/lib/python3.11/site-packages/tensorflow/python/eager/execute.py", line 53, in quick_execute
          |     tensors = pywrap_tfe.TFE_Py_Execute(ctx._handle, device_name, op_name,
          ! tensorflow.python.framework.errors_impl.ResourceExhaustedError: Graph execution error: OOM when allocating tensor with shape[{2000..9000},{4000..9000}] and type float on /job:worker/replica:0/task:{rank}/device:GPU:0 by allocator GPU_0_bfc`,
      },
      {
        program: 'ray',
        log: `
          | ray.exceptions.RayTaskError(OutOfMemoryError): ray::ActorModel.fit() (pid={pid}, ip={ip})
          |   File "/root/code/rl/actor.py", line {90..180}, in fit
          |     logits = self.model(sequences, attention_mask)
          @   File "/root/code/rl/model.py", line {40..90}, in forward
          |     probs = torch.softmax(logits.float(), dim=-1)
          ! torch.OutOfMemoryError: CUDA out of memory. Tried to allocate {10..30}.{10..99} GiB. GPU {local} has a total capacity of 79.33 GiB of which {3..9}.{10..99} GiB is free.`,
      },
      {
        program: 'horovod',
        log: `
          | [1,{process}]<stderr>:Traceback (most recent call last):
          | [1,{process}]<stderr>:  File "/root/code/{script}", line {120..190}, in train
          | [1,{process}]<stderr>:    output = model(data)
          @ [1,{process}]<stderr>:  File "/usr/local/lib/python3.8/site-packages/torch/nn/modules/conv.py", line 459, in _conv_forward
          | [1,{process}]<stderr>:    return F.conv2d(input, weight, bias, self.stride,
          ! [1,{process}]<stderr>:RuntimeError: CUDA out of memory. Tried to allocate {200..900}.00 MiB (GPU {local}; 31.75 GiB total capacity; 29.{10..90} GiB already allocated; {10..90}.50 MiB free; 30.{10..90} GiB reserved in total by PyTorch)`,
      },
      {
        program: 'deepspeed',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/main.py", line {300..360}, in <module>
          |     main()
          @   File "/usr/local/lib/python3.8/site-packages/torch/autograd/__init__.py", line 197, in backward
          |     Variable._execution_engine.run_backward(  # Calls into the C++ engine to run the backward pass
          ! RuntimeError: CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling \`cublasCreate(handle)\``,
      },
      {
        program: 'plain',
        log: `
          | Traceback (most recent call last):
          @   File "/root/code/src/main.py", line {600..800}, in <module>
          |     state = update(state, batch)
          ! jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate {3000000000..9000000000} bytes.
          | BufferAssignment OOM Debugging.
          | BufferAssignment stats:
          |              parameter allocation:   12.{10..99}GiB
          |               constant allocation:    48.5KiB`,
      },
      {
        program: 'plain',
        log: `
          |
          | -- Process {1..3} terminated with the following error:
          | Traceback (most recent call last):
          |   File "/usr/local/lib/python3.8/site-packages/torch/multiprocessing/spawn.py", line 19, in _wrap
          |     fn(i, *args)
          @   File "/root/code/fairseq/trainer.py", line {400..600}, in train_step
          |     raise e
          ! RuntimeError: CUDA out of memory. Tried to allocate {20..90}.00 MiB (GPU {1..3}; 10.92 GiB total capacity; 10.13 GiB already allocated; 13.38 MiB free; 10.33 GiB reserved in total by PyTorch)`,
      },
    ],
  },
  {
    name: 'cuda_oom_after_retries',
    about: 'the same after warnings of batches or allocations that were retried',
    category: 'cuda_oom',
    rests: 'Failed',
    course: { attempts: FAILS },
    wordings: [
      {
        program: 'plain',
        mid: '| {clock,} WARNING train CUDA out of memory on a batch of {32..64} sequences, split in two and retried',
        log: `
          | {clock,} WARNING train CUDA out of memory on a batch of {32..64} sequences, split in two and retried
          | {clock,} ERROR train still out of memory with one sequence of {20000..60000} tokens, giving up
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {90..140}, in <module>
          |     fit(cfg)
          @   File "/root/code/train.py", line {40..89}, in split_step
          |     out = model(tokens[None])
          ! torch.OutOfMemoryError: CUDA out of memory. Tried to allocate {20..60}.{10..99} GiB. GPU 0 has a total capacity of 79.33 GiB of which {10..18}.{10..99} GiB is free.`,
      },
      {
        program: 'torchrun',
        mid: '| [rank{process}] allocator: cudaMalloc retried {1..3} times since the last report',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {140..220}, in main
          | [rank{process}]:     optimizer.step()
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/optim/adamw.py", line 188, in _init_group
          | [rank{process}]:     state["exp_avg"] = torch.zeros_like(
          ! [rank{process}]: torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate {100..900}.00 MiB. GPU {local} has a total capacty of 31.75 GiB of which {10..90}.69 MiB is free. If reserved memory is >> allocated memory try setting max_split_size_mb to avoid fragmentation.`,
      },
    ],
  },
];
