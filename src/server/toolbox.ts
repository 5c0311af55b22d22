import type { Offers } from '../advice/offered.ts';
import type { OperatorPolicy, Tool } from '../tools/tool.ts';
import { type AdvertisedTool, advertiser, type OfferedTool, offer, type ToolCard } from './advertise.ts';
import { loaded } from './loaded.ts';
import { offersOf } from './offers.ts';
import type { Answers } from './results.ts';
import type { OperatorScope } from './scope.ts';

/**
 * The tools that a server offers. They are listed from cards that the build has made, and loaded when a call needs one.
 */
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
  /**
   * The tool of a name, loaded once; undefined where it is not offered.
   * @param apps whether the client shows apps
   */
  one(name: string, apps?: boolean): Promise<OfferedTool | undefined>;
  /** Every tool, in the same order. What only clients that show apps are offered is among them. */
  load(): Promise<readonly OfferedTool[]>;
}

/** Loads a tool by its name. */
export type LoadTool = (name: string) => Promise<Tool>;

/** The cards of the tools that are offered: to every client, and to those that show apps. */
export interface Cards {
  all: readonly ToolCard[];
  withApps: readonly ToolCard[];
}

export function createToolbox(
  { all, withApps }: Cards,
  load: LoadTool,
  scope: OperatorScope,
  operator: OperatorPolicy,
  answers: Answers = 'text',
): Toolbox {
  const listed = new Map<readonly ToolCard[], AdvertisedTool[]>();
  const known = new Map<string, Promise<OfferedTool>>();
  const offered = withApps.map(({ name }) => name);
  const offers = offersOf(offered);
  const named = (name: string): Promise<OfferedTool> => {
    const tool = known.get(name) ?? loaded(load(name)).then((found) => offer(found, scope, operator));
    known.set(name, tool);
    return tool;
  };
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
    one: async (name, apps = false) =>
      (apps ? withApps : all).some((card) => card.name === name) ? named(name) : undefined,
    load: () => Promise.all(offered.map(named)),
  };
}
