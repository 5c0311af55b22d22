import { buildCodeSources } from './code-sources.ts';
import { buildDatasets } from './datasets.ts';
import { buildEcsSpecs } from './ecs-specs.ts';
import { buildExperiments } from './experiments.ts';
import { buildCustomImages } from './images-custom.ts';
import { buildOfficialImages } from './images-official.ts';
import { buildJobTemplates } from './job-templates.ts';
import { buildModels } from './models.ts';
import { buildQuotas } from './quotas.ts';
import type { World, WorldOptions } from './types.ts';
import { buildViewers } from './viewers.ts';
import { buildWorkspaces } from './workspaces.ts';

export type * from './types.ts';

/** The synthetic account the simulator serves; the same options give the same world. */
export function buildWorld(options: WorldOptions): World {
  const workspaces = buildWorkspaces(options);
  const scope = { ...options, workspaces };
  const datasets = buildDatasets(scope);
  return {
    changes: 0,
    users: options.users,
    workspaces,
    quotas: buildQuotas(scope),
    images: [...buildOfficialImages(options), ...buildCustomImages(scope)],
    datasets,
    codeSources: buildCodeSources(scope),
    jobTemplates: buildJobTemplates(scope),
    ...buildExperiments(scope),
    models: buildModels(scope),
    ecsSpecs: buildEcsSpecs(options.seed),
    viewers: buildViewers(scope, datasets),
    defaultWorkspaceId: workspaces.find((workspace) => workspace.IsDefault)?.WorkspaceId ?? '',
  };
}
