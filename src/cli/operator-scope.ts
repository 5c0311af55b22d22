import { knownRegions } from '../api/regions.ts';
import { type Config, settingSource } from '../config/config.ts';
import { Fault } from '../domain/fault.ts';
import { WORKSPACE_ID } from '../domain/identifiers.ts';
import { nearest } from '../domain/nearest.ts';
import type { OperatorScope } from '../server/scope.ts';

/** The region of the simulated world where the operator names none. */
export const SIMULATED_REGION = 'cn-hangzhou';

/** Every region id that a call may name. */
export const regionsOf = ({ extraRegions }: Config): readonly string[] => [
  ...new Set([...knownRegions(), ...(extraRegions ?? [])]),
];

const cannotLock = (config: Config, message: string, fix: string): Fault =>
  new Fault({ kind: 'invalid_input', message: `${settingSource(config, 'lockScope')} cannot hold: ${message}.`, fix });

/** Refuses an unknown region at the start, because every call would fail with it. */
function checkRegion(region: string, regions: readonly string[], from: string): void {
  if (regions.includes(region)) return;
  const meant = nearest(region, regions);
  throw new Fault({
    kind: 'invalid_input',
    message: `${from} is "${region}", which is not a region with PAI-DLC that this server knows.`,
    fix: `${meant ? `Did you mean ${meant}? ` : ''}Set --region, PAI_DLC_MCP_REGION or ALIBABA_CLOUD_REGION_ID to a valid one, or add a new one with --extra-regions.`,
    valid: regions,
  });
}

/** Refuses at the start what no call may name. */
function checkWorkspace(workspaceId: string, from: string): void {
  if (WORKSPACE_ID.test(workspaceId)) return;
  throw new Fault({
    kind: 'invalid_input',
    message: `${from} is "${workspaceId}", which is no workspace id.`,
    fix: `Set ${from} to an id such as 123456, or leave it out: each call has to name one then.`,
  });
}

/**
 * The operator's scope. The simulated world has a default region; for the real cloud there is none.
 * @throws Fault `invalid_input` for a region that is not known, for what is no workspace id, and where `--lock-scope`
 *   has no region or workspace to hold
 */
export function operatorScope(config: Config): OperatorScope {
  const region = config.region ?? (config.simulate ? SIMULATED_REGION : undefined);
  const { workspaceId, lockScope: locked } = config;
  const regions = regionsOf(config);
  if (region !== undefined) checkRegion(region, regions, settingSource(config, 'region'));
  if (workspaceId !== undefined) checkWorkspace(workspaceId, settingSource(config, 'workspaceId'));
  if (!locked) return { region, workspaceId, regions, locked };
  if (region === undefined)
    throw cannotLock(
      config,
      'no region is set',
      'Set --region or PAI_DLC_MCP_REGION to the region that calls may not leave.',
    );
  if (workspaceId === undefined)
    throw cannotLock(
      config,
      'no workspace is set',
      'Set --workspace-id or PAI_DLC_MCP_WORKSPACE_ID to the workspace that calls may not leave.',
    );
  return { region, workspaceId, regions, locked };
}
