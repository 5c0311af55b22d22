import { describe, expect, it } from 'vitest';
import type { Cloud } from '../../src/api/cloud.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import type { Held } from '../../src/api/scope-lock/inside.ts';
import { lockScope } from '../../src/api/scope-lock/scope-lock.ts';
import { Fault } from '../../src/domain/fault.ts';
import { movableClock } from '../server/clock.ts';

const SCOPE = { region: 'cn-hangzhou', workspaceId: '11' };

type Wire = Record<string, unknown>;

/** A locked cloud of canned answers, by action or by a function of the input; it records what got through. */
function locked(answers: Readonly<Record<string, Wire | ((input: Wire) => Wire)>>, held: Held = operations) {
  const sent: { action: string; input: Wire }[] = [];
  const raw = async (action: string, input: Wire): Promise<Wire> => {
    sent.push({ action, input });
    const answer = answers[action] ?? {};
    return typeof answer === 'function' ? answer(input) : answer;
  };
  const { call } = lockScope({ call: raw } as unknown as Cloud, SCOPE, held);
  return {
    call: (action: Action, input: Wire, region = 'cn-hangzhou') =>
      (call as unknown as (action: Action, input: Wire, options: object) => Promise<Wire>)(action, input, { region }),
    sent,
    actions: () => sent.map(({ action }) => action),
  };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Fault)) throw new Error(`no fault but ${String(thrown)}`);
  expect(thrown.details.kind).toBe('refused');
  return thrown.details.message;
}

const JOBS = (input: Wire): Wire => ({
  JobId: input.JobId,
  WorkspaceId: input.JobId === 'dlcours' ? '11' : '22',
  DisplayName: 'foreign-name',
  Pods: [{ PodId: 'dlcours-master-0', PodUid: 'uid-1', HistoryPods: [{ PodUid: 'uid-0' }] }],
});

const OF_A_JOB: readonly [Action, Wire][] = [
  ['UpdateJob', {}],
  ['StopJob', {}],
  ['GetPodLogs', { PodId: 'dlcours-master-0' }],
  ['GetPodEvents', { PodId: 'dlcours-master-0' }],
  ['GetJobEvents', {}],
  ['ListJobSanityCheckResults', {}],
  ['GetJobSanityCheckResult', { SanityCheckNumber: 1 }],
  ['GetWebTerminal', { PodId: 'dlcours-master-0' }],
];

describe('a locked scope', () => {
  it.each(OF_A_JOB)('looks up the job before %s, once, and lets only its own through', async (action, more) => {
    const { call, actions } = locked({ GetJob: JOBS });
    expect(await refusal(call(action, { ...more, JobId: 'dlcforeign' }))).toContain(
      'Job dlcforeign is not in workspace 11',
    );
    expect(actions()).toEqual(['GetJob']);
    await call(action, { ...more, JobId: 'dlcours' });
    await call(action, { ...more, JobId: 'dlcours' });
    expect(actions()).toEqual(['GetJob', 'GetJob', action, action]);
  });

  it('looks up the target of a token, which can only be a job', async () => {
    const { call, actions } = locked({ GetJob: JOBS });
    await refusal(call('GetToken', { TargetType: 'job', TargetId: 'dlcforeign' }));
    await refusal(call('GetToken', { TargetType: 'tensorboard', TargetId: 'dlcours' }));
    expect(actions()).toEqual(['GetJob']);
    await call('GetToken', { TargetType: 'job', TargetId: 'dlcours' });
    expect(actions()).toEqual(['GetJob', 'GetJob', 'GetToken']);
  });

  it('refuses pods and instances of pods that are not of the job', async () => {
    const { call, actions } = locked({ GetJob: JOBS });
    await refusal(call('GetPodLogs', { JobId: 'dlcours', PodId: 'dlcforeign-master-0' }));
    await refusal(call('GetPodLogs', { JobId: 'dlcours', PodId: 'dlcoursx-master-0' }));
    await refusal(call('GetPodLogs', { JobId: 'dlcours', PodId: 'dlcours-master-0', PodUid: 'uid-9' }));
    expect(actions()).not.toContain('GetPodLogs');
    for (const PodUid of ['uid-1', 'uid-0'])
      await call('GetPodLogs', { JobId: 'dlcours', PodId: 'dlcours-master-0', PodUid });
    expect(actions().filter((action) => action === 'GetPodLogs')).toHaveLength(2);
  });

  it.each([
    ['GetJob', 'JobId'],
    ['GetDataset', 'DatasetId'],
    ['GetCodeSource', 'CodeSourceId'],
    ['GetImage', 'ImageId'],
  ] as const)('shows of %s only what the answer places in the workspace', async (action, id) => {
    expect(await refusal(locked({ [action]: { WorkspaceId: '22' } }).call(action, { [id]: 'x' }))).not.toContain('22');
    expect(await locked({ [action]: { WorkspaceId: '11' } }).call(action, { [id]: 'x' })).toEqual({
      WorkspaceId: '11',
    });
  });

  it('takes an answer that names no workspace for proof of nothing, except for official images', async () => {
    for (const [action, id] of [
      ['GetJob', 'JobId'],
      ['GetDataset', 'DatasetId'],
      ['GetCodeSource', 'CodeSourceId'],
      ['GetImage', 'ImageId'],
    ] as const)
      await refusal(locked({}).call(action, { [id]: 'x' }));
    const official = { WorkspaceId: '99', Labels: [{ Key: 'system.official', Value: 'true' }] };
    for (const GetImage of [official, { WorkspaceId: '' }, { WorkspaceId: '0' }]) {
      const { call, sent } = locked({ GetImage });
      expect(await call('GetImage', { ImageId: 'x' })).toEqual(GetImage);
      expect(sent[0]?.input).toEqual({ ImageId: 'x', Verbose: true });
    }
  });

  it('counts what is left of a list, and drops rows that name no workspace', async () => {
    const Jobs = [{ WorkspaceId: '11' }, { WorkspaceId: '22' }, {}, { WorkspaceId: '' }, { WorkspaceId: 11 }];
    const { call } = locked({ ListJobs: { Jobs, TotalCount: 9 } });
    expect(await call('ListJobs', {})).toEqual({ Jobs: [Jobs[0], Jobs[4]], TotalCount: 6 });
  });

  it('searches images in the workspace, or official ones by their label, and looks at every row', async () => {
    const labelled = { WorkspaceId: '99', Labels: [{ Key: 'system.official', Value: 'true' }] };
    const Images = [
      { WorkspaceId: '22' },
      {},
      { WorkspaceId: '' },
      { WorkspaceId: '0' },
      { WorkspaceId: '11' },
      labelled,
    ];
    const { call, sent } = locked({ ListImages: { Images, TotalCount: 6 } });
    expect(await call('ListImages', { WorkspaceId: '22' })).toEqual({ Images: [Images[4]], TotalCount: 1 });
    const official = { Images: [Images[2], Images[3], labelled], TotalCount: 3 };
    expect(await call('ListImages', { Labels: 'system.chipType=GPU' })).toEqual(official);
    await call('ListImages', { Labels: 'system.official=true,a=b' });
    await call('ListImageLabels', {});
    await call('ListImageLabels', { WorkspaceId: '22' });
    expect(sent.map(({ input }) => input)).toEqual([
      { WorkspaceId: '11' },
      { Labels: 'system.official=true,system.chipType=GPU', Verbose: true },
      { Labels: 'system.official=true,a=b', Verbose: true },
      { LabelFilter: 'system.official=true' },
      { WorkspaceId: '11' },
    ]);
  });

  it('creates in the workspace, with its own datasets and code', async () => {
    const of = (workspace: string) => ({ WorkspaceId: workspace });
    const parts = { DataSources: [{ DataSourceId: 'd-1' }, { Uri: 'oss://x/' }], CodeSource: { CodeSourceId: 'c-1' } };
    const foreignData = locked({ GetDataset: of('22'), GetCodeSource: of('11') });
    expect(await refusal(foreignData.call('CreateJob', { WorkspaceId: '11', ...parts }))).toContain('Dataset d-1');
    const foreignCode = locked({ GetDataset: of('11'), GetCodeSource: of('22') });
    expect(await refusal(foreignCode.call('CreateJob', { WorkspaceId: '11', ...parts }))).toContain('Code source c-1');
    const ours = locked({ GetDataset: of('11'), GetCodeSource: of('11') });
    await refusal(ours.call('CreateJob', { WorkspaceId: '22' }));
    await refusal(ours.call('CreateJob', {}));
    expect([...foreignData.actions(), ...foreignCode.actions(), ...ours.actions()]).not.toContain('CreateJob');
    await ours.call('CreateJob', { WorkspaceId: '11', ...parts });
    expect(ours.actions()).toEqual(['GetDataset', 'GetCodeSource', 'CreateJob']);
  });

  it('knows for a minute what was found inside, and then looks again', async () => {
    const clock = movableClock();
    const { call, actions } = locked({ GetJob: JOBS });
    await call('StopJob', { JobId: 'dlcours' });
    await clock.pass(50_000);
    await call('StopJob', { JobId: 'dlcours' });
    expect(actions()).toEqual(['GetJob', 'StopJob', 'StopJob']);
    await clock.pass(10_100);
    await call('StopJob', { JobId: 'dlcours' });
    expect(actions()).toEqual(['GetJob', 'StopJob', 'StopJob', 'GetJob', 'StopJob']);
  });

  it('refuses what names no object, and another workspace wherever an operation takes one', async () => {
    const ids = { JobId: 'job', WorkspaceId: 'workspace' } as const;
    const { call, actions } = locked({ GetJob: JOBS }, { ...operations, StopJob: { ...operations.StopJob, ids } });
    await refusal(call('GetToken', { TargetType: 'job' }));
    await refusal(call('GetToken', { TargetType: 'job', TargetId: '' }));
    expect(await refusal(call('StopJob', { JobId: 'dlcours', WorkspaceId: '22' }))).toContain('Workspace 22 is not in');
    await call('StopJob', { JobId: 'dlcours', WorkspaceId: '11' });
    expect(actions()).toEqual(['GetJob', 'StopJob']);
  });

  it('stays in its region', async () => {
    const { call, sent } = locked({ GetJob: JOBS });
    await refusal(call('GetJob', { JobId: 'dlcours' }, 'cn-beijing'));
    await refusal(call('ListEcsSpecs', {}, 'cn-beijing'));
    expect(sent).toEqual([]);
    await call('ListEcsSpecs', {});
    expect(sent).toEqual([{ action: 'ListEcsSpecs', input: {} }]);
  });

  it('cannot be made without its parts', () => {
    expect(() => lockScope({} as Cloud, { ...SCOPE, workspaceId: undefined })).toThrow('no region or workspace');
  });
});
