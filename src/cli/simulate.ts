import { rmSync } from 'node:fs';
import { Fault } from '../domain/fault.ts';
import { checkOutput } from './output-file.ts';
import { announce } from './simulate/announce.ts';
import { runCommand } from './simulate/run-command.ts';
import { type SimulateOptions, startAsAsked } from './simulate/start.ts';
import { EXIT } from './terminal/exit.ts';

/**
 * Resolves at a signal, or with `--end-with-stdin` at the end of standard input, so that it does not outlive its
 * parent.
 */
async function asked(endWithStdin: boolean): Promise<void> {
  const code = await new Promise<number>((resolve) => {
    process.once('SIGINT', () => resolve(EXIT.interrupted));
    process.once('SIGTERM', () => resolve(EXIT.done));
    if (!endWithStdin) return;
    for (const end of ['end', 'close', 'error']) process.stdin.once(end, () => resolve(EXIT.done));
    process.stdin.resume();
  });
  process.exitCode = code;
}

/**
 * `simulate`: the simulator alone. Without a command it prints how to reach it and runs until it is asked to end. With
 * one, it runs the command with the simulator's address and keys in the environment, and ends with the command's exit
 * code.
 */
export async function simulateCommand(command: readonly string[], options: SimulateOptions): Promise<void> {
  const { endWithStdin = false } = options;
  const alone = command.length === 0;
  if (endWithStdin && !alone)
    throw new Fault({
      kind: 'invalid_input',
      message: '--end-with-stdin is for a simulator without a command: a command has standard input for itself.',
      fix: 'Leave it out; the simulator ends with the command.',
    });
  if (options.readyFile !== undefined) {
    await checkOutput('--ready-file', options.readyFile);
    // A file left behind by an earlier simulator would tell a waiting test that this one is ready.
    rmSync(options.readyFile, { force: true });
  }
  const { simulator, told } = await startAsAsked(options);
  // Before anybody is told that it runs: whoever reads that may send a signal at once.
  const ended = alone ? asked(endWithStdin) : undefined;
  try {
    const takeAway = await announce({ simulator, told }, options, alone);
    try {
      await ended;
      if (!alone) process.exitCode = await runCommand(command, simulator.env);
    } finally {
      takeAway();
    }
  } finally {
    process.stdin.pause();
    await simulator.close();
  }
}
