import { LRUCache } from 'lru-cache';
import type { Action } from '../cloud/catalogue.ts';
import { Fault } from '../domain/fault.ts';
import { OFFICIAL_LABEL } from '../policy/image-labels.ts';
import type { ToolContext } from '../tools/tool.ts';
import type { OperatorScope } from './scope.ts';

/** One operation of the cloud, with region and signal bound. */
type Call = ToolContext['call'];
type Wire = Readonly<Record<string, unknown>>;
type WireCall = (action: Action, input: Wire) => Promise<Wire>;

/**
 * How calls of one operation are held inside a workspace.
 * - `regional`: it has nothing to do with workspaces.
 * - `job`: the job it names must be of the workspace, which `GetJob` tells.
 * - `owner`: its answer names the workspace it belongs to; `id` is the input member that names it.
 * - `rows`: a list: `pin` is the input member that takes the workspace; rows of another workspace are dropped.
 * - `official`: as `rows`, but without a workspace it asks for official images only, by their label in `filter`.
 * - `create`: the new job, its datasets and its code source must be of the workspace.
 */
type Hold =
  | { by: 'regional' | 'create' }
  | { by: 'job'; id: 'JobId' | 'TargetId' }
  | { by: 'owner'; id: string }
  | { by: 'rows'; rows: string; pin: string; never?: string }
  | { by: 'official'; rows: string; filter: string };

const job: Hold = { by: 'job', id: 'JobId' };

/** Every operation has its row: one that is new to the catalogue does not compile without. */
const HOLDS: Readonly<Record<Action, Hold>> = {
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
  ListEcsSpecs: { by: 'regional' },
  ListWorkspaces: { by: 'rows', rows: 'Workspaces', pin: 'WorkspaceIds' },
  ListImageLabels: { by: 'official', rows: 'Labels', filter: 'LabelFilter' },
  ListImages: { by: 'official', rows: 'Images', filter: 'Labels' },
  GetImage: { by: 'owner', id: 'ImageId' },
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

/** An official image belongs to no workspace: it has none, the placeholder `0`, or the label of all official ones. */
const official = (image: Wire): boolean =>
  ['', '0'].includes(String(image.WorkspaceId ?? '')) ||
  rowsOf(image.Labels).some(({ Key, Value }) => `${Key}=${Value}` === OFFICIAL_LABEL);

const withLabel = (filter: unknown): string =>
  [...new Set([OFFICIAL_LABEL, ...String(filter ?? '').split(',')])].filter((part) => part !== '').join(',');

/** Wraps the calls of one tool run. */
export type ScopeLock = (call: Call) => Call;

/**
 * Holds every call inside the locked workspace, for reads and writes alike: ids reach across workspaces, so what one names
 * is looked up before it is shown or touched. What was found inside stays known for a minute; a job never changes its
 * workspace.
 *
 * @returns the wrapper; without a lock it hands the call on as it is
 */
export function createScopeLock({ workspaceId, locked }: OperatorScope): ScopeLock {
  if (!locked || workspaceId === undefined) return (call) => call;
  const inside = new LRUCache<string, true>({ max: 10_000, ttl: 60_000 });

  const refused = (what: string): Fault =>
    new Fault({
      kind: 'refused',
      message: `${what} is not in workspace ${workspaceId}, to which the operator locked this server. Nothing was shown or changed.`,
      fix: 'Take ids from the lists of this server, which show what is inside. Only the operator can change the scope.',
    });

  function held(call: WireCall): WireCall {
    const owned = async (action: Action, input: Wire, id: string): Promise<Wire> => {
      const answer = await call(action, input);
      const name = String(input[id]);
      // An answer that names no workspace proves nothing.
      const ours = String(answer.WorkspaceId ?? '') === workspaceId || (action === 'GetImage' && official(answer));
      if (!ours) throw refused(`${NOUNS[id]} ${name}`);
      inside.set(`${id}/${name}`, true);
      for (const pod of rowsOf(answer.Pods).flatMap((each) => [each, ...rowsOf(each.HistoryPods)]))
        if (pod.PodUid) inside.set(`${id}/${name}/${pod.PodUid}`, true);
      return answer;
    };

    const ensure = async (action: Action, id: string, value: unknown): Promise<void> => {
      if (!inside.has(`${id}/${value}`)) await owned(action, { [id]: value }, id);
    };

    const ensureJob = async ({ PodId, PodUid, ...input }: Wire, id: 'JobId' | 'TargetId'): Promise<void> => {
      if (id === 'TargetId' && input.TargetType !== 'job') throw refused(`The target ${input.TargetId}`);
      const jobId = String(input[id]);
      await ensure('GetJob', 'JobId', jobId);
      if (PodId !== undefined && !String(PodId).startsWith(`${jobId}-`))
        throw refused(`Pod ${PodId} is no pod of job ${jobId}, so it`);
      const instance = `JobId/${jobId}/${PodUid}`;
      if (PodUid === undefined || inside.has(instance)) return;
      await owned('GetJob', { JobId: jobId, NeedDetail: true }, 'JobId');
      if (!inside.has(instance)) throw refused(`Pod instance ${PodUid} is none of job ${jobId}, so it`);
    };

    const ensureParts = async ({ WorkspaceId, DataSources, CodeSource }: Wire): Promise<void> => {
      if (WorkspaceId !== workspaceId) throw refused('The new job');
      for (const { DataSourceId } of rowsOf(DataSources))
        if (DataSourceId) await ensure('GetDataset', 'DatasetId', DataSourceId);
      const { CodeSourceId } = record(CodeSource);
      if (CodeSourceId) await ensure('GetCodeSource', 'CodeSourceId', CodeSourceId);
    };

    const listed = async (action: Action, input: Wire, rows: string): Promise<Wire> => {
      const answer = await call(action, input);
      const all = rowsOf(answer[rows]);
      const ours = all.filter((row) => [undefined, '', workspaceId].includes(row.WorkspaceId as string | undefined));
      const total = Number(answer.TotalCount ?? all.length) - (all.length - ours.length);
      return { ...answer, [rows]: ours, TotalCount: total };
    };

    return async (action, input) => {
      const hold = HOLDS[action];
      switch (hold.by) {
        case 'regional':
          return call(action, input);
        case 'owner':
          return owned(action, input, hold.id);
        case 'job':
          await ensureJob(input, hold.id);
          return call(action, input);
        case 'create':
          await ensureParts(input);
          return call(action, input);
        case 'rows': {
          const { [hold.never ?? '']: _, ...rest } = input;
          return listed(action, { ...rest, [hold.pin]: workspaceId }, hold.rows);
        }
        case 'official':
          return input.WorkspaceId === undefined
            ? call(action, { ...input, [hold.filter]: withLabel(input[hold.filter]) })
            : listed(action, { ...input, WorkspaceId: workspaceId }, hold.rows);
      }
    };
  }

  // The wrapper works on wire names; inputs and answers keep the shapes their operations have.
  return (call) => held(call as unknown as WireCall) as unknown as Call;
}
