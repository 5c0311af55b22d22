import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/** A command that runs. */
export interface Child {
  /**
   * Its exit code, or 128 and the number of the signal that ended it, as a shell has it. Rejects where it could not be
   * started.
   */
  ended: Promise<number>;
  /** Asks it to end. */
  end(): void;
}

/** Starts a command on this process's terminal; `options` are those of node's `spawn`. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions): Child {
  const child = spawn(command, args, options);
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    ended: ended.then(([code, signal]) => code ?? 128 + (signal ? constants.signals[signal] : 0)),
    end: () => void child.kill('SIGTERM'),
  };
}
