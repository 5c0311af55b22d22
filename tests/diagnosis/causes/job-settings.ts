import type { CauseTexts } from './texts.ts';

export const jobSettings: CauseTexts = {
  no_address: {
    says: [
      'vSwitch vsw-2ze1 has no free IP address',
      'Failed to create pod sandbox: plugin type="terway" failed (add): no available IP',
    ],
    not: ['no route to the ip of the master'],
  },
  policy_refused: {
    says: [
      'Error creating: admission webhook "rules.acme.io" denied the request: host network is not allowed',
      'Error creating: pods "w-0" is forbidden: violates PodSecurity "baseline:latest": privileged',
    ],
    not: ['Error creating: admission webhook "quota.acme.io" denied the request: insufficient quota'],
  },
  hook_failed: {
    says: [
      'FailedPostStartHook: Exec lifecycle hook ([sh -c a]) failed - error: command exited with 1',
      "PostStartHook failed: command 'sh -c a' exited with 126",
    ],
    not: ['Started container main after its PostStartHook'],
  },
  cloud_configuration: {
    says: [
      'CreateContainerConfigError: secret "db-credentials" not found',
      'InvalidParameter: EnvVar name is invalid',
      'nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.4',
    ],
    not: ['Failed to pull image: invalid value of the manifest'],
  },
};
