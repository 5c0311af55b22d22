import { createHash, randomBytes } from 'node:crypto';
import { createRequestStateCodec, type ServerContext } from '@modelcontextprotocol/server';

/** A yes is worth nothing after this long. */
export const CONFIRMATION_TTL_SECONDS = 300;
/** Questions that can be open at once; the oldest is forgotten for one more, and its yes then counts for nothing. */
export const MOST_OPEN = 1000;

/** What a question was about; what a yes to it counts for. */
export interface Sealed {
  nonce: string;
  /** Digest of channel, tool and arguments as parsed, scope included. */
  call: string;
  /** Digest of the facts the person was shown. */
  facts: string;
}

export interface Seals {
  /** The state that stands for one question until it is answered, `v1.<body>.<mac>` of about 270 characters. */
  seal(call: unknown, facts: unknown): Promise<string>;
  /** The question that a state stands for, once; `undefined` for a state that is forged, used or forgotten. */
  redeem(state: string, ctx: ServerContext): Promise<Redeemed | undefined>;
}

/** A question that was open, and is not any more. */
export interface Redeemed {
  /** Milliseconds since it was asked. */
  waited: number;
  /** What it was about; `undefined` where that is too long ago for a yes. */
  sealed: Sealed | undefined;
}

export const digest = (value: unknown): string => createHash('sha256').update(stable(value)).digest('base64url');

/** JSON with sorted keys, so that the order in which a client repeats its arguments does not matter. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const given = Object.entries(value).filter(([, item]) => item !== undefined);
    const members = given.map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`);
    return `{${members.sort().join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

const TTL = CONFIRMATION_TTL_SECONDS * 1000;
/** A question is remembered for longer than a yes to it counts, so that one that comes too late is told from a forged one. */
const REMEMBERED = 2 * TTL;

/** States that were issued and not used yet. All are kept equally long, so the oldest come first and are the first to go. */
export function createOpenStates(now: () => number, most = MOST_OPEN) {
  const issued = new Map<string, number>();
  return {
    add(state: string): void {
      for (const [oldest, at] of issued) {
        if (now() - at < REMEMBERED && issued.size < most) break;
        issued.delete(oldest);
      }
      issued.set(state, now());
    },
    /** Milliseconds since the state was issued; it is forgotten then, so that of any number of replays only one finds it. */
    burn(state: string): number | undefined {
      const at = issued.get(state);
      issued.delete(state);
      return at === undefined ? undefined : now() - at;
    },
    size: (): number => issued.size,
  };
}

/**
 * The seals of one process: its key and its open questions live and die with it. A state counts only in the spelling it
 * was issued in, although base64 has several for one signature.
 *
 * @param now milliseconds of a clock that never goes back. The SDK's codec also checks the age, by the time of day: this
 *   one counts through a clock that is set back, that one through a machine that sleeps.
 */
export function createSeals(now: () => number): Seals {
  const codec = createRequestStateCodec<Sealed>({ key: randomBytes(32), ttlSeconds: CONFIRMATION_TTL_SECONDS });
  const open = createOpenStates(now);
  return {
    async seal(call, facts) {
      const nonce = randomBytes(16).toString('base64url');
      const state = await codec.mint({ nonce, call: digest(call), facts: digest(facts) });
      open.add(state);
      return state;
    },
    async redeem(state, ctx) {
      const sealed = await codec.verify(state, ctx).catch(() => undefined);
      const waited = open.burn(state);
      if (waited === undefined) return undefined;
      return { waited, sealed: waited < TTL ? sealed : undefined };
    },
  };
}
