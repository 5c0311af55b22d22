import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

const ANSWERED = 'http.client.response.finish';
/** Every request of the SDK core carries it; other traffic of the process is not held. */
const OF_THE_SDK = 'x-acs-action';

/** The most that is read of one answer: above the largest log answer that is asked for, and parsed in a moment. */
export const MOST_CLOUD_BYTES = 16 * 1024 * 1024;

/**
 * The most values of one answer: 30 for each pod of a job of 20,000. Bytes alone do not bound the parsing, which is one
 * step that others wait for: 16 MiB of text take a tenth of a second, 16 MiB of empty objects more than one.
 */
export const MOST_VALUES = 600_000;
/** Levels of nesting; answers have a dozen, and what comes after goes down level by level. */
export const MOST_LEVELS = 100;

/** The code under which an answer that was too large is known. */
export const TOO_LARGE = 'AnswerTooLarge';

const NOTHING = Buffer.alloc(0);

const tooLarge = (): Error => Object.assign(new Error('the answer is too large'), { code: TOO_LARGE });

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
/** Both brackets and both braces, without the bit that tells them apart. */
const [OPEN, CLOSE] = [0x5b, 0x5d];
const BRACES = 0x20;

/** Counts the values of a JSON text and its levels, piece by piece: what stands in quotes is one value. */
export function createSizer(): (piece: Buffer) => { values: number; levels: number } {
  let [values, level, levels] = [0, 0, 0];
  let [quoted, escaped] = [false, false];
  return (piece) => {
    for (const byte of piece) {
      if (quoted) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) quoted = false;
        continue;
      }
      if (byte === QUOTE) quoted = true;
      else if (byte === COMMA) values++;
      else if ((byte & ~BRACES) === OPEN) {
        values++;
        levels = Math.max(levels, ++level);
      } else if ((byte & ~BRACES) === CLOSE) level--;
    }
    return { values, levels };
  };
}

function bound(message: unknown): void {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  if (!request.hasHeader(OF_THE_SDK)) return;
  let read = 0;
  let ended = false;
  const sizeWith = createSizer();
  const push = response.push.bind(response);
  // The parser hands each piece of the body to `push`: counted there, what is too much is never kept.
  response.push = (chunk: Buffer | null, encoding) => {
    read += chunk?.length ?? 0;
    const { values, levels } = sizeWith(chunk ?? NOTHING);
    if (read <= MOST_CLOUD_BYTES && values <= MOST_VALUES && levels <= MOST_LEVELS) return push(chunk, encoding);
    // A short answer comes whole before anybody listens to it: an error at once would be heard by nobody.
    if (!ended) setImmediate(() => response.destroy(tooLarge()));
    ended = true;
    return false;
  };
}

/** Bounds every answer of the cloud while it is read, before it is parsed; once and for the whole process. */
export function boundAnswers(): void {
  unsubscribe(ANSWERED, bound);
  subscribe(ANSWERED, bound);
}
