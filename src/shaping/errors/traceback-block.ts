import type { Line } from './line.ts';
import {
  addCode,
  carrierIn,
  type Frame,
  frameOf,
  isAmongFrames,
  isDrawnEnd,
  isHeader,
  isQuote,
  type Link,
  type Style,
  styleOf,
  thrownOf,
  withoutMargin,
} from './traceback-lines.ts';

/** An exception as a traceback ends. */
export interface Raised {
  /** Such as `torch.cuda.OutOfMemoryError`. */
  type: string;
  message: string;
  /** Lines that follow the message and probably belong to it. */
  detail: string[];
  /** Outermost first. */
  frames: Frame[];
  /** Index of the line with type and message. */
  line: number;
  /** How it followed from the one before it in the block. */
  link: Link;
}

/** The traceback of one process, with the exceptions it is chained to. */
export interface Traceback {
  /** Indices into the lines given, both inclusive; lines of other processes may stand between. */
  start: number;
  end: number;
  /** The lines that certainly belong to it, ascending. */
  lines: number[];
  stream: string;
  /** In the order printed; the last is what the process ended with. Empty where the log ends before it. */
  raised: Raised[];
  /** The line of the process before it, which says why it was printed. */
  intro: string;
}

/** Untagged lines of another process between the frames and their exception. */
export const MOST_STRANGE = 5;

/** A traceback that is being read. */
export interface OpenBlock {
  block: Traceback;
  frames: Frame[];
  style: Style;
  /** Has a header, so that an exception has to come. */
  headed: boolean;
  /** Blanks before the header or its frames: an exception stands at most that deep, source lines deeper. */
  indent: number;
  /** `stack`: among frames; `after`: behind an exception, where a link or more of its message may follow. */
  state: 'stack' | 'after';
  link: Link;
  strange: number;
  /** The heading of a summary was read, so that the message comes. */
  summary: boolean;
  /** Lines behind an exception that stand before its message: where TensorFlow built the node that failed. */
  skipped: number;
  /** Times stand before its lines. */
  dated: boolean;
}

/** `yes`: the line is part of it; `maybe`: it may be, or be the next thing the program says; `no`: it is not. */
export type Taken = 'yes' | 'maybe' | 'no';

export function indentOf(body: string): number {
  const blanks = body.length - body.trimStart().length;
  return frameOf(body) ? Math.max(0, blanks - 2) : blanks;
}

/** A traceback that begins at a line. */
export function openedAt(line: Line, index: number, headed: boolean, intro: string): OpenBlock {
  const body = withoutMargin(line.body);
  const style = headed ? styleOf(body) : 'plain';
  return {
    block: { start: index, end: index, lines: headed ? [index] : [], stream: line.stream, raised: [], intro },
    frames: [],
    style,
    headed,
    indent: style === 'plain' ? indentOf(body) : 0,
    state: 'stack',
    link: 'first',
    strange: 0,
    summary: false,
    skipped: 0,
    dated: line.dated === true,
  };
}

/** Ends the frames read so far with an exception. */
export const raise = (at: OpenBlock, thrown: { type: string; message: string }, line: number): void => {
  at.block.raised.push({ ...thrown, detail: [], frames: at.frames, line, link: at.link });
  at.frames = [];
  at.state = 'after';
  at.style = 'plain';
  // What comes next belongs to it only where a line says so.
  at.link = 'first';
  at.strange = 0;
  at.skipped = 0;
};

/** Begins a stack inside of a block. */
export function enter(at: OpenBlock, header: string): void {
  at.state = 'stack';
  at.style = styleOf(header);
  at.indent = at.style === 'plain' ? indentOf(header) : 0;
}

/** An exception that was copied with blanks before it: behind the source of the last frame no other line stands. */
function isIndentedEnd({ style, frames }: OpenBlock, body: string): boolean {
  if (style !== 'plain' || frames.at(-1)?.code === undefined) return false;
  return /(?:Error|Exception|Interrupt)$/.test(thrownOf(body)?.type ?? '');
}

/** The source of the frame right before it, in a traceback that lost its indentation. */
function isSource({ headed, style, frames, block }: OpenBlock, body: string, index: number): boolean {
  const [last] = frames.slice(-1);
  if (!headed || style !== 'plain' || last === undefined || last.code !== undefined || block.lines.at(-1) !== index - 1)
    return false;
  return thrownOf(body) === undefined && !isQuote(body);
}

export function inStack(at: OpenBlock, body: string, index: number): Taken {
  const frame = frameOf(body, at.style);
  if (frame !== undefined) {
    // The header of a launcher's table stands behind a name, and the frames deeper than it.
    if (at.style === 'plain' && at.frames.length === 0) at.indent = Math.max(at.indent, indentOf(body));
    at.frames.push(frame);
  } else if (isHeader(body)) {
    // Printed inside a message, as DataLoader workers do.
    const carrier = carrierIn(body);
    if (carrier !== undefined) raise(at, carrier, index);
    at.frames = [];
    at.link = carrier === undefined ? at.link : 'remote';
    enter(at, body);
  } else if (at.style === 'drawn' && isDrawnEnd(body)) {
    at.style = 'plain';
    at.indent = indentOf(body);
  } else if (isAmongFrames(body, at.indent, at.style) && !isIndentedEnd(at, body)) {
    const last = at.frames.at(-1);
    if (last !== undefined) addCode(last, body, at.style);
  } else if (isSource(at, body, index)) {
    addCode(at.frames.at(-1) as Frame, body, at.style);
  } else {
    const thrown = thrownOf(body);
    if (thrown !== undefined) raise(at, thrown, index);
    else if (!isQuote(body)) return at.headed && at.frames.length > 0 && ++at.strange <= MOST_STRANGE ? 'maybe' : 'no';
  }
  return 'yes';
}
