import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token says of itself; times in seconds. */
export interface Claims {
  exp: number;
  iat: number;
  user_id: string;
  target_id: string;
  target_type: string;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const signatureOf = (signed: string, secret: string): string =>
  createHmac('sha256', secret).update(signed).digest('base64url');

/** A JWT with HS256 (api-notes: access). */
export function signedToken(claims: Claims, secret: string): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${signatureOf(signed, secret)}`;
}

/** Whether a token was signed here, is for that very target, and has not expired. @param now milliseconds */
export function opens(token: string, secret: string, target: { id: string; type: string }, now: number): boolean {
  const [head = '', body = '', signature = ''] = token.split('.');
  const own = Buffer.from(signatureOf(`${head}.${body}`, secret));
  const given = Buffer.from(signature);
  if (own.length !== given.length || !timingSafeEqual(own, given)) return false;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
  return claims.target_id === target.id && claims.target_type === target.type && claims.exp * 1000 > now;
}
