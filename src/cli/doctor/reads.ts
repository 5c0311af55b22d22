import type { Cloud } from '../../api/cloud.ts';
import { type Action, type Input, type Output, operations } from '../../api/operations.ts';
import { Fault, type FaultDetails } from '../../domain/fault.ts';

/** Ids that earlier reads brought to light and later ones need. */
export interface Finds {
  workspaceId?: string | undefined;
  imageId?: string | undefined;
  datasetId?: string | undefined;
  codeSourceId?: string | undefined;
  jobId?: string | undefined;
  podId?: string | undefined;
  sanityCheckNumber?: number | undefined;
  /** A job that waits in a quota. */
  queued?: { QuotaId: string; WorkloadId: string } | undefined;
}

/** A harmless read of one operation. */
interface Probe<A extends Action> {
  /** The smallest input there is; `undefined` where an id is missing. */
  input(finds: Finds): Input<A> | undefined;
  /** What has to exist for it. */
  needs?: string;
  learn?(answer: Output<A>): Finds;
}

const ONE = { PageSize: 1 } as const;
const JOB = 'one of your own jobs of the last 7 days';
const POD = 'a pod of one of your own jobs';

const HAS_RUN = /^(?:Running|Succeeded|Failed|Stopped)$/;

function queuedAmong(jobs: Output<'ListJobs'>['Jobs']): Finds['queued'] {
  for (const { Status, JobId, ResourceId } of jobs)
    if (Status === 'Queuing' && ResourceId) return { QuotaId: ResourceId, WorkloadId: JobId };
  return undefined;
}

const ofJob = ({ jobId }: Finds) => (jobId === undefined ? undefined : { JobId: jobId });
const ofPod = ({ jobId, podId }: Finds) =>
  jobId === undefined || podId === undefined ? undefined : { JobId: jobId, PodId: podId };

/**
 * The reads that can be tried without any effect, in an order in which lists come before what needs their ids. Operations
 * that write or hand out access (`GetToken`, `GetWebTerminal`) are not among them.
 */
const PROBES: { readonly [A in Action]?: Probe<A> } = {
  ListWorkspaces: {
    input: () => ONE,
    learn: ({ Workspaces }) => ({ workspaceId: Workspaces[0]?.WorkspaceId }),
  },
  ListEcsSpecs: { input: () => ONE },
  ListImageLabels: { input: () => ({}) },
  ListImages: { input: () => ONE, learn: ({ Images }) => ({ imageId: Images[0]?.ImageId }) },
  GetImage: { input: ({ imageId }) => (imageId === undefined ? undefined : { ImageId: imageId }), needs: 'an image' },
  ListDatasets: {
    input: ({ workspaceId }) => (workspaceId === undefined ? undefined : { ...ONE, WorkspaceId: workspaceId }),
    needs: 'a workspace',
    learn: ({ Datasets }) => ({ datasetId: Datasets[0]?.DatasetId }),
  },
  GetDataset: {
    input: ({ datasetId }) => (datasetId === undefined ? undefined : { DatasetId: datasetId }),
    needs: 'a dataset',
  },
  ListCodeSources: {
    input: ({ workspaceId }) => (workspaceId === undefined ? undefined : { ...ONE, WorkspaceId: workspaceId }),
    needs: 'a workspace',
    learn: ({ CodeSources }) => ({ codeSourceId: CodeSources[0]?.CodeSourceId }),
  },
  GetCodeSource: {
    input: ({ codeSourceId }) => (codeSourceId === undefined ? undefined : { CodeSourceId: codeSourceId }),
    needs: 'a code source',
  },
  ListJobs: {
    input: () => ({ PageSize: 20, ShowOwn: true }),
    // One that has run has pods.
    learn: ({ Jobs }) => ({
      jobId: (Jobs.find(({ Status }) => HAS_RUN.test(Status)) ?? Jobs[0])?.JobId,
      queued: queuedAmong(Jobs),
    }),
  },
  GetJob: { input: ofJob, needs: JOB, learn: ({ Pods }) => ({ podId: Pods?.[0]?.PodId }) },
  GetJobEvents: {
    input: (finds) => (finds.jobId === undefined ? undefined : { JobId: finds.jobId, MaxEventsNum: 1 }),
    needs: JOB,
  },
  GetPodLogs: {
    input: ({ jobId, podId }) =>
      jobId === undefined || podId === undefined ? undefined : { JobId: jobId, PodId: podId, MaxLines: 1 },
    needs: POD,
  },
  GetPodEvents: { input: ofPod, needs: POD },
  ListJobSanityCheckResults: {
    input: ofJob,
    needs: JOB,
    learn: ({ SanityCheckResults }) => ({ sanityCheckNumber: SanityCheckResults?.[0]?.[0]?.CheckNumber }),
  },
  GetJobSanityCheckResult: {
    input: ({ jobId, sanityCheckNumber }) =>
      jobId === undefined || sanityCheckNumber === undefined
        ? undefined
        : { JobId: jobId, SanityCheckNumber: sanityCheckNumber },
    needs: 'a job of yours with a sanity check',
  },
  GetQuotaWorkloadDiagnosis: { input: ({ queued }) => queued, needs: 'a job of yours that waits in a quota' },
};

/** Whether an operation can be tried without any effect. */
export const isHarmless = (action: Action): boolean => action in PROBES;

/** Actions in the order in which they are tried; those that never are come last. */
export function inOrder(actions: Iterable<Action>): readonly Action[] {
  const order = [...(Object.keys(PROBES) as Action[]), ...(Object.keys(operations) as Action[])];
  return [...new Set(actions)].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** What became of a read: it was answered, refused, or could not be tried for want of something to read. */
export type ProbeResult =
  | { kind: 'answered' }
  | { kind: 'refused'; fault: FaultDetails }
  | { kind: 'lacking'; needs: string };

export interface Probes {
  /** Tries a read; each is sent once, later calls get the same attempt. */
  attempt(action: Action, signal: AbortSignal): Promise<ProbeResult>;
  finds(): Readonly<Finds>;
}

/** A cancelled read is one that the cloud did not answer. */
const asFault = (action: Action, thrown: unknown): FaultDetails =>
  thrown instanceof Fault
    ? thrown.details
    : {
        kind: 'unavailable',
        message: `${action} was not answered in time.`,
        fix: 'Check network and proxy, then run doctor again.',
      };

/** @param known what the operator has configured already */
export function createProbes(cloud: () => Promise<Cloud>, region: string, known: Finds): Probes {
  const attempts = new Map<Action, Promise<ProbeResult>>();
  let finds = known;

  async function send<A extends Action>(action: A, signal: AbortSignal): Promise<ProbeResult> {
    const probe: Probe<A> | undefined = PROBES[action];
    const input = probe?.input(finds);
    if (probe === undefined || input === undefined) return { kind: 'lacking', needs: probe?.needs ?? 'a probe' };
    try {
      const answer = await (await cloud()).call(action, input, { region, signal });
      finds = { ...probe.learn?.(answer), ...definite(finds) };
      return { kind: 'answered' };
    } catch (thrown) {
      return { kind: 'refused', fault: asFault(action, thrown) };
    }
  }

  return {
    attempt: (action, signal) => {
      const made = attempts.get(action) ?? send(action, signal);
      attempts.set(action, made);
      return made;
    },
    finds: () => finds,
  };
}

/** Without members that are set to nothing, so that a later find can fill them. */
const definite = (finds: Finds): Finds =>
  Object.fromEntries(Object.entries(finds).filter(([, value]) => value !== undefined));
