import { Fault } from '../../domain/fault.ts';
import { hint } from '../../domain/hint.ts';
import { statusFacts } from '../../domain/job-status.ts';
import { JOB_TYPES } from '../../domain/lists.ts';
import { en, say, zh } from '../../domain/said.ts';
import { isYetToRun } from '../../policy/blocked.ts';
import { refuse } from '../../policy/decision.ts';
import { decideLink } from '../../policy/viewers.ts';
import type { Checked, ToolContext } from '../tool.ts';
import { blockerOf } from './blocker.ts';
import { readJob } from './read-job.ts';

/** What `checkDashboard` reads besides the job. */
export const DASHBOARD_READS = ['GetJob', 'GetJobEvents', 'GetPodEvents'] as const;

/**
 * R53 for the dashboard of a job: it is there while the job runs.
 * @param only the type of job that has it; `undefined` where that is not known (api-notes: Ray)
 */
export async function checkDashboard(ctx: ToolContext, jobId: string, only?: string): Promise<Checked<undefined>> {
  const job = await readJob(ctx, jobId);
  const { displayName, status } = job;
  const type = JOB_TYPES.find((each) => job.jobType?.line(40) === each);
  if (only !== undefined && type !== undefined && type !== only)
    return {
      decision: refuse(
        'R53',
        `${jobId} is a ${type}, and this dashboard is of a ${only} alone.`,
        'Ask for none of it.',
      ),
      prepared: undefined,
    };
  const target = {
    what: say(en`dashboard of a job`, zh`任务监控页面`),
    id: jobId,
    displayName,
    status,
    isRunning: status === 'Running',
    openFor: undefined,
    blocker: isYetToRun(status) ? await blockerOf(ctx, job, jobId) : undefined,
    otherwise:
      statusFacts(status).phase === 'live'
        ? `${hint('wait for job', jobId, 'Running')}.`
        : 'It is over, and serves no pages any more.',
  };
  return { decision: decideLink(target), prepared: undefined };
}

/**
 * The link, where the job has such pages.
 * @throws Fault of the read; where the cloud refuses the job, with what that means here
 */
export async function dashboardOf<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.details.kind !== 'invalid_input') throw thrown;
    const fix = 'There is no link to hand out: by what the cloud says, the job serves no such pages now.';
    throw new Fault({ ...thrown.details, fix });
  }
}
