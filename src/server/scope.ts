import * as z from 'zod';
import { ifOffered } from '../advice/offered.ts';
import { Fault } from '../domain/fault.ts';
import { idWithin } from '../domain/id-within.ts';
import { WORKSPACE_ID } from '../domain/identifiers.ts';
import { nearest } from '../domain/nearest.ts';
import { quotedValue } from '../shaping/clean.ts';
import type { Tool } from '../tools/tool.ts';

/** Region and workspace as the operator set them: as defaults, or fixed. */
export interface OperatorScope {
  region: string | undefined;
  workspaceId: string | undefined;
  /** Every region that a call may name; absent: any. The cloud's client holds calls to its own list in any case. */
  regions?: readonly string[];
  /** `--lock-scope`: no call leaves them. Both are set then, and no tool has parameters for them. */
  locked?: boolean;
}

export interface Scope {
  region: string;
  workspaceId: string | undefined;
}

/** The id of a region or workspace, held to its form by `scopeFaults`. */
export const scopeId = z.string().trim();

/** These stand in the definition of every tool, so the description says only what the name does not. */
const field = (preset: string | undefined, example?: string) => {
  const text = scopeId;
  if (preset !== undefined) return text.optional().describe(`Default: ${preset}`);
  return example === undefined ? text : text.describe(`e.g. ${example}`);
};

/**
 * The parameters for region and workspace, the same for all tools: required where the operator set no default, and none
 * where the scope is locked. The server has no default of its own (R1).
 */
export function scopeFields(tool: Pick<Tool, 'scope'>, operator: OperatorScope): Record<string, z.ZodType> {
  if (operator.locked) return {};
  const region = { region: field(operator.region, 'cn-hangzhou') };
  if (tool.scope === 'region') return region;
  const workspace = field(operator.workspaceId, '286569');
  return { ...region, workspace_id: tool.scope === 'workspace' ? workspace : workspace.optional() };
}

/**
 * The arguments without the parameters that a locked scope fixes. A call that repeats the fixed region or
 * workspace passes, since it asks for nothing else.
 * @param keys parameters of the tool that reach beyond one workspace unless they are `false`, such as `all_workspaces`
 * @throws Fault `refused` for another region or workspace, and for such a parameter
 */
export function withinScope(
  args: Record<string, unknown>,
  { region, workspaceId, locked }: OperatorScope,
  keys: readonly string[] = [],
): Record<string, unknown> {
  if (!locked) return args;
  const { region: givenRegion = region, workspace_id: givenWorkspace = workspaceId, ...rest } = args;
  if (givenRegion !== region) throw outside('region', region);
  if (givenWorkspace !== workspaceId) throw outside('workspace_id', workspaceId);
  const beyond = keys.find((key) => rest[key] !== undefined && rest[key] !== false);
  if (beyond !== undefined) throw outside(beyond, undefined);
  return Object.fromEntries(Object.entries(rest).filter(([key]) => !keys.includes(key)));
}

const outside = (name: string, fixed: string | undefined): Fault =>
  new Fault({
    kind: 'refused',
    message:
      fixed === undefined
        ? `${name} reaches beyond the workspace to which the operator locked this server. Nothing was done.`
        : `The operator locked this server to ${name} ${fixed}; no call can name another one. Nothing was done.`,
    fix: `Leave ${name} out. Only the operator can change the scope.`,
  });

/**
 * @throws Fault `refused` under a lock, for a tool that changes what other
 * workspaces use too: nobody is asked about it then
 */
export function ensureNotShared(
  { shared }: { shared?: true | undefined },
  { workspaceId, locked }: OperatorScope,
): void {
  if (!locked || !shared) return;
  throw new Fault({
    kind: 'refused',
    message: `What this changes serves more than workspace ${workspaceId}, to which the operator locked this server. Nothing was done.`,
    fix: 'Go without it. Only the operator can change the scope (--lock-scope).',
  });
}

const REGION = /^[a-z0-9-]{1,40}$/;

type Given = { readonly region?: unknown; readonly workspace_id?: unknown };

/** Region and workspace of one call, from the call or else from the operator, each when it is asked for. */
export const scopeOf = (given: Given, operator: OperatorScope): Partial<Scope> => ({
  get region() {
    return typeof given.region === 'string' ? given.region : operator.region;
  },
  get workspaceId() {
    return typeof given.workspace_id === 'string' ? given.workspace_id : operator.workspaceId;
  },
});

/** What of the scope of a call is missing though it is needed, or has a wrong form, by the name of the parameter. */
export function scopeFaults(
  tool: Pick<Tool, 'scope'>,
  given: Given,
  operator: OperatorScope,
): { name: 'region' | 'workspace_id'; fault: Fault }[] {
  const { region, workspaceId } = scopeOf(given, operator);
  const faults: { name: 'region' | 'workspace_id'; fault: Fault }[] = [];
  if (region === undefined) {
    const fault = missing('region', 'a region id such as cn-hangzhou', 'Ask the user which region the jobs run in.');
    faults.push({ name: 'region', fault });
  } else if (!REGION.test(region)) {
    const message = `region ${quotedValue(region, 64)} is not a region id.`;
    const held = idWithin(region, REGION, 'region');
    const fix = `Pass ${held === undefined ? 'a region id such as cn-hangzhou' : `region as ${held}, the id within it`}.`;
    faults.push({ name: 'region', fault: new Fault({ kind: 'invalid_input', message, fix }) });
  } else if (operator.regions?.includes(region) === false)
    faults.push({ name: 'region', fault: unknownRegion(region, operator.regions) });
  if (workspaceId === undefined) {
    if (tool.scope !== 'workspace') return faults;
    const ask = `${ifOffered('Call list_workspaces and ask', 'Ask')} the user which one to use.`;
    faults.push({ name: 'workspace_id', fault: missing('workspace_id', 'the id of a workspace', ask) });
  } else if (!WORKSPACE_ID.test(workspaceId)) {
    const message = `workspace_id ${quotedValue(workspaceId, 64)} is not a workspace id.`;
    const held = idWithin(workspaceId, WORKSPACE_ID, 'workspace_id');
    const fix =
      held === undefined
        ? `Pass ${ifOffered('the workspace_id that list_workspaces shows', 'a workspace_id')}, such as 123456.`
        : `Pass workspace_id as ${held}, the id within it.`;
    faults.push({ name: 'workspace_id', fault: new Fault({ kind: 'invalid_input', message, fix }) });
  }
  return faults;
}

/** Told together with what else is wrong with a call, and before anything of it reaches the cloud's client. */
function unknownRegion(region: string, regions: readonly string[]): Fault {
  const [named] = regions.filter((id) => id.split('-').includes(region));
  const meant = nearest(region, regions) ?? named;
  return new Fault({
    kind: 'invalid_input',
    message: `region "${region}" is none with PAI-DLC that this server knows.`,
    fix: `${meant ? `Did you mean "${meant}"? ` : ''}Use one of the valid regions. A new one can be added by the operator (--extra-regions), never by a call.`,
    valid: regions,
  });
}

const missing = (name: string, what: string, next: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    rule: 'R1',
    message: `${name} is missing: the call names none and the operator has preset none.`,
    fix: `Pass ${name}: ${what}. ${next}`,
  });
