import type { InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { Fault } from '../domain/fault.ts';
import type { Language } from '../domain/said.ts';
import type { Confirm } from '../policy/decision.ts';
import type { Channel } from './confirm/channel.ts';
import { CHAT_SETTING, declined } from './confirm/declined.ts';
import { type FormAnswer, formAnswer, formResult } from './confirm/elicit.ts';
import { CONFIRMATION_TTL_SECONDS, createSeals, type Sealed } from './confirm/seal.ts';

/**
 * How this call was answered for: by which channel and with what. `none`: nobody was asked, or no valid answer came.
 */
export type ConfirmedBy = { channel: Channel; action: FormAnswer } | { channel: 'none'; action: 'not asked' };

export const NOBODY: ConfirmedBy = { channel: 'none', action: 'not asked' };

/** A yes to an open question, with the seal of what the question was about. */
export interface Yes {
  by: { channel: Channel; action: 'yes' };
  sealed: Sealed;
}

/** Any other answer to an open question. */
export interface No {
  by: { channel: Channel; action: Exclude<FormAnswer, 'yes'> };
  /** What the caller is told. */
  fault: Fault;
}

/**
 * The call that a question is about. `args` are the parsed arguments with the scope and without `confirmation_token`.
 */
export interface Call {
  tool: string;
  args: unknown;
}

export interface Confirmations {
  /**
   * Reads the answer that came with this request, if any, and makes it useless for another one.
   * @param token of a question that was asked in the conversation; the answer of a form comes in fields of the protocol
   * @throws Fault `refused` for an answer to no open question of this process, and for a yes that comes too late
   */
  redeem(ctx: ServerContext, token: string | undefined): Promise<Yes | No | undefined>;
  /**
   * Asks. A form becomes an `input_required` result; a question for the
   * conversation is thrown as a fault that carries it.
   * @param options.language in which the person reads it
   * @param options.prefilled whether the box of the form is ticked when it appears
   * @throws Fault `confirmation_required`; `confirmation_unavailable` where it is `impossible`
   */
  ask(
    channel: Channel | 'impossible',
    call: Call,
    question: Confirm,
    options?: { language?: Language; prefilled?: boolean },
  ): Promise<InputRequiredResult>;
  /**
   * Passes if the yes was given to this question about this call, both unchanged.
   * @param question what would be asked now; `undefined` where nothing would, and then no yes counts
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

/**
 * The question is an error and not a result, because nothing was done: a host or model must not take it for success.
 */
const askInChat = (tool: string, { question, rule }: Confirm, language: Language, token: string): Fault =>
  new Fault({
    kind: 'confirmation_required',
    rule,
    message: `${tool} needs a yes from the user first. Nothing was done.`,
    fix: `Put the question to the user word for word and wait. Only after the user has said yes in this conversation, call ${tool} again with the same arguments and confirmation_token. After a no, or without an answer, do not call it.`,
    confirmation: {
      question: question[language],
      token,
      expiresAt: new Date(Date.now() + CONFIRMATION_TTL_SECONDS * 1000).toISOString(),
    },
  });

const cannotAsk = (tool: string, { rule, console }: Confirm): Fault =>
  new Fault({
    kind: 'confirmation_unavailable',
    rule,
    message: `${tool} needs a person's yes, and this client cannot ask one (it declares no form elicitation). Nothing was done.`,
    fix: `Tell the user. Only the operator of this server can have it asked in the conversation: ${CHAT_SETTING}. Do not try it another way.${console === undefined ? '' : ` The user can do it themselves now: ${console}`}`,
  });

/**
 * The confirmations of one process. Key and open questions exist in its memory
 * only, so a restart makes every open yes void.
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
      const found = await seals.redeem(String(given), ctx);
      if (found === undefined) throw stale(channel, 'it answers no question that this server has open');
      const action = channel === 'chat' ? 'yes' : formAnswer(ctx.mcpReq.inputResponses);
      if (action !== 'yes') return { by: { channel, action }, fault: declined(action, found.waited / 1000) };
      if (found.sealed === undefined) throw stale(channel, 'it is older than 5 minutes');
      return { by: { channel, action }, sealed: found.sealed };
    },

    async ask(channel, call, question, { language = 'en', prefilled = false } = {}) {
      if (channel === 'impossible') throw cannotAsk(call.tool, question);
      const state = await seals.seal(binding(channel, call), question.facts);
      if (channel === 'chat') throw askInChat(call.tool, question, language, state);
      return formResult(question, language, state, prefilled);
    },

    accept({ sealed, by: { channel } }, call, question) {
      if (!seals.isAbout(sealed, 'call', binding(channel, call)))
        throw stale(channel, 'it was given for another call', question?.rule);
      if (question === undefined || !seals.isAbout(sealed, 'facts', question.facts))
        throw stale(channel, 'what the person was shown has changed since', question?.rule);
    },
  };
}
