import { afterAll, describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/api/answer.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import { pathNames } from '../../src/api/path.ts';
import { answer, faultOf, type Rig, rig } from './harness.ts';

const HERE = { region: 'cn-hangzhou' };
const rigs: Rig[] = [];
afterAll(async () => void (await Promise.all(rigs.map(({ close }) => close()))));
async function rigged(body: object): Promise<Rig> {
  const made = await rig([answer(200, body)]);
  rigs.push(made);
  return made;
}

const RequestId = '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E';
const read = (action: Action, input: object, body: object) =>
  readAnswer(operations[action], { RequestId, ...body }, input);

/** Operations that are asked by an id which their documented answers carry, with the members that carry one. */
const carrying = (Object.keys(operations) as Action[]).flatMap((action) => {
  const { path, answer: schema, schemas } = operations[action];
  const members = pathNames(path).filter((name) => Object.hasOwn(schemas[schema ?? ''] ?? {}, name));
  return members.map((member) => [action, member] as const);
});

describe('an answer about another thing than the one that was asked for', () => {
  it('is not believed, whatever it was asked for by', () => {
    expect(carrying.length).toBeGreaterThan(30);
    for (const [action, member] of carrying)
      expect(() => read(action, { [member]: 'asked' }, { [member]: 'another' }), `${action}.${member}`).toThrow(
        `${action} answered without a usable ${member} (is not the one that was asked for).`,
      );
  });

  it('is told as an answer that cannot be used: a read is unavailable, of a write the outcome is unknown', async () => {
    const { cloud, seen } = await rigged({ JobId: 'dlcb', Status: 'Succeeded' });
    const got = await faultOf(cloud.call('GetJob', { JobId: 'dlca' }, HERE));
    expect(got).toMatchObject({ kind: 'unavailable', retryable: true });
    expect(got.message).toBe('GetJob answered without a usable JobId (is not the one that was asked for).');
    const stopped = await faultOf(cloud.call('StopJob', { JobId: 'dlca' }, HERE));
    expect(stopped).toMatchObject({ kind: 'unknown_outcome', retryable: false });
    expect(stopped.message).toBe('StopJob answered without a usable JobId (is not the one that was asked for).');
    expect(seen).toHaveLength(2);
  });

  it('is also one about another part of it', () => {
    const ask = { JobId: 'dlca', PodId: 'dlca-worker-0' };
    const Logs = ['step 1'];
    expect(() => read('GetPodLogs', ask, { Logs, JobId: 'dlca', PodId: 'dlca-worker-1' })).toThrow('PodId');
    expect(read('GetPodLogs', ask, { Logs, ...ask })).toMatchObject({ Logs });
  });

  it('is none where the id came as a number, is left open or is the one that was asked for', () => {
    const workspace = { WorkspaceId: '123456' };
    expect(read('GetWorkspace', workspace, { WorkspaceId: 123456 })).toMatchObject(workspace);
    expect(read('GetJobEvents', { JobId: 'dlca' }, { Events: [] })).toMatchObject({ Events: [] });
    expect(read('GetJobEvents', { JobId: 'dlca' }, { Events: [], JobId: '' })).toMatchObject({ Events: [] });
    expect(read('GetJobEvents', { JobId: 'dlca' }, { Events: [], JobId: null })).toMatchObject({ Events: [] });
    expect(read('GetJob', { JobId: 'dlca' }, { JobId: 'dlca', Status: 'Running' })).toMatchObject({ JobId: 'dlca' });
  });

  it('is known by the ids in the path alone: a filter is no promise of what an answer is about', () => {
    const made = { TensorboardId: 'tb1', JobId: 'dlcb' };
    expect(read('CreateTensorboard', { JobId: 'dlca' }, made)).toMatchObject(made);
  });
});
