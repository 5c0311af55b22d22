import { MASK } from './spans.ts';

const KIND = '[A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?';
// PuTTY counts the lines of the private half, and closes them with a checksum.
const FIRST = `-{4,5} ?BEGIN ${KIND} ?-{4,5}|Private-Lines: \\d{1,4}`;
const LAST = `-{4,5} ?END ${KIND} ?-{4,5}|Private-(?:MAC|Hash): [0-9a-f]{8,64}`;
const BEGIN = new RegExp(FIRST);
const END = new RegExp(LAST);
const ONE_LINER = new RegExp(
  `-----BEGIN ${KIND}-----[^-\\n]{0,16000}-----END ${KIND}-----|Private-Lines: \\d{1,4}\\\\[^-\\n"']{0,16000}(?:-(?:MAC|Hash): [0-9a-f]{8,64})?`,
  'g',
);
const TO_THE_END = new RegExp(`(?:${FIRST}).*$`);
// A logger or launcher may have put its prefix before every line.
const BODY = /(?:^|[\s\]|>:])[A-Za-z0-9+/]{16,80}={0,2}$/;
const LAST_OF_BODY = /(?:^|[\s\]|>:])[A-Za-z0-9+/]{1,80}={0,2}$/;
const HEADER = /(?:^|[\s\]|>:])(?:Proc-Type|DEK-Info|Version|Comment): [^\n]{0,200}$|^\s*$/;

/** Whether a line may begin or end a private key. */
export const ofKey = (line: string): boolean => line.includes('PRIVATE KEY') || line.includes('Private-');

/** More lines than any key has. */
const MOST_LINES = 120;
const KEY_MASK = `[private key ${MASK}]`;

function findEnd(lines: readonly string[], from: number): number | undefined {
  const most = Math.min(lines.length, from + MOST_LINES);
  for (let at = from; at < most; at++) {
    const line = lines[at] ?? '';
    if (END.test(line)) return at;
    if (BEGIN.test(line)) return undefined;
  }
  return undefined;
}

/**
 * Lines with their private keys replaced: the first line of a key says so, the others are `undefined`. A key may be cut
 * off at either end of the lines; a line of somebody else between those of a key stays.
 */
export function maskKeys(lines: readonly string[]): (string | undefined)[] {
  const masked: (string | undefined)[] = lines.map((line) => line.replace(ONE_LINER, KEY_MASK));
  for (let at = 0; at < lines.length; at++) {
    const line = masked[at] ?? '';
    if (BEGIN.test(line)) {
      masked[at] = line.replace(TO_THE_END, KEY_MASK);
      const end = findEnd(lines, at + 1);
      for (let next = at + 1; next < lines.length; next++) {
        const body = lines[next] ?? '';
        if (end === undefined ? !BODY.test(body) : next > end) break;
        const hidden =
          next === end || BODY.test(body) || HEADER.test(body) || (next + 1 === end && LAST_OF_BODY.test(body));
        if (hidden) masked[next] = undefined;
      }
    } else if (END.test(line)) {
      let first = at;
      while (first > 0 && at - first < MOST_LINES && isBody(masked[first - 1], first === at))
        masked[first--] = undefined;
      masked[first] = KEY_MASK;
    }
  }
  return masked;
}

/** The last line of a key is shorter, so it counts only where nothing else stands beside it. */
const isBody = (line: string | undefined, last: boolean): boolean =>
  line !== undefined && (BODY.test(line) || (last && /^[A-Za-z0-9+/]{4,80}={0,2}$/.test(line)));
