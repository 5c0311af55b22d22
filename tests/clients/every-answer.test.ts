import type { CallToolResult } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeJob } from '../../evals/shared/place-job.ts';
import { TYPICAL, type TypicalCloud, typicalCloud } from '../../evals/tokens/answers.ts';
import { allTools } from '../../src/tools/all.ts';
import { brokenServer } from '../broken/build.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import type { Serve } from '../e2e/serve-in-process.ts';
import { type Person, serverEnv, yes } from '../e2e/session.ts';
import { discover } from '../e2e/world.ts';
import { type AnyClient, CLIENTS } from './connect.ts';

type Places = Parameters<(typeof TYPICAL)[string]>[0];
type Args = Record<string, unknown>;

const NOBODY = 'dlc0000000000000';

/** The typical call made wrong: about a job that does not exist, or with a parameter that the tool has not. */
const spoilt = (args: Args): Args =>
  args.job_id === undefined ? { ...args, no_such_parameter: true } : { ...args, job_id: NOBODY };

/** What arrived at the caller of a client: the text, or what the client made of it. */
async function heard(client: AnyClient, name: string, args: Args): Promise<{ isError: boolean; text: string }> {
  const told = ({ content, isError }: CallToolResult) => ({
    isError: isError === true,
    text: content.map((part) => (part.type === 'text' ? part.text : '')).join('\n'),
  });
  return await client.callTool({ name, arguments: args }).then(told, (thrown: unknown) => ({
    isError: true,
    text: `thrown by the client: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
  }));
}

/** The first line has the kind, and the repair is there. */
const isRepairable = ({ isError, text }: { isError: boolean; text: string }): boolean =>
  isError && /^\[[a-z_]+\] \S.*\n(?:.*\n)*?Fix: \S/.test(text);

let at: TypicalCloud;
let places: Omit<Places, 'spare'>;
// A cloud for each: the calls stop and delete jobs.
beforeEach(async () => {
  at = await typicalCloud();
  const scout = await connectInProcess({ era: 'modern', env: serverEnv(at.cloud) });
  const { data } = await scout.call('list_images', { query: 'pytorch', page_size: 1 });
  const [image] = data.images as Args[];
  places = { ...at, finds: await discover(scout), imageId: String(image?.image_id) };
  await scout.close();
});
afterEach(() => at.cloud.close());

const spareJob = (): string =>
  placeJob(at.cloud, { quota: 'llm-lingjun', name: 'spare', ageMinutes: 50, runMinutes: 600 });

/** Clients that try every tool. What differs between the others is how they take an answer: for them those of the core do. */
const THOROUGH = ['SDK v1, newest', 'SDK v2, modern era'];
const triedBy = (name: string): [tool: string, typical: (typeof TYPICAL)[string]][] => {
  const core = new Set(allTools.flatMap((tool) => (tool.core ? [tool.name] : [])));
  return Object.entries(TYPICAL).filter(([tool]) => THOROUGH.includes(name) || core.has(tool));
};

/** Connects a client that has read the list of tools, and with it the output schemas; `use` ends it. */
async function using(
  name: string,
  options: { answers: string; person?: Person; serve?: Serve },
  use: (client: AnyClient) => Promise<void>,
): Promise<void> {
  const { answers, person = yes, serve } = options;
  const env = serverEnv(at.cloud, { PAI_DLC_MCP_ANSWERS: answers });
  const client = await CLIENTS[name]?.({ person, env, ...(serve === undefined ? {} : { serve }) });
  if (client === undefined) throw new Error(`no client ${name}`);
  try {
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name).sort()).toEqual(allTools.map((tool) => tool.name).sort());
    await use(client);
  } finally {
    await client.close();
  }
}

/** The errors that did not arrive as the server sent them: one bad call of every tool that this client tries. */
async function lostBy(client: AnyClient, name: string): Promise<string[]> {
  const lost: string[] = [];
  for (const [tool, typical] of triedBy(name)) {
    const bad = await heard(client, tool, spoilt(typical({ ...places, spare: NOBODY })));
    if (!isRepairable(bad)) lost.push(`${tool}: ${bad.text}`);
  }
  return lost;
}

/** With a name of its own for each client: a second job of the same name would be refused. */
function named(args: Record<string, unknown>, tool: string, name: string): Record<string, unknown> {
  if (tool === 'clone_job') return { ...args, changes: { display_name: name } };
  return args.display_name ? { ...args, display_name: name } : args;
}

describe.each(['text', 'structured'])('R39 with --answers %s', (answers) => {
  it.each(Object.keys(CLIENTS))('every answer and every error of its tools arrives in %s', async (name) => {
    let person: Person = yes;
    await using(name, { answers, person: (question) => person(question) }, async (client) => {
      const tried = triedBy(name);
      const lost = await lostBy(client, name);
      console.info(`${name}, --answers ${answers}: ${lost.length} of ${tried.length} errors lost`);
      expect(lost).toEqual([]);

      const spare = spareJob();
      for (const [tool, typical] of tried) {
        const good = await heard(client, tool, named(typical({ ...places, spare }), tool, spare));
        expect(good.isError, `${tool}: ${good.text}`).toBe(false);
        expect(good.text.length, tool).toBeGreaterThan(20);
      }

      person = () => ({ action: 'decline' });
      const declined = await heard(client, 'stop_job', { job_id: spareJob() });
      expect(isRepairable(declined), declined.text).toBe(true);
      expect(declined.text).toMatch(/^\[declined\] /);
    });
  });
});

it('an error with structured content is seen to be lost in a client of the v1 SDK', async () => {
  const serve = await brokenServer({
    file: 'src/server/results.ts',
    find: 'return { isError: true, content };',
    replace: 'return { isError: true, content, structuredContent: { error: ended.details } };',
  });
  await using('SDK v1, newest', { answers: 'structured', serve }, async (client) => {
    expect(await lostBy(client, 'SDK v1, newest')).toHaveLength(allTools.length);
  });
});
