import * as z from 'zod';
import { Fault } from '../domain/fault.ts';
import type { Tool } from '../tools/tool.ts';

/** What the operator fixed or preset. */
export interface OperatorScope {
  region: string | undefined;
  workspaceId: string | undefined;
}

export interface Scope {
  region: string;
  workspaceId: string | undefined;
}

const field = (description: string, preset: string | undefined) => {
  const text = z.string();
  return preset === undefined
    ? text.describe(description)
    : text.optional().describe(`${description}; default ${preset}`);
};

/**
 * The scope fields a tool advertises, in one place for all tools: required where the operator preset nothing. There is no default of our own (R1).
 */
export function scopeFields(tool: Pick<Tool, 'scope'>, operator: OperatorScope): Record<string, z.ZodType> {
  const region = { region: field('Region id, e.g. cn-hangzhou', operator.region) };
  if (tool.scope === 'region') return region;
  const workspace = field('Workspace id', operator.workspaceId);
  return { ...region, workspace_id: tool.scope === 'workspace' ? workspace : workspace.optional() };
}

/**
 * Region and workspace of one call: from the call, else from the operator.
 * @throws Fault `invalid_input` when a needed one is known from neither
 */
export function resolveScope(
  tool: Pick<Tool, 'scope'>,
  given: { region?: unknown; workspace_id?: unknown },
  operator: OperatorScope,
): Scope {
  const region = typeof given.region === 'string' ? given.region : operator.region;
  const workspaceId = typeof given.workspace_id === 'string' ? given.workspace_id : operator.workspaceId;
  if (region === undefined)
    throw missing('region', 'a region id such as cn-hangzhou', 'Ask the user which region the jobs run in.');
  if (tool.scope === 'workspace' && workspaceId === undefined)
    throw missing('workspace_id', 'the id of a workspace', 'Call list_workspaces and ask the user which one to use.');
  if (!/^[a-z0-9-]{1,40}$/.test(region))
    throw new Fault({
      kind: 'invalid_input',
      message: `region ${JSON.stringify(region.slice(0, 64))} is not a region id.`,
      fix: 'Pass a region id such as cn-hangzhou.',
    });
  if (workspaceId !== undefined && !/^[0-9A-Za-z_-]{1,64}$/.test(workspaceId))
    throw new Fault({
      kind: 'invalid_input',
      message: `workspace_id "${workspaceId.slice(0, 64)}" is not a workspace id.`,
      fix: 'Pass the WorkspaceId that list_workspaces shows, such as 123456.',
    });
  return { region, workspaceId };
}

const missing = (name: string, what: string, next: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    rule: 'R1',
    message: `${name} is missing: the call names none and the operator has preset none.`,
    fix: `Pass ${name}: ${what}. ${next}`,
  });
