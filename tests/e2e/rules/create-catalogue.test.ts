import { describe, expect, it } from 'vitest';
import { errorOf } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite } from './bench.ts';

type Row = Record<string, unknown>;

const create = (at: Bench, changes: Row) => at.session.call('create_job', jobArguments(at.finds, changes));
const reads = (at: Bench, action: string) => at.cloud.requests().filter((entry) => entry.action === action);

function dataset({ cloud }: Bench, name: string) {
  const found = cloud.world.datasets.find((candidate) => candidate.Name === name);
  if (found === undefined) throw new Error(`no dataset ${name}`);
  return found;
}
function code({ cloud }: Bench, name: string) {
  const found = cloud.world.codeSources.find((candidate) => candidate.DisplayName === name);
  if (found === undefined) throw new Error(`no code source ${name}`);
  return found;
}
const mount = (data_source_id: string, mount_path?: string, mount_access = 'RO'): Row => ({
  data_source_id,
  mount_access,
  ...(mount_path === undefined ? {} : { mount_path }),
});

describe('R3 a dataset exists in the workspace of the job', () => {
  const at = bench({ era: 'modern' });

  it.each([
    ['is unknown', 'd-000000000000000000'],
    ['is a name', 'web-corpus'],
    ['is no id at all', '../web corpus'],
  ])('refuses one that %s, with the nearest real ones', async (_what, id) => {
    const answer = await create(at, { data_sources: [mount(id, '/mnt/data')] });
    expectRefused(at, answer, 'R3');
    expect(reads(at, 'ListDatasets').map(({ query }) => query.WorkspaceId)).toEqual([at.finds.workspace_id]);
    const offered = answer.text.match(/d-[0-9a-z]{18} "[\w-]+"/g) ?? [];
    expect(offered).toHaveLength(5);
    for (const text of offered) {
      const [offeredId = '', name = ''] = text.split(' ');
      expect(dataset(at, name.slice(1, -1))).toMatchObject({
        DatasetId: offeredId,
        WorkspaceId: at.finds.workspace_id,
      });
    }
    if (id === 'web-corpus') expect(offered[0]).toContain('"web-corpus"');
  });

  it('refuses one of another workspace, public or not, and says whose it is', async () => {
    for (const name of ['click-logs', 'malware-samples']) {
      const { DatasetId, WorkspaceId } = dataset(at, name);
      const answer = await create(at, { data_sources: [mount(DatasetId, '/mnt/data')] });
      expectRefused(at, answer, 'R3');
      expect(answer.text).toContain(`belongs to workspace ${WorkspaceId}`);
    }
  });

  it('reads each distinct one once, and sends them', async () => {
    const [first, second] = [dataset(at, 'web-corpus').DatasetId, dataset(at, 'checkpoints').DatasetId];
    const data_sources = [mount(first, '/mnt/a'), mount(first, '/mnt/b'), mount(second, '/mnt/c', 'RW')];
    await ok(at, 'create_job', jobArguments(at.finds, { data_sources }));
    expect(reads(at, 'GetDataset')).toHaveLength(2);
    expect(reads(at, 'ListDatasets')).toEqual([]);
    const sent = onlyWrite(at.cloud, 'CreateJob').body.DataSources as Row[];
    expect(sent.map((source) => source.DataSourceId)).toEqual([first, first, second]);
  });

  it('does not read again within a minute what it found', async () => {
    const data_sources = [mount(dataset(at, 'team-home').DatasetId, '/mnt/a')];
    for (const display_name of ['first', 'second'])
      await ok(at, 'create_job', jobArguments(at.finds, { data_sources, display_name }));
    expect(reads(at, 'GetDataset')).toHaveLength(1);
  });
});

describe('R3 a code source exists in the workspace of the job', () => {
  const at = bench({ era: 'legacy' });

  it.each(['code-20240101000000-000000000000', 'megatron-patches', 'https://code.example.com/x.git'])(
    'refuses "%s" with the nearest real ones',
    async (code_source_id) => {
      const answer = await create(at, { code_source: { code_source_id } });
      expectRefused(at, answer, 'R3');
      const { CodeSourceId } = code(at, 'megatron-patches');
      expect(answer.text).toContain(`${CodeSourceId} "megatron-patches"`);
      expect(answer.text).not.toContain(code(at, 'detr').CodeSourceId);
    },
  );

  it('refuses one of another workspace', async () => {
    const { CodeSourceId, WorkspaceId } = code(at, 'detr');
    const answer = await create(at, { code_source: { code_source_id: CodeSourceId } });
    expectRefused(at, answer, 'R3');
    expect(answer.text).toContain(`belongs to workspace ${WorkspaceId}`);
  });

  it('sends one of the workspace after one read; its token goes nowhere', async () => {
    const { CodeSourceId, CodeRepoAccessToken } = code(at, 'llm-recipes');
    const answer = await ok(
      at,
      'create_job',
      jobArguments(at.finds, { code_source: { code_source_id: CodeSourceId } }),
    );
    expect(reads(at, 'GetCodeSource')).toHaveLength(1);
    expect(onlyWrite(at.cloud, 'CreateJob').body.CodeSource).toEqual({ CodeSourceId });
    expect(CodeRepoAccessToken).not.toBe('');
    expect(JSON.stringify(answer)).not.toContain(CodeRepoAccessToken);
  });
});

describe('R6 what a dataset brings along', () => {
  const at = bench({ era: 'modern' });
  const uri = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/path/';

  it('refuses to mount a read-only one RW, and mounts it RO', async () => {
    const { DatasetId } = dataset(at, 'web-corpus');
    const answer = await create(at, { data_sources: [mount(DatasetId, '/mnt/data', 'RW')] });
    expectRefused(at, answer, 'R6');
    expect(answer.text).toContain('"web-corpus" is read-only');
    await ok(at, 'create_job', jobArguments(at.finds, { data_sources: [mount(DatasetId, '/mnt/data')] }));
    onlyWrite(at.cloud, 'CreateJob');
  });

  it('refuses its own mount path where another source is', async () => {
    const { DatasetId, Options } = dataset(at, 'web-corpus');
    expect(Options).toContain('/mnt/data/');
    const other = (mount_path: string) => ({ uri, mount_path, mount_access: 'RW' });
    const answer = await create(at, { data_sources: [mount(DatasetId), other('/mnt/data')] });
    expectRefused(at, answer, 'R6');
    await ok(at, 'create_job', jobArguments(at.finds, { data_sources: [mount(DatasetId), other('/mnt/out')] }));
    const [first] = onlyWrite(at.cloud, 'CreateJob').body.DataSources as Row[];
    expect(first).toEqual({ DataSourceId: DatasetId, MountAccess: 'RO' });
  });

  it('refuses two that bring the same path', async () => {
    const first = dataset(at, 'web-corpus');
    const second = dataset(at, 'checkpoints');
    second.Options = first.Options;
    const data_sources = [mount(first.DatasetId), mount(second.DatasetId, undefined, 'RW')];
    expectRefused(at, await create(at, { data_sources }), 'R6');
  });

  it.each(['/mnt/da\u202eta', '/mnt/data\n', '/mnt/\u0000'])(
    'refuses the path %j, which nobody sees as it is',
    async (path) => {
      const answer = await create(at, { data_sources: [mount(dataset(at, 'web-corpus').DatasetId, path)] });
      expectRefused(at, answer, undefined, { kind: 'invalid_input', looks: true });
    },
  );
});

describe('R2 R3 R5 what the reads refuse comes at once', () => {
  const at = bench({ era: 'legacy' });
  const wrong = {
    task_specs: [{ type: 'Worker', pod_count: 1, image: 'nothing/like:this', ecs_spec: 'ecs.none' }],
    data_sources: [mount('d-000000000000000000', '/mnt/data')],
    code_source: { code_source_id: 'code-none' },
  };
  const named = ['nothing/like:this', 'd-000000000000000000', 'code-none', 'ecs.none'];

  it.each([
    ['R2, R3, R5', {}],
    ['R24, R2, R3, R5', { display_name: 'not a name' }],
  ])('with what the pure rules refuse: %s', async (rules, changes) => {
    const answer = await create(at, { ...wrong, ...changes });
    expectRefused(at, answer, rules);
    for (const part of named) expect(errorOf(answer).message).toContain(part);
  });
});
