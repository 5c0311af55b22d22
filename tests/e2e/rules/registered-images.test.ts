import { describe, expect, it } from 'vitest';
import { errorOf, no, yes } from '../session.ts';
import { createJob, jobArguments } from '../world.ts';
import { bench, expectRefused, ok, onlyWrite, REGISTERING, registrar, writes } from './bench.ts';

const at = bench({ person: yes, ...REGISTERING });
const refusing = bench({ person: no, ...REGISTERING });

const URI = 'registry-vpc.cn-hangzhou.aliyuncs.com/team/trainer';
const { register, registered } = registrar(at, 'add_image', 'image_id', (count) => ({
  name: `trainer-${count}`,
  image_uri: `${URI}:v${count}`,
}));
const imageOf = (id: string, on = at) => on.cloud.world.images.find(({ ImageId }) => ImageId === id);
const runs = (image: string, on = at) =>
  jobArguments(on.finds, { task_specs: [{ type: 'Worker', pod_count: 1, image, ecs_spec: on.finds.ecs_spec }] });
const official = () => at.cloud.world.images.find(({ WorkspaceId }) => WorkspaceId === '')!.ImageId;

describe('R57 R2 an image is registered', () => {
  it('after a yes to what it is and what follows, and is listed and run from then on', async () => {
    const image_uri = `${URI}@sha256:${'0'.repeat(64)}`;
    const before = await at.session.call('create_job', runs(image_uri));
    expectRefused(at, before, 'R2');
    at.session.asked.length = 0;
    const { data, text } = await ok(at, 'add_image', {
      workspace_id: at.finds.workspace_id,
      name: 'first',
      image_uri,
      labels: { 'system.chipType': 'GPU', team: 'nlp' },
    });
    expect(at.session.asked).toHaveLength(1);
    expect(at.session.asked[0]).toMatch(/^Register an image, so that jobs can run it\? Nobody checks what it holds/);
    expect(at.session.asked[0]).toContain(image_uri);
    expect(at.session.asked[0]).toContain('PRIVATE');
    expect(at.session.asked[0]).not.toContain('names a tag');
    expect(onlyWrite(at.cloud, 'AddImage').body).toEqual({
      Name: 'first',
      ImageUri: image_uri,
      Accessibility: 'PRIVATE',
      WorkspaceId: at.finds.workspace_id,
      Labels: [
        { Key: 'system.supported.dlc', Value: 'true' },
        { Key: 'system.chipType', Value: 'GPU' },
        { Key: 'team', Value: 'nlp' },
      ],
    });
    expect(text).toContain('registered, PRIVATE');
    const list = await ok(at, 'list_images', { workspace_id: at.finds.workspace_id, official: false, name: 'first' });
    expect(list.text).toContain(String(data.image_id));
    await ok(at, 'create_job', runs(image_uri));
  });

  it('with a warning that a tag can be moved, and the ids that have its address already', async () => {
    const id = await registered({ image_uri: `${URI}:moving` });
    await register({ image_uri: `${URI}:moving` });
    expect(at.session.asked[0]?.split('\n')[1]).toContain('names a tag');
    expect(at.session.asked[0]).toContain(`registered already: ${id}`);
  });

  it('and not after a no', async () => {
    expect(errorOf(await register({}, refusing)).kind).toBe('declined');
    expect(writes(refusing.cloud)).toEqual([]);
  });

  it('PUBLIC only with the words that say so', async () => {
    const id = await registered({ accessibility: 'PUBLIC' });
    expect(imageOf(id)?.Accessibility).toBe('PUBLIC');
    await register({ accessibility: 'PUBLIC' }, refusing);
    expect(refusing.session.asked.at(-1)?.split('\n')[0]).toContain('Everybody in its workspace');
  });

  it.each([
    [{ image_uri: 'trainer:v1' }, 'R2'],
    [{ image_uri: `https://${URI}:v1` }, 'R2'],
    [{ image_uri: `me:secret@${URI}:v1` }, 'R2'],
    [{ name: 'Trainer' }, 'R50'],
    [{ name: '1st' }, 'R50'],
    [{ labels: { 'system.official': 'true' } }, 'R14'],
    [{ labels: { 'a/b': '1' } }, 'R14'],
    [{ labels: { team: 'a,b' } }, 'R14'],
  ])('not as %j, and nobody is asked', async (changes, rule) => {
    at.session.asked.length = 0;
    const answer = await register(changes);
    expectRefused(at, answer, rule, { silent: true });
    expect(at.session.asked).toEqual([]);
  });

  it('R50 not twice under one name', async () => {
    const id = await registered({ name: 'once' });
    const answer = await register({ name: 'once' });
    expectRefused(at, answer, 'R50');
    expect(answer.text).toContain(`Use ${id}`);
  });

  it('R50 and found by its name where the answer got lost', async () => {
    at.cloud.faults.add({ action: 'AddImage', stage: 'after_commit', effect: { kind: 'reset' } });
    const { data, text } = await register({ name: 'lost' });
    expect(text).toContain('found by its name');
    expect(imageOf(String(data.image_id))?.Name).toBe('lost');
  });
});

describe('R14 labels of an image', () => {
  it('are added and changed, with what they were before', async () => {
    const image_id = await registered({ labels: { team: 'nlp' } });
    const labels = { team: 'vision', 'system.chipType': 'GPU' };
    const { data, text } = await ok(at, 'add_image_labels', { image_id, labels });
    expect(data).toMatchObject({
      changes: { team: 'applied', 'system.chipType': 'applied' },
      before: { team: 'nlp' },
    });
    expect(text).toContain('team nlp -> vision applied');
    expect(imageOf(image_id)?.Labels).toContainEqual({ Key: 'team', Value: 'vision' });
  });

  it('never make an image official', async () => {
    const image_id = await registered();
    const labels = { 'system.official': 'true' };
    expectRefused(at, await at.session.call('add_image_labels', { image_id, labels }), 'R14');
  });

  it('are reported as pending where they do not show', async () => {
    const image_id = await registered();
    at.cloud.faults.add({ action: 'AddImageLabels', stage: 'at_commit', effect: { kind: 'ignored' } });
    const { data } = await ok(at, 'add_image_labels', { image_id, labels: { team: 'x' } });
    expect(data.changes).toEqual({ team: 'pending' });
  });

  it('are taken off one at a time, and one that there is not is left alone', async () => {
    const image_id = await registered({ labels: { team: 'nlp', 'system.chipType': 'GPU' } });
    const { text } = await ok(at, 'remove_image_labels', { image_id, label_key: 'system.chipType' });
    expect(text).toContain('label system.chipType=GPU is gone');
    expect(imageOf(image_id)?.Labels.map(({ Key }) => Key)).toEqual(['system.supported.dlc', 'team']);
    at.cloud.clearRequests();
    const again = await ok(at, 'remove_image_labels', { image_id, label_key: 'system.chipType' });
    expect(again.data.outcome).toBe('already');
    expect(writes(at.cloud)).toEqual([]);
  });
});

describe('R57 an official image', () => {
  it.each([
    ['remove_image', {}],
    ['publish_image', {}],
    ['add_image_labels', { labels: { team: 'x' } }],
    ['remove_image_labels', { label_key: 'system.chipType' }],
  ])('is not changed by %s, and nobody is asked', async (tool, more) => {
    at.session.asked.length = 0;
    expectRefused(at, await at.session.call(tool, { image_id: official(), ...more }), 'R57');
    expect(at.session.asked).toEqual([]);
  });
});

describe('R17 an image is made visible', () => {
  it('after a yes, and once', async () => {
    const image_id = await registered();
    const { text } = await ok(at, 'publish_image', { image_id });
    expect(at.session.asked[0]).toMatch(/^Publish an image\? Everybody/);
    expect(text).toContain('is PUBLIC now');
    onlyWrite(at.cloud, 'PublishImage');
    at.cloud.clearRequests();
    expect((await ok(at, 'publish_image', { image_id })).text).toContain('already; nothing was changed');
    expect(writes(at.cloud)).toEqual([]);
  });
});

describe('R45 an image is removed', () => {
  it('after a yes, and no job can run it from then on, although it was found a moment before', async () => {
    const image_id = await registered({ image_uri: `${URI}:gone` });
    const job = await createJob(at.session, at.finds, { task_specs: runs(`${URI}:gone`).task_specs });
    const used = await at.session.call('remove_image', { image_id });
    expect(errorOf(used)).toMatchObject({ kind: 'refused', rule: 'R45' });
    expect(used.text).toContain(job);
    at.cloud.clock.advance(300);
    await ok(at, 'stop_job', { job_id: job });
    at.cloud.clock.advance(60);
    at.session.asked.length = 0;
    at.cloud.clearRequests();
    const { data, text } = await ok(at, 'remove_image', { image_id });
    expect(at.session.asked[0]).toMatch(/^Delete an image\? .*its registry keeps it.*cannot be undone/);
    onlyWrite(at.cloud, 'RemoveImage');
    expect(data.outcome, text).toBe('deleted');
    expect(imageOf(image_id)).toBeUndefined();
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('create_job', runs(`${URI}:gone`)), 'R2');
  });

  it('not after a no', async () => {
    refusing.cloud.clearRequests();
    const image_id = refusing.cloud.world.images.find(
      ({ WorkspaceId }) => WorkspaceId === refusing.finds.workspace_id,
    )!.ImageId;
    const answer = await refusing.session.call('remove_image', { image_id });
    expect(['declined', 'refused']).toContain(errorOf(answer).kind);
    expect(writes(refusing.cloud)).toEqual([]);
  });
});
