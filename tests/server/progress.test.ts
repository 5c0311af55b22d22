import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineTool, type ToolContext } from '../../src/tools/tool.ts';
import { ERAS } from '../e2e/session.ts';
import { fakeRuntime, inProcess } from './in-process.ts';

const cloud = async () => ({ call: async () => Promise.reject(new Error('no call is expected')) });

/** A tool that does nothing but report. */
const reporting = (report: (ctx: ToolContext) => Promise<void>) =>
  defineTool({
    name: 'report',
    title: 'Report',
    description: 'Reports.',
    inChinese: '报告',
    toolset: 'workflows',
    effect: 'read',
    scope: 'region',
    actions: [],
    input: z.strictObject({}),
    output: z.object({ wanted: z.boolean() }),
    check: null,
    async run(ctx) {
      await report(ctx);
      return { wanted: ctx.hasProgress };
    },
    render: () => 'done',
    next: () => [],
  });

type Update = { progress: number; total?: number; message?: string };

async function heard(era: (typeof ERAS)[number], report: (ctx: ToolContext) => Promise<void>) {
  const { client, close } = await inProcess(era, [reporting(report)], fakeRuntime({ cloud }));
  const updates: Update[] = [];
  const result = await client.callTool(
    { name: 'report', arguments: {} },
    { onprogress: (update) => updates.push(update as Update) },
  );
  // What is late would arrive behind a further answer.
  await client.listTools();
  await close();
  return { updates, wanted: (result.structuredContent as { wanted: boolean }).wanted };
}

describe.each(ERAS)('progress on the %s era', (era) => {
  it('reaches the client before the answer, in order, growing', async () => {
    const { updates, wanted } = await heard(era, async (ctx) => {
      await ctx.progress('1 of 4 pods runs', 1, 4);
      await ctx.progress('still 1 of 4', 1, 4);
      await ctx.progress('3 of 4 pods run', 3, 4);
      await ctx.progress('it restarts: 0 of 4', 0, 4);
      await ctx.progress('all run', 4, 4);
    });
    expect(wanted).toBe(true);
    expect(updates.map(({ message }) => message)).toEqual([
      '1 of 4 pods runs',
      'still 1 of 4',
      '3 of 4 pods run',
      'it restarts: 0 of 4',
      'all run',
    ]);
    expect(updates.map(({ total }) => total)).toEqual([4, 4, 4, 4, 4]);
    const values = updates.map(({ progress }) => progress);
    expect(values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0))).toBe(true);
    expect([values[0], values[2], values[4]]).toEqual([1, 3, 4]);
  });

  it('as a number that a person can read', async () => {
    const { updates } = await heard(era, async (ctx) => {
      for (const value of [2, undefined, undefined, 1 / 3, 7 / 3, 7 / 3]) await ctx.progress('on', value, 9);
    });
    expect(updates.map(({ progress }) => progress)).toEqual([2, 2.01, 2.02, 2.03, 2.33, 2.34]);
  });

  it('counts where the tool brings no numbers, and drops a total that was passed', async () => {
    const { updates } = await heard(era, async (ctx) => {
      await ctx.progress('Queuing');
      await ctx.progress('Running');
      await ctx.progress('over the end', undefined, 1);
    });
    expect(updates.slice(0, 2)).toEqual([
      { progress: 1, message: 'Queuing' },
      { progress: 2, message: 'Running' },
    ]);
    expect(updates[2]).not.toHaveProperty('total');
  });

  it('cleans what it says', async () => {
    const { updates } = await heard(era, (ctx) => ctx.progress('a\u001b[31m\nb'));
    expect(updates).toEqual([{ progress: 1, message: 'a b' }]);
  });

  it('says nothing to a client that did not ask', async () => {
    const tool = reporting((ctx) => ctx.progress('unheard', 1, 2));
    const { client, sent, close } = await inProcess(era, [tool], fakeRuntime({ cloud }));
    const { structuredContent } = await client.callTool({ name: 'report', arguments: {} });
    await client.listTools();
    await close();
    expect(structuredContent).toEqual({ wanted: false, next: [] });
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.filter(({ method }) => method === 'notifications/progress')).toEqual([]);
  });
});
