import { isTooLarge, MOST_ARGUMENTS } from '../domain/argument-bound.ts';
import { Fault, type Mistake, together } from '../domain/fault.ts';
import { withUnread } from '../domain/unread.ts';
import type { Tool } from '../tools/tool.ts';
import type { OfferedTool } from './advertise.ts';
import { misread } from './input-errors.ts';
import { lenient } from './lenient.ts';
import { type Path, underRightNames, valueAtPath, withoutMembers } from './right-names.ts';
import { type OperatorScope, scopeFaults, withinScope } from './scope.ts';

export type Args = Readonly<Record<string, unknown>>;

/**
 * The arguments of a call after they were read. They are read once, so that
 * pipeline, confirmation and audit cannot differ.
 */
export type CallArguments =
  /** Parsed, with defaults filled in, and without the parameters that a locked scope fixes. */
  | { args: Args; fault?: undefined }
  /** What is wrong with them. */
  | ({ args?: undefined } & Wrong);

/** Arguments that cannot be taken. */
export interface Wrong {
  fault: Fault;
  /** The arguments as they came; `{}` where they are too many or nested too deep to walk. */
  given: Args;
  /** What else may be looked at, to tell all mistakes in one turn; absent where nothing may. */
  beside?: Beside | undefined;
}

/** What a call that cannot be taken has right, and each mistake that is known of it. */
export interface Beside {
  mistakes: readonly Mistake[];
  untold: number;
  /** See `Misread`. */
  rest: Args | undefined;
}

type Parsed = { args: Args } | { kind: 'invalid_input' | 'refused'; beside: Beside };

/** Where a path leads, in each item of the lists on its way; none where nothing is there. */
function placesOf(value: unknown, path: readonly string[], before: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(item, path, [...before, index]));
  const [key = '', ...rest] = path;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
  const [member, at] = [Reflect.get(value, key), [...before, key]];
  return rest.length > 0 ? placesOf(member, rest, at) : member === undefined ? [] : [at];
}

const tooLarge = (): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `The arguments hold more than ${MOST_ARGUMENTS} values. Nothing was done.`,
    fix: 'Pass less in one call; what a job needs in bulk belongs into a file of a mounted data source.',
  });

/** The parameters that the tool refuses by name, and the arguments without them. */
function refusedByName({ refusedKeys = {} }: Tool, raw: Args): { refused: Mistake[]; args: Args } {
  const found = Object.entries(refusedKeys)
    .map(([path, key]) => ({ key, places: placesOf(raw, path.split('.')) }))
    .filter(({ places }) => places.length > 0);
  return {
    refused: found.map(({ key: { rule, reason, fix } }) => ({ rule, message: reason, fix })),
    args: found
      .flatMap(({ places }) => places)
      .reduce<Args>(
        (args, place) => withoutMembers(args, place.slice(0, -1), place.slice(-1).map(String)) as Args,
        raw,
      ),
  };
}

/** @throws Fault where the scope or the number of values alone decides */
function parse({ tool, schema, form }: OfferedTool, given: Args, scope: OperatorScope): Parsed {
  if (isTooLarge(given)) throw tooLarge();
  const { value, doubts } = lenient(form, given);
  // Again: JSON text among the arguments has become values only now.
  if (isTooLarge(value)) throw tooLarge();
  const { refused, args } = refusedByName(tool, withinScope(value as Args, scope, tool.beyondWorkspace));
  const parsed = schema.safeParse(args);
  const meant = underRightNames({ issues: parsed.error?.issues ?? [], doubts, args, schema });
  // The words of the scope are better than those of the schema, because they name the rule and whom to ask.
  const isOfSchema = (name: string): boolean =>
    valueAtPath(meant.args, [name]) !== undefined && meant.issues.some(({ path }) => path[0] === name);
  const unscoped = scopeFaults(tool, meant.args as Args, scope).filter(({ name }) => !isOfSchema(name));
  const issues = meant.issues.filter(({ path }) => !unscoped.some(({ name }) => path[0] === name));
  const isWrong = issues.length + meant.doubts.length + unscoped.length > 0;
  if (parsed.success && !isWrong && refused.length === 0) return { args: parsed.data };
  const { mistakes, untold, rest } = misread({ ...meant, issues }, args);
  const unread = unscoped.map(({ name }) => [name]);
  return {
    kind: isWrong ? 'invalid_input' : 'refused',
    beside: {
      mistakes: [...refused, ...unscoped.map(({ fault }) => fault.details), ...mistakes],
      untold,
      rest: rest && withUnread(rest, unread),
    },
  };
}

/** No schema nests this deep; deeper values would overflow the stack of what walks them. */
const DEEPEST = 100;

const isTooDeep = (value: unknown, left = DEEPEST): boolean =>
  left === 0 ||
  (typeof value === 'object' && value !== null && Object.values(value).some((each) => isTooDeep(each, left - 1)));

/** Reads the arguments of a call; never throws a Fault but returns it. Nothing else in the server parses arguments. */
export function readCallArguments(offered: OfferedTool, given: Args, scope: OperatorScope): CallArguments {
  const bounded = (): Args => (isTooLarge(given) || isTooDeep(given) ? {} : given);
  try {
    const read = parse(offered, given, scope);
    if ('args' in read) return read;
    const { kind, beside } = read;
    return { fault: new Fault({ kind, ...together(beside.mistakes, beside.untold) }), beside, given: bounded() };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return { fault: thrown, given: bounded() };
  }
}
