import { JOB_TYPES } from '../../domain/lists.ts';
import { env, type Setting } from './setting.ts';

const MOST = 1_000_000;

/** What no create and no update may exceed (R42). Without a value there is no ceiling. */
export const ceilingSettings = [
  {
    name: 'maxGpus',
    flag: 'max-gpus',
    env: env('MAX_GPUS'),
    kind: 'integer',
    range: [0, MOST],
    value: 'N',
    tightenOnly: true,
    description:
      'GPUs of one job at most, over all its pods, at the size it may grow to by itself. A job whose GPUs cannot be counted is refused.',
  },
  {
    name: 'maxPods',
    flag: 'max-pods',
    env: env('MAX_PODS'),
    kind: 'integer',
    range: [1, MOST],
    value: 'N',
    tightenOnly: true,
    description: 'Pods of one job at most, at the size it may grow to by itself.',
  },
  {
    name: 'maxRunningMinutes',
    flag: 'max-running-minutes',
    env: env('MAX_RUNNING_MINUTES'),
    kind: 'integer',
    range: [1, MOST],
    value: 'MINUTES',
    tightenOnly: true,
    description:
      'The longest that a job may run, with what it keeps its pods after its end. A job without job_max_running_time_minutes is refused then.',
  },
  {
    name: 'maxPricePerHour',
    flag: 'max-price-per-hour',
    env: env('MAX_PRICE_PER_HOUR'),
    kind: 'number',
    range: [0, MOST],
    value: 'AMOUNT',
    tightenOnly: true,
    description:
      'What one job may cost per hour at most, at the size it may grow to, by --prices and in their currency. A job whose price is not known is refused; one on a quota costs nothing more.',
  },
  {
    name: 'maxLiveJobs',
    flag: 'max-live-jobs',
    env: env('MAX_LIVE_JOBS'),
    kind: 'integer',
    range: [0, MOST],
    value: 'N',
    tightenOnly: true,
    description:
      "Jobs of these credentials that may be alive at once in a region, over all workspaces: waiting, running, stopping, or kept after their end. With --lock-scope the workspace's are counted.",
  },
  {
    name: 'onlyJobTypes',
    flag: 'only-job-types',
    env: env('ONLY_JOB_TYPES'),
    kind: 'list',
    choices: JOB_TYPES,
    value: 'TYPES',
    tightenOnly: true,
    description: 'Job types that may be created; no other.',
  },
  {
    name: 'onlyMachineTypes',
    flag: 'only-machine-types',
    env: env('ONLY_MACHINE_TYPES'),
    kind: 'list',
    value: 'PATTERNS',
    tightenOnly: true,
    description:
      'Machine types that may be used, where * stands for any text: ecs.gn7i-*. A job on a quota names none and takes what the quota has.',
  },
] as const satisfies readonly Setting[];
