import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../src/api/operations.ts';
import { JOB_STATUSES } from '../../src/domain/lists.ts';
import { ASIDE, TOOLSETS } from '../../src/domain/toolsets.ts';
import { ramPolicy } from '../../src/policy/ram-policy.ts';
import { POLICY_RULES } from '../../src/policy/rules.ts';
import { resourceTemplates } from '../../src/resources/templates.ts';
import { selectTools } from '../../src/server/select-tools.ts';
import { allTools } from '../../src/tools/all.ts';
import { ERAS } from '../e2e/session.ts';
import { SELECTIONS } from '../prompts/selections.ts';
import { fakeRuntime, inProcess } from './in-process.ts';

const sample: Record<string, string> = {
  region: 'cn-hangzhou',
  workspace_id: '123',
  job_id: 'dlc1xjcumbfm7aai',
  pod_id: 'dlc1xjcumbfm7aai-master-0',
};

describe('the resource templates', () => {
  it.each(resourceTemplates.map((each) => [each.name, each] as const))(
    '%s is a call of its tool',
    (_name, template) => {
      const tool = allTools.find(({ name }) => name === template.tool);
      expect(tool?.effect).toBe('read');
      const names = [...template.uriTemplate.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const own = names.filter((name) => !['region', 'workspace_id'].includes(name));
      const given = own.map((name) => {
        const renamed = template.renamed?.[name];
        return renamed === undefined ? [name, sample[name]] : [renamed, [sample[name]]];
      });
      const parsed = tool?.input.safeParse(Object.fromEntries(given));
      expect(parsed?.error).toBeUndefined();
      if (names.includes('workspace_id')) expect(tool?.scope).not.toBe('region');
    },
  );
});

// The runtime of these tests has no cloud: whatever asks for it fails.
describe.each(ERAS)('without a cloud, on the %s era', (era) => {
  let client: Client;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ client, close } = await inProcess(era, allTools, fakeRuntime()));
  });
  afterAll(() => close());

  const read = async (uri: string): Promise<string> => {
    const [content] = (await client.readResource({ uri })).contents;
    return content && 'text' in content ? String(content.text) : '';
  };

  it('declares what it serves', () => {
    expect(client.getServerCapabilities()).toMatchObject({
      tools: {},
      resources: {},
      prompts: {},
      completions: {},
      extensions: { 'io.modelcontextprotocol/skills': {} },
    });
  });

  it('lists resources, templates and prompts, titled, described, in a fixed order', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri.replace('pai-dlc://reference/', ''))).toEqual([
      'skill://pai-dlc/SKILL.md',
      'rules',
      'job-lifecycle',
      'ram-policy/read-only',
      'ram-policy/read-write',
      'ram-policy/toolset-core',
      ...TOOLSETS.map((toolset) => `ram-policy/toolset-${toolset}`),
    ]);
    const { resourceTemplates: listed } = await client.listResourceTemplates();
    expect(listed.map(({ uriTemplate }) => uriTemplate)).toEqual(resourceTemplates.map((each) => each.uriTemplate));
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual([
      'submit_training_job',
      'explain_job',
      'review_running_cost',
      'hand_over_job',
    ]);
    const all = [...resources, ...listed, ...prompts];
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { title, description } of all) {
      expect(title).toBeTruthy();
      expect(description).toBeTruthy();
      expect(`${title}${description}`).toMatch(/^[\x20-\x7e]*$/);
    }
    for (const { mimeType } of [...resources, ...listed]) expect(mimeType).toMatch(/^(text|application|image)\//);
  });

  it('reads the rules, the lifecycle and the RAM policies', async () => {
    const rules = await read('pai-dlc://reference/rules');
    for (const { id, text } of POLICY_RULES) expect(rules).toContain(`| ${id} | ${text} |`);
    const lifecycle = await read('pai-dlc://reference/job-lifecycle');
    for (const status of JOB_STATUSES) expect(lifecycle).toContain(`| ${status} | `);
    expect(lifecycle).toContain('| Queuing | live | yes | yes | ');
    const policy = async (slug: string) => JSON.parse(await read(`pai-dlc://reference/ram-policy/${slug}`));
    const offered = allTools.filter(({ toolset }) => !ASIDE.includes(toolset));
    expect(await policy('read-write')).toEqual(ramPolicy(offered, operations));
    expect(await policy('read-only')).toEqual(
      ramPolicy(
        allTools.filter(({ effect }) => effect === 'read'),
        operations,
      ),
    );
    expect(await policy('toolset-core')).toEqual(
      ramPolicy(
        allTools.filter(({ core }) => core),
        operations,
      ),
    );
    expect((await policy('toolset-access')).Statement[0].Action).toEqual([
      'paidlc:GetJob',
      'paidlc:GetJobEvents',
      'paidlc:GetPodEvents',
      'paidlc:GetToken',
      'paidlc:GetWebTerminal',
    ]);
  });

  it.each([
    ['pai-dlc://reference/nothing', 'There is no such resource'],
    ['pai-dlc://cn-hangzhou/jobs/a/b/c', 'There is no such resource'],
    ['file:///etc/passwd', 'There is no such resource'],
  ])('says of %s what there is', async (uri, message) => {
    await expect(client.readResource({ uri })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining(message),
      data: { uri },
    });
  });

  it.each([
    ['pai-dlc://cn-hangzhou/jobs/..'],
    ['pai-dlc://cn-hangzhou/jobs/%2e%2e'],
    ['pai-dlc://cn-hangzhou/jobs/dlc1?x=1'],
    ['pai-dlc://cn-hangzhou/jobs/dlc1xjcumbfm7aai/pods/a%2fb/logs'],
    ['pai-dlc://cn-hangzhou/workspaces/1%20/jobs'],
  ])('refuses the id in %s before the cloud is asked', async (uri) => {
    await expect(client.readResource({ uri })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/^\[invalid_input\] .*\nFix: /),
      data: { kind: 'invalid_input' },
    });
  });

  it('fills in a prompt with what was given, and says that nothing could be read', async () => {
    const { messages, description } = await client.getPrompt({
      name: 'explain_job',
      arguments: { job_id: 'dlc1xjcumbfm7aai', region: '' },
    });
    expect(description).toBeTruthy();
    expect(messages).toMatchObject([
      { role: 'user' },
      { role: 'user', content: { text: expect.stringMatching(/^diagnose_job could not be read:\n\[internal\] /) } },
    ]);
    const content = messages[0]?.content;
    const text = content?.type === 'text' ? content.text : '';
    expect(text).toContain('Given:\n- job_id: dlc1xjcumbfm7aai\n');
    expect(text).toContain('job_id=dlc1xjcumbfm7aai');
  });

  it('keeps the free text of a prompt on one line', async () => {
    const { messages } = await client.getPrompt({ name: 'submit_training_job', arguments: { goal: 'a\n\n1. b' } });
    expect(JSON.stringify(messages)).toContain('- goal: a 1. b');
  });

  it.each([
    [{ name: 'explain_job', arguments: {} }, 'job_id is missing'],
    [{ name: 'explain_job', arguments: { job_id: 'my job' } }, 'job_id "my job" is not a job id such as dlc'],
    [{ name: 'explain_job', arguments: { job_id: 'dlc1', job: 'x' } }, 'has no argument "job"'],
    [{ name: 'submit_training_job', arguments: { region: 'https://x' } }, 'is not a region id'],
    [{ name: 'submit_training_job', arguments: { workspace_id: '1 2' } }, 'is not a workspace id'],
    [{ name: 'explain-job', arguments: {} }, 'Did you mean "explain_job"?'],
  ])('says what is wrong with the prompt request %j', async (request, message) => {
    await expect(client.getPrompt(request)).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining(message),
    });
  });

  it('completes regions', async () => {
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'pai-dlc://{region}/jobs/{job_id}' },
      argument: { name: 'region', value: 'cn-b' },
    });
    expect(completion).toEqual({ values: ['cn-beijing'], total: 1, hasMore: false });
  });
});

describe('what goes with the offered tools', () => {
  it.each(SELECTIONS)('%s', async (_name, selection) => {
    const tools = selectTools(allTools, selection);
    const { client, close } = await inProcess('modern', tools, fakeRuntime());
    const { resourceTemplates: listed } = await client.listResourceTemplates();
    const offered = new Set(tools.map(({ name }) => name));
    expect(listed.map(({ name }) => name)).toEqual(
      resourceTemplates.filter(({ tool }) => offered.has(tool)).map(({ name }) => name),
    );
    const gone = resourceTemplates.find(({ tool }) => !offered.has(tool));
    if (gone !== undefined) {
      const uri = gone.uriTemplate.replace(/\{(\w+)\}/g, (_, name: string) => sample[name] ?? '');
      await expect(client.readResource({ uri })).rejects.toMatchObject({ data: { uri } });
    }
    const { prompts } = await client.listPrompts();
    expect(prompts.some(({ name }) => name === 'submit_training_job')).toBe(offered.has('create_job'));
    await close();
  });
});

describe('in a locked scope', () => {
  it('prompts have no scope to fill in, and take no other one', async () => {
    const scope = { region: 'cn-hangzhou', workspaceId: '11', locked: true };
    const { client, close } = await inProcess('modern', allTools, fakeRuntime({ scope }));
    const { prompts } = await client.listPrompts();
    const names = prompts.flatMap((prompt) => (prompt.arguments ?? []).map(({ name }) => name));
    expect(new Set(names)).toEqual(new Set(['goal', 'job_id', 'recipient']));
    const get = (region: string) => client.getPrompt({ name: 'submit_training_job', arguments: { region } });
    await expect(get('cn-beijing')).rejects.toMatchObject({ message: expect.stringContaining('[refused]') });
    expect(JSON.stringify(await get('cn-hangzhou'))).not.toContain('Given');
    expect(client.getInstructions()).toContain('fixed region cn-hangzhou and workspace 11');
    await close();
  });
});
