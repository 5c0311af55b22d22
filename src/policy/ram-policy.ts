import type { Grouped } from '../domain/toolsets.ts';

/** A RAM policy document, its members in the order in which RAM's console writes them. */
export interface RamPolicy {
  Version: '1';
  Statement: readonly { Effect: 'Allow'; Action: readonly string[]; Resource: '*' }[];
}

/** What a policy is computed from. `actions` are the API operations that the tool may call. */
export interface PolicyTool extends Grouped {
  effect: string;
  actions: readonly string[];
}

/**
 * RAM actions by operation: in the spelling of the official pages, then in that of the
 * vendor's skill (api-notes: permissions).
 */
export type RamActions = Readonly<Record<string, { ram: readonly [string, string] }>>;

/**
 * The least policy with which the tools work. The sources disagree on the spelling of the actions, so each spelling has
 * its own statement: an administrator can drop the one that the account does not need.
 *
 * @throws Error for an operation that `ram` does not have, which is a bug
 */
export function ramPolicy(tools: readonly PolicyTool[], ram: RamActions): RamPolicy {
  const actions = [...new Set(tools.flatMap((tool) => tool.actions))];
  const spelled = (spelling: 0 | 1): string[] =>
    actions
      .map((action) => {
        const names = ram[action]?.ram;
        if (names === undefined) throw new Error(`no RAM action is known for ${action}`);
        return names[spelling];
      })
      .sort();
  return {
    Version: '1',
    Statement: ([0, 1] as const).map((spelling) => ({ Effect: 'Allow', Action: spelled(spelling), Resource: '*' })),
  };
}
