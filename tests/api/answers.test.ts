import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/api/answer.ts';
import { type Action, type Output, operations } from '../../src/api/operations.ts';
import { pathNames } from '../../src/api/path.ts';

const read = <A extends Action>(action: A, body: unknown): Output<A> => {
  const { path } = operations[action];
  // Asked for by the ids that it has; what another id makes of it is in whose-answer.test.ts.
  const asked = Object.fromEntries(pathNames(path).map((name) => [name, Reflect.get(Object(body), name)]));
  return readAnswer(operations[action], body, asked) as Output<A>;
};
const job = (members: Record<string, unknown>) => read('ListJobs', { Jobs: [members], TotalCount: 1 }).Jobs[0]!;

describe('answers are read leniently', () => {
  it('passes unknown members through untouched, at every depth', () => {
    const found = job({ JobId: 'dlc1', Status: 'Running', Novel: { a: [1, null] }, Settings: { Newer: 'x' } });
    expect(found.Novel).toEqual({ a: [1, null] });
    expect(found.Settings?.Newer).toBe('x');
  });

  it('takes numbers for strings and strings for numbers', () => {
    const found = job({ JobId: 'dlc1', Status: 'Running', Duration: '12', NodeCount: 3, EnabledDebugger: 'true' });
    expect([found.Duration, found.NodeCount, found.EnabledDebugger]).toEqual([12, '3', true]);
    expect(read('ListJobs', { Jobs: [], TotalCount: '7' }).TotalCount).toBe(7);
  });

  it('reads null and an odd type of an unimportant member as absent', () => {
    const found = job({ JobId: 'dlc1', Status: 'x', DisplayName: null, Pods: null, JobReplicaStatuses: { odd: 1 } });
    expect(found.DisplayName).toBeUndefined();
    expect(found.JobReplicaStatuses).toBeUndefined();
  });

  it('leaves an odd part of a map or list out alone, and not the rest with it', () => {
    const found = job({
      JobId: 'dlc1',
      Status: 'Running',
      Envs: { A: '1', B: null, C: { odd: 1 } },
      JobSpecs: [null, { Type: 'Worker' }, 'odd'],
      ThirdpartyLibs: ['numpy', null],
    });
    expect(found).toMatchObject({ Envs: { A: '1' }, JobSpecs: [{ Type: 'Worker' }], ThirdpartyLibs: ['numpy'] });
    expect(() => read('GetPodLogs', { Logs: ['a', { odd: 1 }] })).toThrow('Logs.1 (is not a string)');
  });

  it('accepts statuses it has never heard of', () =>
    expect(job({ JobId: 'dlc1', Status: 'Dreaming' }).Status).toBe('Dreaming'));

  it('takes a null list for an empty one, and a missing one in an answer of the cloud', () => {
    expect(read('GetPodLogs', { Logs: null }).Logs).toEqual([]);
    const RequestId = '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E';
    expect(read('GetPodLogs', { RequestId }).Logs).toEqual([]);
    expect(read('GetJobEvents', { RequestID: RequestId }).Events).toEqual([]);
    expect(read('ListJobs', { RequestId, TotalCount: 0 }).Jobs).toEqual([]);
    expect(read('ListImages', { requestId: RequestId, TotalCount: 0 }).Images).toEqual([]);
    // What is no list is not made up, and what has no request id may be anybody's.
    expect(() => read('ListJobs', { RequestId, Jobs: [] })).toThrow('TotalCount (is missing)');
    expect(() => read('GetJob', { RequestId, JobId: 'dlc1' })).toThrow('Status (is missing)');
    expect(() => read('GetPodLogs', {})).toThrow('Logs (is missing)');
  });

  it.each<[Action, unknown, string]>([
    ['GetJob', { JobId: 'dlc1', Status: {} }, 'Status (is not a string)'],
    ['GetJob', { JobId: 'dlc1', Status: 'Running', Pods: 'none' }, 'Pods (is not a list)'],
    ['ListJobs', { Jobs: [{ JobId: 'dlc1' }], TotalCount: 1 }, 'Jobs.0.Status (is missing)'],
    ['StopJob', { JobId: '' }, 'JobId (is empty)'],
    ['CreateJob', { JobId: 'job-1' }, 'JobId (has an unknown form)'],
    ['GetJob', 'a page', 'a usable answer (is not an object)'],
  ])('refuses a mistyped member of %s that it depends on: %j', (action, body, why) => {
    expect(() => read(action, body)).toThrow(why);
  });

  it('reads sanity checks as rounds of phases', () => {
    const answer = read('ListJobSanityCheckResults', {
      SanityCheckResults: [[{ CheckNumber: 1, Phase: 'CheckInit' }]],
    });
    expect(answer.SanityCheckResults?.[0]?.[0]?.Phase).toBe('CheckInit');
  });

  it('passes what nests deeper than any answer through unread, and ends', () => {
    let pod: Record<string, unknown> = { PodId: 1 };
    for (let depth = 0; depth < 2000; depth++) pod = { PodId: 1, HistoryPods: [pod] };
    expect(job({ JobId: 'dlc1', Status: 'x', Pods: [pod] }).Pods?.[0]?.PodId).toBe('1');
  });
});
