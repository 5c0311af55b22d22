import { PEERS_TIMED_OUT } from '../programs/torchrun.ts';
import type { Attempt, Scenario } from './types.ts';

const FAILS: readonly Attempt[] = [{ end: { stage: 'running', exit: 1 } }];
const KILLED: readonly Attempt[] = [{ end: { stage: 'running', exit: 137 } }];

/** The memory of a machine or a container. */
export const hostMemory: readonly Scenario[] = [
  {
    name: 'oom',
    about: 'a container exceeds its memory limit and is killed (exit code 137)',
    category: 'host_oom',
    rests: 'Failed',
    course: { attempts: KILLED },
    wordings: [
      {
        program: 'basic',
        podEvents: '! Memory cgroup out of memory: Killed process 101 (python), container {container}',
        log: `
          | [WARN] dataloader: resident memory of the workers is still growing
          ! /root/code/run.sh: line 12:   101 Killed                  python /root/code/train.py`,
      },
      {
        program: 'shell',
        podEvents: '! Memory cgroup out of memory: Killed process {pid} (python), container {container}',
        log: '! /root/code/run.sh: line {12..60}: {pid} Killed                  python -u train.py --output $OUTPUT_DIR',
      },
      {
        program: 'torchrun',
        exit: 1,
        signal: 9,
        podEvents:
          '! Memory cgroup out of memory: Killed process {pid} (python3) total-vm:{300..900}000000kB, anon-rss:{200..290}000000kB',
      },
      {
        program: 'deepspeed',
        signal: 9,
        podEvents: '! OOMKilled: container {container} exceeded its memory limit',
        log: '| [{clock,}] [INFO] [utils.py:785:see_memory_usage] CPU Virtual Memory:  used = {900..950}.{10..99} GB, percent = 9{7..9}.{1..9}%',
      },
      { program: 'plain', podEvents: '! OOMKilled: container {container} exceeded its memory limit', log: '! Killed' },
    ],
  },
  {
    name: 'host_memory_reported',
    about: 'a worker process runs out of host memory and the framework says so',
    category: 'host_oom',
    rests: 'Failed',
    course: { attempts: FAILS },
    wordings: [
      {
        program: 'ray',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/pipelines/ray_train.py", line {40..120}, in <module>
          |     result = trainer.fit()
          @   File "/usr/local/lib/python3.11/site-packages/ray/_private/worker.py", line 2753, in get
          |     values, debugger_breakpoint = worker.get_objects(object_refs, timeout=timeout)
          ! ray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory.
          | Memory on the node (IP: {ip}, ID: {1000..9999}d0c{100..999}) where the task (actor ID: {1000..9999}ab01, name=RayTrainWorker.__init__, pid={pid}, memory used={60..90}.{10..99}GB) was running was {240..250}.{10..99}GB / 256.00GB (0.9{52..80}), which exceeds the memory usage threshold of 0.95. Ray killed this worker because it was the most recently scheduled task`,
      },
      {
        program: 'torchrun',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {140..220}, in main
          | [rank{process}]:     batch = next(batches)
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/utils/data/_utils/signal_handling.py", line 67, in handler
          | [rank{process}]:     _error_if_any_worker_fails()
          ! [rank{process}]: RuntimeError: DataLoader worker (pid {1000..4000}) is killed by signal: Killed. `,
        podEvents: '! Memory cgroup out of memory: Killed process {1000..4000} (pt_data_worker), container {container}',
      },
      {
        program: 'horovod',
        exit: 137,
        log: '| [1,{process}]<stdout>:rss {240..255}.{1..9} GiB of 256 GiB',
        podEvents: '! OOMKilled: container {container} exceeded its memory limit',
      },
      {
        program: 'plain',
        log: `
          | Traceback (most recent call last):
          |   File "/usr/local/bin/onmt_train", line 8, in <module>
          @   File "/usr/local/lib/python3.11/site-packages/torch/utils/data/_utils/signal_handling.py", line 66, in handler
          |     _error_if_any_worker_fails()
          | RuntimeError: DataLoader worker (pid {200..900}) is killed by signal: Killed. 
          ! dmesg: Memory cgroup out of memory: Killed process {200..900} (onmt_train) total-vm:14119556kB, anon-rss:6538204kB, file-rss:80652kB, shmem-rss:16kB, UID:0 pgtables:13432kB oom_score_adj:0`,
      },
      {
        program: 'ray',
        log: `
          ! (raylet) node_manager.cc:3277: {1..4} Workers (tasks / actors) killed due to memory pressure (OOM), 0 Workers crashed due to other reasons at node (ID: 8289f87b78d161ae, IP: {ip}) over the last time period. To see more information about the Workers killed on this node, use \`ray logs raylet.out -ip {ip}\`
          | Traceback (most recent call last):
          |   File "/root/code/wmpo/main.py", line {40..60}, in <module>
          |     main()
          @   File "/usr/local/lib/python3.11/site-packages/ray/_private/worker.py", line 923, in get_objects
          |     raise value
          | ray.exceptions.ActorDiedError: The actor died unexpectedly before finishing this task.
          | 	class_name: create_colocated_worker_cls.<locals>.WorkerDict
          | The actor is dead because its worker process has died. Worker exit type: SYSTEM_ERROR Worker exit detail: Worker unexpectedly exits with a connection error code 2. End of file.`,
      },
    ],
  },
  {
    name: 'killed_peers_time_out',
    about: 'one pod is killed for its memory; the others report a timeout ten minutes later',
    category: 'host_oom',
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 137, peersLast: 609 } }] },
    job: { pods: [2, 5], on: ['lingjun', 'ecs'], runMinutes: [30, 200] },
    wordings: [
      {
        program: 'torchrun',
        bare: true,
        peers: PEERS_TIMED_OUT,
        podEvents: '! OOMKilled: container {container} exceeded its memory limit',
      },
      {
        program: 'deepspeed',
        peers: PEERS_TIMED_OUT,
        podEvents: '! Memory cgroup out of memory: Killed process {pid} (python3), container {container}',
      },
    ],
  },
  {
    name: 'allocation_refused',
    about: 'one allocation is larger than the memory there is',
    category: 'host_oom',
    alsoRight: {
      categories: ['user_code_error'],
      because:
        'the program asked for more memory than there is; whether that is the program or the machine is a matter of view',
    },
    rests: 'Failed',
    course: { attempts: FAILS },
    wordings: [
      {
        program: 'xgboost',
        log: `
          | Traceback (most recent call last):
          @   File "/root/code/train_ranker.py", line {30..90}, in load_part
          |     dense = features.toarray()
          ! numpy.core._exceptions._ArrayMemoryError: Unable to allocate {1..4}.{10..99} TiB for an array with shape ({100000000..900000000}, {500..900}) and data type float32`,
      },
      {
        program: 'plain',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {20..60}, in <module>
          |     corpus = Corpus.read('/mnt/data/all.jsonl')
          @   File "/root/code/corpus.py", line {20..60}, in read
          |     rows.append(json.loads(line))
          ! MemoryError`,
      },
    ],
  },
];
