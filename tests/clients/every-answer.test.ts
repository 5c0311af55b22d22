import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import { afterAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../src/server/results.ts';
import { allTools } from '../../src/tools/all.ts';
import { brokenServer } from '../broken/server.ts';
import type { Serve } from '../e2e/serve-in-process.ts';
import { ERAS, type Era, type Person, yes } from '../e2e/session.ts';
import { lacking, MARK, ownLines, stepsIn } from './channels.ts';
import { V1 } from './connect.ts';
import { heardAgain, heardBy, isRepairable, lostOf, marked, type Sweep, sweep, told } from './sweep.ts';

const MODES = ['text', 'structured'] as const satisfies Answers[];
const EVERY = allTools.map(({ name }) => name).sort();
/** Tools that a page reads data with. */
const PAGE_DATA = allTools.filter(({ app }) => app === 'data').map(({ name }) => name);

const sweeps = new Map<string, Promise<Sweep>>();
/** Made once for all tests: side by side, as calls wait for what a cloud does after them more than they compute. */
const sweepOf = (era: Era, answers: Answers): Promise<Sweep> => {
  const key = `${era}, ${answers}`;
  const made = sweeps.get(key) ?? sweep(era, answers);
  sweeps.set(key, made);
  return made;
};
afterAll(async () => {
  for (const made of sweeps.values()) await (await made).close();
});

/** A client of the v1 SDK to which what the server wrote in the sweep is said again; what was not asked there, the server answers. */
async function hearing({ env, exchanges, errors }: Sweep, name: string, options: { person: Person; serve: Serve }) {
  const said = new Map([...errors, ...exchanges].map(({ tool, args, sent }) => [JSON.stringify([tool, args]), sent]));
  let again = 0;
  const between = (message: JSONRPCMessage, from: 'client' | 'server'): object | undefined => {
    if (from === 'server' || !('method' in message) || message.method !== 'tools/call') return undefined;
    const { name: tool, arguments: args } = message.params as { name: string; arguments: object };
    const result = said.get(JSON.stringify([tool, args]));
    if (result !== undefined) again++;
    return result;
  };
  const client = await V1[name]?.({ ...options, env, between });
  if (client === undefined) throw new Error(`no client ${name}`);
  // With the list of tools a client reads the output schemas.
  const { tools } = await client.listTools();
  expect(tools.map((tool) => tool.name).sort()).toEqual(EVERY);
  return { client, saidAgain: () => again };
}

describe.each(MODES)('R39 with --answers %s', (answers) => {
  it.concurrent.each(ERAS)('every answer and every error of every tool arrives, on the %s era', async (era) => {
    const { exchanges, errors } = await sweepOf(era, answers);
    const lost = lostOf(errors);
    console.info(`${era}, --answers ${answers}: ${lost.length} of ${errors.length} errors lost`);
    expect(lost).toEqual([]);
    for (const { tool, heard } of errors) {
      expect(heard, tool).not.toHaveProperty('structuredContent');
      expect(ownLines(told(heard).text), tool).toContain(MARK);
    }
    expect(exchanges.map(({ tool }) => tool).sort()).toEqual(EVERY);
    for (const { tool, heard } of exchanges) {
      const { isError, text } = told(heard);
      expect(isError, `${tool}: ${text}`).toBe(false);
      expect(text.length, tool).toBeGreaterThan(20);
    }
  });

  it.concurrent.each(Object.keys(V1))('every answer and every error of every tool arrives in %s', async (name) => {
    const swept = await sweepOf('legacy', answers);
    let person: Person = yes;
    const { client, saidAgain } = await hearing(swept, name, { person: (asks) => person(asks), serve: marked });
    try {
      const errors = await heardAgain(client, swept.errors);
      const lost = lostOf(errors);
      console.info(`${name}, --answers ${answers}: ${lost.length} of ${errors.length} errors lost`);
      expect(lost).toEqual([]);
      expect(saidAgain()).toBe(swept.errors.length);

      for (const { tool, args, sent } of swept.exchanges) {
        const good = await heardBy(client, tool, args);
        expect(good, tool).toMatchObject(sent);
        expect(told(good).isError, `${tool}: ${told(good).text}`).toBe(false);
      }
      expect(saidAgain()).toBe(swept.errors.length + allTools.length);

      const stopped = told(await heardBy(client, 'stop_job', { job_id: swept.spareJob() }));
      expect(stopped.isError, stopped.text).toBe(false);
      person = () => ({ action: 'decline' });
      const declined = told(await heardBy(client, 'stop_job', { job_id: swept.spareJob() }));
      expect(isRepairable(declined), declined.text).toBe(true);
      expect(declined.text).toMatch(/^\[declined\] /);
      expect(saidAgain()).toBe(swept.errors.length + allTools.length);
    } finally {
      await client.close();
    }
  });
});

it.each(ERAS)('R39 one channel has the next steps of the other, for every tool, on the %s era', async (era) => {
  const [structured, text] = await Promise.all([sweepOf(era, 'structured'), sweepOf(era, 'text')]);
  for (const [at, { tool, heard: whole }] of structured.exchanges.entries()) {
    const { tool: same, heard: short } = text.exchanges[at] ?? {};
    expect(same).toBe(tool);
    if (whole instanceof Error || short instanceof Error || short === undefined)
      throw new Error(`no answer of ${tool}`);
    expect(lacking(whole, 'structured'), tool).toEqual([]);
    // What a page reads are data in either mode.
    expect(lacking(short, PAGE_DATA.includes(tool) ? 'structured' : 'text'), tool).toEqual([]);
    expect(stepsIn(told(short).text).length, tool).toBe(stepsIn(told(whole).text).length);
  }
});

it('an error with structured content is seen to be lost in a client of the v1 SDK', async () => {
  const serve = await brokenServer({
    file: 'src/server/results.ts',
    find: 'return { isError: true, content: texts };',
    replace: 'return { isError: true, content: texts, structuredContent: { error: ended.details } };',
  });
  const swept = await sweepOf('legacy', 'structured');
  // Of the errors, none is said again: they are to be the broken server's.
  const { client } = await hearing({ ...swept, errors: [] }, 'SDK v1, newest', { person: yes, serve });
  expect(lostOf(await heardAgain(client, swept.errors))).toHaveLength(swept.errors.length);
  await client.close();
});
