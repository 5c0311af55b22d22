import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typicalCloud } from '../../evals/tokens/answers.ts';
import { asOffered, ifOffered } from '../../src/advice/offered.ts';
import { createCloud } from '../../src/api/client.ts';
import { compose } from '../../src/cli/compose.ts';
import { createLogger } from '../../src/cli/logger.ts';
import { readConfig } from '../../src/config/config.ts';
import { MARK } from '../../src/domain/hint.ts';
import { type Selection, selectTools } from '../../src/server/select-tools.ts';
import { allTools } from '../../src/tools/all.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import { serverEnv } from '../e2e/session.ts';
import { discover } from '../e2e/world.ts';
import { ALL_NAMES, EVERYTHING, SELECTIONS } from '../prompts/selections.ts';
import { connected } from '../server/in-process.ts';
import { callsOf, type Places } from './scenes.ts';

const named = (text: string): string[] => ALL_NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
const MARKS = new RegExp(`[${MARK.open}${MARK.between}${MARK.close}]|\\\\u00(?:02|03|1f)`);

let at: Places;
let env: Record<string, string>;
beforeAll(async () => {
  const typical = await typicalCloud();
  env = serverEnv(typical.cloud);
  const scout = await connectInProcess({ era: 'modern', env });
  const { data } = await scout.call('list_images', { query: 'pytorch', page_size: 1 });
  const [image] = data.images as Record<string, unknown>[];
  at = { ...typical, finds: await discover(scout), imageId: String(image?.image_id) };
  await scout.close();
});
afterAll(() => at.cloud.close());

type Said = readonly [to: string, text: string];

/** What a server with this selection says of itself, and to those calls of its tools that `asks` wants. */
async function saidBy(selection: Selection, asks: (call: string) => boolean): Promise<Said[]> {
  const { readOnly, toolsets, tools, excludeTools } = selection;
  const config = readConfig(
    { readOnly, toolsets, tools, excludeTools, confirm: 'chat' },
    { ...env, PAI_DLC_MCP_TOOLSETS: '' },
  );
  const { tools: toolbox, target, ...composed } = compose(config, createLogger('silent'));
  // The environment of this process has no credentials.
  const cloud = createCloud({ ...(await target()), staticCredentials: at.cloud.credentials });
  const runtime = { ...composed.runtime, cloud: async () => cloud };
  const { client, close } = await connected('modern', toolbox, runtime);
  const said: Said[] = [['instructions', client.getInstructions() ?? '']];
  const add = async (to: string, what: Promise<unknown>): Promise<unknown> =>
    said.push([to, JSON.stringify(await what.catch((error: unknown) => String(error)))]);
  const [{ resources }, { prompts }] = await Promise.all([client.listResources(), client.listPrompts()]);
  await add(
    'tools/list',
    client.listTools().then(({ tools: all }) => all.map(({ name: _, ...rest }) => rest)),
  );
  await add('resources/list', client.listResources());
  await add('resources/templates/list', client.listResourceTemplates());
  await add('prompts/list', client.listPrompts());
  for (const { uri } of resources) await add(uri, client.readResource({ uri }));
  for (const { name } of prompts) await add(name, client.getPrompt({ name, arguments: ARGUMENTS[name] ?? {} }));
  for (const name of toolbox.names)
    for (const args of callsOf(name, at)) {
      const call = `${name} ${JSON.stringify(args)}`;
      if (asks(call)) await add(call, client.callTool({ name, arguments: args }));
    }
  await close();
  await composed.close();
  return said;
}

const JOB = { job_id: 'dlc1xjcumbfm7aai' };
const ARGUMENTS: Readonly<Record<string, Record<string, string>>> = { explain_job: JOB, hand_over_job: JOB };

/** What is said where everything is offered: where one tool is missing, the calls that led to it are the ones to look at. */
let full: Promise<Said[]> | undefined;
const leadTo = async (tool: string): Promise<ReadonlySet<string>> => {
  full ??= saidBy(EVERYTHING, () => true);
  return new Set((await full).filter(([, text]) => named(text).includes(tool)).map(([to]) => to));
};

describe('what a server says', () => {
  it.each(SELECTIONS)('names nothing that it does not offer: %s', async (_name, selection) => {
    const offered = new Set(selectTools(allTools, selection).map(({ name }) => name));
    const [missing] = selection.excludeTools ?? [];
    const wanted = missing === undefined ? undefined : await leadTo(missing);
    const said = await saidBy(selection, (call) => wanted?.has(call) ?? true);
    expect(said.filter(([, text]) => named(text).some((name) => !offered.has(name)) || MARKS.test(text))).toEqual([]);
    // The cloud was reached: what is said is about something.
    expect(said.filter(([, text]) => text.includes('[credentials]'))).toEqual([]);
  });

  it('leads to most tools where all are offered, so that there is something to leave out', async () => {
    const reached = await Promise.all(ALL_NAMES.map(async (name) => (await leadTo(name)).size > 1));
    expect(reached.filter(Boolean).length).toBeGreaterThan(15);
  });

  it('is seen to name it otherwise', () => {
    const text = `Take one${ifOffered(' from list_images')}.`;
    expect(text).toMatch(MARKS);
    expect(JSON.stringify(text)).toMatch(MARKS);
    expect(named(asOffered(text, () => true))).toEqual(['list_images']);
  });
});
