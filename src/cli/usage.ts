import type { Command, CommanderError } from 'commander';
import { allAsOffered } from '../advice/offered.ts';
import { FALSE, TRUE } from '../config/config.ts';
import { Fault, type FaultDetails } from '../domain/fault.ts';
import { nearest } from '../domain/nearest.ts';
import { coloursOf, columnsOf } from './terminal/stream.ts';
import { wrappedWhole } from './terminal/text.ts';
import { commandLine } from './terminal/typed.ts';

/** The command line that shows the help of a command. */
const helpOf = (command: Command): string =>
  commandLine(...(command.parent === null ? [] : [command.name()]), '--help');

const flagsOf = (command: Command): string[] => [...command.options.flatMap(({ long }) => long ?? []), '--help'];

const wrong = (message: string, fix: string, valid?: readonly string[]): Fault =>
  new Fault({ kind: 'invalid_input', message, fix, ...(valid ? { valid } : {}) });

/** Whether an option, as it was typed, takes the next word as its value. */
const takesNext = (command: Command, word: string): boolean =>
  command.options.some((option) => option.required && (option.long === word || option.short === word));

/** The word in the place of the command: the first that is neither an option of the program nor the value of one. */
function commandWord(program: Command, words: readonly string[]): string | undefined {
  const [word, ...rest] = words;
  if (word === undefined || !word.startsWith('-')) return word;
  // What follows an unknown option may be its value.
  if (!flagsOf(program).includes(word.split('=')[0] ?? '')) return undefined;
  return commandWord(program, takesNext(program, word) ? rest.slice(1) : rest);
}

/** A word that no command has, where it stands in the place of one. */
function misspeltCommand(program: Command): string | undefined {
  const word = commandWord(program, process.argv.slice(2));
  const names = ['help', ...program.commands.map((command) => command.name())];
  return word === undefined || names.includes(word) ? undefined : word;
}

const SWITCHES: ReadonlySet<string> = new Set([...TRUE, ...FALSE]);

/** The option that takes no value and was given this one, as in `--read-only false`. */
function switchBefore(command: Command, word: string): string | undefined {
  const { argv } = process;
  const before = argv[argv.indexOf(word) - 1] ?? '';
  return SWITCHES.has(word.toLowerCase()) && flagsOf(command).includes(before) && !takesNext(command, before)
    ? before
    : undefined;
}

const noValue = (flag: string): Fault => wrong(`${flag} takes no value.`, `Write ${flag} alone, or leave it out.`);

/** The word in the place of a command, if there is one. */
function unknownCommand(program: Command, word: string): Fault {
  const flag = switchBefore(program, word);
  if (flag !== undefined) return noValue(flag);
  const names = program.commands.map((command) => command.name());
  const meant = nearest(word, names);
  return wrong(
    `"${word}" is not a command.`,
    `${meant ? `Did you mean ${meant}? ` : ''}${helpOf(program)} explains each.`,
    names,
  );
}

/** An option that a command has and that was perhaps meant: another case of a letter, or a word that is near. */
function meantOption(command: Command, flag: string): string | undefined {
  const letter = command.options.find(({ short }) => short?.toLowerCase() === flag.toLowerCase());
  return letter ? `${letter.short} (${letter.long})` : nearest(flag, flagsOf(command));
}

function unknownOption(command: Command, given: string): Fault {
  const [flag = '', value] = given.split('=');
  // Commander finds no option where one that takes no value has one.
  if (value !== undefined && flagsOf(command).includes(flag)) return noValue(flag);
  const meant = meantOption(command, flag);
  const siblings = (command.parent ?? command).commands.filter((each) => each !== command);
  const owners = siblings.filter((each) => flagsOf(each).includes(flag)).map((each) => each.name());
  const fixes = [
    ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
    ...(meant === undefined && owners.length > 0
      ? [`It is an option of ${owners.join(', ')}, and stands after that.`]
      : []),
    `${helpOf(command)} lists what there is.`,
  ];
  return wrong(`${command.parent ? `${command.name()} has` : 'There is'} no option ${flag}.`, fixes.join(' '));
}

function excess(command: Command): Fault {
  const [first = ''] = command.args;
  if (command.parent === null) return unknownCommand(command, first);
  const flag = command.args.map((word) => switchBefore(command, word)).find((found) => found !== undefined);
  if (flag !== undefined) return noValue(flag);
  const most = command.registeredArguments.length === 0 ? 'no argument' : 'one argument';
  const got = command.args.map((word) => `"${word}"`).join(' ');
  return wrong(`${command.name()} takes ${most}, and got ${got}.`, `${helpOf(command)} shows how it is called.`);
}

/**
 * What commander refused, in this program's words.
 * @param command the one whose arguments were wrong
 */
export function usageFault({ code, message }: CommanderError, command: Command): Fault {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? '';
  // An option is judged by its command, so what is said first is that there is no such command.
  const misspelt = command.parent === null ? misspeltCommand(command) : undefined;
  if (misspelt !== undefined) return unknownCommand(command, misspelt);
  if (code === 'commander.help') return unknownCommand(command, command.args.at(-1) ?? '');
  if (code === 'commander.unknownOption') return unknownOption(command, quoted);
  if (code === 'commander.excessArguments') return excess(command);
  const said =
    code === 'commander.optionMissingArgument'
      ? `${quoted} was given no value.`
      : message.replace(/^error: /, '').replace(/\.?$/, '.');
  return wrong(said, `${helpOf(command)} shows how it is called.`);
}

/** Lines on stderr; wrapped where that is a terminal. They name no tool: a person calls none. */
function tellLines(lines: readonly string[]): void {
  const { stderr } = process;
  const columns = stderr.isTTY ? columnsOf(stderr) : Number.MAX_SAFE_INTEGER;
  const said = allAsOffered(lines, () => false);
  console.error(said.map((line) => wrappedWhole(line, columns)).join('\n'));
}

const fixLine = (fix: string): string => `${coloursOf(process.stderr).bold('Fix:')} ${fix}`;

/** Prints on stderr what to do about a fault that has been told. */
export const tellMending = (fix: string): void => tellLines([fixLine(fix)]);

/** Prints what is wrong and what to do on stderr. */
export function tell({ message, fix, valid }: FaultDetails): void {
  const { red, bold } = coloursOf(process.stderr);
  tellLines([
    `${red('pai-dlc-mcp:')} ${message}`,
    fixLine(fix),
    ...(valid ? [`${bold('Valid:')} ${valid.join(', ')}`] : []),
  ]);
}
