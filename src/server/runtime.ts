import type { Offers } from '../advice/offered.ts';
import type { Cloud } from '../api/cloud.ts';
import type { CreateLedger } from '../domain/create-ledger.ts';
import type { KeyedDigest } from '../domain/keyed-digest.ts';
import type { PriceTable } from '../domain/prices.ts';
import type { Scaled } from '../domain/scaled.ts';
import type { OperatorPolicy } from '../tools/tool.ts';
import type { AuditLog } from './audit.ts';
import type { Confirmations } from './confirm.ts';
import type { Log } from './log.ts';
import type { ReadCache } from './read-cache.ts';
import type { Reference } from './reference.ts';
import type { Answers } from './results.ts';
import type { OperatorScope } from './scope.ts';

/** What the pipeline needs from the process that it runs in; `cli/compose.ts` puts it together. */
export interface Runtime {
  /**
   * The cloud, which is loaded (or the simulator started) at the first call. Under
   * `--lock-scope` it holds every request inside.
   */
  cloud(): Promise<Cloud>;
  scope: OperatorScope;
  /** What resources and completions tell about the server itself. */
  reference: Reference;
  operator: OperatorPolicy;
  /** The operator's prices, read at the first call that needs them. @throws Fault where the file is wrong by then */
  prices(): Promise<PriceTable | undefined>;
  /** Remembers creates whose outcome is not known yet; loaded at the first create. */
  creates: CreateLedger;
  /** Digests by a key that outlives the process where it can be kept; never rejects. */
  digest(): Promise<KeyedDigest>;
  /** Questions to a person and their answers; made at the first call. */
  confirmations(): Promise<Confirmations>;
  /** Keeps what was found in the catalogue for a minute. */
  reads: ReadCache;
  /** By rule, the name of the job that a suggestion was made for first; it is not repeated for jobs of other names. */
  told: Map<string, string>;
  /** The pod counts that this process has sent. */
  scaled: Scaled;
  /** Opens the audit log at the first call that needs it; absent without `--audit-log`. */
  audit: (() => Promise<AuditLog>) | undefined;
  /** Random id of this process. It stands in the audit log and in the user agent, so that both can be matched. */
  session: string;
  /** The cloud is the embedded simulator. */
  simulated: boolean;
  log: Log;
  /** Stands in front of every answer: that it comes from the simulator. */
  banner: string | undefined;
  answers: Answers;
  /** Nothing else is named in any answer. */
  offers: Offers;
  now(): Date;
}
