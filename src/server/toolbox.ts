import type { Offers } from '../advice/offered.ts';
import type { OperatorPolicy, Tool } from '../tools/tool.ts';
import { type AdvertisedTool, advertiser, type OfferedTool, offer, type ToolCard } from './advertise.ts';
import { offersOf } from './offers.ts';
import type { Answers } from './results.ts';
import type { OperatorScope } from './scope.ts';

/** The tools that a server offers. They are listed from cards that the build has made, and loaded when a call needs one. */
export interface Toolbox {
  /** Names of what every client is offered, in the order of `allTools`. */
  names: readonly string[];
  /** What is said of them: no other tool is named. */
  offers: Offers;
  /** Whether a person may be asked about a call of one of them. */
  asks: boolean;
  /** Whether one of them waits, and can go on as a task. */
  follows: boolean;
  /**
   * The entries of `tools/list`, computed once.
   * @param apps whether the client shows apps
   */
  list(apps?: boolean): AdvertisedTool[];
  /** The tools themselves, in the same order; loaded once. What only clients that show apps are offered is among them. */
  load(): Promise<readonly OfferedTool[]>;
}

/** The cards of the tools that are offered: to every client, and to those that show apps. */
export interface Cards {
  all: readonly ToolCard[];
  withApps: readonly ToolCard[];
}

/**
 * @param load loads all tools, of which the offered ones are taken
 */
export function createToolbox(
  { all, withApps }: Cards,
  load: () => Promise<readonly Tool[]>,
  scope: OperatorScope,
  operator: OperatorPolicy,
  answers: Answers = 'text',
): Toolbox {
  const listed = new Map<readonly ToolCard[], AdvertisedTool[]>();
  let loaded: Promise<readonly OfferedTool[]> | undefined;
  const offered = withApps.map(({ name }) => name);
  const offers = offersOf(offered);
  const offerAll = async (): Promise<readonly OfferedTool[]> =>
    (await load()).filter(({ name }) => offered.includes(name)).map((tool) => offer(tool, scope, operator));
  return {
    names: all.map(({ name }) => name),
    offers,
    asks: all.some(({ effects }) => effects.some((effect) => effect !== 'read' && effect !== 'write')),
    follows: all.some(({ follows }) => follows),
    list(apps = false) {
      const cards = apps ? withApps : all;
      const tools = listed.get(cards) ?? cards.map(advertiser(scope, { operator, answers, offers }));
      listed.set(cards, tools);
      return tools;
    },
    load() {
      loaded ??= offerAll();
      return loaded;
    },
  };
}
