import { serverEnv } from '../../../tests/e2e/session.ts';
import { createRandom, type Random } from '../../../tests/shaping/corpus/random.ts';
import { ENVELOPE, frame, HANDSHAKE, openPipe } from '../pipe.ts';
import { many, type Row } from '../row.ts';

type Json = Record<string, unknown>;

/** Requests that change nothing and end at once. */
const SOUND: readonly Json[] = [
  { method: 'ping' },
  { method: 'tools/list', params: {} },
  { method: 'tools/call', params: { name: 'list_workspaces', arguments: {} } },
  { method: 'tools/call', params: { name: 'get_job', arguments: { job_id: 'dlc0000000000000' } } },
  { method: 'tools/call', params: { name: 'get_jobs', arguments: {} } },
  { method: 'resources/list', params: {} },
  { method: 'resources/read', params: { uri: 'pai-dlc://cn-hangzhou/jobs/dlc0000000000000' } },
  { method: 'resources/templates/list', params: {} },
  { method: 'prompts/list', params: {} },
  { method: 'prompts/get', params: { name: 'explain_job', arguments: { job_id: 'dlc0000000000000' } } },
  {
    method: 'completion/complete',
    params: { ref: { type: 'ref/prompt', name: 'explain_job' }, argument: { name: 'job_id', value: '' } },
  },
  { method: 'no/such/method', params: {} },
];

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const oddValues = (r: Random): unknown =>
  r.pick<() => unknown>([
    () => null,
    () => true,
    () => r.int(-9, 9) / 3,
    () => '',
    () => 'x'.repeat(r.int(1, 5000)),
    () => [],
    () => [1, 'a', null],
    () => ({}),
    () => JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
    () => deep(r.int(10, 400)),
    () => '\u202e\u0000\ud800',
    () => Number.MAX_SAFE_INTEGER + 2,
  ])();

/** Replaces, removes or adds a member somewhere in the message, its id excepted. */
function mutated(message: Json, r: Random): Json {
  const copy = structuredClone(message);
  const objects: Json[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    objects.push(value as Json);
    for (const inner of Object.values(value)) collect(inner);
  };
  collect(copy);
  const at = r.pick(objects);
  const names = Object.keys(at).filter((name) => at !== copy || name !== 'id');
  const name =
    names.length === 0 || r.chance(0.2)
      ? r.pick(['extra', '__proto__', '_meta', 'params', 'result', 'error'])
      : r.pick(names);
  if (r.chance(0.25)) delete at[name];
  else Object.defineProperty(at, name, { value: oddValues(r), enumerable: true, configurable: true, writable: true });
  return copy;
}

/** A line that is no message at all. */
function noise(r: Random): string | Uint8Array {
  const text = JSON.stringify({ jsonrpc: '2.0', id: 0, ...r.pick(SOUND) });
  return r.pick<() => string | Uint8Array>([
    () => '\n',
    () => '\r\n\r\n',
    () => `${text.slice(0, r.int(1, text.length - 1))}\n`,
    () => `\ufeff\n`,
    () => `${'{'.repeat(r.int(1, 200))}\n`,
    () => `${'['.repeat(r.int(1000, 100_000))}\n`,
    () => `${r.pick(['true', '1', '"x"', 'null', '[]', 'NaN'])}\n`,
    () => Uint8Array.from([...Array.from({ length: r.int(1, 40) }, () => r.int(128, 255)), 10]),
    () => `GET / HTTP/1.1\r\nHost: x\r\n\r\n`,
  ])();
}

/** Whether JSON-RPC owes an answer: a message with an id that claims to be no answer itself. */
const isOwed = (message: Json): boolean => !('result' in message) && !('error' in message);

async function fuzz(main: string, era: 'legacy' | 'modern', count: number, r: Random) {
  const missed: string[] = [];
  const pipe = openPipe({ main, args: ['--simulate', '--log-level', 'error'], env: serverEnv(undefined) });
  const sent = new Map<number, string>();
  const owed = new Set<number>();
  const base = (message: Json): Json =>
    era === 'modern' ? { ...message, params: { ...(message.params as Json), _meta: ENVELOPE } } : message;
  if (era === 'legacy') await pipe.send(HANDSHAKE);
  for (let id = 1; id <= count; id++) {
    if (r.chance(0.15)) await pipe.send(noise(r));
    const message = mutated({ jsonrpc: '2.0', id, ...base(r.pick(SOUND)) }, r);
    sent.set(id, JSON.stringify(message));
    if (isOwed(message)) owed.add(id);
    await pipe.send(`${sent.get(id)}\n`);
  }
  // Where the first message decides about the era, this one may come before it did.
  await pipe.send(frame({ id: 'last', ...base({ method: 'tools/list', params: {} }) }));
  const read: Json[] = [];
  let looked = 0;
  /** All so far. It is asked for again and again while they come, so that each line is read once. */
  const answers = (): readonly Json[] => {
    const lines = pipe.lines();
    for (const line of lines.slice(looked)) if (line.startsWith('{')) read.push(JSON.parse(line) as Json);
    looked = lines.length;
    return read;
  };
  if (!(await pipe.until(() => pipe.lines().some((line) => line.includes('"id":"last"')), 30_000)))
    missed.push(`${era}: after all of it, tools/list is not answered`);
  // What is answered later than what came last has a moment more.
  await pipe.until(() => {
    const answered = new Set(answers().map(({ id }) => id));
    return [...owed].every((id) => answered.has(id));
  }, 10_000);
  for (const line of pipe.lines())
    if (!/^\{.*\}$/.test(line)) missed.push(`${era}: stdout carries what is no message: ${line.slice(0, 100)}`);
  const seen = new Map<unknown, number>();
  for (const { id } of answers()) if (id !== undefined && id !== null) seen.set(id, (seen.get(id) ?? 0) + 1);
  for (const [id, times] of seen) {
    if (times > 1) missed.push(`${era}: answered ${times} times: ${sent.get(Number(id))?.slice(0, 200)}`);
    if (id !== 'hello' && id !== 'last' && !sent.has(Number(id))) missed.push(`${era}: an answer to nothing: ${id}`);
  }
  for (const id of owed) if (!seen.has(id)) missed.push(`${era}: no answer to ${sent.get(id)?.slice(0, 300)}`);
  if (pipe.child.exitCode !== null) missed.push(`${era}: the process ended: ${pipe.stderr().slice(-300)}`);
  await pipe.kill();
  return missed;
}

export const frames: Row = {
  name: 'frames',
  tries:
    'broken, mutated and foreign JSON-RPC messages in both protocol eras: each one with an id gets one answer, stdout stays clean, the server goes on',
  goal: '0 unanswered, 0 crashes',
  beyond: 'a client that sends more than it reads: its answers wait in memory',
  async run(ask) {
    const count = many(ask, 150, 20_000);
    const r = createRandom(ask.seed);
    const missed: string[] = [];
    for (const era of ['legacy', 'modern'] as const)
      for (let left = count; left > 0; left -= 2000)
        missed.push(...(await fuzz(ask.main, era, Math.min(left, 2000), r)));
    return { tried: 2 * count, missed };
  },
  broken: {
    file: 'src/server/call-tool.ts',
    find: 'if (found !== undefined) return found;',
    replace: 'if (found !== undefined) return found; process.exit(9);',
  },
};
