import { ceilingSettings } from './settings/ceilings.ts';
import { cloudSettings } from './settings/cloud.ts';
import { policySettings } from './settings/policy.ts';
import { scopeSettings } from './settings/scope.ts';

import type { Setting } from './settings/setting.ts';

export type { Setting } from './settings/setting.ts';

/** The tables of settings with what each is about. */
export const settingGroups: readonly (readonly [title: string, settings: readonly Setting[]])[] = [
  ['Scope and tools', scopeSettings],
  ['Policy', policySettings],
  ['Ceilings', ceilingSettings],
  ['Cloud, simulator and log', cloudSettings],
];

/**
 * Every setting of the server, once. Flags, environment variables, `--help` and the reference are read from this table.
 * A model can change none of them.
 */
export const settings = [...scopeSettings, ...policySettings, ...ceilingSettings, ...cloudSettings] as const;
