import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectForClients } from '../../src/server/select-tools.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import { ERAS, frozenCloud, serverEnv } from '../e2e/session.ts';

const PAGES = ['ui://pai-dlc-mcp/job.html', 'ui://pai-dlc-mcp/jobs.html'];
const OPENING = ['show_job', 'show_jobs'];
const DATA = ['read_job_page', 'read_jobs_page'];

let cloud: Simulator;
beforeAll(async () => {
  cloud = await frozenCloud({ demoJobs: true });
});
afterAll(() => cloud.close());

const session = (era: (typeof ERAS)[number], apps: boolean, toolsets = '') =>
  connectInProcess({
    era,
    apps,
    env: serverEnv(cloud, { PAI_DLC_MCP_TOOLSETS: toolsets, PAI_DLC_MCP_ANSWERS: 'text' }),
  });

describe.each(ERAS)('the pages, on the %s era', (era) => {
  it('are offered by default to a client that shows apps, each tool with its page', async () => {
    const { client, close } = await session(era, true);
    const { tools } = await client.listTools();
    const meta = Object.fromEntries(tools.map(({ name, _meta }) => [name, _meta]));
    expect(OPENING.map((name) => meta[name]?.ui)).toEqual(PAGES.map((resourceUri) => ({ resourceUri })));
    expect(DATA.map((name) => meta[name]?.ui)).toEqual([{ visibility: ['app'] }, { visibility: ['app'] }]);
    expect(client.getServerCapabilities()?.extensions).toMatchObject({ 'io.modelcontextprotocol/ui': {} });
    await close();
  });

  it('cost nothing where none can be shown: nobody lists them or can call them', async () => {
    const { client, call, close } = await session(era, false);
    const { tools } = await client.listTools();
    expect(tools.filter(({ name }) => [...OPENING, ...DATA].includes(name))).toEqual([]);
    expect(tools.filter(({ _meta }) => _meta?.ui !== undefined)).toEqual([]);
    for (const name of [...OPENING, ...DATA]) await expect(call(name, {})).rejects.toThrow('Unknown tool');
    await close();
  });

  it('answer in text where they are named, without the data that only a page reads', async () => {
    const { client, call, close } = await session(era, false, 'core,app');
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(OPENING));
    expect(names.filter((name) => DATA.includes(name))).toEqual([]);
    const running = cloud.jobs().find(({ status }) => status === 'Running')?.id;
    expect((await call('show_job', { job_id: running })).text).toMatch(/is Running/);
    await close();
  });

  it('are one document each that needs nothing else, and declare no origin', async () => {
    const { client, close } = await session(era, true);
    const texts: string[] = [];
    for (const uri of PAGES) {
      const [content, ...more] = (await client.readResource({ uri })).contents;
      expect(more).toEqual([]);
      expect(content).toMatchObject({ uri, mimeType: RESOURCE_MIME_TYPE, _meta: { ui: { prefersBorder: true } } });
      expect(content?._meta?.ui).not.toHaveProperty('csp');
      expect(content?._meta?.ui).not.toHaveProperty('permissions');
      texts.push((content as { text: string }).text);
    }
    const [job = '', jobs = ''] = texts;
    expect(jobs).toBe(job.replace('data-page="job"', 'data-page="jobs"'));
    expect(job.length).toBeLessThan(80_000);
    expect(job).toContain("default-src 'none'");
    // Names of namespaces are no addresses.
    const addresses = job.match(/(?:https?:)?\/\/[\w.-]+\.[a-z]{2,}[^"'`\s]*/g) ?? [];
    expect(addresses.filter((address) => !address.includes('www.w3.org/'))).toEqual([]);
    expect(job).not.toMatch(
      /\b(?:src|href)\s*=\s*["']?\w|@import|url\(|\beval\(|new Function|\bfetch\(|XMLHttpRequest|WebSocket/,
    );
    await expect(client.readResource({ uri: 'ui://pai-dlc-mcp/other.html' })).rejects.toThrow('no such resource');
    await close();
  });

  it('are not there to be read where the operator has their tools off', async () => {
    const { client, close } = await session(era, true, 'jobs');
    for (const uri of PAGES) await expect(client.readResource({ uri })).rejects.toThrow('no such resource');
    await close();
  });
});

describe('which pages an operator offers', () => {
  const every = { readOnly: false, toolsets: undefined, tools: undefined, excludeTools: undefined };
  const of = (selection: Partial<Parameters<typeof selectForClients>[1]>) => {
    const { all, withApps } = selectForClients(allTools, { ...every, ...selection });
    const app = (tools: readonly { name: string; toolset: string }[]) =>
      tools.filter(({ toolset }) => toolset === 'app').map(({ name }) => name);
    return [app(all), app(withApps)];
  };

  it('follows the core, names, and what is excluded', () => {
    expect(of({})).toEqual([[], [...OPENING, ...DATA]]);
    expect(of({ readOnly: true, toolsets: ['core', 'ray'] })).toEqual([[], [...OPENING, ...DATA]]);
    expect(of({ toolsets: ['jobs'] })).toEqual([[], []]);
    expect(of({ toolsets: ['all'] })).toEqual([OPENING, [...OPENING, ...DATA]]);
    expect(of({ tools: ['get_job'] })).toEqual([[], []]);
    expect(of({ tools: ['show_job'] })).toEqual([['show_job'], ['show_job', ...DATA]]);
    expect(of({ excludeTools: ['show_jobs', 'read_jobs_page'] })).toEqual([[], ['show_job', 'read_job_page']]);
    expect(of({ excludeTools: OPENING })).toEqual([[], []]);
  });
});

describe('the sources of the pages', () => {
  const folder = fileURLToPath(new URL('../../src/app', import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);

  it('put in text alone', () => {
    expect(sources.length).toBeGreaterThan(10);
    const way = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc/i;
    expect(sources.filter(([, text]) => way.test(text)).map(([file]) => file)).toEqual([]);
    expect('dangerouslySetInnerHTML={{}}').toMatch(way);
  });
});
