import type { Line } from './line.ts';
import { enter, indentOf, inStack, MOST_STRANGE, type OpenBlock, type Taken } from './traceback-block.ts';
import {
  announcesTraceback,
  carrierIn,
  frameOf,
  isBeforeSummary,
  isGroupDivider,
  isHeader,
  isOfNode,
  isOfRank,
  isQuote,
  isSummary,
  linkOf,
  withoutMargin,
} from './traceback-lines.ts';

/** Sentences at the margin that libraries add to a message, and the native stack below it. */
const GOES_ON =
  /^(?:CUDA kernel errors might be|For debugging consider passing|Compile with `|Device-side assertion|Last error:|nccl[A-Z]\w+:|Exception raised from |frame #\d+: |C\+\+ CapturedTraceback:|#\d+ |Please (?:check|make sure|see|install)|Make sure |You (?:can|may|should) |See (?:also )?https?:)/;

/** What CANN says with a code of its own. */
const CODED = /^E[A-Z\d]\d{4}: /;

const MOST_DETAIL = 5;

/** Whose actor or task it was, as Ray lists it below an exception. */
const RAY_FIELD =
  /^\s{1,40}(?:class_name|actor_id|repr|pid|name|namespace|ip|job_id|node_id|worker_id|task_id|owner_id): /;

/** What begins as loggers write their level or time, and rules of tables. */
const LOGGED =
  /^\[?\d{4}-\d\d-\d\d|^\d\d\/\d\d \d\d:\d\d:\d\d|^[EWI]\d{4} |^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):\S|^(?:[\w.]{1,80}:? (?:- )?)?(?:\[[\w.]{1,60}\] ?){0,2}(?:\[(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL|FATAL)\](?! \d{4}-)|(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL|FATAL) {0,4}(?:\| |- ))|^={5}|^-{5}/;

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

/** What leads to another exception of the block; undefined for any other line. */
function toAnother(at: OpenBlock, body: string, index: number): Taken | undefined {
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
    const inner = /^\s{0,40}Original /.test(body) || isOfRank(body) || carrierIn(body) !== undefined;
    if (at.link === 'first' && !inner) return 'no';
    if (at.link === 'first') at.link = 'remote';
    enter(at, body);
    return 'yes';
  }
  if (announcesTraceback(body)) {
    at.link = 'remote';
    return 'yes';
  }
  // The traceback of a task, inside the message of the exception that carried it here.
  if (frameOf(body)) {
    at.link = 'remote';
    at.state = 'stack';
    return inStack(at, body, index);
  }
  return undefined;
}

function behind(at: OpenBlock, body: string, index: number): Taken {
  const text = body.trim();
  const last = at.block.raised.at(-1);
  if (isOfNode(body, at.skipped > 0)) {
    at.skipped = last === undefined ? 0 : index - last.line - last.detail.length;
    return 'yes';
  }
  // The table of Ray's actors stands between their exception and why they died.
  if (RAY_FIELD.test(body) && last !== undefined) {
    at.skipped = index - last.line - last.detail.length;
    return 'yes';
  }
  const taken = inSummary(at, text) ?? toAnother(at, body, index);
  if (taken !== undefined) return taken;
  // NCCL says what went wrong in the line after this one.
  if (GOES_ON.test(body) || last?.detail.at(-1) === 'Last error:') {
    if (last !== undefined && last.detail.length < MOST_DETAIL) last.detail.push(text);
    return 'yes';
  }
  // What pip says below the output of a setup is its own.
  if (text === '[end of output]') return 'no';
  const full = last === undefined || last.detail.length >= MOST_DETAIL;
  if (text === '' || isQuote(text)) return full ? 'no' : 'maybe';
  // What is less indented than the whole traceback is of whoever prints it.
  if (full || indentOf(body) < at.indent) return 'no';
  // Behind the message only a few lines at the margin are more of it.
  const indented = /^\s/.test(body);
  // The hub's client says what is wrong after a blank line, and so does a message that announces it.
  const blank = /\(Request ID\b|:$/.test(last.message) ? 1 : 0;
  const next = index - last.line - last.detail.length - 1 - at.skipped;
  const own =
    indented || (next === 0 && CODED.test(body)) || (last.detail.length < 3 && (next === 0 || next === blank));
  if (!own || LOGGED.test(text)) return 'no';
  last.detail.push(text);
  return indented ? 'yes' : 'maybe';
}

/** Lets a block take one more line; false where the line is not part of it. */
export function take(at: OpenBlock, line: Line, index: number): boolean {
  const body = at.style === 'plain' ? withoutMargin(line.body) : line.body;
  // A logger writes the time before what it says, and the traceback has none.
  if (at.state === 'after' && line.dated === true && !at.dated) return ++at.strange <= MOST_STRANGE;
  const taken = at.state === 'after' ? behind(at, body, index) : inStack(at, body, index);
  if (taken === 'yes' && body.trim() !== '') {
    at.dated = line.dated === true;
    at.block.end = index;
    at.block.lines.push(index);
  }
  return taken !== 'no';
}
