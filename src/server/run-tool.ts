import { setTimeout as delay } from 'node:timers/promises';
import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { allAsOffered, type Offers, offeredSteps } from '../advice/offered.ts';
import type { Cloud } from '../api/cloud.ts';
import type { CreateLedger } from '../domain/create-ledger.ts';
import { Fault } from '../domain/fault.ts';
import type { Picture } from '../domain/picture.ts';
import type { PriceTable } from '../domain/prices.ts';
import { type Confirm, refusalFault } from '../policy/decision.ts';
import type { Look, OperatorPolicy, Tool, ToolContext } from '../tools/tool.ts';
import type { OfferedTool } from './advertise.ts';
import { wholeFault } from './also-wrong.ts';
import { type Args, readCallArguments } from './arguments.ts';
import { type AuditLog, type AuditOutcome, type CallRecord, openRecord } from './audit.ts';
import { type Caller, channelFor, effectsOf, mayPrefill } from './confirm/channel.ts';
import { type Confirmations, type ConfirmedBy, NOBODY } from './confirm.ts';
import type { Log } from './log.ts';
import { progressReporter } from './progress.ts';
import type { ReadCache } from './read-cache.ts';
import type { Reference } from './reference.ts';
import { type Answers, type Ended, resultOf, toFaultDetails } from './results.ts';
import { ensureNotShared, type OperatorScope, scopeOf } from './scope.ts';

/** What the pipeline needs from the process that it runs in; `cli/compose.ts` puts it together. */
export interface Runtime {
  /** The cloud, which is loaded (or the simulator started) at the first call. Under `--lock-scope` it holds every request inside. */
  cloud(): Promise<Cloud>;
  scope: OperatorScope;
  /** What resources and completions tell about the server itself. */
  reference: Reference;
  operator: OperatorPolicy;
  /** The operator's prices, read at the first call that needs them. @throws Fault where the file is wrong by then */
  prices(): Promise<PriceTable | undefined>;
  /** Remembers creates whose outcome is not known yet; loaded at the first create. */
  creates: CreateLedger;
  /** Questions to a person and their answers; made at the first call. */
  confirmations(): Promise<Confirmations>;
  /** Keeps what was found in the catalogue for a minute. */
  reads: ReadCache;
  /** By rule, the name of the job that a suggestion was made for first; it is not repeated for jobs of other names. */
  told: Map<string, string>;
  /** Opens the audit log at the first call that needs it; absent without `--audit-log`. */
  audit: (() => Promise<AuditLog>) | undefined;
  /** Random id of this process. It stands in the audit log and in the user agent, so that both can be matched. */
  session: string;
  /** The cloud is the embedded simulator. */
  simulated: boolean;
  log: Log;
  /** Stands in front of every answer: that it comes from the simulator. */
  banner: string | undefined;
  answers: Answers;
  /** Nothing else is named in any answer. */
  offers: Offers;
  now(): Date;
}

/** @param args by which the scope is known as far as it is read; it is looked at where it is needed */
async function toolContext(
  tool: Tool,
  args: Args,
  runtime: Runtime,
  record: CallRecord,
  ctx: ServerContext,
  { signal = ctx.mcpReq.signal, look }: { signal?: AbortSignal | undefined; look?: Look | undefined } = {},
): Promise<ToolContext> {
  const scope = scopeOf(args, runtime.scope);
  const regionOf = (): string => {
    if (scope.region === undefined) throw new Error(`${tool.name} runs without a region`);
    return scope.region;
  };
  const cloud = await runtime.cloud();
  const call: ToolContext['call'] = (action, input, options) => {
    if (!tool.actions.includes(action)) throw new Error(`${tool.name} calls ${action}, which it does not declare`);
    const answer = cloud.call(action, input, { signal, ...options, region: regionOf(), lane: tool.name });
    return action === tool.actions[0] ? record.main(answer) : answer;
  };
  return {
    call,
    cached: (action, input, found) =>
      runtime.reads.through([action, regionOf(), input], () => call(action, input), found),
    get region() {
      return regionOf();
    },
    get workspaceId() {
      return scope.workspaceId;
    },
    operator: runtime.operator,
    prices: runtime.prices,
    creates: runtime.creates,
    told: runtime.told,
    now: runtime.now,
    signal,
    look,
    sleep: (ms) => delay(ms, undefined, { signal }),
    simulated: runtime.simulated,
    attach: () => {},
    ...progressReporter(ctx),
  };
}

/**
 * The one pipeline of every tool: parse, scope, check, confirm, run, shape. Up to the confirmation nothing has a side effect.
 * A person's answer arrives as the same call again and starts at the top: `check` runs on fresh reads, and the yes counts
 * only if the call and the facts are still those that were shown. A preview (`dry_run`) ends after the check.
 *
 * @param look where the call is a look of a task
 * @returns how the call ended, or the question to a person
 */
export async function endOf(
  offered: OfferedTool,
  raw: Args,
  caller: Caller,
  runtime: Runtime,
  look?: Look,
): Promise<Ended | InputRequiredResult> {
  const { tool } = offered;
  const { ctx } = caller;
  const { offers, operator, log } = runtime;
  const started = performance.now();
  const said = readCallArguments(offered, raw, runtime.scope);
  const record = openRecord(tool, said, runtime);
  let confirmedBy: ConfirmedBy = NOBODY;
  const logged = (outcome: string): number => {
    const ms = Math.round(performance.now() - started);
    log.info({ tool: tool.name, outcome, confirmedBy, ms }, 'call');
    return ms;
  };
  const done = (
    outcome: AuditOutcome['outcome'],
    rest: Pick<AuditOutcome, 'outcomes'> & { rule?: string | undefined; jobId?: unknown } = {},
  ) => record.end(outcome, logged(outcome), { confirmedBy, ...rest });
  try {
    const contextOf = (args: Args, signal?: AbortSignal) =>
      toolContext(tool, args, runtime, record, ctx, { signal, look });
    if (said.fault) throw await wholeFault(tool, said, contextOf, ctx.mcpReq.signal);
    const { args } = said;
    ensureNotShared(tool, runtime.scope);
    const { region: _r, workspace_id: _w, confirmation_token: token, ...input } = args;
    const channel = channelFor(effectsOf(tool, input), operator, caller);
    const confirmations = await runtime.confirmations();
    const answer = await confirmations.redeem(ctx, channel === 'chat' ? (token as string | undefined) : undefined);
    if (answer !== undefined) {
      confirmedBy = answer.by;
      if ('fault' in answer) throw answer.fault;
    }
    await record.ready();
    const context = await contextOf(args);
    const call = { tool: tool.name, args: { input, region: context.region, workspaceId: context.workspaceId } };

    const checked = tool.check === null ? null : await tool.check(context, input);
    const { preview } = tool;
    if (preview?.wanted(input)) {
      if (checked === null) throw new Error('a preview tells what the checks found, and the tool has none');
      const output = preview.output.parse(preview.describe(context, input, checked, channel));
      logged('preview');
      const next = offeredSteps(preview.next(output), offers);
      const shown = allAsOffered({ text: preview.render(output), data: output }, offers);
      return { kind: 'answer', ...shown, next, foreign: preview.foreign ?? [] };
    }
    if (checked?.decision.verdict === 'refuse') throw refusalFault(checked.decision);
    const question: Confirm | undefined = checked?.decision.verdict === 'confirm' ? checked.decision : undefined;
    if (tool.effect === 'destructive' && question === undefined)
      throw new Error('a destructive tool asked for no confirmation');
    if (answer !== undefined) confirmations.accept(answer, call, question);
    else if (question !== undefined && channel !== 'none') {
      const { language } = operator;
      const asked = await confirmations.ask(channel, call, question, { language, prefilled: mayPrefill(caller) });
      // No audit line yet: the answer comes as a call of its own, and that one is recorded.
      logged('asked');
      return asked;
    }

    await record.intend(confirmedBy);
    const pictures: Picture[] = [];
    context.attach = (picture) => pictures.push(picture);
    // What a tool of the assets changes, others would go on finding as it was, a removed image among them.
    const forget = () => tool.toolset === 'assets' && tool.effect !== 'read' && runtime.reads.forget();
    const output = tool.output.parse(await tool.run(context, input, checked?.prepared).finally(forget));
    const next = offeredSteps(tool.next(output, input, offers), offers);
    return {
      kind: 'answer',
      ...allAsOffered({ text: tool.render(output, input), data: output }, offers),
      next,
      foreign: tool.foreign ?? [],
      pictures,
      notice: await done('ok', { jobId: output.job_id, outcomes: tool.outcomes?.(output) }),
    };
  } catch (thrown) {
    const cancelled = ctx.mcpReq.signal.aborted;
    if (cancelled && !(thrown instanceof Fault)) {
      await done('cancelled');
      throw thrown;
    }
    const details = toFaultDetails(thrown, log);
    const notice = await done(details.kind, { rule: details.rule });
    if (cancelled) throw thrown;
    return { kind: 'fault', details: allAsOffered(details, offers), notice };
  }
}

/** Runs a call through the pipeline. @returns what the client gets: a result, a failure with its repair, or a question */
export async function runTool(
  offered: OfferedTool,
  raw: Args,
  caller: Caller,
  runtime: Runtime,
): Promise<CallToolResult | InputRequiredResult> {
  const ended = await endOf(offered, raw, caller, runtime);
  return 'kind' in ended ? resultOf(ended as Ended, runtime) : ended;
}
