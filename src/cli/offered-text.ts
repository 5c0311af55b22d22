import { count } from '../domain/count.ts';
import { en, listed, type Said, say, zh } from '../domain/said.ts';
import { TOOLSETS } from '../domain/toolsets.ts';
import type { ToolCard } from '../server/advertise.ts';

/**
 * What is on, for the operator: how many tools, and of which toolsets how many are off.
 * @param names of the tools that are offered
 * @param all cards of all tools
 */
export function offeredText(
  names: readonly string[],
  all: readonly Pick<ToolCard, 'name' | 'toolset' | 'app'>[],
): Said {
  // What only the pages of a client call is in no model's list.
  const forModels = all.filter(({ app }) => app !== 'data');
  const off = TOOLSETS.flatMap((toolset) => {
    const missing = forModels.filter((card) => card.toolset === toolset && !names.includes(card.name)).length;
    return missing === 0 ? [] : [say(en`${missing} of ${toolset}`, zh`${toolset} 中的 ${missing} 个`)];
  });
  const shown = forModels.filter(({ name }) => names.includes(name)).length;
  const on = say(en`${count(shown, 'tool')} on`, zh`已启用 ${shown} 个工具`);
  return off.length === 0
    ? say(en`${on}, which is all`, zh`${on}，即全部工具`)
    : say(
        en`${on}; off: ${listed(off)} (--toolsets, --tools)`,
        zh`${on}；未启用：${listed(off)}（--toolsets、--tools）`,
      );
}
