import type { CauseTexts } from './texts.ts';

/** What errors that no cause knows say of other processes, and of ports. */
export const processConcepts: CauseTexts = {
  port_words: {
    says: [
      'lightgbm.basic.LightGBMError: Binding port 12400 failed',
      'GrpcError: could not bind 0.0.0.0:50051: Permission denied by policy',
      'panic: listen tcp :8080: bind: cannot assign requested address failed',
      'TrackerError: unable to listen on port 9091',
      'StoreError: port 29500 is not available',
      'error: failed to bind to address 10.0.0.9:6379',
    ],
    not: [
      'GraphError: failed to bind variable x of the tensor',
      'ValueError: port must be an integer',
      'error: could not bind mount /data',
    ],
  },
  lost_process_words: {
    says: [
      "distributed.scheduler.KilledWorker: ('train-0', <Worker 'tcp://10.0.0.3:34589', memory: 0, processing: 3>)",
      'acme.WorkerLostError: w-7',
      'celery.WorkerLost: no word of it for 60 s',
      'acme.PoolError: rank 3 died while it reduced the gradients',
      'acme.DeadActorError: a-17',
      'PoolError: Worker 7 disappeared between two steps',
      'RunnerError: the subprocess exited prematurely',
      'EngineError: 2 executors were lost',
    ],
    not: [
      'QueueError: tasks are waiting for a worker',
      'ValueError: the dead zone of the actor must be positive',
      'LoaderError: a lost frame in clip 7',
    ],
  },
  bare_failure_words: {
    says: [
      'Exception in thread "main" ml.dmlc.xgboost4j.java.XGBoostError: XGBoostModel training failed',
      'acme.JobError: Job aborted.',
      'RuntimeError: Training failed!',
    ],
    not: ['acme.JobError: Job failed since the label column is not there', 'Training failed'],
  },
};
