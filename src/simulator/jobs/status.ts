/** What a job is in, as the API spells it. */
export type Status =
  | 'Creating'
  | 'Queuing'
  | 'Bidding'
  | 'EnvPreparing'
  | 'SanityChecking'
  | 'Running'
  | 'Restarting'
  | 'SucceededReserving'
  | 'FailedReserving'
  | 'Stopping'
  | 'Succeeded'
  | 'Failed'
  | 'Stopped';

export const TERMINAL: readonly Status[] = ['Succeeded', 'Failed', 'Stopped'];

export type PodStatus = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Stopped';
