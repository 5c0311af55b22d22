import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Provenance } from '../../config/config.ts';
import { userPlaces } from '../../config/home.ts';
import type { Setting } from '../../config/settings.ts';
import { CREDENTIAL_VARIABLES, variablesSet } from '../../config/variables.ts';
import { Fault } from '../../domain/fault.ts';
import { asIs, en, listed, type Said, say, zh } from '../../domain/said.ts';
import { documentOf } from '../init/documents.ts';
import { readText } from '../init/file.ts';
import { type ConfigScope, type Entry, type Host, letsThrough } from '../init/host.ts';
import { HOST_IDS, type HostId, hostOf } from '../init/hosts.ts';
import { NotEditable } from '../init/not-editable.ts';
import { isOurs, presentOf, shownWords, wordsOf, wordsOfFlags } from '../init/present.ts';
import { commandLine } from '../terminal/typed.ts';
import { type CheckResult, type DoctorCheck, ok, skipped, warning } from './check.ts';

const SEMICOLON = say(en`; `, zh`；`);

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
function again({ id, scope, name, entry }: Configured): Said {
  const named = name === 'pai-dlc' ? [] : ['--name', name];
  const command = commandLine('init', id, '--scope', scope, ...named, ...wordsOfFlags(presentOf(entry).flags));
  return say(en`Write it anew: ${shownWords([command])}`, zh`请重新写入：${shownWords([command])}`);
}

/** What is wrong with the paths of an entry. */
function pathProblem(configured: Configured): CheckResult | undefined {
  const words = wordsOf(configured.entry);
  const gone = words.slice(0, 2).find((word) => isAbsolute(word) && !existsSync(word));
  if (gone !== undefined)
    return warning(say(en`It names ${gone}, which is not there.`, zh`其中的 ${gone} 不存在。`), again(configured));
  if (words.some((word) => /^npx(\.cmd)?$/.test(word)) && words.includes('pai-dlc-mcp'))
    return warning(
      say(
        en`It fetches pai-dlc-mcp by its name, under which it is not published.`,
        zh`该条目按名称获取 pai-dlc-mcp，但这个名称的软件包尚未发布。`,
      ),
      again(configured),
    );
  return undefined;
}

/** Which of the variables that are set here the host keeps from the server. */
function keptProblem(configured: Configured, host: Host): CheckResult | undefined {
  const simulated = presentOf(configured.entry).flags.simulate === true;
  const set = variablesSet().filter((name) => !simulated || !CREDENTIAL_VARIABLES.includes(name));
  const kept = [...letsThrough(host, configured.entry, set)].flatMap(([name, how]) => (how === 'kept' ? [name] : []));
  if (kept.length === 0) return undefined;
  return warning(
    say(
      en`${kept.join(', ')}: set in this shell, and not passed on to the server by ${host.title}.`,
      zh`${kept.join('、')}：已在此 shell 中设置，但 ${host.title} 不会把它们传给服务器。`,
    ),
    host.passing.named === undefined
      ? say(
          en`Keep the credentials where the server finds them by itself: aliyun configure.`,
          zh`请把凭证放在服务器自己能找到的地方：aliyun configure。`,
        )
      : again(configured),
  );
}

/** What a host does with the questions of the server. */
export function aboutForms({ title, tried, forms }: Host): Said {
  const seen =
    tried === undefined
      ? say(en`from its documentation`, zh`据其文档`)
      : say(en`seen with ${tried}`, zh`在 ${tried} 版本上实测`);
  if (forms === undefined)
    return say(en`whether ${title} shows questions is not known`, zh`不清楚 ${title} 是否会显示提问`);
  if (!forms.shown)
    return say(
      en`shows no questions (${seen}): a stop is refused, what else needs a yes is asked in the conversation`,
      zh`不显示提问（${seen}）：停止任务会被拒绝，其他需要同意的操作在对话中询问`,
    );
  const shows = say(en`shows questions (${seen})`, zh`会显示提问（${seen}）`);
  return forms.note === undefined ? shows : listed([shows, forms.note], SEMICOLON);
}

/**
 * What an entry starts the server with, and what of it this doctor was run with that the entry has not.
 * @param own settings that doctor was given as flags
 */
function aboutOptions(entry: Entry, own: readonly Setting[]): Said {
  const { flags, environment, foreign } = presentOf(entry);
  const words = [...wordsOfFlags(flags), ...Object.entries(environment).map((pair) => pair.join('=')), ...foreign];
  const set = (setting: Setting): boolean =>
    flags[setting.name] !== undefined || setting.env.some((name) => environment[name] !== undefined);
  const lacking = own.filter((setting) => !set(setting)).map(({ flag }) => `--${flag}`);
  const starts =
    words.length === 0
      ? say(en`starts without options`, zh`启动时不带选项`)
      : say(en`starts with ${shownWords(words)}`, zh`启动选项为 ${shownWords(words)}`);
  return lacking.length === 0
    ? starts
    : say(en`${starts}, without ${lacking.join(', ')}`, zh`${starts}，没有 ${lacking.join('、')}`);
}

function checkOf(configured: Configured, own: readonly Setting[]): DoctorCheck {
  const host = hostOf(configured.id);
  return {
    id: `host-${configured.id}-${configured.scope}-${configured.name}`,
    title: asIs(`${host.title} (${configured.scope})`),
    run: () => {
      const { name, file, entry } = configured;
      const entryIn = say(en`"${name}" in ${file}`, zh`${file} 中的“${name}”`);
      const about = listed([entryIn, aboutOptions(entry, own), aboutForms(host)], SEMICOLON);
      const problem = pathProblem(configured) ?? keptProblem(configured, host);
      return problem === undefined
        ? ok(about)
        : { ...problem, detail: say(en`${problem.detail} ${about}`, zh`${problem.detail}${about}`) };
    },
  };
}

const unreadCheck = ({ id, scope, file, why }: Unread): DoctorCheck => ({
  id: `host-${id}-${scope}`,
  title: asIs(`${hostOf(id).title} (${scope})`),
  run: () =>
    warning(
      say(en`${why} Whether it has the server is not known.`, zh`${why} 不清楚其中是否有本服务器。`),
      say(en`Correct ${file} by hand, then run doctor again.`, zh`请手工修正 ${file}，然后重新运行 doctor。`),
    ),
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
    skipped(
      say(
        en`none has the server in its configuration; ${commandLine('init', 'HOST')} enters it`,
        zh`都没有配置本服务器；可用 ${commandLine('init', 'HOST')} 写入`,
      ),
    );
  return [{ id: 'hosts', title: say(en`Hosts of this machine`, zh`本机的宿主`), run }];
}
