import { explainJob } from './explain-job.ts';
import { handOverJob } from './hand-over-job.ts';
import type { Prompt } from './prompt.ts';
import { reviewRunningCost } from './review-running-cost.ts';
import { submitTrainingJob } from './submit-training-job.ts';

/** Every prompt, in the order `prompts/list` shows them. */
export const prompts: readonly Prompt[] = [submitTrainingJob, explainJob, reviewRunningCost, handOverJob];
