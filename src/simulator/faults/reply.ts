import { envelope, standardMessage, statusOf } from '../errors.ts';
import { SimError } from '../route.ts';
import type { AnswerEffect } from './rule.ts';

/** What the gateway would answer, before anything happens to it on the way. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** An answer as it goes over the wire, whole or breaking off half way. */
export interface Sent {
  kind: 'whole' | 'cut';
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** What the client gets; without an answer the connection is reset, or stays open for ever. */
export type Reply = Sent | { kind: 'reset' } | { kind: 'hang' };

/** What an error envelope needs to know of the call, and how its status is decided. */
export interface ReplyContext {
  requestId: string;
  product: string;
  region: string;
  statusOf(code: string): number | undefined;
}

const JSON_TYPE = { 'content-type': 'application/json' };

const PROXY_PAGE =
  '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>The simulated proxy got no valid answer</h1></body></html>';

type Malformed = Extract<AnswerEffect, { kind: 'malformed' }>['body'];

const MALFORMED: Readonly<Record<Malformed, (body: Answer['body']) => string>> = {
  not_json: () => 'simulated: this is no JSON',
  empty: () => '',
  array: (body) => JSON.stringify([body]),
  html: () => PROXY_PAGE,
  no_job_id: ({ JobId: _, ...rest }) => JSON.stringify(rest),
};

/** The answer as it is. */
export const whole = ({ status, body }: Answer): Sent => ({
  kind: 'whole',
  status,
  headers: JSON_TYPE,
  text: JSON.stringify(body),
});

/** The answer as the effect leaves it; where the handler never ran, `answer` is an empty success. */
export function distort(effect: AnswerEffect, answer: Answer, context: ReplyContext): Reply {
  const text = JSON.stringify(answer.body);
  switch (effect.kind) {
    case 'reset':
    case 'hang':
      return { kind: effect.kind };
    case 'cut':
      return { kind: 'cut', status: answer.status, headers: JSON_TYPE, text };
    case 'truncated':
      return { kind: 'whole', status: answer.status, headers: JSON_TYPE, text: text.slice(0, text.length / 2) };
    case 'malformed': {
      const html = effect.body === 'html';
      return {
        kind: 'whole',
        status: effect.status ?? (html ? 502 : 200),
        headers: html ? { 'content-type': 'text/html' } : JSON_TYPE,
        text: MALFORMED[effect.body](answer.body),
      };
    }
    case 'error': {
      const { code, message = standardMessage(code), members = {}, retryAfterMs } = effect;
      const status = effect.status ?? context.statusOf(code) ?? statusOf(code);
      const body = envelope(new SimError(status, code, message, members), context);
      const wait: Sent['headers'] = retryAfterMs === undefined ? {} : { 'x-acs-retry-after': String(retryAfterMs) };
      return { ...whole({ status, body }), headers: { ...JSON_TYPE, ...wait } };
    }
  }
}
