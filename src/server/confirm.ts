import { createHash, randomBytes } from 'node:crypto';
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { Fault } from '../domain/fault.ts';
import type { Confirm } from '../policy/decision.ts';

/** A yes is worth nothing after this long. */
export const CONFIRMATION_TTL_SECONDS = 300;
const KEY = 'confirm';

interface Sealed {
  nonce: string;
  tool: string;
  /** Digest of the arguments as parsed, scope included. */
  args: string;
  /** Digest of the facts the person was shown. */
  facts: string;
}

/** What a person answered in this re-entry: nothing yet, or an answer bound to what was asked. */
export type Answer = { kind: 'none' } | { kind: 'answered'; accepted: boolean; action: string; sealed: Sealed };

export interface Confirmations {
  /** Reads and burns the answer that came with this request, if any. */
  redeem(ctx: ServerContext): Promise<Answer>;
  /** The question as an `input_required` result, sealed to tool, arguments and facts. */
  ask(tool: string, args: unknown, question: Confirm): Promise<InputRequiredResult>;
  /**
   * Passes if the answer is a yes to exactly this question.
   * @param question what would be asked now; `undefined` where there is nothing to ask any more, so nothing it can answer
   * @throws Fault `declined`, or `refused` saying why the answer does not count
   */
  accept(
    answer: Extract<Answer, { kind: 'answered' }>,
    tool: string,
    args: unknown,
    question: Confirm | undefined,
  ): void;
}

export const digest = (value: unknown): string => createHash('sha256').update(stable(value)).digest('base64url');

/** JSON with sorted keys, so that the order in which a client repeats its arguments does not matter. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`)
      .join(',')}}`;
  return JSON.stringify(value) ?? 'null';
}

/**
 * Whether this client can put a form before a person. Asking one that declared no elicitation fails, so it is checked
 * first: per request on the 2026-07-28 revision, from the handshake on the 2025 ones.
 */
export function canAsk(ctx: ServerContext, server: Server): boolean {
  const capabilities: ClientCapabilities | undefined =
    ctx.mcpReq.envelope === undefined
      ? server.getClientCapabilities()
      : Reflect.get(ctx.mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY);
  const elicitation = capabilities?.elicitation;
  if (elicitation === undefined) return false;
  // An empty object is the 2025 spelling of "forms"; a client that lists modes must list this one.
  return Object.keys(elicitation).length === 0 || elicitation.form !== undefined;
}

const stale = (why: string, rule?: string): Fault =>
  new Fault({
    kind: 'refused',
    ...(rule === undefined ? {} : { rule }),
    message: `The confirmation does not count: ${why}. Nothing was done.`,
    fix: 'Call the tool again without changes; the person is asked anew.',
  });

/** Confirmations of one server process: the key and the open questions live and die with it. */
export function createConfirmations(now: () => number = Date.now): Confirmations {
  const codec = createRequestStateCodec<Sealed>({ key: randomBytes(32), ttlSeconds: CONFIRMATION_TTL_SECONDS });
  const open = new Map<string, number>();

  const forgetExpired = (): void => {
    for (const [nonce, expires] of open) if (expires <= now()) open.delete(nonce);
  };

  return {
    async redeem(ctx) {
      const state = ctx.mcpReq.requestState<unknown>();
      if (state === undefined) return { kind: 'none' };
      const view = inputResponse(ctx.mcpReq.inputResponses, KEY);
      const sealed = await codec.verify(String(state), ctx).catch(() => {
        throw stale('its state is not one this server issued, or it is older than 5 minutes');
      });
      // Deleting is the burn: of any number of replays only one finds the nonce.
      const expires = open.get(sealed.nonce);
      open.delete(sealed.nonce);
      if (expires === undefined || expires <= now()) throw stale('it was already used, or it is older than 5 minutes');
      if (view.kind !== 'elicit') return { kind: 'answered', accepted: false, action: 'no answer', sealed };
      const accepted = view.action === 'accept' && view.content?.confirm === true;
      return {
        kind: 'answered',
        accepted,
        action: accepted ? 'yes' : view.action === 'accept' ? 'no' : view.action,
        sealed,
      };
    },

    async ask(tool, args, question) {
      forgetExpired();
      const nonce = randomBytes(16).toString('base64url');
      open.set(nonce, now() + CONFIRMATION_TTL_SECONDS * 1000);
      return inputRequired({
        inputRequests: {
          [KEY]: inputRequired.elicit({
            message: question.question,
            requestedSchema: {
              type: 'object',
              properties: { confirm: { type: 'boolean', title: question.label, default: false } },
              required: ['confirm'],
            },
          }),
        },
        requestState: await codec.mint({ nonce, tool, args: digest(args), facts: digest(question.facts) }),
      });
    },

    accept({ sealed, accepted, action }, tool, args, question) {
      if (sealed.tool !== tool || sealed.args !== digest(args))
        throw stale('it was given for another call', question?.rule);
      if (!accepted)
        throw new Fault({
          kind: 'declined',
          message: `The person did not confirm (${action}). Nothing was done.`,
          fix: 'Do not repeat the call unless the user asks for it; ask them what they want instead.',
        });
      if (sealed.facts !== digest(question?.facts))
        throw stale('what the person was shown has changed since', question?.rule);
    },
  };
}

/** Fault for a client that cannot ask a person, where a person is needed. */
export const cannotAsk = (tool: string): Fault =>
  new Fault({
    kind: 'confirmation_unavailable',
    message: `${tool} needs a person's yes, and this client cannot ask one (it declares no form elicitation). Nothing was done.`,
    fix: 'Tell the user: they can use a client with elicitation, or do it themselves in the PAI console. Only the operator of this server can change how confirmations are asked.',
  });
