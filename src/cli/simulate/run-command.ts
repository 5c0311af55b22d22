import { environmentWith } from '../../config/environment.ts';
import { Fault } from '../../domain/fault.ts';
import { startChild } from '../terminal/child.ts';
import { commandLine } from '../terminal/typed.ts';

/**
 * Runs a command on this process's terminal with more variables in its environment, and waits for its end.
 * @returns its exit code, or 128 and the number of the signal that ended it, as a shell has it
 * @throws Fault `invalid_input` where it cannot be started
 */
export async function runCommand(
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  // Removed: a session token of the user's real account would be sent along with the simulator's keys.
  const environment = environmentWith({ ...env, ALIBABA_CLOUD_SECURITY_TOKEN: undefined });
  const child = startChild(command, args, { stdio: 'inherit', env: environment });
  // Ctrl-C in a terminal reaches the command too, so it need not be passed on.
  const stay = (): void => {};
  process.on('SIGTERM', child.end);
  process.on('SIGINT', stay);
  try {
    return await child.ended;
  } catch (error) {
    throw new Fault({
      kind: 'invalid_input',
      message: `The command "${command}" cannot be started: ${(error as Error).message}.`,
      fix: `Give a program that is on the PATH, as in: ${commandLine('simulate', '--', 'npm', 'test')}`,
    });
  } finally {
    process.off('SIGTERM', child.end);
    process.off('SIGINT', stay);
  }
}
