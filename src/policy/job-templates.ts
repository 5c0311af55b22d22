import { quoted } from '../domain/brief.ts';
import { en, say, zh } from '../domain/said.ts';
import { type Decision, refuse } from './decision.ts';

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
