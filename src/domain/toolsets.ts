/** Groups of tools by what they are about. Each tool is in one; an operator switches them on by name. */
export const TOOLSETS = [
  'catalogue',
  'jobs',
  'logs',
  'access',
  'quotas',
  'metrics',
  'workspace',
  'assets',
  'tensorboard',
  'ray',
  'templates',
  'experiments',
  'workflows',
  'app',
  'admin',
] as const;
export type Toolset = (typeof TOOLSETS)[number];

/** Groups whose tools change what others work with: `all` leaves them out, so that they are on only where they are named. */
export const ASIDE: readonly string[] = ['admin'];

/** What training needs every week, of any group: what is on where the operator says nothing. */
export const CORE = 'core';
/** Tools that open a page in a client that shows apps. There they are on with the core; elsewhere they answer in text, where they are named. */
export const APP: Toolset = 'app';
/** Every group but those of `ASIDE`. */
export const ALL = 'all';

/** Every word that `--toolsets` takes. */
export const TOOLSET_NAMES: readonly string[] = [CORE, ALL, ...TOOLSETS];

/** What decides which words switch a tool on. */
export interface Grouped {
  toolset: string;
  core?: true | undefined;
}

/** Whether a word of `--toolsets` switches a tool on. */
export function isIn({ toolset, core }: Grouped, name: string): boolean {
  if (name === CORE) return core === true;
  return name === ALL ? !ASIDE.includes(toolset) : toolset === name;
}
