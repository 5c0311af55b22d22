import type { Cloud } from '../../api/cloud.ts';
import { knownRegions } from '../../api/regions.ts';
import type { Provenance } from '../../config/config.ts';
import { cleanText } from '../../shaping/clean.ts';
import { askRegion, askWorkspace, type Choice, type Terminal } from './questions.ts';

/** Milliseconds for the list of workspaces. Where it takes longer, the id is typed. */
const DEADLINE_MS = 10_000;
const MOST = 100;

/** The caller's workspaces in a region, as choices. @throws Fault or a timeout where the cloud cannot be asked */
async function workspaces(cloud: Promise<Cloud>, region: string): Promise<readonly Choice[]> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const { Workspaces } = await (await cloud).call('ListWorkspaces', { PageSize: MOST }, { region, signal });
  return Workspaces.map(({ WorkspaceId, WorkspaceName, DisplayName }) => ({
    value: WorkspaceId,
    label: `${WorkspaceId} ${cleanText(WorkspaceName ?? DisplayName ?? '')}`.trim(),
  }));
}

/** A setting as if it had been given as a flag. */
const asFlag = (explained: readonly Provenance[], name: string, value: string | undefined): readonly Provenance[] =>
  explained.map((each) =>
    each.setting.name === name && value !== undefined
      ? { ...each, value, source: 'flag', from: `--${each.setting.flag}` }
      : each,
  );

/**
 * Asks for region and workspace where no flag names them. Those of the environment are proposed and not just taken: a
 * host that starts elsewhere does not see this environment, so they have to be written into the entry.
 * @returns the settings with the answers in them
 */
export async function askPresets(
  terminal: Terminal,
  explained: readonly Provenance[],
  cloud: () => Promise<Cloud>,
): Promise<readonly Provenance[]> {
  const of = (name: string) => explained.find((each) => each.setting.name === name);
  const text = (name: string): string | undefined => of(name)?.value as string | undefined;
  if (of('simulate')?.value === true) return explained;
  const extra = (of('extraRegions')?.value as readonly string[] | undefined) ?? [];
  const region =
    of('region')?.source === 'flag'
      ? text('region')
      : await askRegion(terminal, [...knownRegions(), ...extra], text('region'));
  const withRegion = asFlag(explained, 'region', region);
  if (region === undefined || of('workspaceId')?.source === 'flag') return withRegion;
  const workspace = await askWorkspace(terminal, () => workspaces(cloud(), region), text('workspaceId'));
  return asFlag(withRegion, 'workspaceId', workspace);
}
