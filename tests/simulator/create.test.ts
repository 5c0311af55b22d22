import { describe, expect, it } from 'vitest';
import { onQuota, PUBLIC_JOB, useCloud, type Wire } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const cloud = useCloud();
const [spec] = PUBLIC_JOB.JobSpecs as Wire[];

describe('CreateJob', () => {
  it.each(['DisplayName', 'JobType', 'JobSpecs', 'UserCommand'])('needs %s', async (name) => {
    const error = await refusal(cloud.create({ [name]: undefined }));
    expect(error).toMatchObject({ statusCode: 400, code: 'MissingParameter' });
    expect(error.message).toContain(name);
  });

  it.each<[string, Wire]>([
    ['an alias of a job type', { JobType: 'pytorch' }],
    ['a priority beyond 9', { Priority: 10 }],
    ['a priority that is text', { Priority: '5' }],
    ['no task specs', { JobSpecs: [] }],
    ['a role of another type', { JobSpecs: [{ ...spec, Type: 'PS' }] }],
    ['no pods', { JobSpecs: [{ ...spec, PodCount: 0 }] }],
    ['no image', { JobSpecs: [{ ...spec, Image: '' }] }],
    ['an unknown machine type', { JobSpecs: [{ ...spec, EcsSpec: 'ecs.none.large' }] }],
    ['neither machine nor resources', { JobSpecs: [{ ...spec, EcsSpec: undefined }] }],
    ['resources without a quota', { JobSpecs: onQuota(1, 0) }],
    ['an unknown quota', { ResourceId: 'quotanone', JobSpecs: onQuota(1, 0) }],
    ['an unknown dataset', { DataSources: [{ DataSourceId: 'd-000000000000000000' }] }],
    ['a dataset and a URI', { DataSources: [{ DataSourceId: 'd-0', Uri: 'oss://b.x/' }] }],
    ['an access that is no access', { DataSources: [{ Uri: 'oss://b.x/', MountAccess: 'ReadOnly' }] }],
    ['an unknown code source', { CodeSource: { CodeSourceId: 'code-none' } }],
    ['numbers in the environment', { Envs: { A: 1 } }],
    ['too large an environment', { Envs: { A: 'x'.repeat(65_536) } }],
  ])('refuses %s', async (_, body) => {
    expect(await refusal(cloud.create(body))).toMatchObject({ statusCode: 400, code: 'InvalidParameter' });
  });

  it('refuses a machine type with a quota, and numbers for quantities', async () => {
    const ResourceId = cloud.quota('llm-lingjun');
    expect(await refusal(cloud.create({ ResourceId }))).toMatchObject({ statusCode: 400 });
    const JobSpecs = [{ ...onQuota(1, 0)[0], ResourceConfig: { CPU: 8, Memory: '64Gi' } }];
    expect(await refusal(cloud.create({ ResourceId, JobSpecs }))).toMatchObject({ code: 'InvalidParameter' });
  });

  it('refuses two sources on one mount path, in the recorded words', async () => {
    const DataSources = [
      { Uri: 'oss://a.oss-cn-hangzhou-internal.aliyuncs.com/', MountPath: '/mnt/data' },
      { Uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/', MountPath: '/mnt/data/' },
    ];
    const error = await refusal(cloud.create({ DataSources }));
    expect(error.statusCode).toBe(400);
    expect(error.data.Message).toBe("different datasource can't have the same mount path");
  });

  it('falls back to the default workspace silently, and refuses one that is not there or not open', async () => {
    const job = await cloud.job(await cloud.create());
    expect(job.WorkspaceId).toBe(cloud.sim.world.defaultWorkspaceId);
    expect(await refusal(cloud.create({ WorkspaceId: '1' }))).toMatchObject({ statusCode: 404, code: 'NotFound' });
    const closed = cloud.sim.world.workspaces.find((each) => !each.memberIds.includes(cloud.sim.users[1]!.userId))!;
    const error = await refusal(cloud.create({ WorkspaceId: closed.WorkspaceId }, cloud.other));
    expect(error).toMatchObject({ statusCode: 403, code: 'OperationForbidden' });
  });

  it('answers what it was asked for, with what it only accepts', async () => {
    const asked = {
      ElasticSpec: { EnableElasticTraining: true, MinParallelism: 2 },
      CredentialConfig: { EnableCredentialInject: true },
      SchedulingStrategy: 'Auto',
    };
    const job = await cloud.job(await cloud.create(asked));
    expect(job).toMatchObject(asked);
    expect(job.ElasticSpec).toHaveProperty('MaxParallelism', 0);
    const plain = await cloud.job(await cloud.create());
    for (const name of ['CredentialConfig', 'SchedulingStrategy']) expect(plain).not.toHaveProperty(name);
  });

  it('is not idempotent: the same body makes another job', async () => {
    expect(await cloud.create()).not.toBe(await cloud.create());
  });

  it('accepts what the catalogues hold', async () => {
    const { world } = cloud.sim;
    const workspace = world.defaultWorkspaceId;
    const dataset = world.datasets.find((each) => each.WorkspaceId === workspace)!;
    const code = world.codeSources.find((each) => each.WorkspaceId === workspace)!;
    const id = await cloud.create({
      DataSources: [{ DataSourceId: dataset.DatasetId, MountPath: '/mnt/d/', MountAccess: 'RO' }],
      CodeSource: { CodeSourceId: code.CodeSourceId },
    });
    const job = await cloud.job(id);
    expect(job.DataSources).toEqual([{ DataSourceId: dataset.DatasetId, MountPath: '/mnt/d/', Uri: dataset.Uri }]);
    const short = await cloud.of('GetJob', id, '', { query: { NeedDetail: 'false' } });
    expect(short).toMatchObject({ JobId: id, Status: 'Creating' });
    expect(short).not.toHaveProperty('Pods');
  });
});
