import { describe, expect, it } from 'vitest';
import { errorOf, no, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { bench, expectRefused, ok, onlyWrite, putJob, REGISTERING, registrar, writes } from './bench.ts';

type Row = Record<string, unknown>;

const at = bench({ person: yes, ...REGISTERING });
const refusing = bench({ person: no, ...REGISTERING });

const URI = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/corpus/';
const { register, registered } = registrar(at, 'create_dataset', 'dataset_id', (count) => ({
  name: `corpus-${count}`,
  uri: URI,
}));
const datasetOf = (id: string, on = at) => on.cloud.world.datasets.find(({ DatasetId }) => DatasetId === id);
/** A version that is newer than what there is. */
const add = (dataset_id: string, changes: Row = {}) => {
  at.cloud.clock.advance(1);
  return at.session.call('create_dataset_version', { dataset_id, uri: `${URI}next/`, ...changes });
};
const mounts = (dataset_id: string, version?: string): Row => ({
  data_sources: [
    { data_source_id: dataset_id, mount_path: '/mnt/data', mount_access: 'RO', ...(version ? { version } : {}) },
  ],
});

describe('R40 R50 a dataset is registered', () => {
  it.each([
    [URI, 'OSS'],
    ['nas://0a1b2c3d.cn-hangzhou/home/', 'NAS'],
    ['nas://cpfs-0123456789abcdef.cn-hangzhou/ptc-1/', 'CPFS'],
  ])('on %s as %s', async (uri, storage) => {
    const name = `on-${storage}`;
    const { data, text } = await ok(at, 'create_dataset', {
      workspace_id: at.finds.workspace_id,
      name,
      uri,
      mount_path: '/mnt/corpus',
      labels: { team: 'nlp' },
    });
    expect(onlyWrite(at.cloud, 'CreateDataset').body).toEqual({
      Name: name,
      WorkspaceId: at.finds.workspace_id,
      DataSourceType: storage,
      Uri: uri,
      Property: 'DIRECTORY',
      Options: '{"mountPath":"/mnt/corpus"}',
      Accessibility: 'PRIVATE',
      Labels: [{ Key: 'team', Value: 'nlp' }],
    });
    expect(data).toMatchObject({ storage, mount_path: '/mnt/corpus', version: 'v1' });
    expect(text).toContain('registered, PRIVATE, version v1');
    expect(at.session.asked).toEqual([]);
  });

  it.each<[Row, string]>([
    [{ uri: '/home/me/corpus' }, 'R40'],
    [{ uri: 's3://bucket/corpus/' }, 'R40'],
    [{ uri: 'oss://bucket/corpus/' }, 'R40'],
    [{ mount_path: '/usr/lib' }, 'R40'],
    [{ name: '-corpus' }, 'R50'],
    [{ labels: { team: 'a,b' } }, 'R14'],
  ])('not as %j', async (changes, rule) => {
    expectRefused(at, await register(changes), rule);
  });

  it('not twice under one name', async () => {
    const id = await registered({ name: 'once' });
    const answer = await register({ name: 'once' });
    expectRefused(at, answer, 'R50');
    expect(answer.text).toContain(`Use ${id}`);
    const dataset_id = await registered({ name: 'once-more' });
    expectRefused(at, await at.session.call('update_dataset', { dataset_id, name: 'once' }), 'R50');
    await ok(at, 'update_dataset', { dataset_id: id, name: 'once' });
    expect(onlyWrite(at.cloud, 'UpdateDataset').body).toMatchObject({ Name: 'once' });
  });

  it('and found by its name where the answer got lost', async () => {
    at.cloud.faults.add({ action: 'CreateDataset', stage: 'after_commit', effect: { kind: 'reset' } });
    const { data, text } = await register({ name: 'lost' });
    expect(text).toContain('found by its name');
    expect(datasetOf(String(data.dataset_id))?.Name).toBe('lost');
  });

  it('with the warnings of its address', async () => {
    const { text } = await register({ uri: 'oss://bucket.oss-cn-hangzhou.aliyuncs.com/corpus/' });
    expect(text).toContain('the internal one costs no traffic');
  });
});

describe('R3 a version that a job names', () => {
  it('is one that there is; else those that there are are named', async () => {
    const id = await registered();
    await add(id);
    at.cloud.clearRequests();
    const answer = await at.session.call('create_job', jobArguments(at.finds, mounts(id, 'v7')));
    expectRefused(at, answer, 'R3');
    expect(answer.text).toContain('has no version "v7"');
    expect(answer.text).toContain('v2, v1');
    for (const version of ['v1', 'v2']) {
      at.cloud.clearRequests();
      await ok(at, 'create_job', jobArguments(at.finds, mounts(id, version)));
      expect(onlyWrite(at.cloud, 'CreateJob').body.DataSources).toMatchObject([{ DataSourceVersion: version }]);
      const looked = at.cloud.requests().some(({ action }) => action === 'ListDatasetVersions');
      expect(looked).toBe(version === 'v1');
    }
  });

  it('is let through where the cloud does not tell of its versions', async () => {
    const id = await registered();
    at.cloud.faults.add({
      action: 'ListDatasetVersions',
      stage: 'before_commit',
      times: 'always',
      effect: { kind: 'error', code: 'Forbidden.RAM', status: 403 },
    });
    await ok(at, 'create_job', jobArguments(at.finds, mounts(id, 'v7')));
    at.cloud.faults.clear();
    onlyWrite(at.cloud, 'CreateJob');
  });
});

describe('R54 versions of a dataset', () => {
  it('are added on the same storage, and shown newest first', async () => {
    const dataset_id = await registered({ mount_path: '/mnt/own' });
    const { data } = await add(dataset_id, { description: 'deduplicated' });
    expect(data).toMatchObject({ version: 'v2', mount_path: '/mnt/own' });
    const list = await ok(at, 'list_dataset_versions', { dataset_id });
    expect(list.data.versions).toMatchObject([
      { version: 'v2', uri: `${URI}next/` },
      { version: 'v1', uri: URI },
    ]);
    const one = await ok(at, 'get_dataset_version', { dataset_id, version: 'v2' });
    expect(one.text).toContain('deduplicated');
    const none = await at.session.call('get_dataset_version', { dataset_id, version: 'v9' });
    expect(errorOf(none).kind).toBe('not_found');
    at.cloud.clearRequests();
    expectRefused(at, await add(dataset_id, { uri: 'nas://0a1b2c3d.cn-hangzhou/home/' }), 'R54');
  });

  it('are added once where the answer got lost', async () => {
    const dataset_id = await registered();
    at.cloud.faults.add({ action: 'CreateDatasetVersion', stage: 'after_commit', effect: { kind: 'reset' } });
    const { data, text } = await add(dataset_id);
    expect(data.version, text).toBe('v2');
    expect(text).toContain('found by its address');
    onlyWrite(at.cloud, 'CreateDatasetVersion');
  });

  it('change in what is said of them, and other options stay', async () => {
    const dataset_id = await registered();
    const dataset = datasetOf(dataset_id)!;
    dataset.Versions[0]!.Options = '{"mountPath":"/a","other":1}';
    const { text } = await ok(at, 'update_dataset_version', {
      dataset_id,
      version: 'v1',
      mount_path: '/mnt/b',
      files: 3,
    });
    expect(text).toContain('mount_path /a -> /mnt/b applied');
    expect(onlyWrite(at.cloud, 'UpdateDatasetVersion').body).toEqual({
      Options: '{"mountPath":"/mnt/b","other":1}',
      DataCount: 3,
    });
  });

  it('go after a yes, but never the first alone', async () => {
    const dataset_id = await registered();
    await add(dataset_id);
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('delete_dataset_version', { dataset_id, version: 'v1' }), 'R54');
    const { data } = await ok(at, 'delete_dataset_version', { dataset_id, version: 'v2' });
    expect(at.session.asked.at(-1)).toMatch(/^Delete a dataset version\? /);
    expect(data.outcome).toBe('deleted');
    onlyWrite(at.cloud, 'DeleteDatasetVersion');
  });

  it('are asked about with the jobs that use the dataset', async () => {
    const dataset_id = await registered();
    await add(dataset_id);
    putJob(at, mounts(dataset_id));
    at.session.asked.length = 0;
    await ok(at, 'delete_dataset_version', { dataset_id, version: 'v2' });
    expect(at.session.asked[0]?.split('\n')[1]).toContain('Live jobs that use the dataset: 1.');
  });
});

describe('R17 R45 a dataset is published and deleted', () => {
  it('is published after a yes, and not after a no', async () => {
    const dataset_id = await registered();
    expect((await ok(at, 'publish_dataset', { dataset_id })).text).toContain('is PUBLIC now');
    onlyWrite(at.cloud, 'PublishDataset');
    const kept = await registered({}, refusing);
    expect(errorOf(await refusing.session.call('publish_dataset', { dataset_id: kept })).kind).toBe('declined');
    expect(errorOf(await register({ accessibility: 'PUBLIC' }, refusing)).kind).toBe('declined');
    expect(writes(refusing.cloud)).toEqual([]);
  });

  it('is changed, with what it was before', async () => {
    const dataset_id = await registered();
    const { text } = await ok(at, 'update_dataset', { dataset_id, mount_path: '/mnt/new', description: 'x' });
    expect(text).toContain('mount_path /mnt/data/ -> /mnt/new applied, description applied');
    at.cloud.faults.add({ action: 'UpdateDataset', stage: 'at_commit', effect: { kind: 'ignored' } });
    expect((await ok(at, 'update_dataset', { dataset_id, name: 'other-name' })).text).toContain('other-name pending');
  });

  it('is deleted after a yes, and not while a live job mounts it', async () => {
    const dataset_id = await registered();
    const job = putJob(at, mounts(dataset_id));
    at.cloud.clearRequests();
    const answer = await at.session.call('delete_dataset', { dataset_id });
    expectRefused(at, answer, 'R45');
    expect(answer.text).toContain(job);
    const unused = await registered();
    expect((await ok(at, 'delete_dataset', { dataset_id: unused })).data.outcome).toBe('deleted');
    expect(datasetOf(unused)).toBeUndefined();
    onlyWrite(at.cloud, 'DeleteDataset');
  });
});
