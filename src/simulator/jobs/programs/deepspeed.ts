import { ABSENT_PEER, LOST_PEER } from './torchrun.ts';
import type { Program } from './types.ts';

/** The `deepspeed` launcher and engine. */
export const deepspeed: Program = {
  jobType: 'PyTorchJob',
  start: `
    | [{clock,}] [INFO] [real_accelerator.py:222:get_accelerator] Setting ds_accelerator to cuda (auto detect)
    | [{clock,}] [INFO] [launch.py:146:main] WORLD INFO DICT: {"{pod}": [0, 1, 2, 3, 4, 5, 6, 7]}
    | [{clock,}] [INFO] [launch.py:152:main] nnodes={world}, num_local_procs={nproc}, node_rank={rank}
    | [{clock,}] [INFO] [launch.py:256:main] process {pid} spawned with command: ['/usr/bin/python3', '-u', '{script}', '--local_rank={local}', '--deepspeed', 'ds_zero{2|3}.json']`,
  together: `
    | [{clock,}] [INFO] [comm.py:658:init_distributed] cdb=None
    | [{clock,}] [INFO] [comm.py:689:init_distributed] Initializing TorchBackend in DeepSpeed with backend nccl
    | {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using eth0:{ip}<0>
    | [{clock,}] [INFO] [logging.py:128:log_dist] [Rank 0] DeepSpeed info: version=0.16.{1..9}, git-hash=unknown, git-branch=unknown
    | [{clock,}] [INFO] [logging.py:128:log_dist] [Rank 0] Creating torch.bfloat16 ZeRO stage {2|3} optimizer
    | [{clock,}] [INFO] [stage_1_and_2.py:149:__init__] Reduce bucket size {200000000|500000000}
    | [{clock,}] [INFO] [utils.py:782:see_memory_usage] MA {12..24}.{10..99} GB         Max_MA {26..31}.{10..99#b} GB         CA 33.41 GB         Max_CA 33 GB`,
  progress: ({ n, every, loss, rate, at, luck }) => {
    const stamp = new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    const head = `[${stamp},${String(Math.floor(luck * 1000)).padStart(3, '0')}] [INFO] [logging.py:128:log_dist] [Rank 0] step=${n * 10}, skipped=${Math.floor(n / 400)}, lr=[${rate.toExponential(6)}, ${rate.toExponential(6)}], mom=[(0.9, 0.95), (0.9, 0.95)]`;
    return [
      head,
      `steps: ${n * 10} loss: ${loss.toFixed(4)} iter time (s): ${(every / 10).toFixed(3)} samples/sec: ${(1280 / every).toFixed(3)}`,
    ];
  },
  done: `
    | saving model ...
    | [{clock,}] [INFO] [logging.py:128:log_dist] [Rank 0] [Torch] Checkpoint global_step{1000..9000} is ready now!
    | [{clock,}] [INFO] [launch.py:351:main] Process {pid} exits successfully.`,
  stopped: `
    | [{clock,}] [INFO] [launch.py:319:sigkill_handler] Killing subprocess {pid}
    | [{clock,}] [INFO] [launch.py:328:sigkill_handler] Main process received SIGTERM, exiting`,
  epilogue: `
    | [{clock,}] [INFO] [launch.py:319:sigkill_handler] Killing subprocess {pid}
    | [{clock,}] [ERROR] [launch.py:325:sigkill_handler] ['/usr/bin/python3', '-u', '{script}', '--local_rank={local}', '--deepspeed', '--deepspeed_config', 'ds_config.json', '--model_name_or_path', '/mnt/model/base', '--bf16'] exits with return code = {code}`,
  peers: `${LOST_PEER}
    | [{clock,}] [INFO] [launch.py:319:sigkill_handler] Killing subprocess {pid}
    | [{clock,}] [ERROR] [launch.py:325:sigkill_handler] ['/usr/bin/python3', '-u', '{script}', '--local_rank={local}', '--deepspeed', '--deepspeed_config', 'ds_config.json'] exits with return code = 1`,
  absent: ABSENT_PEER,
  commands: [
    'deepspeed --num_gpus 8 finetune.py --deepspeed ds_zero3.json',
    'bash /root/code/scripts/run_ds.sh sft 8',
    'deepspeed --hostfile /etc/hostfile train_sft.py --deepspeed_config ds_config.json',
  ],
  image: 'pytorch',
  pods: [1, 3],
};
