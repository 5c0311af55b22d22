import type { Category } from '../category.ts';
import type { Directness, Role } from '../finding.ts';

/**
 * Kinds of text a rule reads. `cloud`: reasons and events, written by the platform. `exception`: the last line of a
 * traceback, `Type: message`. `line`: a log line outside of tracebacks.
 */
export type TextKind = 'cloud' | 'exception' | 'line';

/**
 * One rule of the diagnosis as data. Patterns run on lines of at most `MAX_LINE` characters and hold no unbounded gap (`.*`)
 * and no repeated group, so the time of a match is bounded (tests/diagnosis/rules.test.ts checks every rule).
 */
export interface Rule {
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
  /** Default `cause`. */
  role?: Role;
  /** For log lines: counts at any level; without it a line of level INFO, DEBUG or WARNING is no cause. */
  anyLevel?: boolean;
  /** For log lines: a shell script goes on after such a line, so it counts only where the log ends soon after it. */
  atEnd?: boolean;
  /** What it means, a sentence of ours. */
  says: string;
}

/** A line longer than that is cut before any rule reads it. */
export const MAX_LINE = 1000;

/** Several wordings as one pattern; they share their flags. */
export function anyOf(...patterns: readonly RegExp[]): RegExp {
  const flags = new Set(patterns.map((pattern) => pattern.flags));
  if (flags.size !== 1) throw new Error('the wordings of a rule have different flags');
  return new RegExp(patterns.map(({ source }) => source).join('|'), [...flags].join(''));
}

/** The first rule of a table that holds for a text. Tables go from the specific to the general. */
export const firstMatch = (rules: readonly Rule[], kind: TextKind, text: string, where = ''): Rule | undefined =>
  rules.find(
    (rule) =>
      rule.in.includes(kind) &&
      rule.match.test(text) &&
      (rule.also?.test(text) ?? true) &&
      !(rule.unless?.test(text) ?? false) &&
      (rule.where?.test(where) ?? true),
  );
