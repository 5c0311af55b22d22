import { ABSENT_PEER, ELASTIC_REPORT, LOST_PEER } from './torchrun.ts';
import type { Program } from './types.ts';

/** Megatron-LM under `torchrun`. */
export const megatron: Program = {
  jobType: 'PyTorchJob',
  start: `
    | using world size: {procs}, data-parallel size: {2|4|8}, context-parallel size: 1, tensor-model-parallel size: {4|8}, pipeline-model-parallel size: {1|2}
    | using torch.bfloat16 for parameters ...
    | ------------------------ arguments ------------------------
    |   accumulate_allreduce_grads_in_fp32 .............. True
    |   adam_beta2 ...................................... 0.95
    |   async_save ...................................... None
    |   global_batch_size ............................... {256|512|1024}
    |   hidden_size ..................................... {4096|5120|8192}
    |   micro_batch_size ................................ {1|2}
    |   num_layers ...................................... {32|40|64}
    | -------------------- end of arguments ---------------------`,
  together: `
    | > initializing torch distributed ...
    | > initialized tensor model parallel with size {4|8}
    | > initialized pipeline model parallel with size {1|2}
    | > setting random seeds to {1000..9999} ...
    | > compiling and loading fused kernels ...
    | >>> done with compiling and loading fused kernels. Compilation time: {2..9}.{100..999} seconds
    | {pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using eth0:{ip}<0>
    | time to initialize megatron (seconds): {12..60}.{100..999#b}
    | [after megatron is initialized] datetime: {clock} 
    |  > number of parameters on (tensor, pipeline) model parallel rank ({0..3}, 0): {1000000000..1999999999}`,
  progress: ({ n, every, loss, rate, luck }) => {
    const total = 250_000;
    const pad = (value: number, width: number): string => String(value).padStart(width);
    return [
      ` iteration ${pad(n, 8)}/${pad(total, 8)} | consumed samples: ${pad(n * 512, 12)} | elapsed time per iteration (ms): ${(every * 1000 * (0.98 + luck / 30)).toFixed(1)} | throughput per GPU (TFLOP/s/GPU): ${(385 + luck * 20).toFixed(1)} | learning rate: ${rate.toExponential(6).toUpperCase()} | global batch size:   512 | lm loss: ${loss.toExponential(6).toUpperCase()} | loss scale: 1.0 | grad norm: ${(0.2 + luck / 3).toFixed(3)} | number of skipped iterations:   0 | number of nan iterations:   0 |`,
    ];
  },
  done: `
    | [after training is done] datetime: {clock} 
    |   successfully saved checkpoint from iteration {1000..9000} to /mnt/data/ckpt [ t {1..4}/4, p 1/1 ]`,
  stopped: `
    | W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM
    | exiting program at iteration {1000..9000} (signal received), checkpoint saved`,
  epilogue: ELASTIC_REPORT,
  peers: LOST_PEER,
  absent: ABSENT_PEER,
  commands: ['bash examples/pretrain_gpt_distributed.sh', 'bash /root/Megatron-LM/run_pretrain.sh 7b 8 1'],
  image: 'pytorch',
  pods: [2, 5],
};
