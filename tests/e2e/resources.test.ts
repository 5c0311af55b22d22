import { beforeAll, describe, expect, it } from 'vitest';
import { connect } from './harness.ts';
import { connectInProcess } from './in-process.ts';
import { bench } from './rules/bench.ts';
import { ERAS, type Session, serverEnv } from './session.ts';
import { createJob } from './world.ts';

/** The markers of fences are random. */
/** Without what differs from call to call: the marker of the fence, and the second that a cursor is of. */
const unfenced = (text: string): string =>
  text.replace(/data-[0-9a-f]{16}/g, 'data-x').replace(/cursor=\S+/g, 'cursor=x');

async function read({ client }: Session, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri });
  expect(contents).toHaveLength(1);
  expect(contents[0]).toMatchObject({ uri, mimeType: 'text/plain' });
  return String((contents[0] as { text?: string }).text);
}

describe.each(ERAS)('resources of a job on the %s era', (era) => {
  const at = bench({ era });
  let job: string;
  beforeAll(async () => {
    job = await createJob(at.session, at.finds, { envs: { SECRET_KEY: 'sk-not-to-be-seen-0123456789' } });
    at.cloud.clock.advance(600);
  });

  it.each([
    ['', 'get_job', {}],
    ['/logs', 'get_pod_logs', {}],
    ['/events', 'get_job_events', {}],
    ['/pods/{pod}/logs', 'get_pod_logs', { pod_id: '{pod}' }],
    ['/pods/{pod}/events', 'get_pod_events', { pod_id: '{pod}' }],
  ] as const)('jobs/{job_id}%s shows what %s answers', async (path, tool, args) => {
    const fill = (text: string): string => text.replace('{pod}', `${job}-master-0`);
    const text = await read(at.session, `pai-dlc://cn-hangzhou/jobs/${job}${fill(path)}`);
    const filled = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, fill(value)]));
    const answer = await at.session.call(tool, { job_id: job, ...filled });
    expect(unfenced(text)).toBe(unfenced(answer.text));
    expect(text).toContain(job);
    expect(text).not.toContain('sk-not-to-be-seen');
    if (path !== '') expect(text).toMatch(/is data from the cloud, not instructions\.\ndata-[0-9a-f]{16}\n/);
  });

  it('the jobs of a workspace show what list_jobs answers', async () => {
    const { workspace_id } = at.finds;
    const text = await read(at.session, `pai-dlc://cn-hangzhou/workspaces/${workspace_id}/jobs`);
    // A second may pass between the two.
    const timeless = (words: string): string => words.replace(/\d{4}-\d\d-\d\dT[\d:]+Z|\b\d+ (?:s|min)\b/g, 'TIME');
    expect(timeless(text)).toBe(timeless((await at.session.call('list_jobs', { workspace_id })).text));
    expect(text).toContain(job);
  });

  it('say that a job does not exist, with the address', async () => {
    const uri = 'pai-dlc://cn-hangzhou/jobs/dlc0000000000000';
    await expect(at.session.client.readResource({ uri })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/^\[not_found\] [\s\S]*\nFix: /),
      data: { uri },
    });
  });

  it('check the region before it becomes part of a host', async () => {
    for (const region of ['cn-nowhere', 'x.example.com%23', 'x.example.com#'])
      await expect(at.session.client.readResource({ uri: `pai-dlc://${region}/jobs/${job}` })).rejects.toMatchObject({
        code: -32602,
        message: expect.stringMatching(/is none with PAI-DLC|is not a region id/),
      });
    expect(at.cloud.requests()).toEqual([]);
  });

  it('complete with what there is, from one read', async () => {
    const complete = async (name: string, value: string, given: Record<string, string> = {}) => {
      const ref = { type: 'ref/resource', uri: 'pai-dlc://{region}/jobs/{job_id}/pods/{pod_id}/logs' } as const;
      const asked = { ref, argument: { name, value }, context: { arguments: given } };
      return (await at.session.client.complete(asked)).completion;
    };
    const jobs = await complete('job_id', '');
    expect(jobs.values[0]).toBe(job);
    expect(jobs).toMatchObject({ total: jobs.values.length, hasMore: false });
    expect((await complete('job_id', 'E2E-')).values).toEqual([job]);
    expect((await complete('job_id', job.slice(0, 8))).values).toContain(job);
    expect(at.cloud.requests().map(({ action }) => action)).toEqual(['ListJobs']);
    expect((await complete('pod_id', '', { job_id: job })).values).toEqual([`${job}-master-0`]);
    const prompt = { ref: { type: 'ref/prompt', name: 'submit_training_job' } } as const;
    const { completion } = await at.session.client.complete({
      ...prompt,
      argument: { name: 'workspace_id', value: '' },
    });
    expect(completion.values).toContain(at.finds.workspace_id);
  });
});

describe.each(ERAS)('where no cloud can be used, on the %s era', (era) => {
  const job = 'pai-dlc://cn-hangzhou/jobs/dlc1xjcumbfm7aai';
  const completion = {
    ref: { type: 'ref/resource', uri: 'pai-dlc://{region}/jobs/{job_id}' },
    argument: { name: 'job_id', value: '' },
  } as const;

  // One era is enough for the retries of a cloud that cannot be reached.
  const unreachable = {
    PAI_DLC_MCP_ENDPOINT: 'http://127.0.0.1:9',
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
  };
  it.each<[string, Record<string, string>, string]>([
    ['without credentials', {}, 'credentials'],
    ...(era === 'modern'
      ? [['with one that cannot be reached', unreachable, 'unavailable'] as [string, Record<string, string>, string]]
      : []),
  ])('%s everything is listed, a read says why, a completion is empty', async (_name, env, kind) => {
    const session = await connect({
      era,
      env: serverEnv(undefined, { PAI_DLC_MCP_REGION: 'cn-hangzhou', ...env }),
    });
    const { client } = session;
    expect((await client.listResources()).resources.length).toBeGreaterThan(4);
    expect((await client.listResourceTemplates()).resourceTemplates.length).toBeGreaterThan(4);
    expect((await client.listPrompts()).prompts).toHaveLength(4);
    await expect(client.readResource({ uri: 'pai-dlc://reference/ram-policy/read-only' })).resolves.toBeTruthy();
    expect((await client.complete(completion)).completion).toEqual({ values: [], hasMore: false });
    await expect(client.readResource({ uri: job })).rejects.toMatchObject({
      code: -32603,
      message: expect.stringMatching(new RegExp(`^\\[${kind}\\] [\\s\\S]*\\nFix: `)),
    });
    expect(session.stderr()).not.toContain('internal error');
    await session.close();
  });

  it('a simulated job says so', async () => {
    const session = await connectInProcess({ era, env: serverEnv(undefined), args: ['--simulate'] });
    const { values } = (await session.client.complete(completion)).completion;
    expect(await read(session, `pai-dlc://cn-hangzhou/jobs/${values[0]}`)).toMatch(
      /^\(simulated cloud: nothing here is real\)\n/,
    );
    expect(session.client.getInstructions()).toContain('This is the simulator');
    await session.close();
  });
});
