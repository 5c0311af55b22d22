import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { NOT_OF_THE_API } from '../../policy/sources.ts';
import { wrongAgain } from '../kit/create/again/also-wrong.ts';
import { changes } from '../kit/create/again/changes.ts';
import { hiding } from '../kit/create/again/hiding.ts';
import { propose } from '../kit/create/again/propose.ts';
import { unmovable } from '../kit/create/again/stays.ts';
import { carryOut, created, nextAfterCreate, renderCreated } from '../kit/create/carry-out.ts';
import { CHECK_READS } from '../kit/create/findings.ts';
import { judgeCreate } from '../kit/create/judge.ts';
import { createPreview } from '../kit/create/preview.ts';
import { defineTool } from '../tool.ts';
import { templateId } from './job-template.ts';
import { againstTemplate, lockedName, readTemplateSource } from './template-source.ts';

export const createJobFromTemplate = defineTool({
  name: 'create_job_from_template',
  title: 'Create a job from a template',
  description:
    'Creates the job that a template holds, with changes: shows what differs, keeps what the template locks, takes over masked secrets. Costs money. A person is asked.',
  inChinese: '从模板创建任务',
  toolset: 'templates',
  effect: 'costly',
  target: ({ template_id, dry_run }) => (dry_run === true ? undefined : template_id),
  scope: 'region',
  actions: ['CreateJob', 'GetJobTemplate', ...CHECK_READS],
  input: z.strictObject({
    template_id: templateId,
    version: z.int().min(1).max(999_999_999).optional().describe('Default: the default version'),
    changes: changes.default({}).describe(`${ifOffered('As in clone_job: only', 'Only')} what differs; null removes`),
    dry_run: z.boolean().optional(),
  }),
  refusedKeys: {
    ...Object.fromEntries(Object.entries(NOT_OF_THE_API).map(([path, why]) => [`changes.${path}`, why])),
    ...unmovable('its template', 'get_job_template'),
  },
  output: created.meta({ advertised: created.pick({ job_id: true }) }),
  async check(ctx, { template_id, version, changes: change, dry_run }) {
    const from = await readTemplateSource(ctx, template_id, version);
    const { ctx: own, proposal, notes, hide, told: job } = await propose(ctx, from.source, lockedName(from, change));
    return hiding(hide, async () => {
      const { checks, template, notes: told } = againstTemplate(own, from, proposal.job, job);
      const found = [...checks, ...(proposal.checks ?? [])];
      const all = { ...proposal, template: from.of, checks: found, whole: dry_run === true };
      const { decision, prepared } = await judgeCreate(own, all);
      return {
        decision: hide(decision),
        prepared: { ...prepared, checks: hide(prepared.checks), notes: [...notes, ...told], template, hide },
      };
    });
  },
  alsoWrong: async (ctx, { template_id, version, changes: change = {} }) =>
    wrongAgain(ctx, (await readTemplateSource(ctx, template_id, version)).source, change),
  preview: createPreview('create_job_from_template', true),
  run: (ctx, _input, { hide, ...prepared }) =>
    hiding(hide, () => carryOut({ ...ctx, workspaceId: prepared.facts.workspaceId }, prepared)),
  render: renderCreated,
  next: (job, _input, offers) => nextAfterCreate(job, offers),
});
