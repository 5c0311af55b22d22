import type { CallToolResult, InputRequiredResult } from '@modelcontextprotocol/server';
import { allAsOffered, offeredSteps } from '../advice/offered.ts';
import { Fault } from '../domain/fault.ts';
import type { Picture } from '../domain/picture.ts';
import { type Confirm, refusalFault } from '../policy/decision.ts';
import type { Look } from '../tools/tool.ts';
import type { OfferedTool } from './advertise.ts';
import { wholeFault } from './also-wrong.ts';
import { type Args, readCallArguments } from './arguments.ts';
import { type AuditOutcome, openRecord } from './audit.ts';
import type { Caller } from './client.ts';
import { channelFor, effectsOf, mayPrefill } from './confirm/channel.ts';
import { type ConfirmedBy, NOBODY } from './confirm.ts';
import { type Ended, resultOf, toFaultDetails } from './results.ts';
import type { Runtime } from './runtime.ts';
import { ensureNotShared } from './scope.ts';
import { type ReadOther, toolContext } from './tool-context.ts';
import { followWrites } from './writes.ts';

/**
 * The one pipeline of every tool: parse, scope, check, confirm, run, shape. Up to the confirmation nothing
 * has a side effect. A person's answer arrives as the same call again and starts at the top: `check` runs
 * on fresh reads, and the yes counts only if the call and the facts are still those that were shown. A
 * preview (`dry_run`) ends after the check.
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
  const writes = followWrites();
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
    const readOther: ReadOther = (other, args) => readThrough(other, args, caller, runtime);
    const contextOf = (args: Args, signal?: AbortSignal) =>
      toolContext(tool, args, runtime, record, writes, ctx, readOther, { signal, look });
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
    const details = writes.tell(toFaultDetails(thrown, log));
    const notice = await done(details.kind, { rule: details.rule, jobId: writes.jobId() });
    if (cancelled) throw thrown;
    return { kind: 'fault', details: allAsOffered(details, offers), notice };
  }
}

/**
 * The answer of a read tool, through the same pipeline as a call of it, so that resources, completions and tools that
 * show it have its checks, scope and masking.
 * @throws Error for a tool that does more than read, which is a bug
 */
export async function readThrough(
  offered: OfferedTool,
  args: Record<string, unknown>,
  caller: Caller,
  runtime: Runtime,
): Promise<Ended> {
  if (offered.tool.effect !== 'read') throw new Error(`${offered.tool.name} does more than read`);
  const ended = await endOf(offered, args, caller, runtime);
  if (!('kind' in ended)) throw new Error(`${offered.tool.name} asked a person for a read`);
  return ended as Ended;
}

/**
 * Runs a call through the pipeline.
 * @returns what the client gets: a result, a failure with its repair, or a question
 */
export async function runTool(
  offered: OfferedTool,
  raw: Args,
  caller: Caller,
  runtime: Runtime,
): Promise<CallToolResult | InputRequiredResult> {
  const ended = await endOf(offered, raw, caller, runtime);
  // A page reads data: it has no use for the text that stands for them elsewhere.
  const answers = offered.tool.app === 'data' ? 'structured' : runtime.answers;
  return 'kind' in ended ? resultOf(ended as Ended, { ...runtime, answers }) : ended;
}
