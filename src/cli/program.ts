import { Command, CommanderError } from 'commander';
import { type Config, explainConfig, readConfig } from '../config/config.ts';
import { settingGroups } from '../config/settings.ts';
import { VERSION } from '../config/version.ts';
import type { DiagnoseOptions } from './diagnose.ts';
import { serveCommand } from './serve.ts';
import { settingOption } from './setting-option.ts';
import type { SimulateOptions } from './simulate/start.ts';
import { commandLine } from './terminal/typed.ts';
import type { WaitOptions } from './wait/ask.ts';

/** The settings of the server as options. Commands that do not serve hide them in their help. */
function withSettings(command: Command, shown: 'shown' | 'hidden' = 'hidden'): Command {
  for (const [title, settings] of settingGroups)
    for (const setting of settings)
      command.addOption(
        settingOption(setting)
          .helpGroup(`${title}:`)
          .hideHelp(shown === 'hidden'),
      );
  if (shown === 'shown') return command;
  return command.addHelpText(
    'after',
    () => `\nThe options of the server count as well, such as --region. All of them:\n  ${commandLine('--help')}`,
  );
}

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
    .description('MCP server for Alibaba Cloud PAI-DLC training jobs. Without a command it serves MCP over stdio.')
    .version(VERSION)
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .enablePositionalOptions()
    // Commander's own message is suppressed: `usage.ts` words all errors in one form.
    .configureOutput({ outputError: () => {}, writeErr: () => {} })
    .showSuggestionAfterError(false)
    .action((_options: unknown, command: Command) => serveCommand(configOf(command)));

  withSettings(program.command('serve'), 'shown')
    .description('Serve MCP over stdio (the default).')
    .action((_options: unknown, command: Command) => serveCommand(configOf(command)));

  program
    .command('demo')
    .description('Walk through a training job on the simulator, with a real server and a real client.')
    .action(async (_options: unknown, command: Command) => (await import('./demo.ts')).demoCommand(configOf(command)));

  program
    .command('simulate')
    .description('Run the simulator alone on a loopback port, for other clients and tests.')
    .argument('[command...]', 'run this with the simulator in its environment, and end with it: simulate -- npm test')
    .option('--port <n>', 'port to listen on; 0 picks a free one', '0')
    .option('--seed <n>', 'seed of the simulated world', '1')
    .option('--now <time>', 'simulated time to start from, as 2026-01-31T08:00:00Z; left out, the real time')
    .option('--speed <n>', 'simulated seconds per real second; 0 stands still', '1')
    .option('--region <id>', 'region the world pretends to be in', 'cn-hangzhou')
    .option('--no-demo-jobs', 'start without the jobs of the demo')
    .option('--story <file>', 'put in the jobs that this JSON file tells; can be given again', collected)
    .option('--json', 'say how to reach it in one line of JSON instead of shell assignments')
    .option('--ready-file <file>', 'write that to a file too, which is there once the simulator is ready')
    .option('--end-with-stdin', 'end when standard input closes, and so with the process that started it')
    .passThroughOptions()
    .action(async (words: string[], options: SimulateOptions) =>
      (await import('./simulate.ts')).simulateCommand(words, options),
    );

  program
    .command('diagnose')
    .description('Say from log files why a training run ended. Needs no account, and sends nothing anywhere.')
    .argument('[log...]', 'more log files, for --log *.log')
    .option('--log <file>', 'a log file, - for standard input; give one for each rank', collected)
    .option('--events <file>', 'events of the pod, one a line')
    .option('--exit-code <n>', 'what the run ended with')
    .option('--json', 'one JSON document, for machines')
    .addHelpText('after', '\nIt ends with 0 where it found the cause, with 1 where nothing that was read says why.')
    .action(async (more: string[], options: DiagnoseOptions) =>
      (await import('./diagnose.ts')).diagnoseCommand({ ...options, log: [...(options.log ?? []), ...more] }),
    );

  withSettings(program.command('wait'))
    .description(
      'Block until jobs end, and end with an exit code that says how. No model is asked, nothing is changed.',
    )
    .argument('<job...>', 'ids of the jobs')
    .option('--until <status>', 'end at this status already, such as Running; can be given again', collected)
    .option('--any', 'end with the first of several jobs')
    .option('--log-pattern <regex>', 'end when a line of the log matches (RE2); for one job')
    .option('--timeout <time>', 'give up after so long: 90s, 15m, 1h30m; left out, never')
    .option('--on-end <command>', 'run this in a shell at the end, with the outcome in PAI_DLC_OUTCOME and others')
    .action(async (jobs: string[], options: WaitOptions, command: Command) =>
      (await import('./wait.ts')).waitCommand(jobs, options, configOf(command)),
    );

  withSettings(program.command('tools'))
    .description('Print the reference of the tools that would be offered.')
    .option('--json', 'as tools/list would answer it, for machines')
    .action(async (_options: unknown, command: Command) =>
      (await import('./tools.ts')).toolsCommand(configOf(command), command.opts().json === true),
    );

  withSettings(program.command('doctor'))
    .description('Check Node.js, settings, credentials, network and permissions, and say what to do. Changes nothing.')
    .option('--json', 'one JSON document, for machines')
    .action(async (_options: unknown, command: Command) =>
      (await import('./doctor.ts')).doctorCommand(
        () => explainConfig(command.optsWithGlobals()),
        command.opts().json === true,
      ),
    );

  withSettings(program.command('init'))
    .description('Enter the server in the configuration of an MCP host, after showing the change.')
    .argument('[host]', 'name of the host; left out, it is asked for')
    .option('--scope <scope>', 'project (this folder) or user (all you open); left out, the usual one of the host')
    .option('--name <name>', 'name of the entry', 'pai-dlc')
    .option('--remove', 'take the entry out again')
    .option('--drop <names>', 'options to take out of an entry that is there, such as read-only; the others stay')
    .option('--yes', 'ask nothing: write the change that is shown')
    .addHelpText(
      'after',
      'Those that are given to init are what the host starts the server with, besides those of an entry that is there.',
    )
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
