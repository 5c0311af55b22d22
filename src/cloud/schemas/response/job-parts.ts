import * as z from 'zod';
import { amount, flag, items, lenient, text } from '../wire.ts';
import { podNetworkInterface } from './job-item.ts';

/** `GetJobResponseBodyCodeSource` of the answer: parts of a job. */
export const jobCodeSource = z.looseObject({
  Branch: lenient(text),
  CodeSourceId: lenient(text),
  Commit: lenient(text),
  MountPath: lenient(text),
});

/** `GetJobResponseBodyCustomEnvs` of the answer: parts of a job. */
export const jobCustomEnv = z.looseObject({
  Key: lenient(text),
  Value: lenient(text),
  Visible: lenient(text),
});

/** `GetJobResponseBodyDataSources` of the answer: parts of a job. */
export const jobDataSource = z.looseObject({
  DataSourceId: lenient(text),
  MountPath: lenient(text),
  Uri: lenient(text),
});

/** `GetJobResponseBodyPodsHistoryPods` of the answer: parts of a job. */
export const jobHistoryPod = z.looseObject({
  Duration: lenient(amount),
  GmtCreateTime: lenient(text),
  GmtFinishTime: lenient(text),
  GmtStartTime: lenient(text),
  Ip: lenient(text),
  NodeName: lenient(text),
  PodId: lenient(text),
  PodIps: lenient(items(podNetworkInterface)),
  PodUid: lenient(text),
  ResourceType: lenient(text),
  Status: lenient(text),
  SubStatus: lenient(text),
  Type: lenient(text),
  supportedProfilingTypes: lenient(text),
});

/** `GetJobResponseBodyPods` of the answer: a pod, with its earlier instances. */
export const jobPod = jobHistoryPod.extend({ HistoryPods: lenient(items(jobHistoryPod)) });

/** `GetJobResponseBodyRestartRecordDetailErrorInfoList` of the answer: parts of a job. */
export const jobRestartErrorInfo = z.looseObject({
  AddJobLevelBlacklist: lenient(flag),
  AddNodeToBlacklist: lenient(flag),
  DetailErrorMsg: lenient(text),
  ErrorCode: lenient(text),
  ErrorMsg: lenient(text),
  ErrorSource: lenient(text),
  Node: lenient(text),
  Pod: lenient(text),
  TriggerRestart: lenient(flag),
});

/** `GetJobResponseBodyRestartRecord` of the answer: parts of a job. */
export const jobRestartRecord = z.looseObject({
  DetailErrorInfoList: lenient(items(jobRestartErrorInfo)),
  JobRestartCount: lenient(amount),
  OccurPhase: lenient(text),
  OccurTime: lenient(text),
  Reason: lenient(text),
  RestartDurationInSec: lenient(amount),
  RestartFailReason: lenient(text),
  RestartLevelType: lenient(text),
  RestartStatus: lenient(text),
  TriggerID: lenient(text),
});
