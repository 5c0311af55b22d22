/** How a wait can end: its exit code, and what that says. `--help`, the guide and the command itself read this table. */
export const OUTCOMES = {
  succeeded: [0, 'every job succeeded'],
  reached: [0, 'what --until or --log-pattern names has come'],
  failed: [1, 'a job failed'],
  stopped: [3, 'a job was stopped, and none failed'],
  missed: [4, 'a job ended well, but without what --until or --log-pattern names'],
  not_found: [5, 'there is no such job'],
  unknown: [6, 'what became of the job is not known: the cloud gives no answer'],
  denied: [7, 'what became of the job is not known: credentials or permissions are missing, or ran out'],
  on_end_failed: [8, 'the wait ended with 0, and the command of --on-end did not'],
  timeout: [124, 'the time of --timeout is over, and the job goes on'],
} as const satisfies Readonly<Record<string, readonly [code: number, meaning: string]>>;

export type Ending = keyof typeof OUTCOMES;

export const exitOf = (outcome: Ending): number => OUTCOMES[outcome][0];
