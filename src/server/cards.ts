import { catalogue } from '../tools/all.ts';
import { cardOf, type ToolCard } from './advertise.ts';

/**
 * The cards of all tools, in catalogue order. The build evaluates this module and puts its value in its place
 * (scripts/precompute.mjs): a start then neither loads the tools nor builds their schemas to list them.
 */
export const cards: readonly ToolCard[] = catalogue.map(cardOf);
