import type { Category } from '../category.ts';
import type { Directness, Finding, Role } from '../finding.ts';
import type { Remedy } from '../remedy.ts';
import { type Needed, neededBy, rarer } from './needed.ts';
import { createSieve } from './sieve.ts';

/**
 * Kinds of text a cause is recognised in. `cloud`: reasons and events, written by the platform. `exception`: the last
 * line of a traceback, `Type: message`. `line`: a log line outside of tracebacks. `standstill`: a line that a job which
 * gets no further repeats, or ends with; in a job that gets on it means nothing. `unknown_error`: an exception or the
 * line of an error that none of the others knows.
 */
export type TextKind = 'cloud' | 'exception' | 'line' | 'standstill' | 'unknown_error';

/**
 * One cause as data: how it is recognised, the category it lies in, what it means, and what to do. Patterns run on
 * lines of at most `MAX_LINE` characters and hold no unbounded gap (`.*`) and no repeated group, so the time of a match
 * is bounded. Each cause has two real wordings and one that looks alike in tests/diagnosis/causes/.
 */
export interface Cause {
  id: string;
  category: Category;
  in: readonly TextKind[];
  match: RegExp;
  /** Must hold too, anywhere in the text. */
  also?: RegExp;
  /** Wordings that look alike and mean something else. */
  unless?: RegExp;
  /** For exceptions: what the innermost frames (file, function, code) must show. */
  where?: RegExp;
  directness: Directness;
  /** Wordings that another cause has as well: with them, it is no direct proof. */
  doubtful?: RegExp;
  /** Default `cause`. */
  role?: Role;
  /** For log lines: counts at any level; without it a line of level INFO, DEBUG or WARNING is no cause. */
  anyLevel?: boolean;
  /** For log lines: a shell script goes on after such a line, so it counts only where the log ends soon after it. */
  atEnd?: boolean;
  /** It only says that the program broke: the words of the same text may say more. */
  lastResort?: boolean;
  /** It only says that something failed: another text of its category that says why comes before it. */
  vague?: boolean;
  /** It tells of an end that comes soon, so the program may still train for a while. */
  announces?: boolean;
  /** Causes that follow from this one, also where the program or its shell went on between the two. */
  explains?: readonly string[];
  /** What it means, a sentence of ours. */
  says: string;
  /** The file, resource or rank it is about: its first group that matches is named in the sentence. */
  thing?: RegExp;
  remedy: Remedy;
}

/** A line longer than that is cut before any cause reads it. */
export const MAX_LINE = 1000;

/** A concept: an error nobody knows that speaks of a thing (`match`) and of the trouble with it (`also`). */
export const concept = (entry: Omit<Cause, 'in' | 'directness'>): Cause => ({
  ...entry,
  in: ['unknown_error'],
  directness: 'indirect',
});

/** Several wordings as one pattern; they share their flags. */
export function anyOf(...patterns: readonly RegExp[]): RegExp {
  const flags = new Set(patterns.map((pattern) => pattern.flags));
  if (flags.size !== 1) throw new Error('the wordings of a cause have different flags');
  return new RegExp(patterns.map(({ source }) => source).join('|'), [...flags].join(''));
}

/**
 * What a text needs for a cause to hold. It is read off once for each table. So whoever changes a pattern afterwards,
 * as the evaluation does that leaves a cause out, may only make it match less.
 */
const needed = ({ match, also }: Cause): Needed => (also ? rarer(neededBy(match), neededBy(also)) : neededBy(match));

/** A table with fewer causes is run through sooner than sifted. */
const FEW = 10;

/** The causes of long tables by the kind of text they read. */
const sieves = new WeakMap<readonly Cause[], Map<TextKind, (text: string) => readonly Cause[]>>();

/** The causes of a table that read texts of a kind and may hold for this one. */
function causesFor(causes: readonly Cause[], kind: TextKind, text: string): readonly Cause[] {
  const reads = (cause: Cause): boolean => cause.in.includes(kind);
  if (causes.length < FEW) return causes.filter(reads);
  const kinds = sieves.get(causes) ?? new Map<TextKind, (text: string) => readonly Cause[]>();
  sieves.set(causes, kinds);
  const sieve = kinds.get(kind) ?? createSieve(causes.filter(reads), needed);
  kinds.set(kind, sieve);
  return sieve(text);
}

/** The first cause of a table that holds for a text. Tables go from the specific to the general. */
export const firstMatch = (causes: readonly Cause[], kind: TextKind, text: string, where = ''): Cause | undefined =>
  causesFor(causes, kind, text).find(
    (cause) =>
      cause.match.test(text) &&
      (cause.also?.test(text) ?? true) &&
      !(cause.unless?.test(text) ?? false) &&
      (cause.where?.test(where) ?? true),
  );

/** What may stand in a sentence of ours: names, paths and numbers. */
const PLAIN = /^[\w./@+<>:=,{}'*~ -]{1,160}$/;

/** Classes in which a program tells what it thinks of its input and itself; the system has others. */
const JUDGED =
  /^(?:builtins\.)?(?:Value|Assertion|Type|Key|Index|Attribute|Name|NotImplemented|Lookup|Arithmetic|ZeroDivision)Error\b/;

/** Causes that lie outside of the program: of these its own judgement is no proof. */
const OUTSIDE: ReadonlySet<Category> = new Set([
  'host_oom',
  'cuda_oom',
  'hardware_fault',
  'resource_limit',
  'storage_failure',
  'permission_or_mount',
  'network_failure',
  'nccl_timeout',
  'preempted_or_reclaimed',
  'platform_error',
]);

/** Whether a text proves a cause, or only makes it likely. */
const directnessOf = ({ directness, category, doubtful }: Cause, text: string): Directness =>
  doubtful?.test(text) || (JUDGED.test(text) && OUTSIDE.has(category)) ? 'indirect' : directness;

/** The finding that a cause makes of a text, without its evidence. */
export function findingOf(cause: Cause, text: string): Omit<Finding, 'evidence'> {
  const { id, category, role = 'cause', says, remedy, vague } = cause;
  const thing = cause.thing
    ?.exec(text)
    ?.slice(1)
    .find((group) => group !== undefined)
    ?.replace(/[.,:;]{1,3}$/, '');
  return {
    rule: id,
    category,
    directness: directnessOf(cause, text),
    role,
    says,
    remedy,
    ...(vague ? { vague } : {}),
    ...(thing !== undefined && PLAIN.test(thing) ? { thing } : {}),
  };
}

/** Characters of a line of evidence: in all, at its beginning, before what was recognised, and at its end. */
export const MOST_SHOWN = 380;
const SHOWN_BEGINNING = 60;
const SHOWN_BEFORE = 80;
const SHOWN_END = 140;

/**
 * A text short enough to show: its beginning, which says what was done, what stands around that which a cause
 * recognised in it, and its end, since a long event or message says why there.
 */
export function aroundMatch({ match }: Cause, text: string): string {
  if (text.length <= MOST_SHOWN) return text;
  const at = match.exec(text)?.index ?? 0;
  const from = Math.min(at - SHOWN_BEFORE, text.length - MOST_SHOWN + SHOWN_BEGINNING);
  const beginning = from > SHOWN_BEGINNING ? `${text.slice(0, SHOWN_BEGINNING)}\u2026` : '';
  const start = beginning === '' ? 0 : from;
  const end = text.length - SHOWN_END;
  const until = Math.min(end, start + MOST_SHOWN - SHOWN_END - beginning.length);
  return `${beginning}${text.slice(start, until)}${until < end ? '\u2026' : ''}${text.slice(end)}`;
}
