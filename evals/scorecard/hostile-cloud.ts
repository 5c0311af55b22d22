import { refusal } from '../../tests/api/harness.ts';
import { connect, type Session } from '../../tests/e2e/harness.ts';
import { JOB_ID, type Scripted, scripted } from '../../tests/e2e/scripted.ts';
import type { Args } from './calls.ts';

/** A cloud whose every word is somebody else's, and a server on it. */
export interface HostileCloud {
  session: Session;
  cloud: Scripted;
  /** From now on every text of every answer is this one; a list of lines is for logs and events. */
  says(text: string, lines?: readonly string[]): void;
  /** From now on every call fails with this message. */
  fails(message: string, status?: number, code?: string): void;
  close(): Promise<void>;
}

const POD = `${JOB_ID}-worker-0`;

/** A job of which every free text is `text`. */
export const jobOf = (text: string, more: Args = {}): Args => ({
  JobId: JOB_ID,
  DisplayName: text,
  JobType: 'PyTorchJob',
  Status: 'Running',
  SubStatus: text,
  ReasonCode: text,
  ReasonMessage: text,
  Description: text,
  UserCommand: text,
  ResourceId: '',
  ResourceName: text,
  Username: text,
  UserId: text,
  WorkspaceId: '123456',
  WorkspaceName: text,
  Envs: { SOME_NAME: text },
  Settings: { Tags: { tag: text }, Driver: text },
  DataSources: [{ DataSourceId: 'd-1', Uri: text, MountPath: text }],
  CodeSource: { CodeSourceId: 'code-1', Branch: text, Commit: text, MountPath: text },
  GmtCreateTime: '2026-11-24T00:00:00Z',
  GmtRunningTime: '2026-11-24T00:30:00Z',
  JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: text, EcsSpec: text }],
  Pods: [
    {
      PodId: POD,
      PodUid: 'uid-1',
      Status: 'Running',
      Type: 'worker',
      NodeName: text,
      StatusDetail: { Reason: text, Message: text },
    },
  ],
  StatusHistory: [
    { Status: 'Running', StartTime: '2026-11-24T00:30:00Z', EndTime: '', ReasonCode: text, ReasonMessage: text },
  ],
  RequestId: 'R-1',
  ...more,
});

/** The answers of a cloud that says one thing. */
export function answersOf(text: string, lines: readonly string[] = [text]): Record<string, Args> {
  const image = {
    ImageId: 'image-1',
    Name: text,
    ImageUri: text,
    Description: text,
    WorkspaceId: '',
    Labels: [
      { Key: 'system.official', Value: 'true' },
      { Key: text, Value: text },
    ],
  };
  const dataset = {
    DatasetId: 'd-1',
    Name: text,
    Uri: text,
    Description: text,
    DataSourceType: 'OSS',
    WorkspaceId: '123456',
    Options: text,
    Property: text,
  };
  const code = {
    CodeSourceId: 'code-1',
    DisplayName: text,
    CodeRepo: text,
    CodeBranch: text,
    CodeCommit: text,
    Description: text,
    MountPath: text,
    WorkspaceId: '123456',
  };
  const events = lines.map((line) => line);
  const check = { CheckNumber: 1, Phase: text, Status: text, Message: text, Reason: text };
  return {
    GetJob: jobOf(text),
    ListJobs: { Jobs: [jobOf(text)], TotalCount: 1 },
    GetPodLogs: { JobId: JOB_ID, PodId: POD, Logs: lines },
    GetJobEvents: { JobId: JOB_ID, Events: events },
    GetPodEvents: { JobId: JOB_ID, PodId: POD, Events: events },
    ListJobSanityCheckResults: { SanityCheckResults: [[check]], TotalCount: 1 },
    GetJobSanityCheckResult: { SanityCheckResult: [check] },
    ListImages: { Images: [image], TotalCount: 1 },
    GetImage: image,
    ListImageLabels: { Labels: [{ Key: text, Value: text }], TotalCount: 1 },
    ListDatasets: { Datasets: [dataset], TotalCount: 1 },
    GetDataset: dataset,
    ListCodeSources: { CodeSources: [code], TotalCount: 1 },
    GetCodeSource: code,
    ListWorkspaces: {
      Workspaces: [
        { WorkspaceId: '1', WorkspaceName: text, DisplayName: text, Description: text, Status: text, IsDefault: true },
      ],
      TotalCount: 1,
    },
    ListEcsSpecs: {
      EcsSpecs: [
        { InstanceType: text, GPUType: text, GPU: 8, CPU: 96, Memory: 960, IsAvailable: true, AcceleratorType: text },
      ],
      TotalCount: 1,
    },
    ListQuotas: {
      Quotas: [
        {
          QuotaId: 'quota1',
          QuotaName: text,
          Description: text,
          ResourceType: text,
          GPUType: text,
          Status: text,
          ReasonCode: text,
          ReasonMessage: text,
          QueueStrategy: text,
          QuotaDetails: { AllocatableQuota: { GPU: text, CPU: text, Memory: text, GPUType: text } },
          Workspaces: [{ WorkspaceId: '123456', WorkspaceName: text }],
        },
      ],
      TotalCount: 1,
    },
    GetQuotaWorkloadDiagnosis: { Diagnosis: text, Reason: text, Message: text },
  };
}

/** Every place where a text of the cloud can come out, as calls. */
export const SURFACES: Readonly<Record<string, (at: HostileCloud) => Promise<unknown>>> = {
  ...Object.fromEntries(
    (
      [
        ['list_workspaces', {}],
        ['list_image_labels', {}],
        ['list_images', { verbose: true }],
        ['get_image', { image_id: 'image-1' }],
        ['list_datasets', {}],
        ['get_dataset', { dataset_id: 'd-1' }],
        ['list_code_sources', {}],
        ['get_code_source', { code_source_id: 'code-1' }],
        ['list_ecs_specs', {}],
        ['list_quotas', {}],
        ['list_jobs', { own: false }],
        ['get_job', { job_id: JOB_ID, detail: true }],
        ['get_pod_logs', { job_id: JOB_ID }],
        ['get_pod_events', { job_id: JOB_ID, pod_id: POD }],
        ['get_job_events', { job_id: JOB_ID }],
        ['list_job_sanity_check_results', { job_id: JOB_ID }],
        ['get_job_sanity_check_result', { job_id: JOB_ID, check_number: 1 }],
        ['diagnose_job', { job_id: JOB_ID }],
        ['check_job_health', { job_id: JOB_ID }],
        ['clone_job', { job_id: JOB_ID, dry_run: true }],
        ['stop_job', { job_id: JOB_ID }],
        ['get_web_terminal', { job_id: JOB_ID }],
      ] satisfies [string, Args][]
    ).map(([name, args]) => [name, ({ session }: HostileCloud) => session.call(name, args)]),
  ),
  'resource of a job': ({ session }) => read(session, `cn-hangzhou/jobs/${JOB_ID}`),
  'resource of logs': ({ session }) => read(session, `cn-hangzhou/jobs/${JOB_ID}/logs`),
  'resource of events': ({ session }) => read(session, `cn-hangzhou/jobs/${JOB_ID}/events`),
  prompt: ({ session }) =>
    session.client
      .getPrompt({ name: 'explain_job', arguments: { job_id: JOB_ID } })
      .catch((error: Error) => error.message),
  completion: ({ session }) =>
    session.client
      .complete({
        ref: { type: 'ref/resource', uri: 'pai-dlc://{region}/jobs/{job_id}' },
        argument: { name: 'job_id', value: '' },
      })
      .catch((error: Error) => error.message),
};

const read = (session: Session, path: string): Promise<unknown> =>
  session.client
    .readResource({ uri: `pai-dlc://${path}` })
    .catch((error: Error & { data?: unknown }) => ({ message: error.message, data: error.data }));

export async function openHostileCloud(main: string, env: Record<string, string> = {}): Promise<HostileCloud> {
  const cloud = await scripted({});
  const all = Object.keys(answersOf(''));
  const session = await connect({
    era: 'modern',
    // What a person is asked is a surface, too; they say no.
    person: () => ({ action: 'decline' }),
    main,
    env: cloud.env({
      PAI_DLC_MCP_WORKSPACE_ID: '123456',
      PAI_DLC_MCP_READ_BACK_MS: '0',
      PAI_DLC_MCP_LOG_LEVEL: 'error',
      ...env,
    }),
  });
  return {
    session,
    cloud,
    says(text, lines) {
      for (const [action, body] of Object.entries(answersOf(text, lines)))
        cloud.set(action, (response) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        );
    },
    fails(message, status = 400, code = 'InvalidParameter') {
      for (const action of all)
        cloud.set(
          action,
          refusal(
            status,
            code,
            message,
            status === 403
              ? {
                  AccessDeniedDetail: {
                    AuthAction: message,
                    NoPermissionType: message,
                    EncodedDiagnosticMessage: message,
                  },
                }
              : {},
          ),
        );
    },
    async close() {
      await session.close();
      await cloud.close();
    },
  };
}

/** What a surface shows, questions included. */
export async function shownBy(
  at: HostileCloud,
  surface: (at: HostileCloud) => Promise<unknown>,
): Promise<{ text: string; all: string }> {
  const before = at.session.asked.length;
  const answer = await surface(at);
  const asked = at.session.asked.slice(before);
  const text =
    typeof answer === 'object' && answer !== null && 'text' in answer ? String(answer.text) : JSON.stringify(answer);
  return { text: [text, ...asked].join('\n'), all: JSON.stringify([answer, asked]) };
}
