import * as z from 'zod';
import { dataJuicerCommand, dataJuicerMode, jobReservedPolicy, oversoldType } from '../enums.ts';

/** `ResourceLimit` of the request: job settings. */
export const resourceLimit = z.strictObject({
  CPU: z.string().optional(),
  GPU: z.string().optional(),
  Memory: z.string().optional(),
});

/** `DataJuicerConfig` of the request: job settings. */
export const dataJuicerConfig = z.strictObject({
  CommandType: dataJuicerCommand.optional(),
  EnableResourceEstimation: z.boolean().optional(),
  ExecutionMode: dataJuicerMode.optional(),
  ResourceLimit: resourceLimit.optional(),
});

/** `ModelTemplate` of the request: job settings. */
export const modelTemplate = z.strictObject({
  Collections: z.string().optional(),
  ModelName: z.string().optional(),
  Provider: z.string().optional(),
});

/** `ModelConfig` of the request: job settings. */
export const modelConfig = z.strictObject({
  ModelName: z.string().optional(),
  ModelTemplate: modelTemplate.optional(),
});

/** `JobSettings` of the request: job settings. */
export const jobSettings = z.strictObject({
  AdvancedSettings: z.record(z.string(), z.unknown()).optional(),
  AllocateAllRDMADevices: z.boolean().optional(),
  AllowUnschedulableNodes: z.boolean().optional(),
  BusinessUserId: z.string().optional(),
  Caller: z.string().optional(),
  DataJuicerConfig: dataJuicerConfig.optional(),
  DisableEcsStockCheck: z.boolean().optional(),
  Driver: z.string().optional(),
  ElasticSpotJobMaxRestartTimes: z.int().optional(),
  EnableCPUAffinity: z.boolean().optional(),
  EnableDSWDev: z.boolean().optional(),
  EnableErrorMonitoringInAIMaster: z.boolean().optional(),
  EnableOssAppend: z.boolean().optional(),
  EnableRDMA: z.boolean().optional(),
  EnableSanityCheck: z.boolean().optional(),
  EnableTideResource: z.boolean().optional(),
  ErrorMonitoringArgs: z.string().optional(),
  JobReservedMinutes: z.int().optional(),
  JobReservedPolicy: jobReservedPolicy.optional(),
  ModelConfig: modelConfig.optional(),
  OversoldType: oversoldType.optional(),
  PipelineId: z.string().optional(),
  SanityCheckArgs: z.string().optional(),
  Shell: z.string().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
  TerminationGracePeriodSeconds: z.int().optional(),
});
