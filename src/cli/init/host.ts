import type { UserPlaces } from '../../config/home.ts';
import type { Said } from '../../domain/said.ts';

export const SCOPES = ['project', 'user'] as const;
/** `project`: the folder init runs in; `user`: everything this user opens. */
export type ConfigScope = (typeof SCOPES)[number];

/** What a host is to start. */
export interface Launch {
  command: string;
  args: readonly string[];
}

/** An entry in a host's list of servers, by the host's own names. */
export type Entry = Readonly<Record<string, unknown>>;

/** How variables of a host's environment get into a server that it starts. */
export interface Passing {
  /**
   * Variables that a server gets without being named: all of them; all whose names do not look like those of keys; a
   * few of the system's. `unknown`: nobody has tried it.
   */
  inherits: 'all' | 'not-keys' | 'few' | 'unknown';
  /** Where an entry names others, and how: a list of names, or a member for each whose value is this reference. */
  named?: { member: string; as: 'list' | ((name: string) => string) };
}

/** An MCP host: where it keeps its servers and in what form. */
export interface Host {
  title: string;
  /** `json`: the host reads strict JSON; `jsonc`: comments and trailing commas too. */
  format: 'json' | 'jsonc' | 'toml' | 'yaml';
  /** The member that holds the servers. */
  key: string;
  /** The entry, where it is not `command` and `args`. */
  entry?: (launch: Launch) => Entry;
  /**
   * The file of each scope the host has; the first is the one used where none is asked for. None at all for a host
   * whose entries are pasted into its settings.
   */
  files: readonly (readonly [ConfigScope, (places: UserPlaces, project: string) => string])[];
  passing: Passing;
  /** Version of the host that all of this was seen with; left out, it is what the public documentation says. */
  tried?: string;
  /** Whether it declares that it shows forms, in which a person is asked; left out where that is not known. */
  forms?: { shown: boolean; note?: Said };
  /** What makes the host read it. */
  next: Said;
  /** What is to know besides of an entry in a project's file. */
  ofProject?: Said;
}

/** The entry of a host, with the variables that it is to let through: names, never values. */
export function entryOf({ entry, passing: { named } }: Host, launch: Launch, variables: readonly string[]): Entry {
  const plain = entry?.(launch) ?? { command: launch.command, args: launch.args };
  if (named === undefined || variables.length === 0) return plain;
  const { member, as } = named;
  const value = as === 'list' ? variables : Object.fromEntries(variables.map((name) => [name, as(name)]));
  return { ...plain, [member]: value };
}

/** Members that say what is started. Init writes these; all others of an entry stay as its owner has them. */
const STARTS = ['type', 'command', 'args'];

/**
 * The new entry with what its owner changed or added in the old one, such as further variables that are let through.
 */
export function keepingOwn({ passing: { named } }: Host, entry: Entry, present: unknown): Entry {
  if (typeof present !== 'object' || present === null) return entry;
  const own = Object.entries(present as Entry).filter(([member]) => member in entry && !STARTS.includes(member));
  const kept = own.map(([member, before]) => [member, member === named?.member ? both(before, entry[member]) : before]);
  return { ...entry, ...Object.fromEntries(kept) };
}

/** Variables that an owner lets through, and ours. */
function both(before: unknown, ours: unknown): unknown {
  if (Array.isArray(before)) return [...new Set([...before, ...(Array.isArray(ours) ? ours : [])])];
  return typeof before === 'object' ? { ...(ours as object | undefined), ...before } : ours;
}

/** Gemini CLI keeps variables from a server if their name has one of these parts, unless the entry names them. */
const LIKE_A_KEY = /TOKEN|SECRET|PASSW|KEY|AUTH|CREDENTIAL|CREDS|PRIVATE|CERT/i;

/** Which of some variables an entry lets through to the server; `unknown` where that is not known of the host. */
export function letsThrough(
  { passing: { inherits, named } }: Host,
  entry: unknown,
  variables: readonly string[],
): ReadonlyMap<string, 'passed' | 'kept' | 'unknown'> {
  const list: unknown = named === undefined ? undefined : (entry as Entry | null)?.[named.member];
  const names = Array.isArray(list) ? list : Object.keys((list as object | undefined) ?? {});
  const inherited = (name: string) =>
    inherits === 'all' || (inherits === 'not-keys' && !LIKE_A_KEY.test(name))
      ? 'passed'
      : inherits === 'unknown'
        ? 'unknown'
        : 'kept';
  return new Map(variables.map((name) => [name, names.includes(name) ? 'passed' : inherited(name)]));
}
