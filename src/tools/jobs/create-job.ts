import { createJobInput } from '../../jobs/job-fields.ts';
import { NOT_OF_THE_API } from '../../policy/sources.ts';
import { carryOut, created, nextAfterCreate, renderCreated } from '../kit/create/carry-out.ts';
import { CHECK_READS } from '../kit/create/findings.ts';
import { judgeCreate, wrongWith } from '../kit/create/judge.ts';
import { createPreview } from '../kit/create/preview.ts';
import { defineTool } from '../tool.ts';

export const createJob = defineTool({
  name: 'create_job',
  title: 'Create a job',
  description:
    'Starts (submits, launches) a training job; costs money and is not idempotent, so never repeat it blindly. Needs a workspace, an image_uri, and ecs_spec (public) or resource_id with resource_config (quota of the user). PyTorchJob also serves single-container work. dry_run checks first. A person is asked.',
  inChinese: '提交、创建训练任务',
  alwaysLoad: true,
  toolset: 'jobs',
  core: true,
  effect: 'costly',
  target: ({ display_name, dry_run }) => (dry_run === true ? undefined : display_name),
  scope: 'workspace',
  actions: ['CreateJob', ...CHECK_READS],
  input: createJobInput,
  output: created,
  refusedKeys: NOT_OF_THE_API,
  check: (ctx, job) => judgeCreate(ctx, { job, whole: job.dry_run === true }),
  alsoWrong: wrongWith,
  preview: createPreview('create_job'),
  run: (ctx, _job, prepared) => carryOut(ctx, prepared),
  render: renderCreated,
  next: (job, _input, offers) => nextAfterCreate(job, offers),
});
