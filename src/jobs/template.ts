import { askedOf } from './read-arguments.ts';
import { isSet } from './read-fields.ts';
import { record, type WireRecord } from './wire.ts';

/** The template of which a job is made, as a create names it. */
export interface OfTemplate {
  id: string;
  version: number;
}

/** The template as members of a create, from which the API records it. */
export const templateMembers = ({ id, version }: OfTemplate): { TemplateId: string; TemplateVersion: number } => ({
  TemplateId: id,
  TemplateVersion: version,
});

/** Whether constraints lock the name of the job. */
export const locksName = (constraints: WireRecord): boolean =>
  Object.entries(constraints).some(([path, rule]) => path.replace(/^\$\.?/, '') === 'DisplayName' && rule === 'locked');

/** What a template holds beyond what a create asks for, such as members of the console, is no part of a job. */
export const jobOfTemplate = (content: WireRecord): WireRecord => {
  const { TemplateId: _, TemplateVersion: _v, ...job } = askedOf(content);
  return job;
};

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isObject = (value: unknown): value is WireRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

/** What stands at a path such as `JobSpecs[0].Image`, with or without `$.` before it. */
const at = (root: unknown, path: string): unknown =>
  path
    .replace(/^\$\.?/, '')
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce(member, root);

/** A value in one form, whether a number is written as one or as text; what is unset is `undefined`. */
function plain(value: unknown): unknown {
  if (!isSet(value)) return undefined;
  if (isList(value)) return value.map(plain);
  if (!isObject(value)) return String(value);
  return Object.fromEntries(
    Object.entries(value)
      .flatMap(([name, each]) => (isSet(each) ? [[name, plain(each)] as const] : []))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** A path of plain members, such as `$.JobSpecs[0].Image`. JSONPath has others, such as `JobSpecs[*].Image`. */
const PLAIN_PATH = /^(?:\$\.?)?[\w-]+(?:\.[\w-]+|\[\d+\])*$/;
const RULES: readonly unknown[] = ['locked', 'overridable', 'required'];

/**
 * Paths of constraints that are not understood, by their path or by their word: nobody here holds a job to them. What
 * may be overridden needs no holding.
 */
export const unreadConstraints = (constraints: WireRecord): string[] =>
  Object.entries(constraints).flatMap(([path, rule]) =>
    rule === 'overridable' || (PLAIN_PATH.test(path) && RULES.includes(rule)) ? [] : [path],
  );

/** A constraint of a template that a request does not hold to. */
export interface Breach {
  path: string;
  rule: 'locked' | 'required';
}

/**
 * The constraints of a template that a request breaks: a locked member has another
 * value than the template, a required one none.
 *
 * @param constraints words by path; of those in `unreadConstraints` none is found broken
 * @param touched whether the caller gave a value for something hidden at a path: that breaks a lock whatever the value
 *   is, as a caller who tries many would be told which one is the hidden one
 */
export const breachesOf = (
  constraints: WireRecord,
  content: WireRecord,
  request: WireRecord,
  touched: (path: string) => boolean,
): Breach[] =>
  Object.entries(constraints).flatMap(([path, rule]): Breach[] => {
    if (rule === 'locked' && (touched(path) || !sameAt(path, content, request))) return [{ path, rule }];
    return rule === 'required' && plain(at(request, path)) === undefined ? [{ path, rule }] : [];
  });

/** Whether two requests have the same at a path. */
export const sameAt = (path: string, one: WireRecord, other: WireRecord): boolean =>
  JSON.stringify(plain(at(one, path))) === JSON.stringify(plain(at(other, path)));

/**
 * Paths of what a template has set and a request does not send: named by its id, the template could bring it back, as
 * how the cloud merges the two is not established (api-notes: job templates).
 */
export function unsentOf(content: unknown, request: unknown, path = ''): string[] {
  if (isList(content))
    return content.flatMap((each, index) => unsentOf(each, member(request, `${index}`), `${path}[${index}]`));
  if (isObject(content))
    return Object.entries(content).flatMap(([name, each]) =>
      unsentOf(each, member(request, name), path === '' ? name : `${path}.${name}`),
    );
  return isSet(content) && !isSet(request) ? [path] : [];
}

/** What is changed in arguments, by path; the old value where it is a number, the new one where there is one. */
export interface Departure {
  path: string;
  before: number | undefined;
  now: unknown;
}

/** The differences between arguments, member by member. */
export function departuresOf(before: unknown, now: unknown, path = ''): Departure[] {
  const members = [before, now].flatMap((value) => Object.keys(record(value)));
  const within = (isObject(before) || isList(before) || before === undefined) && (isObject(now) || isList(now));
  if (within)
    return [
      ...new Set([...members, ...(isList(before) ? before.keys() : []), ...(isList(now) ? now.keys() : [])]),
    ].flatMap((name) =>
      departuresOf(
        member(before, String(name)),
        member(now, String(name)),
        typeof name === 'number' ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`,
      ),
    );
  if (JSON.stringify(before) === JSON.stringify(now)) return [];
  return [{ path, before: typeof before === 'number' ? before : undefined, now }];
}
