import {
  type CallToolResult,
  type InputRequiredResult,
  inputRequired,
  isInputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Language } from '../../domain/said.ts';
import type { Confirm } from '../../policy/decision.ts';
import { CONFIRMATION_TTL_SECONDS } from './seal.ts';

/**
 * A client's answer to a form. `unticked`: accepted with the box not ticked; `empty`:
 * accepted without the box in its content.
 */
export type FormAnswer = 'yes' | 'unticked' | 'empty' | 'decline' | 'cancel' | 'no answer';

const KEY = 'confirm';

/**
 * The question as a form with one box.
 * @param language in which the person reads it
 * @param ticked whether the box is ticked when the form appears, so that Accept alone is a yes
 */
export const formResult = (
  { question, label }: Confirm,
  language: Language,
  requestState: string,
  ticked: boolean,
): InputRequiredResult =>
  inputRequired({
    inputRequests: {
      [KEY]: inputRequired.elicit({
        message: question[language],
        requestedSchema: {
          type: 'object',
          properties: { [KEY]: { type: 'boolean', title: label[language], default: ticked } },
          required: [KEY],
        },
      }),
    },
    requestState,
  });

/**
 * An object's own member. JSON can set a prototype by a key `__proto__`, and an
 * inherited `true` must not count as a yes.
 */
const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;

/** Reads a client's answer. Only an accepted form whose box is exactly `true` is a yes; `"true"` or 1 is not. */
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
 * Runs a call of a 2025-era client. There the server asks with a request of its own, and then runs the call a second
 * time with the answer, which is what a 2026-07-28 client does by itself. The SDK has a shim for this, but it answers a
 * timeout with words of its own; here the pipeline gets `undefined` as the answer and says that nothing was done.
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
