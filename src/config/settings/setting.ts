/** One setting of the server. A model can change none of them. */
export interface Setting {
  name: string;
  /** Command-line flag without the dashes. */
  flag: string;
  /** Environment variables, first one set wins; a flag wins over both. */
  env: readonly string[];
  kind: 'string' | 'list' | 'integer' | 'boolean' | 'choice';
  choices?: readonly string[];
  /** Smallest and largest integer that is accepted. */
  range?: readonly [number, number];
  default?: string | number | boolean | readonly string[];
  description: string;
  /** Name of the value in help texts. */
  value?: string;
  secret?: boolean;
  /** A restriction that is on in the environment cannot be taken back by a flag. */
  tightenOnly?: boolean;
  /** The restriction that, on in the environment, keeps a flag from replacing this setting's value there. */
  heldBy?: 'lockScope';
}

/** Environment variables of a setting: its own first, then others that are known for the same thing. */
export const env = (name: string, ...others: string[]): readonly string[] => [`PAI_DLC_MCP_${name}`, ...others];
