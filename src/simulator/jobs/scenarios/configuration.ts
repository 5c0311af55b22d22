import type { Attempt, Scenario } from './types.ts';

const FAILS: readonly Attempt[] = [{ end: { stage: 'running', exit: 1 } }];

/** Arguments, variables and sizes that do not fit. */
export const configuration: readonly Scenario[] = [
  {
    name: 'invalid_argument',
    about: 'the command line has an argument the program does not take',
    category: 'bad_configuration',
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 2 } }] },
    job: { runMinutes: [1, 2] },
    wordings: [
      {
        program: 'torchrun',
        everywhere: true,
        early: true,
        exit: 1,
        log: `
          | usage: {script} [-h] --data DATA [--epochs EPOCHS] [--lr LR] [--resume PATH]
          ! {script}: error: unrecognized arguments: --{use-flash|grad-ckpt|bf-16} {true|1}`,
      },
      {
        program: 'plain',
        early: true,
        log: `
          | usage: main.py [-h] --stage {train,eval} [--seed SEED]
          ! main.py: error: argument --stage: invalid choice: '{tune|fit|pretrain}' (choose from 'train', 'eval')`,
      },
      {
        program: 'huggingface',
        early: true,
        exit: 1,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/sft.py", line {150..220}, in <module>
          |     args, training_args = parser.parse_args_into_dataclasses()
          @   File "/usr/local/lib/python3.11/site-packages/transformers/training_args.py", line {1500..1700}, in __post_init__
          |     raise ValueError(
          ! ValueError: --load_best_model_at_end requires the save and eval strategy to match, but found
          | - Evaluation strategy: IntervalStrategy.STEPS
          | - Save strategy: SaveStrategy.EPOCH`,
      },
      {
        program: 'torchrun',
        early: true,
        bare: true,
        everywhere: true,
        log: `
          | usage: torchrun [-h] [--nnodes NNODES] [--nproc-per-node NPROC_PER_NODE] [--rdzv-backend RDZV_BACKEND]
          ! torchrun: error: argument --nnodes/--nnodes: invalid value: '{$NNODES|two|auto}'`,
      },
      {
        program: 'torchrun',
        early: true,
        everywhere: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {20..40}, in <module>
          |     main()
          @   File "/usr/local/lib/python3.11/site-packages/transformers/hf_argparser.py", line 347, in parse_args_into_dataclasses
          |     raise ValueError(
          ! ValueError: Some specified arguments are not used by the HfArgumentParser: ['--lora_targets', '{q_proj,v_proj|all|gate_proj}']`,
      },
    ],
  },
  {
    name: 'env_missing',
    about: 'an environment variable it needs is not set',
    category: 'bad_configuration',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { runMinutes: [1, 2] },
    wordings: [
      {
        program: 'plain',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {10..40}, in <module>
          |     OUTPUT = os.environ['{OUTPUT_DIR|RUN_NAME|DATA_ROOT}']
          |              ~~~~~~~~~~^^^^^^^^^^^^^^
          @   File "<frozen os>", line 679, in __getitem__
          ! KeyError: '{OUTPUT_DIR|RUN_NAME|DATA_ROOT}'`,
      },
      {
        program: 'shell',
        early: true,
        log: '! /root/code/run.sh: line {3..30}: {MODEL_PATH|STAGE|DATASET}: unbound variable',
      },
      {
        program: 'torchrun',
        early: true,
        bare: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {20..60}, in <module>
          |     dist.init_process_group('nccl')
          @   File "/usr/local/lib/python3.11/site-packages/torch/distributed/rendezvous.py", line 245, in _get_env_or_raise
          |     raise _env_error(env_var)
          ! ValueError: Error initializing torch.distributed using env:// rendezvous: environment variable {MASTER_ADDR|RANK|WORLD_SIZE} expected, but not set`,
        everywhere: true,
      },
      {
        program: 'plain',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {8..20}, in <module>
          |     bucket = os.environ["OSS_{BUCKET|PREFIX|REGION}"]
          @   File "/usr/local/lib/python3.11/os.py", line 680, in __getitem__
          |     raise KeyError(key) from None
          ! KeyError: 'OSS_{BUCKET|PREFIX|REGION}'`,
      },
    ],
  },
  {
    name: 'parallel_configuration',
    about: 'parallel sizes, batch sizes and the number of cards do not fit',
    category: 'bad_configuration',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { runMinutes: [1, 4], pods: [2, 4], on: ['lingjun'] },
    wordings: [
      {
        program: 'megatron',
        early: true,
        everywhere: true,
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/Megatron-LM/pretrain_gpt.py", line {200..280}, in <module>
          | [rank{process}]:     pretrain(
          @ [rank{process}]:   File "/root/Megatron-LM/megatron/training/arguments.py", line {200..300}, in validate_args
          | [rank{process}]:     assert args.world_size % total_model_size == 0, (
          ! [rank{process}]: AssertionError: world size ({procs}) is not divisible by total_model_size (encoder_model_size=0 + decoder_model_size={12|20|28})`,
      },
      {
        program: 'deepspeed',
        early: true,
        everywhere: true,
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/finetune.py", line {100..190}, in main
          | [rank{process}]:     engine, optimizer, _, _ = deepspeed.initialize(args=args, model=model)
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/deepspeed/runtime/config.py", line 981, in _batch_assertion
          | [rank{process}]:     assert train_batch == micro_batch * grad_acc * self.world_size, (
          ! [rank{process}]: AssertionError: Check batch related parameters. train_batch_size is not equal to micro_batch_per_gpu * gradient_acc_step * world_size {100..900} != {1|2|4} * {3..9} * {procs}`,
      },
      {
        program: 'torchrun',
        early: true,
        everywhere: true,
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {20..60}, in <module>
          | [rank{process}]:     torch.cuda.set_device(local_rank)
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/cuda/__init__.py", line 478, in set_device
          | [rank{process}]:     torch._C._cuda_setDevice(device)
          ! [rank{process}]: RuntimeError: CUDA error: invalid device ordinal
          | [rank{process}]: CUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.`,
      },
    ],
  },
  {
    name: 'config_file_invalid',
    about: 'its configuration file cannot be parsed or does not validate',
    category: 'bad_configuration',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { runMinutes: [1, 2] },
    wordings: [
      {
        program: 'plain',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {20..60}, in <module>
          |     cfg = yaml.safe_load(open(args.config))
          @   File "/usr/local/lib/python3.11/site-packages/yaml/scanner.py", line 577, in fetch_value
          |     raise ScannerError(None, None,
          ! yaml.scanner.ScannerError: mapping values are not allowed here
          |   in "/root/code/configs/{base|sft|v2}.yaml", line {10..80}, column {10..40}`,
      },
      {
        program: 'shell',
        early: true,
        log: `
          | Could not override '{optimizer|trainer}.{lr_min|warmup}'.
          | To append to your config use +{optimizer|trainer}.{lr_min|warmup}=1e-5
          ! Key '{lr_min|warmup}' is not in struct
          |     full_key: {optimizer|trainer}.{lr_min|warmup}
          |     object_type=dict
          | Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.`,
      },
      {
        program: 'deepspeed',
        early: true,
        everywhere: true,
        log: `
          | Traceback (most recent call last):
          @   File "/usr/local/lib/python3.11/site-packages/pydantic/main.py", line 214, in __init__
          |     validated_self = self.__pydantic_validator__.validate_python(data, self_instance=self)
          | pydantic_core._pydantic_core.ValidationError: 1 validation error for DeepSpeedZeroConfig
          ! stage3_prefetch_bucket_size
          !   Input should be a valid integer, got a number with a fractional part [type=int_from_float, input_value={10000000..19000000}.2, input_type=float]`,
      },
    ],
  },
  {
    name: 'shared_memory_small',
    about: 'data loaders run out of shared memory (/dev/shm)',
    category: 'resource_limit',
    alsoRight: { categories: ['host_oom'], because: 'it is memory that runs out, though memory the job itself sized' },
    rests: 'Failed',
    course: { attempts: FAILS },
    wordings: [
      {
        program: 'torchrun',
        log: `
          ! ERROR: Unexpected bus error encountered in worker. This might be caused by insufficient shared memory (shm).
          | [rank{process}]: Traceback (most recent call last):
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/utils/data/_utils/signal_handling.py", line 67, in handler
          | [rank{process}]:     _error_if_any_worker_fails()
          ! [rank{process}]: RuntimeError: DataLoader worker (pid {1000..4000}) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory. Please try to raise your shared memory limit.`,
      },
      {
        program: 'plain',
        log: `
          | Traceback (most recent call last):
          |   File "/usr/local/lib/python3.11/multiprocessing/queues.py", line 244, in _feed
          |     obj = _ForkingPickler.dumps(obj)
          @   File "/usr/local/lib/python3.11/site-packages/torch/multiprocessing/reductions.py", line 569, in reduce_storage
          |     fd, size = storage._share_fd_cpu_()
          ! RuntimeError: unable to write to file </torch_{100..900}_{1000..4000}_{1..9}>: No space left on device (28)`,
      },
    ],
  },
];
