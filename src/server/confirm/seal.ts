import { randomBytes } from 'node:crypto';
import { createRequestStateCodec, type ServerContext } from '@modelcontextprotocol/server';
import { keyedDigest } from '../../domain/keyed-digest.ts';

/** A yes counts for this many seconds after the question; older ones are refused. */
export const CONFIRMATION_TTL_SECONDS = 300;
/** Questions that can be open at once. One more makes the oldest void, which bounds the memory. */
export const MOST_OPEN = 1000;

/**
 * What a question was about, and so what a yes to it counts for. Whoever is asked can read it: its digests are keyed,
 * and with the nonce those of two questions tell nothing about each other.
 */
export interface Sealed {
  nonce: string;
  /** Digest of channel, tool and arguments as parsed, scope included. */
  call: string;
  /** Digest of the facts the person was shown, and of what stands behind them unseen. */
  facts: string;
}

export interface Seals {
  /** The state that stands for one question until it is answered, `v1.<body>.<mac>` of about 270 characters. */
  seal(call: unknown, facts: unknown): Promise<string>;
  /**
   * Opens a state and makes it void.
   * @returns `undefined` for a state that is forged, already used, or too old to be known
   */
  redeem(state: string, ctx: ServerContext): Promise<Redeemed | undefined>;
  /** Whether a question was about this very call, or about these very facts. */
  isAbout(sealed: Sealed, part: 'call' | 'facts', value: unknown): boolean;
}

/** An answered question. */
export interface Redeemed {
  /** Milliseconds since it was asked. */
  waited: number;
  /** What it was about; `undefined` where it was asked too long ago for a yes. */
  sealed: Sealed | undefined;
}

const TTL = CONFIRMATION_TTL_SECONDS * 1000;
/** Questions are remembered longer than a yes counts, so that a late yes gets another message than a forged one. */
const REMEMBERED = 2 * TTL;

/**
 * States that were issued and not used yet. All are kept equally long, so the
 * oldest come first and are the first to go.
 */
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
    /**
     * Forgets a state, so that of several replays only the first counts.
     * @returns milliseconds since it was issued, if known
     */
    burn(state: string): number | undefined {
      const at = issued.get(state);
      issued.delete(state);
      return at === undefined ? undefined : now() - at;
    },
    size: (): number => issued.size,
  };
}

/**
 * The seals of one process, with random keys that exist in its memory only. A state counts only in the exact spelling
 * that was issued: base64 has several spellings of one signature, and each would be a replay.
 *
 * @param now milliseconds of a clock that never goes back. The SDK's codec checks the age too, by the time of day. Both
 * are needed: a time of day can be set back, and a monotonic clock can stand still while the machine sleeps.
 */
export function createSeals(now: () => number): Seals {
  const codec = createRequestStateCodec<Sealed>({ key: randomBytes(32), ttlSeconds: CONFIRMATION_TTL_SECONDS });
  const digest = keyedDigest(randomBytes(32));
  const open = createOpenStates(now);
  return {
    async seal(call, facts) {
      const nonce = randomBytes(16).toString('base64url');
      const state = await codec.mint({ nonce, call: digest({ nonce, call }), facts: digest({ nonce, facts }) });
      open.add(state);
      return state;
    },
    async redeem(state, ctx) {
      const sealed = await codec.verify(state, ctx).catch(() => undefined);
      const waited = open.burn(state);
      if (waited === undefined) return undefined;
      return { waited, sealed: waited < TTL ? sealed : undefined };
    },
    isAbout: ({ nonce, ...digests }, part, value) => digests[part] === digest({ nonce, [part]: value }),
  };
}
