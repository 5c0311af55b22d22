import { setTimeout as delay } from 'node:timers/promises';
import type { CallToolResult, InputRequiredResult, Server, ServerContext } from '@modelcontextprotocol/server';
import type { Cloud } from '../cloud/cloud.ts';
import { Fault } from '../domain/fault.ts';
import type { Confirm } from '../policy/decision.ts';
import type { Effect, OperatorPolicy, Tool, ToolContext } from '../tools/tool.ts';
import type { OfferedTool } from './advertise.ts';
import { type Confirmations, canAsk, cannotAsk } from './confirm.ts';
import { inputFault } from './input-errors.ts';
import type { Log } from './log.ts';
import { progressOf } from './progress.ts';
import type { Reference } from './reference.ts';
import { errorResult, toFaultDetails } from './results.ts';
import { type OperatorScope, resolveScope, withinScope } from './scope.ts';

/** What the pipeline needs of the process it runs in. */
export interface Runtime {
  /** Loads the cloud client (or starts the simulator) on the first call; it reaches no further than a locked scope. */
  cloud(): Promise<Cloud>;
  scope: OperatorScope;
  /** What resources and completions show of the server itself. */
  reference: Reference;
  operator: OperatorPolicy;
  confirmations: Confirmations;
  log: Log;
  /** Shown in front of every answer, such as that it comes from the simulator. */
  banner: string | undefined;
  now(): Date;
}

/** Where a call came from. */
export interface Caller {
  server: Server;
  ctx: ServerContext;
}

type Args = Record<string, unknown>;

const SCOPE = ['region', 'workspace_id'];

function parse({ tool, schema }: OfferedTool, given: Args, scope: OperatorScope): Args {
  const raw = withinScope(given, scope, tool.beyondWorkspace);
  for (const [key, refusal] of Object.entries(tool.refusedKeys ?? {}))
    if (raw[key] !== undefined)
      throw new Fault({ kind: 'refused', rule: refusal.rule, message: refusal.reason, fix: refusal.fix });
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const unscoped = parsed.error.issues.every(
      ({ path }) => SCOPE.includes(String(path[0])) && raw[String(path[0])] === undefined,
    );
    // Where nothing else is wrong, the scope's own refusal says more: which rule, and whom to ask.
    if (unscoped) resolveScope(tool, raw, scope);
    throw inputFault(parsed.error, raw, schema);
  }
  return parsed.data;
}

async function toolContext(tool: Tool, args: Args, runtime: Runtime, ctx: ServerContext): Promise<ToolContext> {
  const { signal } = ctx.mcpReq;
  const { region, workspaceId } = resolveScope(tool, args, runtime.scope);
  const cloud = await runtime.cloud();
  return {
    call: (action, input) => {
      if (!tool.actions.includes(action)) throw new Error(`${tool.name} calls ${action}, which it does not declare`);
      return cloud.call(action, input, { region, signal });
    },
    region,
    workspaceId,
    operator: runtime.operator,
    now: runtime.now,
    signal,
    sleep: (ms) => delay(ms, undefined, { signal }),
    ...progressOf(ctx),
  };
}

/**
 * Whether a person has to be asked: `required` refuses where the client cannot, `if_possible` goes on.
 * Losing work always needs one; spending money and handing out access ask where they can.
 */
function confirmationNeed(effect: Effect, operator: OperatorPolicy): 'required' | 'if_possible' | 'none' {
  if (effect === 'destructive') return 'required';
  if (effect === 'costly')
    return ({ auto: 'if_possible', always: 'required', never: 'none' } as const)[operator.confirmCreate];
  return effect === 'grants_access' ? 'if_possible' : 'none';
}

/**
 * The one pipeline of every tool: parse, resolve scope, check, confirm, run, shape. Up to the confirmation nothing has a
 * side effect: an answer re-enters here from the top, so `check` has just run on fresh reads when `run` begins, and the
 * yes counts only if the facts it was given for still hold.
 *
 * @returns the tool's result, an `isError` result with its repair, or the question to a person
 */
export async function runTool(
  offered: OfferedTool,
  raw: Args,
  { server, ctx }: Caller,
  runtime: Runtime,
): Promise<CallToolResult | InputRequiredResult> {
  const { tool } = offered;
  const started = performance.now();
  const done = (outcome: string): void =>
    runtime.log.info({ tool: tool.name, outcome, ms: Math.round(performance.now() - started) }, 'call');
  try {
    const answer = await runtime.confirmations.redeem(ctx);
    const args = parse(offered, raw, runtime.scope);
    const { region: _r, workspace_id: _w, ...input } = args;
    const context = await toolContext(tool, args, runtime, ctx);
    const bound = { input, region: context.region, workspaceId: context.workspaceId };

    const checked = tool.check === null ? null : await tool.check(context, input);
    if (checked?.decision.verdict === 'refuse') {
      const { rule, reason, fix, valid } = checked.decision;
      throw new Fault({ kind: 'refused', rule, message: reason, fix, ...(valid ? { valid } : {}) });
    }
    const question: Confirm | undefined = checked?.decision.verdict === 'confirm' ? checked.decision : undefined;
    if (tool.effect === 'destructive' && question === undefined)
      throw new Error('a destructive tool asked for no confirmation');
    if (answer.kind === 'answered') runtime.confirmations.accept(answer, tool.name, bound, question);
    else if (question !== undefined) {
      const need = confirmationNeed(tool.effect, runtime.operator);
      if (need !== 'none' && canAsk(ctx, server)) {
        done('asked');
        return await runtime.confirmations.ask(tool.name, bound, question);
      } else if (need === 'required') throw cannotAsk(tool.name);
    }

    const output = tool.output.parse(await tool.run(context, input, checked?.prepared));
    done('ok');
    const text = tool.render(output, input);
    return {
      content: [{ type: 'text', text: runtime.banner === undefined ? text : `${runtime.banner}\n${text}` }],
      structuredContent: output,
    };
  } catch (thrown) {
    if (ctx.mcpReq.signal.aborted) {
      done('cancelled');
      throw thrown;
    }
    const details = toFaultDetails(thrown, runtime.log);
    done(details.kind);
    return errorResult(details);
  }
}
