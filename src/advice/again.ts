import { ifOffered } from './offered.ts';

/**
 * Advice to run a job again, as the end of a sentence: the tool that does it from the job itself, where it is offered.
 * @param changes what the call changes, as JSON
 */
export const runAgain = (job: string, changes = ''): string =>
  ifOffered(
    `run it again with clone_job job_id=${job}${changes === '' ? '' : ` changes=${changes}`}`,
    'create the job again',
  );
