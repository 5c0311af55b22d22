import { answer, silence } from '../api/harness.ts';
import { type Message, opened, type Raw, type RawOptions, request } from './raw.ts';
import { JOB_ID, job, type Scripted, scripted } from './scripted.ts';

/** What a server is busy with when it has to end; resolves once it is. */
export type Phase = (options: { args: readonly string[]; cloud: Scripted }) => Promise<Raw>;

/** A cloud that answers GetJob and hangs on all else that the phases ask of it. */
export const hangingCloud = (): Promise<Scripted> =>
  scripted({ GetJob: answer(200, job()), StopJob: silence, ListWorkspaces: silence });

const call = (name: string, args: Message = {}): Message =>
  request('legacy', name, 'tools/call', { name, arguments: args });
const stop = call('stop_job', { job_id: JOB_ID });

/** Waits until the cloud has heard of that action once more. */
async function heard(cloud: Scripted, action: string, work: () => void): Promise<void> {
  const count = (): number => cloud.seen().filter((seen) => seen === action).length;
  const before = count();
  work();
  while (count() === before) await new Promise((resolve) => setTimeout(resolve, 10));
}

const form = async (raw: Raw): Promise<Message> => {
  const forms = () => (raw.lines() as Message[]).filter(({ method }) => method === 'elicitation/create');
  await raw.until(() => forms().length > 0);
  return forms()[0] as Message;
};

const simulated = (args: readonly string[]): Promise<Raw> => opened('legacy', { args: [...args, '--simulate'] });
const onCloud = (args: readonly string[], cloud: Scripted): Promise<Raw> => {
  const options: RawOptions = { args, env: cloud.env() };
  return opened('legacy', { ...options, elicits: true });
};

export const PHASES = {
  'nothing under way': ({ args }) => simulated(args),
  'the simulator on its way': async ({ args }) => {
    const raw = await simulated(args);
    raw.send(call('list_workspaces'));
    return raw;
  },
  'a read in flight': async ({ args, cloud }) => {
    const raw = await onCloud(args, cloud);
    await heard(cloud, 'ListWorkspaces', () => raw.send(call('list_workspaces')));
    return raw;
  },
  'a question open': async ({ args, cloud }) => {
    const raw = await onCloud(args, cloud);
    raw.send(stop);
    await form(raw);
    return raw;
  },
  'a stop in flight': async ({ args, cloud }) => {
    const raw = await onCloud(args, cloud);
    raw.send(stop);
    const { id } = await form(raw);
    const yes = { jsonrpc: '2.0', id, result: { action: 'accept', content: { confirm: true } } };
    await heard(cloud, 'StopJob', () => raw.send(yes));
    return raw;
  },
  'more written than the client reads': async ({ args }) => {
    const raw = await simulated(args);
    raw.child.stdout?.pause();
    for (let id = 0; id < 100; id++) raw.send(request('legacy', id, 'tools/list'));
    // What is logged of this line says that the others were read.
    raw.send('no JSON');
    await raw.until(() => raw.stderr().includes('-32700'));
    return raw;
  },
} satisfies Record<string, Phase>;

/** How a process is told to end. */
export const ENDS = {
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
} satisfies Record<string, (raw: Raw) => void>;
