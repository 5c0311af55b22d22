import { JOB_TYPES } from '../../domain/lists.ts';
import { en, say, zh } from '../../domain/said.ts';
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
    description: say(
      en`GPUs of one job at most, over all its pods, at the size it may grow to by itself. A job whose GPUs cannot be counted is refused.`,
      zh`单个任务最多使用的 GPU 数，按所有 Pod 合计，并按任务可自动扩展到的规模计算。无法统计 GPU 数的任务会被拒绝。`,
    ),
  },
  {
    name: 'maxPods',
    flag: 'max-pods',
    env: env('MAX_PODS'),
    kind: 'integer',
    range: [1, MOST],
    value: 'N',
    tightenOnly: true,
    description: say(
      en`Pods of one job at most, at the size it may grow to by itself.`,
      zh`单个任务最多的 Pod 数，按任务可自动扩展到的规模计算。`,
    ),
  },
  {
    name: 'maxRunningMinutes',
    flag: 'max-running-minutes',
    env: env('MAX_RUNNING_MINUTES'),
    kind: 'integer',
    range: [1, MOST],
    value: 'MINUTES',
    tightenOnly: true,
    description: say(
      en`The longest that a job may run, with what it keeps its pods after its end. A job without job_max_running_time_minutes is refused then.`,
      zh`任务最长可运行多久，包括结束后保留 Pod 的时间。设置后，没有 job_max_running_time_minutes 的任务会被拒绝。`,
    ),
  },
  {
    name: 'maxPricePerHour',
    flag: 'max-price-per-hour',
    env: env('MAX_PRICE_PER_HOUR'),
    kind: 'number',
    range: [0, MOST],
    value: 'AMOUNT',
    tightenOnly: true,
    description: say(
      en`What one job may cost per hour at most, at the size it may grow to, by --prices and in their currency. A job whose price is not known is refused; one on a quota costs nothing more.`,
      zh`单个任务每小时的最高费用，按任务可自动扩展到的规模、--prices 中的价格及其币种计算。价格未知的任务会被拒绝；使用资源配额的任务不另计费用。`,
    ),
  },
  {
    name: 'maxLiveJobs',
    flag: 'max-live-jobs',
    env: env('MAX_LIVE_JOBS'),
    kind: 'integer',
    range: [0, MOST],
    value: 'N',
    tightenOnly: true,
    description: say(
      en`Jobs of these credentials that may be alive at once in a region, over all workspaces: waiting, running, stopping, or kept after their end. With --lock-scope the workspace's are counted.`,
      zh`这套凭证在一个地域内同时未结束的任务数上限，所有工作空间合计：等待中、运行中、停止中或结束后保留的任务都算。使用 --lock-scope 时只统计该工作空间。`,
    ),
  },
  {
    name: 'onlyJobTypes',
    flag: 'only-job-types',
    env: env('ONLY_JOB_TYPES'),
    kind: 'list',
    choices: JOB_TYPES,
    value: 'TYPES',
    tightenOnly: true,
    description: say(en`Job types that may be created; no other.`, zh`只允许创建这些类型的任务。`),
  },
  {
    name: 'onlyMachineTypes',
    flag: 'only-machine-types',
    env: env('ONLY_MACHINE_TYPES'),
    kind: 'list',
    value: 'PATTERNS',
    tightenOnly: true,
    description: say(
      en`Machine types that may be used, where * stands for any text: ecs.gn7i-*. A job on a quota names none and takes what the quota has.`,
      zh`允许使用的机型，* 代表任意文本，如 ecs.gn7i-*。使用资源配额的任务不指定机型，使用配额中的资源。`,
    ),
  },
] as const satisfies readonly Setting[];
