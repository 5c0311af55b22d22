import type { Program } from './types.ts';

/** Open MPI with Horovod. */
export const horovod: Program = {
  jobType: 'MPIJob',
  start: `
    | Warning: Permanently added '{pod},{ip}' (ED25519) to the list of known hosts.
    | + mpirun -np {procs} --hostfile /etc/mpi/hostfile -bind-to none -map-by slot -x NCCL_DEBUG=INFO -x LD_LIBRARY_PATH -mca pml ob1 -mca btl ^openib python {script}`,
  together: `
    | [1,{process}]<stderr>:{clock.}: I horovod/common/operations.cc:737] Started Horovod with {procs} processes
    | [1,{process}]<stdout>:{pod}:{pid}:{pid} [{local}] NCCL INFO Bootstrap : Using eth0:{ip}<0>
    | [1,{process}]<stdout>:rank {process} of {procs}, local rank {local}`,
  progress: ({ n, every, loss, rate }) => {
    const head = `[1,0]<stdout>:Train Epoch: ${Math.ceil(n / 30)} [${(n % 30) * 3200}/96000 (${Math.floor(((n % 30) * 100) / 30)}%)]`;
    const line = `${head}\tLoss: ${loss.toFixed(6)}\tlr: ${rate.toFixed(6)}\t${(3200 / every).toFixed(1)} img/sec`;
    return n % 30 === 0
      ? [
          line,
          `[1,0]<stdout>:Test set: Average loss: ${(loss * 1.1).toFixed(4)}, Accuracy: ${(40 + (50 * n) / (n + 200)).toFixed(2)}%`,
        ]
      : [line];
  },
  done: `
    | [1,0]<stdout>:Total img/sec on {procs} GPU(s): {1200..9800}.{1..9} +-{20..99}.{1..9#c}
    | [1,0]<stdout>:finished`,
  stopped: `
    | mpirun: Forwarding signal 18 to job
    | mpirun: killing job...
    | --------------------------------------------------------------------------
    | mpirun was unable to cleanly terminate the daemons on the nodes shown
    | below. Additional manual cleanup may be required - please refer to
    | the "orte-clean" tool for assistance.
    | --------------------------------------------------------------------------`,
  epilogue: `
    | --------------------------------------------------------------------------
    | Primary job  terminated normally, but 1 process returned
    | a non-zero exit code. Per user-direction, the job has been aborted.
    | --------------------------------------------------------------------------
    | --------------------------------------------------------------------------
    | {mpidied}
    | --------------------------------------------------------------------------`,
  peers: `
    | [1,{process}]<stderr>:{clock.}: E horovod/common/operations.cc:697] [{process}]: Horovod background loop uncaught exception: [/tmp/pip-req-build/third_party/compatible_gloo/gloo/transport/tcp/pair.cc:598] Connection closed by peer [{lostpeer}]:{40000..59999}
    | [1,{process}]<stderr>:Traceback (most recent call last):
    | [1,{process}]<stderr>:  File "/root/code/{script}", line {90..190}, in train
    | [1,{process}]<stderr>:    optimizer.step()
    | [1,{process}]<stderr>:horovod.common.exceptions.HorovodInternalError: ncclCommInitRank failed: remote process exited or there was a network error
    | --------------------------------------------------------------------------
    | ORTE has lost communication with a remote daemon.
    | 
    |   HNP daemon   : [[{10000..60000},0],0] on node {master}
    |   Remote daemon: [[{10000..60000},0],{lostrank}] on node {lostpod}
    | 
    | This is usually due to either a failure of the TCP network
    | connection to the node, or possibly an internal failure of
    | the daemon itself. We cannot recover from this failure, and
    | therefore will terminate the job.
    | --------------------------------------------------------------------------`,
  commands: [
    'mpirun -np $((WORLD_SIZE*NPROC_PER_NODE)) --hostfile /etc/mpi/hostfile python train_imagenet.py',
    'bash /root/code/run_hvd.sh',
  ],
  image: 'pytorch',
  pods: [2, 4],
};
