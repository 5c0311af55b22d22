import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TYPICAL, type TypicalCloud, typicalCloud } from '../../evals/tokens/answers.ts';
import { allTools } from '../../src/tools/all.ts';
import { brokenBuild } from '../broken/build.ts';
import { connect, serverEnv } from './harness.ts';
import { discover } from './world.ts';

type Args = Record<string, unknown>;

const NAMES = allTools.map(({ name }) => name);
const named = new RegExp(`\\b(${NAMES.join('|')})\\b(?! \\(not offered here\\))`, 'g');

let at: TypicalCloud;
let places: Omit<Parameters<(typeof TYPICAL)[string]>[0], 'spare'>;
beforeAll(async () => {
  at = await typicalCloud();
  const scout = await connect({ era: 'modern', env: serverEnv(at.cloud) });
  const { data } = await scout.call('list_images', { query: 'pytorch', page_size: 1 });
  const [image] = data.images as Args[];
  places = { ...at, finds: await discover(scout), imageId: String(image?.image_id) };
  await scout.close();
});
afterAll(() => at.cloud.close());

/** What a model is told to do by an answer: its next steps and repairs, without what they are about. */
const told = (text: string): string[] => text.split('\n').filter((line) => /^(?:Next|Fix): /.test(line));

/** Calls of a tool that stands alone, good ones and bad ones, and the lines in them that lead to another. */
async function astray(tool: string, args: Args, main?: string): Promise<string[]> {
  const session = await connect({ env: serverEnv(at.cloud), args: ['--tools', tool], ...(main ? { main } : {}) });
  try {
    const calls: Args[] = [
      args,
      { ...args, job_id: 'my-job', workspace_id: undefined },
      { job_id: 'dlc0000000000000' },
    ];
    const lines: string[] = [];
    for (const each of calls) lines.push(...told((await session.call(tool, each)).text));
    return lines.filter((line) => [...line.matchAll(named)].some(([, name]) => name !== tool));
  } finally {
    await session.close();
  }
}

describe('a server that offers one tool', () => {
  it.each(NAMES)('sends nobody from %s to another', async (tool) => {
    const args = TYPICAL[tool]?.({ ...places, spare: 'dlc0000000000000' });
    if (args === undefined) throw new Error(`no typical call of ${tool}`);
    expect(await astray(tool, args)).toEqual([]);
  });

  it('is seen to do so without the filter', async () => {
    const main = await brokenBuild({
      file: 'src/server/run-tool.ts',
      find: 'offeredSteps(tool.next(output, input, offers), offers)',
      replace: 'tool.next(output, input, offers)',
    });
    const args = TYPICAL.list_images?.({ ...places, spare: '' }) ?? {};
    expect(await astray('list_images', args, main)).toEqual([expect.stringContaining('create_job')]);
  });
});

it('a repair that needs a tool which is not there says so', async () => {
  const session = await connect({ env: serverEnv(at.cloud), args: ['--tools', 'create_job'] });
  const { text } = await session.call('create_job', {
    display_name: 'x',
    job_type: 'PyTorchJob',
    command: 'true',
    task_specs: [{ type: 'Worker', pod_count: 1, image: 'x' }],
  });
  await session.close();
  expect(text).toContain('Call list_workspaces (not offered here) and ask the user');
});
