import { count } from '../domain/count.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import { type Check, checksOf, passed, refusalOf, warned, warningsOf } from './checks.ts';
import { detailLines, endWords, identityLine, placeLine, type SummaryFacts, unusualLines } from './create-summary.ts';
import { confirm, type Decision, refuse } from './decision.ts';
import type { Question } from './question.ts';
import { checkQuota } from './quota.ts';
import { checkCodeSource, checkDataSources } from './sources.ts';
import { checkSpot, spotRisk } from './spot.ts';
import { checkResources, checkRoles } from './task-specs.ts';

/** R1: the API would silently take the caller's default workspace. */
const checkWorkspace = (workspaceId: string | undefined): Decision[] =>
  workspaceId === undefined
    ? [
        refuse(
          'R1',
          "The job has no workspace; the API would silently take the caller's default one.",
          `Pass workspace_id${hint('from workspaces')}.`,
        ),
      ]
    : [];

/** R24: the name is one the API accepts; a rename is not possible later. */
function checkName(name: string, today: string): Decision[] {
  if (/^[0-9A-Za-z_.-]{1,256}$/.test(name)) return [];
  const tidy =
    name
      .trim()
      .replace(/[^0-9A-Za-z_.-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 200) || 'project-model';
  const dated = /\d{8}$/.test(tidy) ? tidy : `${tidy}-${today}`;
  return [
    refuse(
      'R24',
      `display_name "${name.slice(0, 80)}" is not 1 to 256 letters, digits, "_", "." or "-".`,
      `Use a sortable name such as "${dated}".`,
    ),
  ];
}

/** R25: a job that hangs costs money until somebody notices. */
const checkEnd = ({ job_max_running_time_minutes: minutes }: JobDraft): Check =>
  minutes === undefined
    ? warned(
        'R25',
        'maximum running time',
        'Nothing will stop it: no job_max_running_time_minutes is set, and a job that hangs goes on costing.',
        'Set job_max_running_time_minutes to what the job should need and some more, such as 1440 for a day.',
      )
    : passed('R25', 'maximum running time');

/**
 * What the draft alone says, without any read: R1, R4, R5, R6, R7, R9, R24 and R26 refuse, R25 and R26 warn. R8 is the
 * schema's closed list of job types.
 *
 * @param today `yyyymmdd`, for the suggestion of a name
 */
export const draftChecks = (job: JobDraft, workspaceId: string | undefined, today: string): Check[] => [
  ...checksOf('R1', 'explicit workspace', checkWorkspace(workspaceId)),
  ...checksOf('R24', 'display name', checkName(job.display_name, today)),
  ...checksOf('R9', 'roles of the job type', checkRoles(job)),
  ...checksOf('R5', 'resources of the tasks', checkResources(job)),
  ...(job.resource_id === undefined ? [] : checksOf('R4', 'quota id', checkQuota(job.resource_id))),
  ...(job.task_specs.some(({ spot }) => spot) ? checksOf('R26', 'spot limits', checkSpot(job.task_specs)) : []),
  ...(job.data_sources === undefined ? [] : checksOf('R6', 'data sources', checkDataSources(job.data_sources))),
  ...(job.code_source === undefined ? [] : checksOf('R7', 'code source', checkCodeSource(job.code_source))),
  checkEnd(job),
  ...spotRisk(job),
];

/** One warning of each rule and how many more it has, so that a hundred of one do not hide that of another. */
function warningLines(checks: readonly Check[]): string[] {
  const rules = new Map<string, string[]>();
  for (const says of warningsOf(checks)) {
    const rule = checks.find((check) => check.result === 'warning' && check.says === says)?.rule ?? '';
    rules.set(rule, [...(rules.get(rule) ?? []), says]);
  }
  return [...rules.values()].map(([first = '', ...more]) =>
    more.length === 0 ? first : `${first} (and ${count(more.length, 'more warning')} of this kind)`,
  );
}

/** What it takes and when it ends, what is unusual, what it is. */
function question(job: JobDraft, checks: readonly Check[], facts: SummaryFacts): Question {
  const endless = checks.filter(({ rule }) => rule === 'R25');
  return {
    consequence: [`Create a job? ${placeLine(job, facts)}`, ...endWords(job), ...warningsOf(endless)],
    warnings: [...unusualLines(job), ...warningLines(checks.filter(({ rule }) => rule !== 'R25'))],
    identity: identityLine(job, facts),
    details: detailLines(job, facts),
  };
}

/**
 * Whether a job may be created: a failed check refuses, all of them at once, so that the call is repaired in one turn;
 * what passes is put to a person with all that the checks warn of (R25, R26).
 */
export function decideCreate(job: JobDraft, checks: readonly Check[], facts: SummaryFacts): Decision {
  const refusal = refusalOf(checks);
  if (refusal !== undefined) return refusal;
  return confirm({ rule: 'R25', label: 'Yes, create this job', question: question(job, checks, facts) });
}
