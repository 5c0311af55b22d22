import { describe, expect, it } from 'vitest';
import { allTools } from '../../src/tools/all.ts';
import type { Effect } from '../../src/tools/tool.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, putJob, starved, writes } from '../e2e/rules/bench.ts';
import { ERAS, errorOf, no, type Session, serverEnv } from '../e2e/session.ts';
import { jobArguments } from '../e2e/world.ts';
import { startWire, YES } from './wire.ts';

// Sessions without a person create unasked unless a test says otherwise.
const AUTO = ['--confirm-create', 'auto'];
const CHAT = ['--confirm', 'chat', ...AUTO];
type Args = Record<string, unknown>;

const listed = async ({ client }: Session) => (await client.listTools()).tools;
/** Tools that can have one of these effects. A loss is decided on in a form and nowhere else unless the operator says so. */
const having = (...effects: Effect[]) =>
  allTools
    .filter(({ effect, heavier }) => [effect, ...(heavier?.effects ?? [])].some((each) => effects.includes(each)))
    .map(({ name }) => name)
    .sort();
const takes = (tool: { inputSchema: object }) => JSON.stringify(tool.inputSchema).includes('confirmation_token');

/** A new job after so many seconds, with an empty request log behind it. */
function newJob(at: Bench, seconds: number, changes: Args = {}): string {
  const jobId = putJob(at, changes);
  at.cloud.clock.advance(seconds);
  at.cloud.clearRequests();
  at.session.asked.length = 0;
  return jobId;
}

/** A task spec of a job whose pods can be scaled. */
const growing = ({ finds }: Bench): Args => ({
  type: 'Worker',
  pod_count: 1,
  image: finds.image,
  ecs_spec: finds.ecs_spec,
  auto_scaling: { strategy: 'ScaleByAPI', min_replicas: 1, max_replicas: 4 },
});

/** Calls without a token: nothing is done, and the question and its token come back. */
async function put(at: Bench, name: string, args: Args): Promise<{ question: string; again: Args; text: string }> {
  const answer = await at.session.call(name, args);
  expect(errorOf(answer).kind, answer.text).toBe('confirmation_required');
  expect(writes(at.cloud)).toEqual([]);
  const { question, confirmation_token } = errorOf(answer) as Record<string, string>;
  return { question: question ?? '', again: { ...args, confirmation_token }, text: answer.text };
}

describe('the list of tools', () => {
  it('has the token on the tools that can ask in the conversation, and on no other', async () => {
    const open = async (...args: string[]) => {
      const session = await connectInProcess({ env: serverEnv(undefined), args });
      const tools = await listed(session);
      await session.close();
      return tools;
    };
    const taking = async (...args: string[]) => (await open(...args)).filter(takes).map((tool) => tool.name);
    expect((await taking(...CHAT)).sort()).toEqual(having('destructive', 'costly', 'billed', 'grants_access'));
    expect((await taking(...CHAT, '--confirm-create', 'never')).sort()).toEqual(
      having('destructive', 'billed', 'grants_access'),
    );
    expect((await taking(...AUTO)).sort()).toEqual(having('costly', 'billed', 'grants_access'));
    for (const mode of ['always', 'never'])
      expect((await taking('--confirm-create', mode)).sort()).toEqual(having('billed', 'grants_access'));
  });
});

describe.each(ERAS)('--confirm chat on the %s era', (era) => {
  const at = bench({ era, args: CHAT });

  it('stops a job after a question to the user and a yes, once', async () => {
    await listed(at.session); // From here on the client checks what comes against the output schema.
    const jobId = newJob(at, 300);
    const { question, again, text } = await put(at, 'stop_job', { job_id: jobId });
    expect(question).toMatch(new RegExp(`^Stop a job\\? Lost: .*\n${jobId} `));
    for (const word of [question, 'word for word', 'said yes', String(again.confirmation_token), 'rule R15'])
      expect(text).toContain(word);
    expect((await ok(at, 'stop_job', again)).data.outcome).toBe('stopping');
    onlyWrite(at.cloud, 'StopJob');
    const replay = await at.session.call('stop_job', again);
    expect(errorOf(replay)).toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining('without confirmation_token'),
    });
    onlyWrite(at.cloud, 'StopJob');
  });

  it('says until when the token counts', async () => {
    const before = Date.now();
    const answer = await at.session.call('get_token', { job_id: newJob(at, 0), expire_seconds: 900 });
    const expires = Date.parse(String(errorOf(answer).expires_at));
    expect(expires).toBeGreaterThanOrEqual(before + 300_000);
    expect(expires).toBeLessThanOrEqual(Date.now() + 300_000);
  });

  it.each([
    ['create_job', 'CreateJob', (): Args => jobArguments(at.finds)],
    ['get_token', 'GetToken', (job_id: string): Args => ({ job_id, expire_seconds: 900 })],
    ['get_web_terminal', 'GetWebTerminal', (job_id: string): Args => ({ job_id })],
  ])('asks before %s', async (name, action, args) => {
    const { again } = await put(at, name, args(newJob(at, 300)));
    await ok(at, name, again);
    onlyWrite(at.cloud, action);
  });

  it('does nothing for a token that is none', async () => {
    const job_id = newJob(at, 300);
    const stop = (confirmation_token: unknown) => at.session.call('stop_job', { job_id, confirmation_token });
    for (const token of [true, { yes: true }, 'x'.repeat(1025)])
      expectRefused(at, await stop(token), undefined, { kind: 'invalid_input' });
    for (const token of [1, 'yes', 'true', 'v1.e30.AAAA']) expectRefused(at, await stop(token), undefined);
    // What means that there is none: the question comes.
    for (const token of ['', null]) expectRefused(at, await stop(token), 'R15', { kind: 'confirmation_required' });
  });

  it('does not stop a job that began to run since, and asks again', async () => {
    const jobId = newJob(at, 6);
    const first = await put(at, 'stop_job', { job_id: jobId });
    expect(first.question).toContain('in status Queuing');
    at.cloud.clock.advance(300);
    const answer = await at.session.call('stop_job', first.again);
    expectRefused(at, answer, 'R15');
    expect(answer.text).toContain('has changed since');
    const second = await put(at, 'stop_job', { job_id: jobId });
    expect(second.question).toContain('in status Running');
    await ok(at, 'stop_job', second.again);
    onlyWrite(at.cloud, 'StopJob');
  });

  it('does not stop one job for a yes to another of the same name', async () => {
    const [one, two] = [
      newJob(at, 0, { display_name: 'twin' }),
      newJob(at, 300, { display_name: 'twin', command: 'another' }),
    ];
    const { again } = await put(at, 'stop_job', { job_id: one });
    const answer = await at.session.call('stop_job', { ...again, job_id: two });
    expectRefused(at, answer, 'R15');
    expect(answer.text).toContain('another call');
  });

  it('refuses what a rule refuses before anybody is asked', async () => {
    const job_id = newJob(at, 30, starved(at));
    expectRefused(at, await at.session.call('get_web_terminal', { job_id }), 'R30');
  });

  describe('with a client that claims forms', () => {
    const able = bench({ era, person: no, args: CHAT });

    it('asks in the conversation all the same: some claim forms and decline them', async () => {
      const job_id = newJob(able, 300);
      const { again } = await put(able, 'stop_job', { job_id });
      await ok(able, 'stop_job', again);
      expect(able.session.asked).toEqual([]);
      onlyWrite(able.cloud, 'StopJob');
    });
  });

  describe('with --confirm-create', () => {
    const never = bench({ era, args: [...CHAT, '--confirm-create', 'never'] });
    const always = bench({ era, args: [...CHAT, '--confirm-create', 'always'] });

    it('never: creates without a question', async () => {
      await ok(never, 'create_job', jobArguments(never.finds));
      onlyWrite(never.cloud, 'CreateJob');
    });

    it('always: asks', async () => {
      const { again } = await put(always, 'create_job', jobArguments(always.finds));
      await ok(always, 'create_job', again);
      onlyWrite(always.cloud, 'CreateJob');
    });
  });
});

describe('the words of a question', () => {
  // A cloud of half an hour ago: the job runs, and the question says for how long, to the second.
  const at = bench({ args: CHAT, cloud: { startTime: new Date(Date.now() - 1_800_000) } });

  it('may move on before the yes comes', async () => {
    const job_id = newJob(at, 300);
    const first = await put(at, 'stop_job', { job_id });
    expect(first.question).toMatch(/running for 3 min \d+ s, created 5 min ago/);
    let later = first;
    while (later.question === first.question) {
      at.cloud.clock.advance(1);
      later = await put(at, 'stop_job', { job_id });
    }
    await ok(at, 'stop_job', first.again);
    onlyWrite(at.cloud, 'StopJob');
  });
});

describe('one answer through the other channel', () => {
  const at = bench({ args: AUTO });
  const MUTE = { 'io.modelcontextprotocol/clientCapabilities': {} };

  it('does not count, in either direction', async () => {
    const share = { name: 'get_token', arguments: { job_id: newJob(at, 300), expire_seconds: 900 } };
    const wire = await startWire({ era: 'modern', env: serverEnv(at.cloud) });
    const withToken = (token: unknown) => ({ ...share, arguments: { ...share.arguments, confirmation_token: token } });

    const form = await wire.ask(share);
    expect(errorOf(await wire.call({ ...withToken(form.state), _meta: MUTE }))).toMatchObject({ kind: 'refused' });

    const { confirmation_token: token } = errorOf(await wire.call({ ...share, _meta: MUTE }));
    const asForm = { ...share, requestState: token, inputResponses: { confirm: YES } };
    expect(errorOf(await wire.call(asForm))).toMatchObject({ kind: 'refused' });

    const { confirmation_token: unused } = errorOf(await wire.call({ ...share, _meta: MUTE }));
    const asked = await wire.ask(withToken(unused));
    expect(errorOf(await asked.answer({ action: 'decline' }))).toMatchObject({ kind: 'declined' });
    expect(writes(at.cloud)).toEqual([]);
    await wire.close();
  });
});

describe.each(ERAS)('--confirm human, the default, where no form can be shown, on the %s era', (era) => {
  const at = bench({ era, args: AUTO });
  const elastic = () => jobArguments(at.finds, { settings: {}, task_specs: [growing(at)] });

  it.each<[string, string, (jobId: string) => Args]>([
    ['create_job', 'CreateJob', () => jobArguments(at.finds)],
    ['get_token', 'GetToken', (job_id) => ({ job_id, expire_seconds: 900 })],
    ['get_web_terminal', 'GetWebTerminal', (job_id) => ({ job_id })],
    ['update_job', 'UpdateJob', (job_id) => ({ job_id, accessibility: 'PUBLIC' })],
    ['update_job', 'UpdateJob', (job_id) => ({ job_id, task_specs: [{ type: 'Worker', pod_count: 2 }] })],
  ])('takes two steps for %s (%s)', async (name, action, args) => {
    const { question, again, text } = await put(at, name, args(newJob(at, 300, elastic())));
    expect(text).toContain('Put the question to the user word for word');
    expect(question).not.toBe('');
    await ok(at, name, again);
    onlyWrite(at.cloud, action);
    expect(errorOf(await at.session.call(name, again)).kind).toBe('refused');
    onlyWrite(at.cloud, action);
  });

  it('changes without a question what weighs nothing', async () => {
    await ok(at, 'update_job', { job_id: newJob(at, 300), description: 'x' });
    onlyWrite(at.cloud, 'UpdateJob');
  });

  it('refuses a stop, knows no token for it, and names the setting and the page where a person can stop it', async () => {
    const job_id = newJob(at, 300);
    const withToken = await at.session.call('stop_job', { job_id, confirmation_token: 'x' });
    expectRefused(at, withToken, undefined, { kind: 'invalid_input', silent: true });
    const refused = await at.session.call('stop_job', { job_id });
    expectRefused(at, refused, 'R15', { kind: 'confirmation_unavailable' });
    const { fix } = errorOf(refused);
    expect(fix).toContain(`workspaceId=${at.finds.workspace_id}#/dlc/jobs/${job_id}/overview`);
    expect(fix).toContain('--confirm chat, or PAI_DLC_MCP_CONFIRM=chat');
  });
});
