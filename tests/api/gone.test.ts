import { afterAll, describe, expect, it } from 'vitest';
import { readBack } from '../../src/api/errors.ts';
import type { Operation } from '../../src/api/operation.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import { judge, readUpstream } from '../../src/api/upstream.ts';
import { hint } from '../../src/domain/hint.ts';
import { answer, faultOf, type Rig, refusal, rig, type Step } from './harness.ts';

const HERE = { region: 'cn-hangzhou' };
const ID = 'A8C4F08A-6CB2-504C-9654-CF59B68EB73A';
const rigs: Rig[] = [];
afterAll(async () => void (await Promise.all(rigs.map(({ close }) => close()))));
async function cloudOf(step: Step) {
  const made = await rig([step]);
  rigs.push(made);
  return made.cloud;
}
const judged = (action: Action, statusCode: number, code: string) =>
  judge(
    readUpstream(Object.assign(new Error(''), { statusCode, code, requestId: ID })),
    operations[action] as Operation,
  );

describe('that there is no such thing', () => {
  it.each<[Action, number, string]>([
    ['GetJob', 404, 'NotFound'],
    ['GetJob', 400, 'NotFound'],
    ['GetJob', 404, 'JobNotFound'],
    ['GetJob', 404, 'InvalidJobId.NotFound'],
    ['GetJob', 404, 'SomethingUnpublished'],
    ['GetQuota', 404, 'QuotaNotFound'],
    ['GetDataset', 400, '201300003'],
    ['GetDatasetVersion', 404, '201300003'],
    ['GetCodeSource', 404, '201400002'],
    ['GetExperiment', 404, 'NotFoundErrorProblem'],
    ['GetWorkspace', 404, '100400008'],
    ['ListDatasets', 404, '100700008'],
    ['GetResourceGroup', 404, 'ResourceGroupNotFound'],
  ])('is said to %s by HTTP %i %s', (action, status, code) => expect(judged(action, status, code)).toBe('not_found'));

  it.each<[Action, number, string]>([
    ['GetJob', 404, 'InvalidAction.NotFound'],
    ['GetJob', 404, 'InvalidApi.NotFound'],
    ['GetDatasetVersion', 404, 'InvalidVersion.NotFound'],
    ['GetJob', 404, 'InvalidVersion'],
    ['GetJob', 404, 'WorkspaceNotFound'],
    ['GetJobTemplate', 404, 'JobNotFound'],
    ['GetTensorboard', 404, 'JobNotExist'],
    ['GetDataset', 404, '100400008'],
    ['GetCodeSource', 404, '201300003'],
  ])('is not said to %s by HTTP %i %s', (action, status, code) =>
    expect(judged(action, status, code)).toBe('invalid_input'),
  );

  it.each([
    ['an empty object', '{}'],
    ['a message of a proxy', '{"message":"no Route matched with those values"}'],
    ['a code without a request', '{"Code":"NotFound","Message":"?"}'],
    ['a request without a code', `{"RequestId":"${ID}"}`],
  ])('is not said by what the cloud did not answer: %s', async (_, body) => {
    for (const status of [404, 403, 401, 400]) {
      const cloud = await cloudOf(answer(status, body));
      const write = await faultOf(cloud.call('DeleteJob', { JobId: 'dlc1' }, HERE));
      expect(write).toMatchObject({ kind: 'unknown_outcome', httpStatus: status });
    }
    const read = await faultOf((await cloudOf(answer(404, body))).call('GetJob', { JobId: 'dlc1' }, HERE));
    expect(read).toMatchObject({ kind: 'unavailable', httpStatus: 404, retryable: true });
    expect(read.message).toContain('HTTP 404 with JSON of another form');
    expect(read.said).toBeUndefined();
  });
});

describe('that a write was accepted', () => {
  it.each([
    ['a redirection', answer(302, '{}')],
    ['a refusal with HTTP 200', answer(200, { Code: 'Forbidden', Message: 'no', RequestId: ID })],
    ['an answer that says it failed', answer(200, { Success: false, RequestId: ID })],
    ['an answer without a request id', answer(200, '{}')],
  ])('is not said by %s', async (_, step) => {
    const cloud = await cloudOf(step);
    const stop = cloud.call('StopTensorboard', { TensorboardId: 'tb1' }, HERE);
    expect((await faultOf(stop)).kind).toBe('unknown_outcome');
    const list = cloud.call('ListTensorboards', { WorkspaceId: '1' }, HERE);
    const fault = await faultOf(list);
    expect(fault.kind).toBe('unavailable');
    expect(fault.message).not.toContain('breaks off');
  });

  it('is said by a request id, whatever success is called', async () => {
    for (const more of [{}, { Code: 'OK', Success: true }, { Code: '200' }]) {
      const cloud = await cloudOf(answer(200, { RequestId: ID, ...more }));
      expect(await cloud.call('StopTensorboard', { TensorboardId: 'tb1' }, HERE)).toMatchObject(more);
    }
  });
});

describe('the words of a failure', () => {
  it('say nothing in the name of a cloud that said nothing', async () => {
    for (const status of [400, 503]) {
      const fault = await faultOf((await cloudOf(answer(status, '{}'))).call('GetJob', { JobId: 'dlc1' }, HERE));
      expect(JSON.stringify(fault)).not.toContain('undefined');
      expect(fault.said).toBeUndefined();
    }
  });

  it.each<[Action, string]>([
    ['CreateDataset', hint('what exists', 'dataset')],
    ['CreateDatasetVersion', hint('what exists', 'datasetVersion')],
    ['DeleteCodeSource', hint('what exists', 'codeSource')],
    ['AddImage', hint('what exists', 'image')],
    ['CreateSignal', hint('what exists', 'signal')],
    ['SetJobTemplateDefaultVersion', hint('what exists', 'jobTemplate')],
    ['TagResources', hint('look at jobs')],
    ['CreateJob', hint('look at jobs')],
  ])('lead to what shows what the write may have done: %s', (action, where) => {
    expect(readBack(operations[action] as Operation)).toContain(`Read back first${where}.`);
  });

  it('name no wait that has no sense', async () => {
    const slow = refusal(400, 'Throttling.User', 'slow', {}, { 'x-acs-retry-after': '1000000000000' });
    const fault = await faultOf((await cloudOf(slow)).call('StopJob', { JobId: 'dlc1' }, HERE));
    expect(fault.fix).toContain('Wait 3600 s or longer');
  });
});
