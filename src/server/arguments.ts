import { isTooLarge, MOST_ARGUMENTS } from '../domain/argument-bound.ts';
import { Fault } from '../domain/fault.ts';
import type { OfferedTool } from './advertise.ts';
import { inputFault } from './input-errors.ts';
import { lenient } from './lenient.ts';
import { type OperatorScope, resolveScope, withinScope } from './scope.ts';

export type Args = Readonly<Record<string, unknown>>;

/** The arguments of a call after they were read. They are read once, so that pipeline, confirmation and audit cannot differ. */
export type CallArguments =
  /** Parsed, with defaults filled in, and without the parameters that a locked scope fixes. */
  | { args: Args; fault?: undefined }
  /** What is wrong with them, and the arguments as they came; `{}` where they are too many or nested too deep to walk. */
  | { args?: undefined; fault: Fault; given: Args };

const SCOPE = ['region', 'workspace_id'];

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined,
      value,
    );

const tooLarge = (): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `The arguments hold more than ${MOST_ARGUMENTS} values. Nothing was done.`,
    fix: 'Pass less in one call; what a job needs in bulk belongs into a file of a mounted data source.',
  });

/** @throws Fault for what the schema, the scope or a rule about a parameter's name does not take */
function parse({ tool, schema, form }: OfferedTool, given: Args, scope: OperatorScope): Args {
  if (isTooLarge(given)) throw tooLarge();
  const { value, doubts } = lenient(form, given);
  // Again: JSON text among the arguments has become values only now.
  if (isTooLarge(value)) throw tooLarge();
  const raw = withinScope(value as Args, scope, tool.beyondWorkspace);
  for (const [path, { rule, reason, fix }] of Object.entries(tool.refusedKeys ?? {}))
    if (at(raw, path) !== undefined) throw new Fault({ kind: 'refused', rule, message: reason, fix });
  const parsed = schema.safeParse(raw);
  if (parsed.success && doubts.length === 0) return parsed.data;
  const issues = parsed.error?.issues ?? [];
  const unscoped =
    doubts.length === 0 &&
    issues.every(({ path }) => SCOPE.includes(String(path[0])) && raw[String(path[0])] === undefined);
  // Where only region or workspace is missing, the scope's own fault is better: it names the rule and whom to ask.
  if (unscoped) resolveScope(tool, raw, scope);
  throw inputFault({ issues, doubts, args: raw, schema });
}

/** No schema nests this deep; deeper values would overflow the stack of what walks them. */
const DEEPEST = 100;

function isTooDeep(value: unknown): boolean {
  let layer = [value];
  for (let level = 0; level < DEEPEST && layer.length > 0; level++)
    layer = layer.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  return layer.length > 0;
}

/** Reads the arguments of a call; never throws a Fault but returns it. Nothing else in the server parses arguments. */
export function readCallArguments(offered: OfferedTool, given: Args, scope: OperatorScope): CallArguments {
  try {
    return { args: parse(offered, given, scope) };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return { fault: thrown, given: isTooLarge(given) || isTooDeep(given) ? {} : given };
  }
}
