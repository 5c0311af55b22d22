import type { ProgramName } from '../programs/types.ts';

/** Something a job prints beside what it is about. Texts as in `text.ts`. */
export interface Aside {
  /** Programs that could print it; absent: any. */
  programs?: readonly ProgramName[];
  text: string;
}

const MULTI_GPU: readonly ProgramName[] = ['torchrun', 'deepspeed', 'megatron'];
const TORCH: readonly ProgramName[] = ['plain', 'huggingface', 'shell', ...MULTI_GPU];

/** What the lines of a start are full of that means nothing. */
export const HEAD_NOISE: readonly Aside[] = [
  {
    text: `
    | WARNING: Running pip as the 'root' user can result in broken permissions and conflicting behaviour with the system package manager, possibly rendering your system unusable. It is recommended to use a virtual environment instead: https://pip.pypa.io/warnings/venv`,
  },
  {
    text: `
    | Looking in indexes: https://mirrors.aliyun.com/pypi/simple/
    | Requirement already satisfied: numpy in /usr/local/lib/python3.11/site-packages (1.26.{1..4})
    | Requirement already satisfied: {einops|sentencepiece|tiktoken} in /usr/local/lib/python3.11/site-packages
    | [notice] A new release of pip is available: 24.0 -> 25.{0..3}
    | [notice] To update, run: pip install --upgrade pip`,
  },
  {
    programs: TORCH,
    text: "| ERROR: pip's dependency resolver does not currently take into account all the packages that are installed. This behaviour is the source of the following dependency conflicts. torchvision 0.20.1 requires torch==2.5.1, but you have torch 2.5.0 which is incompatible.",
  },
  {
    text: "| ERROR: Could not open requirements file: [Errno 2] No such file or directory: '/root/code/requirements.optional.txt'",
  },
  { text: '| bash: warning: setlocale: LC_ALL: cannot change locale (en_US.UTF-8): No such file or directory' },
  {
    programs: ['huggingface', 'deepspeed', 'plain'],
    text: `
    | \rDownloading config.json:   0%|          | 0.00/{600..900} [00:00<?, ?B/s]\rDownloading config.json: 100%|##########| {600..900}/{600..900} [00:00<00:00, 3.1MB/s]
    | \rtokenizer.json:  37%|###7      | 4.19M/11.4M [00:00<00:00, 41.2MB/s]\rtokenizer.json: 100%|##########| 11.4M/11.4M [00:00<00:00, 78.9MB/s]`,
  },
  {
    text: `
    | wandb: WARNING Path /mnt/data/wandb/ wasn't writable, using system temp directory.
    | wandb: Tracking run with wandb version 0.18.{1..9}
    | wandb: W&B syncing is set to \`offline\` in this directory.`,
  },
  {
    programs: ['huggingface', 'deepspeed', 'plain'],
    text: `
    | /usr/local/lib/python3.11/site-packages/transformers/utils/hub.py:128: FutureWarning: Using \`TRANSFORMERS_CACHE\` is deprecated and will be removed in v5 of Transformers. Use \`HF_HOME\` instead.
    |   warnings.warn(`,
  },
  { text: '| 正在加载数据集: /mnt/data/{train|corpus|sft_v3} ，共 {200..900} 个分片，请稍候……' },
  {
    text: `
    | nvidia-smi
    | +-----------------------------------------------------------------------------------------+
    | | NVIDIA-SMI 550.127.08             Driver Version: 550.127.08     CUDA Version: 12.4     |
    | | GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |
    | |   0  NVIDIA A100-SXM4-80GB          On  |   00000000:10:00.0 Off |                    0 |
    | +-----------------------------------------------------------------------------------------+`,
  },
  { text: '| sh: 1: lsb_release: not found' },
  {
    text: "| Namespace(adam_beta1=0.9, adam_beta2=0.95, adam_eps=1e-08, amp=True, batch_size={4|8|16}, betas=[0.9, 0.95], checkpoint_dir='/mnt/data/ckpt', clip_grad=1.0, data_path=['/mnt/data/shard-{long}'], decay_style='cosine', dropout=0.0, error_on_nan=False, fail_fast=False, log_interval=10, lr=0.0003, max_retries=3, num_workers=8, on_error='skip', precision='bf16', resume=None, save_interval=1000, seed=1234, tokenizer='bpe', train_iters=250000, warmup=2000, weight_decay=0.1)",
  },
  { text: '| 🚀 Experiment {base|ablation|sweep}-{10..99} · tracking at /mnt/data/runs/{10..99} ✨' },
];

/** The same for the middle of a run. */
export const MID_NOISE: readonly Aside[] = [
  {
    programs: ['huggingface', 'deepspeed'],
    text: `
    | huggingface/tokenizers: The current process just got forked, after parallelism has already been used. Disabling parallelism to avoid deadlocks...
    | To disable this warning, you can either:
    | 	- Avoid using \`tokenizers\` before the fork if possible
    | 	- Explicitly set the environment variable TOKENIZERS_PARALLELISM=(true | false)`,
  },
  {
    programs: TORCH,
    text: `
    | /usr/local/lib/python3.11/site-packages/torch/utils/checkpoint.py:295: FutureWarning: \`torch.cpu.amp.autocast(args...)\` is deprecated. Please use \`torch.amp.autocast('cpu', args...)\` instead.
    |   with torch.enable_grad(), device_autocast_ctx, torch.cpu.amp.autocast(**ctx.cpu_autocast_kwargs):  # type: ignore[attr-defined]`,
  },
  { text: "| /root/code/utils.py:{20..90}: DeprecationWarning: invalid escape sequence '\\d'" },
  {
    programs: TORCH,
    text: '| \rValidating:   0%|          | 0/64 [00:00<?, ?it/s]\rValidating:  25%|##5       | 16/64 [00:03<00:09,  5.0it/s]\rValidating:  50%|#####     | 32/64 [00:06<00:06,  5.1it/s]\rValidating: 100%|##########| 64/64 [00:12<00:00,  5.1it/s]',
  },
  {
    programs: MULTI_GPU,
    text: `
    | {pod}:{pid}:{3000..3999} [{local}] NCCL INFO Channel 0{0..9}/16 :    0   7   6   5   4   3   2   1
    | {pod}:{pid}:{3000..3999} [{local}] NCCL INFO P2P Chunksize set to 524288`,
  },
  { text: '| [gc] collected {100..900} objects in {10..90} ms, rss {20..90}.{1..9} GiB' },
  { text: '| 第 {1..20} 轮验证完成，准确率 {70..96}.{10..99}%，错误率 {1..9}.{10..99}%' },
  { text: '| checkpoint digest {long}' },
  {
    programs: TORCH,
    text: '| UserWarning: Detected call of `lr_scheduler.step()` before `optimizer.step()`. Failure to do this will result in PyTorch skipping the first value of the learning rate schedule.',
  },
  { text: '| [metrics] error_rate={0..9}.{100..999} failed_samples=0 dropped=0 retries={0..3} timeout_s=1800' },
  { text: '| [heartbeat] {pod} alive, queue depth {0..40}, nccl ok, last error: None' },
  { text: '| \x1b[2K\x1b[1A\x1b[33mprefetch\x1b[0m {60..99}% \x1b[32m━━━━━━━━━━━━━━━━\x1b[0m 0:00:0{1..9}' },
];
