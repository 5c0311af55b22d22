import type { Operation } from '../api/operation.ts';
import type { Action } from '../api/operations.ts';
import type { Tool } from '../tools/tool.ts';

/** What resources and completions tell about the server itself; none of it needs the cloud. */
export interface Reference {
  /** Region ids that a call may name, in order. */
  regions: readonly string[];
  /**
   * Every tool, also those that are not offered: an administrator plans RAM
   * policies for any selection. Loads the tools.
   */
  tools(): Promise<readonly Tool[]>;
  /** One of them. @throws Error where there is none of that name, which is a bug */
  tool(name: string): Promise<Tool>;
  /**
   * How this program is started in a shell; `undefined` where a shell would not
   * reach the same cloud, or that is not known.
   */
  program: string | undefined;
  /** Every operation. Loads the contract. */
  operations(): Promise<Readonly<Record<Action, Pick<Operation, 'ram'>>>>;
}
