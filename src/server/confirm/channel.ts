import type { ClientCapabilities } from '@modelcontextprotocol/server';
import type { Asking, Effect, OperatorPolicy, Tool } from '../../tools/tool.ts';
import { type Caller, capabilitiesOf } from '../client.ts';

/** The caller with another signal in place of the request's own. */
export const withSignal = ({ ctx, ...caller }: Caller, signal: AbortSignal): Caller => ({
  ...caller,
  ctx: { ...ctx, mcpReq: { ...ctx.mcpReq, signal } },
});

/**
 * How a person answers: in a form of the client, or in the conversation, from which the model brings the answer back.
 */
export type Channel = Extract<Asking, 'elicitation' | 'chat'>;

type Operator = Pick<OperatorPolicy, 'confirm' | 'confirmCreate'>;

/**
 * What a call needs, from least to most: no question; a form, or else a question in
 * the conversation; a form and nothing else.
 */
const NEEDS = ['none', 'any', 'form'] as const;
type Need = (typeof NEEDS)[number];

/**
 * What an effect needs before it happens. A loss cannot be undone, so a yes that a model brings back is not enough for
 * it unless the operator says so (`--confirm chat`). For money and access it is enough. `--confirm-create` is about
 * jobs alone: what else is billed is asked about whatever it says (R52).
 */
function needOf(effect: Effect, { confirmCreate }: Operator): Need {
  if (effect === 'destructive') return 'form';
  if (effect === 'costly') return ({ auto: 'any', always: 'form', never: 'none' } as const)[confirmCreate];
  return effect === 'grants_access' || effect === 'billed' ? 'any' : 'none';
}

/** The most that any of the effects needs. */
const confirmationNeed = (effects: readonly Effect[], operator: Operator): Need => {
  const needs = effects.map((effect) => needOf(effect, operator));
  return NEEDS.findLast((need) => needs.includes(need)) ?? 'none';
};

/** Every effect that a call of the tool can have. */
export const allEffectsOf = ({ effect, heavier }: Tool): readonly Effect[] => [effect, ...(heavier?.effects ?? [])];

/**
 * The effects that a call with this input can have: an `update_job` of pod counts is heavier than one of the priority.
 */
export const effectsOf = ({ effect, heavier }: Tool, input: Record<string, unknown>): readonly Effect[] => [
  effect,
  ...(heavier?.of(input) ?? []),
];

/** What the client declares about forms. */
const elicitationOf = (caller: Caller): ClientCapabilities['elicitation'] => capabilitiesOf(caller)?.elicitation;

/** Whether the client declares that it can show a form. Asking a client that does not would fail. */
function canElicit(caller: Caller): boolean {
  const elicitation = elicitationOf(caller);
  if (elicitation === undefined) return false;
  // `{}` means forms in the 2025 revisions; a client that lists modes has to list `form`.
  return Object.keys(elicitation).length === 0 || elicitation.form !== undefined;
}

/**
 * Whether the box of a form may be ticked when it appears, so that Accept alone is a yes. Not for a client that fills
 * in defaults by itself: some clients accept without showing anything, and with the default that would look like a yes.
 */
export const mayPrefill = (caller: Caller): boolean => elicitationOf(caller)?.form?.applyDefaults !== true;

/**
 * How a person is asked about a call with these effects. `--confirm chat` holds for clients that declare forms as well,
 * since some of them decline every form by themselves.
 * @returns `none` where the call goes on without a question, `impossible` where it must not
 */
export function channelFor(effects: readonly Effect[], operator: Operator, caller: Caller): Asking {
  const need = confirmationNeed(effects, operator);
  if (need === 'none') return 'none';
  if (operator.confirm === 'chat') return 'chat';
  if (canElicit(caller)) return 'elicitation';
  return need === 'form' ? 'impossible' : 'chat';
}

/**
 * Whether any of these effects can be asked about in the conversation, so that a call may bring `confirmation_token`.
 */
export const takesToken = (effects: readonly Effect[], operator: Operator): boolean =>
  effects
    .map((effect) => needOf(effect, operator))
    .some((need) => need === 'any' || (need === 'form' && operator.confirm === 'chat'));
