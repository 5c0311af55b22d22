import * as z from 'zod';
import { amount, flag, items, lenient, text } from '../wire.ts';

/** `EnvVar` of the answer: containers beside the main one. */
export const envVar = z.looseObject({
  Name: lenient(text),
  Value: lenient(text),
});

/** `ResourceRequirements` of the answer: containers beside the main one. */
export const resourceRequirements = z.looseObject({
  Limits: lenient(z.record(z.string(), text)),
  Requests: lenient(z.record(z.string(), text)),
});

/** `SeccompProfile` of the answer: containers beside the main one. */
export const seccompProfile = z.looseObject({
  LocalhostProfile: lenient(text),
  Type: lenient(text),
});

/** `SecurityContextCapabilities` of the answer: containers beside the main one. */
export const securityContextCapabilities = z.looseObject({
  Add: lenient(items(text)),
  Drop: lenient(items(text)),
});

/** `SecurityContext` of the answer: containers beside the main one. */
export const securityContext = z.looseObject({
  Capabilities: lenient(securityContextCapabilities),
  Privileged: lenient(flag),
  RunAsGroup: lenient(amount),
  RunAsUser: lenient(amount),
  SeccompProfile: lenient(seccompProfile),
});

/** `ContainerSpec` of the answer: containers beside the main one. */
export const containerSpec = z.looseObject({
  Args: lenient(items(text)),
  Command: lenient(items(text)),
  Env: lenient(items(envVar)),
  Image: lenient(text),
  Name: lenient(text),
  Resources: lenient(resourceRequirements),
  SecurityContext: lenient(securityContext),
  WorkingDir: lenient(text),
});

/** `LifecyclePostStartExec` of the answer: containers beside the main one. */
export const lifecyclePostStartExec = z.looseObject({
  Command: lenient(items(text)),
});

/** `LifecyclePostStart` of the answer: containers beside the main one. */
export const lifecyclePostStart = z.looseObject({
  Exec: lenient(lifecyclePostStartExec),
});

/** `LifecyclePreStopExec` of the answer: containers beside the main one. */
export const lifecyclePreStopExec = z.looseObject({
  Command: lenient(items(text)),
});

/** `LifecyclePreStop` of the answer: containers beside the main one. */
export const lifecyclePreStop = z.looseObject({
  Exec: lenient(lifecyclePreStopExec),
});

/** `Lifecycle` of the answer: containers beside the main one. */
export const lifecycle = z.looseObject({
  PostStart: lenient(lifecyclePostStart),
  PreStop: lenient(lifecyclePreStop),
});

/** `ExtraPodSpec` of the answer: containers beside the main one. */
export const extraPodSpec = z.looseObject({
  InitContainers: lenient(items(containerSpec)),
  Lifecycle: lenient(lifecycle),
  MainContainerSecurityContext: lenient(securityContext),
  PodAnnotations: lenient(z.record(z.string(), text)),
  PodLabels: lenient(z.record(z.string(), text)),
  SharedVolumeMountPaths: lenient(items(text)),
  SideCarContainers: lenient(items(containerSpec)),
});
