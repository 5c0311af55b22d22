import { en, type Said, say, zh } from '../domain/said.ts';
import { ceilingSettings } from './settings/ceilings.ts';
import { cloudSettings } from './settings/cloud.ts';
import { policySettings } from './settings/policy.ts';
import { scopeSettings } from './settings/scope.ts';

import type { Setting } from './settings/setting.ts';

export type { Setting } from './settings/setting.ts';

/** The tables of settings with what each is about. */
export const settingGroups: readonly (readonly [title: Said, settings: readonly Setting[]])[] = [
  [say(en`Scope and tools`, zh`范围与工具`), scopeSettings],
  [say(en`Policy`, zh`策略`), policySettings],
  [say(en`Ceilings`, zh`上限`), ceilingSettings],
  [say(en`Cloud, simulator and log`, zh`云端、模拟器与日志`), cloudSettings],
];

/**
 * Every setting of the server, once. Flags, environment variables, `--help` and the reference are read from this table.
 * A model can change none of them.
 */
export const settings = [...scopeSettings, ...policySettings, ...ceilingSettings, ...cloudSettings] as const;
