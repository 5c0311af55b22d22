import type { Scenario } from './types.ts';

/** Machines that were taken away. */
export const preemption: readonly Scenario[] = [
  {
    name: 'spot_reclaimed',
    about: 'a preemptible machine is taken back and the job fails',
    category: 'preempted_or_reclaimed',
    rests: 'Failed',
    course: { attempts: [{ share: 0.7, end: { stage: 'running', exit: 143, evicted: 'first' } }] },
    job: { on: ['spot'], runMinutes: [60, 400] },
    wordings: [
      {
        program: 'torchrun',
        bare: true,
        podEvents: '! Preemptible instance {node} was reclaimed by the system, the pod is evicted',
        jobEvents: '! Pod {pod} was evicted: spot instance reclaimed',
        log: `
          | W{glog} 67 torch/distributed/elastic/agent/server/api.py:704] Received 15 death signal, shutting down workers
          | W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM`,
      },
      {
        program: 'deepspeed',
        bare: true,
        podEvents: `
          ! The node was reclaimed: spot price exceeded the bid
          | Stopping container {container}`,
        jobEvents: '| Pod {pod} is gone',
        reason: {
          code: 'JobFailed',
          message: '! {name} failed because pod {pod} was evicted: preemptible resources were reclaimed',
        },
      },
      {
        program: 'horovod',
        bare: true,
        podEvents: '! Evicted: instance {node} is being released (PreemptibleInstanceRecycled)',
        log: '| [1,{process}]<stderr>:Terminated',
      },
      {
        program: 'torchrun',
        podEvents: `
          ! Spot interruption warning was triggered for node {node}
          | Stopping container {container}`,
        log: `
          | W{glog} 71 torch/distributed/elastic/agent/server/api.py:719] Received 15 death signal, shutting down workers
          | W{glog} 71 torch/distributed/elastic/multiprocessing/api.py:900] Sending process {1000..2000} closing signal SIGTERM`,
      },
    ],
  },
  {
    name: 'quota_preempted',
    about: 'its pods are evicted for a workload of higher priority or the owner of the resources',
    category: 'preempted_or_reclaimed',
    rests: 'Failed',
    course: { attempts: [{ share: 0.6, end: { stage: 'running', exit: 143, evicted: 'all' } }] },
    job: { on: ['lingjun', 'ecs'], pods: [2, 4], runMinutes: [60, 400] },
    wordings: [
      {
        program: 'torchrun',
        bare: true,
        everywhere: true,
        podEvents: '! Preempted by a workload of higher priority in quota, the pod is evicted',
        jobEvents: '! Job is preempted: its quota resources went to a workload with priority 9',
        log: `
          | W{glog} 67 torch/distributed/elastic/agent/server/api.py:704] Received 15 death signal, shutting down workers
          | Traceback (most recent call last):
          |   File "/usr/local/bin/torchrun", line 8, in <module>
          |     sys.exit(main())
          |   File "/usr/local/lib/python3.11/site-packages/torch/distributed/elastic/multiprocessing/api.py", line 84, in _terminate_process_handler
          |     raise SignalException(f"Process {os.getpid()} got signal: {sigval}", sigval=sigval)
          | torch.distributed.elastic.multiprocessing.api.SignalException: Process 67 got signal: 15`,
      },
      {
        program: 'megatron',
        bare: true,
        everywhere: true,
        podEvents: '! Evicted: quota min resources are reclaimed by their owner',
        jobEvents: '! Resources lent to the job were reclaimed by the quota they belong to',
        log: '| W{glog} 67 torch/distributed/elastic/multiprocessing/api.py:897] Sending process {pid} closing signal SIGTERM',
      },
    ],
  },
  {
    name: 'preempted_restarting',
    about: 'a preemptible machine is taken back; the job waits in Restarting for another',
    category: 'preempted_or_reclaimed',
    rests: 'Restarting',
    course: {
      budget: 10,
      attempts: [
        { share: 0.5, end: { stage: 'running', exit: 143, evicted: 'first', restart: Number.POSITIVE_INFINITY } },
        {},
      ],
    },
    job: { on: ['spot'], pods: [2, 4], runMinutes: [60, 300], restMinutes: [8, 90] },
    wordings: [
      {
        program: 'torchrun',
        bare: true,
        podEvents: '! Preemptible instance {node} was reclaimed by the system, the pod is evicted',
        restart: {
          reason: 'PodEvicted',
          code: 'Evicted',
          message: '! pod {pod} was evicted from {node}',
          source: 'Pod',
        },
        jobEvents: '| AIMaster restarts the job, waiting for machines',
      },
      {
        program: 'deepspeed',
        bare: true,
        podEvents: '! Evicted: spot instance {node} recycled',
        restart: {
          reason: 'SpotReclaimed',
          code: 'SPOT_RECYCLED',
          message: '! instance {node} of pod {pod} was recycled',
          source: 'Pod',
        },
        log: '| [{clock,}] [INFO] [launch.py:319:sigkill_handler] Killing subprocess {pid}',
      },
    ],
  },
];
