import { describe, expect, it } from 'vitest';
import { connect, ERAS, errorOf, type Session, serverEnv, yes } from '../e2e/harness.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, starved, writes } from '../e2e/rules/bench.ts';
import { jobArguments } from '../e2e/world.ts';
import { startWire, YES } from './wire.ts';

const CONFIRMING = ['create_job', 'stop_job', 'update_job', 'get_web_terminal', 'get_token'];
const CHAT = ['--confirm', 'chat'];
type Args = Record<string, unknown>;

const listed = async ({ client }: Session) => (await client.listTools()).tools;
const takes = (tool: { inputSchema: object }) => JSON.stringify(tool.inputSchema).includes('confirmation_token');

/** A new job after so many seconds, with an empty request log behind it. */
async function newJob({ cloud, session, finds }: Bench, seconds: number, changes: Args = {}): Promise<string> {
  const args = jobArguments(finds, changes);
  const first = await session.call('create_job', args);
  const { confirmation_token } = errorOf(first);
  const { data } = confirmation_token ? await session.call('create_job', { ...args, confirmation_token }) : first;
  cloud.clock.advance(seconds);
  cloud.clearRequests();
  session.asked.length = 0;
  return String(data.job_id);
}

/** Calls without a token: nothing is done, and the question and its token come back. */
async function put(at: Bench, name: string, args: Args): Promise<{ question: string; again: Args; text: string }> {
  const answer = await at.session.call(name, args);
  expect(errorOf(answer).kind, answer.text).toBe('confirmation_required');
  expect(writes(at.cloud)).toEqual([]);
  const { question, confirmation_token } = errorOf(answer) as Record<string, string>;
  return { question: question ?? '', again: { ...args, confirmation_token }, text: answer.text };
}

describe('the list of tools', () => {
  it('has the token where a person is asked in the conversation, and there on tools that ask alone', async () => {
    const open = async (...args: string[]) => {
      const session = await connect({ env: serverEnv(undefined), args });
      const tools = await listed(session);
      await session.close();
      return tools;
    };
    const [human, chat, never] = [await open(), await open(...CHAT), await open(...CHAT, '--confirm-create', 'never')];
    expect(human.filter(takes)).toEqual([]);
    expect(
      chat
        .filter(takes)
        .map((tool) => tool.name)
        .sort(),
    ).toEqual([...CONFIRMING].sort());
    expect(never.filter(takes).map((tool) => tool.name)).not.toContain('create_job');
    expect(chat.filter((tool) => !takes(tool))).toEqual(human.filter((tool) => !CONFIRMING.includes(tool.name)));
  });
});

describe.each(ERAS)('--confirm chat on the %s era', (era) => {
  const at = bench({ era, args: CHAT });

  it('stops a job after a question to the user and a yes, once', async () => {
    await listed(at.session); // From here on the client checks what comes against the output schema.
    const jobId = await newJob(at, 300);
    const { question, again, text } = await put(at, 'stop_job', { job_id: jobId });
    expect(question).toMatch(new RegExp(`^Stop job ${jobId} `));
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
    const answer = await at.session.call('get_token', { job_id: await newJob(at, 0), expire_seconds: 900 });
    const expires = Date.parse(String(errorOf(answer).expires_at));
    expect(expires).toBeGreaterThanOrEqual(before + 300_000);
    expect(expires).toBeLessThanOrEqual(Date.now() + 300_000);
  });

  it.each([
    ['create_job', 'CreateJob', (): Args => jobArguments(at.finds)],
    ['get_token', 'GetToken', (job_id: string): Args => ({ job_id, expire_seconds: 900 })],
    ['get_web_terminal', 'GetWebTerminal', (job_id: string): Args => ({ job_id })],
  ])('asks before %s', async (name, action, args) => {
    const { again } = await put(at, name, args(await newJob(at, 300)));
    await ok(at, name, again);
    onlyWrite(at.cloud, action);
  });

  it('does nothing for a token that is none', async () => {
    const job_id = await newJob(at, 300);
    const stop = (confirmation_token: unknown) => at.session.call('stop_job', { job_id, confirmation_token });
    for (const token of [true, 1, null, 'x'.repeat(1025)])
      expectRefused(at, await stop(token), undefined, { kind: 'invalid_input' });
    for (const token of ['', 'yes', 'true', 'v1.e30.AAAA']) expectRefused(at, await stop(token), undefined);
  });

  it('does not stop a job that began to run since, and asks again', async () => {
    const jobId = await newJob(at, 6);
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
      await newJob(at, 0, { display_name: 'twin' }),
      await newJob(at, 300, { display_name: 'twin', command: 'another' }),
    ];
    const { again } = await put(at, 'stop_job', { job_id: one });
    const answer = await at.session.call('stop_job', { ...again, job_id: two });
    expectRefused(at, answer, 'R15');
    expect(answer.text).toContain('another call');
  });

  it('refuses what a rule refuses before anybody is asked', async () => {
    const job_id = await newJob(at, 30, starved(at));
    expectRefused(at, await at.session.call('get_web_terminal', { job_id }), 'R30');
  });

  describe('with a client that can show a form', () => {
    const able = bench({ era, person: yes, args: CHAT });

    it('shows the form, and does not look at the token', async () => {
      const job_id = await newJob(able, 300);
      await ok(able, 'stop_job', { job_id, confirmation_token: 'v1.e30.AAAA' });
      expect(able.session.asked).toHaveLength(1);
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
    const job_id = await newJob(at, 300);
    const first = await put(at, 'stop_job', { job_id });
    expect(first.question).toMatch(/running for 2\d min/);
    let later = first;
    while (later.question === first.question) later = await put(at, 'stop_job', { job_id });
    await ok(at, 'stop_job', first.again);
    onlyWrite(at.cloud, 'StopJob');
  });
});

describe('one answer through the other channel', () => {
  const at = bench();
  const MUTE = { 'io.modelcontextprotocol/clientCapabilities': {} };

  it('does not count, in either direction', async () => {
    const stop = { name: 'stop_job', arguments: { job_id: await newJob(at, 300) } };
    const wire = await startWire({ era: 'modern', env: serverEnv(at.cloud), args: CHAT });
    const withToken = (token: unknown) => ({ ...stop, arguments: { ...stop.arguments, confirmation_token: token } });

    const form = await wire.ask(stop);
    expect(errorOf(await wire.call({ ...withToken(form.state), _meta: MUTE }))).toMatchObject({ kind: 'refused' });

    const { confirmation_token: token } = errorOf(await wire.call({ ...stop, _meta: MUTE }));
    const asForm = { ...stop, requestState: token, inputResponses: { confirm: YES } };
    expect(errorOf(await wire.call(asForm))).toMatchObject({ kind: 'refused' });

    const { confirmation_token: unused } = errorOf(await wire.call({ ...stop, _meta: MUTE }));
    const asked = await wire.ask(withToken(unused));
    expect(errorOf(await asked.answer({ action: 'decline' }))).toMatchObject({ kind: 'declined' });
    expect(writes(at.cloud)).toEqual([]);
    await wire.close();
  });
});

describe.each(ERAS)('--confirm human, the default, on the %s era', (era) => {
  const at = bench({ era });

  it('knows no token, and teaches no way round', async () => {
    const job_id = await newJob(at, 300);
    for (const name of CONFIRMING) {
      const args = name === 'create_job' ? jobArguments(at.finds) : { job_id };
      const answer = await at.session.call(name, { ...args, confirmation_token: 'x' });
      expectRefused(at, answer, undefined, { kind: 'invalid_input', silent: true });
      expect(answer.text).toContain('Unknown parameter "confirmation_token"');
    }
    const refused = await at.session.call('stop_job', { job_id });
    expectRefused(at, refused, 'R15', { kind: 'confirmation_unavailable' });
    expect(refused.text).toContain('ask the operator');
    expect(refused.text).not.toMatch(/--|chat|token|console/i);
  });
});
