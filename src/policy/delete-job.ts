import { count } from '../domain/count.ts';
import { hint } from '../domain/hint.ts';
import { statusFacts } from '../domain/job-status.ts';
import { en, say, zh } from '../domain/said.ts';
import { statusSaid } from '../domain/status-said.ts';
import { allRefusals, confirm, type Decision, refuse } from './decision.ts';
import { firstLinks, nameOfSeveral } from './several.ts';

/** A job as freshly read, its texts cleaned. */
export interface DeleteTarget {
  jobId: string;
  displayName: string;
  status: string;
  /** When it ended, ISO 8601. */
  finished: string | undefined;
  /** Its page in the console, where a person can delete it, if it has one. */
  console: string | undefined;
}

function decideOne({ jobId, status }: DeleteTarget): Decision | undefined {
  const { phase, next } = statusFacts(status);
  if (phase === 'terminal') return undefined;
  const is = `${jobId} is ${status}; only a job that is over can be deleted`;
  if (phase === 'reserving')
    return refuse(
      'R45',
      `${is}, and the pods of this one are kept until its reservation ends.`,
      `Leave it out until it becomes ${next}.`,
    );
  return refuse('R45', `${is}.`, `Leave it out, or let it end first${hint('see job', jobId)}.`);
}

/**
 * R45: only jobs that are over are deleted, after a person's yes to a question that names each of them. One that is not
 * over refuses the call, so that nobody says yes to something else than what then happens.
 */
export function decideDelete(jobs: readonly DeleteTarget[]): Decision {
  const refused = allRefusals(jobs.flatMap((job) => decideOne(job) ?? []));
  if (refused !== undefined) return refused;
  const amount = jobs.length;
  return confirm({
    rule: 'R45',
    label:
      amount === 1
        ? say(en`Yes, delete this job`, zh`是，删除该任务`)
        : say(en`Yes, delete these ${amount} jobs`, zh`是，删除这 ${amount} 个任务`),
    question: {
      consequence: [
        say(
          en`Delete ${count(amount, 'job')} for good? Lost: the record of each, with its settings, logs, events and checks. This cannot be undone.`,
          zh`永久删除 ${amount} 个任务？将失去：每个任务的记录，包括配置、日志、事件和检测结果。此操作无法撤销。`,
        ),
      ],
      identity: say(
        en`What the programs wrote to mounted storage stays. Deleted would be:`,
        zh`程序写入挂载存储的内容会保留。将删除：`,
      ),
      details: jobs.map(({ jobId, displayName, status, finished }) => {
        const name = nameOfSeveral(displayName, amount);
        const ended = finished === undefined ? '' : ` ${finished}`;
        return say(
          en`${jobId} ${name}: ${statusSaid(status)}${ended}`,
          zh`${jobId} ${name}：${statusSaid(status)}${ended}`,
        );
      }),
    },
    console: firstLinks(jobs),
  });
}
