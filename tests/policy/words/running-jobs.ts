import { NO_CEILINGS } from '../../../src/domain/ceilings.ts';
import { JOB_STATUSES } from '../../../src/domain/lists.ts';
import { decideStop, type StopTarget } from '../../../src/policy/stop-job.ts';
import { decideToken } from '../../../src/policy/token.ts';
import {
  decideUpdate,
  IMMUTABLE,
  type UpdateAsked,
  type UpdateTarget,
  type UpdateTask,
} from '../../../src/policy/update-job.ts';
import { decideTerminal, defaultPod } from '../../../src/policy/web-terminal.ts';
import { each, type Scenes } from './scenes.ts';

const change = (job: UpdateTarget, asked: UpdateAsked) => decideUpdate(job, asked, NO_CEILINGS);
export const target: StopTarget = {
  jobId: 'dlc1',
  displayName: 'llm',
  jobType: 'PyTorchJob',
  status: 'Running',
  created: '2026-11-24T00:00:00Z',
  runningSince: '2026-11-24T00:30:00Z',
  runningSeconds: 5400,
  ageSeconds: 7200,
  pods: 2,
  totals: { gpus: 16, cpus: 192, memoryGib: 1920, complete: true },
  console: 'https://console.example/dlc1',
};
const UNDOCUMENTED = 'Dequeued';

export const stop = (): Scenes => ({
  ...each('a job that is', [...JOB_STATUSES, UNDOCUMENTED], (status) => decideStop({ ...target, status }, 'standard')),
  ...each('with --stoppable live, one that is', [...JOB_STATUSES, UNDOCUMENTED], (status) =>
    decideStop({ ...target, status }, 'live'),
  ),
  'one of which little is known': decideStop(
    {
      ...target,
      displayName: 'n'.repeat(200),
      jobType: '',
      created: undefined,
      runningSince: undefined,
      runningSeconds: undefined,
      ageSeconds: undefined,
      pods: 1,
      totals: { gpus: 0, cpus: 1, memoryGib: 2, complete: false },
    },
    'standard',
  ),
  'one that will not run by itself': decideStop(
    { ...target, status: 'EnvPreparing', blocker: 'its image cannot be pulled' },
    'standard',
  ),
  'one without instants': decideStop({ ...target, created: undefined, runningSince: undefined }, 'standard'),
});

const quotaJob: UpdateTarget = {
  jobId: 'dlc1',
  displayName: 'sft',
  status: 'Queuing',
  resourceId: 'quota1',
  accessibility: 'PRIVATE',
  tasks: [{ type: 'Worker', podCount: 2, scaling: undefined }],
  elastic: false,
};
const elastic = (...tasks: Partial<UpdateTask>[]): UpdateTarget => ({
  ...quotaJob,
  status: 'Running',
  displayName: 's'.repeat(120),
  tasks: (tasks.length > 0 ? tasks : [{}]).map((task) => ({
    type: 'Worker',
    podCount: 2,
    scaling: { min: 1, max: 4 },
    ...task,
  })),
});
const pods = (pod_count: number, type = 'Worker'): UpdateAsked => ({ task_specs: [{ type, pod_count }] });
const roles = (...names: string[]): UpdateAsked => ({ task_specs: names.map((type) => ({ type, pod_count: 3 })) });

export const update = (): Scenes => ({
  'what never changes': IMMUTABLE,
  'a priority on public resources': change({ ...quotaJob, resourceId: undefined }, { priority: 9 }),
  ...each('a priority of a job that is', [...JOB_STATUSES, UNDOCUMENTED], (status) =>
    change({ ...quotaJob, status }, { priority: 9 }),
  ),
  'nothing at all': change(quotaJob, {}),
  ...each('PRIVATE to', ['PUBLIC', 'PRIVATE'] as const, (accessibility) => change(quotaJob, { accessibility })),
  ...each('PUBLIC to', ['PUBLIC', 'PRIVATE'] as const, (accessibility) =>
    change({ ...quotaJob, accessibility: 'PUBLIC' }, { accessibility }),
  ),
  ...each('unknown to', ['PUBLIC', 'PRIVATE'] as const, (accessibility) =>
    change({ ...quotaJob, accessibility: undefined }, { accessibility }),
  ),
  ...each('pods of a job that is', [...JOB_STATUSES, UNDOCUMENTED], (status) =>
    change({ ...elastic(), status }, pods(3)),
  ),
  ...each('two pods of 1 to 4 become', [0, 1, 2, 3, 4, 5], (n) => change(elastic(), pods(n))),
  ...each('two pods of 2 and more become', [1, 900], (n) =>
    change(elastic({ scaling: { min: 2, max: undefined } }), pods(n)),
  ),
  ...each('two pods of up to 4 become', [1, 5], (n) =>
    change(elastic({ scaling: { min: undefined, max: 4 } }), pods(n)),
  ),
  'more pods of a known size': change(elastic({ each: 'ecs.gn7e-c16g1.4xlarge' }), pods(3)),
  'fewer pods of a known size': change(elastic({ each: 'ecs.gn7e-c16g1.4xlarge' }), pods(1)),
  'more pods of a size with a long name': change(elastic({ each: 'e'.repeat(60) }), pods(3)),
  'pods whose number is unknown': change(elastic({ podCount: undefined }), pods(3)),
  'pods of a role that does not scale': change(elastic({ scaling: undefined }), pods(3)),
  'pods of a job that is elastic as a whole': change({ ...elastic({ scaling: undefined }), elastic: true }, pods(900)),
  'pods of a role that is nearly named': change(elastic(), pods(3, 'worker')),
  'pods of a role that is not there': change(elastic(), pods(3, 'Evaluator')),
  'pods of a role that is named twice': change(elastic(), roles('Worker', 'Worker')),
  'pods of more roles than are listed, some more and some fewer': change(
    elastic(
      ...[1, 2, 1, 2, 1, 4, 4, 3].map((podCount, index) => ({
        type: index === 0 ? `Role${'x'.repeat(40)}` : `Role${index}`,
        podCount,
      })),
    ),
    roles(`Role${'x'.repeat(40)}`, ...[1, 2, 3, 4, 5, 6, 7].map((index) => `Role${index}`)),
  ),
  'more pods of which each has GPUs': change(elastic({ gpus: 8 }), pods(3)),
  'pods of a role with GPUs beside one without, as many as there are': change(
    elastic({ gpus: 8 }, { type: 'Evaluator', podCount: 1, gpus: 0 }),
    { task_specs: [{ type: 'Evaluator', pod_count: 2 }] },
  ),
  'pods with GPUs beside those of which nobody knows': change(elastic({ gpus: 8 }, { type: 'Odd' }), pods(3)),
  'pods beside a role with GPUs of which nobody knows how many it has': change(
    elastic({ gpus: 0.5 }, { type: 'Odd', podCount: undefined, gpus: 1 }),
    {
      task_specs: [
        { type: 'Worker', pod_count: 3 },
        { type: 'Odd', pod_count: 3 },
      ],
    },
  ),
  'more pods than a ceiling': decideUpdate(elastic({ gpus: 8 }), pods(3), { ...NO_CEILINGS, pods: 2, gpus: 23 }),
  'more pods, of which one is wrong, and a ceiling': decideUpdate(
    elastic(),
    { task_specs: [...(pods(3).task_specs ?? []), { type: 'Odd', pod_count: 9 }] },
    { ...NO_CEILINGS, pods: 2 },
  ),
  'more pods, a priority and a description': change(
    { ...elastic(), status: 'Queuing' },
    { ...pods(3), priority: 9, description: 'x' },
  ),
  'a description alone': change(elastic(), { description: 'x' }),
  'PUBLIC and more pods': change(elastic(), { ...pods(3), accessibility: 'PUBLIC' }),
  'all that is wrong at once': change(
    { ...quotaJob, resourceId: undefined, accessibility: 'PUBLIC' },
    { priority: 9, accessibility: 'PRIVATE', ...pods(3) },
  ),
});

const live = (...podIds: string[]) => podIds.map((podId) => ({ podId, status: 'Running', podUid: `uid of ${podId}` }));
const running = {
  jobId: 'dlc1',
  displayName: 'l'.repeat(120),
  status: 'Running',
  pods: live('dlc1-worker-0', 'dlc1-worker-1'),
};
const mixed = { ...running, pods: [...running.pods, { podId: 'dlc1-worker-2', status: 'Failed' }] };

export const terminal = (): Scenes => ({
  ...each('a job that is', [...JOB_STATUSES.filter((status) => status !== 'Running'), UNDOCUMENTED], (status) =>
    decideTerminal({ ...running, status }, undefined, false),
  ),
  'a job that will not run by itself': decideTerminal(
    { ...running, status: 'EnvPreparing', blocker: 'The nodes cannot reach the registry' },
    undefined,
    false,
  ),
  'a pod of its own choice': decideTerminal(mixed, undefined, false),
  'a pod that is named, with a shared link': decideTerminal(mixed, 'dlc1-worker-1', true),
  'a pod of which no instance is known': decideTerminal(
    { ...running, pods: [{ podId: 'a', status: 'Running' }] },
    'a',
    false,
  ),
  'a pod that has failed': decideTerminal(mixed, 'dlc1-worker-2', false),
  'a pod that is not there': decideTerminal(mixed, 'dlc2-worker-0', false),
  'a pod where none is running': decideTerminal({ ...mixed, pods: mixed.pods.slice(2) }, 'dlc1-worker-2', false),
  'no pod that is running': decideTerminal({ ...mixed, pods: mixed.pods.slice(2) }, undefined, false),
  'the pods that lead, in their order': [
    ['dlc1-worker-0', 'dlc1-head-0', 'dlc1-chief-0', 'dlc1-master-0'],
    ['dlc1-worker-0', 'dlc1-head-0', 'dlc1-chief-0', 'dlc1-master-1'],
    ['dlc1-worker-0', 'dlc1-head-0', 'dlc1-chief-0x', 'dlc1-master-0-1'],
    ['dlc1-evaluator-0', 'dlc1-worker-0', 'dlc1-head-0-1', 'dlc1-worker-10'],
    ['dlc1-evaluator-0', 'dlc1-worker-0-1', 'dlc1-worker-01'],
    [],
  ].map((names) => `${names.join(', ')}: ${defaultPod(live(...names))}`),
});

export const token = (): Scenes => ({
  'an hour': decideToken({ jobId: 'dlc1', displayName: 't'.repeat(120) }, 3600),
  'an hour, with all that it can open': decideToken({ jobId: 'dlc1', displayName: 't' }, 3600, {
    enable_cross_account_access: true,
    enable_log_download_job: true,
  }),
});
