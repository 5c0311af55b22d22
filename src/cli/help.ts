import { type Command, Help, type HelpConfiguration } from 'commander';
import pc from 'picocolors';
import { HOST_IDS } from './init/hosts.ts';
import { EXIT } from './terminal/exit.ts';
import { coloursOf, columnsOf } from './terminal/stream.ts';
import { hanging, padded, widthOf } from './terminal/text.ts';
import { commandLine } from './terminal/typed.ts';
import { OUTCOMES } from './wait/outcomes.ts';

/** A description stands beside its option only where it has this many columns there, else below it. */
const LEAST = 40;
const GAP = 2;

const colours = pc.createColors(true);

/** How help looks. Commander removes the colours where the output has none. */
const helpStyle: HelpConfiguration = {
  minWidthToWrap: 1,
  styleTitle: colours.bold,
  styleCommandText: colours.cyan,
  styleSubcommandText: colours.cyan,
  styleOptionText: colours.cyan,
  styleArgumentText: colours.cyan,
  displayWidth: widthOf,
  formatItem(term, termWidth, description, helper) {
    const columns = helper.helpWidth ?? LEAST;
    if (columns - termWidth >= LEAST)
      return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
    return `  ${term}\n${hanging('      ', description, 6, columns)}`;
  },
};

const EXAMPLES: readonly (readonly [title: string, lines: readonly (readonly [command: string, what: string])[]])[] = [
  [
    'Try it without an account:',
    [
      ['demo', 'a whole story on the simulator, in this terminal'],
      ['diagnose --log train.log', 'why a run ended, from its log'],
      ['--simulate', 'serve MCP with the simulator as the cloud'],
      ['init cursor --simulate', 'enter it in the configuration of a host'],
    ],
  ],
  [
    'For real (credentials: environment, aliyun CLI profile, or an instance role):',
    [
      ['doctor', 'what is missing or in the way, before a model meets it'],
      ['--read-only', 'only tools that read'],
      ['--region cn-hangzhou --workspace-id 123456', ''],
    ],
  ],
];

const EXITS: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.done, 'done'],
  [
    EXIT.negative,
    'a check or a step of the demo failed, a log does not say why a run ended, a question was answered with no, or a server could not close its files',
  ],
  [EXIT.usage, 'wrong use: an option, a value or a setting; nothing was done'],
  [EXIT.interrupted, 'ended by Ctrl-C; a server that was serving ends with 0'],
  [EXIT.readerGone, 'the reader of the output went away, as with | head'],
];

const exitLines = (exits: readonly (readonly [code: number, meaning: string])[], columns: number): string[] =>
  exits.map(([code, meaning]) => hanging(`  ${String(code).padStart(3)}${' '.repeat(GAP)}`, meaning, 7, columns));

/** What stands below the options of the program. */
function epilogue(columns: number): string {
  const started = commandLine();
  const called = (args: string): string => `  ${colours.dim('pai-dlc-mcp')} ${colours.cyan(args)}`;
  const indent =
    Math.max(...EXAMPLES.flatMap(([, lines]) => lines.map(([args, what]) => (what ? args.length : 0)))) + 16;
  const example = ([args, what]: readonly [string, string]): string => {
    if (what === '') return called(args);
    if (columns - indent >= LEAST) return hanging(padded(called(args), indent), what, indent, columns);
    return `${called(args)}\n${hanging('      ', what, 6, columns)}`;
  };
  const title = (text: string): string => colours.bold(hanging('', text, 0, columns));
  return [
    '',
    ...EXAMPLES.flatMap(([name, lines]) => [title(name), ...lines.map(example), '']),
    ...(started === 'pai-dlc-mcp' ? [] : [hanging('', `Here pai-dlc-mcp stands for: ${started}`, 0, columns), '']),
    title('Exit codes:'),
    ...exitLines(EXITS, columns),
    '',
    hanging('', 'Every option can also be set in the environment, such as PAI_DLC_MCP_REGION=cn-hangzhou.', 0, columns),
  ].join('\n');
}

/** Formats the help of the program and its commands, as wide as the terminal. */
export function dressHelp(program: Command): void {
  const columns = columnsOf(process.stdout);
  program.addHelpText('after', epilogue(columns));
  program.commands
    .find((command) => command.name() === 'init')
    ?.addHelpText('after', hanging('Hosts: ', HOST_IDS.join(', '), 7, columns));
  program.commands
    .find((command) => command.name() === 'wait')
    ?.addHelpText('after', ['', 'Exit codes:', ...exitLines(Object.values(OUTCOMES), columns)].join('\n'));
  for (const command of [program, ...program.commands])
    command.configureHelp(helpStyle).configureOutput({
      getOutHelpWidth: () => columns,
      getOutHasColors: () => coloursOf(process.stdout).isColorSupported,
    });
}
