import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/client';
import { createTaskSessionFromClient, resultFromTaskOutcome } from '@modelcontextprotocol/ext-tasks/client';
import { isCreateTaskResultV2, isDetailedTaskV2 } from '@modelcontextprotocol/ext-tasks/core/v2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sealTask } from '../../src/server/tasks/handle.ts';
import { type Simulator, startSimulator } from '../../src/simulator/api/simulator.ts';
import { clientEnd } from './in-process.ts';
import { type Message, request } from './raw.ts';
import { type InProcess, serveInProcess } from './serve-in-process.ts';
import { serverEnv } from './session.ts';

const EXTENSION = 'io.modelcontextprotocol/tasks';
const KNOWS = { 'io.modelcontextprotocol/clientCapabilities': { extensions: { [EXTENSION]: {} } } };

let cloud: Simulator;
let env: Record<string, string>;
const servers: InProcess[] = [];
beforeAll(async () => {
  cloud = await startSimulator({ seed: 7, speed: 0, demoJobs: false });
  env = { ...serverEnv(undefined), ...cloud.env, PAI_DLC_MCP_ANSWERS: 'text' };
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  cloud.reset();
});
afterAll(() => cloud.close());

/** A server of its own, as another process would be; sends a request and resolves with the whole answer. */
function server(
  args: readonly string[] = [],
): (method: string, params?: Message, era?: 'legacy' | 'modern') => Promise<Message> {
  const made = serveInProcess({ env, args });
  servers.push(made);
  const waiting = new Map<unknown, (answer: Message) => void>();
  createInterface({ input: made.output }).on('line', (line) => {
    const answer = JSON.parse(line) as Message;
    waiting.get(answer.id)?.(answer);
  });
  let id = 0;
  return (method, params = {}, era = 'modern') =>
    new Promise((resolve) => {
      waiting.set(++id, resolve);
      made.input.write(`${JSON.stringify(request(era, id, method, params))}\n`);
    });
}
type Send = ReturnType<typeof server>;

const wait = (send: Send, args: Message, meta: Message = KNOWS) =>
  send('tools/call', { name: 'wait_for_job', arguments: args, _meta: meta });
const resultOf = (answer: Message): Message => answer.result as Message;
const about = (send: Send, method: string, taskId: unknown, meta: Message = KNOWS) =>
  send(method, { taskId, _meta: meta });
const get = async (send: Send, taskId: unknown): Promise<Message> => resultOf(await about(send, 'tasks/get', taskId));
const textOf = (result: unknown): string => (result as { content: { text: string }[] }).content[0]?.text ?? '';

describe('wait_for_job as a task', () => {
  it('answers at once with a handle, for which every process can answer', async () => {
    const { jobId } = cloud.jobs.add('starting_up');
    const task = resultOf(await wait(server(), { job_ids: [jobId] }));
    expect(isCreateTaskResultV2(task)).toBe(true);
    expect(task).toMatchObject({ resultType: 'task', status: 'working', statusMessage: `${jobId}: EnvPreparing` });
    cloud.clock.advance(600);
    const working = await get(server(), task.taskId);
    expect(isDetailedTaskV2(working)).toBe(true);
    expect(working).toMatchObject({
      resultType: 'complete',
      status: 'working',
      taskId: task.taskId,
      createdAt: task.createdAt,
      statusMessage: `${jobId}: Running`,
    });
    cloud.clock.advance(86_400);
    const over = await get(server(), task.taskId);
    expect(isDetailedTaskV2(over)).toBe(true);
    expect(over.status).toBe('completed');
    expect(textOf(over.result)).toMatch(new RegExp(`^Reached after .*\\n${jobId} is Succeeded`));
  });

  it('has seen a status that came and went between two looks, also in another process', async () => {
    const { jobId } = cloud.jobs.add('starting_up');
    const { taskId } = resultOf(await wait(server(), { job_ids: [jobId], statuses: ['Running'] }));
    cloud.clock.advance(86_400);
    const { status, result } = await get(server(), taskId);
    expect([status, textOf(result)]).toEqual([
      'completed',
      expect.stringMatching(/^Reached after[\s\S]*; it was Running from /),
    ]);
  });

  it('follows a log from where the last look of this process ended, else from where the task began', async () => {
    const { jobId } = cloud.jobs.add('healthy_running');
    const [send, pattern] = [server(), 'never there'];
    const { taskId } = resultOf(await wait(send, { job_ids: [jobId], log_pattern: pattern }));
    const log_since = new Date(Date.now() - 1_800_000).toISOString().replace(/\.\d+Z$/, 'Z');
    const args = { job_ids: [jobId], log_pattern: pattern, log_since, region: 'cn-hangzhou' };
    const old = sealTask({ tool: 'wait_for_job', args, seen: { [jobId]: 'Running' }, since: Date.now() });
    for (const [from, handle] of [
      [send, taskId],
      [send, old],
      [send, old],
      [server(), old],
    ] as const)
      expect((await get(from, handle)).status).toBe('working');
    const now = expect.not.stringMatching(log_since);
    const reads = cloud.requests.list({ action: 'GetPodLogs' }).filter(({ query }) => query.EndTime === undefined);
    const [born, ...starts] = reads.map(({ query }) => String(query.StartTime));
    expect(Date.parse(born ?? '')).toBeLessThan(Date.parse(log_since));
    expect(starts).toEqual([now, log_since, now, log_since]);
  });

  it('is a plain answer where nothing is left to wait for, and where a call is wrong', async () => {
    const { jobId } = cloud.jobs.add('oom');
    const send = server();
    const done = resultOf(await wait(send, { job_ids: [jobId] }));
    expect(done).toMatchObject({ resultType: 'complete', content: [{ text: expect.stringContaining('is Failed') }] });
    expect(resultOf(await wait(send, { job_ids: ['dlcnone'] }))).toMatchObject({ isError: true });
    expect(resultOf(await wait(send, { job_ids: [jobId], until: 'some' }))).toMatchObject({ isError: true });
  });

  it('ends with its time, and is forgotten after that', async () => {
    const { jobId } = cloud.jobs.add('healthy_running');
    const send = server();
    const args = { job_ids: [jobId], timeout_seconds: 60 };
    const begun = (ago: number): string =>
      sealTask({
        tool: 'wait_for_job',
        args: { ...args, region: 'cn-hangzhou' },
        seen: { [jobId]: 'Running' },
        since: Date.now() - ago,
      });
    expect(resultOf(await wait(send, args)).ttlMs).toBe(60_000 + 3_600_000);
    const late = await get(send, begun(61_000));
    expect([late.status, textOf(late.result)]).toEqual([
      'completed',
      expect.stringMatching(/^Not yet after 1 min 1 s[\s\S]*goes on\.$/),
    ]);
    expect(await about(send, 'tasks/get', begun(3_700_000))).toMatchObject({ error: { code: -32602 } });
  });

  it('is cancelled without a trace in the cloud', async () => {
    const { jobId } = cloud.jobs.add('healthy_running');
    const send = server();
    const { taskId } = resultOf(await wait(send, { job_ids: [jobId] }));
    expect(resultOf(await about(send, 'tasks/cancel', taskId))).toMatchObject({ resultType: 'complete' });
    const looks = cloud.requests.list().length;
    expect(await get(send, taskId)).toMatchObject({ status: 'cancelled' });
    expect(cloud.requests.list()).toHaveLength(looks);
    expect(cloud.requests.list({ committed: true })).toEqual([]);
    expect(resultOf(await send('tasks/update', { taskId, inputResponses: {}, _meta: KNOWS }))).toMatchObject({
      resultType: 'complete',
    });
  });
});

describe('a handle', () => {
  it('that was cut, changed, or names what does not wait is none', async () => {
    const { jobId } = cloud.jobs.add('healthy_running');
    const send = server();
    const { taskId } = resultOf(await wait(send, { job_ids: [jobId] }));
    const whole = String(taskId);
    const stop = sealTask({
      tool: 'stop_job',
      args: { job_id: jobId, region: 'cn-hangzhou' },
      seen: {},
      since: Date.now(),
    });
    for (const bad of ['', 'x', whole.slice(0, -1), whole.replace('.', '.x'), `${whole}.y`, stop])
      for (const method of ['tasks/get', 'tasks/cancel', 'tasks/update'])
        expect(await about(send, method, bad), `${method} ${bad}`).toMatchObject({ error: { code: -32602 } });
    expect(cloud.jobs.list().find(({ id }) => id === jobId)?.status).toBe('Running');
  });

  it('gives no more than a call would: a locked scope holds, and arguments are read as ever', async () => {
    const { jobId } = cloud.jobs.add('healthy_running');
    const handle = (args: Message): string =>
      sealTask({ tool: 'wait_for_job', args: { job_ids: [jobId], ...args }, seen: {}, since: Date.now() });
    const locked = server(['--lock-scope', '--region', 'cn-hangzhou', '--workspace-id', cloud.workspaceId]);
    const outside = await get(locked, handle({ region: 'cn-beijing' }));
    expect(outside).toMatchObject({ status: 'completed', result: { isError: true } });
    expect(textOf(outside.result)).toContain('[refused]');
    expect(await get(locked, handle({ region: 'cn-hangzhou' }))).toMatchObject({ status: 'working' });
    expect(textOf((await get(server(), handle({ statuses: ['Nope'] }))).result)).toContain('[invalid_input]');
  });
});

describe('a client that does not know tasks', () => {
  it('is answered as before, and cannot ask for one', async () => {
    const { jobId } = cloud.jobs.add('healthy_running');
    const send = server();
    const plain = resultOf(await wait(send, { job_ids: [jobId], timeout_seconds: 1 }, {}));
    expect(plain).toMatchObject({ resultType: 'complete', content: [{ text: expect.stringContaining('Not yet') }] });
    const { taskId } = resultOf(await wait(send, { job_ids: [jobId] }));
    expect(await about(send, 'tasks/get', taskId, {})).toMatchObject({
      error: { code: -32021, data: { requiredCapabilities: { extensions: { [EXTENSION]: {} } } } },
    });
  });

  it('on an earlier revision is shown nothing of it', async () => {
    const send = server();
    const hello = resultOf(
      await send(
        'initialize',
        {
          protocolVersion: '2025-11-25',
          capabilities: { extensions: { [EXTENSION]: {} } },
          clientInfo: { name: 'old', version: '1' },
        },
        'legacy',
      ),
    );
    expect(JSON.stringify(hello.capabilities)).not.toContain('tasks');
    expect(await send('tasks/get', { taskId: 'x' }, 'legacy')).toMatchObject({ error: { code: -32601 } });
  });

  it('is shown nothing of it either where no tool waits', async () => {
    const capabilities = async (args: readonly string[]) =>
      JSON.stringify(resultOf(await server(args)('server/discover')).capabilities);
    expect(await capabilities([])).toContain(EXTENSION);
    expect(await capabilities(['--exclude-tools', 'wait_for_job'])).not.toContain(EXTENSION);
  });
});

describe('the client of the extension', () => {
  it('calls the tool, polls the task and gets the answer', async () => {
    const { jobId } = cloud.jobs.add('healthy_running');
    const send = server();
    const talks = serveInProcess({ env });
    servers.push(talks);
    const client = new Client({ name: 'tasks', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
    await client.connect(clientEnd(talks));
    const seen: string[] = [];
    const session = createTaskSessionFromClient(client, {
      endpointId: 'test',
      rawDispatch: async (asked) => {
        const { method, params } = asked as { method: string; params: Message };
        seen.push(method);
        const { result, error } = await send(method, params);
        if (method === 'tools/call') cloud.clock.advance(86_400 * 30);
        return (error ? { kind: 'error', error } : { kind: 'result', result }) as never;
      },
      v2RequestFraming: {
        protocolVersion: '2026-07-28',
        clientInfo: { name: 'tasks', version: '1' },
        clientCapabilities: { extensions: { [EXTENSION]: {} } },
      },
    });
    const execution = await session.callTool('wait_for_job', { job_ids: [jobId] });
    const { outcome } = await execution.settle();
    expect(textOf(resultFromTaskOutcome(outcome))).toContain(`${jobId} is Succeeded`);
    expect(seen).toEqual(['tools/call', 'tasks/get']);
    await session.close();
    await client.close();
  });
});
