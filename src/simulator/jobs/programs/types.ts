/** What runs in the pods. `basic` is the plain loop of jobs that ask for nothing else. */
export type ProgramName =
  | 'basic'
  | 'plain'
  | 'torchrun'
  | 'deepspeed'
  | 'megatron'
  | 'huggingface'
  | 'tensorflow'
  | 'horovod'
  | 'ray'
  | 'xgboost'
  | 'shell';

/** One progress mark of a run. */
export interface Step {
  /** From 1. */
  n: number;
  /** Seconds between two marks. */
  every: number;
  loss: number;
  rate: number;
  at: number;
  /** A number in [0, 1) of the mark's own. */
  luck: number;
}

/** How a program talks. Texts have the margin and the placeholders of `text.ts`. */
export interface Program {
  /** The one its jobs have; absent: any. */
  jobType?: string;
  /** Printed as it starts. */
  start: string;
  /** Printed after that where several processes work together. */
  together: string;
  progress(step: Step): readonly string[];
  done: string;
  /** Printed on SIGTERM, when a person stops the job. */
  stopped: string;
  /** What the launcher prints after a process failed; `{code}` is the process's exit code, negative for a signal. */
  epilogue: string;
  /** What a pod prints that dies because another one did. */
  peers: string;
  /** The same where the other one never got as far as joining; default: `peers`. */
  absent?: string;
  /** Start commands and containers of its jobs. */
  commands: readonly string[];
  image: 'pytorch' | 'tensorflow' | 'xgboost';
  /** Pods its jobs have, from and to. */
  pods: readonly [least: number, most: number];
}
