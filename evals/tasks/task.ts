import type { Simulator } from '../../src/simulator/simulator.ts';
import type { Agent } from './agent.ts';

/** What is there when a task is over, for its checks. */
export interface Outcome<Placed> {
  cloud: Simulator;
  /** What was put into the cloud before. */
  placed: Placed;
  /** What the agent tells the user in the end. */
  told: Record<string, unknown>;
  /** Questions that were put to the person. */
  asked: readonly string[];
}

/** Something a user asks for, how a competent agent gets there by the tools alone, and what has to be true in the end. */
export interface Task<Placed = unknown> {
  name: string;
  /** In the user's words: the only source of names and numbers besides the answers of the tools. */
  ask: string;
  /** Of the simulated cloud. */
  seed: number;
  setUp(cloud: Simulator): Placed;
  /** What the person answers to a question of the server; left out: yes. */
  person?(question: string): boolean;
  solve(agent: Agent): Promise<Record<string, unknown>>;
  /** Statements about the simulated cloud and what was told, each of which has to hold. */
  check(outcome: Outcome<Placed>): Readonly<Record<string, boolean>>;
}

/** Identity with inference of what `setUp` puts in. */
export const defineTask = <Placed>(task: Task<Placed>): Task => task as Task;

/** Requests of one action that reached the cloud and were accepted. */
export const accepted = (cloud: Simulator, action: string) =>
  cloud.requests().filter((entry) => entry.action === action && entry.status === 200);

const WRITES = ['CreateJob', 'UpdateJob', 'StopJob', 'GetWebTerminal', 'GetToken'];

/** Requests that change something or hand out access, accepted or not. */
export const writes = (cloud: Simulator): string[] =>
  cloud
    .requests()
    .map(({ action }) => action)
    .filter((action) => WRITES.includes(action));

/** Status of a job, whatever the API shows. */
export const statusOf = (cloud: Simulator, id: string): string | undefined =>
  cloud.jobs().find((job) => job.id === id)?.status;
