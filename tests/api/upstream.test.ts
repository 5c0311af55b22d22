import { describe, expect, it } from 'vitest';
import { operations } from '../../src/api/operations.ts';
import { isDefinite, judge, readUpstream } from '../../src/api/upstream.ts';

const failed = (error: unknown) => {
  const upstream = readUpstream(error);
  const verdict = judge(upstream, operations.StopJob);
  return [verdict, isDefinite(verdict, upstream)];
};
const system = (code: string, syscall?: string) => Object.assign(new Error(code), { code, syscall });

describe('a failure without an answer', () => {
  it.each([
    ['a refused connection', system('ECONNREFUSED', 'connect')],
    ['a connection that timed out', system('ETIMEDOUT', 'connect')],
    ['a name that is not known', system('ENOTFOUND', 'getaddrinfo')],
    [
      'several addresses of one host',
      new AggregateError([system('ECONNREFUSED', 'connect'), system('ENETUNREACH', 'connect')]),
    ],
  ])('was not sent: %s', (_, error) => expect(failed(error)).toEqual(['not_sent', true]));

  it.each([
    ['a reset', system('ECONNRESET', 'read')],
    ['a host that went away under an established connection', system('EHOSTUNREACH', 'read')],
    ['a broken pipe', system('EPIPE', 'write')],
    ['no system call named', system('ECONNREFUSED')],
    [
      'one address of two reached',
      new AggregateError([system('ECONNREFUSED', 'connect'), system('ECONNRESET', 'read')]),
    ],
    ['an empty list', new AggregateError([])],
    ['a time-out of the SDK', Object.assign(new Error('ConnectTimeout'), { name: 'RequestTimeoutError' })],
    ['a body that is no JSON', new SyntaxError('Unexpected token <')],
    ['nothing at all', undefined],
  ])('leaves the outcome open: %s', (_, error) => expect(failed(error)).toEqual(['transport', false]));
});
