import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { advertiser } from '../../src/server/advertise.ts';
import { cards } from '../../src/server/cards.ts';
import { selectTools } from '../../src/server/select-tools.ts';
import { createToolbox } from '../../src/server/toolbox.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { madeOf } from '../package/made-of.ts';
import { OPERATOR } from '../tools/read-fixtures.ts';

type Outputs = Metafile['outputs'];

/** The files that are loaded with an entry. */
function chunksOf(outputs: Outputs, entry: string): string[] {
  const start = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === entry);
  if (start === undefined) throw new Error(`${entry} has no chunk of its own`);
  const seen = new Set([start]);
  for (const file of seen)
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && !external) seen.add(path);
  return [...seen];
}

/** Sources of the bundle that are loaded with an entry: its own, and those of every chunk it imports statically. */
function loadedWith(outputs: Outputs, entry: string): string[] {
  return chunksOf(outputs, entry).flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
}

describe('what a start loads before it lists the tools', () => {
  let outputs: Outputs;
  let loaded: string[];
  let later: string[];
  let oneTool: string[];
  beforeAll(() => {
    outputs = madeOf().outputs;
    loaded = loadedWith(outputs, 'src/main.ts');
    const tools = Object.values(outputs).flatMap(({ entryPoint }) =>
      entryPoint?.startsWith('one-start:tools/') && entryPoint !== 'one-start:tools/all.ts' ? [entryPoint] : [],
    );
    later = [...new Set(tools.flatMap((entry) => loadedWith(outputs, entry)))];
    oneTool = loadedWith(outputs, 'one-start:tools/catalogue/list-workspaces.ts');
  });

  it('are the cards of the tools, and not the tools', () => {
    const tools = (files: string[]) => files.filter((file) => /^src\/(tools|policy|diagnosis)\//.test(file));
    expect(loaded).toContain('src/server/cards.ts');
    expect(tools(loaded)).toEqual([]);
    expect(tools(later).length).toBeGreaterThan(60);
  });

  it('and with the call of one tool comes what that tool needs, and no other one', () => {
    expect(oneTool).toContain('src/tools/catalogue/list-workspaces.ts');
    const others = /^src\/(?:diagnosis|tools\/(?!catalogue\/list-workspaces|kit\/|[\w-]+\.ts$))/;
    expect(oneTool.filter((file) => others.test(file))).toEqual([]);
  });

  it('is the entry, what it runs, and what that shares with the simulator', () => {
    expect(loaded).toContain('src/cli/serve.ts');
    expect(chunksOf(outputs, 'src/main.ts').length).toBeLessThanOrEqual(4);
  });

  it('is of zod what is used: a namespace that is imported by name brings the words of fifty languages', () => {
    expect(loaded.filter((file) => file.includes('/zod/'))).not.toEqual([]);
    expect(loaded.filter((file) => /\/zod\/v4\/locales\/(?!en\.js)/.test(file))).toEqual([]);
  });

  it('is neither the cloud SDK, nor the simulator, nor what a first call loads', () => {
    const heavy =
      /@alicloud|@darabonba|hono|commander|lru-cache|picomatch|re2js|p-queue|^src\/(simulator|state|resources|prompts)\//;
    expect(loaded.filter((file) => heavy.test(file))).toEqual([]);
    expect(loaded).not.toContain('src/server/run-tool.ts');
  });
});

describe('a toolbox', () => {
  const scope = { region: undefined, workspaceId: undefined };
  const readOnly = selectTools(cards, {
    readOnly: true,
    toolsets: ['jobs'],
    tools: undefined,
    excludeTools: undefined,
  });

  it('lists its tools from their cards alone', () => {
    const noTools = () => Promise.reject(new Error('the tools were loaded'));
    const toolbox = createToolbox({ all: readOnly, withApps: readOnly }, noTools, scope, OPERATOR);
    expect(toolbox.names).toContain('get_job');
    expect(toolbox.list()).toEqual(readOnly.map(advertiser(scope)));
    expect(toolbox.list()).toBe(toolbox.list());
  });

  it('loads the tools it lists and no other, once', async () => {
    const loads: string[] = [];
    const toolbox = createToolbox(
      { all: readOnly, withApps: readOnly },
      async (name) => {
        loads.push(name);
        return (await import('../../src/tools/all.ts')).allTools.find((tool) => tool.name === name) as Tool;
      },
      scope,
      OPERATOR,
    );
    const [one, again] = await Promise.all([toolbox.one('get_job'), toolbox.one('get_job')]);
    expect(one?.tool.name).toBe('get_job');
    expect(again).toBe(one);
    expect(await toolbox.one('stop_job')).toBeUndefined();
    expect(loads).toEqual(['get_job']);
    const all = await toolbox.load();
    expect(all.map(({ tool }) => tool.name)).toEqual(toolbox.names);
    expect(all.every(({ tool }) => tool.effect === 'read')).toBe(true);
    expect(all).toContain(one);
    expect(loads.sort()).toEqual([...toolbox.names].sort());
  });
});
