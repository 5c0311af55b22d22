import { token } from '../world/ids.ts';
import type { JobRecord, SentSignal } from './record.ts';
import { podName, replicasOf } from './replicas.ts';

/** Milliseconds until a signal arrives; arbitrary. */
export const DELIVERY_MS = 2000;
/** 128 + 10: what ends with SIGUSR1, which ends a program by default. */
export const SIGNAL_EXIT = 138;

/** A program that names the signal, such as in a `trap`, is taken to handle it. */
const handles = ({ request }: JobRecord, signal: string): boolean =>
  request.UserCommand.includes(signal.replace(/^SIG/, ''));

/** The pods that a signal is for. */
export const signalledPods = (record: JobRecord, { scope, podNames, roles }: SentSignal): string[] =>
  replicasOf(record).flatMap((replica) => {
    const name = podName(record, replica);
    const role = record.request.JobSpecs[replica.spec]?.Type ?? replica.role;
    return (scope === 'pods' ? podNames.includes(name) : roles.includes(role)) ? [name] : [];
  });

/** When a signal ends the job: the first that arrives where the program does not handle it. Milliseconds. */
export function diesAt(record: JobRecord): number {
  // What was told of a job has happened, whatever anybody sends to it.
  if (record.told) return Number.POSITIVE_INFINITY;
  const deadly = (record.signals ?? []).filter(
    (sent) => !handles(record, sent.signal) && signalledPods(record, sent).length > 0,
  );
  return Math.min(...deadly.map(({ at }) => at + DELIVERY_MS), Number.POSITIVE_INFINITY);
}

/** An id that depends on nothing but the job and how many signals it has had. */
export const newSignalId = ({ id, signals = [] }: JobRecord): string =>
  `oper${token(`${id}/signal/${signals.length}`, 12)}`;
