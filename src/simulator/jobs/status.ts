/** What a job can be in, as the API spells it. */
export const STATUSES = [
  'Creating',
  'Queuing',
  'Bidding',
  'EnvPreparing',
  'SanityChecking',
  'Running',
  'Restarting',
  'Stopping',
  'SucceededReserving',
  'FailedReserving',
  'Succeeded',
  'Failed',
  'Stopped',
] as const;
export type Status = (typeof STATUSES)[number];

export const TERMINAL: readonly Status[] = ['Succeeded', 'Failed', 'Stopped'];

/** The same of a pod. */
export const POD_STATUSES = ['Pending', 'Running', 'Succeeded', 'Failed', 'Stopped'] as const;
export type PodStatus = (typeof POD_STATUSES)[number];
