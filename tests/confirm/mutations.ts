import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
const parts = (state: string): [body: string, mac: string] => {
  const [, body = '', mac = ''] = state.split('.');
  return [body, mac];
};
const joined = (body: string | Uint8Array, mac: string | Uint8Array): string => {
  const encoded = [body, mac].map((part) =>
    typeof part === 'string' ? part : Buffer.from(part).toString('base64url'),
  );
  return ['v1', ...encoded].join('.');
};

function flipped(data: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(data);
  const index = Math.floor(at / 8) % copy.length;
  copy[index] = (copy[index] ?? 0) ^ (1 << (at % 8));
  return copy;
}

const any = fc.nat({ max: 1_000_000 });

/** One bit of the text, of what its body says, or of its signature. */
const bitFlips = (state: string): fc.Arbitrary<string> => {
  const [body, mac] = parts(state);
  return any.chain((at) =>
    fc.constantFrom(
      flipped(Buffer.from(state, 'latin1'), at).toString('latin1'),
      joined(flipped(bytes(body), at), mac),
      joined(body, flipped(bytes(mac), at)),
    ),
  );
};

const truncations = (state: string): fc.Arbitrary<string> =>
  any.chain((at) => {
    const cut = at % state.length;
    return fc.constantFrom(state.slice(0, cut), state.slice(cut + 1), state.slice(0, cut) + state.slice(cut + 1));
  });

/** Its own segments in another order or number, and those of another state of the same server. */
const swaps = (state: string, other: string): fc.Arbitrary<string> => {
  const [body, mac] = parts(state);
  const [otherBody, otherMac] = parts(other);
  const segments = ['v1', 'v2', 'V1', '', body, mac, otherBody, otherMac];
  return fc.oneof(
    fc.constantFrom(joined(body, otherMac), joined(otherBody, mac), joined(mac, body), `v1.${mac}`, `v1.${body}.`),
    fc.array(fc.constantFrom(...segments), { minLength: 1, maxLength: 5 }).map((list) => list.join('.')),
  );
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Other spellings of the same 32 bytes: base64 ignores the last bits of the last character, padding and blanks. */
export function spellings(state: string): string[] {
  const [body, mac] = parts(state);
  const last = ALPHABET.indexOf(mac.at(-1) ?? '');
  const sameBytes = [0, 1, 2, 3].map((bits) => mac.slice(0, -1) + ALPHABET[(last & ~3) | bits]);
  const others = [
    `${mac}=`,
    ` ${mac}`,
    `${mac}\n`,
    `${mac.slice(0, 9)}\t${mac.slice(9)}`,
    Buffer.from(mac, 'base64url').toString('base64'),
  ];
  return [...sameBytes, ...others].map((spelling) => joined(body, spelling)).filter((text) => text !== state);
}

const reencodings = (state: string): fc.Arbitrary<string> => {
  const [body, mac] = parts(state);
  return fc.oneof(
    fc.constantFrom(...spellings(state)),
    fc.constantFrom(
      joined(bytes(body).toString('base64'), mac),
      joined(bytes(body).toString('hex'), bytes(mac).toString('hex')),
      joined(`${body}=`, mac),
      bytes(body).toString('utf8'),
      Buffer.from(state).toString('base64url'),
      encodeURIComponent(state).replaceAll('.', '%2E'),
      state.toUpperCase(),
      state.toLowerCase(),
      state.replace('v1.', 'v01.'),
      JSON.stringify(state),
      `\ufeff${state}`,
    ),
  );
};

const garbage = fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom('.', ' ', '\0', '=', 'A', '.x'));
const additions = (state: string): fc.Arbitrary<string> =>
  fc.tuple(garbage, any).chain(([extra, at]) => {
    const middle = at % state.length;
    return fc.constantFrom(state + extra, extra + state, state.slice(0, middle) + extra + state.slice(middle));
  });

type Envelope = { p: Record<string, unknown>; exp: number };
const value = fc.oneof(fc.string({ maxLength: 43 }), fc.constant(null), fc.boolean(), any, fc.constant({}));

/** What a forger would write who has read the format: another body, under the old signature, none, or one of their own. */
const edits = (state: string, other: string): fc.Arbitrary<string> => {
  const [body, mac] = parts(state);
  const envelope = JSON.parse(bytes(body).toString()) as Envelope;
  const payload = (JSON.parse(bytes(parts(other)[0]).toString()) as Envelope).p;
  const edited: fc.Arbitrary<object> = fc.oneof(
    fc.constantFrom(...Object.keys(payload)).map((key) => ({ ...envelope, p: { ...envelope.p, [key]: payload[key] } })),
    fc
      .tuple(fc.constantFrom(...Object.keys(envelope.p)), value)
      .map(([key, wrong]) => ({ ...envelope, p: { ...envelope.p, [key]: wrong } })),
    any.map((more) => ({ ...envelope, exp: envelope.exp + 1 + more })),
    fc.constantFrom({ ...envelope, b: 'x' }, { ...envelope, p: { ...payload, ...envelope.p } }, { p: envelope.p }),
  );
  return fc.tuple(edited, fc.uint8Array({ minLength: 32, maxLength: 32 })).chain(([forged, key]) => {
    const text = Buffer.from(JSON.stringify(forged)).toString('base64url');
    const own = createHmac('sha256', key).update(`v1.${text}`).digest();
    return fc.constantFrom(joined(text, mac), joined(text, ''), joined(text, own), joined(text, new Uint8Array(32)));
  });
};

/**
 * Texts that resemble a state and are not it.
 * @param other a state of the same server about something else
 * @param foreign one about the same, of another server
 */
export const mutations = (state: string, other: string, foreign: string): fc.Arbitrary<string> =>
  fc
    .oneof(
      bitFlips(state),
      truncations(state),
      swaps(state, other),
      reencodings(state),
      additions(state),
      edits(state, other),
      fc.constantFrom('', 'v1', 'v1.', 'v1..', 'yes', 'true', foreign),
      fc.string({ maxLength: 300 }),
    )
    .filter((text) => text !== state);
