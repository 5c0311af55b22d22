import { LRUCache } from 'lru-cache';
import { Fault } from '../../domain/fault.ts';
import type { Operation } from '../operation.ts';
import { type Kind, known } from '../operations/ids.ts';
import type { Action } from '../operations.ts';
import { isOfficial, rowsOf, valuesAt, WITH_LABELS, type WireObject } from './rows.ts';

/** Calls the cloud itself, without the lock, with the options of the call that is held. */
export type CloudCall = (action: Action, input: WireObject) => Promise<WireObject>;
/** How each operation is held, and which members of its input are ids. */
export type Held = Readonly<Record<Action, Pick<Operation, 'hold' | 'ids'>>>;

/** Knows what is inside a workspace, as far as it was looked up. */
export interface Inside {
  /** Whether an object or row says that it is inside; one that names no workspace proves nothing. */
  ours(object: WireObject): boolean;
  /** The fault for something outside. */
  refused(what: string): Fault;
  /** The fault for something that several workspaces share. */
  beyond(): Fault;
  /**
   * Calls an operation whose answer names its workspace, and remembers what is inside: the object, and a job's pods.
   * @throws Fault `refused` where it is of another workspace
   */
  read(call: CloudCall, action: Action, input: WireObject): Promise<WireObject>;
  /**
   * Looks up all that a request names by an id and that belongs to a workspace.
   * @throws Fault `refused` where one thing is outside
   */
  ensure(call: CloudCall, action: Action, input: WireObject): Promise<void>;
}

/** The operation that tells of which workspace an object is, by the kind of the object. */
function lookUps(held: Held): ReadonlyMap<Kind, { action: Action; member: string }> {
  const found = (Object.keys(held) as Action[]).flatMap((action) => {
    const { hold, ids } = held[action];
    if (hold.by !== 'answer' || hold.id === undefined) return [];
    const kind = ids[hold.id];
    return kind === undefined ? [] : [[kind, { action, member: hold.id }] as const];
  });
  return new Map(found);
}

/** What was found inside is not looked up again for a minute: an object never changes its workspace. */
export function createInside(workspaceId: string, held: Held): Inside {
  // Bounded by a size, as one that is bounded by `max` takes the memory of all of them at once, which is slow.
  const seen = new LRUCache<string, true>({ maxSize: 10_000, sizeCalculation: () => 1, ttl: 60_000 });
  const tells = lookUps(held);

  const refused = (what: string): Fault =>
    new Fault({
      kind: 'refused',
      message: `${what} is not in workspace ${workspaceId}, to which the operator locked this server. Nothing was shown or changed.`,
      fix: 'Take ids from the lists of this server, which show what is inside. Only the operator can change the scope.',
    });

  const beyond = (): Fault =>
    new Fault({
      kind: 'refused',
      message: `Machines, resource groups and the settings of a quota serve more than workspace ${workspaceId}, to which the operator locked this server. Nothing was shown or changed.`,
      fix: 'Go without it, or have the operator start a server that is not locked (--lock-scope).',
    });

  const ours = ({ WorkspaceId }: WireObject): boolean => String(WorkspaceId ?? '') === workspaceId;

  async function read(call: CloudCall, action: Action, input: WireObject): Promise<WireObject> {
    const { hold, ids } = held[action];
    if (hold.by !== 'answer') throw new Error(`the answer of ${action} names no workspace`);
    if (hold.id === undefined) {
      const answer = await call(action, input);
      if (!ours(answer)) throw refused(hold.what);
      return answer;
    }
    const kind = ids[hold.id] as Kind;
    const key = `${kind}/${input[hold.id]}`;
    const answer = await call(action, hold.official ? { ...input, ...WITH_LABELS } : input);
    const mine = hold.serves === undefined ? ours(answer) : rowsOf(answer[hold.serves]).some(ours);
    if (!mine && !(hold.official && isOfficial(answer))) throw refused(`${known(kind).noun} ${input[hold.id]}`);
    seen.set(key, true);
    for (const pod of rowsOf(answer.Pods).flatMap((each) => [each, ...rowsOf(each.HistoryPods)]))
      if (pod.PodUid) seen.set(`${key}/${pod.PodUid}`, true);
    // Whom else a shared thing serves is not for this workspace to know.
    return hold.serves === undefined ? answer : { ...answer, [hold.serves]: rowsOf(answer[hold.serves]).filter(ours) };
  }

  /** Nothing is looked up for a kind of which no operation tells the workspace. */
  async function ensureObject(call: CloudCall, kind: Kind, id: unknown, more: WireObject = {}): Promise<void> {
    const look = tells.get(kind);
    if (look !== undefined) await read(call, look.action, { [look.member]: id, ...more });
  }

  async function ensureId(call: CloudCall, kind: Kind, id: unknown, job: unknown): Promise<void> {
    const instance = `job/${job}/${id}`;
    switch (kind) {
      case 'workspace':
        if (id !== workspaceId) throw refused(`Workspace ${id}`);
        return;
      case 'pod':
        if (!String(id).startsWith(`${job}-`)) throw refused(`Pod ${id} is no pod of job ${job}, so it`);
        return;
      case 'podInstance':
        // Without details a job does not list the earlier instances of its pods.
        if (!seen.has(instance)) await ensureObject(call, 'job', job, { NeedDetail: true });
        if (!seen.has(instance)) throw refused(`Pod instance ${id} is none of job ${job}, so it`);
        return;
      default:
        if (!seen.has(`${kind}/${id}`)) await ensureObject(call, kind, id);
    }
  }

  return {
    ours,
    refused,
    beyond,
    read,
    async ensure(call, action, input) {
      const ids = Object.entries(held[action].ids).flatMap(([path, kind]) =>
        valuesAt(input, path.split('.')).flatMap((id) => (id === undefined || id === '' ? [] : [{ kind, id }])),
      );
      const job = ids.find(({ kind }) => kind === 'job')?.id;
      for (const { kind, id } of ids) await ensureId(call, kind, id, job);
    },
  };
}
