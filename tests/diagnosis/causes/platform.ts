import type { CauseTexts } from './texts.ts';

export const platform: CauseTexts = {
  gpu_not_given: {
    says: [
      'Error: failed to create containerd task: runc create failed: error running hook #0: stderr: nvidia-container-cli: detection error: nvml error: insufficient permissions',
      'Error: OCI runtime create failed: nvidia-container-runtime: initialization error: load library failed: libnvidia-ml.so.1',
      'Error: failed to inject CDI devices: unresolvable CDI devices nvidia.com/gpu=4',
    ],
    not: [
      'Error: nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.6, please update your driver',
      'nvidia-container-cli: the driver was found',
      'Insufficient devices',
    ],
  },
  probe_failed: {
    says: [
      'Liveness probe failed: HTTP probe failed with statuscode: 500',
      'Container pytorch failed liveness probe, will be restarted',
      'pod "a-worker-0" container "pytorch" is unhealthy, it will be killed and re-created.',
      'Startup probe errored: rpc error: code = NotFound',
    ],
    not: ['Liveness probe succeeded', 'Readiness probe failed: connection refused', 'container runtime is unhealthy'],
  },
  object_not_made: {
    says: [
      'unable to create LeafGroup: the server could not find the requested resource (post leafgroups.acme.io)',
      'no matches for kind "LeafJob" in version "acme.io/v1"',
      'FailedCreate: the server is currently unable to handle the request',
    ],
    not: ['the server could not find a free GPU', 'pod group a-worker is unschedulable: 3/4 nodes are available'],
  },
  container_late: {
    says: [
      'failed to "StartContainer" for "main" with RunContainerError: "context deadline exceeded"',
      'sandbox of the pod: rpc error: code = DeadlineExceeded',
      'the container runtime timed out',
    ],
    not: ['container: volume mount timed out', 'the container image pull timed out', 'the container runs for 600 s'],
  },
  platform: {
    says: [
      'Error: context deadline exceeded',
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox',
      'InternalError: The request processing has failed due to some unknown error',
    ],
    not: ['Error: exec: "run": executable file not found'],
  },
};
