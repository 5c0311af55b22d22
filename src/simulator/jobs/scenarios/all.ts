import { configuration } from './configuration.ts';
import { cudaMemory } from './cuda-memory.ts';
import { framework } from './framework.ts';
import { hardware } from './hardware.ts';
import { healthy } from './healthy.ts';
import { hostMemory } from './host-memory.ts';
import { image } from './image.ts';
import { missing } from './missing.ts';
import { nccl } from './nccl.ts';
import { permission } from './permission.ts';
import { platform } from './platform.ts';
import { preemption } from './preemption.ts';
import { queue } from './queue.ts';
import { stopped } from './stopped.ts';
import { storage } from './storage.ts';
import type { Scenario } from './types.ts';
import { unknown } from './unknown.ts';
import { userCode } from './user-code.ts';
import { userCodeRestarts } from './user-code-restarts.ts';
import { userCodeWorkers } from './user-code-workers.ts';

/** Every fate a job can have. */
export const ALL_SCENARIOS: readonly Scenario[] = [
  ...healthy,
  ...image,
  ...userCode,
  ...userCodeWorkers,
  ...userCodeRestarts,
  ...missing,
  ...framework,
  ...permission,
  ...storage,
  ...cudaMemory,
  ...hostMemory,
  ...nccl,
  ...preemption,
  ...queue,
  ...hardware,
  ...configuration,
  ...stopped,
  ...platform,
  ...unknown,
];

/** The same by name. */
export const SCENARIO_TABLE: ReadonlyMap<string, Scenario> = new Map(
  ALL_SCENARIOS.map((scenario) => [scenario.name, scenario]),
);
