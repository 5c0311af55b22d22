import { allTools } from '../tools/all.ts';
import type { ToolCard } from './advertise.ts';
import { cardOf } from './card.ts';

/**
 * The cards of all tools, in the order of `allTools`. The build evaluates this module and puts its value in its place
 * (scripts/precompute.mjs): a start then neither loads the tools nor builds their schemas to list them.
 */
export const cards: readonly ToolCard[] = allTools.map(cardOf);
