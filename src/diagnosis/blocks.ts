import { type LogLine, readLine } from './lines.ts';

/** One entry of a call stack. */
export interface Frame {
  file: string;
  line: number;
  function?: string | undefined;
  /** The source line, where it was printed. */
  code?: string | undefined;
}

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
  link: 'first' | 'direct_cause' | 'during_handling' | 'remote';
}

/** Lines of one error, from one process. */
export interface Block {
  /** Indices into the lines given, both inclusive. */
  start: number;
  end: number;
  stream: string;
  /** In the order printed; the last is what the process ended with. */
  raised: Raised[];
  /** The line before the block, which says why it was printed. */
  intro: string;
}

const HEADER = /Traceback \(most recent call last\)/;
const RICH_HEADER = /^[\s\u2502|]{0,4}\u256d[\u2500 ]{1,200}Traceback/;
const RICH_FRAME = /^[\u2502|\s]{1,8}(\S[^\u2502]{0,300}?):(\d{1,7}) in ([\w<>.]{1,100})/;
const RICH_CODE = /^[\u2502|\s]{1,8}\u2771\s{1,6}\d{1,7}\s[\u2502|]\s{0,60}(\S.{0,300}?)\s{0,200}\u2502?$/;
const FRAME = /^\s{0,40}File "([^"\n]{1,500})", line (\d{1,7})(?:, in (.{1,200}))?$/;
const TYPE = /^([A-Za-z_][\w]{0,80}(?:\.[A-Za-z_<>][\w<>]{0,80}){0,8})(?:\([A-Za-z_.]{1,80}\))?(?::\s?(.{0,1000}))?$/;
const LINKS: readonly (readonly [RegExp, Raised['link']])[] = [
  [/^The above exception was the direct cause of the following exception/, 'direct_cause'],
  [/^During handling of the above exception, another exception occurred/, 'during_handling'],
];
/** Lines of a traceback that are no exception although they look like one. */
const NOT_RAISED =
  /^(Traceback|File|During|The above|Original|Failures|Root Cause|rank|time|host|exitcode|error_file|traceback)\b/;
const PLAUSIBLE =
  /(Error|Exception|Interrupt|Exit|Timeout|Failure|Warning|Fault|Stop\w{0,20}|NotFound|Denied|Abort\w{0,4}|Killed|NoSuch\w{1,20}|Signal\w{0,10})$|^[a-z_]\w*\.[\w.]*[A-Z]\w*$|^[A-Z][a-z]+[A-Z]\w*$/;

const MAX_DETAIL = 5;

interface Open {
  block: Block;
  frames: Frame[];
  rich: boolean;
  /** Blanks before the header: an exception stands at most that deep, source lines deeper. */
  indent: number;
  /** `stack`: among frames; `after`: behind an exception, where a link or more of its message may follow. */
  state: 'stack' | 'after';
  link: Raised['link'];
}

const indentOf = (body: string): number => {
  const blanks = body.length - body.trimStart().length;
  return FRAME.test(body) ? Math.max(0, blanks - 2) : blanks;
};

const exceptionOf = (body: string): { type: string; message: string } | undefined => {
  if (NOT_RAISED.test(body)) return undefined;
  const [, type = '', message = ''] = TYPE.exec(body) ?? [];
  return PLAUSIBLE.test(type) ? { type, message } : undefined;
};

/** Python tracebacks in the lines of a log, also where several processes write into one another. */
export function errorBlocks(texts: readonly string[]): Block[] {
  return blocksOf(texts.map(readLine));
}

/** As `errorBlocks`, for lines that have been read already. */
export function blocksOf(lines: readonly LogLine[]): Block[] {
  const blocks: Block[] = [];
  const open = new Map<string, Open>();
  const last = new Map<string, string>();

  const start = (line: LogLine, rich: boolean): Open => {
    const block: Block = {
      start: line.index,
      end: line.index,
      stream: line.stream,
      raised: [],
      intro: last.get(line.stream) ?? '',
    };
    blocks.push(block);
    const at: Open = { block, frames: [], rich, indent: rich ? 0 : indentOf(line.body), state: 'stack', link: 'first' };
    open.set(line.stream, at);
    return at;
  };

  for (const line of lines) {
    const { body, stream } = line;
    const current = open.get(stream);
    if (current === undefined || !take(current, line)) {
      if (current !== undefined) open.delete(stream);
      const frame = FRAME.exec(body);
      if (RICH_HEADER.test(body)) start(line, true);
      else if (HEADER.test(body)) start(line, false);
      // A syntax error has no header when the interpreter itself prints it.
      else if (frame !== null && frame[3] === undefined) take(start(line, false), line);
    }
    if (body.trim() !== '') last.set(stream, body);
  }
  return blocks.filter(({ raised }) => raised.length > 0);
}

/** Lets a block take one more line; false where the line is not part of it. */
function take(at: Open, { body, index }: LogLine): boolean {
  const behind = at.state === 'after';
  const taken = behind ? takeAfter(at, body, index) : takeInStack(at, body, index);
  // What stands at the margin behind an exception may belong to its message, or to the next thing the program says.
  const sure = !behind || at.state === 'stack' || /^\s/.test(body);
  if (taken && sure && body.trim() !== '') at.block.end = index;
  return taken;
}

function takeInStack(at: Open, body: string, index: number): boolean {
  const frame = FRAME.exec(body) ?? (at.rich ? RICH_FRAME.exec(body) : null);
  if (frame !== null) {
    at.frames.push({ file: frame[1] ?? '', line: Number(frame[2]), function: frame[3] });
    return true;
  }
  if (HEADER.test(body)) {
    // Printed inside a message, as DataLoader workers do.
    at.frames = [];
    return true;
  }
  if (isInside(at, body)) {
    const code = at.rich ? RICH_CODE.exec(body)?.[1] : body.trim();
    const frames = at.frames.at(-1);
    if (frames !== undefined && code && frames.code === undefined && !/^[\s^~]*$/.test(code)) frames.code = code;
    return true;
  }
  const raised = exceptionOf(body.trim());
  if (raised === undefined) return /^"""/.test(body);
  at.block.raised.push({ ...raised, detail: [], frames: at.frames, line: index, link: at.link });
  at.frames = [];
  at.state = 'after';
  return true;
}

/** A line among the frames: a source line, a marker below one, a border of a drawn traceback. */
function isInside(at: Open, body: string): boolean {
  if (body.trim() === '') return true;
  if (at.rich) return /^[\s\u2502|\u256d\u2570\u2500]/.test(body);
  return body.length - body.trimStart().length > at.indent;
}

function takeAfter(at: Open, body: string, index: number): boolean {
  const trimmed = body.trim();
  const link = LINKS.find(([pattern]) => pattern.test(trimmed));
  const last = at.block.raised.at(-1);
  if (link !== undefined) {
    at.link = link[1];
    return true;
  }
  if (HEADER.test(body)) {
    if (at.link === 'first' && !/^Original /.test(trimmed)) return false;
    if (at.link === 'first') at.link = 'remote';
    at.state = 'stack';
    at.rich = false;
    return true;
  }
  if (RICH_HEADER.test(body) && at.link !== 'first') {
    at.state = 'stack';
    at.rich = true;
    return true;
  }
  if (FRAME.test(body)) {
    at.link = 'remote';
    at.state = 'stack';
    return takeInStack(at, body, index);
  }
  if (trimmed === '' || /^"""/.test(trimmed)) return (last?.detail.length ?? 0) < MAX_DETAIL;
  // Between a link and its traceback nothing else stands; behind the last exception only a few lines are its message.
  if (last === undefined || last.detail.length >= MAX_DETAIL) return false;
  const own = /^\s/.test(body) || (last.detail.length < 3 && index === last.line + last.detail.length + 1);
  if (!own || /^\[?\d{4}-\d\d-\d\d|^[EWI]\d{4} |^={5}|^-{5}/.test(trimmed)) return false;
  last.detail.push(trimmed);
  return true;
}

const LIBRARY =
  /(^|\/)(site-packages|dist-packages|lib\/python[\d.]+|lib64\/python[\d.]+)\/|^<|^\/usr\/lib\/|\/bin\/(torchrun|accelerate|deepspeed|ray|horovodrun)$|(^|\/)(runpy|threading|importlib\/\w+)\.py$/;

/** The innermost frame of the program itself, else the innermost of all. */
export function innermost(frames: readonly Frame[]): Frame | undefined {
  return frames.findLast(({ file }) => !LIBRARY.test(file)) ?? frames.at(-1);
}
