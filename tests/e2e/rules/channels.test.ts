import type { CallToolResult } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { TYPICAL } from '../../../evals/tokens/answers.ts';
import { envelope } from '../../../src/server/results.ts';
import { allTools } from '../../../src/tools/all.ts';
import { brokenServer } from '../../broken/server.ts';
import { connectInProcess } from '../in-process.ts';
import type { Serve } from '../serve-in-process.ts';
import { ERAS, type Era, frozenCloud, type Session, serverEnv, yes } from '../session.ts';
import { discover, jobArguments } from '../world.ts';

const MARK = '(simulated cloud: nothing here is real)';

type Places = Parameters<(typeof TYPICAL)[string]>[0];
type Data = Record<string, unknown>;

/** A session on an embedded simulator, which holds the same jobs under the same ids every time. */
const open = (era: Era, answers: 'text' | 'structured', serve?: Serve): Promise<Session> =>
  connectInProcess({
    era,
    person: yes,
    args: ['--simulate', '--simulator-seed', '7', '--simulator-speed', '0'],
    env: serverEnv(undefined, { PAI_DLC_MCP_ANSWERS: answers }),
    ...(serve === undefined ? {} : { serve }),
  });

async function placesOf(session: Session): Promise<Places & { queuing: string }> {
  // The server has its cloud within: this is the same world once more.
  const cloud = await frozenCloud();
  await cloud.close();
  const { data } = await session.call('list_jobs', { days: 30 });
  const named = (name: string): string =>
    String((data.jobs as Data[]).find(({ display_name }) => display_name === name)?.job_id);
  const images = await session.call('list_images', { page_size: 1 });
  const running = named('pretrain-1b');
  return {
    cloud,
    running,
    checked: running,
    failed: named('sft-7b-labels'),
    queuing: named('pretrain-1b-ablation'),
    spare: named('pretrain-1b-ablation'),
    ray: running,
    finds: await discover(session),
    imageId: String((images.data.images as Data[])[0]?.image_id),
  };
}

/** Calls whose answers warn of something or say why they are empty, beside the typical ones; the part they must say. */
const NOTED: readonly (readonly [string, (at: Places & { queuing: string }) => Data, RegExp])[] = [
  ['list_images', () => ({ labels: 'system.chipType=Abacus' }), /No image has system\.chipType=Abacus/],
  ['get_pod_logs', ({ queuing }) => ({ job_id: queuing }), /there is no log|has not started/],
  ['wait_for_job', ({ failed }) => ({ job_ids: [failed], timeout_seconds: 60 }), /needs a progress token/],
  ['get_job_sanity_check_result', ({ running }) => ({ job_id: running, check_number: 1 }), /EnableSanityCheck is off/],
  ['create_job', ({ finds }) => jobArguments(finds, { dry_run: true }), /Set job_max_running_time_minutes/],
  ['create_job', ({ finds }) => jobArguments(finds, { display_name: 'x y', dry_run: true }), /sortable name/],
  ['clone_job', ({ running }) => ({ job_id: running, dry_run: true }), /let the user confirm it/],
  ['list_jobs', () => ({ page_number: 99 }), /page_number=1/],
];

/** A Ray job that runs: there is none, and the time of this world stands still. */
const BEYOND: readonly string[] = ['get_dashboard', 'get_ray_dashboard'];

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
};

const textOf = ({ content }: CallToolResult): string =>
  content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');

const FENCE = /^data-[0-9a-f]{16}$/m;

/** Lines of a text outside of its fences: what a log says is no word of the server. */
const ownLines = (text: string): string[] => text.replaceAll(/^(data-[0-9a-f]{16})$[\s\S]*?^\1$/gm, '').split('\n');

const stepsIn = (text: string): string[] =>
  ownLines(text).flatMap((line) => (line.startsWith('Next: ') ? [line.slice(6)] : []));

/** What a warning of a text is made of, as far as structured data has it too. */
const warningsIn = (text: string): string[] =>
  ownLines(text).filter((line) => /^(?:Note|Warning R\d+|Left out|Not known|Failed R\d+.*?): /.test(line));

/** What one of the channels of an answer lacks; empty where a model is told all, whichever it is shown. */
function lacking({ structuredContent, ...result }: CallToolResult, answers: 'text' | 'structured'): string[] {
  const text = textOf(result);
  const steps = stepsIn(text);
  const lacks = [
    ...(text.split('\n')[0] === MARK ? [] : ['text: the mark']),
    ...(steps.length <= 2 ? [] : ['text: more than two steps']),
  ];
  if (answers === 'text')
    return structuredContent === undefined ? lacks : [...lacks, 'text: it has structured content'];
  const data = (structuredContent ?? {}) as Data;
  const notes = [data.notes, data.note].flatMap(strings);
  const said = strings(data);
  const fenced = FENCE.test(text);
  return [
    ...lacks,
    ...(!fenced || said.some((value) => FENCE.test(value)) ? [] : ['data: the fence around foreign text']),
    ...(data.simulated === MARK ? [] : ['data: the mark']),
    ...(JSON.stringify(data.next) === JSON.stringify(steps) ? [] : [`steps differ: ${JSON.stringify(data.next)}`]),
    ...notes.filter((note) => !text.includes(note)).map((note) => `text: ${note}`),
    ...warningsIn(text)
      .filter((line) => !said.some((value) => value.length > 8 && line.includes(value)))
      .map((line) => `data: ${line}`),
  ];
}

/** Tools that a page reads data with. */
const PAGE_DATA = allTools.filter(({ app }) => app === 'data').map(({ name }) => name);

describe('R39 what a model receives is complete in every channel', () => {
  let at: Places & { queuing: string };
  beforeAll(async () => {
    const scout = await open('modern', 'structured');
    at = await placesOf(scout).finally(scout.close);
  });

  it.each(ERAS)('has a next step of one channel in the other, for every tool, on the %s era', async (era) => {
    const [structured, text] = await Promise.all([open(era, 'structured'), open(era, 'text')]);
    try {
      // The client holds structured content against the schemas that it was told.
      await structured.client.listTools();
      // A world has no signals of its own; both make the same one.
      const [signalled] = await Promise.all(
        [structured, text].map((session) => session.call('create_signal', TYPICAL.create_signal?.(at))),
      );
      const own: Readonly<Record<string, Data>> = { get_signal: { signal_id: signalled?.data.signal_id } };
      const calls = Object.entries(TYPICAL).map(([name, args]) => [name, { ...args(at), ...own[name] }, /./] as const);
      expect(calls.map(([name]) => name).sort()).toEqual(allTools.map(({ name }) => name).sort());
      const noted = NOTED.map(([name, args, says]) => [name, args(at), says] as const);
      for (const [name, args, says] of [...noted, ...calls]) {
        if (BEYOND.includes(name)) continue;
        const whole = await structured.client.callTool({ name, arguments: args });
        const short = await text.client.callTool({ name, arguments: args });
        expect(whole.isError ?? false, textOf(whole)).toBe(false);
        expect(lacking(whole, 'structured'), name).toEqual([]);
        // What a page reads are data in either mode.
        expect(lacking(short, PAGE_DATA.includes(name) ? 'structured' : 'text'), name).toEqual([]);
        expect(strings(whole.structuredContent).join('\n'), name).toMatch(says);
        expect(textOf(short), name).toMatch(says);
        expect(stepsIn(textOf(short)).length, name).toBe(stepsIn(textOf(whole)).length);
      }
    } finally {
      await Promise.all([structured.close(), text.close()]);
    }
  });

  it.each(ERAS)('an error is text alone, with the mark and its repair, on the %s era', async (era) => {
    for (const answers of ['structured', 'text'] as const) {
      const session = await open(era, answers);
      for (const { name } of allTools) {
        const args = { ...TYPICAL[name]?.(at), no_such_parameter: true };
        const result = await session.client.callTool({ name, arguments: args });
        expect(result.isError, name).toBe(true);
        expect(result).not.toHaveProperty('structuredContent');
        expect(textOf(result), name).toMatch(/^\[invalid_input\] .*\nFix: /);
        expect(ownLines(textOf(result)), name).toContain(MARK);
      }
      await session.close();
    }
  });

  it('a schema says what is around the data of a tool, and no tool uses one of these names itself', async () => {
    const session = await open('modern', 'structured');
    const { tools } = await session.client.listTools().finally(session.close);
    for (const { name, outputSchema } of tools) {
      expect(outputSchema?.properties, name).toMatchObject({ simulated: {}, next: { type: 'array' }, notice: {} });
      expect(outputSchema?.required, name).toContain('next');
    }
    const around = Object.keys(envelope.shape);
    for (const { name, output, preview } of allTools)
      for (const own of [...Object.keys(output.shape), ...Object.keys(preview?.output.shape ?? {})])
        expect(around, name).not.toContain(own);
  });

  it.each([
    ['the mark in data', '{ simulated: banner }', '{}'],
    ['the fence in data', '...fenced.data', '...data'],
    ['the steps in the text', 'withNext(boundText(ended.text), ended.next)', 'ended.text'],
  ])('is seen to fail without %s', async (_, find, replace) => {
    const session = await open(
      'modern',
      'structured',
      await brokenServer({ file: 'src/server/results.ts', find, replace }),
    );
    const result = await session.client.callTool({ name: 'get_job', arguments: { job_id: at.failed } });
    await session.close();
    expect(lacking(result, 'structured')).not.toEqual([]);
  });
});
