import type { Program } from './types.ts';

/** Ray Train, Tune and data jobs. */
export const ray: Program = {
  jobType: 'RayJob',
  start: `
    | {clock,}	INFO worker.py:1723 -- Using address {master}:6379 set in the environment variable RAY_ADDRESS
    | {clock,}	INFO worker.py:1877 -- Connected to Ray cluster. View the dashboard at http://{ip}:8265
    | {clock,}	INFO tune.py:616 -- [output] This uses the legacy output and progress reporter.`,
  together: `
    | (TrainTrainable pid={pid}) [State API] {procs} workers requested, placement group created
    | (RayTrainWorker pid={pid}, ip={ip}) Setting up process group for: env:// [rank={process}, world_size={procs}]
    | (RayTrainWorker pid={pid}, ip={ip}) Moving model to device: cuda:{local}`,
  progress: ({ n, every, loss, luck }) => {
    const line = `(RayTrainWorker pid=${1200 + Math.floor(luck * 8)}) step ${n * 10} train_loss=${loss.toFixed(4)} throughput=${(2560 / every).toFixed(1)} samples/s`;
    return n % 20 === 0
      ? [
          line,
          `Trial TorchTrainer_8c1f${1000 + n} reported train_loss=${loss.toFixed(4)} with parameters={}. This trial completed checkpoint_0000${String(n).padStart(2, '0')}`,
        ]
      : [line];
  },
  done: `
    | Trial TorchTrainer completed after {20..90} iterations, saved to /mnt/data/ray_results
    | Job 'raysubmit_{1000..9999}Kq{10..99}bXw' succeeded`,
  stopped: `
    | {clock,}	WARNING worker.py:2081 -- SIGTERM received, disconnecting from the cluster
    | (raylet) Raylet is terminated. Termination is unexpected. Possible reasons include: (1) SIGKILL by the user or system OOM killer, (2) Invalid memory access from Raylet causing SIGSEGV or SIGBUS, (3) Other termination signals.`,
  epilogue: `
    | ---------------------------------------
    | Job 'raysubmit_{1000..9999}Kq{10..99}bXw' failed
    | ---------------------------------------
    | Status message: Job entrypoint command failed with exit code {code}, last available logs (truncated to 20,000 chars):`,
  peers: `
    | (raylet) The node with node id: {1000..9999}f0c{100..999}9be81a7d and address: {lostpeer} and node name: {lostpeer} has been marked dead because the detector has missed too many heartbeats from it. This can happen when a 	(1) raylet crashes unexpectedly (OOM, etc.) 
    | 	(2) raylet has lagging heartbeats due to slow network or busy workload.
    | {clock,}	WARNING worker.py:2081 -- A worker died or was killed while executing a task by an unexpected system error.
    | ray.exceptions.ActorDiedError: The actor died unexpectedly before finishing this task. Worker exit type: NODE_DIED Worker exit detail: The node has been marked dead.`,
  commands: [
    'ray job submit --address http://127.0.0.1:8265 -- python train_ray.py',
    'python -m pipelines.ray_train --workers 8',
  ],
  image: 'pytorch',
  pods: [2, 4],
};
