import type { Config } from '../config/config.ts';
import type { OperatorPolicy } from '../tools/tool.ts';

/** What the operator allows, and how a person is asked. */
export const operatorPolicy = (config: Config): OperatorPolicy => ({
  stoppable: config.stoppable,
  confirmCreate: config.confirmCreate,
  confirm: config.confirm,
  language: config.language,
  ceilings: {
    gpus: config.maxGpus,
    pods: config.maxPods,
    minutes: config.maxRunningMinutes,
    pricePerHour: config.maxPricePerHour,
    liveJobs: config.maxLiveJobs,
    jobTypes: config.onlyJobTypes,
    machineTypes: config.onlyMachineTypes,
  },
  allowImage: config.allowImage ?? [],
  showEnvs: config.showEnvs ?? [],
  createSearchMs: config.createSearchMs,
  readBackMs: config.readBackMs,
});
