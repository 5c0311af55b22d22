import { NOT_OF_THE_API } from '../../../policy/sources.ts';
import { UNMOVABLE_VARIATIONS } from '../../kit/create/again/stays.ts';
import { CHECK_READS } from '../../kit/create/findings.ts';
import { defineTool } from '../../tool.ts';
import { wrongSweep } from './also-wrong.ts';
import { carryOutAll, made } from './carry-out.ts';
import { judgeAll } from './judge.ts';
import { sweepInput, variationsOf } from './variations.ts';
import { nextAfterSweep, renderMade, sweepPreview } from './words.ts';

export const createJobs = defineTool({
  name: 'create_jobs',
  title: 'Create variations of a job',
  description:
    'For a sweep (grid search, seeds): up to 20 variations of one job, one question to a person. Costs money. Repeated, it makes no job twice.',
  inChinese: '批量提交、超参数搜索',
  toolset: 'jobs',
  core: true,
  effect: 'costly',
  target: ({ from_job, job, dry_run }) => (dry_run === true ? undefined : (from_job ?? job?.display_name ?? 'none')),
  scope: 'workspace_optional',
  actions: ['CreateJob', ...CHECK_READS],
  input: sweepInput,
  refusedKeys: {
    ...Object.fromEntries(
      Object.entries(NOT_OF_THE_API).flatMap(([path, why]) => [
        [`job.${path}`, why],
        [`variations.${path}`, why],
      ]),
    ),
    ...UNMOVABLE_VARIATIONS,
  },
  output: made,
  outcomes: ({ jobs }) =>
    Object.fromEntries(jobs.flatMap(({ job_id, outcome }) => (job_id ? [[job_id, outcome]] : []))),
  check: async (ctx, input) => judgeAll(ctx, await variationsOf(ctx, input), input.dry_run === true),
  alsoWrong: wrongSweep,
  preview: sweepPreview,
  run: (ctx, _input, prepared) => carryOutAll(ctx, prepared),
  render: renderMade,
  next: nextAfterSweep,
});
