import * as z from 'zod';
import { amount, flag, lenient, text } from '../wire.ts';

/** `ResourceLimit` of the answer: job settings. */
export const resourceLimit = z.looseObject({
  CPU: lenient(text),
  GPU: lenient(text),
  Memory: lenient(text),
});

/** `DataJuicerConfig` of the answer: job settings. */
export const dataJuicerConfig = z.looseObject({
  CommandType: lenient(text),
  EnableResourceEstimation: lenient(flag),
  ExecutionMode: lenient(text),
  ResourceLimit: lenient(resourceLimit),
});

/** `ModelTemplate` of the answer: job settings. */
export const modelTemplate = z.looseObject({
  Collections: lenient(text),
  ModelName: lenient(text),
  Provider: lenient(text),
});

/** `ModelConfig` of the answer: job settings. */
export const modelConfig = z.looseObject({
  ModelName: lenient(text),
  ModelTemplate: lenient(modelTemplate),
});

/** `JobSettings` of the answer: job settings. */
export const jobSettings = z.looseObject({
  AdvancedSettings: lenient(z.record(z.string(), z.unknown())),
  AllocateAllRDMADevices: lenient(flag),
  AllowUnschedulableNodes: lenient(flag),
  BusinessUserId: lenient(text),
  Caller: lenient(text),
  DataJuicerConfig: lenient(dataJuicerConfig),
  DisableEcsStockCheck: lenient(flag),
  Driver: lenient(text),
  ElasticSpotJobMaxRestartTimes: lenient(amount),
  EnableCPUAffinity: lenient(flag),
  EnableDSWDev: lenient(flag),
  EnableErrorMonitoringInAIMaster: lenient(flag),
  EnableOssAppend: lenient(flag),
  EnableRDMA: lenient(flag),
  EnableSanityCheck: lenient(flag),
  EnableTideResource: lenient(flag),
  ErrorMonitoringArgs: lenient(text),
  JobReservedMinutes: lenient(amount),
  JobReservedPolicy: lenient(text),
  ModelConfig: lenient(modelConfig),
  OversoldType: lenient(text),
  PipelineId: lenient(text),
  SanityCheckArgs: lenient(text),
  Shell: lenient(text),
  Tags: lenient(z.record(z.string(), text)),
  TerminationGracePeriodSeconds: lenient(amount),
});
