import type { Operation } from '../api/operation.ts';
import type { Action } from '../api/operations.ts';
import type { Tool } from '../tools/tool.ts';

/** What the server can tell of itself without the cloud. */
export interface Reference {
  /** Region ids that a call may name, in order. */
  regions: readonly string[];
  /** Every tool there is, offered or not: an administrator plans policies for any selection. Loaded when it is asked for. */
  tools(): Promise<readonly Tool[]>;
  /** All operations; loaded when it is asked for. */
  operations(): Promise<Readonly<Record<Action, Pick<Operation, 'ram'>>>>;
}
