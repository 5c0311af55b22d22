import { brief, briefList, quoted } from '../domain/brief.ts';
import { asIs, en, firstOf, type Said, say, zh } from '../domain/said.ts';
import { type Check, failing, passed, warned } from './checks.ts';
import { type Decision, refuse } from './decision.ts';

/** A template and one of its versions, as a sentence names them. */
const named = (id: string, version: number): string => `${id} version ${version}`;

/** Differences, and paths, that are written out. */
const MOST_SAID = 6;

/** R59: what a template locks or requires. @param breaches paths of members, fit to show, by what is broken */
export const checkConstraints = (
  id: string,
  version: number,
  breaches: readonly { path: string; rule: 'locked' | 'required' }[],
): Check[] =>
  breaches.length === 0
    ? [passed('R59', `constraints of ${named(id, version)}`)]
    : breaches.map(({ path, rule }) =>
        failing(
          `constraints of ${named(id, version)}`,
          'R59',
          rule === 'locked'
            ? `${named(id, version)} locks ${quoted(path, 80)}, and this job would have another value there.`
            : `${named(id, version)} requires ${quoted(path, 80)}, and this job would have no value there.`,
          rule === 'locked' ? 'Leave it out of changes.' : 'Give it in changes.',
        ),
      );

/**
 * R59: a person is told which constraints of a template nobody has checked; where nobody is asked, none is left out.
 * @param paths fit to show
 * @param isAsked whether a person is asked
 */
export const checkUnread = (id: string, version: number, paths: readonly string[], isAsked: boolean): Check[] => {
  if (paths.length === 0) return [];
  const what = `constraints of ${named(id, version)}`;
  if (!isAsked)
    return [
      failing(
        what,
        'R59',
        `${named(id, version)} has constraints that are not understood (${briefList(paths, MOST_SAID, 80)}), and nobody is asked here.`,
        'Tell the user: they need a version without them, or with paths such as JobSpecs[0].Image and the words locked, overridable and required.',
      ),
    ];
  const all = firstOf(
    paths.map((path) => asIs(quoted(path, 80))),
    MOST_SAID,
  );
  return [
    warned(
      'R59',
      what,
      say(
        en`NOT checked, as these constraints of ${named(id, version)} are not understood: ${all}.`,
        zh`无法识别模板 ${named(id, version)} 的以下约束，未作检查：${all}。`,
      ),
    ),
  ];
};

/** Something of a job that its template has otherwise, as a person reads it. */
export interface Shift {
  path: string;
  before: number | undefined;
  /** `undefined`: it is gone. A value of the caller's. */
  now: string | undefined;
}

const shiftSaid = ({ path, before, now }: Shift): Said => {
  const what = brief(path, 60);
  if (now === undefined) return say(en`${what} removed`, zh`删除 ${what}`);
  const old = before === undefined ? '' : `${before} -> `;
  // Of a variable the name alone: its value is shown nowhere else either.
  return path.startsWith('envs.') ? asIs(what) : asIs(`${what} ${old}${brief(now, 40)}`);
};

/** R59: a person and a caller are told what of the job is not as the template has it. */
export const checkShifts = (id: string, version: number, shifts: readonly Shift[]): Check[] => {
  if (shifts.length === 0) return [passed('R59', `the job as ${named(id, version)} has it`)];
  const all = firstOf(shifts.map(shiftSaid), MOST_SAID);
  return [
    warned(
      'R59',
      `what differs from ${named(id, version)}`,
      say(en`Differs from template ${named(id, version)}: ${all}.`, zh`与模板 ${named(id, version)} 的差异：${all}。`),
    ),
  ];
};

/** What goes with a template. */
export const TEMPLATE_LOST = say(
  en`All its versions go with it; jobs that were made from it stay.`,
  zh`其所有版本将一并删除；由它创建的任务不受影响。`,
);

/**
 * What was found in the content of a template. Paths are those of members, such as `JobSpecs[0].Image`, fit to show.
 */
export interface ContentFound {
  isObject: boolean;
  /** Where the mask stands that is shown in place of a secret. */
  masked?: string | undefined;
  /** Where something is evidently a secret. */
  secret?: string | undefined;
}

/**
 * R56: a template holds a job that others read and run. So it is a JSON object without evident secrets, and without the
 * mask that stands for one where a template is shown: saved, it would take the place of the value.
 */
export function checkContent({ isObject, masked, secret }: ContentFound): Decision[] {
  if (!isObject)
    return [
      refuse(
        'R56',
        'content is no JSON object.',
        'Write the members of CreateJob, such as {"JobType":"PyTorchJob","UserCommand":"python train.py","JobSpecs":[...]}.',
      ),
    ];
  return [
    ...(masked === undefined
      ? []
      : [
          refuse(
            'R56',
            `content has *** at ${quoted(masked, 80)}: that is a mask for a secret, and no value.`,
            'Leave the member out, so that a job brings it itself; a person can change what is stored in the PAI console.',
          ),
        ]),
    ...(secret === undefined
      ? []
      : [
          refuse(
            'R56',
            `content has what looks like a secret at ${quoted(secret, 80)}; everybody in the workspace reads a template.`,
            'Leave the member out, so that a job brings it itself.',
          ),
        ]),
  ];
}
