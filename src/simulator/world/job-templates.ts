import { ownerOf, timeInSeconds, token, type WorldScope } from './ids.ts';
import type { JobTemplate } from './types.ts';

const imageOf = (region: string): string =>
  `dsw-registry-vpc.${region}.cr.aliyuncs.com/pai/modelscope:1.26.0-gpu-py312-cu124-ubuntu22.04`;

const contentOf = (workers: number, region: string): Record<string, unknown> => ({
  DisplayName: 'finetune',
  JobType: 'PyTorchJob',
  JobSpecs: [{ Type: 'Worker', PodCount: workers, Image: imageOf(region), EcsSpec: 'ecs.gn6e-c12g1.3xlarge' }],
  UserCommand: 'python train.py --epochs 3',
  Envs: { NCCL_DEBUG: 'INFO', HF_TOKEN: 'hf_SimulatedSimulatedSimulatedSimul' },
  _ResourcePaymentType: 'PostPaid',
});

const NAMES = ['finetune', 'spare'] as const;

/** In each workspace two templates of jobs, the first of which has two versions; of the first user where they may. */
export const buildJobTemplates = (scope: WorldScope): JobTemplate[] =>
  scope.workspaces.flatMap(({ WorkspaceId, memberIds }) =>
    NAMES.map((name) => {
      const key = `${scope.seed}/${WorkspaceId}/template/${name}`;
      const created = timeInSeconds(key, 300);
      const first = ownerOf(scope, 0);
      const owner = memberIds.includes(first) ? first : (memberIds[0] ?? first);
      const versions = name === 'finetune' ? [1, 2] : [1];
      return {
        TemplateId: `tpl${token(key, 12)}`,
        TemplateName: name,
        Description: `Simulated template ${name}`,
        DefaultVersion: 1,
        Metadata: {},
        UserId: owner,
        ModifiedBy: owner,
        TenantId: ownerOf(scope, 0),
        WorkspaceId,
        GmtCreateTime: created,
        GmtModifyTime: created,
        Versions: versions.map((version) => ({
          Version: version,
          Content: contentOf(version, scope.region),
          Constraints: { 'JobSpecs[0].Image': 'locked', UserCommand: 'overridable' },
          CreatedBy: owner,
          GmtCreateTime: created,
        })),
      };
    }),
  );
