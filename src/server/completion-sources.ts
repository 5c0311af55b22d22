import { PLAIN } from '../domain/identifiers.ts';
import type { OfferedTool } from './advertise.ts';
import type { Caller } from './client.ts';
import { readThrough } from './run-tool.ts';
import type { Runtime } from './runtime.ts';

/** Where suggestions for an argument come from: a tool that is offered, so what the operator took out is not shown here. */
export interface ValueSource {
  tool: string;
  /** Arguments already filled in by the user that are passed to the tool. */
  takes: readonly string[];
  /** Arguments that the tool always gets; `anywhere` is added where no workspace is known. */
  fixed?: Readonly<Record<string, unknown>>;
  anywhere?: Readonly<Record<string, unknown>>;
  rows: string;
  id: string;
  /** Member by which people know a row, such as its name: what is typed is matched against it as well. */
  label: string;
  total: string;
  /** Most pages that are read; 0 for a tool without paging. */
  pages: number;
}

/** By the name of the argument. */
export const SOURCES: Readonly<Record<string, ValueSource>> = {
  workspace_id: {
    tool: 'list_workspaces',
    takes: ['region'],
    rows: 'workspaces',
    id: 'workspace_id',
    label: 'name',
    total: 'total',
    pages: 4,
  },
  // Without a time range the cloud lists the caller's own jobs of the last 7 days, newest first: what a user wants here.
  job_id: {
    tool: 'list_jobs',
    takes: ['region', 'workspace_id'],
    fixed: { page_size: 100 },
    anywhere: { all_workspaces: true },
    rows: 'jobs',
    id: 'job_id',
    label: 'display_name',
    total: 'total',
    pages: 5,
  },
  pod_id: {
    tool: 'get_job',
    takes: ['region', 'job_id'],
    rows: 'pods',
    id: 'pod_id',
    label: 'status',
    total: 'pod_count',
    pages: 0,
  },
};

export interface Candidates {
  values: readonly { id: string; label: string }[];
  /** Whether these are all there are. */
  complete: boolean;
}

/** One read of a source. */
export interface Ask {
  source: ValueSource;
  offered: OfferedTool;
  args: Readonly<Record<string, unknown>>;
  caller: Caller;
}

const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : []);

/** The rows of the first pages, each id once. @throws what the tool threw, or Error where it reported a fault */
export async function readAll({ source, offered, args, caller }: Ask, runtime: Runtime): Promise<Candidates> {
  const labels = new Map<string, string>();
  const found = (complete: boolean): Candidates => ({
    values: [...labels].map(([id, label]) => ({ id, label })),
    complete,
  });
  let seen = 0;
  for (let page = 1; page <= Math.max(1, source.pages); page++) {
    const paged = source.pages === 0 ? args : { ...args, page_number: page };
    const ended = await readThrough(offered, paged, caller, runtime);
    if (ended.kind === 'fault') throw new Error(`${source.tool} failed`);
    const { data } = ended;
    const rows = records(data[source.rows]);
    seen += rows.length;
    // Only ids go to the client, and only those in the form of one: the other members are text that anybody can write.
    for (const row of rows)
      if (PLAIN.test(String(row[source.id]))) labels.set(String(row[source.id]), String(row[source.label] ?? ''));
    if (rows.length === 0 || seen >= Number(data[source.total])) return found(true);
  }
  return found(false);
}
