import type { SentSignal } from './record.ts';
import { DELIVERY_MS, signalledPods } from './signals.ts';
import { TERMINAL } from './status.ts';
import type { JobView } from './store.ts';
import { chinaOffset } from './times.ts';

/** How a signal stands at the moment of the view. */
function stateOf(
  { record, now, reached }: JobView,
  sent: SentSignal,
): { Status: string; Reason: string; Message: string } {
  const arrives = sent.at + DELIVERY_MS;
  const over = reached.find(({ status }) => TERMINAL.includes(status));
  if (over !== undefined && over.from < arrives)
    return { Status: 'Stopped', Reason: 'StoppedByJobEnded', Message: 'the job ended before the signal was delivered' };
  if (now < arrives) return { Status: 'Running', Reason: '', Message: '' };
  const pods = signalledPods(record, sent).length;
  if (pods === 0) return { Status: 'Failed', Reason: 'SignalFailed', Message: 'no pod to deliver the signal to' };
  return { Status: 'Succeeded', Reason: 'Completed', Message: `signal delivered to ${pods} pods` };
}

/** A signal as `GetSignal` and `ListSignals` answer it; their times carry `+08:00`. */
export function signalItem(view: JobView, sent: SentSignal): Record<string, unknown> {
  const time = (ms: number): string => chinaOffset(ms, 0).replace('.000000', '');
  return {
    SignalId: sent.id,
    Signal: sent.signal,
    Scope: sent.scope,
    PodNames: sent.podNames,
    Roles: sent.roles,
    ...stateOf(view, sent),
    GmtCreated: time(sent.at),
    GmtModified: time(Math.min(view.now, sent.at + DELIVERY_MS)),
  };
}
