import type { CauseTexts } from './texts.ts';

export const standstill: CauseTexts = {
  every_batch_oom: {
    says: [
      '2026-03-05 12:05:22 | WARNING | metaseq.trainer | OOM: Ran out of memory with exception: CUDA out of memory. Tried to allocate 93.75 GiB (GPU 4; 79.17 GiB total capacity; 1.52 GiB already allocated; 74.14 GiB free; 1.54 GiB reserved in total by PyTorch)',
      '| WARNING: batch 7: CUDA out of memory (tried 3.10 GiB), skipping batch, num_updates=0',
    ],
    not: ['the host is out of memory'],
  },
  rendezvous_again: {
    says: [
      'The rendezvous of round 12 was closed before all had come',
      'elastic agent: attempting to rejoin the rendezvous, round 31',
    ],
    not: ['The rendezvous is complete: 4 of 4', 'waiting for the rendezvous backend'],
  },
  every_sample_skipped: {
    says: [
      'Faulty batch detected, skip',
      'WARNING: skipped sample 1733, its caption is empty',
      'image 00012.png is broken and will be ignored',
    ],
    not: ['gradient overflow in batch 7, skipping', 'skipped to step 400'],
  },
  full_disk_waits: {
    says: [
      'checkpoint upload failed: [Errno 28] No space left on device, will retry in 60s',
      'rsync: write failed: Disk quota exceeded',
    ],
    not: ['3 GB of the disk are in use'],
  },
  file_system_silent: {
    says: [
      '[12345.678] nfs: server 10.0.0.5 not responding, still trying',
      'INFO: task python:812 blocked for more than 120 seconds.',
      'libceph: osd7 (1)10.0.0.4:6801 connect error',
      'Lustre: Connection to ost-1 (at 10.0.0.3@o2ib) was lost; in progress operations using this service will wait for recovery',
    ],
    not: ['the tracker is not responding', 'nfs: server 10.0.0.5 OK'],
  },
  processor_stuck: {
    says: [
      'watchdog: BUG: soft lockup - CPU#7 stuck for 23s! [python3:4121]',
      'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
    ],
    not: ['the queue is stuck', 'soft labels of CPU 7'],
  },
  cluster_too_small: {
    says: [
      'The autoscaler could not find a node type to satisfy the request: [{CPU: 1.0}]',
      "(autoscaler +7m13s) Warning: The following resource request cannot be scheduled right now: {'GPU': 16.0, 'CPU': 20.0}. This is likely due to all cluster resources being claimed by actors. Consider creating fewer actors or adding more nodes to this Ray cluster.",
      "(autoscaler +7m2s) Error: No available node types can fulfill resource request {'GPU': 8.0, 'CPU': 64.0}. Add suitable node types to this cluster to resolve this issue.",
      "INFO 04-01 02:47:00 ray_utils.py:214] Waiting for creating a placement group of specs for 7 seconds. specs=[{'node:10.0.9.101': 0.001, 'GPU': 1.0}, {'GPU': 1.0}]. Check `ray status` to see if you have enough resources, and make sure the IP addresses used by ray cluster are the same as VLLM_HOST_IP environment variable specified in each node if you are running on a multi-node.",
    ],
    not: [
      'all resources of the cluster are claimed',
      'the nodes are requested',
      'no node types are listed in the file',
    ],
  },
  waits_for_first: {
    says: [
      'INFO:tensorflow:Waiting for model to be ready.  Ready_for_local_init_op:  Variables not initialized: w, b',
      'rank 3: waiting for rank 0 to build the index of the data set',
      '[worker 2] blocked until the main process has finished preprocessing',
    ],
    not: ['waiting for rank 0', 'rank 0 has built the index'],
  },
  waits_for_server: {
    says: [
      '2026-03-05 12:05:22.918293: I tensorflow/core/distributed_runtime/master.cc:221] CreateSession still waiting for response from worker: /job:ps/replica:0/task:0',
      '[2026-03-05 12:05:22,123 W 2177 2177] gcs_rpc_client.h:151: Failed to connect to GCS at address 10.0.2.40:6379 within 5 seconds.',
      'ssh: connect to host dlc1-worker-1 port 22: Connection refused',
    ],
    not: ['connected to the master'],
  },
  server_not_up: {
    says: [
      'waiting for the reward model to come up',
      '2026-03-05 12:05:22 - INFO - trl.extras.vllm_client - Server is not up yet. Retrying in 2.0 seconds...',
    ],
    not: ['the server is up'],
  },
  download_again: {
    says: [
      'Error while downloading from https://huggingface.co/org/model-big/resolve/main/model-00003-of-00020.safetensors: The read operation timed out',
      'Trying to resume download...',
      'Retrying (Retry(total=3)) after the connection was broken',
    ],
    not: ['download finished', 'step creation still disabled, retrying (Requested nodes are busy)'],
  },
  tried_again: {
    says: ['attempt 7 was of no use, retry in 12 s', '  Retrying...'],
    not: [
      'the scheduler retries twice and ends',
      'Retrying was switched off by whoever set up the job, so that it ends',
    ],
  },
  stalled_collective: {
    says: [
      '[2026-03-05 12:05:22.861697: W horovod/common/operations.cc:588] One or more tensors were submitted to be reduced, gathered or broadcasted by subset of ranks and are waiting for remainder of ranks for more than 60 seconds. This may indicate that different ranks are trying to submit different tensors or that only subset of ranks is submitting tensors, which will cause deadlock.',
      'Stalled ops:HorovodBroadcast_dense_1_bias_0 [missing ranks: 1]',
      '[2026-03-05 12:05:22.861765: W horovod/common/operations.cc:588] HorovodBroadcast_dense_1_kernel_0 [missing ranks: 1]',
    ],
    not: ['all ranks left the barrier'],
  },
  saving_stands: {
    says: [
      'stage begins: save_weights',
      '(SFTWorker pid=1533) Saving checkpoint for step 500...',
      'INFO:tensorflow:Saving checkpoint to path /mnt/nas/exp/model.ckpt',
    ],
    not: ['saved the checkpoint to /mnt/out'],
  },
  loading_stands: {
    says: [
      'Loading checkpoint shards: 100%|##########| 7/7 [00:09<00:00,  1.39s/it]',
      'The repository for /mnt/models/base contains custom code which must be executed to correctly load the model. You can inspect the repository content at https://hf.co//mnt/models/base.',
    ],
    not: ['unloaded the truck'],
  },
  preparing_stands: {
    says: [
      'Map (num_proc=16):  52%|#####     | 52000/100000',
      'Running tokenizer on train dataset (num_proc=4):  37%|###7      | 41000/110000 [04:11<07:02, 163.3 examples/s]',
    ],
    not: ['step 12: loss 2.31'],
  },
  first_batch_stands: {
    says: [
      '  0%|          | 0/118680 [00:00<?, ?it/s]',
      'Epoch 2',
      '2026-03-05 12:05:22 | INFO | metaseq.trainer | begin training epoch 1',
    ],
    not: ['Batch 30 of 60, epoch 7', ' 12%|#         | 120/1000 [02:00<14:40,  1.00s/it]'],
  },
  extension_lock: {
    says: [
      'Detected CUDA files, patching ldflags',
      'Using /mnt/nas/cache/torch_extensions/py310_cu121 as PyTorch extensions root...',
    ],
    not: ['Loading extension module utils... done'],
  },
  package_stands: {
    says: [
      'Building wheels for collected packages: flash-attn',
      'Waiting for cache lock: Could not get lock /var/lib/dpkg/lock-frontend',
      'E: Unable to acquire the dpkg frontend lock, is another process using it?',
      '    Blocking waiting for file lock on build directory',
    ],
    not: ['Collected 12 samples'],
  },
  does_not_end: {
    says: ['wandb: Waiting for W&B process to finish... (success).', 'Training complete'],
    not: ['training starts when all is done loading'],
  },
  asks_on_terminal: {
    says: [
      'Are you sure you want to continue connecting (yes/no/[fingerprint])?',
      'Do you wish to run the custom code? [y/N]',
      "node-2's password: ",
      "Username for 'https://git.example.com': ",
      'Press any key to go on',
      "rm: remove write-protected regular file 'a'? ",
      'replace a.txt? [y]es, [n]o, [A]ll, [N]one, [r]ename: ',
      'Open this page https://x.test/device and enter the code A-B to sign in.',
      '覆盖已有的目录吗？(y/n)',
    ],
    not: [
      'the answer was yes',
      'parameters by token type:',
      'Sample: Are you sure you want to go?',
      'wrong password for user a:',
      'total tokens: 12',
    ],
  },
  debugger_waits: {
    says: [
      '(Pdb) ',
      'ipdb> ',
      '>>> ',
      'In [3]: ',
      'julia> ',
      'root@box-1:/workspace# ',
      '--More--(7%)',
      'pydevd: waiting for debugger to attach...',
      'pdb is running on 127.0.0.1:5005',
    ],
    not: [
      'Fetching pdb files (1abc)',
      'Debug symbols (gdb)',
      '>>> x = 1',
      'user@host: hello',
      '>>> 12 samples',
      'Debugger attached.',
    ],
  },
  tracker_waits: {
    says: [
      '2026-03-05 12:05:22,123 INFO start listen on 10.0.3.12:42795',
      '2026-03-05 12:05:22,123 DEBUG Received start signal from 10.0.8.134; assign rank 0',
      '2026-03-05 12:05:22 init done, waiting for 1 peer(s)',
    ],
    not: ['all workers have joined'],
  },
  restart_loop: {
    says: [
      '[default] Worker group FAILED. 3/10 attempts left; will restart worker group',
      'Restarting worker group (attempt 4)',
      'INFO:torch.distributed.elastic.agent.server.api:[default] Worker group FAILED. 7/10 attempts left; will restart worker group',
    ],
    not: ['resumed from /mnt/ckpt'],
  },
};
