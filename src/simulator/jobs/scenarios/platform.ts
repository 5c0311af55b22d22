import type { Scenario } from './types.ts';

/** Failures of the platform between the job's request and its program. */
export const platform: readonly Scenario[] = [
  {
    name: 'container_create_failed',
    about: 'the container cannot be created on the node',
    category: 'platform_error',
    rests: 'Failed',
    course: { attempts: [{ preparing: 520, end: { stage: 'preparing', exit: 128 } }] },
    wordings: [
      {
        program: 'torchrun',
        stuckAt: 'pulled',
        podEvents: `
          ! Error: context deadline exceeded
          | Container image "{image}" already present on machine`,
      },
      {
        program: 'plain',
        stuckAt: 'pulled',
        podEvents: `
          ! Error: failed to create containerd task: failed to create shim task: start failed: io.containerd.runc.v2: create new shim socket: timeout: exit status 1: unknown
          | Error: RunContainerError`,
      },
      {
        program: 'deepspeed',
        stuckAt: 'pulled',
        podEvents: `
          ! Error: failed to reserve container name {container}_{pod}_t{owner}_0: name is reserved for another container
          ! error killing pod: failed to "KillPodSandbox" for {pod} with KillPodSandboxError: "rpc error: code = DeadlineExceeded desc = context deadline exceeded"`,
      },
    ],
  },
  {
    name: 'sandbox_failed',
    about: 'the network of the pod cannot be set up',
    category: 'platform_error',
    rests: 'Failed',
    course: { attempts: [{ preparing: 700, end: { stage: 'preparing', exit: 128 } }] },
    wordings: [
      {
        program: 'huggingface',
        stuckAt: 'network',
        podEvents:
          '! Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: plugin type="terway" failed (add): cmdAdd: error alloc ip, rpc error: code = DeadlineExceeded desc = context deadline exceeded',
      },
      {
        program: 'megatron',
        stuckAt: 'network',
        podEvents:
          '! Failed to create pod sandbox: rpc error: code = Internal desc = eni attach of {node} timed out, request id {1000..9999}E1F{100..999}',
      },
    ],
  },
  {
    name: 'service_error',
    about: 'the service fails while it creates the pods',
    category: 'platform_error',
    rests: 'Failed',
    course: { attempts: [{ preparing: 90, end: { stage: 'preparing', exit: 255 } }] },
    wordings: [
      {
        program: 'xgboost',
        stuckAt: 'scheduled',
        reason: { code: 'InternalError', message: '! {name} failed: internal error while creating pods, please retry' },
        jobEvents: '! Create pods failed: the server is currently unable to handle the request (503)',
      },
      {
        program: 'tensorflow',
        stuckAt: 'network',
        reason: { code: 'ServiceUnavailable', message: '! {name} could not be started: ServiceUnavailable' },
        jobEvents: '| job controller lost its lease',
      },
    ],
  },
];
