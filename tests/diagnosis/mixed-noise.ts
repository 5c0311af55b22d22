const steps = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `[iter ${from + index}] loss=${(4 - index / 50).toFixed(2)}, dur=1.2s, mfu=0.41`,
  ).join('\n');

/** What programs get over: each ends with training that goes on. */
export const BEFORE: Readonly<Record<string, string>> = {
  nothing: '',
  'a caught out-of-memory': `WARNING:trainer:CUDA out of memory. Tried to allocate 1.00 GiB, reducing the micro batch to 4\n${steps(1, 6)}`,
  'retries of a download': `WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ConnectTimeoutError(<pip._vendor.urllib3>, 'Connection to pypi.org timed out. (connect timeout=15)')': /simple/foo/
Collecting foo
Successfully installed foo-1.0
${steps(1, 3)}`,
  'a logged exception': `ERROR:prefetch:could not read shard 7, skipping it
Traceback (most recent call last):
  File "/mnt/code/prefetch.py", line 40, in pull
    data = read(shard)
  File "/mnt/code/prefetch.py", line 12, in read
    raise OSError("short read")
OSError: short read
${steps(1, 8)}`,
  'an optional module': `ImportError: No module named 'apex'. Install apex to use fused kernels; falling back to PyTorch
INFO:root:building the model
INFO:root:7.1B parameters
INFO:root:reading 12 shards
${steps(1, 2)}`,
  'a transient NCCL warning': `node-1:88:120 [3] transport/net_ib.cc:94 NCCL WARN NET/IB : Got completion from peer 10.0.0.3<4242> with error 12, opcode 0, len 0, vendor err 129
${steps(1, 9)}`,
  'a cache that cannot be written': `There was a problem when trying to write in your cache folder (/root/.cache). [Errno 13] Permission denied: '/root/.cache'. Using a temporary one instead.
INFO:root:loading the tokenizer
INFO:root:vocabulary of 151643
INFO:root:world size 16
${steps(1, 4)}`,
  'a missing checkpoint': `WARNING:root:FileNotFoundError: [Errno 2] No such file or directory: '/mnt/ckpt/latest'; starting from scratch\n${steps(1, 4)}`,
  'a missing tool': `start.sh: line 3: nvidia-smi: command not found\n${steps(1, 4)}`,
  'a restart of the workers': `[rank2]: Traceback (most recent call last):
[rank2]:   File "/mnt/code/net.py", line 3, in send
[rank2]:     sock.send(x)
[rank2]: ConnectionResetError: [Errno 104] Connection reset by peer
W0305 12:00:00.1 77 site-packages/torch/distributed/elastic/agent/server/api.py:900] [default] Worker group FAILED. 2/3 attempts left; will restart worker group
${steps(1, 6)}`,
};

/** What follows a failure and is not its cause. */
export const AFTER: Readonly<Record<string, string>> = {
  nothing: '',
  'words of a tracker': `wandb: Waiting for W&B process to finish... (failed 1). Press Ctrl-C to abort syncing.
wandb: Run history:
wandb:  train/loss █▆▄▃▂▁
wandb: Run summary:
wandb:  train/loss 2.31
wandb: View run at: https://wandb.example/run
wandb: Synced 6 W&B file(s), 0 media file(s), 2 artifact file(s) and 1 other file(s)`,
  'the table of the launcher': `E0305 12:14:03.221000 139 site-packages/torch/distributed/elastic/multiprocessing/api.py:833] failed (exitcode: 1) local_rank: 3 (pid: 222) of binary: /opt/conda/bin/python
Traceback (most recent call last):
  File "/opt/conda/bin/torchrun", line 8, in <module>
    sys.exit(main())
  File "/opt/conda/lib/python3.10/site-packages/torch/distributed/launcher/api.py", line 269, in launch_agent
    raise ChildFailedError(
torch.distributed.elastic.multiprocessing.errors.ChildFailedError:
============================================================
train.py FAILED
------------------------------------------------------------
Failures:
  <NO_OTHER_FAILURES>
------------------------------------------------------------
Root Cause (first observed failure):
[0]:
  time      : 2026-03-05_12:14:01
  host      : dlc1xjcumbfm7aai-master-0
  rank      : 3 (local_rank: 3)
  exitcode  : 1 (pid: 222)
  error_file: <N/A>
  traceback : To enable traceback see: https://pytorch.org/docs/stable/elastic/errors.html
============================================================`,
  'an exception that was ignored': `Exception ignored in: <function Pool.__del__ at 0x7f1>
Traceback (most recent call last):
  File "/opt/conda/lib/python3.10/multiprocessing/pool.py", line 268, in __del__
    self._change_notifier.put(None)
OSError: [Errno 9] Bad file descriptor`,
  'the end of the start script': `training failed with exit code 1
+ ossutil cp -r /mnt/logs oss://bucket/logs
Succeed: Total num: 3, size: 12,345. OK num: 3
uploaded the logs
+ exit 1`,
  'leaked semaphores': `/opt/conda/lib/python3.10/multiprocessing/resource_tracker.py:224: UserWarning: resource_tracker: There appear to be 6 leaked semaphore objects to clean up at shutdown
  warnings.warn('resource_tracker: There appear to be %d '`,
  'ranks that lost their peer': `[rank6]: Traceback (most recent call last):
[rank6]:   File "/mnt/code/train.py", line 99, in sync
[rank6]:     dist.all_reduce(flag)
[rank6]: torch.distributed.DistBackendError: NCCL error in: ../torch/csrc/distributed/c10d/ProcessGroupNCCL.cpp:1333, remote process exited or there was a network error, NCCL version 2.20.5
[rank6]: ncclRemoteError: A call failed possibly due to a network error or a remote process exiting prematurely.
[rank6]: Last error:
[rank6]: NET/IB : Got completion from peer 10.0.0.3<4242> with status=12`,
  'a progress bar drawn once more': ' 12%|█▏        | 120/1000 [02:00<14:40,  1.00s/it, loss=2.31]',
};
