import { en, type Said, say, zh } from '../../domain/said.ts';

/** What is known of a kind of id. */
interface Known {
  /** What the parameter is called in most operations. */
  member: string;
  noun: string;
  /** What such an id looks like. */
  example?: string;
  /** What `doctor` has to find before it can try a read that needs such an id. */
  found?: Said;
  /** It may have dots within. */
  dotted?: true;
}

/** The kinds of ids that operations take. A row names a kind only where its parameter is called otherwise. */
export const KINDS = {
  workspace: { member: 'WorkspaceId', noun: 'Workspace', found: say(en`a workspace`, zh`一个工作空间`) },
  job: {
    member: 'JobId',
    noun: 'Job',
    example: 'dlc1xjcumbfm7aai',
    found: say(en`one of your own jobs of the last 7 days`, zh`您最近 7 天内的一个任务`),
  },
  pod: {
    member: 'PodId',
    noun: 'Pod',
    example: 'dlc1xjcumbfm7aai-worker-0',
    found: say(en`a pod of one of your own jobs`, zh`您的任务的一个 Pod`),
  },
  podInstance: { member: 'PodUid', noun: 'Pod instance' },
  sanityCheck: {
    member: 'SanityCheckNumber',
    noun: 'Sanity check',
    found: say(en`a job of yours with a sanity check`, zh`您的一个有健康检测的任务`),
  },
  signal: {
    member: 'SignalId',
    noun: 'Signal',
    example: 'oper1a2b3c4d5e6f',
    found: say(en`a job of yours with a signal`, zh`您的一个收到过信号的任务`),
  },
  image: {
    member: 'ImageId',
    noun: 'Image',
    example: 'image-tzi7f9abcdefghs45t',
    found: say(en`an image`, zh`一个镜像`),
  },
  dataset: {
    member: 'DatasetId',
    noun: 'Dataset',
    example: 'd-c0h44g3wlwkj8o4348',
    found: say(en`a dataset`, zh`一个数据集`),
  },
  datasetVersion: {
    member: 'VersionName',
    noun: 'Dataset version',
    example: 'v1',
    found: say(en`a version of a dataset`, zh`数据集的一个版本`),
  },
  codeSource: {
    member: 'CodeSourceId',
    noun: 'Code source',
    example: 'code-20210111103721-85qz78ia96lu',
    found: say(en`a code source`, zh`一个代码源`),
  },
  tensorboard: {
    member: 'TensorboardId',
    noun: 'TensorBoard',
    example: 'tbc0h44g3wlwkj8o',
    found: say(en`a TensorBoard of yours`, zh`您的一个 TensorBoard`),
  },
  rayHistoryServer: {
    member: 'RayHistoryServerId',
    noun: 'Ray history server',
    example: 'rhsc0h44g3wlwkj8o',
    found: say(en`a Ray history server of yours`, zh`您的一个 Ray 历史服务器`),
  },
  jobTemplate: {
    member: 'TemplateId',
    noun: 'Job template',
    example: 'tplmceolmf2abcd',
    found: say(en`a job template of a workspace of yours`, zh`您的工作空间的一个任务模板`),
  },
  quota: {
    member: 'QuotaId',
    noun: 'Quota',
    example: 'quotajradxh4abcd',
    found: say(en`a job of yours in a quota`, zh`您的一个使用资源配额的任务`),
  },
  experiment: {
    member: 'ExperimentId',
    noun: 'Experiment',
    example: 'exp-6thbb5xrbmp1a2b3c4d5',
    found: say(en`an experiment of a workspace of yours`, zh`您的工作空间的一个实验`),
  },
  run: {
    member: 'RunId',
    noun: 'Run',
    example: 'run-1qjhzj2yxgx1a2b3c4d5',
    found: say(en`a run of an experiment`, zh`一个实验运行`),
  },
  model: {
    member: 'ModelId',
    noun: 'Model',
    example: 'model-rbvg5wzljz1a2b3cks92',
    found: say(en`a model`, zh`一个模型`),
  },
  // Where it is asked for, it is called as a version of a dataset is.
  modelVersion: {
    member: 'ModelVersionName',
    noun: 'Model version',
    example: '0.1.0',
    found: say(en`a version of a model`, zh`一个模型版本`),
    dotted: true,
  },
  resourceGroup: {
    member: 'ResourceGroupID',
    noun: 'Resource group',
    example: 'rg17tmvwiokhabcd',
    found: say(en`a resource group`, zh`一个资源组`),
  },
  machineGroup: {
    member: 'MachineGroupID',
    noun: 'Machine group',
    example: 'mg105ecqwfe49hwb',
    found: say(en`a machine group`, zh`一个机器组`),
  },
  node: {
    member: 'NodeId',
    noun: 'Machine',
    found: say(en`a Lingjun machine in a quota of one of your jobs`, zh`您的任务所用配额中的一台灵骏机器`),
  },
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
