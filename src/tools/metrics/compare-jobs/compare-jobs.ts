import * as z from 'zod';
import { quoted } from '../../../domain/brief.ts';
import { Fault } from '../../../domain/fault.ts';
import { hint } from '../../../domain/hint.ts';
import { inOurWords, NO_TEXT } from '../../../shaping/shown.ts';
import { table } from '../../../shaping/table.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { fanOut } from '../../kit/fan-out.ts';
import { foreignTexts, jobId, shapeless } from '../../kit/fields.ts';
import { windowOf } from '../../kit/job-metrics/facts.ts';
import { findMetric } from '../../kit/job-metrics/sources.ts';
import { readLogCurves } from '../../kit/plot/log-curves.ts';
import { absentNotes, readEach } from '../../kit/several/read-each.ts';
import { spentBy } from '../../kit/spent.ts';
import { defineTool } from '../../tool.ts';
import { commandDifferences } from './command.ts';
import { outcomes } from './outcome.ts';
import { differences, settingsOf } from './settings.ts';

/** Spans before the end of a long log that are looked into. */
const PARTS = 2;
/** Differences that are told. */
const MOST_ROWS = 60;
const MOST_COMMAND = 4096;

const difference = shapeless({ what: z.string(), values: z.array(z.string()) });

export const compareJobs = defineTool({
  name: 'compare_jobs',
  title: 'Compare jobs',
  description: 'How jobs differ: arguments, machines, data, outcome, loss, pace, cost.',
  inChinese: '任务对比',
  toolset: 'metrics',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetJob', 'GetPodLogs', 'GetJobMetrics', 'GetMetrics', 'ListEcsSpecs'],
  input: z.strictObject({ job_ids: z.array(jobId).min(2).max(6) }),
  output: z.object({
    jobs: z.array(shapeless({ job_id: z.string(), name: z.string() })),
    differ: z.array(difference),
    /** What was asked for and is the same in all of them. */
    same: z.number(),
    /** What each command has that not all have, in the order of `jobs`; absent where all are the same. */
    commands: foreignTexts.optional(),
    outcome: z.array(difference),
    notes: z.array(z.string()),
  }),
  foreign: ['commands'],
  check: null,
  async run(ctx, { job_ids }) {
    const { jobs: found, absent } = await readEach(ctx, job_ids);
    const jobs = [...found.values()];
    if (jobs.length < 2)
      throw new Fault({
        kind: absent.length > 0 ? 'not_found' : 'invalid_input',
        message: [
          'Of job_ids only',
          ...found.keys(),
          `is there to be compared${absent.length > 0 ? `: ${absentNotes(absent).join('')}` : ', named more than once.'}`,
        ].join(' '),
        fix: `Pass the ids of two to six different jobs${hint('what exists', 'job')}.`,
      });
    const spent = await spentBy(ctx, jobs);
    const went = await fanOut([...jobs.entries()], async ([index, job]) => ({
      job,
      log: await readLogCurves(ctx, job, PARTS),
      gpu: await findMetric(ctx, job, 'GpuCoreUsage', windowOf(job, {}, ctx.now())),
      spent: spent[index],
    }));
    const { differ, same } = differences(jobs.map((job) => settingsOf(job, ctx.operator.showEnvs)));
    const commands = commandDifferences(jobs.map(({ command }) => command?.text(MOST_COMMAND)));
    return {
      jobs: jobs.map(({ jobId: job_id, displayName: name }) => ({ job_id, name })),
      differ: differ.slice(0, MOST_ROWS),
      same,
      ...(commands === undefined ? {} : { commands }),
      outcome: outcomes(went, ctx.now()),
      notes: [
        ...absentNotes(absent),
        ...(differ.length > MOST_ROWS ? [`${differ.length - MOST_ROWS} more differences are left out.`] : []),
        'masked values and what is beyond the first hundred variables, tags or settings are not compared.',
        ...went.map(({ job, log }) => `log of ${log.podId ?? job.jobId}: ${log.read}.`),
      ],
    };
  },
  render: ({ jobs, differ, same, commands, outcome, notes }) => {
    const head = ['', ...jobs.map((_, index) => `[${index + 1}]`)];
    const rows = (all: typeof differ) =>
      table(
        head,
        all.map(({ what, values }) => [what, ...values]),
      );
    return [
      ...jobs.map(({ job_id, name }, index) => `[${index + 1}] ${job_id} ${quoted(name, 200)}`),
      differ.length === 0 && commands === undefined
        ? `They were asked for alike, in all ${same} arguments.`
        : `Asked for differently (${same} more arguments are the same):`,
      ...(differ.length === 0 ? [] : [rows(differ)]),
      ...fenced(
        'what each command has that not all have',
        (commands ?? []).map((words, index) => inOurWords`[${index + 1}] ${words ?? NO_TEXT}`),
      ),
      'How they went:',
      rows(outcome),
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n');
  },
  next: ({ jobs }) => [
    `plot_job job_ids=${JSON.stringify(jobs.map(({ job_id }) => job_id))} draws their curves on one axis.`,
  ],
});
