import type { JobStatus } from './job-status.ts';
import { asIs, en, type Said, say, zh } from './said.ts';

/** What the Chinese console calls a status. */
const CHINESE: Readonly<Record<JobStatus, string>> = {
  Creating: '创建中',
  Queuing: '排队中',
  Bidding: '竞价中',
  EnvPreparing: '环境准备中',
  SanityChecking: '算力健康检测中',
  Running: '运行中',
  Restarting: '重启中',
  Stopping: '停止中',
  SucceededReserving: '已成功，资源保留中',
  FailedReserving: '已失败，资源保留中',
  Succeeded: '已成功',
  Failed: '已失败',
  Stopped: '已停止',
};

/** A status of a job for a person; in Chinese with the API's word beside it, which everything else shows. */
export function statusSaid(status: string): Said {
  const known = new Map(Object.entries(CHINESE)).get(status);
  return known === undefined ? asIs(status) : say(en`${status}`, zh`${known}（${status}）`);
}
