import { realpathSync } from 'node:fs';
import { configOf, type Provenance } from '../config/config.ts';
import { userPlaces } from '../config/home.ts';
import { Fault } from '../domain/fault.ts';
import { nearest } from '../domain/nearest.ts';
import { compose } from './compose.ts';
import { apply, type Change, diffOf, readText } from './init/change.ts';
import { documentOf } from './init/document.ts';
import { HOSTS, type Host, type HostId, SCOPES, type Scope } from './init/hosts.ts';
import { argumentsOf, entryFor, launcher } from './init/launch.ts';
import { askPresets } from './init/preset.ts';
import { askHost, askWrite, Cancelled } from './init/questions.ts';
import { createLogger } from './logger.ts';
import { EXIT } from './terminal/exit.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import { coloursOf, columnsOf } from './terminal/stream.ts';
import { wrappedWhole } from './terminal/text.ts';

export interface InitOptions {
  scope?: string;
  name: string;
  yes?: boolean;
  remove?: boolean;
}

const say = (text: string): void => console.log(wrappedWhole(text, columnsOf(process.stdout)));

const wrong = (message: string, fix: string, valid?: readonly string[]): Fault =>
  new Fault({ kind: 'invalid_input', message, fix, ...(valid ? { valid } : {}) });

/** Whether somebody can be asked. */
const attended = ({ yes }: InitOptions): boolean =>
  yes !== true && process.stdin.isTTY === true && process.stdout.isTTY === true;

async function hostOf(given: string | undefined, options: InitOptions): Promise<HostId> {
  const ids = Object.keys(HOSTS) as HostId[];
  if (given === undefined && attended(options)) return askHost({});
  const known = ids.find((id) => id === given);
  if (known !== undefined) return known;
  const meant = nearest(given ?? '', ids);
  throw wrong(
    given === undefined ? 'No host is named.' : `The host "${given}" is not known.`,
    `${meant ? `Did you mean ${meant}? ` : ''}Run pai-dlc-mcp init HOST.`,
    ids,
  );
}

function fileOf(host: Host, scope: string | undefined): string {
  const scopes = host.files.map(([name]) => name);
  const [, locate] = host.files.find(([name]) => scope === undefined || name === scope) ?? [];
  if (locate !== undefined) return locate(userPlaces(), process.cwd());
  const all: readonly string[] = SCOPES;
  throw wrong(
    `--scope is "${scope}", which ${all.includes(scope ?? '') ? `${host.title} does not have` : 'is not a scope'}.`,
    'Leave --scope out, or use a valid one.',
    scopes satisfies readonly Scope[],
  );
}

function checkName(name: string): void {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
    throw wrong(`--name is "${name}", which is not a name.`, 'Use up to 64 letters, digits, - and _.');
}

/** Region and workspace are asked for where somebody is there; the answers count like flags. */
async function settingsOf(explained: readonly Provenance[], options: InitOptions): Promise<readonly Provenance[]> {
  const config = configOf(explained);
  const composition = compose(config, createLogger('silent'));
  try {
    return attended(options) ? await askPresets({}, explained, composition.runtime.cloud) : explained;
  } finally {
    await composition.close();
  }
}

/** A unified diff as git paints it. */
function painted(diff: string): string {
  const { dim, green, red } = coloursOf(process.stdout);
  return diff
    .split('\n')
    .map((line) => {
      if (/^(?:---|\+\+\+|@@)/.test(line)) return dim(line);
      return line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line;
    })
    .join('\n');
}

/** Shows the change and makes it where it is agreed to. */
async function carryOut(change: Change, options: InitOptions): Promise<boolean> {
  console.log(`${painted(diffOf(change))}\n`);
  if (options.yes !== true && !attended(options)) {
    say(
      'Nothing was written: this is no terminal, so nobody can be asked. Run it again with --yes to make the change.',
    );
    process.exitCode = EXIT.usage;
    return false;
  }
  if (options.yes !== true && !(await askWrite({}, change.file))) {
    say('Nothing was written.');
    process.exitCode = EXIT.negative;
    return false;
  }
  await apply(change);
  return true;
}

async function add(id: HostId, options: InitOptions, explain: () => readonly Provenance[]): Promise<void> {
  const host: Host = HOSTS[id];
  const file = fileOf(host, options.scope);
  const before = await readText(file);
  const document = documentOf(host);
  // A file that cannot be edited is told before anything is asked.
  document.add(before, options.name, { command: '', args: [] });
  const settings = argumentsOf(await settingsOf(explain(), options));
  const entry = entryFor(host, launcher(realpathSync(process.argv[1] ?? ''), process.platform), settings);
  const after = document.add(before, options.name, entry);
  if (after === before) return say(`${file} has this entry already: nothing to do.`);
  if (!(await carryOut({ file, before, after }, options))) return;
  say(
    `Wrote ${file}; only the entry "${options.name}" was touched, so there is no backup. pai-dlc-mcp init ${id} --remove takes it out again. It holds no credentials: the server finds them where it runs (pai-dlc-mcp doctor).`,
  );
  say(`Next: ${host.next}`);
}

async function takeOut(id: HostId, options: InitOptions): Promise<void> {
  const host: Host = HOSTS[id];
  const file = fileOf(host, options.scope);
  const before = await readText(file);
  const after = before === undefined ? undefined : documentOf(host).remove(before, options.name);
  if (after === before) return say(`${file} has no entry "${options.name}": nothing to do.`);
  if (await carryOut({ file, before, after }, options))
    say(
      after === undefined
        ? `Removed ${file}, which held nothing else.`
        : `Took the entry "${options.name}" out of ${file}.`,
    );
}

/**
 * `init`: enters the server in the configuration of a host, or takes it out. Shows the change first; writes after a yes in
 * the terminal or with `--yes`. Exit code 1 for a no, 2 where nobody could be asked, 130 where a question was left.
 */
export async function initCommand(
  given: string | undefined,
  options: InitOptions,
  explain: () => readonly Provenance[],
): Promise<void> {
  checkName(options.name);
  onInterrupt(() => undefined, 'Interrupted; the file is as it was, or holds the whole change.');
  try {
    const id = await hostOf(given, options);
    await (options.remove ? takeOut(id, options) : add(id, options, explain));
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown;
    say('Nothing was written.');
    process.exitCode = EXIT.interrupted;
  }
}
