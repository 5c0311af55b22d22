import { QUOTA_ID } from '../../../domain/identifiers.ts';
import type { Machines } from '../../../domain/machine.ts';
import { whereEachRead, whereRead } from '../../../domain/unread.ts';
import type { CreateJobInput } from '../../../jobs/job-fields.ts';
import type { Check } from '../../../policy/checks.ts';
import { machineCeilings } from '../../../policy/create-ceilings.ts';
import type { SummaryFacts } from '../../../policy/create-summary.ts';
import { checkGpuTypes } from '../../../policy/gpu-types.ts';
import { checkImage } from '../../../policy/images.ts';
import { lookedUp } from '../../../policy/looked-up.ts';
import { checkMachines, usesGpus } from '../../../policy/machines.ts';
import { checkQuotaFit, type QuotaFinding } from '../../../policy/quota-fit.ts';
import { suggestSanityCheck } from '../../../policy/sanity-check.ts';
import {
  type CodeSourceEntry,
  checkCodeEntry,
  checkDatasets,
  type DatasetEntry,
  type SourceFinding,
} from '../../../policy/source-findings.ts';
import { checkBids } from '../../../policy/spot.ts';
import type { ToolContext } from '../../tool.ts';
import { findImage } from './find-images.ts';
import { findMachines } from './find-machines.ts';
import { findQuota, QUOTA_READS } from './find-quota.ts';
import { findCodeSource, findDataset } from './find-sources.ts';
import { liveJobsCheck } from './live-jobs.ts';

/** Operations that tell of what a job names. */
export const CATALOGUE_READS = [
  'ListEcsSpecs',
  'ListImages',
  'GetImage',
  'ListDatasets',
  'GetDataset',
  'ListDatasetVersions',
  'ListCodeSources',
  'GetCodeSource',
  ...QUOTA_READS,
] as const;

/** Operations that the checks of a create may call. */
export const CHECK_READS = [
  // These two for earlier creates of the name, and for the operator's ceiling on live jobs.
  'GetJob',
  'ListJobs',
  ...CATALOGUE_READS,
] as const;

/** The GPU that the quota of a job says to have, with its id; `undefined` where it says none. */
const quotaGpu = ([finding]: readonly QuotaFinding[]) => {
  if (finding === undefined || !('facts' in finding) || finding.facts.gpuType === undefined) return undefined;
  return { quotaId: finding.facts.quotaId, gpuType: finding.facts.gpuType };
};

/** What the catalogue and the region say of a job that is about to be created. */
export interface CreateFindings {
  checks: Check[];
  machines: Machines;
  sources: SummaryFacts['sources'];
}

/** Each text once that there is in the items of a list, as far as they are read. */
const distinct = <T>(list: () => readonly T[] | undefined, text: (item: T) => string | undefined): string[] => [
  ...new Set(
    whereEachRead(
      () => list() ?? [],
      (item) => [text(item)].filter((value) => value !== undefined),
    ),
  ),
];

/** The versions that a job names of one dataset. */
const versionsNamed = (job: CreateJobInput, id: string): string[] =>
  distinct(
    () => (job.data_sources ?? []).filter(({ data_source_id }) => data_source_id === id),
    ({ version }) => version,
  );

const entryOf = (finding: SourceFinding<DatasetEntry> | SourceFinding<CodeSourceEntry>) =>
  finding.found === 'entry' ? [[finding.id, finding.entry] as const] : [];

/**
 * Gives a suggestion (R27) to the first job that it fits, and to none of another name in this process. The same job
 * gets it again, because its checks run more than once: in a dry run, in the call itself, and again after a person's
 * yes.
 */
function forFirst(ctx: ToolContext, { display_name }: CreateJobInput, suggestion: Check[]): Check[] {
  const [first] = suggestion;
  if (first === undefined) return [];
  const to = ctx.told.get(first.rule) ?? display_name;
  ctx.told.set(first.rule, to);
  return to === display_name ? suggestion : [];
}

/**
 * The checks of a create that read the cloud, in parallel and with one read per distinct value: images (R2), datasets
 * and code source (R3), machine types (R5), the room of the quota (R43), and the operator's ceilings (R42). The
 * suggestion of a sanity check (R27) needs the machines too.
 * @param job parts of it may be unread (see `whereRead`)
 * @throws Fault where every read would fail the same way (no credentials, a region that does not exist)
 */
export async function createFindings(
  ctx: ToolContext,
  job: CreateJobInput,
  workspaceId: string,
): Promise<CreateFindings> {
  const sources = lookedUp(
    'R3',
    'datasets',
    distinct(
      () => job.data_sources,
      (source) => source.data_source_id,
    ),
  );
  const code = distinct(
    () => [job.code_source],
    (source) => source?.code_source_id,
  );
  const tasks = () => job.task_specs;
  const used = lookedUp(
    'R2',
    'images',
    distinct(tasks, ({ image }) => image),
  );
  const quotas = distinct(
    () => [job.resource_id],
    (id) => (id !== undefined && QUOTA_ID.test(id) ? id : undefined),
  );
  const within = { region: ctx.region, prices: await ctx.prices(), ceilings: ctx.operator.ceilings };
  const listed = findMachines(
    ctx,
    distinct(tasks, ({ ecs_spec }) => ecs_spec),
    distinct(tasks, ({ resource_config }) => resource_config?.gpu_type).length > 0,
  );
  const hasGpus = (image: string) => async () => {
    const { machines, nearest } = await listed;
    return usesGpus(job, image, machines, nearest);
  };
  const [images, datasets, codeSources, quota, { machines, nearest }, live] = await Promise.all([
    Promise.all(used.names.map((image) => findImage(ctx, image, hasGpus(image)))),
    Promise.all(sources.names.map((id) => findDataset(ctx, id, versionsNamed(job, id)))),
    Promise.all(code.map((id) => findCodeSource(ctx, id))),
    Promise.all(quotas.map((id) => findQuota(ctx, id, workspaceId))),
    listed,
    liveJobsCheck(ctx, 1),
  ]);
  return {
    checks: [
      ...used.checks,
      ...sources.checks,
      ...images.map((finding) =>
        checkImage(finding, {
          region: ctx.region,
          workspaceId,
          gpus: usesGpus(job, finding.image, machines, nearest),
        }),
      ),
      ...whereRead(() => checkDatasets(job.data_sources ?? [], datasets, workspaceId)),
      ...codeSources.map((finding) => checkCodeEntry(finding, workspaceId)),
      ...quota.flatMap((finding) => whereRead(() => checkQuotaFit(job, finding, workspaceId))),
      ...whereRead(() => checkMachines(job, machines, nearest, ctx.region)),
      ...checkGpuTypes(job, machines, ctx.region, quotaGpu(quota)),
      ...checkBids(job, machines, ctx.region, within.prices),
      ...whereRead(() => machineCeilings(job, machines, within)),
      ...live,
      ...whereRead(() => forFirst(ctx, job, suggestSanityCheck(job, machines))),
    ],
    machines,
    sources: new Map([...datasets, ...codeSources].flatMap(entryOf)),
  };
}
