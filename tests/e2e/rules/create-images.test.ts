import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { connectInProcess } from '../in-process.ts';
import { ERAS, errorOf, frozenCloud, type Session, serverEnv, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite } from './bench.ts';

type Row = Record<string, unknown>;

const withImage = (at: Bench, image: string): Row => ({
  task_specs: [{ type: 'Worker', pod_count: 1, image, ecs_spec: at.finds.ecs_spec }],
});
const create = (at: Bench, image: string) =>
  at.session.call('create_job', jobArguments(at.finds, withImage(at, image)));
const reads = (at: Bench, action = 'ListImages') => at.cloud.requests().filter((entry) => entry.action === action);
const valid = (answer: Parameters<typeof errorOf>[0]) => (errorOf(answer).valid ?? []) as string[];

/** Images of the simulated account; `custom` ones are of the default workspace. */
function images({ cloud }: Pick<Bench, 'cloud'>) {
  const { images: all, defaultWorkspaceId } = cloud.world;
  return {
    official: all.filter((image) => image.WorkspaceId === ''),
    custom: all.filter((image) => image.WorkspaceId === defaultWorkspaceId),
    elsewhere: all.filter((image) => image.WorkspaceId !== '' && image.WorkspaceId !== defaultWorkspaceId),
    uris: new Set(all.map((image) => image.ImageUri)),
  };
}
const named = (at: Bench, name: string) => {
  const found = at.cloud.world.images.find((image) => image.Name === name);
  if (found === undefined) throw new Error(`no image ${name}`);
  return found;
};

describe('R2 an image is a verbatim URI of the catalogue', () => {
  const at = bench({ era: 'modern' });

  it('looks an official one up without a workspace, in one call', async () => {
    const image = images(at).official.at(-1)?.ImageUri ?? '';
    await ok(at, 'create_job', jobArguments(at.finds, withImage(at, image)));
    expect(reads(at).map(({ query }) => query)).toEqual([{ ImageUri: image, Verbose: 'true', PageSize: '100' }]);
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({ JobSpecs: [{ Image: image }] });
  });

  it('looks a custom one up in its workspace, in one call', async () => {
    const image = images(at).custom[0]?.ImageUri ?? '';
    await ok(at, 'create_job', jobArguments(at.finds, withImage(at, image)));
    expect(reads(at).map(({ query }) => query.WorkspaceId)).toEqual([at.finds.workspace_id]);
    onlyWrite(at.cloud, 'CreateJob');
  });

  it('looks a second time only where the registry misled it', async () => {
    const image = 'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/own/copy:v1';
    const custom = images(at).custom[0];
    if (custom === undefined) throw new Error('no custom image');
    at.cloud.world.images.push({ ...custom, ImageId: 'image-copy', Name: 'copy', ImageUri: image });
    await ok(at, 'create_job', jobArguments(at.finds, withImage(at, image)));
    expect(reads(at).map(({ query }) => query.WorkspaceId)).toEqual([undefined, at.finds.workspace_id]);
    onlyWrite(at.cloud, 'CreateJob');
  });

  it('asks once per distinct image', async () => {
    const [head = '', worker = ''] = images(at).official.map((image) => image.ImageUri);
    const task = { pod_count: 1, ecs_spec: at.finds.ecs_spec };
    const task_specs = [
      { ...task, type: 'Head', image: head },
      { ...task, type: 'Worker', image: worker },
      { ...task, type: 'Worker-gpu', image: worker },
    ];
    await ok(at, 'create_job', jobArguments(at.finds, { job_type: 'RayJob', task_specs }));
    expect(reads(at).map(({ query }) => query.ImageUri)).toEqual([head, worker]);
  });

  it('refuses an image id with the URI it stands for', async () => {
    const { ImageId, ImageUri } = named(at, 'qwen-sft');
    const answer = await create(at, ImageId);
    expectRefused(at, answer, 'R2');
    expect(valid(answer)).toEqual([ImageUri]);
    expect(reads(at, 'GetImage')).toHaveLength(1);
    expect(reads(at)).toEqual([]);
    expect((await create(at, ImageUri)).isError).toBe(false);
  });

  it('refuses the id of an image of another workspace without proposing it', async () => {
    const other = images(at).elsewhere[0];
    const answer = await create(at, other?.ImageId ?? '');
    expectRefused(at, answer, 'R2');
    expect(answer.text).not.toContain(other?.ImageUri ?? '');
    expectRefused(at, await create(at, 'image-000000000000000000'), 'R2');
  });

  it.each(['qwen-sft', 'pytorch:2.3.1-gpu-py310-cu121-ubuntu22.04'])(
    'refuses the name "%s" with the URI of that image',
    async (name) => {
      const answer = await create(at, name);
      expectRefused(at, answer, 'R2');
      expect(valid(answer)).toEqual([named(at, name).ImageUri]);
    },
  );

  it.each([
    ['from Docker Hub', 'pytorch/pytorch:2.3.1-gpu', 'pytorch:2.3.1'],
    ['with a mistyped repository', 'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytroch:2.5.1-gpu', ''],
    [
      'with a tag that does not exist',
      'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/megatron:0.12.1',
      'megatron:0.12.1',
    ],
    [
      'of another region',
      'dsw-registry-vpc.cn-beijing.cr.aliyuncs.com/pai/ray:2.46.0-cpu-py312-ubuntu24.04',
      'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/ray:2.46.0-cpu-py312-ubuntu24.04',
    ],
    ['custom, mistyped', 'registry-vpc.cn-hangzhou.aliyuncs.com/simulated-team/qwen_sft:v1', 'team/qwen-sft:v1'],
    [
      'in capitals',
      'DSW-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/ray:2.46.0-cpu-py312-ubuntu24.04',
      'ray:2.46.0-cpu',
    ],
    [
      'with more at its end',
      'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/ray:2.46.0-cpu-py312-ubuntu24.04x',
      'ray:2.46.0-cpu',
    ],
    ['that names nothing', 'registry.example.com/', ''],
  ])('refuses one %s with the nearest real URIs', async (_what, image, first) => {
    const answer = await create(at, image);
    expectRefused(at, answer, 'R2');
    expect(valid(answer).length).toBeGreaterThan(0);
    expect(valid(answer).length).toBeLessThanOrEqual(5);
    for (const uri of valid(answer)) expect(images(at).uris).toContain(uri);
    expect(valid(answer)[0]).toContain(first);
  });

  it.each([
    ['a version that there is not', 'pytorch:2.99', 'pytorch:2.8.0-gpu-py312-cu1'],
    ['no tag', 'pytorch', 'pytorch:2.8.0-gpu-py312-cu1'],
    ['CUDA and Python', 'pytorch/pytorch:2.4.0-py3.11-cuda12.1-cudnn9-runtime', 'pytorch:2.4.1-gpu-py311-cu121-'],
    ['only CUDA of the same version', 'nvcr.io/x/pytorch:2.3.1-cuda11.8', 'pytorch:2.3.1-gpu-py311-cu118-'],
  ])('proposes GPU images of the same framework to a GPU job: %s', async (_what, image, first) => {
    const answer = await create(at, image);
    expectRefused(at, answer, 'R2');
    const proposed = valid(answer);
    expect(proposed[0]).toContain(first);
    for (const uri of proposed) expect(uri).toMatch(/\/pytorch:.*-gpu-/);
    expect(answer.text).toContain('the nearest real GPU images, verbatim');
  });

  it('proposes the newest first where no name is like it', async () => {
    const newest = images(at)
      .official.filter(({ Labels }) => Labels.some(({ Key, Value }) => Key === 'system.chipType' && Value === 'GPU'))
      .filter(({ Labels }) => Labels.some(({ Key }) => Key === 'system.supported.dlc'))
      .sort((a, b) => b.GmtCreateTime.localeCompare(a.GmtCreateTime))[0];
    expect(valid(await create(at, 'registry.example.com/team/zzzzzz:1'))[0]).toBe(newest?.ImageUri);
  });

  it('proposes what was named to a job without GPUs, and to one that names an image without', async () => {
    const cpu = (image: string) =>
      at.session.call(
        'create_job',
        jobArguments(at.finds, { task_specs: [{ type: 'Worker', pod_count: 1, image, ecs_spec: 'ecs.g6.large' }] }),
      );
    const plain = await cpu('pytorch:2.3.1-cpu-py310');
    expect(valid(plain)[0]).toContain('pytorch:2.3.1-cpu-py310-');
    expect(plain.text).toContain('the nearest real URIs, verbatim');
    expect(valid(await create(at, 'pytorch:2.3.1-cpu-py310'))[0]).toContain('pytorch:2.3.1-cpu-py310-');
  });

  it('warns of an image without GPU software where there are GPUs, and of no other', async () => {
    const { ImageUri } = named(at, 'pytorch:2.3.1-cpu-py310-ubuntu22.04');
    const dry = (task: Row) =>
      at.session.call('create_job', jobArguments(at.finds, { task_specs: [task], dry_run: true }));
    const task = { type: 'Worker', pod_count: 1, image: ImageUri, ecs_spec: at.finds.ecs_spec };
    expect((await dry(task)).text).toContain('is one without GPU software');
    expect((await dry({ ...task, ecs_spec: 'ecs.g6.large' })).text).not.toContain('without GPU software');
    expect((await dry({ ...task, image: at.finds.image })).text).not.toContain('without GPU software');
  });

  it('refuses a custom image of another workspace', async () => {
    const other = images(at).elsewhere[0]?.ImageUri ?? '';
    const answer = await create(at, other);
    expectRefused(at, answer, 'R2');
    expect(valid(answer)).not.toContain(other);
  });

  it('is repaired in one turn', async () => {
    const [best = ''] = valid(await create(at, 'pytorch:2.3'));
    await ok(at, 'create_job', jobArguments(at.finds, withImage(at, best)));
    onlyWrite(at.cloud, 'CreateJob');
  });
});

describe.each(ERAS)('R2 finds are kept for a minute, on the %s era', (era) => {
  const at = bench({ era, person: yes });

  it('so that the pass after the yes does not ask again', async () => {
    const image = images(at).official[7]?.ImageUri ?? '';
    await ok(at, 'create_job', jobArguments(at.finds, withImage(at, image)));
    expect(at.session.asked.at(-1)).toContain(image);
    expect(reads(at)).toHaveLength(1);
    onlyWrite(at.cloud, 'CreateJob');
  });

  it('and what was not found is looked up again', async () => {
    const image = 'registry-vpc.cn-hangzhou.aliyuncs.com/simulated-team/late:v1';
    expectRefused(at, await create(at, image), 'R2');
    const custom = images(at).custom[0];
    if (custom === undefined) throw new Error('no custom image');
    at.cloud.world.images.push({ ...custom, ImageId: 'image-late', Name: 'late', ImageUri: image });
    await ok(at, 'create_job', jobArguments(at.finds, withImage(at, image)));
    onlyWrite(at.cloud, 'CreateJob');
  });
});

describe('R2 registries that the operator accepts', () => {
  const at = bench({
    era: 'legacy',
    person: yes,
    args: ['--allow-image', 'registry.example.com/team/**,other.example.com/a/*'],
  });

  it.each([
    'registry.example.com/team/train:v1',
    `registry.example.com/team/deep/er/train@sha256:${'ab'.repeat(32)}`,
    'other.example.com/a/b:1',
  ])('are not looked up, and the person is told: %s', async (image) => {
    await ok(at, 'create_job', jobArguments(at.finds, withImage(at, image)));
    expect(reads(at)).toEqual([]);
    expect(at.session.asked.at(-1)).toContain(
      `Not looked up, as the operator accepts it (--allow-image): image ${image}.`,
    );
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({ JobSpecs: [{ Image: image }] });
  });

  it.each([
    'registry.example.com/teams/train:v1',
    'xregistry.example.com/team/train:v1',
    'evil.example.com/registry.example.com/team/train:v1',
    'registry.example.com/team/../other/train:v1',
    'other.example.com/a/b/c:1',
  ])('do not cover %s', async (image) => {
    expectRefused(at, await create(at, image), 'R2');
  });

  it.each(['allow_image', 'allowImage', '--allow-image'])('are not the model\u2019s to name: %s', async (key) => {
    const args = jobArguments(at.finds, { ...withImage(at, 'evil.example.com/x:1'), [key]: ['**'] });
    expectRefused(at, await at.session.call('create_job', args), undefined, { kind: 'invalid_input', looks: true });
  });
});

describe('R2 a catalogue that cannot be read', () => {
  const dead = { PAI_DLC_MCP_ENDPOINT_AIWORKSPACE: '127.0.0.1:9' };
  const allow = 'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/**';
  let cloud: Simulator;
  const sessions: Session[] = [];
  const open = async (env: Record<string, string>, args: string[] = []): Promise<Session> => {
    const session = await connectInProcess({ env: serverEnv(cloud, env), args });
    sessions.push(session);
    return session;
  };
  const job = (workspace: string, image: string): Row => ({
    workspace_id: workspace,
    display_name: 'unread',
    job_type: 'PyTorchJob',
    command: 'true',
    task_specs: [{ type: 'Worker', pod_count: 1, image, ecs_spec: 'ecs.g6.large' }],
  });
  beforeAll(async () => {
    cloud = await frozenCloud();
  });
  afterAll(async () => {
    for (const session of sessions) await session.close();
    await cloud.close();
  });

  it('leaves the image unverified and the job uncreated; the operator\u2019s pattern is the way on', async () => {
    const image = cloud.world.images[0]?.ImageUri ?? '';
    const args = job(cloud.world.defaultWorkspaceId, image);
    const answer = await (await open(dead)).call('create_job', args);
    expectRefused({ cloud }, answer, 'R2', { kind: 'unavailable' });
    expect(answer.text).toContain(`image "${image}" could not be verified`);
    expect(answer.text).toContain('operator');
    expect(errorOf(answer).fix).toContain('again');

    const allowed = await (await open(dead, ['--allow-image', allow])).call('create_job', args);
    expect(allowed.isError, allowed.text).toBe(false);
    onlyWrite(cloud, 'CreateJob');
    cloud.clearRequests();
  });

  it('is told in a dry run as what it is', async () => {
    const image = cloud.world.images[0]?.ImageUri ?? '';
    const args = { ...job(cloud.world.defaultWorkspaceId, image), dry_run: true };
    const answer = await (await open(dead)).call('create_job', args);
    expect(answer.isError).toBe(false);
    expect(answer.data.verdict).toBe('would_refuse');
    expect(answer.text).toContain('could not be verified');
  });

  it('names the missing permission where it is that', async () => {
    const image = cloud.world.images[0]?.ImageUri ?? '';
    const args = job(cloud.world.defaultWorkspaceId, image);
    cloud.permissions.set('dev-user', { deny: ['paiimage:ListImages'] });
    try {
      const answer = await (await open({})).call('create_job', { ...args, display_name: 'denied' });
      expectRefused({ cloud }, answer, 'R2', { kind: 'permission_denied' });
      expect(answer.text).toContain('paiimage:ListImages');
    } finally {
      cloud.permissions.clear();
    }
    await ok({ session: await open({}) }, 'create_job', { ...args, display_name: 'allowed' });
    onlyWrite(cloud, 'CreateJob');
  });
});
