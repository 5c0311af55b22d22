import type { ContractOperation, Needs, Schemas } from '../contract/types.ts';
import type { Kind } from './ids.ts';

/**
 * How calls of one operation are held inside a workspace (`--lock-scope`). Whatever the hold, other ids that the
 * call names must be of the workspace too.
 * - `regional`: it has nothing to do with workspaces.
 * - `object`: what the member `id` names must be of the workspace, which is looked up before; `only` are
 *   the values that other members may have.
 * - `answer`: the answer says to which workspace the object belongs that the member `id` names. So these operations
 *   also serve as the look-ups for all others. `official`: an official image, which belongs to no workspace, is shown
 *   too; `serves`: the member that lists the workspaces of something that serves several. Without `id` the call names
 *   nothing, and `what` says in a refusal what it shows.
 * - `list`: the member `pin` takes the workspace, the member `never` is left out, and of the rows in `rows` those are
 *   dropped that do not name the workspace, as their own or, where things serve several, among those in the member
 *   `serves`. `official`: without a workspace only official things are asked for, by their label in this member, and
 *   rows that are not official are dropped.
 * - `new`: the request has to name the workspace for what it makes; `what` says what that is, in the refusal.
 * - `outside`: it is about what several workspaces share, such as machines, and no answer
 *   says whose. Under a lock it is refused.
 */
export type Hold =
  | { by: 'regional' }
  | { by: 'object'; id: string; only?: Readonly<Record<string, string>> }
  | { by: 'answer'; id: string; official?: true; serves?: string }
  | { by: 'answer'; id?: undefined; official?: undefined; serves?: undefined; what: string }
  | { by: 'list'; pin: string; rows?: string; serves?: string; never?: string; official?: string }
  | { by: 'new'; what: string }
  | { by: 'outside' };

/** Ids that an answer gives to other probes: those of the first row of a list that fits. */
export interface Find {
  /** Member of the answer that is the list. A list of lists is read as one list. */
  in: string;
  /** What members of the row have to look like. */
  where?: Readonly<Record<string, RegExp>>;
  /** Member of the row that has the id, by kind. */
  ids: Readonly<Partial<Record<FoundKind, string>>>;
}
/** Besides the kinds of ids: a job that waits in a quota, and the name of a machine type. */
export type FoundKind = Kind | 'queuedJob' | 'machineType';

/** How `doctor` tries a read. The ids that it needs come from the answers of reads before it. */
export interface Probe {
  /** What else to send, so that the answer is small. */
  send?: Readonly<Record<string, unknown>>;
  /** Ids that it also needs, or of another kind than usual, by member. */
  needs?: Readonly<Record<string, FoundKind>>;
  /** What its answer gives to other probes. Where two give the same kind of id, the first counts. */
  finds?: readonly Find[];
}

/**
 * What a call does: `read` has no effect at all, so that `doctor` may try it; `access` changes nothing, but hands out
 * access to something; `write` changes something, so that it is never repeated by itself.
 */
export type OperationEffect = 'read' | 'access' | 'write';

/** What the contract cannot say of an operation that the server offers. */
export type OverlayRow<O extends ContractOperation, S extends Schemas> = {
  /** Prefixes of its RAM action: in the official pages, and in the vendor's agent skill, which disagree. */
  ram: readonly [string, string];
  /** Members that are ids but not called as usual, by path. */
  ids?: Readonly<Record<string, Kind>>;
  hold: Hold;
  /** Members of the answer that the server depends on: without them, the answer is an error. */
  certain?: O extends { answer: infer T } ? Needs<S, T> : never;
} & ({ effect: 'read'; probe: Probe } | { effect: Exclude<OperationEffect, 'read'> });

/** The rows of one product; one for an operation that its contract does not have is a type error. */
export type OverlayRows<C extends { operations: Readonly<Record<string, ContractOperation>>; schemas: Schemas }> = {
  readonly [A in keyof C['operations']]?: OverlayRow<C['operations'][A], C['schemas']>;
};
