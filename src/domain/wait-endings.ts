import { en, type Said, say, zh } from './said.ts';

/**
 * How a wait can end: its exit code, and what that says. `--help`, the guide and the command itself read this table.
 */
export const OUTCOMES = {
  succeeded: [0, say(en`every job succeeded`, zh`所有任务均已成功`)],
  reached: [
    0,
    say(en`what --until or --log-pattern names has come`, zh`已出现 --until 或 --log-pattern 指定的状态或日志`),
  ],
  failed: [1, say(en`a job failed`, zh`有任务失败`)],
  stopped: [3, say(en`a job was stopped, and none failed`, zh`有任务被停止，没有任务失败`)],
  missed: [
    4,
    say(
      en`a job ended well, but without what --until or --log-pattern names`,
      zh`任务正常结束，但未出现 --until 或 --log-pattern 指定的状态或日志`,
    ),
  ],
  not_found: [5, say(en`there is no such job`, zh`没有这个任务`)],
  unknown: [
    6,
    say(
      en`what became of the job is not known, as the cloud gives no answer; or it ended well, and a part of its log could not be searched`,
      zh`任务的结果未知（云端没有应答）；或任务正常结束，但部分日志无法搜索`,
    ),
  ],
  denied: [
    7,
    say(
      en`what became of the job is not known: credentials or permissions are missing, or ran out`,
      zh`任务的结果未知：缺少凭证或权限，或已失效`,
    ),
  ],
  on_end_failed: [
    8,
    say(
      en`the wait ended with 0, and the command of --on-end did not`,
      zh`等待以 0 结束，但 --on-end 的命令未以 0 结束`,
    ),
  ],
  timeout: [124, say(en`the time of --timeout is over, and the job goes on`, zh`--timeout 的时间已到，任务仍在继续`)],
} as const satisfies Readonly<Record<string, readonly [code: number, meaning: Said]>>;

export type Ending = keyof typeof OUTCOMES;

export const exitOf = (outcome: Ending): number => OUTCOMES[outcome][0];
