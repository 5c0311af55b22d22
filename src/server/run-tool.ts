import { setTimeout as delay } from 'node:timers/promises';
import type { CallToolResult, InputRequiredResult, Server, ServerContext } from '@modelcontextprotocol/server';
import type { Cloud } from '../cloud/cloud.ts';
import { Fault } from '../domain/fault.ts';
import type { Confirm } from '../policy/decision.ts';
import type { Effect, OperatorPolicy, Tool, ToolContext } from '../tools/tool.ts';
import type { OfferedTool } from './advertise.ts';
import { type AuditFacts, type AuditLog, type CallRecord, confirmedBy, openRecord } from './audit.ts';
import { type Confirmations, canAsk, cannotAsk } from './confirm.ts';
import { inputFault } from './input-errors.ts';
import type { Log } from './log.ts';
import { errorResult, toFaultDetails, withNotice } from './results.ts';
import { type OperatorScope, resolveScope } from './scope.ts';

/** What the pipeline needs of the process it runs in. */
export interface Runtime {
  /** Loads the cloud client (or starts the simulator) on the first call. */
  cloud(): Promise<Cloud>;
  scope: OperatorScope;
  operator: OperatorPolicy;
  confirmations: Confirmations;
  /** Opens the audit log on the first call that needs it; absent where the operator wants none. */
  audit: (() => Promise<AuditLog>) | undefined;
  /** Id of this server process; the user agent carries it too. */
  session: string;
  /** The cloud is the embedded simulator. */
  simulated: boolean;
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

function parse({ tool, schema }: OfferedTool, raw: Args, scope: OperatorScope): Args {
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

async function toolContext(
  tool: Tool,
  args: Args,
  runtime: Runtime,
  record: CallRecord,
  signal: AbortSignal,
): Promise<ToolContext> {
  const { region, workspaceId } = resolveScope(tool, args, runtime.scope);
  const cloud = await runtime.cloud();
  return {
    call: (action, input, options = {}) => {
      if (!tool.actions.includes(action)) throw new Error(`${tool.name} calls ${action}, which it does not declare`);
      const answer = cloud.call(action, input, { region, signal: options.signal ?? signal, lane: tool.name });
      return action === tool.actions[0] ? record.main(answer) : answer;
    },
    region,
    workspaceId,
    operator: runtime.operator,
    now: runtime.now,
    signal,
    sleep: (ms) => delay(ms, undefined, { signal }),
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
  const record = openRecord(offered, raw, runtime);
  const logged = (outcome: string): number => {
    const ms = Math.round(performance.now() - started);
    runtime.log.info({ tool: tool.name, outcome, ms }, 'call');
    return ms;
  };
  const done = (outcome: AuditFacts['outcome'], rest: Parameters<CallRecord['end']>[2] = {}) =>
    record.end(outcome, logged(outcome), rest);
  try {
    const answer = await runtime.confirmations.redeem(ctx);
    record.confirmed(confirmedBy(answer));
    const args = parse(offered, raw, runtime.scope);
    await record.ready();
    const { region: _r, workspace_id: _w, ...input } = args;
    const context = await toolContext(tool, args, runtime, record, ctx.mcpReq.signal);
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
        // No line: nothing is decided yet. The answer comes back as a call of its own, which leaves one.
        logged('asked');
        return await runtime.confirmations.ask(tool.name, bound, question);
      } else if (need === 'required') throw cannotAsk(tool.name);
    }

    await record.ready();
    const output = tool.output.parse(await tool.run(context, input, checked?.prepared));
    const text = tool.render(output, input);
    const notice = await done('ok', { jobId: output.job_id });
    return withNotice(
      {
        content: [{ type: 'text', text: runtime.banner === undefined ? text : `${runtime.banner}\n${text}` }],
        structuredContent: output,
      },
      notice,
    );
  } catch (thrown) {
    const cancelled = ctx.mcpReq.signal.aborted;
    if (cancelled && !(thrown instanceof Fault)) {
      await done('cancelled');
      throw thrown;
    }
    const details = toFaultDetails(thrown, runtime.log);
    const notice = await done(details.kind, { rule: details.rule });
    if (cancelled) throw thrown;
    return withNotice(errorResult(details), notice);
  }
}
