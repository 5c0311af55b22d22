/**
 * Text from the cloud made fit to show: what a terminal or a reader would not see, or would see in another order, must
 * not reach a model (R34).
 */

// ESC or its one-byte (C1) forms: CSI, then strings closed by BEL or ST (OSC, DCS, SOS, PM, APC), then two-byte sequences.
const ANSI =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

// Bidi marks and isolates, zero-width and soft characters, annotations, and the planes used to smuggle text (tags,
// variation selectors other than VS16, which emoji need).
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single characters are meant, not what they combine to
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufe00-\ufe0e\u{e0000}-\u{e0fff}]/gu;

const JOINER_OUTSIDE_EMOJI =
  /(?<!\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** What a terminal shows of a line that was rewritten with carriage returns: its last state. */
function lastState(line: string): string {
  if (!line.includes('\r')) return line;
  return (
    line
      .split('\r')
      .filter((part) => part.trim() !== '')
      .at(-1) ?? ''
  );
}

/**
 * Removes ANSI sequences, control characters (except `\n` and `\t`), bidi and zero-width characters (a joiner inside an
 * emoji stays) and lone surrogates; `\r\n` becomes `\n`, a progress bar its last state. Idempotent.
 */
export function cleanText(text: string): string {
  const bare = text.replace(LONE_SURROGATE, '').replace(ANSI, '').replace(/\r+\n/g, '\n');
  const states = bare.includes('\r') ? bare.split('\n').map(lastState).join('\n') : bare;
  return states
    .replace(/[\u2028\u2029]/g, ' ')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .replace(JOINER_OUTSIDE_EMOJI, '');
}

/**
 * Cleaned text as one line: white space collapsed, at most `max` characters (code points), cut with an ellipsis.
 */
export function cleanLine(text: string, max = 200): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  if (line.length <= max) return line;
  const points = [...line];
  return points.length <= max ? line : `${points.slice(0, max - 1).join('')}…`;
}
