import type { InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { Fault } from '../domain/fault.ts';
import type { Confirm } from '../policy/decision.ts';
import type { Channel } from './confirm/channel.ts';
import { type FormAnswer, formAnswer, formResult } from './confirm/elicit.ts';
import { CONFIRMATION_TTL_SECONDS, createSeals, digest, type Sealed } from './confirm/seal.ts';

/** Who answered for this call and how; `none`: nobody was asked, or nothing that came counts as an answer. */
export type ConfirmedBy = { channel: Channel; action: FormAnswer } | { channel: 'none'; action: 'not asked' };

export const NOBODY: ConfirmedBy = { channel: 'none', action: 'not asked' };

/** A yes to a question that was open until now, and what that was about. */
export interface Yes {
  by: { channel: Channel; action: 'yes' };
  sealed: Sealed;
}

/** Anything but a yes. It needs no open question: nothing is done either way. */
export interface No {
  by: { channel: Channel; action: Exclude<FormAnswer, 'yes'> };
  sealed: undefined;
}

/** What a question is put about; `args` are the arguments as parsed, scope included, the token of an answer not. */
export interface Call {
  tool: string;
  args: unknown;
}

export interface Confirmations {
  /**
   * Reads and burns the answer that came with this request, if any.
   * @param token the one of a question asked in the conversation; a form's answer comes in the protocol's own fields
   * @throws Fault `refused` for a yes to no open question
   */
  redeem(ctx: ServerContext, token: string | undefined): Promise<Yes | No | undefined>;
  /**
   * Asks: a form as an `input_required` result, a question in the conversation as a fault that carries it.
   * @throws Fault `confirmation_required`; `confirmation_unavailable` where it is `impossible`
   */
  ask(channel: Channel | 'impossible', call: Call, question: Confirm): Promise<InputRequiredResult>;
  /**
   * Passes if the yes was given to exactly this question about exactly this call.
   * @param question what would be asked now; `undefined` where there is nothing to ask any more, so nothing it can answer
   * @throws Fault `refused` saying why it does not count
   */
  accept(yes: Yes, call: Call, question: Confirm | undefined): void;
}

const AGAIN: Readonly<Record<Channel, string>> = {
  elicitation: 'Call the tool again without changes; the person is asked anew.',
  chat: 'Call the tool again without confirmation_token, and put the question it returns to the user.',
};

const stale = (channel: Channel, why: string, rule?: string): Fault =>
  new Fault({
    kind: 'refused',
    ...(rule === undefined ? {} : { rule }),
    message: `The confirmation does not count: ${why}. Nothing was done.`,
    fix: AGAIN[channel],
  });

/** An error and not a result: nothing was done, and a result would have to fit the tool's output schema. */
const askInChat = (tool: string, { question, rule }: Confirm, token: string): Fault =>
  new Fault({
    kind: 'confirmation_required',
    rule,
    message: `${tool} needs a yes from the user first. Nothing was done.`,
    fix: `Put the question to the user word for word and wait. Only after the user has said yes in this conversation, call ${tool} again with the same arguments and confirmation_token. After a no, or without an answer, do not call it.`,
    confirmation: {
      question,
      token,
      expiresAt: new Date(Date.now() + CONFIRMATION_TTL_SECONDS * 1000).toISOString(),
    },
  });

/** Fault for anything but a yes. */
export const declined = ({ by: { action } }: No): Fault =>
  new Fault({
    kind: 'declined',
    message: `The person did not confirm (${action}). Nothing was done.`,
    fix: 'Do not repeat the call unless the user asks for it; ask them what they want instead.',
  });

const cannotAsk = (tool: string, rule: string): Fault =>
  new Fault({
    kind: 'confirmation_unavailable',
    rule,
    message: `${tool} needs a person's yes, and this client cannot ask one (it declares no form elicitation). Nothing was done.`,
    fix: 'Tell the user, and have them ask the operator of this server, who decides how a person is asked. Do not try it another way.',
  });

/**
 * Confirmations of one server process: the key and the open questions live and die with it.
 * @param now milliseconds of a clock that never goes back
 */
export function createConfirmations(now: () => number = () => performance.now()): Confirmations {
  const seals = createSeals(now);
  const binding = (channel: Channel, { tool, args }: Call) => ({ channel, tool, args });

  return {
    async redeem(ctx, token) {
      const state = ctx.mcpReq.requestState<unknown>();
      const channel = state === undefined ? 'chat' : 'elicitation';
      const given = state ?? token;
      if (given === undefined) return undefined;
      const sealed = await seals.redeem(String(given), ctx);
      const action = channel === 'chat' ? 'yes' : formAnswer(ctx.mcpReq.inputResponses);
      if (action !== 'yes') return { by: { channel, action }, sealed: undefined };
      if (sealed === undefined)
        throw stale(channel, 'this server did not issue it, or it was used already, or it is older than 5 minutes');
      return { by: { channel, action }, sealed };
    },

    async ask(channel, call, question) {
      if (channel === 'impossible') throw cannotAsk(call.tool, question.rule);
      const state = await seals.seal(binding(channel, call), question.facts);
      if (channel === 'chat') throw askInChat(call.tool, question, state);
      return formResult(question, state);
    },

    accept({ sealed, by: { channel } }, call, question) {
      if (sealed.call !== digest(binding(channel, call)))
        throw stale(channel, 'it was given for another call', question?.rule);
      if (question === undefined || sealed.facts !== digest(question.facts))
        throw stale(channel, 'what the person was shown has changed since', question?.rule);
    },
  };
}
