import { RE2JS, RE2JSException } from 're2js';
import { Fault } from '../../domain/fault.ts';
import { cleanLine, cleanText } from '../../shaping/clean.ts';
import { maskSecrets } from '../../shaping/mask.ts';
import { capLines } from '../../shaping/window.ts';
import { textLines } from './wire.ts';

const MOST_MATCHES = 3;
const MAX_LINE_BYTES = 1024;

/**
 * A regular expression from a model, in RE2 syntax: it takes linear time, whatever it is.
 * @throws Fault `invalid_input` for what RE2 does not take, such as look-around and back-references
 */
export function linePattern(name: string, pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (thrown) {
    if (!(thrown instanceof RE2JSException)) throw thrown;
    throw new Fault({
      kind: 'invalid_input',
      message: `${name} is no regular expression of RE2: ${cleanLine(thrown.message, 200)}.`,
      fix: 'Use RE2 syntax (no look-around, no back-references); (?i) ignores case, a backslash takes a character literally.',
    });
  }
}

/**
 * The newest lines of a log that match, at most three, safe to show. What is matched is the masked text: a pattern must
 * not be able to guess at a secret.
 */
export function matchingLines(log: unknown, pattern: RE2JS): string[] {
  const lines = maskSecrets(cleanText(textLines(log).join('\n'))).split('\n');
  const found: string[] = [];
  for (let index = lines.length - 1; index >= 0 && found.length < MOST_MATCHES; index--)
    if (pattern.matcher(lines[index] ?? '').find()) found.unshift(lines[index] ?? '');
  const maxBytes = MOST_MATCHES * MAX_LINE_BYTES;
  return capLines(found, { maxLines: MOST_MATCHES, maxBytes, maxLineBytes: MAX_LINE_BYTES, keep: 'tail' }).lines;
}
