import * as z from 'zod';
import { mountMode, oversoldType, restartPolicy, serviceMode } from '../enums.ts';
import { extraPodSpec } from './containers.ts';
import {
  assignNodeSpec,
  autoScalingSpec,
  elasticSpotSpec,
  hyperNodeSchedulingConfig,
  spotSpec,
  startupDependency,
} from './scheduling.ts';

/** `ImageConfig` of the request: one task role of a job. */
export const imageConfig = z.strictObject({
  Auth: z.string().optional(),
  DockerRegistry: z.string().optional(),
  Password: z.string().optional(),
  Username: z.string().optional(),
});

/** `LocalMountSpec` of the request: one task role of a job. */
export const localMountSpec = z.strictObject({
  LocalPath: z.string().optional(),
  MountMode: mountMode.optional(),
  MountPath: z.string().optional(),
});

/** `ResourceConfig` of the request: one task role of a job. */
export const resourceConfig = z.strictObject({
  CPU: z.string().optional(),
  GPU: z.string().optional(),
  GPUType: z.string().optional(),
  Memory: z.string().optional(),
  SharedMemory: z.string().optional(),
});

/** `ServiceSpec` of the request: one task role of a job. */
export const serviceSpec = z.strictObject({
  DefaultPort: z.int().optional(),
  ExtraPorts: z.array(z.int()).optional(),
  ServiceMode: serviceMode.optional(),
});

/** `SystemDisk` of the request: one task role of a job. */
export const systemDisk = z.strictObject({
  Category: z.string().optional(),
  PerformanceLevel: z.string().optional(),
  Size: z.int().optional(),
});

/** `JobSpec` of the request: one task role of a job. */
export const jobSpec = z.strictObject({
  AssignNodeSpec: assignNodeSpec.optional(),
  AutoScalingSpec: autoScalingSpec.optional(),
  ConsiderInSuccessPolicy: z.boolean().optional(),
  Driver: z.string().optional(),
  EcsSpec: z.string().optional(),
  ElasticSpotSpecs: z.array(elasticSpotSpec).optional(),
  ExtraPodSpec: extraPodSpec.optional(),
  HyperNodeSchedulingConfig: hyperNodeSchedulingConfig.optional(),
  Image: z.string().optional(),
  ImageConfig: imageConfig.optional(),
  IsCheif: z.boolean().optional(),
  IsChief: z.boolean().optional(),
  LocalMountSpecs: z.array(localMountSpec).optional(),
  OversoldType: oversoldType.optional(),
  PodCount: z.int().optional(),
  QuotaId: z.string().optional(),
  ResourceConfig: resourceConfig.optional(),
  RestartPolicy: restartPolicy.optional(),
  ServiceSpec: serviceSpec.optional(),
  SpotSpec: spotSpec.optional(),
  StartupDependencies: z.array(startupDependency).optional(),
  SystemDisk: systemDisk.optional(),
  Type: z.string().optional(),
  UseSpotInstance: z.boolean().optional(),
});
