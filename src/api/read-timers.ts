import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** What httpx 2.3.3, the SDK's HTTP library, calls the place on a socket where it keeps the timer of the request under way. */
const READ_TIMER = 'TIMER::READ_TIMER';
const ANSWERED = 'http.client.response.finish';

function endWithAnswer(message: unknown): void {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const { socket } = request;
  const key = socket && Object.getOwnPropertySymbols(socket).find(({ description }) => description === READ_TIMER);
  const timer = key && Reflect.get(socket, key);
  if (timer) response.once('close', () => clearTimeout(timer));
}

/**
 * Ends the read timer of each request with its answer, once and for the whole process. httpx leaves that to a reader of its
 * own, which the SDK core does not use: a timer then holds its request for the whole read timeout, and when it goes off it
 * stops the timer of whatever its socket is busy with by then, so that a call may wait longer than allowed. Until the answer
 * has been read it is left alone.
 */
export function endReadTimers(): void {
  unsubscribe(ANSWERED, endWithAnswer);
  subscribe(ANSWERED, endWithAnswer);
}
