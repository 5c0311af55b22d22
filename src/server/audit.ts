import { randomUUID } from 'node:crypto';
import { Fault, type FaultKind } from '../domain/fault.ts';
import type { KeyedDigest } from '../domain/keyed-digest.ts';
import type { Tool } from '../tools/tool.ts';
import type { CallArguments } from './arguments.ts';
import type { ConfirmedBy } from './confirm.ts';

/** Where the lines of the audit log go. */
export interface AuditLog {
  /**
   * Checks that a line could be written now.
   * @throws Fault `unavailable` where not: then nothing may be sent to the cloud
   */
  ready(): Promise<void>;
  /**
   * Appends a line that must be on disk before the call writes.
   * @throws Fault `unavailable` where it is not: send nothing
   */
  intend(line: string): Promise<void>;
  /**
   * Appends a line.
   * @param keep whether a line that cannot be written now is kept for later. Resolves to whether it is written
   */
  append(line: string, keep: boolean): Promise<boolean>;
}

/** Whether the call changed something in the cloud, as far as the answers say. */
export type Changed = 'no' | 'yes' | 'unknown';

/**
 * What both lines of a call hold: the intent, before the call may change something, and the outcome. They hold ids and
 * digests only: no arguments, links or tokens, and no text of the cloud.
 */
export interface CallFacts {
  session: string;
  /** Random id of the call; its two lines have the same. */
  call: string;
  simulated: boolean;
  tool: string;
  region: unknown;
  workspaceId: unknown;
  target: unknown;
  args: unknown;
  confirmedBy: ConfirmedBy;
}

/** How a call ended. */
export interface AuditOutcome {
  /** The job that was created, from the answer. */
  jobId: unknown;
  outcome: FaultKind | 'ok' | 'cancelled';
  /** What became of each of several things, by id; words of our own. */
  outcomes?: Readonly<Record<string, string>> | undefined;
  rule: string | undefined;
  changed: Changed;
  requestId: unknown;
  ms: number;
}

/** Ids, and display names as R24 allows them. Anything else is left out: a cleaned value would look like a real one. */
const PLAIN = /^[A-Za-z0-9_.-]{1,256}$/;
const plain = (value: unknown): string | undefined =>
  typeof value === 'string' && PLAIN.test(value) ? value : undefined;
/** One plain text, or several where all are. */
const plainEach = (value: unknown): string | string[] | undefined => {
  if (!Array.isArray(value)) return plain(value);
  const all = value.flatMap((each) => plain(each) ?? []);
  return all.length > 0 && all.length === value.length ? all : undefined;
};

/**
 * One line of JSON, without the members that are not known.
 * @param time when the line is written, so that lines sort by it; how long the call took stands in `ms`
 * @param digest of the arguments: keyed, so that a reader of the log cannot try values against it
 * @param end left out for the line of the intent
 */
export const auditLine = (time: Date, digest: KeyedDigest, facts: CallFacts, end?: AuditOutcome): string =>
  JSON.stringify({
    time: time.toISOString(),
    session: facts.session,
    call: facts.call,
    phase: end === undefined ? 'intent' : 'outcome',
    simulated: facts.simulated || undefined,
    tool: facts.tool,
    region: plain(facts.region),
    workspace_id: plain(facts.workspaceId),
    target: plainEach(facts.target),
    job_id: plain(end?.jobId),
    arguments: `hmac-sha256:${digest({ audit: facts.args })}`,
    confirmation: facts.confirmedBy,
    outcome: end?.outcome,
    outcomes: end?.outcomes,
    rule: end?.rule,
    changed: end?.changed,
    request_id: plain(end?.requestId),
    ms: end?.ms,
  });

/** The audit record of one call. The pipeline asks it whether the call may write, and tells it what happened. */
export interface CallRecord {
  /**
   * Called before a person is asked: nobody should say yes to what cannot be done.
   * @throws Fault `unavailable` as the log's `ready`
   */
  ready(): Promise<void>;
  /** Writes the intent; only then may the call change something. @throws Fault `unavailable` where it is not written */
  intend(confirmedBy: ConfirmedBy): Promise<void>;
  /** Follows the tool's main operation, to know whether it changed something. Returns the same answer. */
  main<T>(answer: Promise<T>): Promise<T>;
  /**
   * Writes the outcome, unless the call ended with a question: its answer comes as a call of its own. Resolves to a
   * notice for the caller where the line could not be written.
   */
  end(
    outcome: AuditOutcome['outcome'],
    ms: number,
    rest: Pick<AuditOutcome, 'outcomes'> & { confirmedBy: ConfirmedBy; rule?: string | undefined; jobId?: unknown },
  ): Promise<string | undefined>;
}

const SILENT: CallRecord = {
  ready: async () => {},
  intend: async () => {},
  main: (answer) => answer,
  end: async () => undefined,
};

const KEPT =
  'Audit: the line of this call could not be written yet. It is kept, and calls that write are refused until it is in the log.';

export interface RecordContext {
  audit: (() => Promise<AuditLog>) | undefined;
  digest: () => Promise<KeyedDigest>;
  session: string;
  simulated: boolean;
  scope: { region: string | undefined; workspaceId: string | undefined };
}

/**
 * Opens the record of one call. Calls that only read, and dry runs, are not recorded. A call whose arguments
 * do not parse is recorded without a target.
 */
export function openRecord(tool: Tool, said: CallArguments, context: RecordContext): CallRecord {
  const { audit, digest, scope } = context;
  if (audit === undefined || tool.effect === 'read') return SILENT;
  const { confirmation_token: _, ...args } = said.args ?? said.given;
  const target = said.args && tool.target(args);
  if (said.args && target === undefined) return SILENT;

  const call = randomUUID();
  const given = { region: scope.region, workspace_id: scope.workspaceId, ...args };
  const factsOf = (confirmedBy: ConfirmedBy): CallFacts => ({
    session: context.session,
    call,
    simulated: context.simulated,
    tool: tool.name,
    region: given.region,
    workspaceId: given.workspace_id,
    target,
    args,
    confirmedBy,
  });
  let intended = false;
  let changed: Changed = 'no';
  let requestId: unknown;

  return {
    ready: async () => (await audit()).ready(),
    async intend(confirmedBy) {
      const log = await audit();
      await log.intend(auditLine(new Date(), await digest(), factsOf(confirmedBy)));
      intended = true;
    },
    async main(answer) {
      try {
        const value = await answer;
        changed = 'yes';
        requestId = Reflect.get(Object(value), 'RequestId');
        return value;
      } catch (thrown) {
        const details = thrown instanceof Fault ? thrown.details : undefined;
        if (details?.kind === 'unknown_outcome' && changed === 'no') changed = 'unknown';
        requestId = details?.requestId;
        throw thrown;
      }
    },
    async end(outcome, ms, { confirmedBy, rule, jobId, outcomes }) {
      if (outcome === 'confirmation_required') return undefined;
      // The answer of the write was lost, and the tool succeeded all the same: reading back has shown the effect.
      const settled = outcome === 'ok' && changed === 'unknown' ? 'yes' : changed;
      const made = tool.effect === 'costly' ? jobId : undefined;
      const end = { jobId: made, outcome, outcomes, rule, changed: settled, requestId, ms };
      const line = auditLine(new Date(), await digest(), factsOf(confirmedBy), end);
      // An intent in the log must not stay without its outcome, so the line is kept even where nothing was changed.
      const matters = intended || settled !== 'no';
      const written = await audit().then(
        (log) => log.append(line, matters),
        () => false,
      );
      return written || !matters ? undefined : KEPT;
    },
  };
}
