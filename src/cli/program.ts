import { Command, Option } from 'commander';
import { type Config, explainConfig, readConfig } from '../config/config.ts';
import { type Setting, settings } from '../config/settings.ts';
import { VERSION } from '../config/version.ts';
import { Fault } from '../domain/fault.ts';
import type { SimulateOptions } from './simulate/start.ts';

const EXAMPLES = `
Try it without an account:
  pai-dlc-mcp demo                          a whole story on the simulator, in this terminal
  pai-dlc-mcp --simulate                    serve MCP over stdio, with the simulator as the cloud
  pai-dlc-mcp init cursor --simulate        enter it in the configuration of a host

For real (credentials: environment, aliyun CLI profile, or an instance role):
  pai-dlc-mcp --region cn-hangzhou --workspace-id 123456
  pai-dlc-mcp --read-only                   only tools that read
  pai-dlc-mcp doctor                        what is missing or in the way, before a model meets it

Every option can also be set in the environment, e.g. PAI_DLC_MCP_REGION=cn-hangzhou.`;

function option(setting: Setting): Option {
  const flag = setting.kind === 'boolean' ? `--${setting.flag}` : `--${setting.flag} <${setting.value ?? 'value'}>`;
  const made = new Option(flag, `${setting.description} [env: ${setting.env.join(', ')}]`);
  made.attributeName = () => setting.name;
  return setting.choices ? made.choices([...setting.choices]) : made;
}

const withSettings = (command: Command): Command =>
  (settings as readonly Setting[]).reduce((made, setting) => made.addOption(option(setting)), command);

/** Reads the configuration of a command or ends the process with what is wrong with it (exit code 2). */
function configOf(command: Command): Config {
  return readConfig(command.optsWithGlobals());
}

/**
 * The command line. Each command loads only its own modules.
 * @param argv the process's arguments, node and script first
 */
export async function run(argv: readonly string[]): Promise<void> {
  const program = withSettings(new Command('pai-dlc-mcp'))
    .description('MCP server for Alibaba Cloud PAI-DLC training jobs. Without a command it serves MCP over stdio.')
    .version(VERSION)
    .addHelpText('after', EXAMPLES)
    .enablePositionalOptions()
    .showHelpAfterError('(pai-dlc-mcp --help shows every option)')
    .configureHelp({ helpWidth: 100 })
    .action(async (_options: unknown, command: Command) =>
      (await import('./serve.ts')).serveCommand(configOf(command)),
    );

  withSettings(program.command('serve'))
    .description('Serve MCP over stdio (the default).')
    .action(async (_options: unknown, command: Command) =>
      (await import('./serve.ts')).serveCommand(configOf(command)),
    );

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
    .option('--no-demo-jobs', 'start without any job')
    .option('--json', 'say how to reach it in one line of JSON instead of shell assignments')
    .option('--ready-file <file>', 'write that to a file too, which is there once the simulator is ready')
    .option('--end-with-stdin', 'end when standard input closes, and so with the process that started it')
    .passThroughOptions()
    .action(async (words: string[], options: SimulateOptions) =>
      (await import('./simulate.ts')).simulateCommand(words, options),
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
    .argument('[host]', 'claude-code, claude-desktop, cursor, vscode, windsurf, gemini-cli or codex-cli')
    .option('--scope <scope>', 'project (the folder init runs in) or user; left out, the usual one of the host')
    .option('--name <name>', 'name of the entry', 'pai-dlc')
    .option('--remove', 'take the entry out again')
    .option('--yes', 'ask nothing: write the change that is shown')
    .addHelpText('after', '\nThe options of the server that are given here are what the host starts it with.')
    .action(async (host: string | undefined, _options: unknown, command: Command) =>
      (await import('./init.ts')).initCommand(host, command.opts(), () => explainConfig(command.optsWithGlobals())),
    );

  try {
    await program.parseAsync([...argv]);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    console.error(`pai-dlc-mcp: ${thrown.details.message}\nFix: ${thrown.details.fix}`);
    if (thrown.details.valid) console.error(`Valid: ${thrown.details.valid.join(', ')}`);
    process.exitCode = 2;
  }
}
