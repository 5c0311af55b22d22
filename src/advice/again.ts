import { ifOffered } from './offered.ts';

/**
 * Advice to run a job again, as the end of a sentence: by the tool that does it from the job itself, else by the one
 * that creates one; where neither is offered, what has to be done and nobody here can do.
 * @param changed whether something of it has to change
 */
export const runAgain = (job: string, changed = false): string =>
  ifOffered(
    `run it again with clone_job job_id=${job}${changed ? ' and the change' : ''}`,
    `create the job again with create_job${changed ? ', with the change' : ''}`,
    `the job has to be created again${changed ? ', with the change' : ''}, which this server does not offer`,
  );
