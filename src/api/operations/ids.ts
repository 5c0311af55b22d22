/** What is known of a kind of id. */
interface Known {
  /** What the parameter is called in most operations. */
  member: string;
  noun: string;
  /** What such an id looks like. */
  example?: string;
  /** What `doctor` has to find before it can try a read that needs such an id. */
  found?: string;
  /** It may have dots within. */
  dotted?: true;
}

/** The kinds of ids that operations take. A row names a kind only where its parameter is called otherwise. */
export const KINDS = {
  workspace: { member: 'WorkspaceId', noun: 'Workspace', found: 'a workspace' },
  job: {
    member: 'JobId',
    noun: 'Job',
    example: 'dlc1xjcumbfm7aai',
    found: 'one of your own jobs of the last 7 days',
  },
  pod: { member: 'PodId', noun: 'Pod', example: 'dlc1xjcumbfm7aai-worker-0', found: 'a pod of one of your own jobs' },
  podInstance: { member: 'PodUid', noun: 'Pod instance' },
  sanityCheck: { member: 'SanityCheckNumber', noun: 'Sanity check', found: 'a job of yours with a sanity check' },
  signal: { member: 'SignalId', noun: 'Signal', example: 'oper1a2b3c4d5e6f', found: 'a job of yours with a signal' },
  image: { member: 'ImageId', noun: 'Image', example: 'image-tzi7f9abcdefghs45t', found: 'an image' },
  dataset: { member: 'DatasetId', noun: 'Dataset', example: 'd-c0h44g3wlwkj8o4348', found: 'a dataset' },
  datasetVersion: { member: 'VersionName', noun: 'Dataset version', example: 'v1', found: 'a version of a dataset' },
  codeSource: {
    member: 'CodeSourceId',
    noun: 'Code source',
    example: 'code-20210111103721-85qz78ia96lu',
    found: 'a code source',
  },
  tensorboard: {
    member: 'TensorboardId',
    noun: 'TensorBoard',
    example: 'tbc0h44g3wlwkj8o',
    found: 'a TensorBoard of yours',
  },
  rayHistoryServer: {
    member: 'RayHistoryServerId',
    noun: 'Ray history server',
    example: 'rhsc0h44g3wlwkj8o',
    found: 'a Ray history server of yours',
  },
  jobTemplate: {
    member: 'TemplateId',
    noun: 'Job template',
    example: 'tplmceolmf2abcd',
    found: 'a job template of a workspace of yours',
  },
  experiment: {
    member: 'ExperimentId',
    noun: 'Experiment',
    example: 'exp-6thbb5xrbmp1a2b3c4d5',
    found: 'an experiment of a workspace of yours',
  },
  run: { member: 'RunId', noun: 'Run', example: 'run-1qjhzj2yxgx1a2b3c4d5', found: 'a run of an experiment' },
  model: { member: 'ModelId', noun: 'Model', example: 'model-rbvg5wzljz1a2b3cks92', found: 'a model' },
  // Where it is asked for, it is called as a version of a dataset is.
  modelVersion: {
    member: 'ModelVersionName',
    noun: 'Model version',
    example: '0.1.0',
    found: 'a version of a model',
    dotted: true,
  },
  quota: { member: 'QuotaId', noun: 'Quota', example: 'quotajradxh4abcd', found: 'a job of yours in a quota' },
  resourceGroup: {
    member: 'ResourceGroupID',
    noun: 'Resource group',
    example: 'rg17tmvwiokhabcd',
    found: 'a resource group',
  },
  machineGroup: {
    member: 'MachineGroupID',
    noun: 'Machine group',
    example: 'mg105ecqwfe49hwb',
    found: 'a machine group',
  },
  node: { member: 'NodeId', noun: 'Machine', found: 'a Lingjun machine in a quota of one of your jobs' },
} as const satisfies Readonly<Record<string, Known>>;

export type Kind = keyof typeof KINDS;

/** A row of the table, in the wider type: there `example` and `found`, which only some rows have, can be asked for. */
export const known = (kind: Kind): Known => KINDS[kind];

const USUAL: ReadonlyMap<string, Kind> = new Map(
  (Object.keys(KINDS) as Kind[]).map((kind) => [KINDS[kind].member, kind]),
);

/**
 * The members of a request that are ids, with the kind of thing that each names.
 *
 * @param members names of its own members; one with the usual name of a kind is such an id
 * @param named kinds of the others, from the row of the operation, by path such as `DataSources.DataSourceId`
 */
export const idsOf = (
  members: readonly string[],
  named: Readonly<Record<string, Kind>> = {},
): Readonly<Record<string, Kind>> => ({
  ...Object.fromEntries(
    members.flatMap((member) => {
      const kind = USUAL.get(member);
      return kind === undefined ? [] : [[member, kind]];
    }),
  ),
  ...named,
});
