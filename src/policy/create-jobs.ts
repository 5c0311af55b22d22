import { brief, briefList } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import { hourly, priceOfAll } from '../domain/prices.ts';
import { en, LANGUAGES, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { type Check, eachOnce, refusalsOf } from './checks.ts';
import { detailLines } from './create-details.ts';
import { warningLines } from './create-job.ts';
import {
  carriedLines,
  identityLine,
  type JobTotal,
  type SummaryFacts,
  totalSaid,
  unusualLines,
} from './create-summary.ts';
import { allRefusals, confirm, type Decision, type Refuse, refuse } from './decision.ts';
import { type InCall, refusalsByPlace } from './places.ts';
import { type Question, showsAll } from './question.ts';
import { type Varying, varyingForms } from './varying.ts';

/** One job of several that are to be created together. */
export interface CheckedDraft {
  job: JobDraft;
  checks: readonly Check[];
  facts: SummaryFacts;
  place: InCall;
}

export interface SweepFacts {
  /** Over all of them. */
  total: JobTotal;
  /** What differs among them; a row for each candidate. */
  varying: Varying;
  /** Digest of all requests: of what nobody is shown the yes still has to be to the same. */
  fingerprint: string;
  /** Jobs of the call that are there already, or may be, and are not made. */
  left: number;
  /** What all are made from, where the call gives it. */
  base?: InCall | undefined;
}

/** Characters of all lines on what differs, so that a question has room for what is as in the first job. */
const TABLE = 1200;
/** Characters of a name among them. */
const NAME = 28;

const distinct = (lines: readonly string[]): string[] => [...new Set(lines)];

/** Where all run. They are of one workspace and region. */
function place(jobs: readonly JobDraft[]): Said {
  const [quota = '', ...others] = distinct(jobs.map(({ resource_id }) => resource_id ?? ''));
  if (others.length > 0) return say(en`on resources that differ among them`, zh`使用的资源各不相同`);
  if (quota === '') return say(en`on public pay-as-you-go resources`, zh`使用按量付费的公共资源`);
  return say(en`of quota ${quota}`, zh`使用资源配额 ${quota}`);
}

/** When they end, as far as one line can say it for all; that nothing ends some of them is said in any case. */
function ends(jobs: readonly JobDraft[], checks: readonly Check[]): Said[] {
  const minutes = distinct(jobs.map((job) => String(job.job_max_running_time_minutes ?? '')));
  const endless = eachOnce(
    checks.flatMap((check) => (check.rule === 'R25' && check.result === 'warning' ? [check.says] : [])),
  );
  if (endless.length > 0) return endless;
  const [limit = ''] = minutes;
  return [
    minutes.length === 1
      ? say(
          en`Each is stopped after ${limit} minutes at the latest.`,
          zh`每个任务最长运行 ${limit} 分钟，到时自动停止。`,
        )
      : say(en`Their limits differ; see below.`, zh`各任务的最长运行时间不同，见下。`),
  ];
}

/** When they end and what is warned of, as the caller is told after it was done. R29 speaks for itself by then. */
export function sweepNotes(drafts: readonly Pick<CheckedDraft, 'job' | 'checks'>[]): string[] {
  if (drafts.length === 0) return [];
  const checks = drafts.flatMap((each) => each.checks);
  const jobs = drafts.map(({ job }) => job);
  return [...ends(jobs, checks), ...warningLines(checks.filter(({ rule }) => !['R25', 'R29'].includes(rule)))].map(
    (said) => said.en,
  );
}

/** @param rows what differs among them */
function question(
  drafts: readonly CheckedDraft[],
  first: CheckedDraft,
  sweep: SweepFacts,
  rows: readonly Said[],
): Question {
  const jobs = drafts.map(({ job }) => job);
  const checks = drafts.flatMap((each) => each.checks);
  const price = priceOfAll(drafts.map(({ facts }) => facts.price));
  const per = price?.known ? hourly(price) : undefined;
  const costs = per === undefined ? NOTHING : say(en`, ${per}`, zh`，${per}`);
  const [total, where] = [totalSaid(sweep.total), place(jobs)];
  const identity = identityLine(first.job, first.facts);
  const more = jobs.length - 1;
  return {
    consequence: [
      say(
        en`Create ${count(jobs.length, 'job')}? Together they take ${total}, ${where}${costs}.`,
        zh`创建 ${jobs.length} 个任务？合计需要 ${total}，${where}${costs}。`,
      ),
      ...ends(jobs, checks),
    ],
    warnings: eachOnce([
      ...drafts.flatMap(({ facts }) => carriedLines(facts)),
      ...drafts.flatMap(({ job, facts }) => unusualLines(job, facts)),
      ...warningLines(checks.filter(({ rule }) => rule !== 'R25')),
    ]),
    identity: more === 0 ? identity : say(en`${identity} and ${more} more`, zh`${identity}，等 ${jobs.length} 个`),
    details: [
      ...(sweep.left > 0
        ? [
            say(
              en`Not made, as they are there already or may be: ${sweep.left}.`,
              zh`已存在或可能已存在而不再创建：${sweep.left} 个。`,
            ),
          ]
        : []),
      ...rows,
      say(en`All else is as in the first of them:`, zh`其余与第一个任务相同，第一个任务为：`),
      ...detailLines(first.job, first.facts),
    ],
  };
}

/**
 * The question with all that differs: a yes to what a person was not shown would be none, and `All else is as in the
 * first of them` would be wrong. `undefined` where there is no room for it.
 */
function wholeQuestion(drafts: readonly CheckedDraft[], first: CheckedDraft, sweep: SweepFacts): Question | undefined {
  const names = drafts.map(({ job }) => brief(job.display_name, NAME));
  for (const rows of varyingForms(sweep.varying, names)) {
    const asked = question(drafts, first, sweep, rows);
    const fits = LANGUAGES.every(
      (language) =>
        rows.reduce((sum, row) => sum + row[language].length + 1, 0) <= TABLE && showsAll(asked, rows, language),
    );
    if (fits) return asked;
  }
  return undefined;
}

/**
 * Whether several jobs may be created together. Failed checks refuse all of them, each reason told once with the places
 * in the call that it is about. Otherwise a person is asked once, and reads the sum and what differs.
 */
export function decideCreates(drafts: readonly CheckedDraft[], sweep: SweepFacts): Decision {
  const refused = allRefusals(
    refusalsByPlace(
      drafts.map(({ place, checks }) => ({ place, refusals: refusalsOf(checks) })),
      drafts.length + sweep.left,
      sweep.base,
    ),
  );
  if (refused !== undefined) return refused;
  const [first] = drafts;
  if (first === undefined) throw new Error('nothing is to be created');
  const amount = drafts.length;
  const asked = wholeQuestion(drafts, first, sweep);
  if (asked === undefined) return tooMuch(sweep);
  return confirm({
    rule: 'R25',
    label:
      amount === 1
        ? say(en`Yes, create this job`, zh`是，创建该任务`)
        : say(en`Yes, create these ${amount} jobs`, zh`是，创建这 ${amount} 个任务`),
    question: asked,
    more: { jobs: sweep.fingerprint, names: drafts.map(({ job }) => job.display_name).join(' ') },
  });
}

/** The refusal of jobs that differ in more than one question can show. */
const tooMuch = ({ varying: { columns } }: SweepFacts): Refuse =>
  refuse(
    'R25',
    `What differs among these jobs is more than one question can show whole: ${briefList(columns, 8, 40)}.`,
    'Make them in smaller groups, or put what is long and the same in most of them into the base; a long command of its own goes into a create of its own.',
  );
