/** A user the world is populated for; the first one owns most of it. */
export interface WorldUser {
  userId: string;
  userName: string;
}

export interface WorldOptions {
  region: string;
  /** Same seed, same world: ids, availability and times. */
  seed: number;
  users: readonly WorldUser[];
}

/** What exists before any job does. Wire names where the cloud has them. */
export interface World {
  /** How many writes it has taken. */
  changes: number;
  /** Everybody of the account. */
  users: readonly WorldUser[];
  workspaces: Workspace[];
  quotas: Quota[];
  images: Image[];
  datasets: Dataset[];
  codeSources: CodeSource[];
  jobTemplates: JobTemplate[];
  experiments: Experiment[];
  runs: LoggedRun[];
  models: Model[];
  ecsSpecs: EcsSpec[];
  viewers: SeedViewer[];
  defaultWorkspaceId: string;
}

export interface Workspace {
  WorkspaceId: string;
  WorkspaceName: string;
  DisplayName: string;
  Description: string;
  Creator: string;
  EnvTypes: string[];
  Status: 'ENABLED' | 'INITIALIZING' | 'FAILURE' | 'DISABLED' | 'FROZEN' | 'UPDATING';
  AdminNames: string[];
  IsDefault: boolean;
  GmtCreateTime: string;
  GmtModifiedTime: string;
  /** Ours, not the wire's: who may use the workspace. */
  memberIds: string[];
}

/** A quota as the job side needs it: amounts are plain numbers, memory in GiB. */
export interface Quota {
  QuotaId: string;
  QuotaName: string;
  ResourceType: 'ECS' | 'Lingjun';
  WorkspaceIds: string[];
  /** One that is being made has no machines yet. */
  Status: 'Ready' | 'Creating';
  /** What it was ordered with; `Total` is what is there. */
  Ordered: { CPU: number; Memory: number; GPU: number };
  Total: { CPU: number; Memory: number; GPU: number };
  /** Its machines, all alike; together they are the total. Those of its sub-quotas are not among them. */
  Nodes: QuotaNode[];
  /** Machines of its resource group that no quota has: what it can still be given. */
  Spare: QuotaNode[];
  /** The quota of which it is a part; there are two levels. */
  ParentQuotaId?: string;
  QueueStrategy: QueueStrategy;
  /** Empty for a CPU quota. */
  GPUType: string;
  GmtCreatedTime: string;
  /** What an administrator wrote of it. */
  Description?: string;
  Labels?: Label[];
}

/** `PaiStrategyStrictFIFO` lets nothing pass a job that does not fit; the others do. */
export type QueueStrategy =
  | 'PaiStrategyIntelligent'
  | 'PaiStrategyBalance'
  | 'PaiStrategyRoundRobin'
  | 'PaiStrategyStrictFIFO';

/** Something that an administrator did to a machine. Milliseconds. */
export interface NodeChange {
  at: number;
  /** `bound`: a quota got it; `moved`: from one quota of a tree to another; `cordon`: nothing new goes there. */
  what: 'bound' | 'unbound' | 'moved' | 'cordon' | 'uncordon';
  /** The quota that had it before it was moved. */
  from?: string;
  /** A cordon of one workspace's jobs alone. */
  workspaceId?: string;
}

/** A machine of a quota. Cores, GiB, cards. */
export interface QuotaNode {
  NodeName: string;
  CPU: number;
  Memory: number;
  GPU: number;
  /** What administrators did to it, oldest first; absent: a quota has had it all along. */
  changes?: NodeChange[];
}

export interface Label {
  Key: string;
  Value: string;
}

export interface Image {
  ImageId: string;
  Name: string;
  Description: string;
  ImageUri: string;
  Labels: Label[];
  Accessibility: 'PUBLIC' | 'PRIVATE';
  UserId: string;
  ParentUserId: string;
  /** Empty for an official image. */
  WorkspaceId: string;
  /** GB. */
  Size: number;
  SourceType: string;
  SourceId: string;
  GmtCreateTime: string;
  GmtModifiedTime: string;
}

/** What an experiment, a run and a model have in common. */
interface Registered {
  Accessibility: 'PUBLIC' | 'PRIVATE';
  Labels: Label[];
  OwnerId: string;
  UserId: string;
  /** Empty for a model of the public catalogue. */
  WorkspaceId: string;
  GmtCreateTime: string;
  GmtModifiedTime: string;
}

export interface Experiment extends Registered {
  ExperimentId: string;
  Name: string;
  ArtifactUri: string;
  TensorboardLogUri: string;
}

/** One point of a metric; `Timestamp` in epoch milliseconds. */
export interface RunMetric {
  Key: string;
  Value: number;
  Step?: number;
  Timestamp: number;
}

export interface LoggedRun extends Registered {
  RunId: string;
  Name: string;
  ExperimentId: string;
  SourceType: string;
  SourceId: string;
  Params: Label[];
  /** As they were logged. */
  Metrics: RunMetric[];
}

export interface ModelVersion {
  VersionName: string;
  Uri: string;
  VersionDescription: string;
  FormatType?: string;
  FrameworkType?: string;
  ApprovalStatus?: string;
  SourceType: string;
  SourceId: string;
  Labels: Label[];
  Metrics: Record<string, unknown>;
  OwnerId: string;
  UserId: string;
  GmtCreateTime: string;
  GmtModifiedTime: string;
}

export interface Model extends Registered {
  ModelId: string;
  ModelName: string;
  ModelDescription: string;
  ModelType: string;
  Domain: string;
  Task: string;
  Origin: string;
  /** `pai` for the public catalogue. */
  Provider: string;
  /** Oldest first. */
  Versions: ModelVersion[];
}

export interface DatasetVersion {
  VersionName: string;
  GmtCreateTime: string;
  GmtModifiedTime: string;
  Property: string;
  DataSourceType: string;
  Uri: string;
  Options: string;
  SourceType: string;
  SourceId: string;
  Description: string;
  MountAccess: string;
  DataCount: number;
  DataSize: number;
  Labels: Label[];
}

export interface Dataset {
  DatasetId: string;
  Name: string;
  Description: string;
  DataSourceType: string;
  Uri: string;
  Property: 'FILE' | 'DIRECTORY';
  DataType: 'COMMON' | 'PIC' | 'TEXT' | 'VIDEO' | 'AUDIO';
  SourceType: 'USER' | 'ITAG' | 'PAI_PUBLIC_DATASET';
  SourceId: string;
  /** A JSON document in a string, such as `{"mountPath":"/mnt/data/"}`. */
  Options: string;
  Accessibility: 'PUBLIC' | 'PRIVATE';
  MountAccess: 'RO' | 'RW';
  Edition: 'BASIC' | 'ADVANCED' | 'LOGICAL';
  ProviderType: string;
  Labels: Label[];
  /** Oldest first; never empty. Answers have the last one, as `LatestVersion`. */
  Versions: DatasetVersion[];
  UserId: string;
  OwnerId: string;
  WorkspaceId: string;
  IsShared: boolean;
  GmtCreateTime: string;
  GmtModifiedTime: string;
}

export interface CodeSource {
  CodeSourceId: string;
  DisplayName: string;
  Description: string;
  CodeRepo: string;
  CodeBranch: string;
  CodeCommit: string;
  CodeRepoUserName: string;
  CodeRepoAccessToken: string;
  /** 0: into a directory of its own below the mount path; 1: straight into it. */
  CloneType: number;
  Accessibility: 'PUBLIC' | 'PRIVATE';
  MountPath: string;
  UserId: string;
  WorkspaceId: string;
  /** Without milliseconds, unlike the other resources of AIWorkSpace. */
  GmtCreateTime: string;
  GmtModifyTime: string;
}

/** What a job template was at one time. */
export interface JobTemplateVersion {
  Version: number;
  /** The JSON document that was sent as text. */
  Content: unknown;
  /** By the path of a member, such as `JobSpecs[0].Image`: locked, overridable or required. */
  Constraints: Record<string, unknown>;
  CreatedBy: string;
  GmtCreateTime: string;
}

export interface JobTemplate {
  TemplateId: string;
  TemplateName: string;
  Description: string;
  DefaultVersion: number;
  Metadata: Record<string, unknown>;
  UserId: string;
  ModifiedBy: string;
  TenantId: string;
  WorkspaceId: string;
  /** Without milliseconds. */
  GmtCreateTime: string;
  GmtModifyTime: string;
  /** From 1 on, oldest first. */
  Versions: JobTemplateVersion[];
}

/** A TensorBoard, or a Ray history server, that is there before any is created. */
export interface SeedViewer {
  Kind: 'tensorboard' | 'history';
  Id: string;
  Name: 'now' | 'old' | 'older';
  WorkspaceId: string;
  Stopped: boolean;
  UserId: string;
  /** A dataset of its workspace; empty where there is none. */
  DataSourceId: string;
}

/** A machine type; CPU in cores, memories in GiB. */
export interface EcsSpec {
  InstanceType: string;
  AcceleratorType: 'CPU' | 'GPU';
  Cpu: number;
  Gpu: number;
  GpuType: string;
  GpuMemory: number;
  Memory: number;
  IsAvailable: boolean;
  ResourceType: 'ECS' | 'Lingjun';
  DefaultGPUDriver: string;
  SupportedGPUDrivers: string[];
  SpotStockStatus: 'WithStock' | 'NoStock';
  NonProtectSpotDiscount: number;
  PaymentTypes: string[];
}
