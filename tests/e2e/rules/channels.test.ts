import { beforeAll, describe, expect, it } from 'vitest';
import type { TYPICAL } from '../../../evals/tokens/answers.ts';
import { envelope } from '../../../src/server/results.ts';
import { allTools } from '../../../src/tools/all.ts';
import { brokenServer } from '../../broken/server.ts';
import { lacking, stepsIn, strings, textOf } from '../../clients/channels.ts';
import { connectInProcess } from '../in-process.ts';
import type { Serve } from '../serve-in-process.ts';
import { ERAS, type Era, frozenCloud, type Session, serverEnv, yes } from '../session.ts';
import { discover, jobArguments } from '../world.ts';

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
  [
    'wait_for_job',
    ({ failed }) => ({ job_ids: [failed], log_pattern: 'no such line' }),
    /No line matches: the log of \S+ was searched whole/,
  ],
  ['get_job_sanity_check_result', ({ running }) => ({ job_id: running, check_number: 1 }), /EnableSanityCheck is off/],
  ['create_job', ({ finds }) => jobArguments(finds, { dry_run: true }), /Set job_max_running_time_minutes/],
  ['create_job', ({ finds }) => jobArguments(finds, { display_name: 'x y', dry_run: true }), /sortable name/],
  ['clone_job', ({ running }) => ({ job_id: running, dry_run: true }), /let the user confirm it/],
  ['list_jobs', () => ({ page_number: 99 }), /page_number=1/],
];

describe('R39 what a model receives is complete in every channel', () => {
  let at: Places & { queuing: string };
  beforeAll(async () => {
    const scout = await open('modern', 'structured');
    at = await placesOf(scout).finally(scout.close);
  });

  // The typical call of every tool, and its errors: tests/clients/every-answer.test.ts.
  it.each(ERAS)('has a warning of one channel in the other, on the %s era', async (era) => {
    const [structured, text] = await Promise.all([open(era, 'structured'), open(era, 'text')]);
    try {
      // The client holds structured content against the schemas that it was told.
      await structured.client.listTools();
      for (const [name, args, says] of NOTED) {
        const whole = await structured.client.callTool({ name, arguments: args(at) });
        const short = await text.client.callTool({ name, arguments: args(at) });
        expect(whole.isError ?? false, textOf(whole)).toBe(false);
        expect(lacking(whole, 'structured'), name).toEqual([]);
        expect(lacking(short, 'text'), name).toEqual([]);
        expect(strings(whole.structuredContent).join('\n'), name).toMatch(says);
        expect(textOf(short), name).toMatch(says);
        expect(stepsIn(textOf(short)).length, name).toBe(stepsIn(textOf(whole)).length);
      }
    } finally {
      await Promise.all([structured.close(), text.close()]);
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
