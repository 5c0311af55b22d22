import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { Fault } from '../../domain/fault.ts';
import { formed } from '../../domain/form.ts';
import { JOB_ID, PLAIN, QUOTA_ID, SEGMENT } from '../../domain/identifiers.ts';
import { ACCESSIBILITIES } from '../../domain/lists.ts';
import { en, say, zh } from '../../domain/said.ts';
import { phaseOf } from '../../domain/viewer-status.ts';
import type { Job } from '../../jobs/job.ts';
import { decideCreateViewer } from '../../policy/viewers.ts';
import { QUOTA_HOME_READS } from '../kit/create/find-quota.ts';
import { createdTensorboard } from '../kit/decoders/viewers.ts';
import { readAllJobs } from '../kit/several/read-each.ts';
import { checkDatasetThere } from '../kit/viewers/check-dataset.ts';
import { viewerCost } from '../kit/viewers/cost.ts';
import { createViewer } from '../kit/viewers/create-viewer.ts';
import { allViewers } from '../kit/viewers/list-viewers.ts';
import { quotaChecks } from '../kit/viewers/quota-checks.ts';
import { TENSORBOARD } from '../kit/viewers/viewer-api.ts';
import { defineTool } from '../tool.ts';

const plain = z.string().regex(PLAIN);
/** Storage that a TensorBoard can read (api-notes: tensorboard); an OSS bucket with its endpoint. */
const uri = z
  .string()
  .regex(
    formed(/^(?:oss|nas):\/\/[A-Za-z0-9-]+\.[A-Za-z0-9.-]+\/[!-~]{0,1000}$/, 'a URI with the endpoint of its storage'),
  );

const input = z.strictObject({
  display_name: z.string().min(1).max(128),
  job_ids: z.array(z.string().regex(JOB_ID)).min(1).max(20).optional().describe('One job, or several to compare'),
  dataset_id: z.string().regex(SEGMENT).optional(),
  uri: uri.optional().describe('oss://BUCKET.ENDPOINT/PATH/ or nas://...'),
  summary_path: z.string().optional().describe('Where the job writes event files, e.g. /mnt/data/logs/'),
  summary_relative_path: z.string().optional().describe('Path within the dataset or uri'),
  max_running_time_minutes: z.int().min(1),
  machine: z
    .strictObject({ ecs_type: plain, vpc_id: plain, switch_id: plain, security_group_id: plain })
    .optional()
    .describe('Pay-as-you-go in a VPC of the user; default: free shared machines'),
  quota_id: z.string().regex(QUOTA_ID).optional(),
  priority: z.int().min(1).max(9).optional(),
  cpu: z.int().min(1).optional(),
  memory: z.int().min(1).optional().describe('GB'),
  accessibility: z.enum(ACCESSIBILITIES).default('PRIVATE'),
});
type Asked = z.output<typeof input>;

const output = z.object({
  tensorboard_id: z.string(),
  display_name: z.string(),
  status: z.string(),
  others: z.array(z.string()),
  notes: z.array(z.string()),
});

const SOURCES = ['job_ids', 'dataset_id', 'uri'] as const;

const wrong = (message: string, fix: string, valid?: readonly string[]): Fault =>
  new Fault({ kind: 'invalid_input', message, fix, ...(valid ? { valid } : {}) });

/** @throws Fault `invalid_input` for no source or several, and for two places to run */
function checkForm(asked: Asked): void {
  const given = SOURCES.filter((name) => asked[name] !== undefined);
  if (given.length !== 1)
    throw wrong(
      given.length === 0 ? 'create_tensorboard was not told what to show.' : `It was given ${given.join(' and ')}.`,
      'Pass exactly one of them; several jobs go into job_ids together.',
      SOURCES,
    );
  if (asked.machine !== undefined && asked.quota_id !== undefined)
    throw wrong(
      'machine and quota_id are two places to run.',
      'Pass one of them, or neither for free shared machines.',
    );
}

const sourcesOf = ({ job_ids, dataset_id, uri: where }: Asked): string[] => job_ids ?? [dataset_id ?? where ?? ''];

/** What nothing could be seen of, as far as the jobs tell. */
const withoutData = (jobs: readonly Job[], ids: readonly string[]) => {
  const bare = ids.filter((_, index) => jobs[index]?.dataSources.length === 0);
  return bare.length === 0
    ? []
    : [
        say(
          en`${bare.slice(0, 5).join(', ')} mounts no data, and a TensorBoard reads only what a job wrote to mounted storage.`,
          zh`${bare.slice(0, 5).join('、')} 未挂载数据，而 TensorBoard 只能读取任务写入挂载存储的内容。`,
        ),
      ];
};

const requestOf = (asked: Asked, jobs: readonly Job[]) => {
  const { job_ids = [], dataset_id, uri: where, machine, summary_path, summary_relative_path } = asked;
  const [job, ...others] = job_ids;
  return {
    DisplayName: asked.display_name,
    Accessibility: asked.accessibility,
    MaxRunningTimeMinutes: asked.max_running_time_minutes,
    ...(job !== undefined && others.length === 0 ? { JobId: job } : {}),
    ...(others.length === 0
      ? {}
      : {
          TensorboardDataSources: job_ids.map((id, index) => ({
            SourceType: 'dlcjob' as const,
            Id: id,
            DirectoryName: jobs[index]?.displayName || id,
            ...(summary_path ? { SummaryPath: summary_path } : {}),
          })),
        }),
    ...(dataset_id ? { DataSourceId: dataset_id } : {}),
    // In effect required with an address; the vendor's own client sends this (api-notes: tensorboard).
    ...(where
      ? {
          Uri: where,
          DataSourceType: where.startsWith('nas:') ? ('NAS' as const) : ('OSS' as const),
          SummaryRelativePath: summary_relative_path ?? '/',
        }
      : {}),
    ...(summary_path && others.length === 0 ? { SummaryPath: summary_path } : {}),
    ...(summary_relative_path ? { SummaryRelativePath: summary_relative_path } : {}),
    ...(machine
      ? {
          TensorboardSpec: {
            EcsType: machine.ecs_type,
            VpcId: machine.vpc_id,
            SwitchId: machine.switch_id,
            SecurityGroupId: machine.security_group_id,
          },
        }
      : {}),
    ...(asked.quota_id ? { QuotaId: asked.quota_id } : {}),
    ...(asked.priority ? { Priority: String(asked.priority) } : {}),
    ...(asked.cpu ? { Cpu: asked.cpu } : {}),
    ...(asked.memory ? { Memory: asked.memory } : {}),
  };
};

export const createTensorboard = defineTool({
  name: 'create_tensorboard',
  title: 'Create a TensorBoard',
  description:
    'Sets up TensorBoard for the event files of one job, of several to compare, of a dataset or of a path in OSS or NAS. Free shared machines by default. A person is asked, and told what it costs and what there is already. Waits until it runs.',
  inChinese: '创建可视化、训练曲线对比',
  toolset: 'tensorboard',
  effect: 'billed',
  target: ({ display_name }) => display_name,
  heavier: {
    effects: ['grants_access'],
    of: ({ accessibility }) => (accessibility === 'PUBLIC' ? ['grants_access'] : []),
  },
  scope: 'workspace',
  actions: [
    'CreateTensorboard',
    'ListTensorboards',
    'GetTensorboard',
    'GetJob',
    'GetDataset',
    'ListEcsSpecs',
    ...QUOTA_HOME_READS,
  ],
  input,
  // What is noted stands in the text, and is no part of what the definition costs.
  output: output.meta({ advertised: output.omit({ notes: true }) }),
  async check(ctx, asked) {
    checkForm(asked);
    const ids = asked.job_ids ?? [];
    const found = await readAllJobs(ctx, ids);
    const jobs = ids.flatMap((id) => found.get(id) ?? []);
    await checkDatasetThere(ctx, asked.dataset_id);
    const before = await allViewers(ctx, TENSORBOARD);
    const sources = sourcesOf(asked);
    const others = before.filter(
      ({ displayName, sources: shown }) =>
        displayName === asked.display_name || shown.some((source) => sources.includes(source)),
    );
    const takes = {
      machine: asked.machine?.ecs_type,
      quotaId: asked.quota_id,
      minutes: asked.max_running_time_minutes,
    };
    const warnings = withoutData(jobs, ids);
    const decision = decideCreateViewer(
      {
        ...(await viewerCost(ctx, takes, 'free')),
        kind: 'tensorboard',
        displayName: asked.display_name,
        workspaceId: ctx.workspaceId ?? '',
        region: ctx.region,
        shows: [...sources, asked.summary_path, asked.summary_relative_path].filter(Boolean).join(', '),
        accessibility: asked.accessibility,
        others,
        warnings,
        checks: await quotaChecks(ctx, asked.quota_id),
      },
      ctx.operator.ceilings,
    );
    return { decision, prepared: { jobs, before, others, notes: warnings.map((said) => said.en) } };
  },
  async run(ctx, asked, { jobs, before, others, notes }) {
    const { id, status } = await createViewer(ctx, {
      api: TENSORBOARD,
      wanted: {
        displayName: asked.display_name,
        minutes: asked.max_running_time_minutes,
        machine: asked.machine?.ecs_type,
        quotaId: asked.quota_id,
        accessibility: asked.accessibility,
        sources: sourcesOf(asked),
      },
      before,
      create: async () =>
        createdTensorboard(
          await ctx.call('CreateTensorboard', { WorkspaceId: ctx.workspaceId, ...requestOf(asked, jobs) }),
        ),
    });
    return {
      tensorboard_id: id,
      display_name: asked.display_name,
      status,
      others: others.map((other) => `${other.id} (${other.status})`),
      notes,
    };
  },
  render: ({ tensorboard_id, display_name, status, others, notes }) =>
    [
      `Created TensorBoard ${tensorboard_id} ${quoted(display_name, 256)}; it is ${status}.`,
      ...(others.length > 0 ? [`There were others of the same already: ${others.join(', ')}.`] : []),
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n'),
  next: ({ tensorboard_id: id, status }) =>
    phaseOf(status) === 'running'
      ? [
          `get_tensorboard_shared_url tensorboard_id=${id} gives a link to it.`,
          `stop_tensorboard tensorboard_id=${id} when it is not looked at any more.`,
        ]
      : [`get_tensorboard tensorboard_id=${id} until it is Running.`],
});
