import { levelOf } from '../shaping/errors/level.ts';
import { isHeader, styleOf } from '../shaping/errors/traceback-lines.ts';
import { readTrainingLine } from './health/training-line.ts';
import type { LogLine } from './lines.ts';

/** The sides of a frame around a message. */
const SIDES = '|\u2502\u2503\u2551*#!';
/** More of those within the line are the columns of a table. */
const COLUMNS = /[|\u2502\u2503\u2551]/;
/** What stands beside the message in the frame: a drawing of a warning sign, as CP2K makes it. */
const DRAWING = /^[\\/_|()]{1,8}\s{3,40}(?=\S)/;
/** The upper and the lower edge of a frame. */
const TOP = /^\s{0,60}[\u256d\u250c\u250f\u2554]/;
const BOTTOM = /^\s{0,60}(?:[\u2570\u2514\u2517\u255a]|\+-{3})/;

/** What a line says within its frame, which may be nothing; undefined where it has none, or columns. */
function framed(body: string): string | undefined {
  const text = body.trim();
  const side = text.charAt(0);
  if (text.length < 5 || !SIDES.includes(side) || !text.endsWith(` ${side}`) || text.charAt(1) !== ' ')
    return undefined;
  const inside = text.slice(1, -1);
  if (COLUMNS.test(side) && COLUMNS.test(inside)) return undefined;
  // The rest of a drawing, or nothing.
  return /\p{L}{2}/u.test(inside) ? inside.trim().replace(DRAWING, '') : '';
}

/**
 * Lines with the frames taken off that programs draw around their last message: what begins a line is read at its
 * beginning there too. A traceback in such a frame is left, since its frames are read by how they are drawn.
 */
export function unframed(lines: readonly LogLine[]): LogLine[] {
  let drawn = false;
  return lines.map((line, at): LogLine => {
    const { body, original = body } = line;
    if (isHeader(body) && styleOf(body) === 'drawn') drawn = true;
    else if (BOTTOM.test(body)) drawn = false;
    if (drawn) return line;
    const title = TOP.test(body) && framed(lines[at + 1]?.body ?? '') !== undefined;
    const inside = title ? '' : framed(body);
    if (inside === undefined) return line;
    return { ...line, body: inside, level: levelOf(inside), progress: readTrainingLine(inside), original };
  });
}
