import * as z from 'zod';
import { amount, flag, items, lenient, text } from '../wire.ts';
import { extraPodSpec } from './containers.ts';
import {
  assignNodeSpec,
  autoScalingSpec,
  elasticSpotSpec,
  hyperNodeSchedulingConfig,
  spotSpec,
  startupDependency,
} from './scheduling.ts';

/** `ImageConfig` of the answer: one task role of a job. */
export const imageConfig = z.looseObject({
  Auth: lenient(text),
  DockerRegistry: lenient(text),
  Password: lenient(text),
  Username: lenient(text),
});

/** `LocalMountSpec` of the answer: one task role of a job. */
export const localMountSpec = z.looseObject({
  LocalPath: lenient(text),
  MountMode: lenient(text),
  MountPath: lenient(text),
});

/** `ResourceConfig` of the answer: one task role of a job. */
export const resourceConfig = z.looseObject({
  CPU: lenient(text),
  GPU: lenient(text),
  GPUType: lenient(text),
  Memory: lenient(text),
  SharedMemory: lenient(text),
});

/** `ServiceSpec` of the answer: one task role of a job. */
export const serviceSpec = z.looseObject({
  DefaultPort: lenient(amount),
  ExtraPorts: lenient(items(amount)),
  ServiceMode: lenient(text),
});

/** `SystemDisk` of the answer: one task role of a job. */
export const systemDisk = z.looseObject({
  Category: lenient(text),
  PerformanceLevel: lenient(text),
  Size: lenient(amount),
});

/** `JobSpec` of the answer: one task role of a job. */
export const jobSpec = z.looseObject({
  AssignNodeSpec: lenient(assignNodeSpec),
  AutoScalingSpec: lenient(autoScalingSpec),
  ConsiderInSuccessPolicy: lenient(flag),
  Driver: lenient(text),
  EcsSpec: lenient(text),
  ElasticSpotSpecs: lenient(items(elasticSpotSpec)),
  ExtraPodSpec: lenient(extraPodSpec),
  HyperNodeSchedulingConfig: lenient(hyperNodeSchedulingConfig),
  Image: lenient(text),
  ImageConfig: lenient(imageConfig),
  IsCheif: lenient(flag),
  IsChief: lenient(flag),
  LocalMountSpecs: lenient(items(localMountSpec)),
  OversoldType: lenient(text),
  PodCount: lenient(amount),
  QuotaId: lenient(text),
  ResourceConfig: lenient(resourceConfig),
  RestartPolicy: lenient(text),
  ServiceSpec: lenient(serviceSpec),
  SpotSpec: lenient(spotSpec),
  StartupDependencies: lenient(items(startupDependency)),
  SystemDisk: lenient(systemDisk),
  Type: lenient(text),
  UseSpotInstance: lenient(flag),
});
