import type { SimUser } from '../route.ts';
import { type AdmitContext, admit, type Overrides } from './admit.ts';
import type { ScenarioName } from './record.ts';
import { parseJobRequest } from './request.ts';
import { wholeSecond } from './times.ts';

/** A job that is already there at the start. Ages in hours before it. */
interface Row {
  name: string;
  type: string;
  user: number;
  ageHours: number;
  runHours: number;
  scenario: ScenarioName;
  command: string;
  role: string;
  pods: number;
  /** Quota by name, or a machine type. */
  on: { quota: string; cpu: number; memory: number; gpu: number } | { machine: string };
  priority?: number;
  stoppedAfterHours?: number;
  accessibility?: 'PUBLIC';
}

const NODE = { cpu: 96, memory: 960, gpu: 8 };
const CPU_MACHINE = { machine: 'ecs.g6.4xlarge' };
const GPU_MACHINE = { machine: 'ecs.gn6e-c12g1.3xlarge' };

/** Oldest first: the first holds the small quota, which the one after next waits for. */
const ROWS: readonly Row[] = [
  {
    name: 'tokenizer-train-v1',
    type: 'PyTorchJob',
    user: 0,
    ageHours: 240,
    runHours: 2,
    scenario: 'success',
    command: 'python train_tokenizer.py --vocab 64000',
    role: 'Worker',
    pods: 1,
    on: CPU_MACHINE,
  },
  {
    name: 'ranker-xgb-daily',
    type: 'XGBoostJob',
    user: 0,
    ageHours: 110,
    runHours: 1,
    scenario: 'success',
    command: 'python train_ranker.py --rounds 400',
    role: 'Worker',
    pods: 2,
    on: CPU_MACHINE,
  },
  {
    name: 'sft-7b-labels',
    type: 'PyTorchJob',
    user: 0,
    ageHours: 74,
    runHours: 0.2,
    scenario: 'python_traceback',
    command: 'torchrun train.py --config sft_7b.yaml',
    role: 'Worker',
    pods: 2,
    on: { quota: 'llm-lingjun', ...NODE },
  },
  {
    name: 'embed-corpus',
    type: 'PyTorchJob',
    user: 0,
    ageHours: 50,
    runHours: 0.7,
    scenario: 'oom',
    command: 'bash /root/code/run.sh',
    role: 'Worker',
    pods: 1,
    on: GPU_MACHINE,
  },
  {
    name: 'click-model-tf',
    type: 'TFJob',
    user: 0,
    ageHours: 30,
    runHours: 8,
    scenario: 'success',
    command: 'python click_model.py',
    role: 'Worker',
    pods: 1,
    on: CPU_MACHINE,
    stoppedAfterHours: 1,
  },
  {
    name: 'eval-suite-shared',
    type: 'PyTorchJob',
    user: 1,
    ageHours: 20,
    runHours: 3,
    scenario: 'success',
    command: 'python evaluate.py --suite all',
    role: 'Worker',
    pods: 1,
    on: { quota: 'shared-a10', cpu: 16, memory: 60, gpu: 1 },
    accessibility: 'PUBLIC',
  },
  {
    name: 'pretrain-1b',
    type: 'PyTorchJob',
    user: 0,
    ageHours: 5,
    runHours: 36,
    scenario: 'success',
    command: 'torchrun pretrain.py --config 1b.yaml',
    role: 'Worker',
    pods: 1,
    on: { quota: 'llm-starved', ...NODE },
    priority: 5,
  },
  {
    name: 'pretrain-1b-ablation',
    type: 'PyTorchJob',
    user: 0,
    ageHours: 1,
    runHours: 4,
    scenario: 'success',
    command: 'torchrun pretrain.py --config 1b_ablation.yaml',
    role: 'Worker',
    pods: 1,
    on: { quota: 'llm-starved', ...NODE },
    priority: 3,
  },
];

/** Puts the demo jobs into the store: the default user's, and one public one of the second user. */
export function addDemoJobs(context: AdmitContext, users: readonly SimUser[]): void {
  const start = wholeSecond(context.store.now());
  const hours = (count: number): number => Math.round(count * 3600);
  for (const row of ROWS) {
    const user = users[row.user];
    if (!user) continue;
    const createdAt = start - hours(row.ageHours) * 1000;
    const overrides: Overrides = { createdAt, scenario: row.scenario, runSeconds: hours(row.runHours) };
    const record = admit(parseJobRequest(requestOf(row, context)), user, context, overrides);
    if (row.stoppedAfterHours !== undefined) record.stopAt = createdAt + hours(row.stoppedAfterHours) * 1000;
    context.store.add(record);
  }
}

function requestOf(row: Row, { world }: AdmitContext): Record<string, unknown> {
  const { on } = row;
  const spec = { Type: row.role, PodCount: row.pods, Image: imageFor(row, world) };
  const base = {
    DisplayName: row.name,
    JobType: row.type,
    WorkspaceId: world.defaultWorkspaceId,
    UserCommand: row.command,
    Accessibility: row.accessibility ?? 'PRIVATE',
    Settings: { Tags: { project: 'demo' } },
  };
  if ('machine' in on) return { ...base, JobSpecs: [{ ...spec, EcsSpec: on.machine }] };
  const quota = world.quotas.find((candidate) => candidate.QuotaName === on.quota);
  const ResourceConfig = {
    CPU: String(on.cpu),
    Memory: `${on.memory}Gi`,
    GPU: String(on.gpu),
    SharedMemory: `${Math.floor(on.memory / 2)}Gi`,
  };
  return { ...base, ResourceId: quota?.QuotaId, Priority: row.priority, JobSpecs: [{ ...spec, ResourceConfig }] };
}

function imageFor(row: Row, world: AdmitContext['world']): string {
  const framework = row.type === 'TFJob' ? 'tensorflow' : 'pytorch';
  const chip = 'machine' in row.on && row.on.machine === CPU_MACHINE.machine ? 'CPU' : 'GPU';
  const suits = (key: string, value: string) => (image: AdmitContext['world']['images'][number]) =>
    image.Labels.some((label) => label.Key === key && label.Value === value);
  const image = world.images
    .filter(suits('system.official', 'true'))
    .filter(suits('system.chipType', chip))
    .findLast((candidate) => candidate.ImageUri.includes(`/${framework}`));
  return image?.ImageUri ?? 'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:latest';
}
