import { count } from '../domain/count.ts';
import { TOOLSETS } from '../domain/toolsets.ts';
import type { ToolCard } from '../server/advertise.ts';

/**
 * What is on, for the operator: how many tools, and of which toolsets how many are off.
 * @param names of the tools that are offered
 * @param all cards of all tools
 */
export function offeredText(names: readonly string[], all: readonly Pick<ToolCard, 'name' | 'toolset'>[]): string {
  const off = TOOLSETS.flatMap((toolset) => {
    const missing = all.filter((card) => card.toolset === toolset && !names.includes(card.name)).length;
    return missing === 0 ? [] : [`${missing} of ${toolset}`];
  });
  const on = `${count(names.length, 'tool')} on`;
  return off.length === 0 ? `${on}, which is all` : `${on}; off: ${off.join(', ')} (--toolsets, --tools)`;
}
