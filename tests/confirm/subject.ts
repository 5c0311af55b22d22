import type { InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import { asIs } from '../../src/domain/said.ts';
import { type Confirm, confirm } from '../../src/policy/decision.ts';
import type { Channel } from '../../src/server/confirm/channel.ts';
import type { Call, Confirmations, createConfirmations } from '../../src/server/confirm.ts';

/** The confirmations of one process without the process, of the sources or of a broken build of them. */
export type Create = typeof createConfirmations;

export const CHANNELS = ['elicitation', 'chat'] as const satisfies readonly Channel[];

export const call: Call = { tool: 'stop_job', args: { input: { job_id: 'dlc1' }, region: 'cn-hangzhou' } };
export const question: Confirm = confirm({
  rule: 'R15',
  label: asIs('Yes, stop this job'),
  question: { consequence: [asIs('Stop a job?')], identity: asIs('dlc1 "llm", in status Running.') },
});

export const YES = { confirm: { action: 'accept', content: { confirm: true } } };

/** A request as it reaches the pipeline, with what a client sent beside the arguments. */
const request = (requestState: unknown, inputResponses: unknown): ServerContext =>
  ({ mcpReq: { requestState: () => requestState, inputResponses } }) as unknown as ServerContext;

/** Asks, and returns the state that stands for the question: what a client, or in chat the model, sends back. */
export async function asked(
  { ask }: Confirmations,
  channel: Channel,
  { about = call, showing = question }: { about?: Call; showing?: Confirm } = {},
): Promise<string> {
  if (channel === 'elicitation')
    return String(((await ask(channel, about, showing)) as InputRequiredResult).requestState);
  const thrown = await ask(channel, about, showing).catch((fault: unknown) => fault);
  return String((thrown as { details: { confirmation: { token: string } } }).details.confirmation.token);
}

/**
 * Whether a state sent back with a yes lets this call pass. Fails for a refusal that is none of ours.
 * @param now the question as it would be put now; `undefined`: there is nothing to ask
 */
export async function passes(
  { redeem, accept }: Confirmations,
  channel: Channel,
  state: string,
  { about = call, ...now }: { about?: Call; showing?: Confirm | undefined } = {},
): Promise<boolean> {
  try {
    const answer = await (channel === 'chat'
      ? redeem(request(undefined, undefined), state)
      : redeem(request(state, YES), undefined));
    if (answer === undefined || 'fault' in answer) throw new Error('no yes was seen');
    accept(answer, about, 'showing' in now ? now.showing : question);
    return true;
  } catch (thrown) {
    const { kind } = (thrown as { details?: { kind?: string } }).details ?? {};
    if (kind !== 'refused') throw thrown;
    return false;
  }
}
