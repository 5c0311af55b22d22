import { afterEach, describe, expect, it } from 'vitest';
import type { Step } from '../../../evals/hosts/model/script.ts';
import { type ScriptedModel, startModel } from '../../../evals/hosts/model/scripted-model.ts';

const SCRIPT: readonly Step[] = [
  { tool: 'list_jobs', args: { region: 'cn-hangzhou' } },
  { tool: 'get_job', args: { job_id: 'dlc1' } },
];

let model: ScriptedModel;
afterEach(() => model.close());

const post = async (path: string, body: unknown): Promise<string> =>
  (await fetch(`${model.url}${path}`, { method: 'POST', body: JSON.stringify(body) })).text();

/** The JSON of each event of a stream, and of an answer that is none. */
const eventsOf = (text: string): Record<string, unknown>[] =>
  text.startsWith('{')
    ? [JSON.parse(text)]
    : [...text.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data));

/** An API as a host uses it: its request after some results, and the call in an answer. */
interface Speaker {
  path: string;
  body: (results: readonly string[], tools: boolean) => Record<string, unknown>;
  call: (events: readonly Record<string, unknown>[]) => unknown;
}

const find = (value: unknown, key: string): unknown[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) => [...(name === key ? [member] : []), ...find(member, key)]);

const SPEAKERS: Readonly<Record<string, Speaker>> = {
  'chat completions': {
    path: '/v1/chat/completions',
    body: (results, tools) => ({
      messages: [
        { role: 'system', content: 'be good' },
        { role: 'user', content: [{ type: 'text', text: 'go' }] },
        ...results.map((content, at) => ({ role: 'tool', tool_call_id: `call-${at}`, content })),
      ],
      ...(tools && {
        tools: ['x', 'pai-dlc_list_jobs', 'pai-dlc_get_job'].map((name) => ({ type: 'function', function: { name } })),
      }),
    }),
    call: (events) =>
      (find(events, 'function') as { name: string; arguments: string }[]).map(({ name, arguments: args }) => ({
        name,
        args: JSON.parse(args),
      }))[0],
  },
  responses: {
    path: '/v1/responses',
    body: (results, tools) => ({
      instructions: 'be good',
      input: [
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'go' }] },
        ...results.map((output, at) => ({ type: 'function_call_output', call_id: `call-${at}`, output })),
      ],
      ...(tools && {
        tools: [
          { type: 'web_search' },
          { type: 'namespace', name: 'pai', tools: [{ name: 'list_jobs' }, { name: 'get_job' }] },
        ],
      }),
    }),
    call: (events) => {
      const [item] = find(events, 'output').flat() as Record<string, string>[];
      return item?.type === 'function_call' && item.namespace === 'pai'
        ? { name: item.name, args: JSON.parse(item.arguments ?? '') }
        : undefined;
    },
  },
  messages: {
    path: '/v1/messages',
    body: (results, tools) => ({
      system: [{ type: 'text', text: 'be good' }],
      messages: [
        { role: 'user', content: 'go' },
        ...results.map((text, at) => ({
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: `call-${at}`, content: [{ type: 'text', text }] }],
        })),
      ],
      ...(tools && { tools: ['Bash', 'mcp__pai__list_jobs', 'mcp__pai__get_job'].map((name) => ({ name })) }),
    }),
    call: (events) => {
      const use = [...find(events, 'content_block'), ...find(events, 'content').flat()].find(
        (block) => (block as { type: string }).type === 'tool_use',
      ) as { name: string; input: object } | undefined;
      const [delta] = find(events, 'partial_json') as string[];
      return use && { name: use.name, args: delta === undefined ? use.input : JSON.parse(delta) };
    },
  },
  generateContent: {
    path: '/v1beta/models/some:generateContent',
    body: (results, tools) => ({
      systemInstruction: { parts: [{ text: 'be good' }] },
      contents: [
        { role: 'user', parts: [{ text: 'go' }] },
        ...results.map((output) => ({ role: 'user', parts: [{ functionResponse: { response: { output } } }] })),
      ],
      ...(tools && { tools: [{ functionDeclarations: [{ name: 'pai_list_jobs' }, { name: 'pai_get_job' }] }] }),
    }),
    call: (events) => (find(events, 'functionCall') as object[]).map((call) => ({ ...call, id: undefined }))[0],
  },
};

const variants = Object.entries(SPEAKERS).flatMap(([name, speaker]) => [
  { name, speaker, stream: false },
  { name, speaker, stream: true },
]);

describe('the scripted model', () => {
  it.each(variants)('makes the calls of its script in $name, stream: $stream', async ({ speaker, stream }) => {
    model = await startModel(SCRIPT);
    const path = stream ? speaker.path.replace(':generate', ':streamGenerate') : speaker.path;
    const ask = async (results: readonly string[], tools = true) =>
      speaker.call(eventsOf(await post(path, { ...speaker.body(results, tools), stream })));

    expect(await ask([], false)).toBeUndefined();
    const first = { name: expect.stringMatching(/list_jobs$/), args: SCRIPT[0]?.args };
    expect(await ask([])).toEqual(first);
    expect(await ask([])).toEqual(first);
    expect(await ask(['two jobs'])).toEqual({ name: expect.stringMatching(/get_job$/), args: SCRIPT[1]?.args });
    expect(await ask(['two jobs', 'a job'])).toBeUndefined();

    const { prompt } = model.heard.at(-1) ?? {};
    expect(prompt).toMatchObject({ said: 'go', results: ['two jobs', 'a job'] });
    expect(prompt?.instructions.trim()).toBe('be good');
    expect(prompt?.toolBytes).toBeGreaterThan(Math.max(...(prompt?.tools ?? []).map(({ bytes }) => bytes)));
    expect(model.made.map(({ step }) => step)).toEqual([0, 1]);
    expect(model.missing).toEqual([]);
  });

  const chat = (tools: readonly string[], said: string, ...results: string[]) =>
    post('/v1/chat/completions', {
      messages: [{ role: 'user', content: said }, ...results.map((content) => ({ role: 'tool', content }))],
      tools: tools.map((name) => ({ type: 'function', function: { name } })),
    });

  it('searches for tools that are held back, by the names that the host tells', async () => {
    model = await startModel(SCRIPT);
    const held = 'Held back:\nmcp__pai__list_jobs\nmcp__pai__get_job';
    await chat(['ToolSearch'], held);
    await chat(['ToolSearch', 'mcp__pai__list_jobs', 'mcp__pai__get_job'], held, 'found');
    expect(model.made).toMatchObject([
      { tool: { name: 'ToolSearch' }, args: { query: 'select:mcp__pai__list_jobs,mcp__pai__get_job' } },
      { tool: { name: 'mcp__pai__list_jobs' }, step: 0 },
    ]);
  });

  it('calls a tool that stays held back through the one that calls others', async () => {
    model = await startModel(SCRIPT);
    const tools = ['tool_search', 'tool_call'];
    await chat(tools, '');
    await chat(tools, '', '{"name":"mcp__pai__list_jobs"}');
    expect(model.made[1]).toMatchObject({
      tool: { name: 'tool_call' },
      args: { name: 'mcp__pai__list_jobs', arguments: SCRIPT[0]?.args },
      step: 0,
    });
  });

  it('ends where no host tool stands for the next one, and says which', async () => {
    model = await startModel(SCRIPT);
    await chat(['Bash', 'my_list_jobs2', 'enlist_jobs'], '');
    expect(model.made).toEqual([]);
    expect(model.missing).toEqual(['list_jobs']);
  });

  it('answers what hosts ask aside, and nothing else', async () => {
    model = await startModel(SCRIPT);
    expect(JSON.parse(await post('/v1/models', {})).data).toHaveLength(1);
    expect(JSON.parse(await post('/v1/messages/count_tokens', {})).input_tokens).toBe(10);
    expect((await fetch(`${model.url}/v1/other`)).status).toBe(404);
    expect(model.heard).toEqual([]);
  });
});
