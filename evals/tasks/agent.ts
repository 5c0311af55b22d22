import type { Client } from '@modelcontextprotocol/client';
import { answerBytes, jsonBytes } from '../shared/sizes.ts';

export type Data = Record<string, unknown>;

/** An agent that did what no competent one does, or met an answer that no one could go on from. */
export class TaskFailure extends Error {}

export interface Spent {
  calls: number;
  /** Of arguments and answers together, as JSON: the text, which is what a model gets of an answer by default. */
  bytes: number;
}

export interface Agent {
  /**
   * Calls a tool that must succeed, and returns its structured content, of which an agent may use what its text says too.
   * @throws TaskFailure for an error, and for an argument that comes from nowhere
   */
  call(tool: string, args?: Data): Promise<Data>;
  /**
   * Calls a tool that refuses, and returns what it says.
   * @throws TaskFailure where it does not refuse, and for an argument that comes from nowhere
   */
  refused(tool: string, args?: Data): Promise<string>;
  readonly spent: Spent;
}

const leaves = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
};

/**
 * Drives the real client as an agent would, and counts what it costs. Every string among the arguments has to stand in the
 * user's words, in an earlier answer, or in the definition of the tool: ids and URIs cannot be made up.
 */
export async function agentOf(client: Client, ask: string): Promise<Agent> {
  const { tools } = await client.listTools();
  const definitions = new Map(tools.map((tool) => [tool.name, JSON.stringify(tool)]));
  let heard = ask;
  const spent: Spent = { calls: 0, bytes: 0 };
  const made = async (name: string, args: Data) => {
    const invented = leaves(args).filter((leaf) => !heard.includes(leaf) && !definitions.get(name)?.includes(leaf));
    if (invented.length > 0) throw new TaskFailure(`${name} was given what nobody said: ${invented.join(', ')}`);
    const result = await client.callTool({ name, arguments: args });
    spent.calls += 1;
    spent.bytes += jsonBytes(args) + answerBytes(result).text;
    heard += `\n${leaves(result.content).join('\n')}`;
    return result;
  };
  return {
    spent,
    async refused(name, args = {}) {
      const result = await made(name, args);
      if (!result.isError) throw new TaskFailure(`${name} did not refuse: ${JSON.stringify(result.content)}`);
      return leaves(result.content).join('\n');
    },
    async call(name, args = {}) {
      const result = await made(name, args);
      if (result.isError) throw new TaskFailure(`${name} failed: ${JSON.stringify(result.content)}`);
      return (result.structuredContent ?? {}) as Data;
    },
  };
}

/** Rows of a list in an answer. @throws TaskFailure where there is none */
export function rowsOf(data: Data, key: string): Data[] {
  const rows = data[key];
  if (!Array.isArray(rows)) throw new TaskFailure(`no ${key} in ${JSON.stringify(data)}`);
  return rows;
}

/** A text of an answer. @throws TaskFailure where it is missing */
export function textOf(data: Data | undefined, key: string): string {
  const value = data?.[key];
  if (typeof value !== 'string' || value === '') throw new TaskFailure(`no ${key} in ${JSON.stringify(data)}`);
  return value;
}

/** The only row that fits. @throws TaskFailure for none and for several: then the agent would have to guess */
export function only(rows: readonly Data[], fits: (row: Data) => boolean): Data {
  const [row, ...others] = rows.filter(fits);
  if (row === undefined || others.length > 0)
    throw new TaskFailure(`${others.length + Number(row !== undefined)} rows fit, of ${JSON.stringify(rows)}`);
  return row;
}

/** The user's job of this very name, as list_jobs shows it. */
export async function findJob(agent: Agent, display_name: string): Promise<Data> {
  const found = await agent.call('list_jobs', { display_name });
  return only(rowsOf(found, 'jobs'), (job) => job.display_name === display_name);
}

/** Its id. */
export const jobNamed = async (agent: Agent, display_name: string): Promise<string> =>
  textOf(await findJob(agent, display_name), 'job_id');
