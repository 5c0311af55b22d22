import type { Said } from '../../domain/said.ts';

/** One setting of the server: the single source for the flag, the variables, `--help` and the reference page. */
export interface Setting {
  name: string;
  /** Command-line flag without the dashes. */
  flag: string;
  /** Environment variables, first one set wins; a flag wins over both. */
  env: readonly string[];
  kind: 'string' | 'list' | 'integer' | 'number' | 'boolean' | 'choice';
  /** What a choice may be, and what each item of a list may be. */
  choices?: readonly string[];
  /** Smallest and largest number that is accepted. */
  range?: readonly [number, number];
  default?: string | number | boolean | readonly string[];
  /** What it does, for the operator. */
  description: Said;
  /** Name of the value in help texts. */
  value?: string;
  secret?: boolean;
  /** A restriction: what the environment has of it, a flag can tighten and not loosen. */
  tightenOnly?: boolean;
  /**
   * Where this restriction is on in the environment, a flag cannot replace the value
   * that the environment has for this setting.
   */
  heldBy?: 'lockScope';
}

/** Environment variables of a setting: its own first, then others that are known for the same thing. */
export const env = (name: string, ...others: string[]): readonly string[] => [`PAI_DLC_MCP_${name}`, ...others];
