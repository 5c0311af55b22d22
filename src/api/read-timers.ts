import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { isFirstToSee } from './first-to-see.ts';

/** Name of the symbol under which httpx 2.3.3, the SDK's HTTP library, keeps the timer of a request on its socket. */
const READ_TIMER = 'TIMER::READ_TIMER';
const ANSWERED = 'http.client.response.finish';

function endWithAnswer(message: unknown): void {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const { socket } = request;
  const key = socket && Object.getOwnPropertySymbols(socket).find(({ description }) => description === READ_TIMER);
  const timer = key && Reflect.get(socket, key);
  if (timer && isFirstToSee(response, 'read-timer')) response.once('close', () => clearTimeout(timer));
}

/**
 * Ends the read timer of each request of this process when its answer has been read. httpx would end it in a reader of its own,
 * which the SDK core does not use. The timer then keeps the request in memory for the whole read timeout. When it goes off, it
 * stops the timer of the request that the socket serves by then, and that one may wait longer than allowed. A second call
 * changes nothing.
 */
export function endReadTimers(): void {
  unsubscribe(ANSWERED, endWithAnswer);
  subscribe(ANSWERED, endWithAnswer);
}
