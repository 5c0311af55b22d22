import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { fail, standardMessage } from '../errors.ts';
import type { SimUser } from '../route.ts';

/** A request as it came over the wire: path and query undecoded, header names in lower case. */
export interface RawRequest {
  method: string;
  rawPath: string;
  rawQuery: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
}

const ALGORITHM = 'ACS3-HMAC-SHA256';
const SKEW_MS = 15 * 60_000;
const MUST_BE_SIGNED = ['host', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-version'];

export interface Verifier {
  /** The user whose key signed the request; throws the gateway's `SimError` otherwise. */
  verify(request: RawRequest): SimUser;
}

/**
 * Checks ACS3-HMAC-SHA256 as the gateway does (api-notes: signing): the client's own list of signed headers, the
 * payload's hash, 15 minutes of skew against the real clock, each nonce once.
 */
export function createVerifier(users: readonly SimUser[]): Verifier {
  const nonces = new Map<string, number>();
  const useNonce = (nonce: string, now: number): void => {
    for (const [known, at] of nonces) {
      if (now - at <= 2 * SKEW_MS) break;
      nonces.delete(known);
    }
    if (nonces.has(nonce)) throw fail('SignatureNonceUsed', 'Specified signature nonce was used already.');
    nonces.set(nonce, now);
  };
  return {
    verify: (request) => {
      const claim = parseAuthorization(request.headers.authorization);
      const user = users.find((candidate) => candidate.accessKeyId === claim.keyId);
      if (!user) throw fail('InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
      if (request.headers['x-acs-security-token']) {
        const code = 'InvalidSecurityToken.MismatchWithAccessKey';
        throw fail(code, 'Specified SecurityToken mismatch with the AccessKey.');
      }
      const now = Date.now();
      const date = Date.parse(request.headers['x-acs-date'] ?? '');
      if (!(Math.abs(now - date) <= SKEW_MS))
        throw fail('InvalidTimeStamp.Expired', standardMessage('InvalidTimeStamp.Expired'));
      checkSignature(request, claim, user.accessKeySecret);
      const nonce = request.headers['x-acs-signature-nonce'];
      if (!nonce) throw fail('MissingParameter', 'x-acs-signature-nonce is mandatory for this action.');
      useNonce(nonce, now);
      return user;
    },
  };
}

interface Claim {
  keyId: string;
  signedHeaders: string[];
  signature: string;
}

function parseAuthorization(header: string | undefined): Claim {
  const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
    header ?? '',
  );
  const [, keyId, list, signature] = match ?? [];
  const signedHeaders = list?.split(';') ?? [];
  const missing = MUST_BE_SIGNED.filter((name) => !signedHeaders.includes(name));
  if (!keyId || !signature || missing.length > 0)
    throw fail('IncompleteSignature', 'The request signature does not conform to Aliyun standards.');
  return { keyId, signedHeaders, signature };
}

function checkSignature(request: RawRequest, claim: Claim, secret: string): void {
  const payload = sha256(request.body);
  const canonical = canonicalRequest(request, claim.signedHeaders, payload);
  const toSign = `${ALGORITHM}\n${sha256(canonical)}`;
  const expected = createHmac('sha256', secret).update(toSign).digest();
  const same = timingSafeEqual(expected, Buffer.from(claim.signature, 'hex'));
  if (same && request.headers['x-acs-content-sha256'] === payload) return;
  const echo = `server StringToSign is ${toSign}server CanonicalRequest is ${canonical}`;
  throw fail('SignatureDoesNotMatch', `Specified signature does not match our calculation. ${echo}`);
}

const sha256 = (data: string | Uint8Array): string => hash('sha256', data);

function canonicalRequest(request: RawRequest, signedHeaders: readonly string[], payload: string): string {
  const path = request.rawPath.replace(/\+/g, '%20').replace(/\*/g, '%2A').replace(/%7E/g, '~');
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join('');
  return [request.method, path, canonicalQuery(request.rawQuery), headers, signedHeaders.join(';'), payload].join('\n');
}

function canonicalQuery(rawQuery: string): string {
  return [...new URLSearchParams(rawQuery)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
