import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Provenance } from '../../config/config.ts';
import { userPlaces } from '../../config/home.ts';
import type { Setting } from '../../config/settings.ts';
import { CREDENTIAL_VARIABLES, variablesSet } from '../../config/variables.ts';
import { Fault } from '../../domain/fault.ts';
import { documentOf } from '../init/documents.ts';
import { readText } from '../init/file.ts';
import { type ConfigScope, type Entry, type Host, letsThrough } from '../init/host.ts';
import { HOST_IDS, type HostId, hostOf } from '../init/hosts.ts';
import { NotEditable } from '../init/not-editable.ts';
import { isOurs, presentOf, shownWords, wordsOf, wordsOfFlags } from '../init/present.ts';
import { commandLine } from '../terminal/typed.ts';
import { type CheckResult, type DoctorCheck, ok, skipped, warning } from './check.ts';

/** An entry of this server that a host has in a file. */
interface Configured {
  id: HostId;
  scope: ConfigScope;
  file: string;
  name: string;
  entry: Entry;
}

/** A file of a host that cannot be read, so that it is not known whether it has the server. */
interface Unread {
  id: HostId;
  scope: ConfigScope;
  file: string;
  why: string;
}

/** The entries of this server in a file of a host. */
async function entriesIn(id: HostId, scope: ConfigScope, file: string): Promise<readonly (Configured | Unread)[]> {
  try {
    const text = await readText(file);
    const entries = text === undefined ? {} : documentOf(hostOf(id), file).entries(text);
    return Object.entries(entries).flatMap(([name, entry]) =>
      typeof entry === 'object' && entry !== null && isOurs(name, entry as Entry)
        ? [{ id, scope, file, name, entry: entry as Entry }]
        : [],
    );
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const why = thrown instanceof NotEditable ? `${file} cannot be read: ${thrown.why}.` : thrown.details.message;
    return [{ id, scope, file, why }];
  }
}

/** The entries of this server in the files of the hosts of this machine, for this user and in this folder. */
async function configuredHosts(folder: string): Promise<readonly (Configured | Unread)[]> {
  const files = HOST_IDS.flatMap((id) =>
    hostOf(id).files.map(([scope, locate]) => entriesIn(id, scope, locate(userPlaces(), folder))),
  );
  return (await Promise.all(files)).flat();
}

/** The command that writes an entry anew, with the options that it has. */
function again({ id, scope, name, entry }: Configured): string {
  const named = name === 'pai-dlc' ? [] : ['--name', name];
  const command = commandLine('init', id, '--scope', scope, ...named, ...wordsOfFlags(presentOf(entry).flags));
  return `Write it anew: ${shownWords([command])}`;
}

/** What is wrong with the paths of an entry. */
function pathProblem(configured: Configured): CheckResult | undefined {
  const words = wordsOf(configured.entry);
  const gone = words.slice(0, 2).find((word) => isAbsolute(word) && !existsSync(word));
  if (gone !== undefined) return warning(`It names ${gone}, which is not there.`, again(configured));
  if (words.some((word) => /^npx(\.cmd)?$/.test(word)) && words.includes('pai-dlc-mcp'))
    return warning('It fetches pai-dlc-mcp by its name, under which it is not published.', again(configured));
  return undefined;
}

/** Which of the variables that are set here the host keeps from the server. */
function keptProblem(configured: Configured, host: Host): CheckResult | undefined {
  const simulated = presentOf(configured.entry).flags.simulate === true;
  const set = variablesSet().filter((name) => !simulated || !CREDENTIAL_VARIABLES.includes(name));
  const kept = [...letsThrough(host, configured.entry, set)].flatMap(([name, how]) => (how === 'kept' ? [name] : []));
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

/**
 * What an entry starts the server with, and what of it this doctor was run with that the entry has not.
 * @param own settings that doctor was given as flags
 */
function aboutOptions(entry: Entry, own: readonly Setting[]): string {
  const { flags, environment, foreign } = presentOf(entry);
  const words = [...wordsOfFlags(flags), ...Object.entries(environment).map((pair) => pair.join('=')), ...foreign];
  const set = (setting: Setting): boolean =>
    flags[setting.name] !== undefined || setting.env.some((name) => environment[name] !== undefined);
  const lacking = own.filter((setting) => !set(setting)).map(({ flag }) => `--${flag}`);
  const starts = words.length === 0 ? 'starts without options' : `starts with ${shownWords(words)}`;
  return lacking.length === 0 ? starts : `${starts}, without ${lacking.join(', ')}`;
}

function checkOf(configured: Configured, own: readonly Setting[]): DoctorCheck {
  const host = hostOf(configured.id);
  return {
    id: `host-${configured.id}-${configured.scope}-${configured.name}`,
    title: `${host.title} (${configured.scope})`,
    run: () => {
      const { name, file, entry } = configured;
      const about = `"${name}" in ${file}; ${aboutOptions(entry, own)}; ${aboutForms(host)}`;
      const problem = pathProblem(configured) ?? keptProblem(configured, host);
      return problem === undefined ? ok(about) : { ...problem, detail: `${problem.detail} ${about}` };
    },
  };
}

const unreadCheck = ({ id, scope, file, why }: Unread): DoctorCheck => ({
  id: `host-${id}-${scope}`,
  title: `${hostOf(id).title} (${scope})`,
  run: () =>
    warning(`${why} Whether it has the server is not known.`, `Correct ${file} by hand, then run doctor again.`),
});

/**
 * One check for each entry of this server in a host's configuration, and for each file of a host that cannot be read.
 * @param explained the settings that doctor runs with
 */
export async function hostChecks(explained: readonly Provenance[]): Promise<readonly DoctorCheck[]> {
  const found = await configuredHosts(process.cwd());
  const own = explained.flatMap(({ setting, source }) => (source === 'flag' ? [setting] : []));
  if (found.length > 0) return found.map((each) => ('entry' in each ? checkOf(each, own) : unreadCheck(each)));
  const run = (): CheckResult =>
    skipped(`none has the server in its configuration; ${commandLine('init', 'HOST')} enters it`);
  return [{ id: 'hosts', title: 'Hosts of this machine', run }];
}
