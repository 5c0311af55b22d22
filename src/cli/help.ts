import { type Command, Help, type HelpConfiguration } from 'commander';
import pc from 'picocolors';
import { asIs, en, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { OUTCOMES } from '../domain/wait-endings.ts';
import { widthOf } from '../shaping/width.ts';
import { HOST_IDS } from './init/hosts.ts';
import { defaultOf } from './setting-option.ts';
import { EXIT } from './terminal/exit.ts';
import { spoken } from './terminal/spoken.ts';
import { coloursOf, columnsOf } from './terminal/stream.ts';
import { hanging, padded, wrapped } from './terminal/text.ts';
import { commandLine } from './terminal/typed.ts';

/** A description stands beside its option only where it has this many columns there, else below it. */
const LEAST = 40;
const GAP = 2;

const colours = pc.createColors(true);

/** How help looks. Commander removes the colours where the output has none. */
const helpStyle: HelpConfiguration = {
  minWidthToWrap: 1,
  styleCommandText: colours.cyan,
  styleSubcommandText: colours.cyan,
  styleOptionText: colours.cyan,
  styleArgumentText: colours.cyan,
  displayWidth: widthOf,
  // Commander's own knows no line that ends between two Chinese characters.
  boxWrap: wrapped,
  formatItem(term, termWidth, description, helper) {
    const columns = helper.helpWidth ?? LEAST;
    if (columns - termWidth >= LEAST)
      return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
    return `  ${term}\n${hanging('      ', description, 6, columns)}`;
  },
};

/** Titles that commander writes itself. */
const TITLES: Readonly<Record<string, Said>> = {
  'Usage:': say(en`Usage:`, zh`用法：`),
  'Arguments:': say(en`Arguments:`, zh`参数：`),
  'Options:': say(en`Options:`, zh`选项：`),
  'Commands:': say(en`Commands:`, zh`命令：`),
};

const EXAMPLES: readonly (readonly [title: Said, lines: readonly (readonly [command: string, what: Said])[]])[] = [
  [
    say(en`Try it without an account:`, zh`无需账号即可试用：`),
    [
      ['demo', say(en`a whole story on the simulator, in this terminal`, zh`在终端中观看模拟器上的完整演示`)],
      ['diagnose --log train.log', say(en`why a run ended, from its log`, zh`根据日志说明训练为什么结束`)],
      ['--simulate', say(en`serve MCP with the simulator as the cloud`, zh`提供 MCP 服务，以模拟器代替云端`)],
      ['init cursor --simulate', say(en`enter it in the configuration of a host`, zh`写入宿主的配置`)],
    ],
  ],
  [
    say(
      en`For real (credentials: environment, aliyun CLI profile, or an instance role):`,
      zh`连接真实的云（凭证来自环境变量、aliyun CLI 的 profile 或实例角色）：`,
    ),
    [
      [
        'doctor',
        say(
          en`what is missing or in the way, before a model meets it`,
          zh`抢在模型碰到问题之前，查出缺少什么、哪里不通`,
        ),
      ],
      ['--read-only', say(en`only tools that read`, zh`只提供只读工具`)],
      ['--region cn-hangzhou --workspace-id 123456', NOTHING],
    ],
  ],
];

const EXITS: readonly (readonly [code: number, meaning: Said])[] = [
  [EXIT.done, say(en`done`, zh`完成`)],
  [
    EXIT.negative,
    say(
      en`a check or a step of the demo failed, a log does not say why a run ended, a question was answered with no, or a server could not close its files`,
      zh`某项检查或演示的某一步失败，日志不能说明训练为什么结束，对提问回答了“否”，或服务器未能关闭其文件`,
    ),
  ],
  [
    EXIT.usage,
    say(
      en`wrong use: an option, a value or a setting; nothing was done`,
      zh`用法有误：选项、取值或设置不对；没有执行任何操作`,
    ),
  ],
  [
    EXIT.interrupted,
    say(en`ended by Ctrl-C; a server that was serving ends with 0`, zh`被 Ctrl-C 中断；正在提供 MCP 服务时为 0`),
  ],
  [EXIT.readerGone, say(en`the reader of the output went away, as with | head`, zh`读取输出的一方已关闭，例如 | head`)],
];

const exitLines = (exits: readonly (readonly [code: number, meaning: Said])[], columns: number): string[] =>
  exits.map(([code, meaning]) =>
    hanging(`  ${String(code).padStart(3)}${' '.repeat(GAP)}`, spoken(meaning), 7, columns),
  );

const EXIT_CODES = say(en`Exit codes:`, zh`退出码：`);

/** What stands below the options of the program. */
function epilogue(columns: number): string {
  const started = commandLine();
  const called = (args: string): string => `  ${colours.dim('pai-dlc-mcp')} ${colours.cyan(args)}`;
  const indent =
    Math.max(...EXAMPLES.flatMap(([, lines]) => lines.map(([args, what]) => (what === NOTHING ? 0 : args.length)))) +
    16;
  const example = ([args, said]: readonly [string, Said]): string => {
    const what = spoken(said);
    if (said === NOTHING) return called(args);
    if (columns - indent >= LEAST) return hanging(padded(called(args), indent), what, indent, columns);
    return `${called(args)}\n${hanging('      ', what, 6, columns)}`;
  };
  const title = (text: string): string => colours.bold(hanging('', text, 0, columns));
  return [
    '',
    ...EXAMPLES.flatMap(([name, lines]) => [title(spoken(name)), ...lines.map(example), '']),
    ...(started === 'pai-dlc-mcp'
      ? []
      : [
          hanging(
            '',
            spoken(say(en`Here pai-dlc-mcp stands for: ${started}`, zh`此处的 pai-dlc-mcp 代表：${started}`)),
            0,
            columns,
          ),
          '',
        ]),
    title(spoken(EXIT_CODES)),
    ...exitLines(EXITS, columns),
    '',
    hanging(
      '',
      spoken(
        say(
          en`Every option can also be set in the environment, such as PAI_DLC_MCP_REGION=cn-hangzhou.`,
          zh`每个选项也可以用环境变量设置，例如 PAI_DLC_MCP_REGION=cn-hangzhou。`,
        ),
      ),
      0,
      columns,
    ),
  ].join('\n');
}

const INTERRUPTED = say(en`ended by Ctrl-C`, zh`被 Ctrl-C 中断`);
const WRONG_USE = say(en`wrong use: nothing was read or done`, zh`用法有误：没有读取或执行任何操作`);

/** Exit codes of commands that have some of their own. */
const OWN_EXITS: Readonly<Record<string, typeof EXITS>> = {
  diagnose: [
    [EXIT.done, say(en`it found the cause`, zh`找到了原因`)],
    [EXIT.negative, say(en`nothing that was read says why`, zh`所读内容不能说明原因`)],
    [EXIT.usage, WRONG_USE],
    [EXIT.interrupted, INTERRUPTED],
  ],
  wait: [
    ...Object.values(OUTCOMES),
    [EXIT.usage, WRONG_USE] as const,
    [EXIT.interrupted, INTERRUPTED] as const,
  ].toSorted(([one], [other]) => one - other),
};

/** What stands below the options of a command, a paragraph each. */
function trailer(command: Command, columns: number): string {
  const prose = (text: Said): string => hanging('', spoken(text), 0, columns);
  const exits = OWN_EXITS[command.name()];
  const paragraphs = [
    ...(command.options.some(({ hidden }) => hidden)
      ? [
          `${prose(
            say(
              en`The options of the server count as well, such as --region. All of them:`,
              zh`服务器的选项同样有效，例如 --region。全部选项见：`,
            ),
          )}\n  ${commandLine('--help')}`,
        ]
      : []),
    ...(command.name() === 'init'
      ? [
          prose(
            say(
              en`Those that are given to init are what the host starts the server with, besides those of an entry that is there.`,
              zh`传给 init 的服务器选项会写入条目，供宿主启动服务器时使用；已有条目中的选项也会保留。`,
            ),
          ),
          hanging(spoken(say(en`Hosts: `, zh`宿主：`)), HOST_IDS.join(', '), 7, columns),
        ]
      : []),
    ...(exits ? [[spoken(EXIT_CODES), ...exitLines(exits, columns)].join('\n')] : []),
  ];
  return paragraphs.length === 0 ? '' : `\n${paragraphs.join('\n\n')}`;
}

/** Formats the help of the program and its commands, as wide as the terminal and in its language. */
export function dressHelp(program: Command): void {
  const columns = columnsOf(process.stdout);
  program.addHelpText('after', epilogue(columns));
  for (const command of program.commands) command.addHelpText('after', trailer(command, columns));
  for (const command of [program, ...program.commands])
    command
      .configureHelp({
        ...helpStyle,
        styleTitle: (title) => colours.bold(spoken(TITLES[title] ?? asIs(title))),
        optionDescription: ({ description, defaultValue }) => `${description}${spoken(defaultOf(defaultValue))}`,
      })
      .configureOutput({
        getOutHelpWidth: () => columns,
        getOutHasColors: () => coloursOf(process.stdout).isColorSupported,
      });
}
