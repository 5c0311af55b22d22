import { describe, expect, it } from 'vitest';
import { ERAS, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, starved } from './bench.ts';

type Row = Record<string, unknown>;

const create = (at: Bench, changes: Row) => at.session.call('create_job', jobArguments(at.finds, changes));

async function created(at: Bench, changes: Row): Promise<Row> {
  await ok(at, 'create_job', jobArguments(at.finds, changes));
  return onlyWrite(at.cloud, 'CreateJob').body;
}

describe('R6 data sources', () => {
  const at = bench({ era: 'legacy', person: yes });
  const uri = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/path/';
  const out = { uri, mount_path: '/mnt/output', mount_access: 'RW' };

  it.each<[string, (id: string) => Row[]]>([
    ['neither id nor URI', () => [{ mount_path: '/mnt/a', mount_access: 'RO' }]],
    ['both', (data_source_id) => [{ ...out, data_source_id }]],
    ['two on one path', () => [out, { ...out, mount_access: 'RO' }]],
    [
      'two on one path but for a slash',
      (data_source_id) => [out, { data_source_id, mount_path: '/mnt/output/', mount_access: 'RO' }],
    ],
  ])('refuses %s, and writes nothing', async (_what, sources) => {
    const answer = await create(at, { data_sources: sources(at.finds.dataset_id) });
    expectRefused(at, answer, 'R6', { looks: true });
  });

  it.each(['rw', 'ReadOnly', '', undefined])('refuses mount_access %j, and writes nothing', async (mount_access) => {
    const answer = await create(at, { data_sources: [{ ...out, mount_access }] });
    expectRefused(at, answer, undefined, { kind: 'invalid_input', looks: true });
  });

  it.each([
    ['a local path', { uri: './src' }],
    ['a page of the web', { uri: 'https://example.com/data.tar' }],
    ['another store', { uri: 's3://bucket/data' }],
    ['a bucket without its endpoint', { uri: 'oss://bucket/path/' }],
    ['an internal endpoint of another region', { uri: uri.replace('hangzhou', 'shanghai') }],
    ['a relative mount path', { mount_path: 'output' }],
    ['a directory of the system', { mount_path: '/usr' }],
    ['a path that climbs', { mount_path: '/mnt/../etc' }],
  ])('R40 refuses %s, and writes nothing', async (_what, change) => {
    expectRefused(at, await create(at, { data_sources: [{ ...out, ...change }] }), 'R40', { looks: true });
  });

  it('R40 sends a file system and a public bucket of another region, which the person is told of', async () => {
    const far = 'oss://bucket.oss-cn-shanghai.aliyuncs.com/path/';
    const nas = 'nas://09f42f2.cn-hangzhou/data/';
    const body = await created(at, {
      data_sources: [
        { ...out, uri: far },
        { ...out, uri: nas, mount_path: '/mnt/nas/' },
      ],
    });
    expect(body.DataSources).toMatchObject([{ Uri: far }, { Uri: nas, MountPath: '/mnt/nas/' }]);
    expect(at.session.asked.at(-1)).toContain('is a bucket of cn-shanghai, and the job runs in cn-hangzhou');
  });

  it('sends one by id and one by URI', async () => {
    const data_source_id = at.finds.dataset_id;
    const body = await created(at, {
      data_sources: [{ data_source_id, mount_path: '/mnt/data', mount_access: 'RO' }, out],
    });
    expect(body.DataSources).toEqual([
      { DataSourceId: data_source_id, MountPath: '/mnt/data', MountAccess: 'RO' },
      { Uri: uri, MountPath: '/mnt/output', MountAccess: 'RW' },
    ]);
  });
});

describe('R7 the code source', () => {
  const at = bench({ era: 'modern' });
  const uri = 'https://code.example.com/team/repo.git';

  it.each<[string, (id: string) => Row | string]>([
    ['by URI', () => ({ uri, branch: 'main' })],
    ['by both', (code_source_id) => ({ uri, code_source_id })],
    ['by an empty URI', (code_source_id) => ({ uri: '', code_source_id })],
    ['by URI, as JSON text', () => JSON.stringify({ uri })],
    ['by nothing', () => ({ branch: 'main' })],
  ])('is refused %s, and nothing is written', async (_what, source) => {
    const answer = await create(at, { code_source: source(at.finds.code_source_id) });
    expectRefused(at, answer, 'R7', { looks: true });
  });

  it('is refused by URI in the changes of a clone as well', async () => {
    const answer = await at.session.call('clone_job', { job_id: 'dlc1', changes: { code_source: { uri } } });
    expectRefused(at, answer, 'R7', { looks: ['GetJob'] });
  });

  it('is sent by id', async () => {
    const { code_source_id } = at.finds;
    const body = await created(at, { code_source: { code_source_id, branch: 'main', mount_path: '/root/code' } });
    expect(body.CodeSource).toEqual({ CodeSourceId: code_source_id, Branch: 'main', MountPath: '/root/code' });
  });
});

describe('R7 a flag that no version of the API has', () => {
  const at = bench({ era: 'legacy' });

  it.each([{ enable_gang_scheduling: true }, { settings: { enable_gang_scheduling: true } }])(
    'is refused by name: %j',
    async (change) => {
      const answer = await create(at, change);
      expectRefused(at, answer, 'R7', { looks: true });
      expect(answer.text).toContain('no version of the API has it');
      const cloned = await at.session.call('clone_job', { job_id: 'dlc1', changes: change });
      expectRefused(at, cloned, 'R7', { looks: ['GetJob'] });
    },
  );
});

describe('R41 the size of a create', () => {
  const at = bench({ era: 'modern', person: yes });

  it('is refused where the API would not take it, and nothing is written', async () => {
    const answer = await create(at, { command: 'x'.repeat(70_000) });
    expectRefused(at, answer, 'R41', { looks: true });
    expect(answer.text).toContain('command alone has 70,002');
  });

  it('lets a long command through, and says when it is near the limit', async () => {
    const command = 'x'.repeat(64_000);
    expect((await created(at, { command })).UserCommand).toBe(command);
    expect(at.session.asked.at(-1)).toContain('The job takes 64,');
  });
});

describe('R9 a Ray job', () => {
  const at = bench({ era: 'legacy', person: yes });

  it('of workers alone is sent, and the person is told that it has no head', async () => {
    const body = await created(at, { job_type: 'RayJob' });
    expect(body).toMatchObject({ JobType: 'RayJob', JobSpecs: [{ Type: 'Worker' }] });
    expect(at.session.asked.at(-1)).toContain('This RayJob has no Head task');
  });
});

describe('R24 job names', () => {
  const at = bench({ era: 'legacy' });

  it.each([' ', 'two words', 'slash/ed', 'colon:ed', 'name\n', '\u8bad\u7ec3', 'a'.repeat(257), 'x\u202ey'])(
    'refuses %j, suggests a sortable one and writes nothing',
    async (display_name) => {
      const answer = await create(at, { display_name });
      expectRefused(at, answer, 'R24', { looks: true });
      const suggested = /such as "([^"]*)"/.exec(answer.text)?.[1];
      expect(suggested).toMatch(/^[0-9A-Za-z_.-]{1,256}$/);
      expect(suggested).toMatch(/-\d{8}$/);
    },
  );

  it.each(['a', 'llm-qwen_7b.v2-20260131', 'A'.repeat(256)])('sends %j as it is', async (display_name) => {
    expect((await created(at, { display_name })).DisplayName).toBe(display_name);
  });
});

describe.each(ERAS)('R25 R32 a created job is asked about and read back, on the %s era', (era) => {
  const at = bench({ era, person: yes });
  const sent = () => at.cloud.requests().map((entry) => entry.action);

  it('with its status and what normally comes next', async () => {
    const { data, text } = await ok(at, 'create_job', jobArguments(at.finds));
    expect(sent().slice(sent().indexOf('CreateJob'))).toEqual(['CreateJob', 'GetJob']);
    expect(at.cloud.requests().at(-1)?.path).toBe(`/api/v1/jobs/${data.job_id}`);
    expect(data).toMatchObject({ status: 'Creating', comes_next: expect.stringContaining('EnvPreparing') });
    expect(text.split('\n')[0]).toMatch(
      /^Created dlc\w+ "e2e-[0-9a-f]{8}"; its status is Creating\. Normally next: Queuing/,
    );
  });

  it('also for a job that will have to wait for its quota', async () => {
    const { data } = await ok(at, 'create_job', jobArguments(at.finds, starved(at)));
    expect(data.status).toBe('Creating');
    at.cloud.clock.advance(10);
    expect((await ok(at, 'get_job', { job_id: data.job_id })).data.status).toBe('Queuing');
  });

  it('and a call that is refused is neither created nor read', async () => {
    expectRefused(at, await create(at, { display_name: 'not a name' }), 'R24', { looks: true });
    expect(at.session.asked.join()).not.toContain('not a name');
  });

  const question = async (changes: Record<string, unknown>) => {
    await ok(at, 'create_job', jobArguments(at.finds, changes));
    return String(at.session.asked.at(-1));
  };

  it('after a question that names the job, its workspace, its size and its end', async () => {
    const text = await question({ display_name: 'asked-20260131', job_max_running_time_minutes: 90 });
    for (const part of ['asked-20260131', at.finds.workspace_id, at.finds.image, 'GPU', 'pay-as-you-go', '90 minutes'])
      expect(text).toContain(part);
    expect(text).not.toContain('Nothing will stop it');
  });

  it('after a question that says when nothing will stop the job, and which quota it takes', async () => {
    const changes = starved(at);
    const text = await question(changes);
    expect(text).toContain('Nothing will stop it');
    expect(text).toContain(`8 GPUs`);
    expect(text).toContain(String(changes.resource_id));
  });
});
