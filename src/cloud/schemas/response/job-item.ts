import * as z from 'zod';
import { amount, filled, flag, items, lenient, present, text } from '../wire.ts';
import { credentialConfig } from './credentials.ts';
import { jobElasticSpec } from './elastic.ts';
import { jobSpec, resourceConfig } from './job-spec.ts';
import { autoScalingSpec } from './scheduling.ts';
import { jobSettings } from './settings.ts';

/** `JobItemCodeSource` of the answer: one job of a list. */
export const jobItemCodeSource = z.looseObject({
  Branch: lenient(text),
  CodeSourceId: lenient(text),
  Commit: lenient(text),
  MountPath: lenient(text),
});

/** `JobItemDataSources` of the answer: one job of a list. */
export const jobItemDataSources = z.looseObject({
  DataSourceId: lenient(text),
  MountPath: lenient(text),
});

/** `JobItemUserVpc` and `GetJobResponseBodyUserVpc` of the answer. */
export const jobUserVpc = z.looseObject({
  DefaultRoute: lenient(text),
  ExtendedCidrs: lenient(items(text)),
  SecurityGroupId: lenient(text),
  SwitchId: lenient(text),
  VpcId: lenient(text),
});

/** `JobReplicaStatus` of the answer: one job of a list. */
export const jobReplicaStatus = z.looseObject({
  Active: lenient(amount),
  CurrentSpotInstanceType: lenient(text),
  Dequeued: lenient(amount),
  EstimatedAutoScalingSpec: lenient(autoScalingSpec),
  EstimatedPodCount: lenient(amount),
  EstimatedResourceConfig: lenient(resourceConfig),
  Queuing: lenient(amount),
  Type: lenient(text),
});

/** `PodNetworkInterface` of the answer: one job of a list. */
export const podNetworkInterface = z.looseObject({
  InterfaceName: lenient(text),
  Ip: lenient(text),
});

const podFields = {
  GmtCreateTime: lenient(text),
  GmtFinishTime: lenient(text),
  GmtStartTime: lenient(text),
  Ip: lenient(text),
  NodeName: lenient(text),
  PodId: lenient(text),
  PodIp: lenient(text),
  PodIps: lenient(items(podNetworkInterface)),
  PodUid: lenient(text),
  Status: lenient(text),
  SubStatus: lenient(text),
  Type: lenient(text),
  supportedProfilingTypes: lenient(text),
};

/** An earlier instance of a pod; what such a one nests again passes through unread. */
export const historyPod = z.looseObject(podFields);

/** `PodItem` of the answer: one job of a list. */
export const podItem = z.looseObject({
  ...podFields,
  HistoryPods: lenient(items(historyPod)),
});

/** `StatusTransitionItem` of the answer: one job of a list. */
export const statusTransitionItem = z.looseObject({
  EndTime: lenient(text),
  ReasonCode: lenient(text),
  ReasonMessage: lenient(text),
  StartTime: lenient(text),
  Status: lenient(text),
});

/** `JobItem` of the answer: one job of a list. */
export const jobItem = z.looseObject({
  JobId: filled,
  Status: text,
  Accessibility: lenient(text),
  ClusterId: lenient(text),
  CodeSource: lenient(jobItemCodeSource),
  CredentialConfig: lenient(credentialConfig),
  DataSources: lenient(items(jobItemDataSources)),
  DisplayName: present(text),
  Duration: lenient(amount),
  ElasticSpec: lenient(jobElasticSpec),
  EnablePreemptibleJob: lenient(flag),
  EnabledDebugger: lenient(flag),
  Envs: lenient(z.record(z.string(), text)),
  GmtCreateTime: lenient(text),
  GmtFailedTime: lenient(text),
  GmtFinishTime: lenient(text),
  GmtModifiedTime: lenient(text),
  GmtRunningTime: lenient(text),
  GmtStoppedTime: lenient(text),
  GmtSubmittedTime: lenient(text),
  GmtSuccessedTime: lenient(text),
  IsDeleted: lenient(flag),
  JobMaxRunningTimeMinutes: lenient(amount),
  JobReplicaStatuses: lenient(items(jobReplicaStatus)),
  JobSpecs: lenient(items(jobSpec)),
  JobType: lenient(text),
  NodeCount: lenient(text),
  NodeNames: lenient(items(text)),
  Pods: present(items(podItem)),
  Priority: lenient(amount),
  ReasonCode: lenient(text),
  ReasonMessage: lenient(text),
  RequestCPU: lenient(amount),
  RequestGPU: lenient(text),
  RequestMemory: lenient(text),
  ResourceId: lenient(text),
  ResourceLevel: lenient(text),
  ResourceName: lenient(text),
  ResourceQuotaName: lenient(text),
  ResourceType: lenient(text),
  RestartTimes: lenient(text),
  RetryCount: lenient(amount),
  SchedulingStrategy: lenient(text),
  Settings: lenient(jobSettings),
  StatusHistory: lenient(items(statusTransitionItem)),
  SubStatus: lenient(text),
  SystemEnvs: lenient(z.record(z.string(), text)),
  TemplateId: lenient(text),
  TemplateName: lenient(text),
  TenantId: lenient(text),
  ThirdpartyLibDir: lenient(text),
  ThirdpartyLibs: lenient(items(text)),
  UseOversoldResource: lenient(flag),
  UserCommand: lenient(text),
  UserId: lenient(text),
  UserScript: lenient(text),
  UserVpc: lenient(jobUserVpc),
  Username: lenient(text),
  WorkingDir: lenient(text),
  WorkspaceId: lenient(text),
  WorkspaceName: lenient(text),
  supportedProfilingTypes: lenient(text),
});
