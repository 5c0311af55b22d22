import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectInProcess } from './in-process.ts';
import { bench } from './rules/bench.ts';
import { type Session, serverEnv, yes } from './session.ts';
import { discover, jobArguments } from './world.ts';

const CONSOLE = 'pai.console.aliyun.com';
const ARGS = ['--toolsets', 'all', '--answers', 'structured'];

type Row = { job_id: string; status: string };

/** What tools say that name the page of a job: its answers, and refusals that lead a person there. */
async function said(session: Session): Promise<Record<string, string>> {
  const found = async (status: string) =>
    ((await session.call('list_jobs', { status })).data.jobs as Row[])[0]?.job_id ?? '';
  const [running, failed] = [await found('Running'), await found('Failed')];
  const job = jobArguments(await discover(session));
  const calls: [string, Record<string, unknown>][] = [
    ['get_job', { job_id: running }],
    ['diagnose_job', { job_id: failed }],
    ['check_job_health', { job_id: running }],
    ['show_job', { job_id: running }],
    ['create_job', { ...job, display_name: 'console-links' }],
    ['get_web_terminal', { job_id: running }],
    ['stop_job', { job_id: running }],
    ['create_signal', { job_id: running, roles: ['Worker'], signal: 'SIGUSR1' }],
    ['delete_job', { job_ids: [failed] }],
  ];
  const answers: Record<string, string> = {};
  for (const [tool, args] of calls) {
    const { text, data } = await session.call(tool, args);
    answers[tool] = `${text}\n${JSON.stringify(data)}`;
  }
  return answers;
}

/** Tools of which an answer led to the console. */
const leading = (answers: Record<string, string>): string[] =>
  Object.keys(answers).filter((tool) => answers[tool]?.includes(CONSOLE));

describe('the page of a job in the console', () => {
  const asked = bench({ person: yes, args: ARGS });
  const mute = bench({ args: ARGS });
  const open: Session[] = [];
  beforeAll(async () => {
    for (const person of [{ person: yes }, {}])
      open.push(await connectInProcess({ ...person, args: [...ARGS, '--simulate'], env: serverEnv(undefined) }));
  });
  afterAll(async () => {
    for (const session of open) await session.close();
  });

  it('is named where a job has one', async () => {
    const answers = await said(asked.session);
    expect(leading(answers)).toEqual([
      'get_job',
      'diagnose_job',
      'check_job_health',
      'show_job',
      'create_job',
      'get_web_terminal',
    ]);
    expect(leading(await said(mute.session))).toEqual(
      expect.arrayContaining(['stop_job', 'create_signal', 'delete_job']),
    );
  });

  it('is not where the cloud is the embedded simulator, of which the console knows nothing', async () => {
    for (const session of open) {
      const answers = await said(session);
      expect(leading(answers)).toEqual([]);
      expect(JSON.stringify(answers)).not.toMatch(/undefined|console: |Console:/);
    }
  });
});
