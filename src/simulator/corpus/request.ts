import type { Draw } from '../jobs/draw.ts';
import { PROGRAMS } from '../jobs/programs/all.ts';
import type { Place, Scenario, Wording } from '../jobs/scenarios/types.ts';
import type { Quota, World } from '../world/world.ts';

/** What a job of the corpus asks for, drawn for a scenario and one of its wordings. */
export interface Shape {
  place: Place;
  pods: number;
  gpus: number;
  runSeconds: number;
}

/** Programs that need no cards. */
const WITHOUT_CARDS = ['xgboost', 'shell'];
/** Places a job can be where its scenario does not say. */
const ANYWHERE: readonly Place[] = ['lingjun', 'ecs', 'public'];
const RUN_MINUTES = [12, 240] as const;
/** A program that ends before its first step does so soon. */
const EARLY_SECONDS = [6, 75] as const;

const NAMES = {
  what: ['sft', 'pretrain', 'dpo', 'rerank', 'embed', 'ctr', 'ocr', 'asr', 'reward', 'distill', 'eval', 'vit', 'moe'],
  which: ['7b', 'base', 'v2', 'zh', 'mix', 'large', 'nightly', 'r3', 'longctx', 'lite'],
};

export function shapeOf(scenario: Scenario, wording: Wording, draw: Draw): Shape {
  const program = PROGRAMS[wording.program];
  const { job = {} } = scenario;
  const cards = !WITHOUT_CARDS.includes(wording.program);
  const place = draw.of(job.on ?? (cards ? ANYWHERE : (['cpu', 'public'] as const)));
  const [least, most] = job.pods ?? program.pods;
  const [from, to] = job.runMinutes ?? RUN_MINUTES;
  const early = wording.early && scenario.rests === 'Failed' && job.runMinutes === undefined;
  return {
    place,
    pods: place === 'public' && cards ? Math.min(draw.between(least, most), 4) : draw.between(least, most),
    gpus: place === 'lingjun' || place === 'spot' ? 8 : cards ? draw.of([1, 2, 4, 8]) : 0,
    runSeconds: early ? draw.between(...EARLY_SECONDS) : draw.between(from * 60, to * 60),
  };
}

/** The body of its `CreateJob`. */
export function requestOf(
  scenario: Scenario,
  wording: Wording,
  shape: Shape,
  draw: Draw,
  options: { world: World; quota: Quota | undefined },
): Record<string, unknown> {
  const { world, quota } = options;
  const { course = {}, job = {} } = scenario;
  const program = PROGRAMS[wording.program];
  const restarts = course.attempts?.some(({ end }) => end?.restart !== undefined);
  const dataset = world.datasets.find((one) => one.WorkspaceId === world.defaultWorkspaceId);
  const mounts = (job.mounts || draw.chance(0.4)) && dataset;
  return {
    DisplayName: `${draw.of(NAMES.what)}-${draw.of(NAMES.which)}-${draw.between(100, 999)}`,
    JobType: program.jobType ?? 'PyTorchJob',
    WorkspaceId: world.defaultWorkspaceId,
    UserCommand: draw.of(program.commands),
    JobSpecs: specsOf(
      program.jobType ?? 'PyTorchJob',
      shape,
      imageOf(program.image, shape.gpus > 0, world, draw),
      quota,
    ),
    ...(quota ? { ResourceId: quota.QuotaId, Priority: draw.between(1, 8) } : {}),
    ...(mounts
      ? { DataSources: [{ DataSourceId: dataset.DatasetId, MountPath: '/mnt/data', MountAccess: 'RW' }] }
      : {}),
    Settings: {
      ...(course.checked ? { EnableSanityCheck: true } : {}),
      ...(restarts
        ? {
            EnableErrorMonitoringInAIMaster: true,
            ErrorMonitoringArgs: `--enable-job-restart True --max-num-of-job-restart ${course.budget ?? 3}`,
          }
        : {}),
    },
  };
}

/** Roles by job type: the first pod of a Ray job is the head, of an MPI job the master. */
const LEADERS: Readonly<Record<string, string>> = {
  RayJob: 'Head',
  MPIJob: 'Master',
  TFJob: 'Chief',
  XGBoostJob: 'Master',
};

function specsOf(jobType: string, shape: Shape, image: string, quota: Quota | undefined): Record<string, unknown>[] {
  const resources = resourcesOf(shape, quota);
  const spec = (Type: string, PodCount: number) => ({ Type, PodCount, Image: image, ...resources });
  const leader = LEADERS[jobType];
  if (leader === undefined || shape.pods === 1) return [spec('Worker', shape.pods)];
  return [spec(leader, 1), spec('Worker', shape.pods - 1)];
}

function resourcesOf({ place, gpus }: Shape, quota: Quota | undefined): Record<string, unknown> {
  if (quota) {
    const [node] = quota.Nodes;
    const share = node && node.GPU > 0 ? gpus / node.GPU : 0.25;
    const memory = Math.floor((node?.Memory ?? 64) * share * 0.9);
    const CPU = String(Math.floor((node?.CPU ?? 8) * share * 0.9));
    return {
      ResourceConfig: { CPU, Memory: `${memory}Gi`, GPU: String(gpus), SharedMemory: `${Math.floor(memory / 2)}Gi` },
    };
  }
  if (place === 'spot')
    return { EcsSpec: 'ml.gu8tf.8.46xlarge', SpotSpec: { SpotStrategy: 'SpotWithPriceLimit', SpotDiscountLimit: 0.6 } };
  return { EcsSpec: gpus === 0 ? 'ecs.g6.xlarge' : gpus === 1 ? 'ecs.gn7i-c8g1.2xlarge' : 'ecs.gn6e-c12g1.3xlarge' };
}

function imageOf(framework: string, gpu: boolean, world: World, draw: Draw): string {
  const fitting = world.images.filter(
    ({ WorkspaceId, ImageUri }) =>
      WorkspaceId === '' && ImageUri.includes(`/${framework}`) && ImageUri.includes('-gpu-') === gpu,
  );
  return (fitting.length > 0 ? draw.of(fitting) : draw.of(world.images)).ImageUri;
}
