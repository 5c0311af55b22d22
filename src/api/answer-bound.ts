import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

const ANSWERED = 'http.client.response.finish';
/** Every request of the SDK core carries it; other traffic of the process is not held. */
const OF_THE_SDK = 'x-acs-action';

/** The most that is read of one answer: above the largest log answer that is asked for, and parsed in a moment. */
export const MOST_CLOUD_BYTES = 16 * 1024 * 1024;

/** The code under which an answer that was too large is known. */
export const TOO_LARGE = 'AnswerTooLarge';

const tooLarge = (): Error => Object.assign(new Error('the answer is too large'), { code: TOO_LARGE });

function bound(message: unknown): void {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  if (!request.hasHeader(OF_THE_SDK)) return;
  let read = 0;
  const push = response.push.bind(response);
  // The parser hands each piece of the body to `push`: counted there, what is too much is never kept.
  response.push = (chunk: Buffer | null, encoding) => {
    read += chunk?.length ?? 0;
    if (read <= MOST_CLOUD_BYTES) return push(chunk, encoding);
    if (!response.destroyed) response.destroy(tooLarge());
    return false;
  };
}

/** Bounds every answer of the cloud while it is read, before it is parsed; once and for the whole process. */
export function boundAnswers(): void {
  unsubscribe(ANSWERED, bound);
  subscribe(ANSWERED, bound);
}
