import { ABSENT_PEER, LOST_PEER } from './torchrun.ts';
import type { Program } from './types.ts';

/** The Hugging Face Trainer under `accelerate launch`. */
export const huggingface: Program = {
  jobType: 'PyTorchJob',
  start: `
    | {hour} - INFO - __main__ - Distributed environment: MULTI_GPU  Backend: nccl
    | Num processes: {procs}
    | Process index: {process}
    | Mixed precision type: bf16
    | loading configuration file /mnt/model/{qwen2.5-7b|baichuan2-13b|internlm2-7b}/config.json
    | \rLoading checkpoint shards:   0%|          | 0/4 [00:00<?, ?it/s]\rLoading checkpoint shards:  50%|#####     | 2/4 [00:05<00:05,  2.61s/it]\rLoading checkpoint shards: 100%|##########| 4/4 [00:09<00:00,  2.33s/it]
    | ***** Running training *****
    |   Num examples = {12000..98000}
    |   Num Epochs = {1..5}
    |   Instantaneous batch size per device = {1|2|4|8}
    |   Gradient Accumulation steps = {4|8|16}`,
  together: '| {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using eth0:{ip}<0>',
  progress: ({ n, every, loss, rate, luck }) => {
    const total = 4800;
    const share = Math.min(99, Math.floor((n * 1000) / total));
    const bar = `\r ${String(share).padStart(2)}%|${'#'.repeat(Math.floor(share / 10)).padEnd(10)}| ${n * 10}/${total} [${clock(n * every)}<${clock((total / 10 - n) * every)},  ${(every / 10).toFixed(2)}s/it]`;
    const dict = `{'loss': ${loss.toFixed(4)}, 'grad_norm': ${(0.8 + luck).toFixed(4)}, 'learning_rate': ${rate.toExponential(3)}, 'epoch': ${(n / 160).toFixed(2)}}`;
    return n % 5 === 0 ? [`${bar}${bar}`, dict] : [dict];
  },
  done: `
    | {'train_runtime': {2000..9000}.{1000..9999}, 'train_samples_per_second': {3..40}.{100..999}, 'train_loss': 0.{400..900#l}, 'epoch': 3.0}
    | ***** train metrics *****
    |   epoch                    =        3.0
    |   train_loss               =     0.{4000..9000}
    | Saving model checkpoint to /mnt/data/output/checkpoint-final`,
  stopped: `
    | W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM
    | Traceback (most recent call last):
    |   File "/usr/local/bin/accelerate", line 8, in <module>
    |     sys.exit(main())
    |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/elastic/multiprocessing/api.py", line 84, in _terminate_process_handler
    |     raise SignalException(f"Process {os.getpid()} got signal: {sigval}", sigval=sigval)
    | torch.distributed.elastic.multiprocessing.api.SignalException: Process 61 got signal: 15`,
  epilogue: `
    | Traceback (most recent call last):
    |   File "/usr/local/bin/accelerate", line 8, in <module>
    |     sys.exit(main())
    |   File "/usr/local/lib/python3.11/site-packages/accelerate/commands/accelerate_cli.py", line 50, in main
    |     args.func(args)
    |   File "/usr/local/lib/python3.11/site-packages/accelerate/commands/launch.py", line 1198, in launch_command
    |     simple_launcher(args)
    |   File "/usr/local/lib/python3.11/site-packages/accelerate/commands/launch.py", line 778, in simple_launcher
    |     raise subprocess.CalledProcessError(returncode=process.returncode, cmd=cmd)
    | subprocess.CalledProcessError: Command '['/usr/bin/python3', '{script}', '--model_name_or_path', '/mnt/model/base', '--output_dir', '/mnt/data/output']' {diedas}.`,
  peers: LOST_PEER,
  absent: ABSENT_PEER,
  commands: [
    'accelerate launch --config_file acc.yaml run_clm.py --output_dir /mnt/data/output',
    'accelerate launch sft.py --model_name_or_path /mnt/model/base',
    'llamafactory-cli train configs/sft.yaml',
  ],
  image: 'pytorch',
  pods: [1, 2],
};

function clock(seconds: number): string {
  const left = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}
