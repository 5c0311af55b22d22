import * as z from 'zod';
import { count } from '../../../domain/count.ts';
import { refusalOf } from '../../../policy/checks.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { NO_TEXT } from '../../../shaping/shown.ts';
import { table } from '../../../shaping/table.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { total, totalWords } from '../../kit/create/preview.ts';
import { shapeless } from '../../kit/fields.ts';
import type { Asking, Preview } from '../../tool.ts';
import type { Made, SweepRow } from './carry-out.ts';
import type { Judged, PreparedSweep } from './judge.ts';
import type { SweepInput } from './variations.ts';

const text = z.string();

const OUTCOMES: readonly (readonly [SweepRow['outcome'], string])[] = [
  ['created', 'created'],
  ['exists', 'there already, not made again'],
  ['unknown', 'UNKNOWN whether made'],
  ['failed', 'failed'],
  ['not_tried', 'not tried'],
];

const MOST_CELL = 100;
const cell = (value: string): string => (value.length > MOST_CELL ? `${value.slice(0, MOST_CELL)}…` : value);

const columns = (varies: string): string => (varies === '' ? '-' : cell(varies));

/** `10 of 12 jobs: ...`, the outcome of each, and what went wrong. */
export function renderMade({ workspace_id, jobs, total: sum, notes, fix }: Made): string {
  const counts = OUTCOMES.flatMap(([outcome, words]) => {
    const many = jobs.filter((job) => job.outcome === outcome).length;
    return many === 0 ? [] : [`${many} ${words}`];
  });
  const said = [...new Set(jobs.flatMap(({ says }) => says ?? []))];
  return [
    `Of ${count(jobs.length, 'job')} in workspace ${workspace_id}: ${counts.join(', ')}.`,
    `Asked for: ${totalWords(sum)}`,
    table(
      ['display_name', 'outcome', 'job_id', 'varies'],
      jobs.map(({ display_name, outcome, job_id = '', varies }) => [display_name, outcome, job_id, columns(varies)]),
    ),
    ...said,
    ...(fix === undefined ? [] : [`Fix: ${fix}`]),
    ...notes.map((note) => `Note: ${note}`),
  ].join('\n');
}

/** What to do after a sweep: to repeat it where it is not whole, and else to wait for its jobs. */
export function nextAfterSweep({ jobs, job_ids }: Made): string[] {
  const whole = jobs.every(({ outcome }) => outcome === 'created' || outcome === 'exists');
  return [
    ...(whole
      ? []
      : [
          'create_jobs with the same arguments makes those that are missing, and no job twice, once the cause is gone.',
        ]),
    ...(job_ids.length > 0
      ? [`wait_for_job job_ids=${JSON.stringify(job_ids)} statuses=["Running"] until they run.`]
      : []),
  ];
}

const output = shapeless(
  {
    verdict: z.enum(['would_ask', 'would_create', 'would_refuse', 'nothing_to_do']),
    question: text.optional(),
    says: text.optional(),
    fix: text.optional(),
    workspace_id: text,
    jobs: z.array(shapeless({ display_name: text, state: text, varies: text })),
    total,
    notes: z.array(text),
  },
  ['verdict'],
);

const STATES = { wanted: 'would be created', there: 'is there already', open: 'may be there already' } as const;

/** What a dry run says of one job: of a call that is refused none is created, and some are not to blame. */
function stateOf(each: Judged, isRefused: boolean): string {
  if (!isRefused || each.state !== 'wanted') return STATES[each.state];
  return refusalOf(each.prepared.checks) === undefined ? 'nothing wrong with it' : 'is refused';
}

function verdictOf(verdict: string, asking: Asking, wanted: number): z.output<typeof output>['verdict'] {
  if (verdict === 'refuse' || (asking === 'impossible' && wanted > 0)) return 'would_refuse';
  if (wanted === 0) return 'nothing_to_do';
  return asking === 'none' ? 'would_create' : 'would_ask';
}

const HEAD = {
  would_ask: 'a person would be asked this:',
  would_create: 'they would be created unasked.',
  would_refuse: 'the call would be refused.',
  nothing_to_do: 'all are there already.',
} as const;

/** The dry run of a sweep: which jobs there would be, what a person would be asked, or what is wrong. */
export const sweepPreview: Preview<SweepInput, PreparedSweep, typeof output> = {
  output,
  foreign: ['question'],
  wanted: ({ dry_run }) => dry_run === true,
  describe: (ctx, _input, { decision, prepared }, asking) => {
    const { workspaceId, judged, told, total: sum, hide } = prepared;
    const wanted = judged.filter(({ state }) => state === 'wanted').length;
    return {
      verdict: verdictOf(decision.verdict, asking, wanted),
      ...(decision.verdict === 'confirm' ? { question: decision.question[ctx.operator.language] } : {}),
      ...(decision.verdict === 'refuse'
        ? {
            says: hide(decision.reason),
            fix: hide(`${decision.fix}${decision.valid ? ` Valid: ${decision.valid.join(', ')}` : ''}`),
          }
        : {}),
      workspace_id: workspaceId,
      jobs: judged.map((each) => ({
        display_name: each.again.proposal.job.display_name,
        state: stateOf(each, decision.verdict === 'refuse'),
        varies: each.varies,
      })),
      total: sum,
      // A question has all of that.
      notes: [...new Set([...(asking === 'none' ? told : []), ...judged.flatMap(({ again }) => again.notes)])],
    };
  },
  render: ({ verdict, question, says, workspace_id, jobs, total: sum, notes }) =>
    [
      `Dry run of ${count(jobs.length, 'job')} in workspace ${workspace_id}, nothing was created: ${HEAD[verdict]}`,
      ...(says === undefined ? [] : [`Failed: ${says}`]),
      ...(question === undefined
        ? [
            table(
              ['display_name', 'state', 'varies'],
              jobs.map(({ display_name, state, varies }) => [display_name, state, columns(varies)]),
            ),
            `Total: ${totalWords(sum)}`,
          ]
        : fenced(
            'question',
            question.split('\n').map((line) => new Foreign(line).line(400) ?? NO_TEXT),
          )),
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n'),
  next: ({ verdict, fix }) =>
    fix !== undefined
      ? [fix]
      : verdict === 'would_ask' || verdict === 'would_create'
        ? ['create_jobs with the same arguments, without dry_run, if the user wants these jobs.']
        : [],
};
