import type { JobDraft } from '../domain/job-draft.ts';
import { runOf } from '../domain/script.ts';
import { type Decision, refuse } from './decision.ts';

/** R47: a job runs a command, or a script that says how it is run. */
export function checkRun({ command, script }: JobDraft): Decision[] {
  if (command !== undefined) return [];
  if (script === undefined)
    return [
      refuse(
        'R47',
        'The job has neither command nor script.',
        'Pass command, the shell command of every pod, or script {name, text}, a file that every pod writes and runs.',
      ),
    ];
  if (runOf(script) !== undefined) return [];
  return [
    refuse(
      'R47',
      `How to run script.name "${script.name}" is not known: it ends with neither .py nor .sh, and its text has no first line "#!".`,
      `Pass command too, such as "python ${script.name}".`,
    ),
  ];
}
