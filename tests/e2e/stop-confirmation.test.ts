import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { connectInProcess } from './in-process.ts';
import { ERAS, errorOf, frozenCloud, no, type Person, type Session, serverEnv, yes } from './session.ts';
import { createJob, discover } from './world.ts';

let cloud: Simulator;
beforeAll(async () => {
  cloud = await frozenCloud();
});
afterAll(() => cloud.close());
beforeEach(() => cloud.clearRequests());

const stops = (): number => cloud.requests().filter((entry) => entry.action === 'StopJob').length;

async function jobs(session: Session, status: string): Promise<string[]> {
  const { data } = await session.call('list_jobs', { status });
  return (data.jobs as { job_id: string }[]).map((job) => job.job_id);
}

async function freshRunningJob(session: Session): Promise<string> {
  const jobId = await createJob(session, await discover(session));
  cloud.clock.advance(300);
  return jobId;
}

async function withSession(
  options: Parameters<typeof connectInProcess>[0],
  use: (session: Session) => Promise<void>,
): Promise<void> {
  const session = await connectInProcess(options);
  try {
    await use(session);
  } finally {
    await session.close();
  }
}

describe.each(ERAS)('R15 stop_job on the %s era', (era) => {
  const open = (person: Person | undefined, args: readonly string[] = []) => ({
    era,
    args,
    env: serverEnv(cloud),
    ...(person ? { person } : {}),
  });

  it('stops a running job after a yes, and reads back', () =>
    withSession(open(yes), async (session) => {
      const jobId = await freshRunningJob(session);
      const answer = await session.call('stop_job', { job_id: jobId });
      expect(answer.isError, answer.text).toBe(false);
      expect(session.asked.at(-1)).toContain(jobId);
      expect(session.asked.at(-1)).toMatch(/"e2e-[0-9a-f]{8}"/);
      expect(answer.data.status).toMatch(/^Stopp(ing|ed)$/);
      expect(stops()).toBe(1);
    }));

  it('says for how long it runs by the time of the cloud, as every other tool does', () =>
    withSession(open(yes, ['--toolsets', 'all']), async (session) => {
      const jobId = await freshRunningJob(session);
      cloud.clock.advance(7200);
      for (const tool of ['get_job', 'diagnose_job'])
        expect((await session.call(tool, { job_id: jobId })).text, tool).toMatch(/ran 2 h/);
      const { data } = await session.call('list_jobs', { status: ['Running'], display_name: 'e2e-' });
      const row = (data.jobs as Record<string, string>[]).find((each) => each.job_id === jobId);
      expect([row?.age, row?.run_time].join()).toMatch(/^2 h.*,2 h/);
      await session.call('stop_job', { job_id: jobId });
      expect(session.asked.at(-1)).toMatch(/running for 2 h[^;]*, created 2 h[^;]* ago/);
    }));

  it.each([
    ['declines', no],
    ['cancels', (): { action: 'cancel' } => ({ action: 'cancel' })],
    ['leaves the box unticked', () => ({ action: 'accept' as const, content: { confirm: false } })],
  ])('does nothing when the person %s', (what, person) =>
    withSession(open(yes), async (first) => {
      const jobId = await freshRunningJob(first);
      cloud.clearRequests();
      await withSession(open(person), async (session) => {
        const answer = await session.call('stop_job', { job_id: jobId });
        expect(errorOf(answer).kind).toBe('declined');
        expect(answer.text).not.toMatch(/person (?:did|said)/);
        expect(answer.text.includes('A yes needs the box ticked.')).toBe(what === 'leaves the box unticked');
        expect(session.asked).toHaveLength(1);
        expect(stops()).toBe(0);
      });
    }),
  );

  it('does nothing when the client fails to ask', () =>
    withSession(
      open(() => {
        throw new Error('the window was closed');
      }),
      async (session) => {
        const jobId = (await jobs(session, 'Running'))[0];
        const answer = await session.call('stop_job', { job_id: jobId }).catch((error: Error) => error);
        if (era === 'legacy' && !(answer instanceof Error))
          expect(answer.text).toMatch(/The client sent nothing that answers the question, .* Nothing was done\./);
        else expect(answer).toBeInstanceOf(Error);
        expect(session.asked).toHaveLength(1);
        expect(stops()).toBe(0);
      },
    ));

  it('refuses where the client cannot ask a person, whatever the model passes', () =>
    withSession(open(undefined), async (session) => {
      const jobId = (await jobs(session, 'Running'))[0];
      const answer = await session.call('stop_job', { job_id: jobId });
      expect(errorOf(answer).kind).toBe('confirmation_unavailable');
      for (const extra of [{ confirm: true }, { force: true }, { yes: 'yes' }])
        expect(errorOf(await session.call('stop_job', { job_id: jobId, ...extra })).kind).toBe('invalid_input');
      expect(stops()).toBe(0);
    }));

  it('does not stop a job that ended while the person was thinking', () =>
    withSession(
      open(() => {
        cloud.clock.advance(100_000);
        return { action: 'accept', content: { confirm: true } };
      }),
      async (session) => {
        const jobId = await freshRunningJob(session);
        const answer = await session.call('stop_job', { job_id: jobId });
        expect(answer.isError).toBe(true);
        expect(errorOf(answer).kind).toBe('refused');
        expect(stops()).toBe(0);
      },
    ));

  it('does not stop a job that began to run after the person was shown it queuing', () =>
    withSession(
      open(() => {
        cloud.clock.advance(300);
        return { action: 'accept', content: { confirm: true } };
      }),
      async (session) => {
        const jobId = await createJob(session, await discover(session));
        cloud.clock.advance(5);
        cloud.clearRequests();
        const answer = await session.call('stop_job', { job_id: jobId });
        expect(session.asked.at(-1)).toContain('in status Queuing');
        expect(errorOf(answer)).toMatchObject({ kind: 'refused', rule: 'R15' });
        expect(answer.text).toContain('has changed since');
        expect(stops()).toBe(0);
      },
    ));

  it('does not ask about a job that is over', () =>
    withSession(open(yes), async (session) => {
      const jobId = (await jobs(session, 'Failed'))[0];
      const answer = await session.call('stop_job', { job_id: jobId });
      expect(errorOf(answer)).toMatchObject({ kind: 'refused' });
      expect(session.asked).toEqual([]);
      expect(stops()).toBe(0);
    }));
});
