import { start } from '../start.ts';
import type { Simulator, SimulatorOptions } from './started.ts';

export type * from './control.ts';
export type * from './faults.ts';
export type * from './jobs.ts';
export type * from './started.ts';
export type * from './story.ts';

/**
 * Starts a simulated cloud on loopback in this process. Rejects where the port is taken, and for options that cannot
 * be. Nothing keeps the process alive longer than until `close`.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return start(options);
}
