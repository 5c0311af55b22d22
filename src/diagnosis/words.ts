/** Where in its source a line was written, as glog and its like put before it. */
const SOURCE = /^:?\s?(?:[IWEF] )?[\w./-]{1,200}\.(?:cc|cpp|cu|c|h|hpp|py|go|rs):\d{1,6}\]\s{0,4}/;

/** The line of a source file, anywhere: a number like 404 there is no status. */
const LINE_OF_SOURCE = /(\.(?:cc|cpp|cxx|cu|cuh|c|h|hpp|py|pyx|go|rs|java|scala|kt|R|jl)):\d{1,6}\b/g;

/** The parts of a second in a time, which stands anywhere where a launcher writes it behind its name: no status. */
const FRACTION = /(\b\d\d:\d\d:\d\d)[.,]\d{3,9}\b/g;

/** A command with its arguments, as launchers print it: they are no words of what happened. */
const COMMAND_LINE =
  /\[['"]\/?[\w.][^\]]{1,800}\]|\bcommand:? {0,2}(?:["`][^"`]{1,800}["`]|'(?:\[[^\]]{1,800}\]|[^'"`]{1,800})')|`[^`]{1,800}`(?= (?:failed|exited|returned|ended)\b)|(?: --?[a-z][\w-]{0,40}(?:[ =](?!-)\S{1,200})?){3,30}/gi;

/** A launcher or interpreter with what it was given, up to what is said of it, or to the end. */
const STARTED =
  /(?<![\w./-])(?:\/[\w./-]{1,200}\/)?\b(?:torchrun|python[\d.]{0,5}|deepspeed|accelerate|mpirun|mpiexec|horovodrun|srun|bash|sh|conda|ray|msrun|pdsh|ssh)(?: (?:launch|run|exec|-m \S{1,80}))?,? {1,3}(?:-{1,2}[A-Za-z]\S{0,200}|\S{1,200}\.(?:py|sh))(?=\s|$)[^\n"'`]{0,900}?(?=\s(?:failed|failure|exited|exits|returned|terminated|died|on \d|exception|error|reason|because)|["'`]|$)/g;

/** The environment that a launcher puts before a command. */
const ENVIRONMENT = /(?:(?<![\w.-])[A-Z][A-Z0-9_]{1,60}=(?:'[^']{0,300}'|"[^"]{0,300}"|\S{0,300})(?:\s{1,3}|$)){2,}/g;

/** The packages of libraries of NVIDIA: such a name says only what was to be installed. */
const PACKAGE = /\bnvidia[-_][a-z_]{2,20}[-_]cu\d{1,2}\b/g;

/** An address: the names in it say nothing of what happened. */
const ADDRESS = /\bhttps?:\/\/[^\s"'<>]{1,400}/g;

/** A code of a library, in capitals or behind `Error`: `UR_RESULT_ERROR_DEVICE_LOST`, `hipErrorOutOfMemory`. */
const CODE =
  /\b(?=[A-Z0-9_]{0,40}(?:ERR|STATUS|RESULT|FAIL))[A-Z][A-Z0-9]{1,20}(?:_[A-Z0-9]{1,24}){2,10}\b|\b[a-z]{2,8}Error[A-Z]\w{3,60}\b/g;

const wordsOf = (code: string): string => code.replace(/_/g, ' ').replace(/([a-z])(?=[A-Z])/g, '$1 ');

/** The folders of a source file within its project: `tensorflow/compiler/xla/client.cc` is no word of a compiler. */
const SOURCE_FOLDERS =
  /(?<![\w./-])(?:\.{1,2}\/)?(?:[\w.-]{1,60}\/){1,12}(?=[\w.-]{1,80}\.(?:cc|cpp|cxx|cu|cuh|c|h|hpp)\b)/g;

/**
 * The class of a library's exception, whose name is a sentence: `ResolvePackageNotFound`, `java.lang.OutOfMemoryError`.
 * Those of Python itself mean anything, and what a cache does not have was to come over the network.
 */
const CLASS_NAME =
  /^(?:[a-z_][\w$]{0,60}\.){0,8}(?!(?:Runtime|Value|Type|Key|Index|Attribute|Assertion|Import|OS|IO|Name|Lookup|NotImplemented|System)(?:Error|Exception)\b|LocalEntry)((?:[A-Z][a-z]{1,20}){2,8})(?=:|$)/;

/** A text, and behind it the words of the class that it begins with. */
function withClassWords(text: string): string {
  const name = CLASS_NAME.exec(text)?.[1]?.replace(/(?:Error|Exception)$/, '');
  return name && /[a-z][A-Z]/.test(name) ? `${text} (${wordsOf(name).toLowerCase()})` : text;
}

/** Where else to look: what a message says to do for that names settings, whatever it is about. */
const LOOK_ELSEWHERE =
  /\b(?:To (?:see|get|find|view|print|show|debug|know)|For (?:more|further|details)) [^.,]{0,120}, (?:please )?(?:set|pass|use|run|re-?run|see|refer|check|visit|export|inspect|read)\b.{0,300}?(?:\.(?=\s|$)|$)/g;

/**
 * A text with the words that the codes of libraries in it are made of, behind each code, without folders of sources.
 */
export const spelledOut = (text: string): string =>
  withClassWords(
    text
      .replace(LOOK_ELSEWHERE, '')
      .replace(SOURCE_FOLDERS, '')
      .replace(CODE, (code) => `${code} (${wordsOf(code).toLowerCase()})`),
  );

/** What an object store answers, a line of XML each: `<Code>AccessDenied</Code>`, `<Message>...</Message>`. */
const ANSWERED = /^\s{0,8}<(Code|Message)>([^<]{1,900})(?:<\/\1>)?\s{0,4}$/;

/** A class as Python writes it: the word itself says nothing. */
const CLASS = /<class '([\w.]{1,200})'>/g;

/** The folders of a path. They are named for what people keep there, and the name of the file is left. */
const FOLDERS = /(?<![\w:/.])\/(?:[\w.@+-]{1,80}\/){1,20}(?=[\w.@+-])/g;

const isSentence = (value: unknown): value is string => typeof value === 'string' && /\S\s+\S/.test(value);

/** The names under which the answer of a service gives the code of an error, which is a word that says something. */
const CODES = /^(?:error_?)?(?:code|status|reason)$/i;
const MOST_NESTED = 3;

/** The sentences among the members of a value, and the codes of errors, also of what lies in it. */
const sentencesOf = (value: unknown, depth = 0): string[] =>
  typeof value !== 'object' || value === null || depth > MOST_NESTED
    ? []
    : Object.entries(value).flatMap(([name, member]) =>
        isSentence(member) || (CODES.test(name) && typeof member === 'string')
          ? [member]
          : sentencesOf(member, depth + 1),
      );

/** The sentences of a line of JSON; undefined for any other line. */
function sentencesIn(text: string): string | undefined {
  if (!/^\s{0,8}\{"/.test(text)) return undefined;
  try {
    return sentencesOf(JSON.parse(text)).join('. ');
  } catch {
    return undefined;
  }
}

/**
 * What a line says in sentences: without the names of fields and single words of a line of JSON, the path of the source
 * before it, folders, addresses and commands. Those speak of versions, files and settings whatever the line is about.
 */
export const saidIn = (text: string): string =>
  spelledOut(sentencesIn(text) ?? text.replace(ANSWERED, '$2').replace(SOURCE, ''))
    .replace(LINE_OF_SOURCE, '$1')
    .replace(FRACTION, '$1')
    .replace(CLASS, '$1')
    .replace(ENVIRONMENT, '')
    .replace(COMMAND_LINE, 'COMMAND')
    .replace(STARTED, 'COMMAND')
    .replace(ADDRESS, 'URL')
    .replace(PACKAGE, 'PACKAGE')
    .replace(FOLDERS, '');

/** A list of a command and its arguments. */
const LISTED =
  /\[['"](?:\/[\w./-]{1,200}\/)?(?:torchrun|python[\d.]{0,5}|bash|sh|deepspeed|accelerate|ssh|pdsh)['"], [^\]]{1,900}\]/g;

/** A line without the commands that it repeats: their arguments name what they set, not what went wrong. */
export const withoutCommands = (body: string): string =>
  body.replace(FRACTION, '$1').replace(ENVIRONMENT, '').replace(LISTED, 'COMMAND').replace(STARTED, 'COMMAND');
