import { JOB_ID } from '../../domain/identifiers.ts';
import type * as contract from '../contract/pai-dlc.ts';
import type { OverlayRows } from './row.ts';

const RAM = ['paidlc', 'pai'] as const;
/** Tags are of jobs alone. */
const OF_TAGGED = { by: 'object', id: 'ResourceId' } as const;
const OF_JOB = { by: 'object', id: 'JobId' } as const;
const OF_TENSORBOARD = { by: 'object', id: 'TensorboardId' } as const;
const OF_HISTORY_SERVER = { by: 'object', id: 'RayHistoryServerId' } as const;
const OF_TEMPLATE = { by: 'object', id: 'TemplateId' } as const;
const OF_DASHBOARD = { by: 'object', id: 'jobId' } as const;

/** What the contract cannot say of the operations of PAI-DLC that the server offers. */
export const paiDlc = {
  CreateJob: {
    ram: RAM,
    effect: 'write',
    ids: { ResourceId: 'quota', 'DataSources.DataSourceId': 'dataset', 'CodeSource.CodeSourceId': 'codeSource' },
    hold: { by: 'new', what: 'The new job' },
    // With an id of another form nothing could be done, so the create counts as one without an answer.
    certain: { JobId: JOB_ID },
  },
  ListJobs: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceId', rows: 'Jobs', never: 'FromAllWorkspaces' },
    probe: {
      send: { PageSize: 20, ShowOwn: true },
      finds: [
        // A job that has run is best, as it has pods that the reads of pods can be tried with.
        { in: 'Jobs', where: { Status: /^(?:Running|Succeeded|Failed|Stopped)$/ }, ids: { job: 'JobId' } },
        { in: 'Jobs', ids: { job: 'JobId' } },
        {
          in: 'Jobs',
          where: { Status: /^Queuing$/, ResourceId: /./ },
          ids: { quota: 'ResourceId', queuedJob: 'JobId' },
        },
      ],
    },
    certain: { Jobs: [{ JobId: 'filled', Status: 'there', DisplayName: 'typed', Pods: 'typed' }], TotalCount: 'there' },
  },
  GetJob: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'answer', id: 'JobId' },
    probe: { finds: [{ in: 'Pods', ids: { pod: 'PodId' } }] },
    certain: {
      JobId: 'filled',
      Status: 'there',
      DisplayName: 'typed',
      JobSpecs: 'typed',
      Pods: 'typed',
      Priority: 'typed',
      ResourceId: 'typed',
      WorkspaceId: 'typed',
    },
  },
  UpdateJob: { ram: RAM, effect: 'write', hold: OF_JOB, certain: { JobId: 'filled' } },
  StopJob: { ram: RAM, effect: 'write', hold: OF_JOB, certain: { JobId: 'filled' } },
  DeleteJob: { ram: RAM, effect: 'write', hold: OF_JOB, certain: { JobId: 'filled' } },
  GetPodLogs: {
    ram: RAM,
    effect: 'read',
    hold: OF_JOB,
    probe: { send: { MaxLines: 1 } },
    certain: { Logs: 'there' },
  },
  GetPodEvents: { ram: RAM, effect: 'read', hold: OF_JOB, probe: {}, certain: { Events: 'there' } },
  GetJobEvents: {
    ram: RAM,
    effect: 'read',
    hold: OF_JOB,
    probe: { send: { MaxEventsNum: 1 } },
    certain: { Events: 'there' },
  },
  ListJobSanityCheckResults: {
    ram: RAM,
    effect: 'read',
    hold: OF_JOB,
    probe: { finds: [{ in: 'SanityCheckResults', ids: { sanityCheck: 'CheckNumber' } }] },
    certain: { SanityCheckResults: 'typed' },
  },
  GetJobSanityCheckResult: {
    ram: RAM,
    effect: 'read',
    hold: OF_JOB,
    probe: {},
    certain: { SanityCheckResult: 'typed' },
  },
  ListEcsSpecs: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'regional' },
    probe: { send: { PageSize: 1 }, finds: [{ in: 'EcsSpecs', ids: { machineType: 'InstanceType' } }] },
    certain: { EcsSpecs: [{ InstanceType: 'there' }], TotalCount: 'there' },
  },
  GetJobMetrics: {
    ram: RAM,
    effect: 'read',
    hold: OF_JOB,
    probe: { send: { MetricType: 'CpuCoreUsage' } },
    certain: { PodMetrics: 'typed' },
  },
  GetMetrics: {
    ram: RAM,
    effect: 'read',
    hold: OF_JOB,
    probe: { send: { Namespace: 'acs_pai_dlc', MetricName: 'JOB_MEMORY_FREE', Length: '1' }, needs: { JobId: 'job' } },
  },
  GetWebTerminal: { ram: RAM, effect: 'access', hold: OF_JOB, certain: { WebTerminalUrl: 'filled' } },
  CreateSignal: { ram: RAM, effect: 'write', hold: OF_JOB, certain: { SignalId: 'filled' } },
  GetSignal: { ram: RAM, effect: 'read', hold: OF_JOB, probe: {}, certain: { SignalId: 'filled', Status: 'there' } },
  ListSignals: {
    ram: RAM,
    effect: 'read',
    hold: OF_JOB,
    probe: { send: { PageSize: '1' }, finds: [{ in: 'Signals', ids: { signal: 'SignalId' } }] },
    certain: { Signals: 'typed' },
  },
  TagResources: { ram: RAM, effect: 'write', ids: { ResourceId: 'job' }, hold: OF_TAGGED },
  UntagResources: { ram: RAM, effect: 'write', ids: { ResourceId: 'job' }, hold: OF_TAGGED },
  GetToken: {
    ram: RAM,
    effect: 'access',
    ids: { TargetId: 'job' },
    hold: { by: 'object', id: 'TargetId', only: { TargetType: 'job' } },
    certain: { Token: 'filled' },
  },
  CreateTensorboard: {
    ram: RAM,
    effect: 'write',
    ids: { DataSourceId: 'dataset', 'TensorboardDataSources.Id': 'job' },
    hold: { by: 'new', what: 'The new TensorBoard' },
    certain: { TensorboardId: 'filled' },
  },
  ListTensorboards: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceId', rows: 'Tensorboards' },
    probe: {
      send: { PageSize: 1, ShowOwn: true },
      finds: [{ in: 'Tensorboards', ids: { tensorboard: 'TensorboardId' } }],
    },
    certain: { Tensorboards: [{ TensorboardId: 'filled', Status: 'there' }] },
  },
  GetTensorboard: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'answer', id: 'TensorboardId' },
    probe: {},
    certain: { TensorboardId: 'filled', Status: 'there' },
  },
  GetTensorboardSharedUrl: {
    ram: RAM,
    effect: 'access',
    hold: OF_TENSORBOARD,
    certain: { TensorboardSharedUrl: 'filled' },
  },
  StartTensorboard: { ram: RAM, effect: 'write', hold: OF_TENSORBOARD },
  StopTensorboard: { ram: RAM, effect: 'write', hold: OF_TENSORBOARD },
  UpdateTensorboard: { ram: RAM, effect: 'write', hold: OF_TENSORBOARD },
  DeleteTensorboard: { ram: RAM, effect: 'write', hold: OF_TENSORBOARD },
  CreateRayHistoryServer: {
    ram: RAM,
    effect: 'write',
    ids: { ResourceId: 'quota' },
    hold: { by: 'new', what: 'The new Ray history server' },
    certain: { RayHistoryServerId: 'filled' },
  },
  ListRayHistoryServers: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceId', rows: 'RayHistoryServers' },
    probe: {
      send: { PageSize: 1, ShowOwn: true },
      finds: [{ in: 'RayHistoryServers', ids: { rayHistoryServer: 'RayHistoryServerId' } }],
    },
    certain: { RayHistoryServers: [{ RayHistoryServerId: 'filled', Status: 'there' }] },
  },
  GetRayHistoryServer: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'answer', id: 'RayHistoryServerId' },
    probe: {},
    certain: { RayHistoryServerId: 'filled', Status: 'there' },
  },
  StartRayHistoryServer: { ram: RAM, effect: 'write', hold: OF_HISTORY_SERVER },
  StopRayHistoryServer: { ram: RAM, effect: 'write', hold: OF_HISTORY_SERVER },
  DeleteRayHistoryServer: { ram: RAM, effect: 'write', hold: OF_HISTORY_SERVER },
  GetDashboard: { ram: RAM, effect: 'access', ids: { jobId: 'job' }, hold: OF_DASHBOARD, certain: { url: 'filled' } },
  GetRayDashboard: {
    ram: RAM,
    effect: 'access',
    ids: { jobId: 'job' },
    hold: OF_DASHBOARD,
    certain: { url: 'filled' },
  },
  ListJobTemplates: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceId', rows: 'JobTemplates' },
    probe: { send: { PageSize: 1 }, finds: [{ in: 'JobTemplates', ids: { jobTemplate: 'TemplateId' } }] },
    certain: { JobTemplates: [{ TemplateId: 'filled' }] },
  },
  GetJobTemplate: {
    ram: RAM,
    effect: 'read',
    hold: { by: 'answer', id: 'TemplateId' },
    probe: {},
    certain: { TemplateId: 'filled', Versions: 'typed' },
  },
  CreateJobTemplate: {
    ram: RAM,
    effect: 'write',
    hold: { by: 'new', what: 'The new job template' },
    certain: { TemplateId: 'filled' },
  },
  UpdateJobTemplate: { ram: RAM, effect: 'write', hold: OF_TEMPLATE },
  SetJobTemplateDefaultVersion: { ram: RAM, effect: 'write', hold: OF_TEMPLATE },
  DeleteJobTemplate: { ram: RAM, effect: 'write', hold: OF_TEMPLATE },
} as const satisfies OverlayRows<typeof contract>;
