import { type Ceilings, NO_CEILINGS } from '../../../src/domain/ceilings.ts';
import type { JobDraft } from '../../../src/domain/job-draft.ts';
import type { NodeRoom } from '../../../src/domain/quota-room.ts';
import { DRAFT_CEILINGS, liveCeiling, machineCeilings } from '../../../src/policy/create-ceilings.ts';
import { checkQuotaFit, checkQuotaTogether, type QuotaFacts } from '../../../src/policy/quota-fit.ts';
import { scaleCeilings } from '../../../src/policy/scale-ceilings.ts';
import { plain, facts as summary } from './creates.ts';
import { each, type Scenes } from './scenes.ts';

const within = (ceilings: Partial<Ceilings>): Ceilings => ({ ...NO_CEILINGS, ...ceilings });
const held = (ceilings: Partial<Ceilings>, changes: Partial<JobDraft> = {}) => {
  const job = { ...plain, ...changes };
  return [
    ...DRAFT_CEILINGS.flatMap((check) => check(job, within(ceilings))),
    ...machineCeilings(job, summary.machines, { region: 'cn-hangzhou', prices: undefined, ceilings: within(ceilings) }),
  ];
};
const [task] = plain.task_specs;
const onTypes = (...types: string[]): Partial<JobDraft> => ({
  task_specs: types.flatMap((ecs_spec) => (task === undefined ? [] : [{ ...task, ecs_spec }])),
});
const ofQuota: Partial<JobDraft> = {
  resource_id: 'quota1',
  task_specs: [{ type: 'Worker', pod_count: 2, image: 'i', resource_config: { cpu: '8', memory: '96Gi' } }],
};

/** R42: what is said of each ceiling, below it and above. */
export const ceilings = (): Scenes => ({
  'below all of them': held({ gpus: 16, pods: 2, minutes: 90, jobTypes: ['PyTorchJob'], machineTypes: ['ecs.*'] }),
  'above all of them': held({ gpus: 15, pods: 1, minutes: 89, jobTypes: ['TFJob'], machineTypes: ['ml.*'] }),
  'a price that is not known': held({ pricePerHour: 1 }),
  'a job without an end': held({ minutes: 60 }, { job_max_running_time_minutes: undefined }),
  'the second of its patterns': held({ machineTypes: ['ml.*', 'ecs.*'] }),
  'two of three types': held({ machineTypes: ['ecs.gpu'] }, onTypes('ecs.cpu', 'ecs.gpu', 'ecs.odd', 'ecs.cpu')),
  'neither a machine type nor quantities': held(
    { gpus: 0 },
    { task_specs: [{ type: 'Worker', pod_count: 1, image: 'i' }] },
  ),
  'no machine type, in a quota': held({ machineTypes: ['ml.*'], gpus: 0 }, ofQuota),
  ...each('the pattern', ['!ml.*', '@(ecs.gpu)', 'ecs.@(gpu)', 'ecs?gpu', 'ecs.g*'], (pattern) =>
    held({ machineTypes: [pattern] }),
  ),
  ...each('live jobs:', [1, 4, 5], (alive) => liveCeiling(alive, 1, within({ liveJobs: alive === 1 ? 1 : 5 }))),
  'live jobs without a ceiling': liveCeiling(1000, 1, NO_CEILINGS),
  'pods above all of them': scaleCeilings(
    [{ type: 'Worker', podCount: 2, gpus: 8, pricePerHour: 10 }],
    [{ type: 'Worker', pod_count: 3 }],
    within({ pods: 2, gpus: 16, pricePerHour: 20 }),
  ),
  'pods at all of them': scaleCeilings(
    [{ type: 'Worker', podCount: 2, gpus: 8, pricePerHour: 10 }],
    [{ type: 'Worker', pod_count: 3 }],
    within({ pods: 3, gpus: 24, pricePerHour: 30 }),
  ),
  'fewer pods beside a role of which nobody knows how many it has': scaleCeilings(
    [
      { type: 'Worker', podCount: 4, gpus: 8 },
      { type: 'Odd', podCount: undefined, gpus: 1 },
    ],
    [{ type: 'Worker', pod_count: 3 }],
    within({ gpus: 8 }),
  ),
});

const pods = (count: number, gpu: string, config: object = {}): JobDraft => ({
  display_name: 'x',
  job_type: 'PyTorchJob',
  resource_id: 'quota1',
  task_specs: [
    { type: 'Worker', pod_count: count, image: 'x', resource_config: { cpu: '8', memory: '64Gi', gpu, ...config } },
  ],
});
const node = (gpus: number): NodeRoom => ({
  name: `n${gpus}`,
  open: true,
  size: { gpus: 8, cpus: 96, memoryGib: 736 },
  free: { gpus, cpus: 96, memoryGib: 736 },
});
const quota: QuotaFacts = {
  quotaId: 'quota1',
  workspaceIds: ['123456'],
  others: ['quota7', 'quota8'],
  gpuType: undefined,
  allocatable: { gpus: 16, cpus: 192, memoryGib: 1472 },
  free: { gpus: 12, cpus: 192, memoryGib: 1472 },
  hasParent: false,
  queueStrategy: 'PaiStrategyRoundRobin',
  nodes: [node(8), node(4)],
  waiting: 3,
};
const fits = (job: JobDraft, more: Partial<QuotaFacts> = {}) =>
  checkQuotaFit(job, { facts: { ...quota, ...more } }, '123456');
const root = { quotaId: 'quota0', allocatable: { gpus: 20, cpus: 960, memoryGib: 9999 }, nodes: [node(8)] };

/** R43: what is said of a job and its quota. */
export const room = (): Scenes => ({
  'room for all of it': fits(pods(1, '8')),
  'quantities of which some are none': fits(pods(1, 'x', { cpu: undefined, memory: undefined })),
  'no quantities': checkQuotaFit(
    { ...pods(1, '1'), task_specs: [{ type: 'Worker', pod_count: 1, image: 'x' }] },
    { facts: quota },
    '123456',
  ),
  'pods that are too large': fits(pods(1, '16')),
  'more than it has of everything': fits(pods(30, '1', { cpu: '12.5' })),
  'more than it has, which can be lent': fits(pods(3, '8'), { hasParent: true }),
  'more than the whole tree has': fits(pods(3, '8'), { hasParent: true, root }),
  'pods that no machine of the tree takes': fits(pods(1, '16'), { hasParent: true, root }),
  'pods larger than its machines, of which others can be lent': fits(pods(1, '16'), { hasParent: true }),
  ...each('less is free, and so many wait:', [0, 1, 3, undefined], (waiting) => fits(pods(2, '8'), { waiting })),
  'less is free in a queue of no name': fits(pods(2, '8'), { queueStrategy: '' }),
  'less is free, and can be lent': fits(pods(2, '8'), { hasParent: true }),
  'what is free is in pieces': fits(pods(2, '6')),
  'less is free of several': fits(pods(2, '8'), { free: { gpus: 1, cpus: 1, memoryGib: undefined } }),
  'machines that are not known': fits(pods(2, '8'), { nodes: undefined, free: quota.allocatable }),
  'less is free on machines that are not known': fits(pods(2, '8'), { nodes: undefined }),
  'a quota that could not be read': checkQuotaFit(pods(1, '1'), { unread: 'permission_denied' }, '123456'),
  'a quota of another workspace': fits(pods(1, '8'), { workspaceIds: ['222222', '333333'] }),
  'a quota of another workspace, where no other is known': fits(pods(1, '8'), { workspaceIds: ['222222'], others: [] }),
  'a quota that is not ready': fits(pods(1, '8'), { unready: 'Creating' }),
  'a quota of which nobody says what is free': fits(pods(1, '8'), {
    nodes: undefined,
    free: { gpus: undefined, cpus: undefined, memoryGib: 1472 },
  }),
  'several jobs that fit together': checkQuotaTogether([pods(1, '4'), pods(1, '8')], { facts: quota }),
  'several jobs of which some wait': checkQuotaTogether([pods(1, '8'), pods(1, '8')], { facts: quota }),
  'several jobs that are never all there': checkQuotaTogether([pods(2, '8'), pods(1, '8')], { facts: quota }),
  'several jobs that can be lent the rest': checkQuotaTogether([pods(2, '8'), pods(1, '8')], {
    facts: { ...quota, hasParent: true },
  }),
});
