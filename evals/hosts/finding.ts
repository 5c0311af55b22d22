import { allTools } from '../../src/tools/all.ts';
import { type Request, servedBy } from '../finding/requests.ts';
import type { RealHost } from './hosts.ts';
import { tryHost } from './measure.ts';
import { fullNameIn, isNamed } from './model/dialect.ts';
import { longestResults, type Ready, type Session } from './session.ts';

/** Of the requests of users in a language, how many bring the tool that serves them. */
export interface Findable {
  language: Request['language'];
  asked: number;
  found: number;
}

/** What is asked for: a host is tried with what the server offers by default. */
const ASKED = servedBy(allTools.flatMap((tool) => (tool.core ? [tool.name] : [])));

/** Tools of ours that a search brought. */
const broughtBy = (result: string): string[] =>
  allTools.map(({ name }) => name).filter((name) => fullNameIn([result], name) !== undefined);

/** What the searches of a session brought; a tool that is offered from the start needs none. */
export function findableOf({ heard }: Pick<Session, 'heard'>): Findable[] {
  const offered = heard.find(({ prompt }) => prompt.tools.length > 0)?.prompt.tools ?? [];
  const results = longestResults(heard);
  const isFound = (tool: string, at: number): boolean =>
    offered.some(({ name }) => isNamed(name, tool)) || broughtBy(results[at] ?? '').includes(tool);
  const found = ASKED.map(({ language, tool }, at) => ({ language, found: isFound(tool, at) }));
  return (['en', 'zh'] as const).map((language) => {
    const asked = found.filter((each) => each.language === language);
    return { language, asked: asked.length, found: asked.filter((each) => each.found).length };
  });
}

/**
 * Searches with a host's own search for what users ask for.
 * @param main program of the server
 * @returns nothing for a host that lists all tools
 */
export async function findable(host: Ready, main: string): Promise<Findable[]> {
  const { search, model } = host.host;
  if (search === undefined) return [];
  const script = ASKED.map(({ query }) => ({ tool: search.tool, args: { query } }));
  const searching: RealHost['model'] = (...where) => {
    const made = model(...where);
    return { ...made, files: { ...made.files, ...search.files } };
  };
  return findableOf((await tryHost({ ...host, host: { ...host.host, model: searching } }, script, main)).session);
}
