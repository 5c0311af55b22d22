import { count } from './count.ts';
import { round } from './quantity.ts';

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
export function ceilingWords(ceilings: Ceilings): string[] {
  const most = (name: NumericCeiling, of = ' per job', more = ''): string[] => {
    const value = ceilings[name];
    return value === undefined ? [] : [`at most ${CEILINGS[name].is(value)}${of}${more}`];
  };
  const only = (what: string, values: readonly string[] | undefined): string[] =>
    values === undefined ? [] : [`${what} ${values.length === 0 ? 'none' : values.join(', ')} only`];
  return [
    ...most('gpus'),
    ...most('pods'),
    ...most('minutes', '', ', and job_max_running_time_minutes is required'),
    ...most('pricePerHour', ' and job'),
    ...most('liveJobs', ' at once'),
    ...only('job types', ceilings.jobTypes),
    ...only('machine types', ceilings.machineTypes),
  ];
}
