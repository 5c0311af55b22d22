import { fraction, ownerOf, time, token, type WorldScope } from './ids.ts';
import type { Experiment, LoggedRun, RunMetric } from './types.ts';

const RUNS = ['baseline', 'lr-1e-4'] as const;
/** Points of each metric of a seeded run, ten steps apart. */
const POINTS = 25;

/** A loss that falls and an accuracy that rises, a little unevenly. */
function metricsOf(key: string, from: number): RunMetric[] {
  const phase = fraction(key) * 6;
  const round = (value: number): number => Math.round(value * 10_000) / 10_000;
  return Array.from({ length: POINTS }, (_, index) => index * 10).flatMap((Step) => {
    const uneven = Math.sin(Step * Step + phase) / 40;
    const Timestamp = from + Step * 1000;
    return [
      { Key: 'loss', Value: round(0.4 + 2 * Math.exp(-Step / 60) + uneven), Step, Timestamp },
      { Key: 'accuracy', Value: round(0.9 - 0.7 * Math.exp(-Step / 75) + uneven), Step, Timestamp },
    ];
  });
}

/** In each workspace one experiment with two runs; of the first user where they may. */
export function buildExperiments(scope: WorldScope): { experiments: Experiment[]; runs: LoggedRun[] } {
  const both = scope.workspaces.map(({ WorkspaceId, memberIds }) => {
    const key = `${scope.seed}/${WorkspaceId}/experiment/finetune`;
    const first = ownerOf(scope, 0);
    const owner = memberIds.includes(first) ? first : (memberIds[0] ?? first);
    const at = time(key, 400);
    const common = {
      Accessibility: 'PRIVATE',
      OwnerId: owner,
      UserId: owner,
      WorkspaceId,
      GmtCreateTime: at,
      GmtModifiedTime: at,
    } as const;
    const experiment: Experiment = {
      ...common,
      ExperimentId: `exp-${token(key, 20)}`,
      Name: 'finetune',
      ArtifactUri: `oss://simulated-${WorkspaceId}.oss-${scope.region}-internal.aliyuncs.com/experiments/`,
      TensorboardLogUri: `oss://simulated-${WorkspaceId}.oss-${scope.region}-internal.aliyuncs.com/experiments/tensorboard/`,
      Labels: [{ Key: 'team', Value: 'nlp' }],
    };
    const runs = RUNS.map(
      (name): LoggedRun => ({
        ...common,
        RunId: `run-${token(`${key}/${name}`, 20)}`,
        Name: name,
        ExperimentId: experiment.ExperimentId,
        SourceType: '',
        SourceId: '',
        Labels: [],
        Params: [
          { Key: 'lr', Value: name === 'baseline' ? '3e-5' : '1e-4' },
          { Key: 'batch_size', Value: '64' },
        ],
        Metrics: metricsOf(`${key}/${name}`, Date.parse(at)),
      }),
    );
    return { experiment, runs };
  });
  return { experiments: both.map(({ experiment }) => experiment), runs: both.flatMap(({ runs }) => runs) };
}
