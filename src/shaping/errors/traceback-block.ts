import type { Line } from './line.ts';
import {
  codeOf,
  type Frame,
  frameOf,
  isAmongFrames,
  isBeforeSummary,
  isDrawnHeader,
  isGroupDivider,
  isHeader,
  isMarker,
  isQuote,
  isSummary,
  type Link,
  linkOf,
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

/** Sentences at the margin that libraries add to a message, and the native stack below it. */
const GOES_ON =
  /^(?:CUDA kernel errors might be|For debugging consider passing|Compile with `|Device-side assertion|Last error:|nccl[A-Z]\w+:|Exception raised from |frame #\d+: |C\+\+ CapturedTraceback:|#\d+ |Please (?:check|make sure|see|install)|Make sure |You (?:can|may|should) |See (?:also )?https?:)/;

const MOST_DETAIL = 5;
/** Untagged lines of another process between the frames and their exception. */
const MOST_STRANGE = 5;

/** A traceback that is being read. */
export interface OpenBlock {
  block: Traceback;
  frames: Frame[];
  /** Drawn with borders, as rich does. */
  drawn: boolean;
  /** Has a header, so that an exception has to come. */
  headed: boolean;
  /** Blanks before the header: an exception stands at most that deep, source lines deeper. */
  indent: number;
  /** `stack`: among frames; `after`: behind an exception, where a link or more of its message may follow. */
  state: 'stack' | 'after';
  link: Link;
  strange: number;
  /** The heading of a summary was read, so that the message comes. */
  summary: boolean;
}

/** `yes`: the line is part of it; `maybe`: it may be, or be the next thing the program says; `no`: it is not. */
type Taken = 'yes' | 'maybe' | 'no';

function indentOf(body: string): number {
  const blanks = body.length - body.trimStart().length;
  return frameOf(body, false) ? Math.max(0, blanks - 2) : blanks;
}

/** A traceback that begins at a line. */
export function openedAt(line: Line, index: number, headed: boolean, intro: string): OpenBlock {
  const body = withoutMargin(line.body);
  const drawn = isDrawnHeader(body);
  return {
    block: { start: index, end: index, lines: headed ? [index] : [], stream: line.stream, raised: [], intro },
    frames: [],
    drawn,
    headed,
    indent: drawn ? 0 : indentOf(body),
    state: 'stack',
    link: 'first',
    strange: 0,
    summary: false,
  };
}

/** Ends the frames read so far with an exception. */
export const raise = (at: OpenBlock, thrown: { type: string; message: string }, line: number): void => {
  at.block.raised.push({ ...thrown, detail: [], frames: at.frames, line, link: at.link });
  at.frames = [];
  at.state = 'after';
  // What comes next belongs to it only where a line says so.
  at.link = 'first';
  at.strange = 0;
};

function inStack(at: OpenBlock, body: string, index: number): Taken {
  const frame = frameOf(body, at.drawn);
  if (frame !== undefined) at.frames.push(frame);
  // Printed inside a message, as DataLoader workers do.
  else if (isHeader(body)) at.frames = [];
  else if (isAmongFrames(body, at.indent, at.drawn)) {
    const code = codeOf(body, at.drawn);
    const last = at.frames.at(-1);
    if (last !== undefined && code && last.code === undefined && !isMarker(code)) last.code = code.slice(0, 300);
  } else {
    const thrown = thrownOf(body);
    if (thrown !== undefined) raise(at, thrown, index);
    else if (!isQuote(body)) return at.headed && at.frames.length > 0 && ++at.strange <= MOST_STRANGE ? 'maybe' : 'no';
  }
  return 'yes';
}

/** The message of an exception that stands in a summary further down; undefined for a line that has no part in one. */
function inSummary(at: OpenBlock, text: string): Taken | undefined {
  const last = at.block.raised.at(-1);
  if (last?.message !== '' || last.detail.length > 0) return undefined;
  if (text === '') return 'maybe';
  if (isBeforeSummary(text)) return 'yes';
  if (isSummary(text)) at.summary = true;
  else if (at.summary) last.message = text;
  else return undefined;
  return 'yes';
}

function behind(at: OpenBlock, body: string, index: number): Taken {
  const text = body.trim();
  const summed = inSummary(at, text);
  if (summed !== undefined) return summed;
  const last = at.block.raised.at(-1);
  const link = linkOf(body);
  if (link !== undefined) {
    at.link = link;
    return 'yes';
  }
  if (isGroupDivider(body)) {
    at.link = 'remote';
    return 'yes';
  }
  if (isHeader(body)) {
    const inner = /^Original /.test(text);
    if (at.link === 'first' && !inner) return 'no';
    if (at.link === 'first') at.link = 'remote';
    at.state = 'stack';
    at.drawn = isDrawnHeader(body);
    return 'yes';
  }
  // The traceback of a task, inside the message of the exception that carried it here.
  if (frameOf(body, false)) {
    at.link = 'remote';
    at.state = 'stack';
    return inStack(at, body, index);
  }
  // NCCL says what went wrong in the line after this one.
  if (GOES_ON.test(body) || last?.detail.at(-1) === 'Last error:') {
    if (last !== undefined && last.detail.length < MOST_DETAIL) last.detail.push(text);
    return 'yes';
  }
  const full = last === undefined || last.detail.length >= MOST_DETAIL;
  if (text === '' || isQuote(text)) return full ? 'no' : 'maybe';
  if (full) return 'no';
  // Behind the message only a few lines at the margin are more of it.
  const indented = /^\s/.test(body);
  // The hub's client says what is wrong after a blank line.
  const blank = /\(Request ID\b/.test(last.message) ? 1 : 0;
  const next = index - last.line - last.detail.length - 1;
  const own = indented || (last.detail.length < 3 && (next === 0 || next === blank));
  if (!own || /^\[?\d{4}-\d\d-\d\d|^[EWI]\d{4} |^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):\S|^={5}|^-{5}/.test(text))
    return 'no';
  last.detail.push(text);
  return indented ? 'yes' : 'maybe';
}

/** Lets a block take one more line; false where the line is not part of it. */
export function take(at: OpenBlock, line: Line, index: number): boolean {
  const body = withoutMargin(line.body);
  const taken = at.state === 'after' ? behind(at, body, index) : inStack(at, body, index);
  if (taken === 'yes' && body.trim() !== '') {
    at.block.end = index;
    at.block.lines.push(index);
  }
  return taken !== 'no';
}
