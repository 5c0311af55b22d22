/** One entry of a call stack. */
export interface Frame {
  file: string;
  line: number;
  function?: string | undefined;
  /** The line of source, where it was printed. */
  code?: string | undefined;
}

/**
 * How an exception followed from the one printed before it; `remote`: it was
 * raised first, in a process or task of its own.
 */
export type Link = 'first' | 'direct_cause' | 'during_handling' | 'remote';

/** How a traceback is printed: by Python, in a box (rich), or as in notebooks, with the source around each line. */
export type Style = 'plain' | 'drawn' | 'notebook';

const HEADER =
  /Traceback \((?:most recent call|innermost) last\):?\s{0,3}(?:\(RANK \d{1,6}\)|[\u2500 -]{0,300}[\u256e+]?)$/;
const DRAWN_HEADER = /^[\s\u2502|]{0,60}(?:\u256d[\u2500 ]{1,200}|\+-[- ]{1,200})Traceback/;
const NOTEBOOK_HEADER =
  /^([A-Za-z_][\w.]{0,80}(?:\([A-Za-z_][\w.]{0,80}\))?) {3,80}Traceback \(most recent call last\)$/;
// The sign before it is that of loguru, which marks where it caught the exception.
const FRAME = /^\s{0,40}(?:> )?File "([^"\n]{1,500})", line (\d{1,7})(?:, in (.{1,200}))?$/;
const DRAWN_FRAME = /^[\u2502|\s]{1,60}(\S[^\u2502]{0,300}?):(\d{1,7}) in ([\w<>.]{1,100})/;
const DRAWN_CODE = /^[\u2502|\s]{1,60}[\u2771>]\s{1,6}\d{1,7}\s[\u2502|]\s{0,60}(\S.{0,300}?)\s{0,200}[\u2502|]?$/;
const DRAWN_END = /^\s{0,60}(?:\u2570[\u2500 ]{3,300}\u256f|\+-{3,300}\+)\s{0,3}$/;
const NOTEBOOK_FRAME =
  /^(?:File (\S.{0,300}?):(\d{1,7})(?:, in ([\w<>.]{1,100}).{0,400})?|(?:Cell |Input )(In ?\[\d{1,5}\]), (?:line|in) .{1,80}|(\S{1,300}) in ([\w<>.]{1,100})(?:\(.{0,400}\))?)$/;
const NOTEBOOK_CODE = /^-{1,8}> ?(\d{1,7})(?: (.{0,300}))?$/;
const THROWN =
  /^([A-Za-z_]\w{0,80}(?:\.[A-Za-z_<>][\w<>]{0,80}){0,8})(?:\([A-Za-z_., ]{1,80}\)| \(see above for traceback\))?(?::\s?(.{0,4000}))?$/;
/** Lines of a traceback or of a launcher's table that look like an exception. */
const NOT_THROWN =
  /^(?:Traceback|File|During|The above|Original|Failures|Root Cause|rank|time|host|exitcode|error_file|traceback)\b/;
/**
 * Names that classes of exceptions have: by their last word, of a module, in two
 * words; some of the standard library are small.
 */
const CLASS =
  /(?:Error|Exception|Interrupt|Exit|Timeout|Failure|Warning|Fault|Stop\w{0,20}|NotFound|Denied|Abort\w{0,4}|Killed|NoSuch\w{1,20}|Signal\w{0,10})$|^[a-z_]\w*(?:\.\w+)*\.(?=\w*[A-Z])\w+$|^[A-Z][a-z]+[A-Z]\w*$|^[a-z_][\w.]{0,80}\.(?:error|timeout|gaierror|herror)$/;
const LINKS: readonly (readonly [RegExp, Link])[] = [
  [/^The above exception was the direct cause of the following exception/, 'direct_cause'],
  [/^During handling of the above exception, another exception occurred/, 'during_handling'],
];
/** The margin of an exception group: `  | ` before each line, `  +-+---- 1 ----` between its parts. */
const GROUP_MARGIN = /^\s{0,40}[|+] (?! ?\S{1,300}:\d)/;

const ANNOUNCES =
  /^(?:-- )?\S.{0,160}\b(?:following (?:error|exception)s?|(?:stack ?trace|traceback|exception|error)s? (?:is |was |as )?(?:below|follows?|following)|original (?:error|exception|traceback))[.:]{1,3}$/i;

/** Where TensorFlow says in which line of the program a node of its graph was made, which is no traceback. */
const NODE = /^\s{0,8}(?:Detected at node|Stack trace for op definition:|Node: |\[\[\{?\{?node )/;
const OF_NODE = /^\s{4,}\S/;

/** Between an empty message and the box in which Paddle says it: rules, headings, the native stack. */
const BEFORE_SUMMARY =
  /^(?:-{10,}|(?:C\+\+|Python|Compile)(?: Call)? (?:Traceback|Stacks?) .{0,60}:|\d{1,3} {1,3}\S.{0,300})$/;

export const isBeforeSummary = (text: string): boolean => BEFORE_SUMMARY.test(text);
/** @param inside whether such a line stands before it */
export const isOfNode = (body: string, inside: boolean): boolean => NODE.test(body) || (inside && OF_NODE.test(body));
export const isSummary = (text: string): boolean => text === 'Error Message Summary:';
export const isHeader = (body: string): boolean => HEADER.test(body) || DRAWN_HEADER.test(body);
/** The header of a traceback that a rank sent, inside the message of the exception which gathers them. */
export const isOfRank = (body: string): boolean => /\(RANK \d{1,6}\)$/.test(body);
export const styleOf = (header: string): Style =>
  DRAWN_HEADER.test(header) ? 'drawn' : NOTEBOOK_HEADER.test(header) ? 'notebook' : 'plain';
/** The class that the header of a notebook tells before its exception, with that which it carries. */
export const classIn = (header: string): string | undefined => NOTEBOOK_HEADER.exec(header)?.[1];
/** The last line of a box; the exception follows it. */
export const isDrawnEnd = (body: string): boolean => DRAWN_END.test(body);
/** What stands before a heading in its line, where it is the message of an exception. */
export function carrierIn(header: string): { type: string; message: string } | undefined {
  const before = header.slice(0, header.indexOf('Traceback (')).trimEnd();
  const carrier = /(?:^|[\s:])([\w.]{1,200}(?:Error|Exception)):$/.exec(before)?.[1];
  return carrier === undefined ? undefined : { type: carrier, message: '' };
}
/** Says that the traceback of what happened follows, inside the message of the exception before it. */
export const announcesTraceback = (body: string): boolean => ANNOUNCES.test(body.trim());
export const isGroupDivider = (body: string): boolean => /^\s{0,40}\+(?:-\+)?-{10,80}/.test(body);
/** A source line's marker of columns, which is no source. */
const isMarker = (body: string): boolean => /^[\s^~]*$/.test(body);
/** The quotes that a process pool puts around the traceback of its worker. */
export const isQuote = (body: string): boolean => /^"""/.test(body);
export const linkOf = (body: string): Link | undefined => LINKS.find(([pattern]) => pattern.test(body.trim()))?.[1];

/** A line of an exception group as it would stand outside of one. */
export const withoutMargin = (body: string): string => body.replace(GROUP_MARGIN, '');

/** The frame that a line shows. */
export function frameOf(body: string, style: Style = 'plain'): Frame | undefined {
  if (style === 'notebook') return notebookFrameOf(body);
  const [, file = '', line, name] = FRAME.exec(body) ?? (style === 'drawn' ? DRAWN_FRAME.exec(body) : undefined) ?? [];
  return line === undefined ? undefined : { file, line: Number(line), function: name };
}

/** A frame of a notebook; the line is told with its source, and 0 until then. */
function notebookFrameOf(body: string): Frame | undefined {
  const [, file, line = 0, name, cell, older, of] = NOTEBOOK_FRAME.exec(body) ?? [];
  const where = file ?? cell ?? older;
  return where === undefined ? undefined : { file: where, line: Number(line), function: name ?? of };
}

/** Gives a frame the source that a line below it shows. */
export function addCode(frame: Frame, body: string, style: Style): void {
  if (style === 'notebook') {
    const [, line, code = ''] = NOTEBOOK_CODE.exec(body) ?? [];
    if (line === undefined) return;
    frame.line = Number(line);
    frame.code = code.trim().slice(0, 300);
    return;
  }
  const code = style === 'drawn' ? DRAWN_CODE.exec(body)?.[1] : body.trim();
  if (code && frame.code === undefined && !isMarker(code)) frame.code = code.slice(0, 300);
}

/** A line among the frames: source, a marker below it, a border of a drawn traceback. */
export function isAmongFrames(body: string, indent: number, style: Style): boolean {
  if (body.trim() === '') return true;
  if (style === 'drawn') return /^[\s\u2502|\u256d\u2570\u2500+]/.test(body);
  if (style === 'notebook') return /^\s|^-{1,8}> ?\d/.test(body);
  return body.length - body.trimStart().length > indent || /^\s{0,8}\[Previous line repeated/.test(body);
}

/** Class and message of the line that an exception ends with. */
export function thrownOf(body: string): { type: string; message: string } | undefined {
  const text = body.trim();
  if (NOT_THROWN.test(text)) return undefined;
  const [, type = '', message = ''] = THROWN.exec(text) ?? [];
  return CLASS.test(type) ? { type, message } : undefined;
}

const LIBRARY =
  /(?:^|\/)(?:site-packages|dist-packages|lib\/python[\d.]+|lib64\/python[\d.]+)\/|^<(?!ipython-input)|^\/usr\/lib\/|\/bin\/[\w.-]{2,40}$|(?:^|\/)(?:runpy|threading|importlib\/\w+)\.py$|\/ray\/_private\/|\/pip-(?:req-build|install|build|wheel|ephem)|\/transformers_modules\/|\.p(?:xi|yx)$/;

/** Whether a frame is of the program itself, not of an interpreter, a package or a launcher. */
export const isOwn = ({ file }: Frame): boolean => !LIBRARY.test(file);

/** A package beside others of its kind in a checkout of its sources: `/workspace/Megatron-LM/megatron/`. */
const CHECKED_OUT = /\/([a-z]{4,30})[\w.-]{0,30}\/(?:(?:src|python|lib)\/)?\1\w{0,30}\//i;

/** Whether a frame may be of a library that is run from its sources: nothing tells it from a program laid out so. */
export const isCheckedOut = ({ file }: Frame): boolean => CHECKED_OUT.test(file);

/** The innermost frame of the program itself, else the innermost of all. */
export const innermost = (frames: readonly Frame[]): Frame | undefined => frames.findLast(isOwn) ?? frames.at(-1);
