import type { Program } from './types.ts';

/** TensorFlow with `TF_CONFIG` and Keras. */
export const tensorflow: Program = {
  jobType: 'TFJob',
  start: `
    | {clock.}: I tensorflow/core/util/port.cc:153] oneDNN custom operations are on. You may see slightly different numerical results due to floating-point round-off errors from different computation orders.
    | {clock.}: E external/local_xla/xla/stream_executor/cuda/cuda_fft.cc:485] Unable to register cuFFT factory: Attempting to register factory for plugin cuFFT when one has already been registered
    | {clock.}: E external/local_xla/xla/stream_executor/cuda/cuda_dnn.cc:8454] Unable to register cuDNN factory: Attempting to register factory for plugin cuDNN when one has already been registered
    | {clock.}: I tensorflow/core/platform/cpu_feature_guard.cc:210] This TensorFlow binary is optimized to use available CPU instructions in performance-critical operations.
    | {clock.}: I tensorflow/core/common_runtime/gpu/gpu_device.cc:2021] Created device /job:worker/replica:0/task:{rank}/device:GPU:0 with {20000..30000} MB memory:  -> device: 0, name: Tesla V100-SXM2-32GB, pci bus id: 0000:00:08.0, compute capability: 7.0`,
  together: `
    | INFO:tensorflow:Enabled multi-worker collective ops with available devices: ['/job:worker/replica:0/task:{rank}/device:CPU:0', '/job:worker/replica:0/task:{rank}/device:GPU:0']
    | {clock.}: I tensorflow/core/distributed_runtime/rpc/grpc_server_lib.cc:449] Started server with target: grpc://{pod}.t1.svc:2222
    | INFO:tensorflow:Waiting for the cluster, timeout = inf
    | INFO:tensorflow:Cluster is ready.`,
  progress: ({ n, every, loss, luck }) => {
    const epoch = Math.ceil(n / 25);
    const done = ((n - 1) % 25) + 1;
    const bar = `${'='.repeat(done)}${done === 25 ? '' : '>'}${'.'.repeat(Math.max(0, 24 - done))}`;
    const line = `\r${String(done * 40).padStart(4)}/1000 [${bar}] - ETA: ${Math.round((25 - done) * every)}s - loss: ${loss.toFixed(4)} - auc: ${(0.55 + (0.3 * n) / (n + 90)).toFixed(4)}`;
    return done === 1
      ? [`Epoch ${epoch}/40`, line]
      : done === 25
        ? [
            line,
            `Epoch ${epoch}: val_loss ${(loss * (1 + luck / 20)).toFixed(5)}, saving model to /mnt/data/output/model.keras`,
          ]
        : [line];
  },
  done: `
    | INFO:tensorflow:Assets written to: /mnt/data/output/export/assets
    | INFO:tensorflow:Loss for final step: 0.{20000..60000}.`,
  stopped: `
    | INFO:tensorflow:Termination signal received; checkpointing before exit.
    | {clock.}: W tensorflow/core/distributed_runtime/rpc/grpc_remote_worker.cc:50] Server shutting down`,
  epilogue: '',
  peers: `
    | {clock.}: E tensorflow/core/common_runtime/base_collective_executor.cc:249] BaseCollectiveExecutor::StartAbort UNAVAILABLE: Collective ops is aborted by: failed to connect to all addresses; last error: UNKNOWN: ipv4:{lostpeer}:2222: Failed to connect to remote host: Connection refused
    | Additional GRPC error information from remote target /job:worker/replica:0/task:{lostrank} while calling /tensorflow.WorkerService/RecvBuf:
    | Traceback (most recent call last):
    |   File "/root/code/{script}", line {120..220}, in <module>
    |     model.fit(train_ds, epochs=EPOCHS, callbacks=callbacks)
    |   File "/usr/local/lib/python3.11/site-packages/keras/src/utils/traceback_utils.py", line 122, in error_handler
    |     raise e.with_traceback(filtered_tb) from None
    | tensorflow.python.framework.errors_impl.UnavailableError: Collective ops is aborted by: Socket closed
    | The error could be from a previous operation. Restart your program to reset.`,
  commands: ['python /root/code/train_keras.py', 'python -u ctr_train.py --strategy multiworker'],
  image: 'tensorflow',
  pods: [1, 3],
};
