import { Fault } from '../../domain/fault.ts';
import { type Simulator, startSimulator } from '../../simulator/api/simulator.ts';
import { commandLine } from '../terminal/typed.ts';
import { readStories, tellAll } from './stories.ts';

/** The options of `simulate` as the command line gives them. */
export interface SimulateOptions {
  port: string;
  seed: string;
  speed: string;
  region: string;
  /** Simulated time to start from. */
  now?: string;
  /** False with `--no-demo-jobs`. */
  demoJobs: boolean;
  json?: boolean;
  readyFile?: string;
  endWithStdin?: boolean;
  /** Files of `--story`. */
  story?: string[];
}

const cannot = (message: string, fix: string): Fault => new Fault({ kind: 'invalid_input', message, fix });

function whole(options: SimulateOptions, name: 'port' | 'seed' | 'speed', most: number): number {
  const text = options[name];
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw cannot(
    `--${name} is "${text}", which is not a whole number from 0 to ${most}.`,
    `Give --${name} a number, or leave it out.`,
  );
}

/** A simulator with the ids of the jobs that were told to it. */
export interface Started {
  simulator: Simulator;
  told: readonly string[];
}

/** Starts the simulator; throws `Fault` for options and stories that cannot be, and where the port is taken. */
export async function startAsAsked(options: SimulateOptions): Promise<Started> {
  const { now, region, demoJobs, story = [] } = options;
  const port = whole(options, 'port', 65_535);
  const seed = whole(options, 'seed', 2_147_483_647);
  const speed = whole(options, 'speed', 100_000);
  try {
    const stories = readStories(story);
    const simulator = await startSimulator({ port, seed, speed, now, region, demoJobs });
    return { simulator, told: await tellAll(simulator, stories) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'InvalidParameter')
      throw cannot(message, `${commandLine('simulate', '--help')} shows what each option takes.`);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw cannot(
      `Port ${port} of 127.0.0.1 is ${code === 'EACCES' ? 'not for this user' : 'taken by another process'}.`,
      'Give another --port, or leave it out: a free one is taken and printed.',
    );
  }
}
