import { Command, CommanderError } from 'commander';
import { type Config, explainConfig, readConfig } from '../config/config.ts';
import { settingGroups } from '../config/settings.ts';
import { VERSION } from '../config/version.ts';
import { Fault } from '../domain/fault.ts';
import { en, say, zh } from '../domain/said.ts';
import type { DiagnoseOptions } from './diagnose.ts';
import { serveCommand } from './serve.ts';
import { settingOption } from './setting-option.ts';
import type { SimulateOptions } from './simulate/start.ts';
import { spoken } from './terminal/spoken.ts';
import type { WaitOptions } from './wait/ask.ts';

/** A text of the help in the language of the terminal. */
const said = (...texts: Parameters<typeof say>): string => spoken(say(...texts));

/** The settings of the server as options. Commands that do not serve hide them in their help. */
function withSettings(command: Command, shown: 'shown' | 'hidden' = 'hidden'): Command {
  for (const [title, settings] of settingGroups)
    for (const setting of settings)
      command.addOption(
        settingOption(setting)
          .helpGroup(said(en`${title}:`, zh`${title}：`))
          .hideHelp(shown === 'hidden'),
      );
  return command;
}

/**
 * A command that reads no settings. Commander takes those that stand before it for the program's own, which would then
 * have no effect.
 */
const withoutSettings = (command: Command): Command =>
  command.hook('preAction', () => {
    const { parent } = command;
    const given = parent?.options.find((option) => parent.getOptionValueSource(option.attributeName()) === 'cli')?.long;
    if (given === undefined || given === null) return;
    const name = command.name();
    const own = command.options.some(({ long }) => long === given);
    throw new Fault({
      kind: 'invalid_input',
      message: `${given} stands before ${name}, which reads no settings of the server.`,
      fix: own ? `Put it after ${name}, which has one of its own.` : `Leave ${given} out.`,
    });
  });

/** The values of an option that can be given again. */
const collected = (value: string, before: string[] = []): string[] => [...before, value];

/** The configuration of a command. @throws Fault `invalid_input` with what is wrong with it */
function configOf(command: Command): Config {
  return readConfig(command.optsWithGlobals());
}

/**
 * Runs a command line with all its commands, each of which loads only its own modules.
 * @param argv the process's arguments, node and script first
 * @throws Fault `invalid_input` for a command line or a configuration that cannot be
 */
export async function runProgram(argv: readonly string[]): Promise<void> {
  const program = withSettings(new Command('pai-dlc-mcp'), 'shown')
    .description(
      said(
        en`MCP server for Alibaba Cloud PAI-DLC training jobs. Without a command it serves MCP over stdio.`,
        zh`阿里云 PAI-DLC 训练任务的 MCP 服务器。不带命令时通过 stdio 提供 MCP 服务。`,
      ),
    )
    .version(VERSION, '-V, --version', said(en`show the version`, zh`显示版本`))
    .helpOption('-h, --help', said(en`show this help`, zh`显示本帮助`))
    .helpCommand('help [command]', said(en`show the help of a command`, zh`显示某个命令的帮助`))
    .enablePositionalOptions()
    // Commander's own message is suppressed: `usage.ts` words all errors in one form.
    .configureOutput({ outputError: () => {}, writeErr: () => {} })
    .showSuggestionAfterError(false)
    .action((_options: unknown, command: Command) => serveCommand(configOf(command)));

  withSettings(program.command('serve'), 'shown')
    .description(said(en`Serve MCP over stdio (the default).`, zh`通过 stdio 提供 MCP 服务（默认）。`))
    .action((_options: unknown, command: Command) => serveCommand(configOf(command)));

  program
    .command('demo')
    .description(
      said(
        en`Walk through a training job on the simulator, with a real server and a real client.`,
        zh`在模拟器上演示一个训练任务的全过程，服务器和客户端都是真实的。`,
      ),
    )
    .option(
      '--picture <file>',
      said(en`write the picture of the job's curve there, as PNG`, zh`把任务曲线图以 PNG 格式写入该文件`),
    )
    .action(async ({ picture }: { picture?: string }, command: Command) =>
      (await import('./demo.ts')).demoCommand(configOf(command), picture),
    );

  withoutSettings(program.command('simulate'))
    .description(
      said(
        en`Run the simulator alone on a loopback port, for other clients and tests.`,
        zh`在本机端口上单独运行模拟器，供其他客户端和测试使用。`,
      ),
    )
    .argument(
      '[command...]',
      said(
        en`run this with the simulator in its environment, and end with it: simulate -- npm test`,
        zh`运行此命令，以模拟器代替云端；命令结束时模拟器也结束：simulate -- npm test`,
      ),
    )
    .option('--port <n>', said(en`port to listen on; 0 picks a free one`, zh`监听的端口；0 表示任选空闲端口`), '0')
    .option('--seed <n>', said(en`seed of the simulated world`, zh`模拟世界的随机种子`), '1')
    .option(
      '--now <time>',
      said(
        en`simulated time to start from, as 2026-01-31T08:00:00Z; left out, the real time`,
        zh`模拟时间的起点，如 2026-01-31T08:00:00Z；省略则为真实时间`,
      ),
    )
    .option(
      '--speed <n>',
      said(en`simulated seconds per real second; 0 stands still`, zh`现实中的一秒对应多少模拟秒；0 表示时间静止`),
      '1',
    )
    .option('--region <id>', said(en`region the world pretends to be in`, zh`模拟世界所在的地域`), 'cn-hangzhou')
    .option('--no-demo-jobs', said(en`start without the jobs of the demo`, zh`启动时不包含演示任务`))
    .option(
      '--story <file>',
      said(
        en`put in the jobs that this JSON file tells; can be given again`,
        zh`加入此 JSON 文件描述的任务；可以多次给出`,
      ),
      collected,
    )
    .option(
      '--json',
      said(
        en`say how to reach it in one line of JSON instead of shell assignments`,
        zh`以一行 JSON（而非 shell 赋值语句）输出连接方式`,
      ),
    )
    .option(
      '--ready-file <file>',
      said(
        en`write that to a file too, which is there once the simulator is ready`,
        zh`同时写入该文件；文件出现即表示模拟器已就绪`,
      ),
    )
    .option(
      '--end-with-stdin',
      said(
        en`end when standard input closes, and so with the process that started it`,
        zh`标准输入关闭时结束，因此会随启动它的进程一起结束`,
      ),
    )
    .passThroughOptions()
    .action(async (words: string[], options: SimulateOptions) =>
      (await import('./simulate.ts')).simulateCommand(words, options),
    );

  withoutSettings(program.command('diagnose'))
    .description(
      said(
        en`Say from log files why a training run ended. Needs no account, and sends nothing anywhere.`,
        zh`根据日志文件说明训练为什么结束。无需账号，不发送任何数据。`,
      ),
    )
    .argument('[log...]', said(en`more log files, for --log *.log`, zh`更多日志文件，用于 --log *.log`))
    .option(
      '--log <file>',
      said(
        en`a log file, - for standard input; give one for each rank`,
        zh`日志文件，- 表示标准输入；每个 rank 给一个`,
      ),
      collected,
    )
    .option('--events <file>', said(en`events of the pod, one a line`, zh`Pod 的事件，每行一条`))
    .option('--exit-code <n>', said(en`what the run ended with`, zh`训练结束时的退出码`))
    .option('--json', said(en`one JSON document, for machines`, zh`输出一个 JSON 文档，供程序读取`))
    .action(async (more: string[], options: DiagnoseOptions) =>
      (await import('./diagnose.ts')).diagnoseCommand({ ...options, log: [...(options.log ?? []), ...more] }),
    );

  withSettings(program.command('wait'))
    .description(
      said(
        en`Block until jobs end, and end with an exit code that says how. No model is asked, nothing is changed.`,
        zh`等到任务结束，并用退出码说明结果。不询问模型，不做任何改动。`,
      ),
    )
    .argument('<job...>', said(en`ids of the jobs`, zh`任务 ID`))
    .option(
      '--until <status>',
      said(
        en`end at this status already, such as Running; can be given again`,
        zh`到达此状态（如 Running）即结束；可以多次给出`,
      ),
      collected,
    )
    .option('--any', said(en`end with the first of several jobs`, zh`多个任务中有一个结束即结束`))
    .option(
      '--log-pattern <regex>',
      said(
        en`end when a line of the log matches (RE2); for one job`,
        zh`日志中有一行匹配（RE2）即结束；只用于一个任务`,
      ),
    )
    .option(
      '--timeout <time>',
      said(
        en`give up after so long: 90s, 15m, 1h30m; left out, never`,
        zh`最长等待时间：90s、15m、1h30m；省略则一直等待`,
      ),
    )
    .option(
      '--on-end <command>',
      said(
        en`run this in a shell at the end, with the outcome in PAI_DLC_OUTCOME and others`,
        zh`结束时在 shell 中运行此命令，结果在 PAI_DLC_OUTCOME 等环境变量中`,
      ),
    )
    .action(async (jobs: string[], options: WaitOptions, command: Command) =>
      (await import('./wait.ts')).waitCommand(jobs, options, configOf(command)),
    );

  withSettings(program.command('tools'))
    .description(
      said(en`Print the reference of the tools that would be offered.`, zh`输出服务器所提供工具的参考说明。`),
    )
    .option('--json', said(en`as tools/list would answer it, for machines`, zh`按 tools/list 的格式输出，供程序读取`))
    .action(async (_options: unknown, command: Command) =>
      (await import('./tools.ts')).toolsCommand(configOf(command), command.opts().json === true),
    );

  withSettings(program.command('doctor'))
    .description(
      said(
        en`Check Node.js, settings, credentials, network and permissions, and say what to do. Changes nothing.`,
        zh`检查 Node.js、设置、凭证、网络和权限，并说明该怎么做。不做任何更改。`,
      ),
    )
    .option('--json', said(en`one JSON document, for machines`, zh`输出一个 JSON 文档，供程序读取`))
    .action(async (_options: unknown, command: Command) =>
      (await import('./doctor.ts')).doctorCommand(
        () => explainConfig(command.optsWithGlobals()),
        command.opts().json === true,
      ),
    );

  withSettings(program.command('init'))
    .description(
      said(
        en`Enter the server in the configuration of an MCP host, after showing the change.`,
        zh`把服务器写入 MCP 宿主的配置，写入之前先展示改动。`,
      ),
    )
    .argument('[host]', said(en`name of the host; left out, it is asked for`, zh`宿主的名称；省略时会询问`))
    .option(
      '--scope <scope>',
      said(
        en`project (this folder) or user (all you open); left out, the usual one of the host`,
        zh`project（当前目录）或 user（您打开的所有项目）；省略时按该宿主的惯例`,
      ),
    )
    .option('--name <name>', said(en`name of the entry`, zh`配置条目的名称`), 'pai-dlc')
    .option('--remove', said(en`take the entry out again`, zh`去掉该条目`))
    .option(
      '--drop <names>',
      said(
        en`options to take out of an entry that is there, such as read-only; the others stay`,
        zh`从已有条目中去掉的选项，如 read-only；其余保留`,
      ),
    )
    .option('--yes', said(en`ask nothing: write the change that is shown`, zh`不询问，直接写入所展示的改动`))
    .action(async (host: string | undefined, _options: unknown, command: Command) =>
      (await import('./init.ts')).initCommand(host, command.opts(), command.optsWithGlobals()),
    );

  let refusing = program;
  for (const command of [program, ...program.commands])
    command.exitOverride((error) => {
      refusing = command;
      throw error;
    });
  // Help loads what measures and wraps text. A start of the server must not wait for that.
  if (argv.some((word) => ['help', '--help', '-h'].includes(word))) (await import('./help.ts')).dressHelp(program);
  try {
    await program.parseAsync([...argv]);
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode !== 0) throw (await import('./usage.ts')).usageFault(thrown, refusing);
  }
}
