import type { Output } from '../../../api/operations.ts';
import { number, time } from '../../../jobs/wire.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

type Answered = Output<'GetSignal'> | NonNullable<Output<'ListSignals'>['Signals']>[number];

/** What a signal goes to, in one line: names of pods or of roles. */
export const targetNames = (values: unknown): string =>
  shownOrEmpty((Array.isArray(values) ? values : []).join(', '), 400);

/** A signal that was sent to a job; of pods or of roles. */
export const readSignal = (answer: Answered) => ({
  signal_id: verbatim(answer.SignalId),
  signal: shownOrEmpty(answer.Signal, 40),
  status: shownOrEmpty(answer.Status, 40),
  reason: shownOrEmpty(answer.Reason, 80),
  message: shownOrEmpty(answer.Message),
  to: targetNames(answer.PodNames) || targetNames(answer.Roles),
  sent: time(answer.GmtCreated) ?? '',
});
export type ReadSignal = ReturnType<typeof readSignal>;

/** The signals of a page, and how many there are in all. */
export const readSignals = ({ Signals, TotalCount }: Output<'ListSignals'>) => ({
  signals: (Signals ?? []).map(readSignal),
  total: number(TotalCount) ?? (Signals ?? []).length,
});

/** The id of a signal that was just sent. */
export const sentSignalId = ({ SignalId }: Output<'CreateSignal'>): string => verbatim(SignalId);
