import { randomUUID } from 'node:crypto';
import { Fault, type FaultKind } from '../domain/fault.ts';
import type { Tool } from '../tools/tool.ts';
import type { CallArguments } from './arguments.ts';
import { digest } from './confirm/seal.ts';
import type { ConfirmedBy } from './confirm.ts';

/** Where the lines go; the composition root hands it in. */
export interface AuditLog {
  /** @throws Fault `unavailable` where a line could not be written now: then nothing may be sent */
  ready(): Promise<void>;
  /** Appends a line that has to be there first. @throws Fault `unavailable` where it is not: then nothing may be sent */
  intend(line: string): Promise<void>;
  /** Appends a line; one that cannot be written is kept for later where `keep` says so. Resolves to whether it is written. */
  append(line: string, keep: boolean): Promise<boolean>;
}

/** Whether the call changed something in the cloud, as far as the answers say. */
export type Changed = 'no' | 'yes' | 'unknown';

/**
 * What both lines of a call hold: the one before it may change something, and the one after it has ended. Ids and digests: no
 * arguments, no links, no tokens, no text of the cloud.
 */
export interface CallFacts {
  session: string;
  /** Id of the call, which its lines share. */
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
  /** Of the answer: the job that was created. */
  jobId: unknown;
  outcome: FaultKind | 'ok' | 'cancelled';
  rule: string | undefined;
  changed: Changed;
  requestId: unknown;
  ms: number;
}

/** Ids, and display names by R24; anything else is left out rather than cleaned. */
const PLAIN = /^[A-Za-z0-9_.-]{1,256}$/;
const plain = (value: unknown): string | undefined =>
  typeof value === 'string' && PLAIN.test(value) ? value : undefined;

/**
 * One line of JSON; what is not known is absent.
 * @param time when the line is written, so that lines sort by it; an outcome says in `ms` how long the call took
 * @param end absent: the line of the intent
 */
export const auditLine = (time: Date, facts: CallFacts, end?: AuditOutcome): string =>
  JSON.stringify({
    time: time.toISOString(),
    session: facts.session,
    call: facts.call,
    phase: end === undefined ? 'intent' : 'outcome',
    simulated: facts.simulated || undefined,
    tool: facts.tool,
    region: plain(facts.region),
    workspace_id: plain(facts.workspaceId),
    target: plain(facts.target),
    job_id: plain(end?.jobId),
    arguments: `sha256:${digest(facts.args)}`,
    confirmation: facts.confirmedBy,
    outcome: end?.outcome,
    rule: end?.rule,
    changed: end?.changed,
    request_id: plain(end?.requestId),
    ms: end?.ms,
  });

/** What the pipeline tells of one call, and what it asks before it lets the call write. */
export interface CallRecord {
  /** Before anybody is asked anything. @throws Fault `unavailable` where the call's lines could not be written */
  ready(): Promise<void>;
  /** Writes the line of the intent: from here on the call may change something. @throws Fault `unavailable` where it is not written */
  intend(confirmedBy: ConfirmedBy): Promise<void>;
  /** Notes how the tool's main operation ends. */
  main<T>(answer: Promise<T>): Promise<T>;
  /**
   * Writes the line of the outcome, unless the call ends with a question, whose answer is a call of its own. Resolves to what the caller has
   * to know of it, if anything.
   */
  end(
    outcome: AuditOutcome['outcome'],
    ms: number,
    rest: { confirmedBy: ConfirmedBy; rule?: string | undefined; jobId?: unknown },
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
  session: string;
  simulated: boolean;
  scope: { region: string | undefined; workspaceId: string | undefined };
}

/**
 * Opens the record of one call. Calls that only read, and those that change nothing (a dry run), have none; one whose
 * arguments do not parse has one without a target.
 */
export function openRecord(tool: Tool, said: CallArguments, context: RecordContext): CallRecord {
  const { audit, scope } = context;
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
      await (await audit()).intend(auditLine(new Date(), factsOf(confirmedBy)));
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
    async end(outcome, ms, { confirmedBy, rule, jobId }) {
      if (outcome === 'confirmation_required') return undefined;
      // A success after an answer that got lost: reading back has shown the effect.
      const settled = outcome === 'ok' && changed === 'unknown' ? 'yes' : changed;
      const made = tool.effect === 'costly' ? jobId : undefined;
      const end = { jobId: made, outcome, rule, changed: settled, requestId, ms };
      const line = auditLine(new Date(), factsOf(confirmedBy), end);
      // An intent that is in the log calls for its outcome, whatever it is.
      const matters = intended || settled !== 'no';
      const written = await audit().then(
        (log) => log.append(line, matters),
        () => false,
      );
      return written || !matters ? undefined : KEPT;
    },
  };
}
