import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { userPlaces } from '../../config/home.ts';
import { CREDENTIAL_VARIABLES, variablesSet } from '../../config/variables.ts';
import { Fault } from '../../domain/fault.ts';
import { documentOf } from '../init/document.ts';
import { readText } from '../init/file.ts';
import { type Entry, type Host, passed } from '../init/host.ts';
import { HOST_IDS, type HostId, hostOf } from '../init/hosts.ts';
import { launcher } from '../init/launch.ts';
import { type Check, type Finding, ok, skipped, warning } from './check.ts';

/** An entry of this server that a host has in a file. */
export interface Configured {
  id: HostId;
  scope: string;
  file: string;
  name: string;
  entry: Entry;
}

/** Program and arguments of an entry, whatever members the host keeps them in. */
const wordsOf = ({ command, args }: Entry): readonly string[] =>
  [command, args].flat().filter((word): word is string => typeof word === 'string');

/** Whether an entry starts this program: by the name that init gives it, or by what it runs. */
function isOurs(name: string, entry: Entry): boolean {
  const [main] = launcher(process.argv[1] ?? '').args;
  const runsIt = (word: string) => word === main || /(^|[\\/])pai-dlc-mcp([\\/]dist[\\/]main\.js)?$/.test(word);
  return name === 'pai-dlc' || wordsOf(entry).some(runsIt);
}

/** The entries of this server in a host's files, for this user and in this folder. */
async function entriesOf(id: HostId, folder: string): Promise<readonly Configured[]> {
  const host = hostOf(id);
  const found: Configured[] = [];
  for (const [scope, locate] of host.files) {
    const file = locate(userPlaces(), folder);
    const text = await readText(file);
    const entries = text === undefined ? {} : documentOf(host).entries(text);
    for (const [name, entry] of Object.entries(entries))
      if (typeof entry === 'object' && entry !== null && isOurs(name, entry as Entry))
        found.push({ id, scope, file, name, entry: entry as Entry });
  }
  return found;
}

/** The entries of this server in the hosts of this machine. A file that cannot be read is its host's matter, not ours. */
export async function configuredHosts(folder: string = process.cwd()): Promise<readonly Configured[]> {
  const all = await Promise.all(
    HOST_IDS.map((id) =>
      entriesOf(id, folder).catch((thrown: unknown) => {
        if (thrown instanceof Fault) return [];
        throw thrown;
      }),
    ),
  );
  return all.flat();
}

const again = ({ id, scope, name }: Configured): string =>
  `Run pai-dlc-mcp init ${id} --scope ${scope}${name === 'pai-dlc' ? '' : ` --name ${name}`} again.`;

/** What is wrong with the paths of an entry. */
function pathProblem(configured: Configured): Finding | undefined {
  const words = wordsOf(configured.entry);
  const gone = words.slice(0, 2).find((word) => isAbsolute(word) && !existsSync(word));
  if (gone !== undefined) return warning(`It names ${gone}, which is not there.`, again(configured));
  if (words.some((word) => /^npx(\.cmd)?$/.test(word)) && words.includes('pai-dlc-mcp'))
    return warning('It fetches pai-dlc-mcp by its name, under which it is not published.', again(configured));
  return undefined;
}

/** Which of the variables that are set here the host keeps from the server. */
function keptProblem(configured: Configured, host: Host): Finding | undefined {
  const simulated = wordsOf(configured.entry).includes('--simulate');
  const set = variablesSet().filter((name) => !simulated || !CREDENTIAL_VARIABLES.includes(name));
  const kept = [...passed(host, configured.entry, set)].flatMap(([name, how]) => (how === 'kept' ? [name] : []));
  if (kept.length === 0) return undefined;
  return warning(
    `${kept.join(', ')}: set in this shell, and not passed on to the server by ${host.title}.`,
    host.passing.named === undefined
      ? `Keep the credentials where the server finds them by itself: aliyun configure.`
      : again(configured),
  );
}

/** What a host does with the questions of the server. */
export function aboutForms({ title, tried, forms }: Host): string {
  const seen = tried === undefined ? 'from its documentation' : `seen with ${tried}`;
  if (forms === undefined) return `whether ${title} shows questions is not known`;
  if (!forms.shown)
    return `shows no questions (${seen}): a stop is refused, what else needs a yes is asked in the conversation`;
  return `shows questions (${seen})${forms.note === undefined ? '' : `; ${forms.note}`}`;
}

const checkOf = (configured: Configured): Check => {
  const host = hostOf(configured.id);
  return {
    id: `host-${configured.id}-${configured.scope}-${configured.name}`,
    title: `${host.title} (${configured.scope})`,
    run: () => {
      const about = `"${configured.name}" in ${configured.file}; ${aboutForms(host)}`;
      const problem = pathProblem(configured) ?? keptProblem(configured, host);
      return problem === undefined ? ok(about) : { ...problem, detail: `${problem.detail} ${about}` };
    },
  };
};

/** One check for each entry of this server in a host's configuration. */
export async function hostChecks(): Promise<readonly Check[]> {
  const found = await configuredHosts();
  if (found.length > 0) return found.map(checkOf);
  const run = (): Finding => skipped('none has the server in its configuration; pai-dlc-mcp init HOST enters it');
  return [{ id: 'hosts', title: 'Hosts of this machine', run }];
}
