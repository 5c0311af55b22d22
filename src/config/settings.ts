import { cloudSettings } from './settings/cloud.ts';
import { policySettings } from './settings/policy.ts';
import { scopeSettings } from './settings/scope.ts';

export type { Setting } from './settings/setting.ts';

/**
 * Every setting of the server, once. Flags, environment variables, `--help` and the reference are read from this table.
 * A model can change none of them.
 */
export const settings = [...scopeSettings, ...policySettings, ...cloudSettings] as const;
