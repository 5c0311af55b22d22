import type { Ceilings } from '../domain/ceilings.ts';
import { count } from '../domain/count.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import { isDated } from '../domain/job-name.ts';
import { en, type Said, say, zh } from '../domain/said.ts';
import { whereEachRead, whereRead } from '../domain/unread.ts';
import { type Check, checksOf, eachOnce, failing, passed, refusalOf, warned, warningsOf } from './checks.ts';
import { DRAFT_CEILINGS } from './create-ceilings.ts';
import { detailLines } from './create-details.ts';
import { carriedLines, endWords, identityLine, placeLine, type SummaryFacts, unusualLines } from './create-summary.ts';
import { confirm, type Decision, refuse } from './decision.ts';
import { checkMounts } from './mounts.ts';
import { checkPriority } from './priority.ts';
import type { Question } from './question.ts';
import { checkQuota } from './quota.ts';
import { checkRun } from './script.ts';
import { checkSize } from './sizes.ts';
import { checkCodeSource, checkDataSources } from './sources.ts';
import { checkSpot, spotRisk } from './spot.ts';
import { checkResources, checkRoles, checkScaling } from './task-specs.ts';

/** R1: without a workspace the API silently takes the account's default one (api-notes: jobs). */
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

/**
 * R24: refuses a name that the API does not take, and suggests one that sorts by date. A job cannot be renamed later.
 */
function checkName(name: string, today: string): Check {
  const what = 'display name';
  const tidy =
    name
      .replace(/[^0-9A-Za-z_.-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 200) || 'project-model';
  const dated = isDated(tidy) ? tidy : `${tidy}-${today}`;
  if (!/^[0-9A-Za-z_.-]{1,256}$/.test(name))
    return failing(
      what,
      'R24',
      `display_name "${name.slice(0, 80)}" is not 1 to 256 letters, digits, "_", "." or "-".`,
      `Use a sortable name such as "${dated}".`,
    );
  if (isDated(name)) return passed('R24', what);
  return passed('R24', what, `The name does not sort by date, as "${dated}" would; a job cannot be renamed.`);
}

/** R25: a job that hangs costs money until somebody notices. */
const checkEnd = ({ job_max_running_time_minutes: minutes }: JobDraft): Check =>
  minutes === undefined
    ? warned(
        'R25',
        'maximum running time',
        say(
          en`Nothing will stop it: no job_max_running_time_minutes is set, and a job that hangs goes on costing.`,
          zh`没有设置最长运行时长（job_max_running_time_minutes）：任务不会自动停止，卡住后仍会持续计费。`,
        ),
        'Set job_max_running_time_minutes to what the job should need and some more, such as 1440 for a day.',
      )
    : passed('R25', 'maximum running time');

/** What a draft is held against. */
export interface DraftFacts {
  region: string;
  workspaceId: string | undefined;
  /** `yyyymmdd`, for the name that is suggested. */
  today: string;
  /** Bytes of the request as it would be sent. */
  bytes: number;
  ceilings: Ceilings;
}

/**
 * The checks that need no read of the cloud: R1, R4, R5, R6, R7, R9, R18, R24, R26, R40, R41, R42 and R47 refuse; R9,
 * R16, R25, R26, R40 and R41 warn. Of R8 there is nothing to check, because the schema takes the nine job types only.
 */
export const draftChecks = (job: JobDraft, facts: DraftFacts): Check[] =>
  DRAFT_CHECKS.flatMap((check) => whereRead(() => check(job, facts)));

/** Whether one of its tasks has a member, as far as they are read. */
const some = (job: JobDraft, member: 'spot' | 'auto_scaling'): boolean =>
  whereEachRead(
    () => job.task_specs,
    (task) => (task[member] === undefined ? [] : [member]),
  ).length > 0;

/** Each on its own, so that a part of the call that could not be read silences only the checks that need it. */
const DRAFT_CHECKS: readonly ((job: JobDraft, facts: DraftFacts) => readonly Check[])[] = [
  (_, { workspaceId }) => checksOf('R1', 'explicit workspace', checkWorkspace(workspaceId)),
  ({ display_name }, { today }) => [checkName(display_name, today)],
  (job) => checksOf('R47', 'what it runs', checkRun(job)),
  (job) => checksOf('R9', 'roles of the job type', checkRoles(job)),
  (job) => checksOf('R5', 'resources of the tasks', checkResources(job)),
  ({ resource_id: id }) => (id === undefined ? [] : checksOf('R4', 'quota id', checkQuota(id))),
  (job) => (some(job, 'spot') ? checksOf('R26', 'spot bids', checkSpot(job)) : []),
  (job) => (some(job, 'auto_scaling') ? checksOf('R18', 'bounds of auto_scaling', checkScaling(job)) : []),
  ({ resource_id, priority }) =>
    priority === undefined ? [] : checksOf('R16', 'priority', checkPriority(resource_id, priority)),
  ({ data_sources: sources }) =>
    sources === undefined ? [] : checksOf('R6', 'data sources', checkDataSources(sources)),
  ({ code_source: source }) => (source === undefined ? [] : checksOf('R7', 'code source', checkCodeSource(source))),
  (job, { region }) =>
    job.data_sources === undefined && job.code_source === undefined
      ? []
      : checksOf('R40', 'storage and mount paths', checkMounts(job, region)),
  (job, { bytes }) => [checkSize(job, bytes)],
  ...DRAFT_CEILINGS.map(
    (check) =>
      (job: JobDraft, { ceilings }: DraftFacts): Check[] =>
        check(job, ceilings),
  ),
  (job) => [checkEnd(job)],
  spotRisk,
];

/**
 * The first warning of each rule, with the number of its others: a hundred of one rule must not hide that of another.
 */
export function warningLines(checks: readonly Check[]): Said[] {
  const rules = new Map<string, Said[]>();
  for (const check of checks)
    if (check.result === 'warning') rules.set(check.rule, [...(rules.get(check.rule) ?? []), check.says]);
  return [...rules.values()].flatMap((all) => {
    const [first, ...others] = eachOnce(all);
    if (first === undefined || others.length === 0) return first ?? [];
    return say(
      en`${first} (and ${count(others.length, 'more warning')} of this kind)`,
      zh`${first}（另有 ${others.length} 条同类警告）`,
    );
  });
}

/** The warning that nothing ends the job (R25) stands among the consequences, the lines that every client shows. */
function question(job: JobDraft, checks: readonly Check[], facts: SummaryFacts): Question {
  const endless = checks.filter(({ rule }) => rule === 'R25');
  const place = placeLine(job, facts);
  return {
    consequence: [say(en`Create a job? ${place}`, zh`创建任务？${place}`), ...endWords(job), ...warningsOf(endless)],
    warnings: [
      ...carriedLines(facts),
      ...unusualLines(job, facts),
      ...warningLines(checks.filter(({ rule }) => rule !== 'R25')),
    ],
    identity: identityLine(job, facts),
    details: detailLines(job, facts),
  };
}

/**
 * Whether a job may be created. Failed checks refuse, all of them at once, so that the call can be repaired in one
 * turn. Otherwise a person is asked, and reads what the checks warn of (R25, R26).
 * @param more facts that are not shown and must not change before the yes either
 */
export function decideCreate(
  job: JobDraft,
  checks: readonly Check[],
  facts: SummaryFacts,
  more: Readonly<Record<string, string>> = {},
): Decision {
  const refusal = refusalOf(checks);
  if (refusal !== undefined) return refusal;
  return confirm({
    rule: 'R25',
    label: say(en`Yes, create this job`, zh`是，创建该任务`),
    question: question(job, checks, facts),
    more,
  });
}
