import { count } from './count.ts';
import { round } from './quantity.ts';
import { en, type Said, say, zh } from './said.ts';

/** What the operator lets no job exceed (R42). What is `undefined` has no ceiling. */
export interface Ceilings {
  gpus: number | undefined;
  pods: number | undefined;
  minutes: number | undefined;
  /** In the currency of the operator's prices. */
  pricePerHour: number | undefined;
  liveJobs: number | undefined;
  jobTypes: readonly string[] | undefined;
  /** Globs, in which `*` stands for any text. */
  machineTypes: readonly string[] | undefined;
}

export const NO_CEILINGS: Ceilings = {
  gpus: undefined,
  pods: undefined,
  minutes: undefined,
  pricePerHour: undefined,
  liveJobs: undefined,
  jobTypes: undefined,
  machineTypes: undefined,
};

/** Ceilings that are numbers. */
export type NumericCeiling = 'gpus' | 'pods' | 'minutes' | 'pricePerHour' | 'liveJobs';

interface CeilingWords {
  /** The flag by which the operator sets it. */
  flag: string;
  /** What is held, as the checks name it. */
  what: string;
  /** A value of it, in words. */
  is(value: number): string;
}

const number = (value: number): string => round(value).toLocaleString('en');

/** Every ceiling, with its words. */
export const CEILINGS: Readonly<Record<keyof Ceilings, CeilingWords>> = {
  gpus: {
    flag: '--max-gpus',
    what: 'GPUs of the job',
    is: (value) => `${number(value)} ${value === 1 ? 'GPU' : 'GPUs'}`,
  },
  pods: {
    flag: '--max-pods',
    what: 'pods of the job',
    is: (value) => `${number(value)} ${value === 1 ? 'pod' : 'pods'}`,
  },
  minutes: { flag: '--max-running-minutes', what: 'running time', is: (value) => `${number(value)} minutes` },
  pricePerHour: { flag: '--max-price-per-hour', what: 'price per hour', is: (value) => `${number(value)} per hour` },
  liveJobs: { flag: '--max-live-jobs', what: 'live jobs', is: (value) => count(value, 'live job') },
  jobTypes: { flag: '--only-job-types', what: 'job type', is: String },
  machineTypes: { flag: '--only-machine-types', what: 'machine types', is: String },
};

/** The ceilings that are set, in words: `at most 8 GPUs per job`. */
export function ceilingWords({
  gpus,
  pods,
  minutes,
  pricePerHour,
  liveJobs,
  jobTypes,
  machineTypes,
}: Ceilings): readonly Said[] {
  const most = (
    name: NumericCeiling,
    value: number | undefined,
    words: (is: string, figure: string) => Said,
  ): Said[] => (value === undefined ? [] : [words(CEILINGS[name].is(value), number(value))]);
  const only = (what: Said, values: readonly string[] | undefined): Said[] => {
    if (values === undefined) return [];
    if (values.length === 0) return [say(en`${what} none only`, zh`不允许任何${what}`)];
    return [say(en`${what} ${values.join(', ')} only`, zh`${what}仅限 ${values.join('、')}`)];
  };
  return [
    ...most('gpus', gpus, (is, figure) => say(en`at most ${is} per job`, zh`单个任务最多 ${figure} 张 GPU`)),
    ...most('pods', pods, (is, figure) => say(en`at most ${is} per job`, zh`单个任务最多 ${figure} 个 Pod`)),
    ...most('minutes', minutes, (is, figure) =>
      say(
        en`at most ${is}, and job_max_running_time_minutes is required`,
        zh`最长运行 ${figure} 分钟，且必须设置 job_max_running_time_minutes`,
      ),
    ),
    ...most('pricePerHour', pricePerHour, (is, figure) =>
      say(en`at most ${is} and job`, zh`单个任务每小时最多 ${figure}`),
    ),
    ...most('liveJobs', liveJobs, (is, figure) =>
      say(en`at most ${is} at once`, zh`同时最多 ${figure} 个未结束的任务`),
    ),
    ...only(say(en`job types`, zh`任务类型`), jobTypes),
    ...only(say(en`machine types`, zh`机型`), machineTypes),
  ];
}
