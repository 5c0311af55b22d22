import { briefNames, quoted } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import { hint } from '../domain/hint.ts';
import { nearest } from '../domain/nearest.ts';
import { en, say, zh } from '../domain/said.ts';
import { confirm, type Decision, refuse } from './decision.ts';

/** A job as freshly read, its texts cleaned. */
export interface SignalTarget {
  jobId: string;
  displayName: string;
  status: string;
  /** Ids of its running pods. */
  running: readonly string[];
  roles: readonly string[];
  /** Its page in the console, if it has one. */
  console: string | undefined;
}

/** Pods or roles, never both and never none: what a signal to nobody does is not established. */
export interface SignalAsked {
  signal: string;
  pods: readonly string[];
  roles: readonly string[];
}

const MOST_SHOWN = 20;

/**
 * R51: a signal goes to running pods, or to roles, of a running job, after a person's
 * yes: a program that does not handle it dies.
 */
export function decideSignal(job: SignalTarget, { signal, pods, roles }: SignalAsked): Decision {
  const { jobId, status, running } = job;
  if (status !== 'Running')
    return refuse(
      'R51',
      `${jobId} is ${status}; only a running job can be sent a signal.`,
      `Send none${hint('see job', jobId)}.`,
    );
  const [known, wanted] = pods.length > 0 ? [running, pods] : [job.roles, roles];
  const strange = wanted.filter((each) => !known.includes(each));
  const [wrong] = strange;
  if (wrong !== undefined) {
    const [best, lone] = [nearest(wrong, known), strange.length === 1];
    const named = lone ? wrong : strange.slice(0, MOST_SHOWN).join(', ');
    return refuse(
      'R51',
      pods.length > 0
        ? `${named} ${lone ? 'is no running pod' : 'are no running pods'} of ${jobId}.`
        : `${jobId} has no role "${named}".`,
      best === undefined || !lone ? 'Name one that there is.' : `Did you mean "${best}"?`,
      known.slice(0, MOST_SHOWN),
    );
  }
  const [amount, to] = [wanted.length, briefNames(wanted, MOST_SHOWN, 60)];
  const [what, chinese] = pods.length > 0 ? ['pod', '实例'] : ['role', '角色'];
  return confirm({
    rule: 'R51',
    label: say(en`Yes, send the signal`, zh`是，发送信号`),
    question: {
      consequence: [
        say(
          en`Send ${signal} to ${count(amount, what)} of a running job? A program without a handler for it dies of it at once; then what it did not save is lost.`,
          zh`向运行中任务的 ${amount} 个${chinese}发送 ${signal}？未处理该信号的程序会立即终止，未保存的内容将丢失。`,
        ),
      ],
      identity: say(en`${jobId} ${quoted(job.displayName, 80)}.`, zh`${jobId} ${quoted(job.displayName, 80)}。`),
      details: [say(en`To: ${to}.`, zh`发送至：${to}。`)],
    },
    more: { to: wanted.join(' ') },
    console: job.console,
  });
}
