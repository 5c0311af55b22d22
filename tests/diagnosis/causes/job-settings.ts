import type { CauseTexts } from './texts.ts';

export const jobSettings: CauseTexts = {
  no_address: {
    says: [
      'vSwitch vsw-2ze1 has no free IP address',
      'Failed to create pod sandbox: plugin type="terway" failed (add): no available IP',
    ],
    not: ['no route to the ip of the master'],
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
