import type { Shown } from '../domain/shown.ts';
import type { Foreign } from '../shaping/foreign.ts';

/** What the SDK puts around a message of the cloud: `code: 400, …`, and behind it ` request id: …`. */
const WRAPPED = /^.{0,200}?code: \d{3}, /;
const REQUEST_ID = / request id: /;
/** From here on the gateway repeats the text that was signed, with query and headers (api-notes: errors). */
const ECHO = /server (?:StringToSign|CanonicalRequest)/i;

const MAX_LENGTH = 300;

/** What the SDK puts there where the answer has no message. */
const NO_MESSAGE: ReadonlySet<string> = new Set(['undefined', 'null']);

/** What the cloud said of a failure, as data to show: one line of at most 300 characters, cleaned and masked. */
export function saidOf(message: Foreign | undefined): Shown | undefined {
  const said = message?.behind(WRAPPED).before(REQUEST_ID).before(ECHO);
  return said?.isIn(NO_MESSAGE) ? undefined : said?.line(MAX_LENGTH);
}
