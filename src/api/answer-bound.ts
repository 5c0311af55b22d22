import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { noteAnswer } from './answered.ts';
import { isFirstToSee } from './first-to-see.ts';

const ANSWERED = 'http.client.response.finish';
/** A header of every request of the SDK core. Other traffic of the process does not have it and is not bounded. */
const OF_THE_SDK = 'x-acs-action';

/** Bytes of one answer that are read at most: more than the largest log answer that is asked for. */
export const MOST_CLOUD_BYTES = 16 * 1024 * 1024;

/**
 * Values of one answer at most: 30 for each pod of a job of 20,000. Bytes alone do not bound the time
 * that parsing takes, in which the process does nothing else: 16 MiB of text take a tenth of a
 * second, 16 MiB of empty objects more than one.
 */
export const MOST_VALUES = 600_000;
/** Levels of nesting at most. Real answers have a dozen, and the code that reads them calls itself once per level. */
export const MOST_LEVELS = 100;

/** Error code of an answer that was too large to be read. */
export const TOO_LARGE = 'AnswerTooLarge';

const NOTHING = Buffer.alloc(0);

const tooLarge = (): Error => Object.assign(new Error('the answer is too large'), { code: TOO_LARGE });

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
/** `[` and `]`. In ASCII `{` and `}` are the same with the bit `BRACES` set, so one comparison finds both. */
const [OPEN, CLOSE] = [0x5b, 0x5d];
const BRACES = 0x20;

/**
 * Counts values and levels of a JSON text that comes in pieces, without parsing it. Every comma and every opening
 * bracket outside of quotes counts as a value, which is near enough for a bound.
 * @returns takes the next piece and tells the counts so far
 */
export function createSizer(): (piece: Buffer) => { values: number; levels: number } {
  let [values, level, levels] = [0, 0, 0];
  let [quoted, escaped] = [false, false];
  return (piece) => {
    // By index: to iterate over a buffer takes longer, where the loop is not optimised several times as long.
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] as number;
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
  const note = noteAnswer(request, response);
  // Every byte is looked at: of an answer to another copy of the server in this process, once is enough.
  if (!isFirstToSee(response, 'bound') && note === undefined) return;
  let read = 0;
  let ended = false;
  const sizeWith = createSizer();
  const push = response.push.bind(response);
  // Node's HTTP parser hands each piece of the body to `push`. Counted there, a piece that is too much is never stored.
  response.push = (chunk: Buffer | null, encoding) => {
    note?.(chunk);
    read += chunk?.length ?? 0;
    const { values, levels } = sizeWith(chunk ?? NOTHING);
    if (read <= MOST_CLOUD_BYTES && values <= MOST_VALUES && levels <= MOST_LEVELS) return push(chunk, encoding);
    // Not at once: a short answer is here before the SDK listens for errors.
    if (!ended) setImmediate(() => response.destroy(tooLarge()));
    ended = true;
    return false;
  };
}

/**
 * Bounds every answer of the cloud in this process while it is read, before it
 * is parsed. A second call changes nothing.
 */
export function boundAnswers(): void {
  unsubscribe(ANSWERED, bound);
  subscribe(ANSWERED, bound);
}
