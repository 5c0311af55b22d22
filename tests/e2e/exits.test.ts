import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, silence } from '../cloud/harness.ts';
import { auditFiles, linesOf } from './audit-lines.ts';
import { MAIN, serverEnv } from './harness.ts';
import { type Message, type Raw, type RawOptions, rawStarter, request } from './raw.ts';
import { JOB_ID, job, type Scripted, scripted } from './scripted.ts';

/** A process that never ends must fail its test, however slow the machine is. */
const FAR_MS = 30_000;

const newFile = auditFiles();
let cloud: Scripted;
beforeAll(async () => {
  cloud = await scripted({ GetJob: answer(200, job()), StopJob: silence, ListWorkspaces: silence, ListJobs: silence });
});
afterAll(() => cloud.close());

const { start, open } = rawStarter();
const call = (name: string, args: Message = {}): Message =>
  request('legacy', name, 'tools/call', { name, arguments: args });
const arrivals = (action: string): number => cloud.seen().filter((seen) => seen === action).length;

/** Waits until the cloud has heard of that action once more. */
async function heard(action: string, work: () => void): Promise<void> {
  const before = arrivals(action);
  work();
  for (let tries = 0; arrivals(action) === before && tries < 400; tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
  expect(arrivals(action)).toBeGreaterThan(before);
}

const form = async (raw: Raw): Promise<Message> => {
  const forms = () => (raw.lines() as Message[]).filter(({ method }) => method === 'elicitation/create');
  await raw.until(() => forms().length > 0);
  return forms()[0] as Message;
};

type Phase = (options: RawOptions) => Promise<Raw>;
const onCloud = (options: RawOptions): RawOptions & { elicits: boolean } => ({
  ...options,
  env: cloud.env(),
  elicits: true,
});

const PHASES: Record<string, Phase> = {
  'nothing under way': (options) => open('legacy', { ...options, args: [...(options.args ?? []), '--simulate'] }),
  'the simulator on its way': async (options) => {
    const raw = await open('legacy', { ...options, args: [...(options.args ?? []), '--simulate'] });
    raw.send(call('list_workspaces'));
    return raw;
  },
  'a read in flight': async (options) => {
    const raw = await open('legacy', onCloud(options));
    await heard('ListWorkspaces', () => raw.send(call('list_workspaces')));
    return raw;
  },
  'a question open': async (options) => {
    const raw = await open('legacy', onCloud(options));
    raw.send(call('stop_job', { job_id: JOB_ID }));
    await form(raw);
    return raw;
  },
  'a stop in flight': async (options) => {
    const raw = await open('legacy', onCloud(options));
    raw.send(call('stop_job', { job_id: JOB_ID }));
    const { id } = await form(raw);
    await heard('StopJob', () =>
      raw.send({ jsonrpc: '2.0', id, result: { action: 'accept', content: { confirm: true } } }),
    );
    return raw;
  },
  'more written than the client reads': async (options) => {
    const raw = await open('legacy', { ...options, args: [...(options.args ?? []), '--simulate'] });
    raw.child.stdout?.pause();
    for (let id = 0; id < 100; id++) raw.send(request('legacy', id, 'tools/list'));
    // Answered on stderr after them: by then the pipe is full.
    raw.send('no JSON');
    await raw.until(() => raw.stderr().includes('-32700'));
    return raw;
  },
};

const ENDS: Record<string, (raw: Raw) => void> = {
  'stdin ends': ({ child }) => child.stdin?.end(),
  'SIGTERM comes': ({ child }) => child.kill('SIGTERM'),
  'SIGINT comes': ({ child }) => child.kill('SIGINT'),
  'SIGHUP comes': ({ child }) => child.kill('SIGHUP'),
  'nobody is left to read': (raw) => {
    raw.child.stdout?.destroy();
    raw.send(request('legacy', 'last', 'ping'));
  },
  'all pipes break': ({ child }) => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  },
};

describe.each(Object.keys(PHASES))('the process ends by itself, with %s, when', (phase) => {
  it.each(Object.keys(ENDS))('%s', { timeout: FAR_MS }, async (end) => {
    const audit = newFile();
    const raw = await PHASES[phase]!({ args: ['--audit-log', audit] });
    ENDS[end]!(raw);
    expect(await raw.exit).toEqual([0, null]);
    if (phase === 'a stop in flight')
      expect(linesOf(audit).at(-1)).toMatchObject({ tool: 'stop_job', target: JOB_ID, changed: 'unknown' });
    if (phase === 'a question open') expect(linesOf(audit).at(-1)).toMatchObject({ tool: 'stop_job', changed: 'no' });
  });
});

it('ends when its parent is gone, although stdin stays open', { timeout: FAR_MS }, async () => {
  const script = `const c = require('node:child_process').spawn(process.execPath, [process.argv[1], '--simulate'], { stdio: ['inherit', 'inherit', 'inherit'] });
    console.error('server ' + c.pid);`;
  const parent = spawn(process.execPath, ['-e', script, MAIN], {
    env: serverEnv(undefined),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let err = '';
  parent.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  while (!(/server \d+/.test(err) && err.includes('serving on stdio'))) await once(parent.stderr, 'data');
  const pid = Number(/server (\d+)/.exec(err)?.[1]);
  parent.kill('SIGKILL');
  // Both ends of its pipes are still held here; the last one closes when the server has ended.
  const closed = once(parent, 'close');
  try {
    await closed;
  } finally {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {}
  }
  expect(err).toContain('"reason":"the parent is gone"');
});

it('a start that nobody speaks to ends as well', async () => {
  const raw = start();
  raw.child.stdin?.end();
  expect(await raw.exit).toEqual([0, null]);
});
