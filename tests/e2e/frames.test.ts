import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer as answers } from '../api/harness.ts';
import { ERAS } from './harness.ts';
import {
  frame,
  handshake,
  type Message,
  type Outgoing,
  opened,
  paramsOf,
  type Raw,
  rawStarter,
  request,
} from './raw.ts';
import { JOB_ID, job, type Scripted, scripted } from './scripted.ts';

const codeOf = (message: Message | undefined): unknown => (message?.error as Message | undefined)?.code;
let ids = 0;
const fresh = (): string => `f${++ids}`;

describe.each(ERAS)('frames on the %s era', (era) => {
  let raw: Raw;
  beforeAll(async () => {
    raw = await opened(era, { args: ['--simulate'] });
  });
  afterAll(async () => {
    raw.child.stdin?.end();
    expect(await raw.exit).toEqual([0, null]);
  });

  /** Everything that the server writes because of these lines. */
  async function written(...lines: Outgoing[]): Promise<Message[]> {
    const before = raw.lines().length;
    const mark = fresh();
    raw.send(...lines, request(era, mark, 'tools/list'));
    await raw.answer(mark);
    return raw
      .lines()
      .slice(before)
      .filter((line) => (line as Message).id !== mark) as Message[];
  }

  /** The answer to a good request, however long it takes. */
  async function answered(method: string, params: Message): Promise<Message> {
    const id = fresh();
    raw.send(request(era, id, method, params));
    return raw.answer(id);
  }

  const METHOD = { method: 'tools/list' };
  it.each<[string, unknown, string]>([
    ['params that are no object', { jsonrpc: '2.0', ...METHOD, params: true }, 'params'],
    ['params that are a list', { jsonrpc: '2.0', ...METHOD, params: [] }, 'params'],
    ['params that are null', { jsonrpc: '2.0', ...METHOD, params: null }, 'params'],
    ['_meta that is null', { jsonrpc: '2.0', ...METHOD, params: { _meta: null } }, 'params._meta'],
    [
      'a progress token that is an object',
      { jsonrpc: '2.0', ...METHOD, params: { _meta: { progressToken: {} } } },
      '_meta',
    ],
    ['a member too many', { jsonrpc: '2.0', ...METHOD, more: 1 }, 'no other'],
    ['no jsonrpc', METHOD, 'jsonrpc'],
    ['another jsonrpc', { jsonrpc: '1.0', ...METHOD }, 'jsonrpc'],
    ['a method that is no text', { jsonrpc: '2.0', method: 5 }, 'method'],
    ['no method', { jsonrpc: '2.0' }, 'method'],
    ['a result as well', { jsonrpc: '2.0', ...METHOD, result: {} }, 'no other'],
  ])('%s is an invalid request', async (_, members, word) => {
    const id = fresh();
    const [answer, ...more] = await written({ ...(members as Message), id });
    expect(answer).toMatchObject({
      jsonrpc: '2.0',
      id,
      error: { code: -32600, message: expect.stringContaining(word) },
    });
    expect(more).toEqual([]);
  });

  it.each<[string, string, unknown]>([
    ['null', 'null', null],
    ['a list', '[1]', null],
    ['a flag', 'true', null],
    ['a fraction', '1.5', 1.5],
    ['more than a number holds', '9007199254740993', null],
    ['infinite', '1e999', null],
  ])('an id that is %s is refused, and sent back where it can be', async (_, id, back) => {
    const [answer, ...more] = await written(`{"jsonrpc":"2.0","id":${id},"method":"tools/list"}`);
    expect(answer).toMatchObject({ id: back, error: { code: -32600 } });
    expect(more).toEqual([]);
  });

  it.each([0, -1, 9007199254740991, '', '1', 'ü'])('an id that is %j comes back as it was', async (id) => {
    const answer = (await written(request(era, id, 'tools/list')))[0];
    expect(answer).toMatchObject({ id, result: { tools: expect.any(Array) } });
  });

  it.each(['this is no JSON', '{"jsonrpc":"2.0","id":1,', '{"jsonrpc":"2.0","id":1}}', '\u0000'])(
    'a line that is no JSON is a parse error, and logged without its text: %j',
    async (line) => {
      const before = raw.stderr().length;
      expect(await written(line)).toEqual([
        { jsonrpc: '2.0', id: null, error: { code: -32700, message: expect.any(String) } },
      ]);
      await raw.until(() => raw.stderr().slice(before).includes('-32700'));
      expect(raw.stderr()).not.toContain('this is no JSON');
    },
  );

  it.each(['5', '"text"', 'null', '{}', '{"foo":"bar"}', '[]'])('%s is an invalid request', async (line) => {
    const found = await written(line);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ id: null, error: { code: -32600 } });
  });

  it('blank lines, notifications and answers to nothing ask for no answer', async () => {
    const quiet = [
      '',
      '   ',
      '\r',
      frame({ method: 'notifications/nothing' }),
      frame({ method: 'notifications/cancelled', params: paramsOf(era, { requestId: 'nobody' }) }),
      frame({ method: 'notifications/nothing', params: true }),
      frame({ method: 'notifications/nothing', more: 1 }),
      frame({ id: 'nothing', result: {} }),
      frame({ id: 'nothing', result: 5 }),
      frame({ id: null, error: { code: -32700, message: 'what?' } }),
    ];
    expect(await written(...quiet)).toEqual([]);
  });

  it('a carriage return at the end of a line is no part of it', async () => {
    const id = fresh();
    expect((await written(`${JSON.stringify(request(era, id, 'tools/list'))}\r`))[0]).toMatchObject({ id, result: {} });
  });

  it.each<[string, Message]>([
    ['resources/read', {}],
    ['resources/read', { uri: 5 }],
    ['prompts/get', { name: 5 }],
    ['prompts/get', { name: 'explain_job', arguments: { job_id: 5 } }],
    ['prompts/get', { name: 'explain_job', arguments: 'x' }],
    ['completion/complete', {}],
    ['completion/complete', { ref: { type: 'ref/other', name: 'x' }, argument: { name: 'a', value: 'b' } }],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'explain_job' }, argument: { name: 'job_id' } }],
    ['tools/call', {}],
    ['tools/call', { name: 5 }],
    ['tools/call', { name: 'get_job', arguments: 'x' }],
    ...['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'].flatMap(
      (method): [string, Message][] => [
        [method, { cursor: 'next' }],
        [method, { cursor: '' }],
        [method, { cursor: 5 }],
      ],
    ),
  ])('%s with %j has invalid params', async (method, params) => {
    const id = fresh();
    const [answer, ...more] = await written(request(era, id, method, params));
    expect(answer).toMatchObject({ id, error: { code: -32602 } });
    expect(more).toEqual([]);
  });

  it.each(['9007199254740993', '1e400', '1.5', '-9007199254740994'])(
    'a progress token that cannot be sent back (%s) does not lose its request',
    async (token) => {
      const id = fresh();
      const line = JSON.stringify(request(era, id, 'tools/list', { _meta: { progressToken: 0 } }));
      const [answer] = await written(line.replace('"progressToken":0', `"progressToken":${token}`));
      expect(answer).toMatchObject({ id, result: { tools: expect.any(Array) } });
    },
  );

  it('a request of an unknown revision is refused in a running session', async () => {
    const id = fresh();
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2099-01-01',
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const [answer, ...more] = await written(frame({ id, method: 'tools/list', params: { _meta } }));
    expect(answer).toMatchObject({
      id,
      error: { code: -32022, data: { supported: ['2026-07-28'], requested: '2099-01-01' } },
    });
    expect(more).toEqual([]);
  });

  it('a resource that is not there has the code of its era', async () => {
    const notFound = era === 'legacy' ? -32002 : -32602;
    for (const uri of ['pai-dlc://reference/nothing', 'pai-dlc://cn-hangzhou/jobs/dlc0000000000000'])
      expect(codeOf(await answered('resources/read', { uri })), uri).toBe(notFound);
    expect(codeOf(await answered('resources/read', { uri: 'pai-dlc://cn-hangzhou/jobs/..' }))).toBe(-32602);
  });

  it('what does not change may be kept, in the era that has words for it', async () => {
    const uri = 'pai-dlc://reference/rules';
    const cached: [string, Message][] = [
      ['tools/list', {}],
      ['resources/list', {}],
      ['resources/templates/list', {}],
      ['prompts/list', {}],
      ['resources/read', { uri }],
    ];
    for (const [method, params] of cached) {
      const { result } = (await answered(method, params)) as { result: Message };
      const { ttlMs, cacheScope } = result;
      // Which tools a client is offered depends on what it declares: that list is its own.
      const kept = { ttlMs: 300_000, cacheScope: method === 'tools/list' ? 'private' : 'public' };
      if (era === 'modern') expect({ ttlMs, cacheScope }, method).toEqual(kept);
      else expect(Object.keys(result), method).not.toContainEqual(expect.stringMatching(/ttlMs|cacheScope|resultType/));
    }
  });

  it('a line that is too long is answered by its id where that stands at either end, and the session goes on', async () => {
    const long = JSON.stringify({ name: 'get_job', arguments: { job_id: 'a"id":3,'.repeat(1_400_000) } });
    const tooLong = { code: -32600, message: expect.stringContaining('10485760') };
    const found = await written(
      `{"jsonrpc":"2.0","id":"head","method":"tools/call","params":${long}}`,
      `{"method":"tools/call","params":${long},"jsonrpc":"2.0","id":-12}`,
      `{ "params" : ${long}, "id": "tail\\u0021", "jsonrpc": "2.0", "method": "tools/call" }`,
      `{"method":"tools/call","params":${long}}`,
      `{"id":0,"result":${long}}`,
    );
    expect(found.map(({ id }) => id)).toEqual(['head', -12, 'tail!', null]);
    for (const { error } of found) expect(error).toEqual(tooLong);
  });

  it('more values than any call takes are refused by the id of their message, wherever it stands', async () => {
    const many = (amount: number) => Array.from({ length: amount }, (_, at) => `"k${at}":1`).join();
    const found = await written(
      `{"jsonrpc":"2.0","id":"head","method":"tools/call","params":{${many(50_001)}}}`,
      `{"method":"ping","params":{"_meta":{${many(50_001)}}},"jsonrpc":"2.0","id":"tail"}`,
      `{"jsonrpc":"2.0","id":"text","method":"no/such","params":{"text":"${'\\",'.repeat(60_000)}"}}`,
    );
    expect(found.map(({ id }) => id)).toEqual(['head', 'tail', 'text']);
    for (const { error } of found.slice(0, 2))
      expect(error).toEqual({ code: -32600, message: 'The message holds more than 50000 values, and was not read.' });
    expect(codeOf(found[2])).toBe(-32601);
  });

  it('a batch is refused by the ids that are in it', async () => {
    const [a, b] = [fresh(), fresh()];
    const batch = [request(era, a, 'tools/list'), frame({ method: 'notifications/x' }), { id: b, method: 1 }];
    const found = await written(batch, [frame({ method: 'notifications/x' })]);
    expect(found.map(({ id }) => id)).toEqual([a, b, null]);
    expect(found.map(codeOf)).toEqual([-32600, -32600, -32600]);
  });
});

describe('the opening', () => {
  const { start, open } = rawStarter();

  it.each<Message>([{}, { protocolVersion: 5 }, { protocolVersion: '2025-06-18', capabilities: {} }])(
    'initialize with %j has invalid params, and a good one is still welcome',
    async (params) => {
      const raw = start();
      raw.send(frame({ id: 1, method: 'initialize', params }), ...handshake());
      expect(codeOf(await raw.answer(1))).toBe(-32602);
      expect((await raw.answer('handshake')).result).toMatchObject({ protocolVersion: '2025-06-18' });
    },
  );

  it('says which revisions it serves, and means the same ones', async () => {
    const raw = start();
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2027-01-01',
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    raw.send(frame({ id: 1, method: 'server/discover', params: { _meta } }), request('modern', 2, 'server/discover'));
    const refused = (await raw.answer(1)).error as { code: number; data: Message };
    const { supportedVersions } = (await raw.answer(2)).result as Message;
    expect(refused.code).toBe(-32022);
    expect(refused.data.supported).toEqual(supportedVersions);
  });

  it('the revision that has batches gets its answers in one line, and none for what was cancelled', async () => {
    const raw = await open('legacy', { revision: '2025-03-26' });
    const ping = (id: unknown): Message => frame({ id, method: 'ping' });
    raw.send(
      [ping(1), frame({ method: 'notifications/x' }), { id: 2, method: 'ping' }, ping('2')],
      [frame({ method: 'notifications/x' })],
      ping(3),
    );
    await raw.answer(3);
    const batches = raw.lines().filter((line) => Array.isArray(line)) as Message[][];
    expect(batches).toHaveLength(1);
    expect(new Set(batches[0]?.map(({ id }) => id))).toEqual(new Set([1, 2, '2']));
    expect(codeOf(batches[0]?.find(({ id }) => id === 2))).toBe(-32600);
  });

  it('and refuses a batch of more messages than a client sends at once, each under its own id', async () => {
    const raw = await open('legacy', { revision: '2025-03-26' });
    const pings = (amount: number) => Array.from({ length: amount }, (_, id) => frame({ id, method: 'ping' }));
    raw.send(pings(1000), pings(1001), frame({ id: 'last', method: 'ping' }));
    await raw.answer('last');
    const [refused, served] = (raw.lines().filter((line) => Array.isArray(line)) as Message[][]).toSorted(
      (a, b) => b.length - a.length,
    );
    expect([served?.length, served?.every(({ result }) => result !== undefined)]).toEqual([1000, true]);
    expect(refused?.map(({ id }) => id)).toEqual(pings(1001).map(({ id }) => id));
    expect(refused?.[0]?.error).toMatchObject({
      code: -32600,
      message: expect.stringContaining('at most 1000 messages'),
    });
  });
});

describe('the answer to a form of the 2025 era', () => {
  let cloud: Scripted;
  let raw: Raw;
  // What is malformed ends a call, not the session: all of them meet the same server.
  beforeAll(async () => {
    cloud = await scripted({ GetJob: answers(200, job()) });
    raw = await opened('legacy', { env: cloud.env(), elicits: true });
  });
  afterAll(async () => {
    raw.child.stdin?.end();
    expect(await raw.exit).toEqual([0, null]);
    await cloud.close();
  });

  /** Begins a call, and returns the ids of the call and of the form that asks about it. */
  async function asked(): Promise<{ call: string; form: unknown }> {
    const forms = (): Message[] => (raw.lines() as Message[]).filter(({ method }) => method === 'elicitation/create');
    const before = forms().length;
    const call = fresh();
    raw.send(request('legacy', call, 'tools/call', { name: 'stop_job', arguments: { job_id: JOB_ID } }));
    await raw.until(() => forms().length > before);
    return { call, form: forms()[before]?.id };
  }

  it.each<[string, (id: unknown) => string]>([
    ['a result that is no object', (id) => JSON.stringify(frame({ id, result: 'yes' }))],
    ['a result and an error', (id) => JSON.stringify(frame({ id, result: {}, error: { code: 1, message: '' } }))],
    ['no jsonrpc', (id) => JSON.stringify({ id, result: { action: 'accept', content: { confirm: true } } })],
    ['an action that is none', (id) => JSON.stringify(frame({ id, result: { action: 'maybe' } }))],
    ['an error without a code', (id) => JSON.stringify(frame({ id, error: {} }))],
    ['a line that is too long', (id) => `{"jsonrpc":"2.0","id":${id},"result":{"x":"${'x'.repeat(11_000_000)}"}}`],
  ])('that is malformed (%s) ends the call at once, and stops nothing', async (_, line) => {
    const { call, form } = await asked();
    raw.send(line(form));
    const { result } = (await raw.answer(call)) as { result: { isError: boolean; content: { text: string }[] } };
    expect(result.isError).toBe(true);
    expect(result.content[0]?.text).toMatch(/^\[declined\]/);
    expect(cloud.seen()).not.toContain('StopJob');
  });
});
