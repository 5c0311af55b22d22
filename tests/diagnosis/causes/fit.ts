import type { CauseTexts } from './texts.ts';

export const fit: CauseTexts = {
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
  rank_without_device: {
    says: [
      [
        'IndexError: list index out of range',
        '/usr/lib/python3/dist-packages/pl/ddp.py root_device return self.parallel_devices[self.local_rank]',
      ],
      [
        'IndexError: list index out of range',
        '/mnt/code/train.py main torch.cuda.set_device(args.gpu_ids[args.local_rank])',
      ],
      ['KeyError: 5', '/mnt/code/launch.py place dev = devices[local_rank % 8]'],
    ],
    not: [
      ['IndexError: list index out of range', '/mnt/code/train.py main sample = rows[rank]'],
      ['IndexError: list index out of range', '/mnt/code/train.py main name = devices[names.index(x)]'],
    ],
  },
  fewer_gpus: {
    says: [
      'ValueError: Total available GPUs 4.0 is less than total desired GPUs 8',
      'AssertionError: world size 8 needs 8 GPUs, but only 4 are visible',
      'RuntimeError: Requested 8 GPUs but found 4',
      'You requested GPUs: [0, 1] But your machine only has: [0]',
    ],
    not: [
      'GPU memory 12 GiB is less than the required 16 GiB',
      'GPU utilization 12% is less than the expected 40%',
      'GPU 3 temperature lower than required threshold',
      'samples required by GPUs, only 3 left',
      'requested GPUs are ready, but only 2 ranks have logged in so far',
      'job needs 2 GPUs, only 30 minutes left',
    ],
  },
  parallel_sizes: {
    says: [
      'AssertionError: expert parallel size 16 should not exceed world size 8',
      'AssertionError: hidden size 4096 must be divisible by num attention heads 30',
      'AssertionError: number of attention heads (40) must be divisible by tensor model parallel size (16)',
    ],
    not: ['world size 16, tensor parallel size 8'],
  },
  divides: {
    says: [
      'AssertionError: 30 is not divisible by 8',
      'RuntimeError: the number of rows must be a multiple of the chunk size',
    ],
    not: ['RuntimeError: the loss is divisible by nothing', 'ValueError: 8 is divisible by 4'],
  },
  divides_check: {
    says: [
      ['AssertionError: ', '/mnt/code/model.py __init__ assert width % heads == 0'],
      ['AssertionError: bad plan', '/mnt/code/plan.py plan assert self.layers % self.stages == 0, "bad plan"'],
    ],
    not: [
      ['AssertionError: ', '/mnt/code/model.py __init__ assert width == 0'],
      ['ValueError: ', '/mnt/code/model.py __init__ assert width % heads == 0'],
      ['AssertionError: ', '/mnt/code/a.py f assert width % heads == 0\n/mnt/code/b.py g assert loss'],
    ],
  },
  checkpoint_key: {
    says: [
      ["KeyError: 'scheduler'", "/mnt/code/train.py resume sched.load(ckpt['scheduler'])"],
      ["KeyError: 'step'", "/mnt/code/io.py load_checkpoint return blob['step']"],
    ],
    not: [
      ["KeyError: 'image'", "/mnt/code/data.py __getitem__ return row['image']"],
      ["TypeError: 'step'", "/mnt/code/io.py load_checkpoint return blob['step']"],
    ],
  },
  checkpoint_entry: {
    says: [
      "KeyError: 'optimizer_state_dict'",
      "KeyError: 'pytorch-lightning_version'",
      'RuntimeError: The checkpoint was saved with 8 ranks but loaded with 4',
      'ValueError: Tree structures do not match.',
      'RuntimeError: Model has 32 layers but checkpoint has 24',
    ],
    not: [
      "KeyError: 'state'",
      'RuntimeError: the checkpoint was saved with torch.save',
      'CheckpointingException: cannot write /mnt/ckpt: Permission denied',
    ],
  },
  device_fit: {
    says: [
      'RuntimeError: Attempting to deserialize object on CUDA device 3 but torch.cuda.device_count() is 1.',
      'RuntimeError: HIP error: invalid device function',
      'lightgbm.basic.LightGBMError: No OpenCL device found',
      "RuntimeError: Unable to initialize backend 'cuda': FAILED_PRECONDITION: No visible GPU devices.",
      'RuntimeError: this build requires sm_90a; current device is sm_80',

      'torch.cuda.DeferredCudaCallError: CUDA call failed lazily at initialization with error: device >= 0 && device < num_gpus INTERNAL ASSERT FAILED',
      "ValueError: Your setup doesn't support bf16/gpu. You need Ampere+ GPU with cuda>=11.0",
      'RuntimeError: The NVIDIA driver on your system is too old (found version 11040).',
    ],
    not: [
      'the CUDA driver version is 550',
      "INFO:jax._src.xla_bridge:Unable to initialize backend 'rocm': module 'jaxlib.xla_extension' has no attribute 'x'",
      "INFO:jax._src.xla_bridge:Unable to initialize backend 'tpu': UNIMPLEMENTED: LoadPjrtPlugin is not implemented",
    ],
  },
  peer_access: {
    says: [
      "dlc-1:100:200 [3] transport/p2p.cc:275 NCCL WARN Cuda failure 'peer mapping resources exhausted'",
      'RuntimeError: CUDA error: peer access is not supported between these two devices',
    ],
    not: ['NCCL INFO P2P is disabled between 0 and 1, falling back to SHM'],
  },
};
