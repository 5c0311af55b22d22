import { LRUCache } from 'lru-cache';
import type { CallOptions, Cloud } from '../api/cloud.ts';
import type { Action, Input, Output } from '../api/operations.ts';
import { Fault } from '../domain/fault.ts';
import { OFFICIAL_LABEL } from '../policy/image-labels.ts';
import type { OperatorScope } from './scope.ts';

type Wire = Readonly<Record<string, unknown>>;
/** The cloud underneath, with the options of the call that is held. */
type Call = (action: Action, input: Wire) => Promise<Wire>;

/**
 * How calls of one operation are held inside a workspace.
 * - `regional`: it has nothing to do with workspaces.
 * - `job`: the job it names must be of the workspace, which `GetJob` tells.
 * - `owner`: its answer names the workspace it belongs to; `id` is the input member that names it, `also` what else the
 *   answer has to hold.
 * - `rows`: a list: `pin` is the input member that takes the workspace; rows that do not name it are dropped.
 * - `images`: as `rows`, but without a workspace it asks for official images only, by their label in `Labels`, and rows that
 *   are not official are dropped.
 * - `labels`: words of the images of a workspace, or of official ones; the words belong to nobody.
 * - `create`: the new job, its datasets and its code source must be of the workspace.
 */
export type Hold =
  | { by: 'regional' | 'create' | 'images' | 'labels' }
  | { by: 'job'; id: 'JobId' | 'TargetId' | 'WorkloadId' }
  | { by: 'owner'; id: string; also?: Wire }
  | { by: 'rows'; rows: string; pin: string; never?: string };

const job: Hold = { by: 'job', id: 'JobId' };

/** Every operation has its row: one that is new does not compile without. */
export const HOLDS: Readonly<Record<Action, Hold>> = {
  CreateJob: { by: 'create' },
  ListJobs: { by: 'rows', rows: 'Jobs', pin: 'WorkspaceId', never: 'FromAllWorkspaces' },
  GetJob: { by: 'owner', id: 'JobId' },
  UpdateJob: job,
  StopJob: job,
  GetPodLogs: job,
  GetPodEvents: job,
  GetJobEvents: job,
  ListJobSanityCheckResults: job,
  GetJobSanityCheckResult: job,
  GetWebTerminal: job,
  GetToken: { by: 'job', id: 'TargetId' },
  GetQuotaWorkloadDiagnosis: { by: 'job', id: 'WorkloadId' },
  ListEcsSpecs: { by: 'regional' },
  ListWorkspaces: { by: 'rows', rows: 'Workspaces', pin: 'WorkspaceIds' },
  ListImageLabels: { by: 'labels' },
  ListImages: { by: 'images' },
  // Labels, which tell an official image, come with Verbose only.
  GetImage: { by: 'owner', id: 'ImageId', also: { Verbose: true } },
  ListDatasets: { by: 'rows', rows: 'Datasets', pin: 'WorkspaceId' },
  GetDataset: { by: 'owner', id: 'DatasetId' },
  ListCodeSources: { by: 'rows', rows: 'CodeSources', pin: 'WorkspaceId' },
  GetCodeSource: { by: 'owner', id: 'CodeSourceId' },
};

const NOUNS: Readonly<Record<string, string>> = {
  JobId: 'Job',
  ImageId: 'Image',
  DatasetId: 'Dataset',
  CodeSourceId: 'Code source',
};

const record = (value: unknown): Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : {};
const rowsOf = (value: unknown): Wire[] => (Array.isArray(value) ? value.map(record) : []);

/** An official image belongs to no workspace: it says so, with nothing or the placeholder `0`, or has the label of all official ones. */
const official = (image: Wire): boolean =>
  ['', '0'].includes(String(image.WorkspaceId)) ||
  rowsOf(image.Labels).some(({ Key, Value }) => `${Key}=${Value}` === OFFICIAL_LABEL);

const withLabel = (filter: unknown): string =>
  [...new Set([OFFICIAL_LABEL, ...String(filter ?? '').split(',')])].filter((part) => part !== '').join(',');

/** The answer with those of its rows that are ours, and their count. */
const withRows = (answer: Wire, rows: string, ours: (row: Wire) => boolean): Wire => {
  const all = rowsOf(answer[rows]);
  const left = all.filter(ours);
  return { ...answer, [rows]: left, TotalCount: Number(answer.TotalCount ?? all.length) - (all.length - left.length) };
};

/**
 * The cloud as far as a locked scope reaches, for reads and writes alike. Ids reach across workspaces, so what one names is
 * looked up before it is shown or touched; what was found inside stays known for a minute, for a job never changes its
 * workspace. Everything in the process uses this cloud: there is no way round it.
 *
 * @param scope locked, so with a region and a workspace
 * @param holds others than the real ones, to see a check fail
 */
export function lockScope(
  cloud: Cloud,
  { region = '', workspaceId = '' }: OperatorScope,
  holds: Readonly<Record<Action, Hold>> = HOLDS,
): Cloud {
  if (region === '' || workspaceId === '') throw new Error('a locked scope has no region or workspace');
  const inside = new LRUCache<string, true>({ max: 10_000, ttl: 60_000 });

  const refused = (what: string): Fault =>
    new Fault({
      kind: 'refused',
      message: `${what} is not in workspace ${workspaceId}, to which the operator locked this server. Nothing was shown or changed.`,
      fix: 'Take ids from the lists of this server, which show what is inside. Only the operator can change the scope.',
    });

  /** An answer or a row that names no workspace proves nothing. */
  const ours = ({ WorkspaceId }: Wire): boolean => String(WorkspaceId ?? '') === workspaceId;

  /** Calls an operation whose answer names its workspace, and remembers what is inside: the object, and a job's pods. */
  async function owned(call: Call, action: Action, input: Wire, id: string): Promise<Wire> {
    const answer = await call(action, input);
    const name = String(input[id]);
    if (!ours(answer) && !(action === 'GetImage' && official(answer))) throw refused(`${NOUNS[id]} ${name}`);
    inside.set(`${id}/${name}`, true);
    for (const pod of rowsOf(answer.Pods).flatMap((each) => [each, ...rowsOf(each.HistoryPods)]))
      if (pod.PodUid) inside.set(`${id}/${name}/${pod.PodUid}`, true);
    return answer;
  }

  async function ensure(call: Call, action: Action, id: string, value: unknown): Promise<void> {
    if (!inside.has(`${id}/${value}`)) await owned(call, action, { [id]: value }, id);
  }

  async function ensureJob(call: Call, input: Wire, id: 'JobId' | 'TargetId' | 'WorkloadId'): Promise<void> {
    const { PodId, PodUid, TargetType = 'job' } = input;
    const jobId = String(input[id]);
    if (TargetType !== 'job') throw refused(`The ${TargetType} ${jobId}`);
    await ensure(call, 'GetJob', 'JobId', jobId);
    if (PodId !== undefined && !String(PodId).startsWith(`${jobId}-`))
      throw refused(`Pod ${PodId} is no pod of job ${jobId}, so it`);
    const instance = `JobId/${jobId}/${PodUid}`;
    if (PodUid === undefined || inside.has(instance)) return;
    await owned(call, 'GetJob', { JobId: jobId, NeedDetail: true }, 'JobId');
    if (!inside.has(instance)) throw refused(`Pod instance ${PodUid} is none of job ${jobId}, so it`);
  }

  async function ensureParts(call: Call, { WorkspaceId, DataSources, CodeSource }: Wire): Promise<void> {
    if (WorkspaceId !== workspaceId) throw refused('The new job');
    for (const { DataSourceId } of rowsOf(DataSources))
      if (DataSourceId) await ensure(call, 'GetDataset', 'DatasetId', DataSourceId);
    const { CodeSourceId } = record(CodeSource);
    if (CodeSourceId) await ensure(call, 'GetCodeSource', 'CodeSourceId', CodeSourceId);
  }

  async function held(call: Call, action: Action, input: Wire): Promise<Wire> {
    const hold = holds[action];
    switch (hold.by) {
      case 'regional':
        return call(action, input);
      case 'owner':
        return owned(call, action, { ...input, ...hold.also }, hold.id);
      case 'job':
        await ensureJob(call, input, hold.id);
        return call(action, input);
      case 'create':
        await ensureParts(call, input);
        return call(action, input);
      case 'rows': {
        const { [hold.never ?? '']: _, ...rest } = input;
        return withRows(await call(action, { ...rest, [hold.pin]: workspaceId }), hold.rows, ours);
      }
      case 'images':
        if (input.WorkspaceId !== undefined)
          return withRows(await call(action, { ...input, WorkspaceId: workspaceId }), 'Images', ours);
        // Labels, which tell an official image, come with Verbose only.
        return withRows(
          await call(action, { ...input, Labels: withLabel(input.Labels), Verbose: true }),
          'Images',
          official,
        );
      case 'labels':
        if (input.WorkspaceId !== undefined) return call(action, { ...input, WorkspaceId: workspaceId });
        return call(action, { ...input, LabelFilter: withLabel(input.LabelFilter) });
    }
  }

  return {
    async call<A extends Action>(action: A, input: Input<A>, options: CallOptions): Promise<Output<A>> {
      if (options.region !== region) throw refused(`Region ${options.region}`);
      // The holds work on wire names; inputs and answers keep the shapes their operations have.
      const call = (name: Action, wire: Wire) => cloud.call(name, wire as Input<typeof name>, options) as Promise<Wire>;
      return (await held(call, action, input as Wire)) as Output<A>;
    },
  };
}
