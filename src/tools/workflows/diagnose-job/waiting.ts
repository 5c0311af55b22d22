import type { Finding } from '../../../diagnosis/finding.ts';
import {
  type Amounts,
  type NodeScheduling,
  type QuotaCheck,
  type QuotaDiagnosis,
  readQuota,
} from '../../../diagnosis/quota.ts';
import { decide, isDecisive, ranked, type Verdict } from '../../../diagnosis/verdict.ts';
import { parseCount, parseMemory } from '../../../domain/quantity.ts';
import { sizedTasks, totalOf } from '../../../jobs/job-size.ts';
import { number, raw, record, records, shown, type WireRecord } from '../../../jobs/wire.ts';
import { durationWords } from '../../../shaping/times.ts';
import { type Case, type Outcome, reasonEvidence, secondsBetween, timesKnown } from './case.ts';
import { reasonFindings } from './failed.ts';
import { hasRun, jobEventFindings, readPod } from './pods.ts';
import type { Reads } from './reads.ts';
import { sanityFindings } from './sanity.ts';

const CHECK_NAMES = ['SelfQuotaLimit', 'AncestorQuotaLimit', 'UserLimit', 'QueueStrategyLimit'] as const;

function amounts(value: unknown): Amounts {
  const { GPU, CPU, Memory } = record(value);
  const found = {
    GPU: parseCount(raw(GPU) ?? ''),
    CPU: parseCount(raw(CPU) ?? ''),
    Memory: parseMemory(raw(Memory) ?? ''),
  };
  return Object.fromEntries(Object.entries(found).filter(([, amount]) => amount !== undefined));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function readScheduling(value: unknown): NodeScheduling | undefined {
  const scheduling = record(value);
  const status = shown(scheduling.Status, 40);
  if (status === undefined) return undefined;
  return {
    status,
    tasks: number(scheduling.TaskNum),
    schedulable: number(scheduling.SchedulableNum),
    unschedulable: records(scheduling.UnschedulableNodes).map(({ Reason, Nodes }) => ({
      reason: shown(Reason, 60)?.replace(/[^\w]/g, '') ?? 'Unknown',
      nodes: list(Nodes).length,
    })),
    hyperNodes: records(scheduling.TotalHyperNodes).map(({ AvailableNodeCount, MinAvailable }) => ({
      available: number(AvailableNodeCount) ?? 0,
      needed: number(MinAvailable) ?? 0,
    })),
  };
}

/** The workload diagnosis as it is documented by the vendor's skill; whatever is missing is left out (R38). */
function readDiagnosis(diagnosis: WireRecord): QuotaDiagnosis {
  const checks = record(diagnosis.ResourceDiagnosis);
  return {
    checks: CHECK_NAMES.flatMap((name): QuotaCheck[] => {
      const check = record(checks[name]);
      const status = shown(check.Status, 40);
      if (status === undefined) return [];
      const exceeded = list(check.ExceedResources).flatMap((item) => shown(item, 40) ?? []);
      return [{ name, status, exceeded, used: amounts(check.Used), limit: amounts(check.Limit) }];
    }),
    scheduling: readScheduling(diagnosis.SchedulingDiagnosis),
  };
}

/** What the whole job asks for; machine types of public resources are not looked up. */
function demandOf({ job }: Case): { amounts: Amounts; words: string } {
  const tasks = sizedTasks(job.JobSpecs);
  const total = totalOf(tasks, { sizes: new Map(), read: false });
  const machines = tasks.flatMap(({ ecsSpec, pods }) =>
    ecsSpec === undefined ? [] : [`${pods} x ${shown(ecsSpec, 80)}`],
  );
  return machines.length > 0
    ? { amounts: {}, words: machines.join(', ') }
    : {
        amounts: { GPU: total.gpus, CPU: total.cpus, Memory: total.memoryGib },
        words: `${total.gpus} GPUs, ${total.cpus} CPUs, ${total.memoryGib} GiB memory`,
      };
}

/** The status alone: a queue is where jobs wait for resources. */
const queueing = ({ status, times, clock }: Case): Finding => ({
  rule: 'queue_status',
  category: 'quota_or_stock_shortage',
  directness: 'indirect',
  role: 'cause',
  says: 'the job waits in the queue for resources; nothing that was read says which are missing',
  evidence: [
    {
      source: 'job_status',
      time: times.submitted ?? times.created,
      text: `${status} for ${durationWords(secondsBetween(times.submitted ?? times.created, clock) ?? 0)}`,
    },
  ],
});

/** Why a job is not scheduled: its events, and for a quota job the workload diagnosis. */
export async function diagnoseQueuing(at: Case, reads: Reads): Promise<Outcome> {
  const demand = demandOf(at);
  const known = [
    ...timesKnown(at),
    `It asks for ${demand.words}${at.quota ? ` from the quota ${at.quota}` : ', public resources'}.`,
  ];
  const events = await jobEventFindings(at, reads);
  const findings: Finding[] = [];
  if (at.quota !== undefined && at.status === 'Queuing') {
    const answer = await reads.quotaDiagnosis(at.quota);
    const read = answer === undefined ? undefined : readDiagnosis(answer);
    findings.push(...(read === undefined ? [] : readQuota(read, demand.amounts)));
    if (read !== undefined && findings.length === 0)
      known.push('Every check of the quota diagnosis succeeds at this moment.');
  }
  findings.push(...reasonFindings(at), ...events, queueing(at));
  return { verdict: decide(findings, { complete: true, lastWords: reasonEvidence(at) }), known };
}

/** Preparing normally takes 1 to 12 minutes (api-notes: times). */
const PREPARING_SECONDS = 20 * 60;
const MAX_PODS = 3;

const unremarkable = (at: Case, says: string, seconds: number): Verdict => {
  const normal = seconds < PREPARING_SECONDS;
  return {
    category: normal ? 'healthy' : 'unknown',
    confidence: normal ? 'indirect' : 'none',
    summary: normal
      ? says
      : `It has been ${at.status} for ${durationWords(seconds)}, which is long; nothing that was read says why.`,
    evidence: reasonEvidence(at),
  };
};

const inStatusFor = ({ job, times, clock }: Case): number => {
  const since = records(job.StatusHistory).at(-1)?.StartTime;
  return secondsBetween(raw(since) ?? times.submitted ?? times.created, clock) ?? 0;
};

/** Whether a job that is being prepared gets on: image, mounts, network, sanity checks. */
export async function diagnosePreparing(at: Case, reads: Reads): Promise<Outcome> {
  const known = timesKnown(at);
  const findings = [...reasonFindings(at), ...(await jobEventFindings(at, reads))];
  if (at.status === 'SanityChecking' || at.sanityEnabled) findings.push(...(await sanityFindings(reads)));
  for (const pod of at.pods
    .filter((candidate) => !hasRun(candidate) || candidate.status === 'Failed')
    .slice(0, MAX_PODS)) {
    if (isDecisive(ranked(findings)[0])) break;
    findings.push(...(await readPod(pod, reads)).findings);
  }
  if (findings.length > 0)
    return { verdict: decide(findings, { complete: true, lastWords: reasonEvidence(at) }), known };
  return {
    verdict: unremarkable(at, 'It is being prepared, and nothing that was read speaks against it.', inStatusFor(at)),
    known,
  };
}
