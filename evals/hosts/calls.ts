import { connect, serverEnv } from '../../tests/e2e/harness.ts';
import { discover, jobArguments } from '../../tests/e2e/world.ts';
import type { Step } from './model/script.ts';

/** A call whose answer is measured. */
export interface Call extends Step {
  /** What the answer is about: a model that has not got these words has not got the answer. */
  fact: string;
}

const REGION = { region: 'cn-hangzhou' };

/**
 * The calls: one of each kind of answer, from a list over an error, foreign text, advice and warnings to a question to a person.
 * The embedded simulator is the same in every session, so what one session shows can be asked of another.
 */
export async function measuredCalls(): Promise<readonly Call[]> {
  const session = await connect({ args: ['--simulate'], env: serverEnv(undefined) });
  try {
    const call: typeof session.call = (tool, args) => session.call(tool, { ...REGION, ...args });
    const finds = await discover({ call });
    const { data: listed } = await call('list_jobs', { workspace_id: finds.workspace_id, own: false });
    const jobIn = (status: string): string =>
      String((listed.jobs as Record<string, unknown>[]).find((job) => job.status === status)?.job_id);
    const failed = { ...REGION, job_id: jobIn('Failed') };
    const logs = { ...failed, pods: ['failed'], level: 'error' };
    const { data: read } = await call('get_pod_logs', logs);
    const { data: diagnosed } = await call('diagnose_job', failed);
    const dryRun = { ...jobArguments(finds, { display_name: 'case-1', envs: undefined }), dry_run: true };
    return [
      { tool: 'list_workspaces', args: REGION, fact: finds.workspace_id },
      { tool: 'get_job', args: { ...REGION, job_id: 'dlcnosuchjob1' }, fact: 'dlcnosuchjob1' },
      { tool: 'get_pod_logs', args: logs, fact: String((read.lines as string[]).at(-1)) },
      { tool: 'diagnose_job', args: failed, fact: String(diagnosed.summary) },
      { tool: 'create_job', args: { ...REGION, ...dryRun }, fact: 'case-1' },
      { tool: 'stop_job', args: { ...REGION, job_id: jobIn('Running') }, fact: 'Nothing was done.' },
    ];
  } finally {
    await session.close();
  }
}
