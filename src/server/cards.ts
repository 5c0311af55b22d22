import { allTools } from '../tools/all.ts';
import type { ToolCard } from './advertise.ts';
import { cardOf } from './card.ts';

/**
 * The cards of all tools, in the order of `allTools`. The build runs this module and writes its value in its place
 * (scripts/precompute.mjs), so that a start lists the tools without loading them or building their schemas.
 */
export const cards: readonly ToolCard[] = allTools.map(cardOf);
