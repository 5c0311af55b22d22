import { homedir } from 'node:os';
import { configOf, explainConfig, type Given, type Provenance } from '../config/config.ts';
import { environmentWith } from '../config/environment.ts';
import { en, type Said, say, zh } from '../domain/said.ts';
import { cards } from '../server/cards.ts';
import { compose, offeredTools } from './compose.ts';
import { apply, type Change, diffOf, firstText } from './init/change.ts';
import { documentOf } from './init/documents.ts';
import { readText } from './init/file.ts';
import { entryOf, keepingOwn } from './init/host.ts';
import { type HostId, hostOf } from './init/hosts.ts';
import { type Kept, keepOptions } from './init/keep.ts';
import { argumentsOf, lastingWarning, launcher } from './init/launch.ts';
import { namesOfFlags, type Present, presentOf, shownWords, wordsOfFlags } from './init/present.ts';
import { askPresets } from './init/preset.ts';
import { askHost, askSimulator, askWrite, Cancelled } from './init/questions.ts';
import { hostNamed, type Target, targetOf, wrong } from './init/target.ts';
import { isSimulated, variablesFor } from './init/variables.ts';
import { aboutVariables, nextStep } from './init/words.ts';
import { createLogger } from './logger.ts';
import { offeredText } from './offered-text.ts';
import { EXIT } from './terminal/exit.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import { spoken } from './terminal/spoken.ts';
import { coloursOf, columnsOf } from './terminal/stream.ts';
import { wrappedWhole } from './terminal/text.ts';
import { commandLine } from './terminal/typed.ts';

export interface InitOptions {
  scope?: string;
  name: string;
  yes?: boolean;
  remove?: boolean;
  drop?: string;
}

const tell = (text: Said): void => console.log(wrappedWhole(spoken(text), columnsOf(process.stdout)));

/** Path by which this program was started. */
const typed = (): string => process.argv[1] ?? '';

/** Whether somebody can be asked. */
const attended = ({ yes }: InitOptions): boolean =>
  yes !== true && process.stdin.isTTY === true && process.stdout.isTTY === true;

const chosenHost = (given: string | undefined, options: InitOptions): Promise<HostId> | HostId =>
  given === undefined && attended(options) ? askHost({}) : hostNamed(given);

function checkName(name: string): void {
  if (!/^(?!__proto__$)[A-Za-z0-9_-]{1,64}$/.test(name))
    throw wrong(`--name is "${name}", which is not a name.`, 'Use up to 64 letters, digits, - and _.');
}

/** @throws Fault for `--drop` where there is nothing to take options out of */
function checkNothingDropped({ drop }: InitOptions, why: string): void {
  if (drop !== undefined)
    throw wrong(`--drop names "${drop}", but ${why}.`, 'Leave --drop out: there is nothing to take an option out of.');
}

/** Asks for region and workspace where a person is at the terminal. The answers count like flags. */
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

/** Shows the change, and makes it after a yes. */
async function carryOut(change: Change, { because }: Target, options: InitOptions): Promise<boolean> {
  if (because !== undefined) tell(say(en`${because}${'\n'}`, zh`${because}${'\n'}`));
  console.log(`${painted(diffOf(change))}\n`);
  if (options.yes !== true && !attended(options)) {
    tell(
      say(
        en`Nothing was written: this is no terminal, so nobody can be asked. Run it again with --yes to make the change.`,
        zh`没有写入任何内容：这里不是终端，无法询问。请加上 --yes 重新运行以写入改动。`,
      ),
    );
    process.exitCode = EXIT.usage;
    return false;
  }
  if (options.yes !== true && !(await askWrite({}, change.file))) {
    tell(say(en`Nothing was written.`, zh`没有写入任何内容。`));
    process.exitCode = EXIT.negative;
    return false;
  }
  await apply(change, [homedir(), process.cwd()]);
  return true;
}

/** The complete command that takes the entry out again, to be copied. */
const undoing = (id: HostId, { scope }: Pick<Target, 'scope'>, { name }: InitOptions): string =>
  commandLine('init', id, '--scope', scope, ...(name === 'pai-dlc' ? [] : ['--name', name]), '--remove');

/** The options that an existing entry keeps. Where a person is there, they are asked whether it keeps `--simulate`. */
async function kept(present: Present, options: InitOptions, given: Given): Promise<Kept> {
  const found = keepOptions(present, given, options.drop);
  if (found.flags.simulate !== true || !attended(options) || (await askSimulator({}))) return found;
  return keepOptions(present, given, [options.drop ?? '', 'simulate'].join(','));
}

/**
 * Says what of an existing entry stays and what goes.
 *
 * @throws Fault with `--yes`, where something goes that `--drop` does not name
 */
function sayKept({ flags, dropped }: Kept, { foreign }: Present, options: InitOptions, undo: string): void {
  const [first] = namesOfFlags(flags);
  if (first !== undefined)
    tell(
      say(
        en`Kept of the entry: ${shownWords(wordsOfFlags(flags))}. To take one out, name it: --drop ${first.slice(2)}.${'\n'}`,
        zh`已有条目中保留的选项：${shownWords(wordsOfFlags(flags))}。要去掉某个选项，请指明：--drop ${first.slice(2)}。${'\n'}`,
      ),
    );
  if (dropped.length > 0)
    tell(say(en`This drops: ${shownWords(dropped)}.${'\n'}`, zh`将去掉：${shownWords(dropped)}。${'\n'}`));
  if (foreign.length > 0 && options.yes === true)
    throw wrong(
      'The entry has words that init does not know, and with --yes nobody is asked whether they may go.',
      `Nothing was written. Run init without --yes, or take the entry out first: ${undo}`,
    );
}

/** What the entry switches on, so that whoever misses a tool knows of the setting. */
function toolsOf(explained: readonly Provenance[]): Said {
  const offered = offeredText(offeredTools(configOf(explained)).names, cards);
  return say(en`Tools: ${offered}.`, zh`工具：${offered}。`);
}

async function add(id: HostId, target: Target, options: InitOptions, given: Given): Promise<void> {
  const host = hostOf(id);
  const { file } = target;
  const before = await readText(file);
  const document = documentOf(host, file);
  // Read before the first question: a file that cannot be edited should not cost the person any answers.
  document.add(before, options.name, { command: '', args: [] });
  const own = before === undefined ? undefined : document.entries(before)[options.name];
  if (own === undefined) checkNothingDropped(options, `${file} has no entry "${options.name}"`);
  const present = presentOf(own);
  const keeping = await kept(present, options, given);
  const environment = environmentWith(present.environment);
  const explained = await settingsOf(explainConfig({ ...keeping.flags, ...given }, environment), options);
  sayKept(keeping, present, options, undoing(id, target, options));
  const program = launcher(typed());
  const launch = { ...program, args: [...program.args, ...argumentsOf(explained)] };
  const variables = variablesFor(host, explained);
  const text = document.add(before, options.name, keepingOwn(host, entryOf(host, launch, variables), own));
  if (text === before)
    return tell(say(en`${file} has this entry already: nothing to do.`, zh`${file} 中已有相同的条目，无需处理。`));
  const after = before === undefined ? await firstText(file, text) : text;
  if (!(await carryOut({ file, before, after }, target, options))) return;
  tell(
    say(
      en`Wrote ${file}; only the entry "${options.name}" was touched, so there is no backup. To take it out again:`,
      zh`已写入 ${file}；只改动了条目“${options.name}”，因此没有备份。要去掉该条目，请运行：`,
    ),
  );
  console.log(`  ${undoing(id, target, options)}`);
  const credentials = isSimulated(explained) ? undefined : aboutVariables(host, variables);
  for (const note of [lastingWarning(program), credentials]) if (note !== undefined) tell(note);
  tell(toolsOf(explained));
  tell(nextStep(host, target.scope));
}

async function takeOut(id: HostId, target: Target, options: InitOptions): Promise<void> {
  const { file } = target;
  const before = await readText(file);
  const after = before === undefined ? undefined : documentOf(hostOf(id), file).remove(before, options.name);
  if (after === before)
    return tell(
      say(
        en`${file} has no entry "${options.name}": nothing to do.`,
        zh`${file} 中没有条目“${options.name}”，无需处理。`,
      ),
    );
  if (await carryOut({ file, before, after }, target, options))
    tell(
      after === undefined
        ? say(en`Removed ${file}, which held nothing else.`, zh`已删除 ${file}，其中没有其他内容。`)
        : say(en`Took the entry "${options.name}" out of ${file}.`, zh`已从 ${file} 中去掉条目“${options.name}”。`),
    );
}

/** A host that keeps its servers where no file can be changed: the entry is printed, to be pasted. */
async function print(id: HostId, options: InitOptions, given: Given): Promise<void> {
  const host = hostOf(id);
  if (options.remove)
    throw wrong(`${host.title} keeps its servers in its own settings.`, `Remove "${options.name}" there.`);
  checkNothingDropped(options, `${host.title} keeps its servers in its own settings`);
  const explained = await settingsOf(explainConfig(given), options);
  const program = launcher(typed());
  const launch = { ...program, args: [...program.args, ...argumentsOf(explained)] };
  console.log(documentOf(host).add(undefined, options.name, entryOf(host, launch, [])));
  const credentials = isSimulated(explained) ? undefined : aboutVariables(host, []);
  for (const note of [lastingWarning(program), credentials]) if (note !== undefined) tell(note);
  tell(toolsOf(explained));
  tell(nextStep(host));
}

/**
 * `init`: enters the server in the configuration of a host, or takes it out. Shows the change first; writes after a yes
 * in the terminal or with `--yes`. Exit code 1 for a no, 2 where nobody could be asked, 130 where a question was left.
 * @param named the host
 * @param given settings by name, as the command line gave them
 */
export async function initCommand(named: string | undefined, options: InitOptions, given: Given): Promise<void> {
  checkName(options.name);
  onInterrupt(
    () => undefined,
    spoken(
      say(
        en`Interrupted; the file is as it was, or holds the whole change.`,
        zh`已中断；文件要么保持原样，要么已写入全部改动。`,
      ),
    ),
  );
  try {
    const id = await chosenHost(named, options);
    if (hostOf(id).files.length === 0) return await print(id, options, given);
    const target = targetOf(hostOf(id), options.scope, process.cwd(), typed());
    await (options.remove ? takeOut(id, target, options) : add(id, target, options, given));
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown;
    tell(say(en`Nothing was written.`, zh`没有写入任何内容。`));
    process.exitCode = EXIT.interrupted;
  }
}
