import { fail } from '../errors.ts';
import type { SimUser } from '../route.ts';
import { token } from '../world/ids.ts';
import type { World } from '../world/world.ts';
import type { Durations, JobRecord, ScenarioName } from './record.ts';
import type { JobRequest, TaskSpec } from './request.ts';
import { memoryGiB, podAmount, podAmounts, sumOf } from './resources.ts';
import { chosenLogMegabytes, chosenRunSeconds, chosenScenario, chosenWording } from './scenario.ts';
import { SCENARIO_TABLE } from './scenarios/all.ts';
import type { JobStore } from './store.ts';
import { wholeSecond } from './times.ts';

export const JOB_TYPES = [
  'TFJob',
  'PyTorchJob',
  'MPIJob',
  'XGBoostJob',
  'OneFlowJob',
  'ElasticBatchJob',
  'SlurmJob',
  'RayJob',
  'DataJuicerJob',
] as const;

/** Roles of the types whose list is official (api-notes: job types); the others take any. */
export const ROLES: Readonly<Record<string, readonly string[]>> = {
  TFJob: ['Chief', 'PS', 'Worker', 'Evaluator', 'GraphLearn'],
  PyTorchJob: ['Worker', 'Master'],
  XGBoostJob: ['Worker', 'Master'],
  OneFlowJob: ['Worker', 'Master'],
  ElasticBatchJob: ['Worker', 'Master'],
};

/** All parameters of a create together; what the platform adds to them is not simulated. */
const MOST_BYTES = 65_536;

/** How the jobs that are there at the start differ from what a client can ask for. */
export interface Overrides {
  createdAt?: number;
  scenario?: ScenarioName;
  wording?: number;
  runSeconds?: number;
  key?: string;
}

export interface AdmitContext {
  world: World;
  store: JobStore;
  durations: Durations;
  seed: number;
}

/**
 * Checks a `CreateJob` as the cloud does and makes the job's record; throws the cloud's error. The record is not
 * stored.
 */
export function admit(
  request: JobRequest,
  caller: SimUser,
  context: AdmitContext,
  overrides: Overrides = {},
): JobRecord {
  const { world, store, durations } = context;
  const workspaceId = request.WorkspaceId || world.defaultWorkspaceId;
  useWorkspace(world, workspaceId, caller);
  checkResources(request, world, workspaceId);
  checkRoles(request);
  checkMounts(request, world, workspaceId);
  checkSizes(request);
  checkTemplate(request, world, workspaceId);

  const createdAt = overrides.createdAt ?? wholeSecond(store.now());
  const sequence = store.ever();
  const machines = request.JobSpecs.map((spec) => world.ecsSpecs.find((known) => known.InstanceType === spec.EcsSpec));
  const quota = world.quotas.find((candidate) => candidate.QuotaId === request.ResourceId);
  const resourceType = quota?.ResourceType ?? machines[0]?.ResourceType ?? 'ECS';
  const soldOut = !quota && machines.some((machine) => machine?.IsAvailable === false);
  const podDemands = podAmounts(request.JobSpecs, world.ecsSpecs);
  const demand = sumOf(podDemands);
  const priority = request.Priority ?? (quota ? 1 : 0);
  const id = newJobId(context, sequence);
  const scenario = overrides.scenario ?? chosenScenario(request);
  const wording = overrides.wording ?? chosenWording(request);
  const runSeconds = overrides.runSeconds ?? chosenRunSeconds(request, durations.running);
  return {
    id,
    sequence,
    request: withTimeLimit(request, scenario, runSeconds),
    owner: { userId: caller.userId, userName: caller.userName },
    workspaceId,
    createdAt,
    scenario,
    wording,
    key: overrides.key ?? (wording === undefined ? id : `${scenario}/${wording}`),
    runSeconds,
    logMegabytes: chosenLogMegabytes(request),
    demand,
    podDemands,
    eachPod: request.JobSpecs.map((spec) => podAmount(spec, world.ecsSpecs)),
    resourceType,
    stock: soldOut ? (request.Settings?.DisableEcsStockCheck ? 'waits' : 'fails') : 'enough',
    sanityCheck:
      request.JobType === 'PyTorchJob' &&
      resourceType === 'Lingjun' &&
      demand.GPU > 0 &&
      request.Settings?.EnableSanityCheck === true,
    accessibility: request.Accessibility ?? 'PRIVATE',
    description: request.Description ?? '',
    priorities: [{ at: createdAt, value: priority }],
    podsAddedAt: {},
    modifiedAt: createdAt,
  };
}

/**
 * 404 for a template or version that the workspace does not have. All else of it is overridden: how the two merge is
 * not known.
 */
function checkTemplate(
  { TemplateId: id, TemplateVersion: version }: JobRequest,
  world: World,
  workspaceId: string,
): void {
  if (!id) return;
  const template = world.jobTemplates.find((each) => each.TemplateId === id && each.WorkspaceId === workspaceId);
  if (template === undefined) throw fail('NotFound', `Template ${id} does not exist in workspace ${workspaceId}.`);
  if (version !== undefined && !template.Versions.some((each) => each.Version === version))
    throw fail('NotFound', `Version ${version} of template ${id} does not exist.`);
}

/** The request with the time limit its scenario runs into. */
function withTimeLimit(request: JobRequest, scenario: ScenarioName, runSeconds: number): JobRequest {
  const share = SCENARIO_TABLE.get(scenario)?.course?.limitShare;
  if (share === undefined || request.JobMaxRunningTimeMinutes !== undefined) return request;
  return { ...request, JobMaxRunningTimeMinutes: Math.max(1, Math.floor((share * runSeconds) / 60)) };
}

/** An unused id that depends on nothing but the seed and the job's number. */
export function newJobId({ seed, store }: Pick<AdmitContext, 'seed' | 'store'>, sequence: number): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = `dlc${token(`${seed}/job/${sequence}/${attempt}`, 13)}`;
    if (!store.knows(id)) return id;
  }
}

/**
 * Throws 404 `NotFound` for an unknown workspace and 403 `OperationForbidden` for one the caller is not a member of.
 */
export function useWorkspace(world: World, id: string, caller: SimUser): void {
  const workspace = world.workspaces.find((candidate) => candidate.WorkspaceId === id);
  if (!workspace) throw fail('NotFound', `Workspace ${id} does not exist.`);
  if (!workspace.memberIds.includes(caller.userId))
    throw fail('OperationForbidden', `You are not a member of workspace ${id}.`);
}

function checkResources(request: JobRequest, world: World, workspaceId: string): void {
  const quotaId = request.ResourceId;
  if (quotaId) {
    const quota = world.quotas.find((candidate) => candidate.QuotaId === quotaId);
    if (!quota?.WorkspaceIds.includes(workspaceId))
      throw fail('InvalidParameter', `ResourceId ${quotaId} does not exist in workspace ${workspaceId}.`);
  }
  for (const spec of request.JobSpecs) {
    if (spec.EcsSpec && spec.ResourceConfig)
      throw fail('InvalidParameter', 'EcsSpec and ResourceConfig exclude each other.');
    if (quotaId && spec.EcsSpec) throw fail('InvalidParameter', 'EcsSpec is not allowed with ResourceId.');
    if (quotaId) checkConfig(spec);
    else if (!spec.EcsSpec) throw fail('InvalidParameter', 'EcsSpec is required without ResourceId.');
    else if (!world.ecsSpecs.some((machine) => machine.InstanceType === spec.EcsSpec))
      throw fail('InvalidParameter', `EcsSpec ${spec.EcsSpec} does not exist.`);
  }
}

function checkConfig({ ResourceConfig: config }: TaskSpec): void {
  if (!config) throw fail('InvalidParameter', 'ResourceConfig is required with ResourceId.');
  const memory = memoryGiB(config.Memory ?? '');
  if (!config.CPU || memory === 0) throw fail('InvalidParameter', 'ResourceConfig needs CPU and Memory.');
  if (memoryGiB(config.SharedMemory ?? '') > memory)
    throw fail('InvalidParameter', 'ResourceConfig.SharedMemory must not exceed Memory.');
}

function checkRoles({ JobType, JobSpecs }: JobRequest): void {
  const roles = ROLES[JobType];
  for (const spec of JobSpecs) {
    if (roles && !roles.includes(spec.Type))
      throw fail('InvalidParameter', `Type ${spec.Type} is invalid for ${JobType}; valid values: ${roles.join(', ')}.`);
  }
  if (new Set(JobSpecs.map((spec) => spec.Type)).size < JobSpecs.length)
    throw fail('InvalidParameter', 'JobSpecs must not repeat a Type.');
  if (JobSpecs.filter((spec) => spec.IsChief).length > 1)
    throw fail('InvalidParameter', 'At most one of JobSpecs may have IsChief.');
}

function checkMounts(request: JobRequest, world: World, workspaceId: string): void {
  const paths = (request.DataSources ?? []).map((source) => {
    if (Boolean(source.DataSourceId) === Boolean(source.Uri))
      throw fail('InvalidParameter', 'A data source needs exactly one of DataSourceId and Uri.');
    if (!source.DataSourceId) return source.MountPath || '/mnt/data/';
    const dataset = world.datasets.find((candidate) => candidate.DatasetId === source.DataSourceId);
    if (dataset?.WorkspaceId !== workspaceId)
      throw fail('InvalidParameter', `DataSourceId ${source.DataSourceId} does not exist in workspace ${workspaceId}.`);
    return source.MountPath || /"mountPath":"([^"]+)"/.exec(dataset.Options)?.[1] || '/mnt/data/';
  });
  const distinct = new Set(paths.map((path) => path.replace(/\/+$/, '')));
  // The message is recorded from the live service, its code is not.
  if (distinct.size < paths.length) throw fail('BadRequest', "different datasource can't have the same mount path");
  const codeId = request.CodeSource?.CodeSourceId;
  const code = world.codeSources.find((candidate) => candidate.CodeSourceId === codeId);
  if (codeId && code?.WorkspaceId !== workspaceId)
    throw fail('InvalidParameter', `CodeSourceId ${codeId} does not exist in workspace ${workspaceId}.`);
}

function checkSizes(request: JobRequest): void {
  const bytes = Buffer.byteLength(JSON.stringify(request));
  if (bytes > MOST_BYTES)
    throw fail('InvalidParameter', `The parameters of a job must not exceed ${MOST_BYTES} bytes.`);
}
