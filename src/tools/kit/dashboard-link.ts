import { en, say, zh } from '../../domain/said.ts';
import { decideLink } from '../../policy/viewers.ts';
import type { Checked, ToolContext } from '../tool.ts';
import { readJob } from './read-job.ts';

/** R53 for the dashboard of a job: it is there while the job runs. */
export async function checkDashboard(ctx: ToolContext, jobId: string): Promise<Checked<undefined>> {
  const { displayName, status } = await readJob(ctx, jobId, { detail: false });
  const what = say(en`dashboard of a job`, zh`任务监控页面`);
  const target = { what, id: jobId, displayName, status, isRunning: status === 'Running', openFor: undefined };
  return { decision: decideLink(target), prepared: undefined };
}
