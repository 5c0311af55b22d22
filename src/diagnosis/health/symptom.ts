import { PEER } from '../causes/remedies.ts';
import type { Evidence, Finding } from '../finding.ts';
import type { Flow } from './silence.ts';

/** Something that is wrong with a job that runs. */
export interface Symptom {
  area: 'throughput' | 'hang';
  level: 'warning' | 'critical';
  /** A sentence of ours without its full stop. */
  says: string;
  /** The cause as far as it can be told; absent where it is only slow. */
  finding?: Finding | undefined;
  /** Lines that show it. */
  lines: string[];
}

/** The pod whose log is read, and how long it has been silent. */
export interface Observed {
  pod: string;
  /** Seconds for which nothing has been written, at least. */
  silentSeconds: number;
  flow: Flow;
  /** The pod has GPUs, or may have. */
  mayHaveGpus: boolean;
}

/** Lines of a pod's log as evidence. */
export const evidenceOf = (pod: string, texts: readonly string[]): Evidence[] =>
  texts.map((text) => ({ source: 'pod_log', pod, text }));

/** What a finding says, and what it is about. */
export const about = ({ says, thing }: Finding): string => `${says}${thing ? ` (${thing})` : ''}`;

/** A finding of a standstill of which nothing says why. */
export const unexplained = (rule: string, says: string, evidence: Evidence[]): Finding => ({
  rule,
  category: 'unknown',
  directness: 'indirect',
  role: 'cause',
  says,
  remedy: PEER,
  evidence,
});
