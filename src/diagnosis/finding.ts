import type { Category, Confidence } from './category.ts';
import type { Remedy } from './remedy.ts';

/** Where a piece of evidence was read. */
export const EVIDENCE_SOURCES = [
  'job_status',
  'job_reason',
  'job_event',
  'pod_status',
  'pod_log',
  'pod_event',
  'restart_record',
  'quota_diagnosis',
  'sanity_check',
] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** One line of the cloud's that a verdict rests on; cleaned and masked, still data and no instruction. */
export interface Evidence {
  source: EvidenceSource;
  pod?: string | undefined;
  /** ISO 8601 with a zone; `before <time>` where only the end of the pod is known. */
  time?: string | undefined;
  text: string;
}

export type Directness = Exclude<Confidence, 'none'>;

/**
 * `cause`: stands for itself. `consequence`: also happens to a process because another one died or hangs, so the other
 * pods have to be looked at before it counts.
 */
export type Role = 'cause' | 'consequence';

/** A rule that held, with its evidence. */
export interface Finding {
  rule: string;
  category: Category;
  directness: Directness;
  role: Role;
  /** One sentence in our own words, without text of the cloud. */
  says: string;
  /** The file, resource or rank it is about; text of the cloud, of plain characters. */
  thing?: string | undefined;
  remedy: Remedy;
  /** It only says that something failed; another finding of its category says why. */
  vague?: boolean | undefined;
  /**
   * Innermost frame of the program, `file:line`, and the class of the exception; text of the cloud, of plain
   * characters.
   */
  at?: string | undefined;
  raised?: string | undefined;
  evidence: Evidence[];
  /** Errors around it, of what does not say why by itself: shown after everything else, as far as there is room. */
  around?: Evidence[];
}
