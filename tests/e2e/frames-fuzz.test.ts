import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Message, opened, paramsOf, request } from './raw.ts';
import { ERAS } from './session.ts';

const SEED = 20260728;
const COUNT = 1500;

const isObject = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The id under which a request is answered. */
const back = (id: unknown): unknown =>
  typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id) && Math.abs(id) < 2 ** 53) ? id : null;

/** Ids of the answers that one message is owed, by the rules of JSON-RPC. */
function owedOne(value: unknown): unknown[] {
  if (!isObject(value)) return [null];
  if (!('method' in value)) return 'result' in value || 'error' in value ? [] : [back(value.id)];
  if ('id' in value) return [back(value.id)];
  return typeof value.method === 'string' ? [] : [null];
}

function owed(line: string): unknown[] {
  if (line.trim() === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return [null];
  }
  if (!Array.isArray(value)) return owedOne(value);
  const ids = value.flatMap(owedOne);
  return ids.length > 0 ? ids : [null];
}

/**
 * Stands for so many nested arrays until a message is text: `JSON.stringify` looks through all that is open for a circle,
 * at each level again.
 */
const deep = (depth: number): unknown => `\u0001deep ${depth}`;
const DEEP = /"\\u0001deep (\d+)"/g;

/** A message as a line. */
const written = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replace(DEEP, (_, depth) => '['.repeat(depth) + ']'.repeat(depth));

const junk = fc.oneof(
  { maxDepth: 3 },
  fc.constantFrom(null, true, 5, -1, 1.5, 2 ** 53, '', 'x', [], {}, [1], { a: 1 }, '\ud800', '\u0000', '__proto__'),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 3000 }).map(deep),
  fc.nat(20_000).map((length) => 'x'.repeat(length)),
);

const calls = fc.oneof(
  fc.constantFrom<[string, Message]>(
    ['ping', {}],
    ['tools/list', {}],
    ['tools/list', { cursor: 'x' }],
    ['resources/list', {}],
    ['resources/templates/list', {}],
    ['resources/read', { uri: 'pai-dlc://reference/rules' }],
    ['resources/read', { uri: 'file:///etc/passwd' }],
    ['prompts/list', {}],
    ['prompts/get', { name: 'explain_job', arguments: { job_id: 'dlc1xjcumbfm7aai' } }],
    [
      'completion/complete',
      { ref: { type: 'ref/prompt', name: 'explain_job' }, argument: { name: 'region', value: 'cn' } },
    ],
    ['tools/call', { name: 'list_workspaces', arguments: {} }],
    ['tools/call', { name: 'get_job', arguments: { job_id: 'dlc0000000000000' } }],
    ['tools/call', { name: 'no_such_tool' }],
    ['no/such/method', {}],
    ['logging/setLevel', { level: 'info' }],
    ['__proto__', {}],
    ['constructor', {}],
    ['notifications/initialized', {}],
    ['server/discover', {}],
  ),
  fc.tuple(fc.string(), fc.dictionary(fc.string(), junk)),
);

/** A step that spoils a message, or not. */
const spoil = fc.oneof(
  { weight: 3, arbitrary: fc.constant((message: Message): unknown => message) },
  fc
    .tuple(fc.constantFrom('jsonrpc', 'id', 'method', 'params'), junk)
    .map(([key, value]) => (message: Message): unknown => ({ ...message, [key]: value })),
  fc.constantFrom('jsonrpc', 'id', 'method', 'params').map((key) => (message: Message): unknown => {
    const { [key]: _, ...rest } = message;
    return rest;
  }),
  fc.tuple(fc.string(), junk).map(([key, value]) => (message: Message): unknown => ({ ...message, [key]: value })),
  fc.tuple(fc.string(), junk).map(([key, value]) => (message: Message): unknown => ({
    ...message,
    params: { ...(message.params as Message), [key]: value },
  })),
  fc
    .tuple(fc.constantFrom('progressToken', 'io.modelcontextprotocol/protocolVersion', 'x'), junk)
    .map(([key, value]) => (message: Message): unknown => {
      const params = message.params as Message;
      return { ...message, params: { ...params, _meta: { ...(params._meta as Message | undefined), [key]: value } } };
    }),
  junk.map((value) => (): unknown => value),
  fc.constant((message: Message): unknown => [message]),
  junk.map((value) => (message: Message): unknown => [value, message]),
);

/** What becomes of a line on its way. */
const bend = fc.oneof(
  { weight: 9, arbitrary: fc.constant((line: string): string => line) },
  fc.double({ min: 0, max: 1, noNaN: true }).map(
    (part) =>
      (line: string): string =>
        line.slice(0, line.length * part),
  ),
  fc.string().map(
    (text) =>
      (line: string): string =>
        `${line}${text.replaceAll('\n', ' ')}`,
  ),
  fc.constant((line: string): string => ` ${line}\t\r`),
  fc.constant((line: string): string => line.replace('"id":', '"id":7,"id":')),
);

/** How often each value occurs. */
function counted(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[JSON.stringify(value)] = (counts[JSON.stringify(value)] ?? 0) + 1;
  return counts;
}

it.each(ERAS)('of any frames on the %s era, each that asks is answered once', { timeout: 120_000 }, async (era) => {
  const made = fc.sample(fc.tuple(calls, spoil, bend), { seed: SEED, numRuns: COUNT });
  const frames = made.map(([[method, params], spoiled, bent], index) => {
    const id = index % 2 === 0 ? index + 1000 : `z${index}`;
    return bent(written(spoiled({ jsonrpc: '2.0', id, method, params: paramsOf(era, params) })));
  });
  const expected = ['end', ...frames.flatMap(owed)];

  // Kept as they come: to look for them among all lines at each glance took longer than the server needs.
  const came: Message[] = [];
  const raw = await opened(era, {
    args: ['--simulate', '--log-level', 'error'],
    onmessage: (message) => came.push(...[message].flat().filter((line) => !('method' in line))),
  });
  try {
    const before = came.length;
    const answers = (): Message[] => came.slice(before);
    // In pieces, as a pipe cuts them.
    raw.send(...frames, request(era, 'end', 'tools/list'));
    for (let tries = 0; came.length - before < expected.length && tries < 1000; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(counted(answers().map(({ id }) => id))).toEqual(counted(expected));
    expect(answers().filter(({ jsonrpc }) => jsonrpc !== '2.0')).toEqual([]);
    // It still serves, and has nothing left to say.
    raw.send(request(era, 'still', 'tools/list'));
    await raw.answer('still');
    expect(answers()).toHaveLength(expected.length + 1);
    raw.child.stdin?.end();
    expect(await raw.exit).toEqual([0, null]);
  } finally {
    raw.child.kill('SIGKILL');
  }
});
