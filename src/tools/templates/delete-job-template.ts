import * as z from 'zod';
import { decideRemoval } from '../../policy/assets.ts';
import { TEMPLATE_LOST } from '../../policy/job-templates.ts';
import { assetUse } from '../kit/assets/asset-use.ts';
import { remove, removedShape, removedText } from '../kit/assets/remove.ts';
import { defineTool } from '../tool.ts';
import { templateAsset, templateId, templateNow } from './job-template.ts';

export const deleteJobTemplate = defineTool({
  name: 'delete_job_template',
  title: 'Delete a job template',
  description:
    'Removes a job template with all its versions. Refused where a live job was made from it. A person is always asked first by the server. Verifies afterwards.',
  inChinese: '删除任务模板',
  toolset: 'templates',
  effect: 'destructive',
  target: ({ template_id }) => template_id,
  scope: 'region',
  actions: ['DeleteJobTemplate', 'GetJobTemplate', 'ListJobs'],
  input: z.strictObject({ template_id: templateId }),
  output: z.object({ template_id: z.string(), ...removedShape }),
  async check(ctx, { template_id }) {
    const asset = templateAsset(template_id, await templateNow(ctx, template_id));
    // No answer says of which template a job was made, but a list can be asked for those of one.
    const use = await assetUse(ctx, asset.workspaceId, () => true, { TemplateId: template_id });
    return { decision: decideRemoval(asset, use, TEMPLATE_LOST), prepared: { asset, use } };
  },
  async run(ctx, { template_id }, prepared) {
    const removed = await remove(
      ctx,
      prepared,
      () => ctx.call('DeleteJobTemplate', { TemplateId: template_id }),
      (signal) => templateNow(ctx, template_id, { signal }),
    );
    return { template_id, ...removed };
  },
  render: ({ template_id, ...removed }) => removedText(template_id, removed),
  next: ({ template_id, outcome }) =>
    outcome === 'pending'
      ? [`get_job_template template_id=${template_id} in a minute: not_found says that it is gone.`]
      : [],
});
