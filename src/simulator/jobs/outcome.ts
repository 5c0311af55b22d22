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
  // A JSON string, as observed (api-notes: reasons): epoch seconds and the exit code are strings in it.
  const time = String(endedAt / 1000);
  const content = [{ time, pods: { [failing.role]: [failing.index] }, reason: String(exitCode) }];
  const others = replicasOf(record).filter((one) => one.role === failing.role && one.index !== failing.index);
  const draw = drawFrom(`${record.key}/reason`);
  if (others.length > 0 && record.wording !== undefined && draw.chance(NAMES_ALL))
    content.push({
      time,
      pods: { [failing.role]: others.map((one) => one.index) },
      reason: draw.of(['143', '137', '1']),
    });
  const count = content.length > 1 ? others.length + 1 : 1;
  const overview = `${name} failed because ${count} ${failing.role} replica(s) failed.`;
  return { status: 'Failed', code: 'JobFailed', message: JSON.stringify({ overview, content }) };
}
