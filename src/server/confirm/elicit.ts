import {
  type CallToolResult,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  isInputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Confirm } from '../../policy/decision.ts';
import { CONFIRMATION_TTL_SECONDS } from './seal.ts';

/** What a person did with a form; `no` left the box unticked. */
export type FormAnswer = 'yes' | 'no' | 'decline' | 'cancel' | 'no answer';

const KEY = 'confirm';

/** The question as a form with one box, unticked. */
export const formResult = ({ question, label }: Confirm, requestState: string): InputRequiredResult =>
  inputRequired({
    inputRequests: {
      [KEY]: inputRequired.elicit({
        message: question,
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean', title: label, default: false } },
          required: ['confirm'],
        },
      }),
    },
    requestState,
  });

/** The answer in what a client sent back: a yes is an accepted form whose box is `true`, and nothing like it. */
export function formAnswer(responses: ServerContext['mcpReq']['inputResponses']): FormAnswer {
  const view = inputResponse(responses, KEY);
  if (view.kind !== 'elicit') return 'no answer';
  if (view.action !== 'accept') return view.action;
  return view.content?.confirm === true ? 'yes' : 'no';
}

/**
 * Runs a call of a 2025-era client, which is asked by a request of the server's own: the call then re-enters with the
 * answer, as a 2026-07-28 client makes it. The SDK does the same, but ends a question that nobody answered with a
 * sentence of its own; here the pipeline hears of it, and says that nothing was done.
 */
export async function withLegacyForms(
  ctx: ServerContext,
  run: (ctx: ServerContext) => Promise<CallToolResult | InputRequiredResult>,
): Promise<CallToolResult | InputRequiredResult> {
  const first = await run(ctx);
  if (!isInputRequiredResult(first)) return first;
  const params = first.inputRequests?.[KEY]?.params as Record<string, unknown>;
  const answer = await ctx.mcpReq
    .send(
      { method: 'elicitation/create', params },
      { timeout: CONFIRMATION_TTL_SECONDS * 1000, signal: ctx.mcpReq.signal },
    )
    .catch(() => undefined);
  return run({
    ...ctx,
    mcpReq: {
      ...ctx.mcpReq,
      inputResponses: answer === undefined ? {} : { [KEY]: answer },
      requestState: <T>() => first.requestState as T,
    },
  });
}
