import { innermost, type Raised, type Traceback } from '../shaping/errors/traceback.ts';
import type { Finding } from './finding.ts';
import { RULES } from './rules/all.ts';
import { LAST_RESORTS, UNCAUGHT } from './rules/code.ts';
import { firstMatch, MAX_LINE, type Rule } from './rules/rule.ts';

/** Exceptions that launchers raise because a process they started has failed. They do not say why. */
const WRAPPER =
  /(^|\.)(ChildFailedError|ProcessRaisedException|ProcessExitedException|CalledProcessError|SystemExit|RayTaskError|RemoteTraceback|RemoteError|TrainingFailedError|TuneError|TrainingWorkerError|SubprocessError|CommandError)$/;

/** Classes of exceptions that programs raise around the real one. */
const GENERIC =
  /^(\w+\.){0,6}(RuntimeError|Exception|OSError|IOError|AssertionError|\w{0,40}(Train|Task|Job|Worker|Launch|Pipeline|Runner|Load)\w{0,20}(Error|Exception|Failed))$/;

/** What the interpreter prints while it cleans up. The process was ending already, so it is no cause. */
export const AFTERMATH =
  /Exception ignored in|Error in atexit|Error in sys\.excepthook|--- Logging error ---|^Call stack:|Exception ignored on/;

const BACKGROUND = /^Exception in thread /;

const head = ({ type, message }: Raised): string => `${type}: ${message}`.slice(0, MAX_LINE);

/** The innermost frames as text, which the pattern `where` of a rule is matched with. */
const whereText = ({ frames }: Raised): string =>
  frames
    .slice(-3)
    .map(({ file, function: name = '', code = '' }) => `${file} ${name} ${code}`)
    .join('\n')
    .slice(0, MAX_LINE);

function ruleOf(raised: Raised): Rule | undefined {
  const where = whereText(raised);
  const whole = `${head(raised)} ${raised.detail.join(' ')}`.slice(0, MAX_LINE);
  return firstMatch(RULES, 'exception', head(raised), where) ?? firstMatch(RULES, 'exception', whole, where);
}

const lastResort = (raised: Raised): Rule => firstMatch(LAST_RESORTS, 'exception', head(raised)) ?? UNCAUGHT;

/** The signal that ended a process, in the words of the one that waited for it. */
const SIGNAL = /\bterminated with signal SIG\w{3,6}|\bdied with <Signals\.SIG\w{3,6}: \d{1,2}>/;

/** The signal that a launcher's exception names. Nothing else of it is read: the command, say, may hold words of any cause. */
function childOf({ raised }: Traceback): { raised: Raised; rule: Rule } | undefined {
  const last = raised.at(-1);
  const signal = last && SIGNAL.exec(head(last))?.[0];
  const rule = signal && firstMatch(RULES, 'exception', signal);
  return last && rule ? { raised: last, rule } : undefined;
}

/**
 * The exception of a block that says what happened: the last one, unless that only wraps an earlier one or follows from it.
 */
function decisive(block: Traceback): { raised: Raised; rule: Rule } | undefined {
  const chain = block.raised
    .filter(({ type }) => !WRAPPER.test(type))
    .map((raised) => ({ raised, rule: ruleOf(raised) }));
  const last = chain.at(-1);
  if (last === undefined) return childOf(block);
  const earlier = chain.slice(0, -1);
  const known = earlier.find(({ rule }) => rule !== undefined && rule.role !== 'consequence');
  if (last.rule?.role === 'consequence' && earlier.length > 0) {
    const [root] = earlier.filter(({ rule }) => rule?.role !== 'consequence');
    if (root !== undefined) return { raised: root.raised, rule: root.rule ?? lastResort(root.raised) };
  }
  const wraps = last.raised.link !== 'during_handling' || GENERIC.test(last.raised.type);
  if (last.rule === undefined && wraps && known?.rule) return { raised: known.raised, rule: known.rule };
  return { raised: last.raised, rule: last.rule ?? lastResort(last.raised) };
}

/** A name or path of plain characters, short enough to stand in a sentence of ours. */
export const plainName = (text: string | undefined, max = 160): string | undefined =>
  text !== undefined && text.length <= max && /^[\w./@+<>-]+$/.test(text) ? text : undefined;

/** What the evidence of an exception consists of, as texts: the innermost frame, its source line, type and message. */
function texts({ frames, detail, ...raised }: Raised): string[] {
  const frame = innermost(frames);
  const place =
    frame === undefined
      ? []
      : [`File "${frame.file}", line ${frame.line}${frame.function ? `, in ${frame.function}` : ''}`];
  const code = frame?.code ? [`    ${frame.code}`] : [];
  const more = raised.message === '' ? detail.slice(0, 2) : [];
  return [...place, ...code, `${raised.type}${raised.message === '' ? '' : `: ${raised.message}`}`, ...more];
}

export interface ReadException {
  finding: Omit<Finding, 'evidence'>;
  /** Evidence lines. */
  texts: string[];
  /** Index of the line with type and message. */
  line: number;
}

/** What a traceback says; `undefined` for those of a launcher and of an interpreter that is cleaning up. */
export function readException(block: Traceback): ReadException | undefined {
  if (AFTERMATH.test(block.intro)) return undefined;
  const found = decisive(block);
  if (found === undefined) return undefined;
  const { raised, rule } = found;
  const frame = innermost(raised.frames);
  const file = plainName(frame?.file);
  return {
    finding: {
      rule: rule.id,
      category: rule.category,
      directness: BACKGROUND.test(block.intro) ? 'indirect' : rule.directness,
      role: rule.role ?? 'cause',
      says: rule.says,
      at: frame !== undefined && file !== undefined ? `${file}:${frame.line}` : undefined,
      raised: plainName(raised.type, 80),
    },
    texts: texts(raised),
    line: raised.line,
  };
}
