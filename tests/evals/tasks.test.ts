import { describe, expect, it } from 'vitest';
import { agentOf } from '../../evals/tasks/agent.ts';
import { TASKS } from '../../evals/tasks/all.ts';
import { type Budget, budgetFor, faultsOf, readBudget } from '../../evals/tasks/budget.ts';
import { report } from '../../evals/tasks/report.ts';
import { type Done, run } from '../../evals/tasks/run.ts';
import { stopOneOfTwo } from '../../evals/tasks/scripts/stop-one-of-two.ts';
import { type Task, writes } from '../../evals/tasks/task.ts';
import { connect, serverEnv } from '../e2e/harness.ts';

const budget = readBudget();

describe('what users ask for', () => {
  it.each(TASKS.map((task) => [task.name, task] as const))('%s', async (_name, task) => {
    const done = await run(task);
    expect(faultsOf(done, budget), report([done], budget)).toEqual([]);
  });

  it('has ten tasks, each with a name and a cloud of its own, and no budget beside', () => {
    expect(TASKS.length).toBeGreaterThanOrEqual(10);
    expect(new Set(TASKS.map(({ seed }) => seed)).size).toBe(TASKS.length);
    expect(Object.keys(budget)).toEqual(TASKS.map(({ name }) => name));
  });
});

describe('the judge of the tasks', () => {
  const wrongOf = async (changes: Partial<Task>): Promise<string[]> =>
    (await run({ ...stopOneOfTwo, ...changes })).wrong;

  it('sees an agent that does nothing', async () => {
    expect(await wrongOf({ solve: async () => ({}) })).toContain('not true: one stop was sent');
  });

  it('sees an agent that stops the twin, whom the person does not let', async () => {
    const solve: Task['solve'] = async (agent) => {
      const { jobs } = await agent.call('list_jobs', { display_name: 'sft-7b-lr2e5' });
      const twin = (jobs as Record<string, unknown>[]).find((job) => String(job.display_name).endsWith('-warmup'));
      return agent.call('stop_job', { job_id: twin?.job_id });
    };
    expect((await wrongOf({ solve })).join()).toMatch(/stop_job failed: .*declined/);
    expect(await wrongOf({ solve, person: () => true })).toEqual([
      'not true: a person was asked, with the id',
      'not true: the right job is being stopped',
      'not true: its twin runs on',
    ]);
  });

  it('lets no agent use an id that nobody told it, and sends nothing then', async () => {
    let sent: string[] | undefined;
    const solve: Task['solve'] = (agent) => agent.call('stop_job', { job_id: 'dlc0000000000000' });
    const check: Task['check'] = ({ cloud }) => {
      sent = writes(cloud);
      return { 'nothing was sent': sent.length === 0 };
    };
    expect(await wrongOf({ solve, check })).toEqual(['stop_job was given what nobody said: dlc0000000000000']);
    expect(await wrongOf({ solve: async () => ({}), check })).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('is not content with a task that checks nothing', async () => {
    expect(await wrongOf({ solve: async () => ({}), check: () => ({}) })).toEqual(['the task checks nothing']);
  });

  it('counts calls, and the bytes of arguments and answers', async () => {
    const session = await connect({ era: 'modern', env: serverEnv(undefined) });
    const agent = await agentOf(session.client, 'x');
    await expect(agent.call('get_job', { job_id: 'x' })).rejects.toThrow('get_job failed');
    await session.close();
    expect(agent.spent.calls).toBe(1);
    expect(agent.spent.bytes).toBeGreaterThan('{"job_id":"x"}'.length + 100);
  });

  it('fails by one call or one byte, and for a task without a budget', () => {
    const done: Done = { name: 'a', calls: 3, bytes: 900, wrong: [] };
    const limits = (calls: number, bytes: number): Budget => ({ a: { calls, bytes } });
    expect(faultsOf(done, limits(3, 900))).toEqual([]);
    expect(faultsOf(done, limits(2, 900))).toEqual(['3 calls, 2 allowed']);
    expect(faultsOf(done, limits(3, 899))).toEqual(['900 bytes, 899 allowed']);
    expect(faultsOf(done, {})).toEqual(['it has no budget']);
    expect(faultsOf(done, budgetFor([done]))).toEqual([]);
    expect(report([done], limits(2, 900))).toMatch(/WRONG a: 3 calls, 2 allowed\nFAILED$/);
  });
});
