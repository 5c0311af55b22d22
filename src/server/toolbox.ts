import type { Offers } from '../advice/offered.ts';
import type { OperatorPolicy, Tool } from '../tools/tool.ts';
import { type AdvertisedTool, advertiser, type OfferedTool, offer, type ToolCard } from './advertise.ts';
import { offersOf } from './offers.ts';
import type { Answers } from './results.ts';
import type { OperatorScope } from './scope.ts';

/**
 * The tools that a server offers. They are listed from cards that the build has made, and loaded when a call needs one.
 */
export interface Toolbox {
  /** Names, in the order of `allTools`. */
  names: readonly string[];
  /** What is said of them: no other tool is named. */
  offers: Offers;
  /** Whether a person may be asked about a call of one of them. */
  asks: boolean;
  /** Whether one of them waits, and can go on as a task. */
  follows: boolean;
  /** The entries of `tools/list`, computed once. */
  list(): AdvertisedTool[];
  /** The tools themselves, in the same order; loaded once. */
  load(): Promise<readonly OfferedTool[]>;
}

/**
 * @param cards those of the offered tools
 * @param load loads all tools, of which the offered ones are taken
 */
export function createToolbox(
  cards: readonly ToolCard[],
  load: () => Promise<readonly Tool[]>,
  scope: OperatorScope,
  operator: OperatorPolicy,
  answers: Answers = 'text',
): Toolbox {
  let listed: AdvertisedTool[] | undefined;
  let loaded: Promise<readonly OfferedTool[]> | undefined;
  const names = cards.map(({ name }) => name);
  const offers = offersOf(names);
  const offerAll = async (): Promise<readonly OfferedTool[]> =>
    (await load()).filter(({ name }) => names.includes(name)).map((tool) => offer(tool, scope, operator));
  return {
    names,
    offers,
    asks: cards.some(({ effects }) => effects.some((effect) => effect !== 'read' && effect !== 'write')),
    follows: cards.some(({ follows }) => follows),
    list() {
      listed ??= cards.map(advertiser(scope, { operator, answers, offers }));
      return listed;
    },
    load() {
      loaded ??= offerAll();
      return loaded;
    },
  };
}
