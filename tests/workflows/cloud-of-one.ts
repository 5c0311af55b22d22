import { Fault, type FaultKind } from '../../src/domain/fault.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import { diagnoseJob } from '../../src/tools/workflows/diagnose-job/diagnose-job.ts';
import { contextOf, textOf } from '../tools/read-fixtures.ts';

export const JOB = 'dlc1xjcumbfm7aai';
export const NOW = new Date('2026-03-05T05:00:00Z');

/** A log; `age` is how many seconds before now its last line was written. */
export interface PodLog {
  text: string;
  age?: number;
}

/** A cloud with one job in it. What is a `FaultKind` fails with it. */
export interface OneJob {
  job?: Record<string, unknown>;
  events?: readonly string[] | FaultKind;
  logs?: Readonly<Record<string, string | PodLog>> | FaultKind;
  podEvents?: Readonly<Record<string, readonly string[]>> | FaultKind;
  sanity?: unknown;
  quota?: unknown;
  quotaStatus?: string;
}

export const pod = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  PodId: `${JOB}-${name}`,
  PodUid: '',
  Type: name.replace(/-\d+$/, ''),
  Status: 'Failed',
  SubStatus: 'Normal',
  GmtCreateTime: '2026-03-05T04:05:00Z',
  GmtStartTime: '2026-03-05T04:06:00Z',
  GmtFinishTime: '2026-03-05T04:14:03Z',
  ...more,
});

/** A running pod. */
export const running = (name: string): Record<string, unknown> =>
  pod(name, { Status: 'Running', GmtFinishTime: undefined });

/** The reason of a failed job, as a real answer has it: JSON with exit codes. */
export const failedReason = (exit: string, role = 'Master', index = 0): string =>
  JSON.stringify({
    overview: `PyTorchJob ${JOB} failed because 1 ${role} replica(s) failed.`,
    content: [{ time: '1772684043', pods: { [role]: [index] }, reason: exit }],
  });

const base = {
  JobId: JOB,
  DisplayName: 'train',
  JobType: 'PyTorchJob',
  Status: 'Failed',
  WorkspaceId: '259315',
  ResourceId: '',
  Priority: 1,
  ReasonCode: 'JobFailed',
  ReasonMessage: failedReason('1'),
  GmtCreateTime: '2026-03-05T04:00:00Z',
  GmtSubmittedTime: '2026-03-05T04:00:05Z',
  GmtRunningTime: '2026-03-05T04:06:00Z',
  GmtFinishTime: '2026-03-05T04:14:03Z',
  JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: 'reg/a:1', EcsSpec: 'ecs.gn7i-c32g1.8xlarge' }],
  Pods: [pod('master-0')],
  Settings: {},
};

const failWith = (kind: FaultKind): never => {
  throw new Fault({ kind, message: 'no', fix: 'no', httpStatus: kind === 'not_found' ? 404 : 403, code: 'Some.Code' });
};

function answer(one: OneJob, action: string, input: Record<string, unknown>): unknown {
  const name = String(input.PodId ?? '').replace(`${JOB}-`, '');
  switch (action) {
    case 'GetJob':
      return Object.fromEntries(Object.entries({ ...base, ...one.job }).filter(([, value]) => value !== undefined));
    case 'GetJobEvents':
      return typeof one.events === 'string' ? failWith(one.events) : { Events: one.events ?? [] };
    case 'GetPodEvents':
      return typeof one.podEvents === 'string' ? failWith(one.podEvents) : { Events: one.podEvents?.[name] ?? [] };
    case 'GetPodLogs': {
      if (typeof one.logs === 'string') return failWith(one.logs);
      const log = one.logs?.[input.PodUid ? `${name}@${String(input.PodUid)}` : name] ?? '';
      const { text, age = 0 } = typeof log === 'string' ? { text: log } : log;
      const written = NOW.getTime() - age * 1000;
      if (Date.parse(String(input.StartTime ?? '1970-01-01')) > written) return { Logs: [] };
      return { Logs: text === '' ? [] : text.split('\n').slice(-Number(input.MaxLines)) };
    }
    case 'ListJobSanityCheckResults':
      return { SanityCheckResults: one.sanity ?? [] };
    case 'GetQuotaWorkloadDiagnosis':
      return typeof one.quota === 'string' ? failWith(one.quota as FaultKind) : { Diagnosis: one.quota };
    case 'GetQuota':
      return { QuotaId: input.QuotaId, Status: one.quotaStatus ?? 'Ready' };
    default:
      throw new Error(`unexpected call of ${action}`);
  }
}

/** What diagnose_job says of the job, and which calls it took: `Action pod`. */
export async function diagnose(one: OneJob) {
  const calls: string[] = [];
  const inputs: Record<string, unknown>[] = [];
  const call = async (action: string, input: unknown): Promise<unknown> => {
    const given = input as Record<string, unknown>;
    calls.push([action, given.PodId].filter(Boolean).join(' ').replace(`${JOB}-`, ''));
    inputs.push(given);
    return answer(one, action, given);
  };
  const ctx = contextOf(call as ToolContext['call'], { now: () => NOW });
  const input = diagnoseJob.input.parse({ job_id: JOB });
  const output: Record<string, unknown> = diagnoseJob.output.parse(await diagnoseJob.run(ctx, input, undefined));
  const evidence = output.evidence as { source: string; pod?: string; time?: string; text: string }[];
  return {
    output,
    evidence,
    verdict: `${String(output.category)} ${String(output.confidence)}`,
    summary: String(output.summary),
    known: (output.known as string[]).join('\n'),
    notKnown: (output.not_known as string[]).join('\n'),
    text: textOf(diagnoseJob, output, input),
    next: diagnoseJob.next(output, input, () => true),
    calls,
    inputs,
  };
}
