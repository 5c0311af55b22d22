import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typicalCloud } from '../../evals/tokens/answers.ts';
import { asOffered, ifOffered } from '../../src/advice/offered.ts';
import { createCloud } from '../../src/api/client.ts';
import { compose, offeredTools } from '../../src/cli/compose.ts';
import { createLogger } from '../../src/cli/logger.ts';
import { readConfig } from '../../src/config/config.ts';
import { MARK } from '../../src/domain/hint.ts';
import { type Selection, selectTools } from '../../src/server/select-tools.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Tool, ToolContext } from '../../src/tools/tool.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import { serverEnv } from '../e2e/session.ts';
import { discover } from '../e2e/world.ts';
import { ALL_NAMES, EVERYTHING, SELECTIONS } from '../prompts/selections.ts';
import { connected } from '../server/in-process.ts';
import { callsOf, type Places } from './scenes.ts';

const NAMES: ReadonlySet<string> = new Set(ALL_NAMES);
/** The tools that a text names. To try every name at every letter of the texts was a quarter of these tests. */
const named = (text: string): string[] => (text.match(/\w+/g) ?? []).filter((word) => NAMES.has(word));
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

/** A text, what it answers, and the tool that says it; the server itself has no name. */
interface Said {
  by: string;
  to: string;
  text: string;
}

/** What a tool is told of the selection, itself or through another one. */
const OF_THE_SELECTION: ReadonlySet<PropertyKey> = new Set(['offers', 'read'] satisfies (keyof ToolContext)[]);
const carriedOut = new Map<string, Promise<unknown>>();

/**
 * A tool that carries a call out once for all selections: what it finds does not depend on them unless it asks, and then it is
 * carried out anew. What is made of that, and said of it, is made for each selection.
 */
function onceForAll(tool: Tool): Tool {
  const once = <T>(
    step: string,
    ctx: ToolContext,
    input: unknown,
    act: (ctx: ToolContext) => Promise<T>,
  ): Promise<T> => {
    const call = JSON.stringify([step, tool.name, ctx.workspaceId, input]);
    const known = carriedOut.get(call);
    if (known !== undefined) return known as Promise<T>;
    let asks = false;
    const watched = new Proxy(ctx, {
      get(target, name) {
        if (OF_THE_SELECTION.has(name)) {
          asks = true;
          carriedOut.delete(call);
        }
        return Reflect.get(target, name);
      },
    });
    const result = act(watched);
    if (!asks) carriedOut.set(call, result);
    return result;
  };
  const { check } = tool;
  return {
    ...tool,
    check: check && ((ctx, input) => once('check', ctx, input, (watched) => check(watched, input))),
    run: (ctx, input, prepared) => once('run', ctx, input, (watched) => tool.run(watched, input, prepared)),
  };
}
const TOOLS = allTools.map(onceForAll);

/** A server with this selection on the typical cloud. */
async function served({ readOnly, toolsets, tools, excludeTools }: Selection) {
  const config = readConfig(
    { readOnly, toolsets, tools, excludeTools, confirm: 'chat' },
    { ...env, PAI_DLC_MCP_TOOLSETS: '' },
  );
  const { target, ...composed } = compose(config, createLogger('silent'));
  const toolbox = offeredTools(config, async () => TOOLS);
  // The environment of this process has no credentials.
  const cloud = createCloud({ ...(await target()), staticCredentials: at.cloud.credentials });
  const { client, close } = await connected('modern', toolbox, { ...composed.runtime, cloud: async () => cloud });
  return { client, names: toolbox.names, close: () => close().then(composed.close) };
}

/** What a server with this selection says of itself and of its tools, and to those reads and calls that `asks` wants. */
async function saidBy(selection: Selection, asks: (to: string) => boolean): Promise<Said[]> {
  const { client, names, close } = await served(selection);
  const said: Said[] = [{ by: '', to: 'instructions', text: client.getInstructions() ?? '' }];
  const add = async (by: string, to: string, ask: () => Promise<unknown>): Promise<void> => {
    if (!asks(to)) return;
    said.push({ by, to, text: JSON.stringify(await ask().catch((error: unknown) => String(error))) });
  };
  for (const { name, ...card } of (await client.listTools()).tools)
    said.push({ by: name, to: `the card of ${name}`, text: JSON.stringify(card) });
  const [resources, prompts] = [await client.listResources(), await client.listPrompts()];
  await add('', 'resources/list', async () => resources);
  await add('', 'resources/templates/list', () => client.listResourceTemplates());
  await add('', 'prompts/list', async () => prompts);
  for (const { uri } of resources.resources) await add('', uri, () => client.readResource({ uri }));
  for (const { name } of prompts.prompts)
    await add('', `prompt ${name}`, () => client.getPrompt({ name, arguments: ARGUMENTS[name] ?? {} }));
  for (const name of names)
    for (const args of callsOf(name, at))
      await add(name, `${name} ${JSON.stringify(args)}`, () => client.callTool({ name, arguments: args }));
  await close();
  return said;
}

const JOB = { job_id: 'dlc1xjcumbfm7aai' };
const ARGUMENTS: Readonly<Record<string, Record<string, string>>> = { explain_job: JOB, hand_over_job: JOB };

let asked: Promise<(Said & { names: readonly string[] })[]> | undefined;
/** What is said where everything is offered, with the tools that each text names. */
const full = () => {
  asked ??= saidBy(EVERYTHING, () => true).then((said) => said.map((one) => ({ ...one, names: named(one.text) })));
  return asked;
};

/** What of that names a tool that others do not offer: with them, this is what has to be looked at. */
async function wantedBy(selection: Selection): Promise<{ offered: ReadonlySet<string>; wanted: ReadonlySet<string> }> {
  const offered = new Set(selectTools(allTools, selection).map(({ name }) => name));
  const telling = (await full()).filter(({ names }) => names.some((name) => !offered.has(name)));
  return { offered, wanted: new Set(telling.map(({ to }) => to)) };
}

/** What a server with this selection says wrong. */
async function wrongOf(selection: Selection): Promise<Said[]> {
  const { offered, wanted } = await wantedBy(selection);
  const said = selection === EVERYTHING ? await full() : await saidBy(selection, (to) => wanted.has(to));
  return said.filter(
    ({ text }) => named(text).some((name) => !offered.has(name)) || MARKS.test(text) || text.includes('[credentials]'),
  );
}

/**
 * The tools that something else names, in groups that are missed together as each is alone: no text names two of a group, and none
 * of a group says a text that names another.
 */
async function missedTogether(): Promise<string[][]> {
  const texts = (await full()).map(({ by, names }) => ({ by, names: new Set([by, ...names]) }));
  const groups: string[][] = [];
  for (const name of ALL_NAMES) {
    const about = texts.filter(({ names }) => names.has(name));
    if (about.every(({ by }) => by === name)) continue;
    const beside = new Set(about.flatMap(({ names }) => [...names]));
    const group = groups.find((others) => others.every((other) => !beside.has(other)));
    if (group) group.push(name);
    else groups.push([name]);
  }
  return groups;
}

describe('what a server says', () => {
  it.each(SELECTIONS.filter(([, { excludeTools }]) => excludeTools === undefined))(
    'names nothing that it does not offer: %s',
    async (_name, selection) => expect(await wrongOf(selection)).toEqual([]),
  );

  it('names no tool that is left out, be it the only one that is', async () => {
    for (const group of await missedTogether())
      expect(await wrongOf({ ...EVERYTHING, excludeTools: group }), `without ${group}`).toEqual([]);
  });

  it('leads to most tools where all are offered, so that there is something to leave out', async () => {
    expect((await missedTogether()).flat().length).toBeGreaterThan(15);
  });

  it('is seen to name it otherwise', () => {
    const text = `Take one${ifOffered(' from list_images')}.`;
    expect(text).toMatch(MARKS);
    expect(JSON.stringify(text)).toMatch(MARKS);
    expect(named(asOffered(text, () => true))).toEqual(['list_images']);
  });
});
