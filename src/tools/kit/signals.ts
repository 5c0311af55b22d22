import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import type { ToolContext } from '../tool.ts';
import { type ReadSignal, readSignal } from './decoders/signals.ts';

export const signalId = z.string().regex(formed(/^oper[0-9a-z-]{1,60}$/, 'the id of a signal, which begins with oper'));

const text = z.string();
/** A signal as the tools show it. */
export const signalRow = {
  signal_id: text,
  signal: text,
  status: text,
  reason: text,
  message: text,
  to: text,
  sent: text,
};

export type ShownSignal = Readonly<Record<keyof typeof signalRow, string>>;

/** One signal, read anew. */
export const readOneSignal = async (
  { call, signal: own }: Pick<ToolContext, 'call' | 'signal'>,
  JobId: string,
  SignalId: string,
  signal = own,
): Promise<ReadSignal> => readSignal(await call('GetSignal', { JobId, SignalId }, { signal }));

/** Words that the API is known to end with; an unknown one is looked at again. */
const ENDED = /^(?:Succeeded|Failed|Stopped)$/;
/**
 * Whether a signal has arrived or will not: the first word that the cloud answers with may be ahead of what happened.
 */
export const signalEnded = ({ status, reason }: Pick<ShownSignal, 'status' | 'reason'>): boolean =>
  ENDED.test(status) && reason !== '';

/** `SIGUSR1 oper1 to dlc1-master-0: Succeeded, Completed (signal delivered to 1 pods)`. */
export const signalLine = ({ signal, signal_id, to, status, reason, message }: ShownSignal): string =>
  `${signal} ${signal_id} to ${to || 'nobody named'}: ${[status, reason].filter(Boolean).join(', ')}${message === '' ? '' : ` (${message})`}`;
