import {
  type CallToolResult,
  type InputRequiredResult,
  inputRequired,
  isInputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Confirm } from '../../policy/decision.ts';
import { CONFIRMATION_TTL_SECONDS } from './seal.ts';

/** What a client sent back for a form; `unticked`: accepted, and the box is not. `empty`: accepted, and there is no box. */
export type FormAnswer = 'yes' | 'unticked' | 'empty' | 'decline' | 'cancel' | 'no answer';

const KEY = 'confirm';

/**
 * The question as a form with one box.
 * @param ticked whether the box is ticked when the form appears, so that Accept alone is a yes
 */
export const formResult = ({ question, label }: Confirm, requestState: string, ticked: boolean): InputRequiredResult =>
  inputRequired({
    inputRequests: {
      [KEY]: inputRequired.elicit({
        message: question,
        requestedSchema: {
          type: 'object',
          properties: { [KEY]: { type: 'boolean', title: label, default: ticked } },
          required: [KEY],
        },
      }),
    },
    requestState,
  });

/** A member that an object has itself: what its prototype has, which JSON can set by a key `__proto__`, is nobody's answer. */
const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;

/** The answer in what a client sent back: a yes is an accepted form whose box is `true`, and nothing like it. */
export function formAnswer(responses: unknown): FormAnswer {
  const response = own(responses, KEY);
  const action = own(response, 'action');
  if (action === 'decline' || action === 'cancel') return action;
  if (action !== 'accept') return 'no answer';
  const box = own(own(response, 'content'), KEY);
  if (box === undefined) return 'empty';
  return box === true ? 'yes' : 'unticked';
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
      inputResponses: { [KEY]: answer },
      requestState: <T>() => first.requestState as T,
    },
  });
}
