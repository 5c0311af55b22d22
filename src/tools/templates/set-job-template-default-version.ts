import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { allow } from '../../policy/decision.ts';
import { changeAndLook } from '../kit/assets/read-back.ts';
import { defineTool } from '../tool.ts';
import { templateId, templateNow } from './job-template.ts';

const SAID = {
  applied: 'is the default now',
  already: 'was the default already; nothing was changed',
  pending: 'was accepted as the default, but does not show as such so far',
} as const;

export const setJobTemplateDefaultVersion = defineTool({
  name: 'set_job_template_default_version',
  title: 'Set the default version of a job template',
  description: 'Chooses the version that a job template gives to those who name none. Reads back.',
  inChinese: '设置模板默认版本',
  toolset: 'templates',
  effect: 'write',
  target: ({ template_id }) => template_id,
  scope: 'region',
  actions: ['SetJobTemplateDefaultVersion', 'GetJobTemplate'],
  input: z.strictObject({ template_id: templateId, version: z.int().min(1) }),
  output: z.object({
    template_id: z.string(),
    version: z.number(),
    before: z.number().optional(),
    outcome: z.enum(['applied', 'already', 'pending']),
  }),
  async check(ctx, { template_id, version }) {
    const { defaultVersion, versions } = await templateNow(ctx, template_id, { version: 'all' });
    const known = versions.flatMap((each) => each.version ?? []);
    if (known.length > 0 && !known.includes(version))
      throw new Fault({
        kind: 'invalid_input',
        message: `${template_id} has no version ${version}.`,
        fix: 'Name one that it has.',
        valid: known.map(String),
      });
    return { decision: allow(), prepared: defaultVersion };
  },
  async run(ctx, { template_id, version }, before) {
    if (before === version) return { template_id, version, before, outcome: 'already' as const };
    const { settled } = await changeAndLook(
      ctx,
      template_id,
      () => ctx.call('SetJobTemplateDefaultVersion', { TemplateId: template_id, Version: version }),
      async (signal) => (await templateNow(ctx, template_id, { signal })).defaultVersion,
      (seen) => seen === version,
    );
    return { template_id, version, before, outcome: settled ? ('applied' as const) : ('pending' as const) };
  },
  render: ({ template_id, version, before, outcome }) =>
    `Version ${version} of ${template_id} ${SAID[outcome]}.${outcome === 'already' || before === undefined ? '' : ` Before: version ${before}.`}`,
  next: ({ template_id, outcome }) =>
    outcome === 'pending' ? [`get_job_template template_id=${template_id} in a minute.`] : [],
});
