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

/** From the least to the most: nobody is asked; a person, where no form can be shown in the conversation; in a form alone. */
const NEEDS = ['none', 'any', 'form'] as const;
type Need = (typeof NEEDS)[number];

/**
 * What an effect needs before it happens. What is lost is lost: where a model brings the answer, only the operator can
 * take that for a yes. Money and access are worth a question in any case.
 */
function needOf(effect: Effect, { confirmCreate }: Operator): Need {
  if (effect === 'destructive') return 'form';
  if (effect === 'costly') return ({ auto: 'any', always: 'form', never: 'none' } as const)[confirmCreate];
  return effect === 'grants_access' ? 'any' : 'none';
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
 * What this client says of forms. It is per request on the 2026-07-28 revision, and from the handshake on the 2025 ones,
 * where `_meta` says nothing.
 */
function elicitationOf({ era, server, ctx }: Caller): ClientCapabilities['elicitation'] {
  const capabilities: ClientCapabilities | undefined =
    era === 'modern' && ctx.mcpReq.envelope !== undefined
      ? Reflect.get(ctx.mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY)
      : server.getClientCapabilities();
  return capabilities?.elicitation;
}

/** Whether it can put a form before a person: asking one that declared no elicitation fails, so it is checked first. */
function canElicit(caller: Caller): boolean {
  const elicitation = elicitationOf(caller);
  if (elicitation === undefined) return false;
  // An empty object is the 2025 spelling of "forms"; a client that lists modes must list this one.
  return Object.keys(elicitation).length === 0 || elicitation.form !== undefined;
}

/**
 * Whether the box of a form may be ticked when it appears, so that Accept alone is a yes. Not for a client that fills in
 * defaults by itself: from there an Accept that nobody pressed, which some send without content, would come as a yes.
 */
export const mayPrefill = (caller: Caller): boolean => elicitationOf(caller)?.form?.applyDefaults !== true;

/**
 * How a person is asked about a call of these effects. The operator's `chat` holds for clients that claim forms as well:
 * some of them decline by themselves.
 * @returns `none` where the call goes on without a question, `impossible` where it must not
 */
export function channelFor(effects: readonly Effect[], operator: Operator, caller: Caller): Asking {
  const need = confirmationNeed(effects, operator);
  if (need === 'none') return 'none';
  if (operator.confirm === 'chat') return 'chat';
  if (canElicit(caller)) return 'elicitation';
  return need === 'form' ? 'impossible' : 'chat';
}

/** Whether a call of some of these effects may bring the token of a question that was asked in the conversation. */
export const takesToken = (effects: readonly Effect[], operator: Operator): boolean =>
  effects
    .map((effect) => needOf(effect, operator))
    .some((need) => need === 'any' || (need === 'form' && operator.confirm === 'chat'));
