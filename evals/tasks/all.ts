import { againWithAnotherRate } from './scripts/again-with-another-rate.ts';
import { anotherRateByVariable } from './scripts/another-rate-by-variable.ts';
import { cloneWithMoreMemory } from './scripts/clone-with-more-memory.ts';
import { errorInOneOfEightPods } from './scripts/error-in-one-of-eight-pods.ts';
import { explainAQueue } from './scripts/explain-a-queue.ts';
import { failuresOfTheNight } from './scripts/failures-of-the-night.ts';
import { firstErrorOf64Workers } from './scripts/first-error-of-64-workers.ts';
import { healthOfARun } from './scripts/health-of-a-run.ts';
import { idleMachines } from './scripts/idle-machines.ts';
import { launchOnSmallestMachine } from './scripts/launch-on-smallest-machine.ts';
import { raiseAPriority } from './scripts/raise-a-priority.ts';
import { shellInWorker3 } from './scripts/shell-in-worker-3.ts';
import { stopOneOfTwo } from './scripts/stop-one-of-two.ts';
import { stopWhatNeverStarts } from './scripts/stop-what-never-starts.ts';
import { terminalInAHungPod } from './scripts/terminal-in-a-hung-pod.ts';
import { waitForTheEnd } from './scripts/wait-for-the-end.ts';
import { whoHoldsTheGpus } from './scripts/who-holds-the-gpus.ts';
import type { Task } from './task.ts';

/** What users ask for most, as far as the tools are made for it. */
export const TASKS: readonly Task[] = [
  launchOnSmallestMachine,
  explainAQueue,
  raiseAPriority,
  failuresOfTheNight,
  stopOneOfTwo,
  waitForTheEnd,
  errorInOneOfEightPods,
  cloneWithMoreMemory,
  healthOfARun,
  terminalInAHungPod,
  idleMachines,
  againWithAnotherRate,
  anotherRateByVariable,
  stopWhatNeverStarts,
  shellInWorker3,
  firstErrorOf64Workers,
  whoHoldsTheGpus,
];
