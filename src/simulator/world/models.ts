import { ownerOf, time, token, type WorldScope } from './ids.ts';
import type { Model, ModelVersion } from './types.ts';

interface Made {
  at: string;
  owner: string;
}

const versionOf = (name: string, uri: string, { at, owner }: Made): ModelVersion => ({
  VersionName: name,
  Uri: uri,
  VersionDescription: `Simulated version ${name}`,
  FrameworkType: 'Pytorch',
  ApprovalStatus: 'Pending',
  SourceType: 'Custom',
  SourceId: '',
  Labels: [],
  Metrics: { loss: 0.42 },
  OwnerId: owner,
  UserId: owner,
  GmtCreateTime: at,
  GmtModifiedTime: at,
});

const modelOf = (
  key: string,
  name: string,
  { at, owner }: Made,
): Omit<Model, 'Provider' | 'WorkspaceId' | 'Versions' | 'Accessibility'> => ({
  ModelId: `model-${token(key, 20)}`,
  ModelName: name,
  ModelDescription: `Simulated model ${name}`,
  ModelType: 'Checkpoint',
  Domain: 'nlp',
  Task: 'text-generation',
  Origin: '',
  Labels: [{ Key: 'team', Value: 'nlp' }],
  OwnerId: owner,
  UserId: owner,
  GmtCreateTime: at,
  GmtModifiedTime: at,
});

/** The public catalogue, which belongs to no workspace. */
const PUBLIC = ['qwen-simulated-7b', 'bert-simulated-base'] as const;

/** In each workspace one model with two versions, of the first user where they may, and the public catalogue. */
export function buildModels(scope: WorldScope): Model[] {
  const own = scope.workspaces.map(({ WorkspaceId, memberIds }): Model => {
    const key = `${scope.seed}/${WorkspaceId}/model/sft`;
    const first = ownerOf(scope, 0);
    const owner = memberIds.includes(first) ? first : (memberIds[0] ?? first);
    const [at, later] = [time(key, 420), time(key, 440)];
    const uri = (step: number): string =>
      `oss://simulated-${WorkspaceId}.oss-${scope.region}-internal.aliyuncs.com/models/sft/step-${step}/`;
    return {
      ...modelOf(key, 'sft', { at, owner }),
      Accessibility: 'PRIVATE',
      Provider: '',
      WorkspaceId,
      Versions: [versionOf('0.1.0', uri(1000), { at, owner }), versionOf('0.2.0', uri(2000), { at: later, owner })],
    };
  });
  const catalogue = PUBLIC.map((name): Model => {
    const made = { at: time(name, 100), owner: 'pai' };
    return {
      ...modelOf(`${scope.seed}/${scope.region}/model/${name}`, name, made),
      Accessibility: 'PUBLIC',
      Provider: 'pai',
      WorkspaceId: '',
      Versions: [versionOf('0.1.0', `oss://pai-simulated.oss-${scope.region}-internal.aliyuncs.com/${name}/`, made)],
    };
  });
  return [...own, ...catalogue];
}
