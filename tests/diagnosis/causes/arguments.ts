import type { CauseTexts } from './texts.ts';

export const programArguments: CauseTexts = {
  usage: {
    says: [
      "train.py: error: argument --fp16: ignored explicit argument 'True'",
      "train.py: error: argument --lr: invalid float value: 'abc'",
      'train.py: error: the following arguments are required: --data',
      'Error: No such option: --learning-rte',
      'train.py: error: Parser key "trainer.leaves": Does not validate against any of the Union subtypes',
    ],
    not: ['train.py: unknown option: ignored'],
  },
  launch_value: {
    says: [
      'ValueError: Unsupported nproc_per_node value: auto8',
      'ValueError: nproc_per_node must be a positive integer',
      "torchrun: argument --nnodes: invalid value '2:x'",
      'torchrun: max_restarts must be an integer, got "three"',
    ],
    not: ['ValueError: Unsupported optimizer value: adamz', 'nnodes=2 and batch size must be positive'],
  },
  cpu_binding: {
    says: [
      'libnuma: Warning: cpu argument 0-63 is out of range',
      "taskset: failed to set pid 12's affinity: Invalid argument",
      '<0-63> is invalid',
    ],
    not: ['numactl: command not found', 'the node argument is out of range'],
  },
  launcher: {
    says: [
      'There are not enough slots available in the system to satisfy the 16',
      'wandb: ERROR api_key not configured (no-tty). call wandb.login(key=[your_api_key])',
      'raise UsageError("api_key not configured (no-tty). call " + directive)',
    ],
    not: ['wandb: run is logged in as a@example.com'],
  },
  invalid_argument: {
    says: ['ValueError: Unknown optimizer: adamww', 'ValueError: --fp16 and --bf16 cannot be used together'],
    not: [
      'acme.BoxError: mount of the squashfs failed: invalid argument',
      'TypeError: fold() received an invalid combination of arguments - got (list)',
      "OSError: [Errno 22] Invalid argument: 'a.bin'",
      "acme.Error: Cuda failure 'invalid argument'",
      "TypeError: f() got an unexpected keyword argument 'lr'",
    ],
  },
  argument_check: {
    says: [
      ['ValueError: tp must divide heads', '/mnt/code/train.py validate_args raise ValueError'],
      ['AssertionError: bad', '/opt/megatron/arguments.py check assert a'],
    ],
    not: [["KeyError: 'a'", '/mnt/code/train.py validate_args args["a"]']],
  },
  named_flag: {
    says: [
      "subprocess.CalledProcessError: Command '['python', 'a.py', '--lr', 'must']' returned non-zero exit status 1.",
      'ValueError: FSDP requires `--fsdp_config` to be set',
      "ValueError: remaining_args: ['--leaf_rate', '0.1']",
      'ValueError: --group_by_length is not supported with a streamed dataset',
    ],
    not: [
      'RuntimeError: Not enough memory. Please try to increase --mem-fraction-static. Current value: 0.6',
      'RuntimeError: CUDA error. Compile with --use_dsa',
    ],
  },
  runtime_environment: {
    says: [
      'ray.exceptions.RuntimeEnvSetupError: Failed to set up runtime environment.',
      'RuntimeEnvSetupError: the working directory could not be unpacked',
    ],
    not: ['The runtime environment is ready'],
  },
};
