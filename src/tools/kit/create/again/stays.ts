import { ifOffered } from '../../../../advice/offered.ts';
import { shown } from '../../../../jobs/wire.ts';
import { type Check, failing } from '../../../../policy/checks.ts';
import type { RefusedKey, ToolContext } from '../../../tool.ts';
import type { Source } from './propose.ts';

/** What a job is made of, such as its quota and datasets, is elsewhere under other ids or not at all. */
const elsewhere = (read: string): string =>
  `For a copy elsewhere${ifOffered(
    `, ${read} says all arguments and create_job takes them with workspace_id and region`,
    ', create it anew with all arguments',
  )}; quota, datasets, code source and images have to be of that place.`;

/**
 * By path, parameters of a create that would move a job which is made from another one, or from a template.
 * @param source of what it is made, such as `its job`
 * @param read a call that says all of the source
 */
export function unmovable(source: string, read: string): Record<string, RefusedKey> {
  const key = (name: 'workspace' | 'region', fix: string): RefusedKey => ({
    rule: 'R48',
    reason: `What is made from another stays in the ${name} of ${source}.`,
    fix: `${fix} ${elsewhere(read)}`,
  });
  const workspace = key('workspace', 'Leave workspace_id out.');
  return {
    workspace_id: workspace,
    'changes.workspace_id': workspace,
    'changes.region': key('region', `Leave it out of changes; at the top level region says where ${source} is.`),
  };
}

/** The same in the variations of a sweep. */
export const UNMOVABLE_VARIATIONS: Readonly<Record<string, RefusedKey>> = Object.fromEntries(
  ['workspace_id', 'region'].map((name) => [
    `variations.${name}`,
    {
      rule: 'R48',
      reason: `All jobs of a call are made in one place; a variation has no ${name} of its own.`,
      fix: `Pass ${name} at the top level of the call. With from_job all stay where that job is.`,
    },
  ]),
);

/** R48: refuses where a call names another workspace than that of the job from which it makes others. */
export function checkSameWorkspace({ namedWorkspaceId: named }: ToolContext, { jobId, args }: Source): Check[] {
  const own = args.workspace_id;
  if (named === undefined || own === undefined || named === own) return [];
  return [
    failing(
      'workspace',
      'R48',
      `${jobId} is of workspace ${shown(own, 40)}, and what is made from it stays there; the call names workspace ${named}.`,
      `Leave workspace_id out, or pass that of the job. ${elsewhere(`get_job job_id=${jobId} detail=true`)}`,
    ),
  ];
}
