import { drawFrom } from './draw.ts';
import type { JobRecord } from './record.ts';
import { failingReplica, podName, replicasOf } from './replicas.ts';
import { exitCodeOf, type Story } from './story.ts';
import { fill, lineOf } from './text.ts';

export interface Outcome {
  status: 'Succeeded' | 'Failed';
  code: string;
  message: string;
}

/** How often the message names the pods, too, that died because of the first. */
const NAMES_ALL = 0.3;

/** What the job's status says of its end at `endedAt`. */
export function outcomeOf(record: JobRecord, story: Story, endedAt: number): Outcome {
  const name = `${record.request.JobType} ${record.id}`;
  const exitCode = exitCodeOf(story, story.attempts.length - 1);
  if (exitCode === 0)
    return { status: 'Succeeded', code: 'JobSucceeded', message: `${name} is successfully completed.` };
  const failing = failingReplica(record);
  const { reason } = story.wording;
  if (reason) {
    const values = { job: record.id, name, pod: podName(record, failing), jobtype: record.request.JobType };
    const { text } = lineOf(reason.message);
    return { status: 'Failed', code: reason.code, message: fill(text, { values, key: record.key }, endedAt) };
  }
  const content = [ended(failing, endedAt, String(exitCode))];
  const others = replicasOf(record).filter((one) => one.role === failing.role && one.index !== failing.index);
  const draw = drawFrom(`${record.key}/reason`);
  if (others.length > 0 && record.wording !== undefined && draw.chance(NAMES_ALL))
    content.push({
      time: String(endedAt / 1000),
      pods: { [failing.role]: others.map((one) => one.index) },
      reason: draw.of(['143', '137', '1']),
    });
  const count = content.length > 1 ? others.length + 1 : 1;
  return { status: 'Failed', code: 'JobFailed', message: failureMessage(name, count, failing.role, content) };
}

/** What the reason of a failed job says of the pods that ended with one exit code. */
interface Ended {
  time: string;
  pods: Record<string, number[]>;
  reason: string;
}

const ended = ({ role, index }: { role: string; index: number }, at: number, exitCode: string): Ended => ({
  time: String(at / 1000),
  pods: { [role]: [index] },
  reason: exitCode,
});

// A JSON string, as observed (api-notes: reasons): epoch seconds and the exit code are strings in it.
const failureMessage = (name: string, count: number, role: string, content: readonly Ended[]): string =>
  JSON.stringify({ overview: `${name} failed because ${count} ${role} replica(s) failed.`, content });

/** The message of a failed job whose pods ended with these exit codes at these times, the first one first. */
export function endingMessage(
  name: string,
  failed: readonly { role: string; index: number; exitCode: number; at: number }[],
): string {
  const [first] = failed;
  if (first === undefined) return `${name} failed.`;
  const inOrder = [...failed].sort((a, b) => a.at - b.at);
  const content = inOrder.map((pod) => ended(pod, pod.at, String(pod.exitCode)));
  return failureMessage(name, failed.length, inOrder[0]?.role ?? first.role, content);
}
