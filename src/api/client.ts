import pTimeout from 'p-timeout';
import { Fault } from '../domain/fault.ts';
import { boundRows, readAnswer } from './answer.ts';
import type { Answered } from './answered.ts';
import type { CallOptions, Cloud, CloudConfig } from './cloud.ts';
import { createCredentials } from './credentials.ts';
import { endpointFor } from './endpoints.ts';
import { abortedWrite, expired, notSent, toFailure } from './errors.ts';
import { createLimit } from './limits.ts';
import type { Operation } from './operation.ts';
import { type Action, type Input, type Output, operations } from './operations.ts';
import { toRequest } from './request.ts';
import { CallFailed, retryRead } from './retry.ts';
import { createSend } from './sdk.ts';

/**
 * Per product. The SDK opens a socket per call in flight, and the limits of an account are not published, so stay low.
 */
const MAX_IN_FLIGHT = 8;
const MAX_PER_SECOND = 10;

/**
 * The cloud over the official SDK core. Loading the SDK and finding a credential wait for the first call whose input,
 * region and path are right: a server that is only started, or called wrongly, needs neither.
 */
export function createCloud(config: CloudConfig): Cloud {
  const credentials = createCredentials(config);
  const send = createSend(config);
  const limit = createLimit({
    maxInFlight: config.maxInFlight ?? MAX_IN_FLIGHT,
    maxPerSecond: config.maxPerSecond ?? MAX_PER_SECOND,
  });

  async function execute(
    operation: Operation,
    input: unknown,
    { region, signal, expires, lane = '' }: CallOptions,
  ): Promise<unknown> {
    const request = toRequest(operation, input);
    const endpoint = endpointFor(operation.product, region, config);
    let sent = false;

    const attempt = async (): Promise<unknown> => {
      signal?.throwIfAborted();
      const { credential } = await credentials();
      signal?.throwIfAborted();
      if (expires !== undefined && Date.now() > expires) throw expired(operation);
      sent = true;
      let body: unknown;
      const answered: Answered = {};
      try {
        body = await send(endpoint, credential, operation, request, answered);
      } catch (error) {
        throw new CallFailed(toFailure(operation, error, answered, config.profile, input));
      }
      return readAnswer(operation, boundRows(body, Reflect.get(Object(input), 'PageSize')), input);
    };

    // A try counts as a call for the limits, so each one waits for its turn.
    const inTurn = () => limit(operation.product, lane, signal, attempt);
    try {
      // The SDK cannot take a request back, but whoever cancels need not wait for its end.
      const work = operation.effect === 'write' ? inTurn() : retryRead(inTurn, signal);
      return await pTimeout(work, { milliseconds: Number.POSITIVE_INFINITY, signal });
    } catch (error) {
      if (error instanceof CallFailed) throw error.failure.fault;
      if (error instanceof Fault) throw error;
      if (signal?.aborted) throw sent && operation.effect === 'write' ? abortedWrite(operation) : signal.reason;
      throw sent ? toFailure(operation, error).fault : notSent(operation, error);
    }
  }

  return {
    async call<A extends Action>(action: A, input: Input<A>, options: CallOptions): Promise<Output<A>> {
      return (await execute(operations[action], input, options)) as Output<A>;
    },
  };
}
