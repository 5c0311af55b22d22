import { describe, expect, it } from 'vitest';
import { type Route, SimError, type SimUser } from '../../src/simulator/route.ts';
import { aiworkspaceRoutes } from '../../src/simulator/routes/aiworkspace.ts';
import { ecsSpecRoutes } from '../../src/simulator/routes/ecs-specs.ts';
import { buildWorld } from '../../src/simulator/world/world.ts';

const users = [
  { userId: '1000000000000001', userName: 'alice' },
  { userId: '200000000000000002', userName: 'bob' },
  { userId: '200000000000000003', userName: 'carol' },
];
const options = { region: 'cn-hangzhou', seed: 7, users };
const world = buildWorld(options);
const routes: Route[] = [...aiworkspaceRoutes({ ...options, world, now: () => 0 }), ...ecsSpecRoutes(world)];

function caller(index = 0): SimUser {
  return { ...(users[index] ?? users[0]!), accessKeyId: 'ak', accessKeySecret: 'secret' };
}

function call(action: string, params: Record<string, unknown> = {}, path: Record<string, string> = {}, as = 0) {
  const route = routes.find((candidate) => candidate.action === action);
  if (!route) throw new Error(`no route ${action}`);
  for (const name of Object.keys(params)) expect(route.query, `${action} declares ${name}`).toHaveProperty(name);
  return route.handle({ path, params, caller: caller(as), region: 'cn-hangzhou', ignores: () => false });
}

const list = (answer: Record<string, unknown>, key: string) => answer[key] as Record<string, unknown>[];

function failure(run: () => unknown): SimError {
  try {
    run();
  } catch (error) {
    if (error instanceof SimError) return error;
    throw error;
  }
  throw new Error('did not fail');
}

describe('the world', () => {
  it('is the same for the same options and differs by seed', () => {
    expect(buildWorld(options)).toEqual(world);
    expect(buildWorld({ ...options, seed: 8 }).workspaces[0]?.WorkspaceId).not.toBe(world.defaultWorkspaceId);
  });

  it('shares nothing with another one, whatever is done to it', () => {
    const spoilt = buildWorld(options);
    for (const image of spoilt.images) {
      image.Name = 'spoilt';
      for (const label of image.Labels) label.Value = 'spoilt';
      image.Labels.length = 0;
    }
    expect(buildWorld(options)).toEqual(world);
    expect(buildWorld({ ...options, region: 'cn-beijing' }).images[0]?.ImageUri).toContain('.cn-beijing.');
    expect(buildWorld(options)).toEqual(world);
  });

  it('holds enough of everything', () => {
    expect(world.workspaces.length).toBeGreaterThanOrEqual(3);
    expect(world.workspaces.filter((workspace) => workspace.IsDefault)).toHaveLength(1);
    expect(world.images.filter((image) => image.WorkspaceId === '').length).toBeGreaterThanOrEqual(200);
    expect(world.images.some((image) => image.WorkspaceId !== '')).toBe(true);
    expect(world.datasets.length).toBeGreaterThanOrEqual(8);
    expect(world.codeSources.length).toBeGreaterThanOrEqual(4);
    expect(world.quotas.length).toBeGreaterThanOrEqual(4);
    expect(world.quotas.some((quota) => quota.Total.GPU === 8)).toBe(true);
    expect(world.ecsSpecs.filter((spec) => spec.ResourceType === 'ECS').length).toBeGreaterThanOrEqual(40);
    expect(world.ecsSpecs.some((spec) => !spec.IsAvailable)).toBe(true);
    for (const spec of world.ecsSpecs.filter((each) => each.ResourceType === 'Lingjun')) {
      expect(spec.InstanceType).toMatch(/^ml\./);
      expect(spec.Gpu).toBe(8);
    }
  });

  it('has ids and times in the documented formats, all ids distinct', () => {
    const ids = [
      ...world.images.map((image) => image.ImageId),
      ...world.datasets.map((dataset) => dataset.DatasetId),
      ...world.codeSources.map((source) => source.CodeSourceId),
      ...world.quotas.map((quota) => quota.QuotaId),
      ...world.workspaces.map((workspace) => workspace.WorkspaceId),
      ...world.ecsSpecs.map((spec) => spec.InstanceType),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const image of world.images) expect(image.ImageId).toMatch(/^image-[0-9a-z]{18}$/);
    for (const dataset of world.datasets) expect(dataset.DatasetId).toMatch(/^d-[0-9a-z]{18}$/);
    for (const source of world.codeSources) {
      expect(source.CodeSourceId).toMatch(/^code-\d{14}-[0-9a-z]{12}$/);
      expect(source.GmtCreateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
    for (const workspace of world.workspaces) {
      expect(workspace.WorkspaceId).toMatch(/^\d{3,}$/);
      expect(workspace.GmtCreateTime).toMatch(/T\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });
});

describe('ListWorkspaces', () => {
  it('lists only what the caller is a member of, oldest first, without our own members field', () => {
    const mine = list(call('ListWorkspaces'), 'Workspaces');
    expect(mine).toHaveLength(world.workspaces.length);
    expect(mine[0]).not.toHaveProperty('memberIds');
    const times = mine.map((workspace) => String(workspace.GmtCreateTime));
    expect(times).toEqual([...times].sort());
    expect(list(call('ListWorkspaces', {}, {}, 2), 'Workspaces').length).toBeLessThan(mine.length);
  });

  it('honours name, ids, Fields, Order and Option', () => {
    expect(list(call('ListWorkspaces', { WorkspaceName: 'VISION' }), 'Workspaces')).toHaveLength(1);
    expect(call('ListWorkspaces', { WorkspaceIds: world.defaultWorkspaceId, Fields: 'Id' }).Workspaces).toEqual([
      { WorkspaceId: world.defaultWorkspaceId },
    ]);
    expect(list(call('ListWorkspaces', { Order: 'DESC' }), 'Workspaces').at(-1)).toMatchObject({ IsDefault: true });
    expect(call('ListWorkspaces', { Option: 'GetResourceLimits' })).toHaveProperty('ResourceLimits');
  });
});

describe('images', () => {
  it('finds official images without a workspace and with 0, custom ones only with theirs', () => {
    for (const params of [{}, { WorkspaceId: '0' }]) {
      const answer = call('ListImages', params);
      expect(list(answer, 'Images')).toHaveLength(20);
      expect(answer.TotalCount).toBe(world.images.filter((image) => image.WorkspaceId === '').length);
    }
    const custom = list(call('ListImages', { WorkspaceId: world.defaultWorkspaceId }), 'Images');
    expect(custom.length).toBeGreaterThan(0);
    expect(custom.every((image) => image.WorkspaceId === world.defaultWorkspaceId)).toBe(true);
    const own = world.images.find((image) => image.WorkspaceId === world.defaultWorkspaceId)!;
    expect(call('ListImages', { ImageUri: own.ImageUri }).TotalCount).toBe(0);
    expect(call('ListImages', { ImageUri: own.ImageUri, WorkspaceId: own.WorkspaceId }).TotalCount).toBe(1);
  });

  it('leaves Labels out unless Verbose', () => {
    expect(list(call('ListImages', { PageSize: 1 }), 'Images')[0]).not.toHaveProperty('Labels');
    expect(list(call('ListImages', { PageSize: 1, Verbose: true }), 'Images')[0]).toHaveProperty('Labels');
    const id = world.images[0]!.ImageId;
    expect(call('GetImage', {}, { ImageId: id })).not.toHaveProperty('Labels');
    expect(call('GetImage', { Verbose: true }, { ImageId: id })).toHaveProperty('Labels');
  });

  it('joins label filters with and, and does not forgive blanks', () => {
    const both = call('ListImages', { Labels: 'system.official=true,system.framework=XGBoost 1.6.0', Verbose: true });
    expect(both.TotalCount).toBe(1);
    expect(call('ListImages', { Labels: 'system.official=true, system.chipType=GPU' }).TotalCount).toBe(0);
    expect(failure(() => call('ListImages', { Labels: 'pytorch' }))).toMatchObject({ status: 400 });
  });

  it('searches name and description with Query, and the exact name with Name', () => {
    expect(call('ListImages', { Query: 'DEEPSPEED' }).TotalCount).toBeGreaterThan(5);
    expect(call('ListImages', { Name: 'pytorch' }).TotalCount).toBe(0);
    expect(call('ListImages', { Name: world.images[0]!.Name }).TotalCount).toBe(1);
  });

  it('lists distinct labels, by key', () => {
    const labels = list(call('ListImageLabels', { LabelKeys: 'system.chipType' }), 'Labels');
    expect(labels).toEqual([
      { Key: 'system.chipType', Value: 'CPU' },
      { Key: 'system.chipType', Value: 'GPU' },
    ]);
  });
});

describe('datasets and code sources', () => {
  it('falls back to the default workspace and pages by 10', () => {
    const answer = call('ListDatasets');
    expect(list(answer, 'Datasets').every((each) => each.WorkspaceId === world.defaultWorkspaceId)).toBe(true);
    expect(call('ListDatasets', { DataSourceTypes: 'NAS,CPFS' }).TotalCount).toBe(2);
    expect(call('ListDatasets', { PageSize: 2, PageNumber: 99 })).toMatchObject({
      Datasets: [],
      TotalCount: answer.TotalCount,
    });
  });

  it('answers 404 to an unknown id and 403 to a stranger of the workspace', () => {
    expect(failure(() => call('GetDataset', {}, { DatasetId: 'd-nope' }))).toMatchObject({
      status: 404,
      code: 'NotFound',
    });
    expect(failure(() => call('GetImage', {}, { ImageId: 'x' }))).toMatchObject({ status: 404, code: 'NotFound' });
    expect(failure(() => call('GetCodeSource', {}, { CodeSourceId: 'x' }))).toMatchObject({ code: 'NotFound' });
    expect(failure(() => call('ListCodeSources', { WorkspaceId: '1' }))).toMatchObject({ code: 'NotFound' });
    const closed = world.workspaces.find((workspace) => !workspace.memberIds.includes(users[2]!.userId))!;
    expect(failure(() => call('ListDatasets', { WorkspaceId: closed.WorkspaceId }, {}, 2))).toMatchObject({
      status: 403,
    });
  });

  it('lists code sources of the workspace in either case of Order', () => {
    const params = { WorkspaceId: world.defaultWorkspaceId, SortBy: 'DisplayName' };
    const up = list(call('ListCodeSources', { ...params, Order: 'ASC' }), 'CodeSources').map(
      (each) => each.DisplayName,
    );
    const down = list(call('ListCodeSources', { ...params, Order: 'desc' }), 'CodeSources').map(
      (each) => each.DisplayName,
    );
    expect(up.length).toBeGreaterThan(1);
    expect(down).toEqual([...up].reverse());
  });
});

describe('ListEcsSpecs', () => {
  it('rejects the documented upper-case SortBy and takes the mixed-case one', () => {
    for (const SortBy of ['CPU', 'GPU', 'GmtCreateTime']) {
      expect(failure(() => call('ListEcsSpecs', { SortBy }))).toMatchObject({ status: 400, code: 'BadRequest' });
    }
    const cpus = list(call('ListEcsSpecs', { SortBy: 'Cpu', Order: 'desc', PageSize: 5 }), 'EcsSpecs').map(
      (s) => s.Cpu,
    );
    expect(cpus).toEqual([...cpus].sort((a, b) => Number(b) - Number(a)));
  });

  it('filters and pages by 10', () => {
    expect(list(call('ListEcsSpecs'), 'EcsSpecs')).toHaveLength(10);
    expect(call('ListEcsSpecs').TotalCount).toBe(world.ecsSpecs.length);
    expect(call('ListEcsSpecs', { InstanceTypes: 'ecs.g6.large,ecs.c6.large' }).TotalCount).toBe(2);
    const lingjun = list(call('ListEcsSpecs', { ResourceType: 'Lingjun', AcceleratorType: 'GPU' }), 'EcsSpecs');
    expect(lingjun.every((spec) => spec.ResourceType === 'Lingjun')).toBe(true);
  });
});
