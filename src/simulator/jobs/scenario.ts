import type { Scenario as Described } from '../api/jobs.ts';
import { fail } from '../errors.ts';
import { nearestTo } from '../nearest.ts';
import type { ScenarioName } from './record.ts';
import type { JobRequest } from './request.ts';
import { SCENARIO_TABLE } from './scenarios/all.ts';

/** How a job's life can go; `quota_starvation` also happens by itself on a full quota. */
export const SCENARIOS: readonly ScenarioName[] = [...SCENARIO_TABLE.keys()];

/** The scenario of a name; 400 for an unknown one, so that a typing error is not taken for success. */
export function scenarioOf(name: string): ScenarioName {
  if (SCENARIO_TABLE.has(name)) return name;
  const near = nearestTo(name, SCENARIOS).join(', ');
  throw fail(
    'InvalidParameter',
    `The simulator has ${SCENARIOS.length} scenarios, and "${name}" is none of them. Nearest: ${near}.`,
  );
}

/** A scenario as others are told of it. */
export function describeScenario(name: ScenarioName): Described {
  const scenario = SCENARIO_TABLE.get(name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const { category: label, alsoRight, about, rests: status, wordings } = scenario;
  return { name, label, alsoRight: alsoRight?.categories ?? [], about, status, wordings: wordings.length };
}

/** An environment variable of the request, from `Envs`, else from `CustomEnvs`. */
export const envOf = (request: JobRequest, name: string): string | undefined =>
  request.Envs?.[name] ?? request.CustomEnvs?.find((entry) => entry.Key === name)?.Value;

/** `PAI_SIM_SCENARIO`, else the tag `pai-sim-scenario`, else success. */
export function chosenScenario(request: JobRequest): ScenarioName {
  const name = envOf(request, 'PAI_SIM_SCENARIO') ?? request.Settings?.Tags?.['pai-sim-scenario'];
  return name === undefined || name === '' ? 'success' : scenarioOf(name);
}

/** `PAI_SIM_VARIANT`: which wording of the scenario; `undefined` for the plain one. */
export const chosenWording = (request: JobRequest): number | undefined =>
  wholeNumber(request, 'PAI_SIM_VARIANT', { least: 0, most: 1000 });

/** `PAI_SIM_RUN_SECONDS`, 1 second to 30 days, else `fallback`. */
export const chosenRunSeconds = (request: JobRequest, fallback: number): number =>
  wholeNumber(request, 'PAI_SIM_RUN_SECONDS', { least: 1, most: 30 * 86_400 }) ?? fallback;

/** `PAI_SIM_LOG_MB`: how large the first pod's log grows, to 4096 MB. */
export const chosenLogMegabytes = (request: JobRequest): number =>
  wholeNumber(request, 'PAI_SIM_LOG_MB', { least: 0, most: 4096 }) ?? 0;

function wholeNumber(
  request: JobRequest,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined {
  const text = envOf(request, name);
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw fail('InvalidParameter', `${name} must be a whole number from ${least} to ${most}.`);
}
