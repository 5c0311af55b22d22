import type { Cloud } from '../../api/cloud.ts';
import { readMember } from '../../api/contract/member.ts';
import { type Kind, known } from '../../api/operations/ids.ts';
import type { Find, FoundKind } from '../../api/operations/row.ts';
import { type Action, type Input, operations } from '../../api/operations.ts';
import { Fault, type FaultDetails } from '../../domain/fault.ts';
import { en, type Said, say, zh } from '../../domain/said.ts';

type Wire = Readonly<Record<string, unknown>>;

/** Ids that earlier reads brought to light and later ones need, by kind. */
export type Finds = Readonly<Partial<Record<FoundKind, unknown>>>;

/** The ids that a read cannot do without, by member: those that the contract requires, and those that its row adds. */
function needsOf(action: Action): Readonly<Record<string, FoundKind>> {
  const { ids, query, path, probe } = operations[action];
  const required = Object.entries(ids).filter(
    ([member]) => path.includes(`{${member}}`) || readMember(query[member] ?? '').required,
  );
  return { ...Object.fromEntries(required), ...probe?.needs };
}

/** What else than an id somebody has to have for it, in words. */
const OTHERS: Readonly<Record<Exclude<FoundKind, Kind>, Said>> = {
  queuedJob: say(en`a job of yours that waits in a quota`, zh`您的一个正在配额中排队的任务`),
  machineType: say(en`a machine type of the public resources`, zh`一种公共资源的机型`),
};

/** What somebody has to have for it, in words. */
const wordsOf = (kind: FoundKind): Said =>
  (kind === 'queuedJob' || kind === 'machineType' ? OTHERS[kind] : known(kind).found) ??
  say(en`a ${kind}`, zh` ${kind}`);

/** Whether an operation can be tried without any effect. */
export const isHarmless = (action: Action): boolean => operations[action].probe !== undefined;

/** Whether it can be tried with nothing known. */
export const needsNothing = (action: Action): boolean =>
  isHarmless(action) && Object.keys(needsOf(action)).length === 0;

const isFoundBy = (action: Action, kind: FoundKind): boolean =>
  operations[action].probe?.finds?.some(({ ids }) => kind in ids) ?? false;

/**
 * Actions in the order in which they are tried: what finds an id comes before what needs it, what never is tried last.
 */
export function inOrder(actions: Iterable<Action>): readonly Action[] {
  const all = Object.keys(operations) as Action[];
  const seen = new Set<Action>();
  const withFinders = (action: Action): Action[] => {
    if (seen.has(action)) return [];
    seen.add(action);
    const finders = Object.values(needsOf(action)).flatMap((kind) => all.filter((each) => isFoundBy(each, kind)));
    return [...finders.flatMap(withFinders), action];
  };
  const order = [...all.filter(isHarmless).flatMap(withFinders), ...all];
  return [...new Set(actions)].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

const rowsOf = (list: unknown): Wire[] =>
  Array.isArray(list) ? list.flat().filter((row) => typeof row === 'object' && row !== null) : [];

/** The ids that an answer brings to light; the first find of a kind counts. */
function learn(finds: readonly Find[], answer: Wire): Finds {
  const found = finds.flatMap(({ in: list, where = {}, ids }) => {
    const row = rowsOf(answer[list]).find((each) =>
      Object.entries(where).every(([name, form]) => form.test(String(each[name] ?? ''))),
    );
    return Object.entries(ids).map(([kind, member]) => [kind, row?.[member]] as const);
  });
  return Object.fromEntries(found.filter(([, id]) => id !== undefined).reverse());
}

/** What became of a read: it was answered, refused, or could not be tried for want of something to read. */
export type ProbeResult =
  | { kind: 'answered' }
  | { kind: 'refused'; fault: FaultDetails }
  | { kind: 'lacking'; needs: Said };

export interface Probes {
  /** Tries a read; each is sent once, later calls get the same attempt. */
  attempt(action: Action, signal: AbortSignal): Promise<ProbeResult>;
}

/** A cancelled read is one that the cloud did not answer. */
const asFault = (action: Action, thrown: unknown): FaultDetails =>
  thrown instanceof Fault
    ? thrown.details
    : {
        kind: 'unavailable',
        message: `${action} was not answered in time.`,
        fix: 'Check network and proxy, then run doctor again.',
      };

/** @param configured ids that the operator has set already */
export function createProbes(cloud: () => Promise<Cloud>, region: string, configured: Finds): Probes {
  const attempts = new Map<Action, Promise<ProbeResult>>();
  let finds = configured;

  async function send(action: Action, signal: AbortSignal): Promise<ProbeResult> {
    const { probe } = operations[action];
    if (probe === undefined) throw new Error(`${action} is no read that could be tried`);
    const needs = Object.entries(needsOf(action));
    // The last one is the most particular: who has no job has no pod either.
    const lacking = needs.findLast(([, kind]) => finds[kind] === undefined);
    if (lacking !== undefined) return { kind: 'lacking', needs: wordsOf(lacking[1]) };
    const ids = Object.fromEntries(needs.map(([member, kind]) => [member, finds[kind]]));
    try {
      const input = { ...probe.send, ...ids } as Input<typeof action>;
      const answer = await (await cloud()).call(action, input, { region, signal });
      finds = { ...learn(probe.finds ?? [], answer), ...finds };
      return { kind: 'answered' };
    } catch (thrown) {
      return { kind: 'refused', fault: asFault(action, thrown) };
    }
  }

  return {
    attempt: (action, signal) => {
      const made = attempts.get(action) ?? send(action, signal);
      attempts.set(action, made);
      return made;
    },
  };
}
