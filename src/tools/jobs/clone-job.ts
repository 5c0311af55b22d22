import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { NOT_OF_THE_API } from '../../policy/sources.ts';
import { wrongAgain } from '../kit/create/again/also-wrong.ts';
import { changes } from '../kit/create/again/changes.ts';
import { hiding } from '../kit/create/again/hiding.ts';
import { propose, readSource } from '../kit/create/again/propose.ts';
import { unmovable } from '../kit/create/again/stays.ts';
import { carryOut, created, nextAfterCreate, renderCreated } from '../kit/create/carry-out.ts';
import { CHECK_READS } from '../kit/create/findings.ts';
import { judgeCreate } from '../kit/create/judge.ts';
import { createPreview } from '../kit/create/preview.ts';
import { jobId } from '../kit/fields.ts';
import { defineTool } from '../tool.ts';

export const cloneJob = defineTool({
  name: 'clone_job',
  title: 'Run a job again',
  description:
    'Reruns (resubmits, clones) a job: name only what differs, the server takes over the rest, masked secrets included. Costs money. A person is asked.',
  inChinese: '克隆、重新提交任务',
  toolset: 'jobs',
  core: true,
  effect: 'costly',
  target: ({ job_id, dry_run }) => (dry_run === true ? undefined : job_id),
  scope: 'region',
  actions: ['CreateJob', ...CHECK_READS],
  input: z.strictObject({
    job_id: jobId,
    changes: changes
      .default({})
      .describe(
        `Any ${ifOffered('create_job parameters', 'parameters of a create')}; task_specs by type (one role: type may be absent; pod_count 0 removes), objects by name, data_sources as a whole list; null removes`,
      ),
    dry_run: z.boolean().optional(),
  }),
  refusedKeys: {
    ...Object.fromEntries(Object.entries(NOT_OF_THE_API).map(([path, why]) => [`changes.${path}`, why])),
    ...unmovable('its job', 'get_job detail=true'),
  },
  // Its members are those of create_job, which says them.
  output: created.meta({ advertised: created.pick({ job_id: true }) }),
  async check(ctx, { job_id, changes: change, dry_run }) {
    const { ctx: own, proposal, notes, hide } = await propose(ctx, await readSource(ctx, job_id), change);
    return hiding(hide, async () => {
      const { decision, prepared } = await judgeCreate(own, { ...proposal, whole: dry_run === true });
      return {
        decision: hide(decision),
        prepared: { ...prepared, checks: hide(prepared.checks), notes, hide },
      };
    });
  },
  alsoWrong: async (ctx, { job_id, changes: change = {} }) => wrongAgain(ctx, await readSource(ctx, job_id), change),
  preview: createPreview('clone_job', true),
  run: (ctx, _input, { hide, ...prepared }) =>
    hiding(hide, () => carryOut({ ...ctx, workspaceId: prepared.facts.workspaceId }, prepared)),
  render: renderCreated,
  next: (job, _input, offers) => nextAfterCreate(job, offers),
});
