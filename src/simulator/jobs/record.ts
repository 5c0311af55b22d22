import type { Told } from '../told/told.ts';
import type { JobRequest } from './request.ts';
import { type Amount, NOTHING, sumOf } from './resources.ts';

/** Name of a scenario (`scenarios/`). */
export type ScenarioName = string;

/** Seconds of the phases that do not depend on the job. */
export interface Durations {
  creating: number;
  /** How long a job on public resources queues until its machines are allocated. */
  allocating: number;
  envPreparing: number;
  sanityChecking: number;
  stopping: number;
  /** How long a job on a sold-out machine type waits until it fails. */
  stockWait: number;
  /** Run time without `PAI_SIM_RUN_SECONDS`. */
  running: number;
}

/** Creating, preparing and stopping as observed (api-notes: times); the others are arbitrary. */
export const DEFAULT_DURATIONS: Durations = {
  creating: 4,
  allocating: 12,
  envPreparing: 60,
  sanityChecking: 45,
  stopping: 8,
  stockWait: 120,
  running: 600,
};

/** A signal that was sent to a job. */
export interface SentSignal {
  id: string;
  signal: string;
  scope: 'pods' | 'roles';
  podNames: readonly string[];
  roles: readonly string[];
  /** Milliseconds. */
  at: number;
}

/** Everything a job's life follows from; times in milliseconds, on whole seconds. */
export interface JobRecord {
  id: string;
  /** Order of creation. */
  sequence: number;
  request: JobRequest;
  owner: { userId: string; userName: string };
  workspaceId: string;
  createdAt: number;
  scenario: ScenarioName;
  /** Its life as somebody told it, in place of what the scenario makes of it. */
  told?: Told;
  /** Which of the scenario's wordings, counted round; absent: the first that fits, without noise. */
  wording?: number;
  /** What is drawn for the job is drawn from this. */
  key: string;
  runSeconds: number;
  /** Megabytes the log of its first pod grows to beside what the program prints. */
  logMegabytes: number;
  /** Taken at creation: scaling later does not rewrite who had to wait. */
  demand: Amount;
  /** What each of its pods takes, in order of rank. */
  podDemands: readonly Amount[];
  /** What one pod of each of its tasks takes. */
  eachPod: readonly Amount[];
  resourceType: 'ECS' | 'Lingjun';
  /** The machine type is sold out: `fails` after a while, or `waits` with the stock check disabled. */
  stock: 'enough' | 'fails' | 'waits';
  sanityCheck: boolean;
  accessibility: 'PUBLIC' | 'PRIVATE';
  description: string;
  stopAt?: number;
  /** Its pods that were taken off a machine, and when. */
  evicted?: { at: number; pods: readonly string[] };
  /** Oldest first. */
  signals?: readonly SentSignal[];
  priorities: { at: number; value: number }[];
  /** Pods added by scaling: name and time. */
  podsAddedAt: Record<string, number>;
  modifiedAt: number;
  /** It is shown no more. Its record stays, as who waited for whom follows from it. */
  deleted?: true;
}

/** What all pods of a job take with the counts that it has now, as scaling may have changed them. */
export const sizeOf = ({ request, eachPod }: JobRecord): Amount =>
  sumOf(
    request.JobSpecs.flatMap(({ PodCount }, task) => Array.from({ length: PodCount }, () => eachPod[task] ?? NOTHING)),
  );

/** The priority in force at a time; 0 for public resources without one (api-notes: jobs). */
export const priorityAt = (record: JobRecord, at: number): number =>
  record.priorities.findLast((change) => change.at <= at)?.value ?? 0;

/** Whether one of the task specs runs on preemptible machines. */
export const isSpot = (record: JobRecord): boolean =>
  record.request.JobSpecs.some((spec) => spec.SpotSpec && Object.keys(spec.SpotSpec).length > 0);
