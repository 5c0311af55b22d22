import type * as z from 'zod';
import { Fault } from '../domain/fault.ts';
import { nearest } from '../domain/nearest.ts';
import { maskSecrets } from '../shaping/mask.ts';

type Issue = z.core.$ZodIssue;

/** Parameters whose values are not repeated: errors are kept in places where a secret has no business. */
const UNTOLD: ReadonlySet<PropertyKey | undefined> = new Set(['envs', 'command']);

const show = (path: readonly PropertyKey[], value: unknown): string => {
  if (UNTOLD.has(path[0])) return 'not right';
  const text = maskSecrets(JSON.stringify(value) ?? 'undefined');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    root,
  );

/** Names that a schema accepts at a path, for the "did you mean" of an unknown key. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let current = schema;
  for (const key of path) current = step(unwrap(current), key);
  const shape = member(unwrap(current), 'shape');
  return shape !== null && typeof shape === 'object' ? Object.keys(shape) : [];
}

const member = (value: unknown, key: PropertyKey): unknown =>
  value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined;

function unwrap(schema: unknown): unknown {
  let current = schema;
  for (let inner = innerOf(current); inner !== undefined; inner = innerOf(current)) current = inner;
  return current;
}

/** What an optional or default is of; of a pipe, what is checked last: the stricter end. */
const innerOf = (schema: unknown): unknown => {
  const def = member(schema, 'def');
  return member(def, 'innerType') ?? member(def, 'out');
};

const step = (schema: unknown, key: PropertyKey): unknown =>
  typeof key === 'number' ? member(member(schema, 'def'), 'element') : member(member(schema, 'shape'), key);

interface Repair {
  message: string;
  fix: string;
  valid?: readonly string[];
}

function unknownKeys(issue: Extract<Issue, { code: 'unrecognized_keys' }>, schema: z.ZodObject): Repair {
  const valid = keysAt(schema, issue.path);
  const where = issue.path.length === 0 ? '' : ` in ${pathText(issue.path)}`;
  const hints = issue.keys.map((key) => {
    const best = nearest(key, valid);
    return best === undefined ? `remove "${key}"` : `"${key}" -> "${best}"`;
  });
  const names = issue.keys.map((key) => `"${key}"`).join(', ');
  return {
    message: `Unknown parameter ${names}${where}.`,
    fix: `Change: ${hints.join('; ')}. Nothing was done.`,
    valid,
  };
}

/** Where an id is found by one who has only a name, by the last parameter name on its path. */
const FOUND_BY: Readonly<Record<string, string>> = {
  job_id: 'the id of a job, which begins with dlc; list_jobs display_name=NAME finds it',
  job_ids: 'the ids of jobs, which begin with dlc; list_jobs display_name=NAME finds them',
  pod_id: 'the id of a pod, as get_job lists them',
  image_id: 'the id of an image, which begins with image-; list_images shows it beside its URI',
  workspace_id: 'the id of a workspace, as list_workspaces shows it',
};

function repair(issue: Issue, args: unknown, schema: z.ZodObject): Repair {
  const name = pathText(issue.path) || 'arguments';
  const value = valueAt(args, issue.path);
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, schema);
  if (value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value'))
    return { message: `${name} is missing.`, fix: `Pass ${name}${expected(issue)}.` };
  if (issue.code === 'invalid_value') {
    const valid = issue.values.map(String);
    const best = typeof value === 'string' ? nearest(value, valid) : undefined;
    return {
      message: `${name} is ${show(issue.path, value)}, which is not one of its values.`,
      fix: best === undefined ? `Use one of the valid values, spelled exactly.` : `Did you mean "${best}"?`,
      valid,
    };
  }
  const lastName = issue.path.findLast((key) => typeof key === 'string') ?? '';
  const found = issue.code === 'invalid_format' && Object.hasOwn(FOUND_BY, lastName) ? FOUND_BY[lastName] : undefined;
  // One thing where several may be: its own value shows the form best.
  const listed =
    issue.code === 'invalid_type' && issue.expected === 'array' && ['string', 'number'].includes(typeof value)
      ? `, such as [${show(issue.path, value)}]`
      : '';
  return {
    message: `${name} is ${show(issue.path, value)}: ${issue.message}.`,
    fix: found === undefined ? `Pass ${name}${expected(issue)}${listed}.` : `Pass ${found}.`,
  };
}

function expected(issue: Issue): string {
  if (issue.code === 'invalid_type') return ` as ${issue.expected}`;
  if (issue.code === 'invalid_value') return `: one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return ` of at least ${issue.minimum}`;
  if (issue.code === 'too_big') return ` of at most ${issue.maximum}`;
  if (issue.code === 'invalid_format' && issue.pattern) return ` matching ${issue.pattern}`;
  return ' as the schema says';
}

/** Turns what zod found into one fault that names every wrong parameter, its value and its repair. */
export function inputFault(error: z.ZodError, args: unknown, schema: z.ZodObject): Fault {
  const repairs = error.issues.slice(0, 6).map((issue) => repair(issue, args, schema));
  const valid = repairs.find((item) => item.valid)?.valid;
  return new Fault({
    kind: 'invalid_input',
    message: repairs.map((item) => item.message).join(' '),
    fix: [...new Set(repairs.map((item) => item.fix))].join(' '),
    ...(valid ? { valid } : {}),
  });
}
