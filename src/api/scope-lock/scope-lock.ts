import type { CallOptions, Cloud } from '../cloud.ts';
import type { Hold } from '../operations/row.ts';
import { type Action, type Input, type Output, operations } from '../operations.ts';
import { type CloudCall, createInside, type Held } from './inside.ts';
import { isOfficial, officialOnly, rowsOf, WITH_LABELS, type WireObject, withRows } from './rows.ts';

type HoldBy<B extends Hold['by']> = Extract<Hold, { by: B }>;

/**
 * Asks for a list of the locked workspace, or of official images where the call names no workspace. Rows of others are
 * dropped from the answer: a filter that the cloud ignores must not open the lock.
 */
async function heldList(
  call: (input: WireObject) => Promise<WireObject>,
  { pin, rows, serves, never, official }: HoldBy<'list'>,
  input: WireObject,
  workspace: { id: string; ours(row: WireObject): boolean },
): Promise<WireObject> {
  const only = (answer: WireObject, shown: (row: WireObject) => boolean) =>
    rows === undefined ? answer : withRows(answer, rows, shown);
  if (official !== undefined && input[pin] === undefined) {
    const labelled = {
      ...input,
      [official]: officialOnly(input[official]),
      ...(rows === undefined ? {} : WITH_LABELS),
    };
    return only(await call(labelled), isOfficial);
  }
  const { [never ?? '']: _, ...rest } = input;
  const ours = (row: WireObject): boolean =>
    serves === undefined ? workspace.ours(row) : rowsOf(row[serves]).some(workspace.ours);
  const answer = only(await call({ ...rest, [pin]: workspace.id }), ours);
  if (rows === undefined || serves === undefined) return answer;
  const own = (row: WireObject): WireObject => ({ ...row, [serves]: rowsOf(row[serves]).filter(workspace.ours) });
  return { ...answer, [rows]: rowsOf(answer[rows]).map(own) };
}

/**
 * The cloud within a locked scope, for reads and writes alike. An id works from any workspace, so
 * what it names is looked up before it is shown or touched. The whole process uses this cloud and no
 * other, so that there is no way round it.
 *
 * @param scope locked, so with a region and a workspace
 * @param held how operations are held; tests give a wrong table, to see that it is noticed
 */
export function lockScope(
  cloud: Cloud,
  { region = '', workspaceId = '' }: { region?: string | undefined; workspaceId?: string | undefined },
  held: Held = operations,
): Cloud {
  if (region === '' || workspaceId === '') throw new Error('a locked scope has no region or workspace');
  const inside = createInside(workspaceId, held);

  /** @throws Fault `refused` unless the call names an object, and one of the kind that can be looked up */
  function ensureNamed({ id, only = {} }: HoldBy<'object'>, input: WireObject): void {
    for (const [name, value] of Object.entries(only))
      if ((input[name] ?? value) !== value) throw inside.refused(`The ${input[name]} ${input[id]}`);
    if (input[id] === undefined || input[id] === '') throw inside.refused('What has no id');
  }

  async function send(call: CloudCall, action: Action, input: WireObject): Promise<WireObject> {
    const { hold } = held[action];
    switch (hold.by) {
      case 'regional':
        return call(action, input);
      case 'answer':
        return inside.read(call, action, input);
      case 'list':
        return heldList((wire) => call(action, wire), hold, input, { id: workspaceId, ours: inside.ours });
      case 'object':
        ensureNamed(hold, input);
        break;
      case 'outside':
        throw inside.beyond();
      case 'new':
        if (!inside.ours(input)) throw inside.refused(hold.what);
        break;
    }
    await inside.ensure(call, action, input);
    return call(action, input);
  }

  return {
    async call<A extends Action>(action: A, input: Input<A>, options: CallOptions): Promise<Output<A>> {
      if (options.region !== region) throw inside.refused(`Region ${options.region}`);
      // The lock adds and drops whole members by their wire names, so inputs and
      // answers keep the types of their operations.
      const call = (name: Action, wire: WireObject) =>
        cloud.call(name, wire as Input<typeof name>, options) as Promise<WireObject>;
      return (await send(call, action, input as WireObject)) as Output<A>;
    },
  };
}
