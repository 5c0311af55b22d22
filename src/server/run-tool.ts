import { setTimeout as delay } from 'node:timers/promises';
import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import type { Cloud } from '../cloud/cloud.ts';
import type { CreateLedger } from '../domain/create-ledger.ts';
import { Fault, type FaultDetails } from '../domain/fault.ts';
import type { Confirm, Refuse } from '../policy/decision.ts';
import type { OperatorPolicy, Tool, ToolContext } from '../tools/tool.ts';
import type { OfferedTool } from './advertise.ts';
import { type Caller, channelFor } from './confirm/channel.ts';
import { type Confirmations, type ConfirmedBy, declined, NOBODY } from './confirm.ts';
import { inputFault } from './input-errors.ts';
import type { Log } from './log.ts';
import type { ReadCache } from './read-cache.ts';
import { errorResult, toFaultDetails } from './results.ts';
import { type OperatorScope, resolveScope } from './scope.ts';

/** What the pipeline needs of the process it runs in. */
export interface Runtime {
  /** Loads the cloud client (or starts the simulator) on the first call. */
  cloud(): Promise<Cloud>;
  scope: OperatorScope;
  operator: OperatorPolicy;
  /** Remembers creates whose fate is open; loaded at the first create. */
  creates: CreateLedger;
  confirmations: Confirmations;
  /** What was found in the catalogue lately. */
  reads: ReadCache;
  /** Suggestions that were made already, by rule. */
  told: Map<string, string>;
  log: Log;
  /** Shown in front of every answer, such as that it comes from the simulator. */
  banner: string | undefined;
  now(): Date;
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

/** Progress messages of one call. One that cannot be delivered is no reason to fail the call. */
function progressOf(request: Caller['ctx']['mcpReq']): Pick<ToolContext, 'hasProgress' | 'progress'> {
  const progressToken = request._meta?.progressToken;
  if (progressToken === undefined) return { hasProgress: false, progress: async () => {} };
  let sent = 0;
  return {
    hasProgress: true,
    progress: async (message, progress = sent + 1, total) => {
      sent = progress;
      const params = { progressToken, progress, message, ...(total === undefined ? {} : { total }) };
      await request.notify({ method: 'notifications/progress', params }).catch(() => undefined);
    },
  };
}

async function toolContext(tool: Tool, args: Args, runtime: Runtime, { mcpReq }: Caller['ctx']): Promise<ToolContext> {
  const { signal } = mcpReq;
  const { region, workspaceId } = resolveScope(tool, args, runtime.scope);
  const cloud = await runtime.cloud();
  const call: ToolContext['call'] = (action, input, options) => {
    if (!tool.actions.includes(action)) throw new Error(`${tool.name} calls ${action}, which it does not declare`);
    return cloud.call(action, input, { ...options, region, signal });
  };
  return {
    call,
    cached: (action, input, found) => runtime.reads.through([action, region, input], () => call(action, input), found),
    region,
    workspaceId,
    operator: runtime.operator,
    creates: runtime.creates,
    told: runtime.told,
    now: runtime.now,
    signal,
    sleep: (ms) => delay(ms, undefined, { signal }),
    ...progressOf(mcpReq),
  };
}

const result = (text: string, output: Record<string, unknown>, { banner }: Runtime): CallToolResult => ({
  content: [{ type: 'text', text: banner === undefined ? text : `${banner}\n${text}` }],
  structuredContent: output,
});

/** A refusal as a failure: by the policy, or of the kind of the read that left it nothing to decide on. */
const refusalDetails = ({ rule, reason, fix, valid, cause }: Refuse): FaultDetails => ({
  ...(cause ?? { kind: 'refused' }),
  rule,
  message: reason,
  fix,
  ...(valid ? { valid } : {}),
});

/**
 * The one pipeline of every tool: parse, resolve scope, check, confirm, run, shape; a preview ends after the check. Up to
 * the confirmation nothing has a side effect: an answer re-enters here from the top, so `check` has just run on fresh reads
 * when `run` begins, and the yes counts only if the facts it was given for still hold.
 *
 * @returns the tool's result, an `isError` result with its repair, or the question to a person
 */
export async function runTool(
  offered: OfferedTool,
  raw: Args,
  caller: Caller,
  runtime: Runtime,
): Promise<CallToolResult | InputRequiredResult> {
  const { tool } = offered;
  const { ctx } = caller;
  const { confirmations, operator, log } = runtime;
  const started = performance.now();
  let confirmedBy: ConfirmedBy = NOBODY;
  const done = (outcome: string): void =>
    log.info({ tool: tool.name, outcome, confirmedBy, ms: Math.round(performance.now() - started) }, 'call');
  try {
    const args = parse(offered, raw, runtime.scope);
    const { region: _r, workspace_id: _w, confirmation_token: token, ...input } = args;
    const channel = channelFor(tool.effect, operator, caller);
    const answer = await confirmations.redeem(ctx, channel === 'chat' ? (token as string | undefined) : undefined);
    if (answer !== undefined) {
      confirmedBy = answer.by;
      if (answer.sealed === undefined) throw declined(answer);
    }
    const context = await toolContext(tool, args, runtime, ctx);
    const call = { tool: tool.name, args: { input, region: context.region, workspaceId: context.workspaceId } };

    const checked = tool.check === null ? null : await tool.check(context, input);
    const { preview } = tool;
    if (preview?.wanted(input)) {
      if (checked === null) throw new Error('a preview tells what the checks found, and the tool has none');
      const output = preview.output.parse(preview.describe(context, input, checked, channel));
      done('preview');
      return result(preview.render(output), output, runtime);
    }
    if (checked?.decision.verdict === 'refuse') throw new Fault(refusalDetails(checked.decision));
    const question: Confirm | undefined = checked?.decision.verdict === 'confirm' ? checked.decision : undefined;
    if (tool.effect === 'destructive' && question === undefined)
      throw new Error('a destructive tool asked for no confirmation');
    if (answer !== undefined) confirmations.accept(answer, call, question);
    else if (question !== undefined && channel !== 'none') {
      const asked = await confirmations.ask(channel, call, question);
      done('asked');
      return asked;
    }

    const output = tool.output.parse(await tool.run(context, input, checked?.prepared));
    done('ok');
    return result(tool.render(output, input), output, runtime);
  } catch (thrown) {
    if (ctx.mcpReq.signal.aborted) {
      done('cancelled');
      throw thrown;
    }
    const details = toFaultDetails(thrown, log);
    done(details.kind);
    return errorResult(details);
  }
}
