import type { CauseTexts } from './texts.ts';

export const configuration: CauseTexts = {
  wrong_architecture: {
    says: [
      'exec /bin/sh: exec format error',
      'standard_init_linux.go:228: exec user process caused: exec format error',
    ],
    not: ['the architecture of the model is llama'],
  },
  checkpoint_shape: {
    says: [
      'RuntimeError: Error(s) in loading state_dict for Net: Missing key(s) in state_dict: "fc.bias".',
      'size mismatch for word_embeddings.weight: copying a param with shape torch.Size([25216, 6144]) from checkpoint',
      "raise RuntimeError('Error(s) in loading state_dict for {}:\\n\\t{}'.format(",
    ],
    not: ['size mismatch for lm_head.weight: ignored, it is initialised anew'],
  },
  usage: {
    says: [
      "train.py: error: argument --lr: invalid float value: 'abc'",
      'train.py: error: the following arguments are required: --data',
      'Error: No such option: --learning-rte',
    ],
    not: ['train.py: unknown option: ignored'],
  },
  composed_configuration: {
    says: ["Key 'lr' is not in struct", "hydra.errors.ConfigCompositionException: Could not override 'model.depht'."],
    not: ['omegaconf 2.3 is installed'],
  },
  unset_variable: {
    says: [
      'run.sh: line 4: OSS_BUCKET: unbound variable',
      'WANDB_PROJECT must be set',
      'run.sh: line 3: WORLD_SIZE: unbound variable',
    ],
    not: ['the variable is set'],
  },
  missing_environment: {
    says: [
      'RuntimeError: missing required environment variable HF_HOME',
      'ValueError: Error initializing torch.distributed using env:// rendezvous: environment variable MASTER_ADDR expected, but not set',
    ],
    not: ['RuntimeError: the environment has ended the episode'],
  },
  environ_key: {
    says: [
      ["KeyError: 'OSS_BUCKET'", '/opt/conda/lib/python3.10/os.py __getitem__ raise KeyError(key)'],
      ["KeyError: 'RANK'", '/mnt/code/a.py main int(os.environ["RANK"])'],
    ],
    not: [["KeyError: 'lang'", '/mnt/code/a.py main row["lang"]']],
  },
  config_key: {
    says: [
      ["KeyError: 'hidden'", '/mnt/code/a.py main cfg["hidden"]'],
      ['AttributeError: no such key: depth', '/mnt/code/a.py load_config build(c)'],
    ],
    not: [["KeyError: 'hidden'", '/mnt/code/a.py main row["hidden"]']],
  },
  config_library: {
    says: [
      "ValueError: Some specified arguments are not used by the HfArgumentParser: ['--lora_rnk', '8']",
      "argparse.ArgumentError: argument --lr: invalid float value: 'abc'",
      'wandb.errors.UsageError: api_key not configured (no-tty). call wandb.login(key=[your_api_key])',
    ],
    not: ['ValueError: the rows are not valid'],
  },
  config_file: {
    says: [
      ['json.decoder.JSONDecodeError: Expecting value', '/mnt/code/config.py load json.load(f)'],
      ['configparser.ParsingError: Source contains parsing errors', '/mnt/code/a.py main read("train.ini")'],
    ],
    not: [['json.decoder.JSONDecodeError: Expecting value', '/mnt/code/reader.py next json.loads(line)']],
  },
  parallel_sizes: {
    says: [
      'AssertionError: expert parallel size 16 should not exceed world size 8',
      'AssertionError: hidden size 4096 must be divisible by num attention heads 30',
      'AssertionError: number of attention heads (40) must be divisible by tensor model parallel size (16)',
    ],
    not: ['world size 16, tensor parallel size 8'],
  },
  device_fit: {
    says: [
      'torch.cuda.DeferredCudaCallError: CUDA call failed lazily at initialization with error: device >= 0 && device < num_gpus INTERNAL ASSERT FAILED',
      "ValueError: Your setup doesn't support bf16/gpu. You need Ampere+ GPU with cuda>=11.0",
      'RuntimeError: The NVIDIA driver on your system is too old (found version 11040).',
    ],
    not: ['the CUDA driver version is 550'],
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
    not: ["TypeError: f() got an unexpected keyword argument 'lr'"],
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
      'ValueError: --group_by_length is not supported with a streamed dataset',
    ],
    not: ['RuntimeError: CUDA error. Compile with --use_dsa'],
  },
  no_address: {
    says: [
      'vSwitch vsw-2ze1 has no free IP address',
      'Failed to create pod sandbox: plugin type="terway" failed (add): no available IP',
    ],
    not: ['no route to the ip of the master'],
  },
  offline_mode: {
    says: [
      'huggingface_hub.errors.OfflineModeIsEnabled: Cannot reach https://huggingface.co/api/models/a/b: offline mode is enabled.',
      "huggingface_hub.errors.LocalEntryNotFoundError: Cannot find the requested files in the disk cache and outgoing traffic has been disabled. To enable hf.co look-ups and downloads online, set 'local_files_only' to False.",
    ],
    not: ['wandb: Tracking run with wandb version 0.16, offline'],
  },
  launch_value: {
    says: [
      'ValueError: Unsupported nproc_per_node value: auto8',
      'torchrun: max_restarts must be an integer, got "three"',
    ],
    not: ['ValueError: Unsupported optimizer value: adamz'],
  },
  fewer_gpus: {
    says: [
      'ValueError: Total available GPUs 4.0 is less than total desired GPUs 8',
      'AssertionError: world size 8 needs 8 GPUs, but only 4 are visible',
    ],
    not: ['GPU memory 12 GiB is less than the required 16 GiB'],
  },
  data_form: {
    says: [
      'pyarrow.lib.ArrowInvalid: CSV parse error: Expected 4 columns, got 5',
      'datasets.table.CastError: column names do not match',
    ],
    not: ['json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)'],
  },
  cloud_configuration: {
    says: [
      'CreateContainerConfigError: secret "db-credentials" not found',
      'InvalidParameter: EnvVar name is invalid',
      'nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.4',
    ],
    not: ['Failed to pull image: invalid value of the manifest'],
  },
};
