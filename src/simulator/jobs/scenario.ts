import { fail } from '../errors.ts';
import type { JobRequest } from './request.ts';

/** How a job's life goes. `quota_starvation` never gets its resources; it also happens by itself on a full quota. */
export const SCENARIOS = ['success', 'python_traceback', 'oom', 'cuda_oom', 'quota_starvation'] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Exit code of the pod that fails first; 0 where none does. */
export const EXIT_CODES: Readonly<Record<Scenario, number>> = {
  success: 0,
  python_traceback: 1,
  oom: 137,
  cuda_oom: 1,
  quota_starvation: 0,
};

/** The scenario of a name; 400 for an unknown one, so that a typing error is not taken for success. */
export function scenarioOf(name: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate === name);
  if (scenario) return scenario;
  throw fail('InvalidParameter', `The simulator has no scenario "${name}"; it has ${SCENARIOS.join(', ')}.`);
}

/** An environment variable of the request, from `Envs`, else from `CustomEnvs`. */
export const envOf = (request: JobRequest, name: string): string | undefined =>
  request.Envs?.[name] ?? request.CustomEnvs?.find((entry) => entry.Key === name)?.Value;

/** `PAI_SIM_SCENARIO`, else the tag `pai-sim-scenario`, else success. */
export function chosenScenario(request: JobRequest): Scenario {
  const name = envOf(request, 'PAI_SIM_SCENARIO') ?? request.Settings?.Tags?.['pai-sim-scenario'];
  return name === undefined || name === '' ? 'success' : scenarioOf(name);
}

/** `PAI_SIM_RUN_SECONDS`, 1 second to 30 days, else `fallback`. */
export function chosenRunSeconds(request: JobRequest, fallback: number): number {
  const text = envOf(request, 'PAI_SIM_RUN_SECONDS');
  if (text === undefined || text === '') return fallback;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 30 * 86_400) return seconds;
  throw fail('InvalidParameter', 'PAI_SIM_RUN_SECONDS must be a whole number of seconds from 1 to 2592000.');
}
