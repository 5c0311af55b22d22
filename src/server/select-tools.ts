import { Fault } from '../domain/fault.ts';
import type { Tool } from '../tools/tool.ts';

export interface Selection {
  readOnly: boolean;
  toolsets: readonly string[] | undefined;
  tools: readonly string[] | undefined;
  excludeTools: readonly string[] | undefined;
}

function known(names: readonly string[] | undefined, valid: readonly string[], flag: string): void {
  const strange = names?.find((name) => !valid.includes(name));
  if (strange !== undefined)
    throw new Fault({
      kind: 'invalid_input',
      message: `${flag} names "${strange}", which does not exist.`,
      fix: `Use ${valid.join(', ')}.`,
      valid,
    });
}

/**
 * The tools that are offered, in catalogue order. `readOnly` is applied before any list, so no list can bring back a tool
 * that writes or grants access.
 * @throws Fault `invalid_input` for a name that does not exist
 */
export function selectTools(catalogue: readonly Tool[], selection: Selection): readonly Tool[] {
  const names = catalogue.map((tool) => tool.name);
  known(selection.toolsets, [...new Set(catalogue.map((tool) => tool.toolset))], '--toolsets');
  known(selection.tools, names, '--tools');
  known(selection.excludeTools, names, '--exclude-tools');
  return catalogue
    .filter((tool) => !selection.readOnly || tool.effect === 'read')
    .filter((tool) => selection.toolsets?.includes(tool.toolset) ?? true)
    .filter((tool) => selection.tools?.includes(tool.name) ?? true)
    .filter((tool) => !selection.excludeTools?.includes(tool.name));
}
