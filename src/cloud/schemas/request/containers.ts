import * as z from 'zod';
import { seccompType } from '../enums.ts';

/** `EnvVar` of the request: containers beside the main one. */
export const envVar = z.strictObject({
  Name: z.string().optional(),
  Value: z.string().optional(),
});

/** `ResourceRequirements` of the request: containers beside the main one. */
export const resourceRequirements = z.strictObject({
  Limits: z.record(z.string(), z.string()).optional(),
  Requests: z.record(z.string(), z.string()).optional(),
});

/** `SeccompProfile` of the request: containers beside the main one. */
export const seccompProfile = z.strictObject({
  LocalhostProfile: z.string().optional(),
  Type: seccompType.optional(),
});

/** `SecurityContextCapabilities` of the request: containers beside the main one. */
export const securityContextCapabilities = z.strictObject({
  Add: z.array(z.string()).optional(),
  Drop: z.array(z.string()).optional(),
});

/** `SecurityContext` of the request: containers beside the main one. */
export const securityContext = z.strictObject({
  Capabilities: securityContextCapabilities.optional(),
  Privileged: z.boolean().optional(),
  RunAsGroup: z.int().optional(),
  RunAsUser: z.int().optional(),
  SeccompProfile: seccompProfile.optional(),
});

/** `ContainerSpec` of the request: containers beside the main one. */
export const containerSpec = z.strictObject({
  Args: z.array(z.string()).optional(),
  Command: z.array(z.string()).optional(),
  Env: z.array(envVar).optional(),
  Image: z.string().optional(),
  Name: z.string().optional(),
  Resources: resourceRequirements.optional(),
  SecurityContext: securityContext.optional(),
  WorkingDir: z.string().optional(),
});

/** `LifecyclePostStartExec` of the request: containers beside the main one. */
export const lifecyclePostStartExec = z.strictObject({
  Command: z.array(z.string()).optional(),
});

/** `LifecyclePostStart` of the request: containers beside the main one. */
export const lifecyclePostStart = z.strictObject({
  Exec: lifecyclePostStartExec.optional(),
});

/** `LifecyclePreStopExec` of the request: containers beside the main one. */
export const lifecyclePreStopExec = z.strictObject({
  Command: z.array(z.string()).optional(),
});

/** `LifecyclePreStop` of the request: containers beside the main one. */
export const lifecyclePreStop = z.strictObject({
  Exec: lifecyclePreStopExec.optional(),
});

/** `Lifecycle` of the request: containers beside the main one. */
export const lifecycle = z.strictObject({
  PostStart: lifecyclePostStart.optional(),
  PreStop: lifecyclePreStop.optional(),
});

/** `ExtraPodSpec` of the request: containers beside the main one. */
export const extraPodSpec = z.strictObject({
  InitContainers: z.array(containerSpec).optional(),
  Lifecycle: lifecycle.optional(),
  MainContainerSecurityContext: securityContext.optional(),
  PodAnnotations: z.record(z.string(), z.string()).optional(),
  PodLabels: z.record(z.string(), z.string()).optional(),
  SharedVolumeMountPaths: z.array(z.string()).optional(),
  SideCarContainers: z.array(containerSpec).optional(),
});
