import { rmSync } from 'node:fs';
import { Fault } from '../../domain/fault.ts';
import { replaceOwn } from '../../files/own-file.ts';
import type { SimulateOptions, Started } from './start.ts';

const NOTE =
  '# Simulated PAI-DLC, AIWorkSpace and PAI Studio APIs on loopback: nothing is real, the keys are good for nothing else.';

/** How to reach the simulator: one JSON document in one line, or shell assignments after a comment. */
export function announcement({ simulator, told }: Started, json: boolean): string {
  const { port, endpoint, url, region, workspaceId, credentials, users, controlUrl, env } = simulator;
  const stories = told.length === 0 ? [] : [`# Jobs of the stories: ${told.join(', ')}`];
  if (!json) return [NOTE, ...stories, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)].join('\n');
  const start = { simulated: true, control: 'v1', pid: process.pid, port, endpoint, url, controlUrl };
  return JSON.stringify({ ...start, region, workspaceId, credentials, users, stories: told, env });
}

/**
 * Prints the announcement where `print` says so, and writes it to the file of `--ready-file`. Returns what takes the
 * file away.
 */
export async function announce(started: Started, options: SimulateOptions, print: boolean): Promise<() => void> {
  const { readyFile: file, json = false } = options;
  const text = announcement(started, json);
  if (file !== undefined) {
    try {
      // Renamed into place, so that the file is complete as soon as it exists: tests wait for it to appear.
      await replaceOwn(file, `${text}\n`);
    } catch (error) {
      throw new Fault({
        kind: 'invalid_input',
        message: `--ready-file "${file}" cannot be written: ${(error as Error).message}.`,
        fix: 'Name a file in a directory that exists and that this user may write to.',
      });
    }
  }
  if (print) console.log(text);
  return () => {
    if (file !== undefined) rmSync(file, { force: true });
  };
}
