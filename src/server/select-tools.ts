import { type Config, settingSource } from '../config/config.ts';
import { Fault } from '../domain/fault.ts';
import { nearest } from '../domain/nearest.ts';
import { APP, CORE, type Grouped, isIn, TOOLSET_NAMES } from '../domain/toolsets.ts';
import type { Tool } from '../tools/tool.ts';

export interface Selection {
  readOnly: boolean;
  toolsets: readonly string[] | undefined;
  tools: readonly string[] | undefined;
  excludeTools: readonly string[] | undefined;
  /** Which flag or variable gave each, where one did. */
  from?: Config['from'];
}

type Lists = 'toolsets' | 'tools' | 'excludeTools';

function known(selection: Selection, list: Lists, valid: readonly string[]): void {
  const strange = selection[list]?.find((name) => !valid.includes(name));
  if (strange === undefined) return;
  const meant = nearest(strange, valid);
  const source = settingSource(selection, list);
  throw new Fault({
    kind: 'invalid_input',
    message: `${source} names "${strange}", which does not exist.`,
    fix: meant ? `Did you mean ${meant}?` : `Give ${source} names that exist.`,
    valid,
  });
}

/** Whether the toolsets of a selection have a tool. Without any it is the core, unless tools are named one by one. */
const isOn = (tool: Grouped, { toolsets, tools }: Selection): boolean =>
  toolsets === undefined ? tools !== undefined || isIn(tool, CORE) : toolsets.some((name) => isIn(tool, name));

/**
 * The tools (or their cards) that are offered, in the order given. No list can bring
 * back a tool that `readOnly` has taken out.
 * @throws Fault `invalid_input` for a name that does not exist, and for a selection that leaves no tool
 */
export function selectTools<T extends Pick<Tool, 'name' | 'effect' | 'toolset' | 'core'>>(
  all: readonly T[],
  selection: Selection,
): readonly T[] {
  const names = all.map((tool) => tool.name);
  known(selection, 'toolsets', TOOLSET_NAMES);
  known(selection, 'tools', names);
  known(selection, 'excludeTools', names);
  const selected = all
    .filter((tool) => !selection.readOnly || tool.effect === 'read')
    .filter((tool) => isOn(tool, selection))
    .filter((tool) => selection.tools?.includes(tool.name) ?? true)
    .filter((tool) => !selection.excludeTools?.includes(tool.name));
  if (selected.length > 0) return selected;
  throw new Fault({
    kind: 'invalid_input',
    message: `No tool is left to offer with ${described(selection)}.`,
    fix: 'Loosen one of them: --read-only takes out every tool that writes, and a tool has to pass all of the others.',
  });
}

/**
 * The same for every client, and for those that show apps. Those have the pages wherever the core is on, and with a
 * page what it reads, which nobody else can use.
 * @throws Fault as `selectTools`
 */
export function selectForClients<T extends Pick<Tool, 'name' | 'effect' | 'toolset' | 'core' | 'app'>>(
  every: readonly T[],
  selection: Selection,
): { all: readonly T[]; withApps: readonly T[] } {
  const selected = selectTools(every, selection);
  const all = selected.filter(({ app }) => app !== 'data');
  const { toolsets = selection.tools ? [] : [CORE], tools, excludeTools } = selection;
  const core = tools === undefined && toolsets.includes(CORE);
  const pages = core ? selectTools(every, { ...selection, toolsets: [...toolsets, APP] }) : all;
  const paged = pages.some(({ app }) => app === 'job' || app === 'jobs');
  const isOffered = (tool: T): boolean =>
    tool.app === 'data' ? paged && !excludeTools?.includes(tool.name) : pages.includes(tool);
  return { all, withApps: every.filter(isOffered) };
}

/** The selection as the operator has written it, without what is not set. */
function described(selection: Selection): string {
  const written = (name: Lists | 'readOnly', value: string): string => {
    const source = settingSource(selection, name);
    return source.startsWith('--') ? [source, value].filter(Boolean).join(' ') : `${source}=${value || 'true'}`;
  };
  const lists = (['toolsets', 'tools', 'excludeTools'] as const).flatMap((list) => {
    const { [list]: names } = selection;
    return names === undefined ? [] : [written(list, names.join(','))];
  });
  return [...(selection.readOnly ? [written('readOnly', '')] : []), ...lists].join(' and ');
}
