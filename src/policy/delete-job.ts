import { count } from '../domain/count.ts';
import { hint } from '../domain/hint.ts';
import { statusFacts } from '../domain/job-status.ts';
import { allRefusals, confirm, type Decision, refuse } from './decision.ts';
import { firstLinks, nameOfSeveral } from './several.ts';

/** A job as freshly read, its texts cleaned. */
export interface DeleteTarget {
  jobId: string;
  displayName: string;
  jobType: string;
  status: string;
  /** When it ended, ISO 8601. */
  finished: string | undefined;
  /** Its page in the console, where a person can delete it. */
  console: string;
}

function decideOne({ jobId, status }: DeleteTarget): Decision | undefined {
  const { phase, next } = statusFacts(status);
  if (phase === 'terminal') return undefined;
  const is = `${jobId} is ${status}; only a job that is over can be deleted`;
  if (phase === 'reserving')
    return refuse(
      'R45',
      `${is}, and the pods of this one are kept until its reservation ends.`,
      `Leave it out until it becomes ${next}.`,
    );
  return refuse('R45', `${is}.`, `Leave it out, or let it end first${hint('see job', jobId)}.`);
}

/**
 * R45: only jobs that are over are deleted, after a person's yes to a question that names each of them. One that is not over
 * refuses the call, so that nobody says yes to something else than what then happens.
 */
export function decideDelete(jobs: readonly DeleteTarget[]): Decision {
  const refused = allRefusals(jobs.flatMap((job) => decideOne(job) ?? []));
  if (refused !== undefined) return refused;
  const these = jobs.length === 1 ? 'this job' : `these ${jobs.length} jobs`;
  return confirm({
    rule: 'R45',
    label: `Yes, delete ${these}`,
    question: {
      consequence: [
        `Delete ${count(jobs.length, 'job')} for good? Lost: the record of each, with its settings, logs, events and checks. This cannot be undone.`,
      ],
      identity: 'What the programs wrote to mounted storage stays. Deleted would be:',
      details: jobs.map(
        ({ jobId, displayName, jobType, status, finished }) =>
          `${jobId} ${nameOfSeveral(displayName, jobs.length)}: ${jobs.length > 1 ? '' : `${jobType || 'job'}, `}${status}${finished === undefined ? '' : ` ${finished}`}`,
      ),
    },
    console: firstLinks(jobs),
  });
}
