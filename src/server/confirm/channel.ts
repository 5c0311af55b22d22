import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Asking, Effect, OperatorPolicy, Tool } from '../../tools/tool.ts';

/** The protocol family of a connection: the 2025 revisions with a handshake, or 2026-07-28 without one. */
export type Era = 'legacy' | 'modern';

/** Where a call came from. */
export interface Caller {
  era: Era;
  server: Server;
  ctx: ServerContext;
}

/** How a person answers: in a form of the client, or in the conversation, whose model brings the answer back. */
export type Channel = Extract<Asking, 'elicitation' | 'chat'>;

type Operator = Pick<OperatorPolicy, 'confirm' | 'confirmCreate'>;

/** From the least to the most. */
const NEEDS = ['none', 'if_possible', 'required'] as const;
type Need = (typeof NEEDS)[number];

/**
 * Whether a person has to be asked: `required` refuses where nobody can be, `if_possible` goes on.
 * Losing work always needs one; spending money and handing out access ask where they can.
 */
function needOf(effect: Effect, { confirmCreate }: Operator): Need {
  if (effect === 'destructive') return 'required';
  if (effect === 'costly') return ({ auto: 'if_possible', always: 'required', never: 'none' } as const)[confirmCreate];
  return effect === 'grants_access' ? 'if_possible' : 'none';
}

/** What the heaviest of the effects needs. */
const confirmationNeed = (effects: readonly Effect[], operator: Operator): Need => {
  const needs = effects.map((effect) => needOf(effect, operator));
  return NEEDS.findLast((need) => needs.includes(need)) ?? 'none';
};

/** All that calls of a tool can do. */
export const allEffectsOf = ({ effect, heavier }: Tool): readonly Effect[] => [effect, ...(heavier?.effects ?? [])];

/** What a call with this input can do. */
export const effectsOf = ({ effect, heavier }: Tool, input: Record<string, unknown>): readonly Effect[] => [
  effect,
  ...(heavier?.of(input) ?? []),
];

/**
 * Whether this client can put a form before a person. Asking one that declared no elicitation fails, so it is checked
 * first: per request on the 2026-07-28 revision, from the handshake on the 2025 ones, where `_meta` says nothing.
 */
function canElicit({ era, server, ctx }: Caller): boolean {
  const capabilities: ClientCapabilities | undefined =
    era === 'modern' && ctx.mcpReq.envelope !== undefined
      ? Reflect.get(ctx.mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY)
      : server.getClientCapabilities();
  const elicitation = capabilities?.elicitation;
  if (elicitation === undefined) return false;
  // An empty object is the 2025 spelling of "forms"; a client that lists modes must list this one.
  return Object.keys(elicitation).length === 0 || elicitation.form !== undefined;
}

/**
 * How a person is asked about a call of these effects. A client that can show a form always does, whatever the operator chose.
 * @returns `none` where the call goes on without a question, `impossible` where it must not
 */
export function channelFor(effects: readonly Effect[], operator: Operator, caller: Caller): Asking {
  const need = confirmationNeed(effects, operator);
  if (need === 'none') return 'none';
  if (canElicit(caller)) return 'elicitation';
  if (operator.confirm === 'chat') return 'chat';
  return need === 'required' ? 'impossible' : 'none';
}

/** Whether calls of these effects may bring the token of a question that was asked in the conversation. */
export const takesToken = (effects: readonly Effect[], operator: Operator): boolean =>
  operator.confirm === 'chat' && confirmationNeed(effects, operator) !== 'none';
