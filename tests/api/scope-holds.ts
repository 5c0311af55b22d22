import { fileURLToPath } from 'node:url';
import { readNotOffered } from '../../scripts/contract/read.ts';
import type { Cloud } from '../../src/api/cloud.ts';
import { readMember } from '../../src/api/contract/member.ts';
import type { Member } from '../../src/api/contract/types.ts';
import type { Operation } from '../../src/api/operation.ts';
import { KINDS, type Kind } from '../../src/api/operations/ids.ts';
import type { Hold } from '../../src/api/operations/row.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import { pathNames } from '../../src/api/path.ts';
import type { Held } from '../../src/api/scope-lock/inside.ts';
import { lockScope } from '../../src/api/scope-lock/scope-lock.ts';
import { Fault } from '../../src/domain/fault.ts';

type Wire = Record<string, unknown>;

const OURS = '11';
const THEIRS = '22';
const SCOPE = { region: 'cn-hangzhou', workspaceId: OURS };
const JOB = 'dlcjob';
/** A third workspace, which shares what is shared. */
const ANOTHER = '33';

const all = Object.values(operations);

const unsent = readNotOffered(fileURLToPath(new URL('../..', import.meta.url))).parameters;

/** Names of the members of a request that are sent: by a tool, or by the lock. */
export const membersOf = (action: Action): string[] => {
  const { path, query, body, hold } = operations[action];
  const never = unsent[action] ?? {};
  return [...pathNames(path), ...Object.keys(query), ...Object.keys(body ?? {})].filter(
    (name) => !(name in never) || (Object.values(hold) as unknown[]).includes(name),
  );
};

/** Whether an operation has all members that a hold names. Any other hold of it would do nothing, or refuse everything. */
export function fits(action: Action, hold: Hold): boolean {
  const { schemas, answer = '' } = operations[action];
  const { rows, only = {}, ...parts } = { rows: undefined, only: undefined, ...hold };
  const named = ['id', 'pin', 'never', 'official'].map((part) => (parts as Readonly<Record<string, unknown>>)[part]);
  const members = [...named.filter((name) => typeof name === 'string'), ...Object.keys(only)];
  return (
    members.every((name) => membersOf(action).includes(name)) && (rows === undefined || rows in (schemas[answer] ?? {}))
  );
}

/** Whether an object of the contract says of which workspace it is. */
const isOfWorkspace = ({ schemas }: Operation, schema = ''): boolean => 'WorkspaceId' in (schemas[schema] ?? {});

/** The same of an answer that may also list the workspaces which it serves. */
const saysWorkspaces = (operation: Operation): boolean =>
  isOfWorkspace(operation, operation.answer) ||
  Object.entries(operation.schemas[operation.answer ?? ''] ?? {}).some(
    ([name, member]) => name === 'Workspaces' && isOfWorkspace(operation, readMember(member).base),
  );

/** Reads of one thing whose answer says of which workspace it is, with the member that names it: what can be looked up. */
const LOOK_UPS = new Map(
  all.flatMap((each) => {
    const [member, ...others] = pathNames(each.path);
    return each.method === 'GET' && member && member !== 'WorkspaceId' && others.length === 0 && saysWorkspaces(each)
      ? [[each.action as Action, member] as const]
      : [];
  }),
);

/** What a call names, and the like of what it does not name, by kind. */
const NAMES: Readonly<Partial<Record<Kind, readonly [string, string]>>> = {
  job: [JOB, 'dlcother'],
  pod: [`${JOB}-master-0`, 'dlcother-master-0'],
  podInstance: ['uid-1', 'uid-9'],
};
const nameOf = (kind: Kind): string => NAMES[kind]?.[0] ?? `own-${kind}`;
const otherOf = (kind: Kind): string => NAMES[kind]?.[1] ?? `other-${kind}`;

/** What looks up an object gets it by. */
const IDS: Wire = Object.fromEntries(
  [...LOOK_UPS.values()].map((member) => {
    const kind = (Object.keys(KINDS) as Kind[]).find((each) => KINDS[each].member === member);
    return [member, kind && nameOf(kind)];
  }),
);
/** Whether something of a kind is of one workspace and can be looked up. */
export const canBeLookedUp = (kind: Kind): boolean => KINDS[kind].member in IDS || kind in NAMES;

/** Members that take something else than an id which could lead out of the workspace. */
const WAYS_ROUND: Wire = { TargetType: 'job', FromAllWorkspaces: true, WorkspaceIds: THEIRS };
/**
 * Ids of what belongs to no workspace: users work in several, the region is held by itself, and networks and access
 * points are of the account.
 */
const NO_OBJECTS = ['UserId', 'RegionId', 'VpcId', 'SwitchId', 'SecurityGroupId', 'AccessPointId'];

/** Paths of the members of a request that are ids, within its objects as well. */
function idPaths(action: Action): string[] {
  const { query, body = {}, schemas } = operations[action];
  const below = (members: Readonly<Record<string, Member>>, above: string, seen: readonly string[]): string[] =>
    Object.entries(members).flatMap(([name, member]) => {
      const { base } = readMember(member);
      const path = above === '' ? name : `${above}.${name}`;
      if ([path, `${above}.*`].some((each) => each in (unsent[action] ?? {}))) return [];
      const inner = seen.includes(base) ? undefined : schemas[base];
      return [...(/I[Dd]s?$/.test(name) ? [path] : []), ...(inner ? below(inner, path, [...seen, base]) : [])];
    });
  return [
    ...pathNames(operations[action].path).filter((name) => /I[Dd]s?$/.test(name)),
    ...below({ ...query, ...body }, '', []),
  ];
}

/** Ids that a request can send and of which no kind is known, so that nothing would be looked up. */
const unknownIds = (action: Action): string[] =>
  idPaths(action).filter(
    (path) =>
      ![operations[action].ids, WAYS_ROUND, unsent[action] ?? {}].some((known) => path in known) &&
      !NO_OBJECTS.includes(path.split('.').at(-1) ?? ''),
  );

/** Members that name something, with one that names something else. */
function namedBy(action: Action): { input: Wire; others: Wire } {
  const { query, body = {}, ids } = operations[action];
  const input: Wire = {};
  const others: Wire = {};
  for (const [path, kind] of Object.entries(ids)) {
    const [member = '', below] = path.split('.');
    if (kind === 'workspace' || !membersOf(action).includes(member)) continue;
    const [own, other] = [nameOf(kind), otherOf(kind)].map((id) => (below === undefined ? id : { [below]: id }));
    const isList = readMember({ ...query, ...body }[member] ?? '').wraps.includes('list');
    input[member] = isList ? [own] : own;
    if (canBeLookedUp(kind)) others[member] = isList ? [own, other] : other;
  }
  const round = Object.entries(WAYS_ROUND).filter(([name]) => membersOf(action).includes(name));
  if ('TargetType' in Object.fromEntries(round)) others.TargetType = 'tensorboard';
  return { input: { ...input, ...Object.fromEntries(round) }, others };
}

/** The lists of an answer, with what a cloud says in their rows of the workspace that they are of. */
function listsOf(action: Action, workspace: string): Wire {
  const operation = operations[action];
  const { schemas, answer = '' } = operation;
  const rows = Object.entries(schemas[answer] ?? {}).flatMap(([name, member]): [string, Wire[]][] => {
    const { base, wraps } = readMember(member);
    if (wraps.join() !== 'list') return [];
    if (isOfWorkspace(operation, base)) return [[name, [{ WorkspaceId: workspace }, {}]]];
    // What serves several workspaces names them in a list of its own.
    const shared = Object.entries(schemas[base] ?? {}).find(([, type]) =>
      isOfWorkspace(operation, readMember(type).wraps.join() === 'list' ? readMember(type).base : undefined),
    )?.[0];
    const both = [ANOTHER, workspace].map((WorkspaceId) => ({ WorkspaceId }));
    return shared === undefined ? [] : [[name, [{ [shared]: both }, { [shared]: [] }, {}]]];
  });
  return Object.fromEntries(rows);
}

const isOther = (workspace: string): string => (workspace === OURS ? THEIRS : OURS);

/**
 * What a cloud answers in which all that a call names is of one workspace, and everything else of the other one. It heeds no
 * filter, and some of its rows do not say of which workspace they are.
 */
function answerOf(action: Action, input: Wire, workspace: string): Wire {
  const meant = Object.entries(input).every(([name, value]) => !(name in IDS) || IDS[name] === value);
  const here = meant ? workspace : isOther(workspace);
  return {
    ...(isOfWorkspace(operations[action], operations[action].answer) ? { WorkspaceId: here } : {}),
    ...listsOf(action, LOOK_UPS.has(action) ? here : workspace),
    Pods: [{ PodId: `${JOB}-master-0`, PodUid: 'uid-1' }],
  };
}

interface Tried {
  answer?: Wire;
  refusal?: string;
  sent: readonly { action: Action; input: Wire }[];
  /** Inputs of the operation itself that got through. */
  arrived: readonly Wire[];
}

/** One call of an operation under a lock, with a cloud in which all it names is of `workspace`. */
async function tryOne(action: Action, workspace: string, named: Wire, held: Held): Promise<Tried> {
  const sent: { action: Action; input: Wire }[] = [];
  const raw = async (name: Action, input: Wire): Promise<Wire> => {
    sent.push({ action: name, input });
    return answerOf(name, input, workspace);
  };
  const { call } = lockScope({ call: raw } as unknown as Cloud, SCOPE, held);
  const own = Object.entries({ ...namedBy(action).input, ...named }).filter(([name]) =>
    membersOf(action).includes(name),
  );
  const work = (call as unknown as (action: Action, input: Wire, options: object) => Promise<Wire>)(
    action,
    Object.fromEntries(own),
    { region: SCOPE.region },
  );
  const ended = await work.then(
    (answer) => ({ answer }),
    (thrown: unknown) => ({ refusal: thrown instanceof Fault ? thrown.details.message : 'no refusal' }),
  );
  return { ...ended, sent, arrived: sent.filter((each) => each.action === action).map(({ input }) => input) };
}

const OFFICIAL = 'system.official=true';

/** What is wrong with a list: what it asks for, and the rows that it lets through. */
function wrongWithList(action: Action, named: Wire, foreign: Tried, ours: Tried): string[] {
  const official = action.startsWith('ListImage') && !('WorkspaceId' in named);
  const [list = ''] = Object.keys(listsOf(action, OURS));
  const wants = ({ Labels, LabelFilter, WorkspaceId, WorkspaceIds }: Wire): boolean =>
    official
      ? WorkspaceId === undefined && (Labels ?? LabelFilter) === OFFICIAL
      : (WorkspaceIds ?? WorkspaceId) === OURS;
  const rows = ({ answer }: Tried): Wire[] => (answer?.[list] ?? []) as Wire[];
  return [
    ...([...foreign.arrived, ...ours.arrived].every(wants) ? [] : ['asks for more than ours or official ones']),
    ...(rows(foreign).length === 0 ? [] : ['shows rows of another workspace']),
    // Words, such as those of labels, belong to no workspace.
    ...(list === '' || rows(ours).length === (official ? 0 : 1) ? [] : ['shows other rows than ours']),
    ...(ours.sent.length === 1 && ours.answer ? [] : ['is not simply asked']),
  ];
}

/** Members that may name something of another workspace while all the others name what is ours. */
async function wrongWithOthers(action: Action, held: Held): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, other] of Object.entries(namedBy(action).others)) {
    const named = { WorkspaceId: OURS, [name]: other };
    const { refusal, arrived } = await tryOne(action, OURS, named, held);
    const sent = LOOK_UPS.has(action) ? 1 : 0;
    if (!refusal?.includes('is not in workspace') || arrived.length > sent) wrong.push(`takes another ${name}`);
  }
  return wrong;
}

/** What is wrong with an operation on an object that it names. */
function wrongWithObject(action: Action, named: Wire, foreign: Tried, ours: Tried): string[] {
  const itself = LOOK_UPS.has(action);
  const outside =
    membersOf(action).includes('WorkspaceId') &&
    (action.startsWith('Create') ? named.WorkspaceId !== OURS : named.WorkspaceId === THEIRS);
  const refused = foreign.refusal ?? '';
  const told =
    Object.values(IDS).some((id) => refused.includes(` ${id} is not in workspace`)) ||
    /new \w+.* is not in workspace/.test(refused);
  return [
    ...(foreign.answer ? ['shows or does what is of another workspace'] : []),
    ...(told ? [] : ['does not say what was refused']),
    ...(itself || foreign.arrived.length === 0 ? [] : ['is sent for another workspace']),
    ...(outside && ours.answer ? ['works outside'] : []),
    ...(outside || (ours.answer && ours.arrived.length === 1) ? [] : ['does not do what is ours, or not once']),
    ...(itself && ours.sent.length > 1 ? ['looks up what it reads'] : []),
    ...(action === 'GetImage' && ours.arrived[0]?.Verbose !== true ? ['does not ask for labels'] : []),
  ];
}

/** What is wrong with an operation that makes something of which it names nothing else than the workspace. */
function wrongWithNew(named: Wire, tries: readonly Tried[]): string[] {
  if (named.WorkspaceId === OURS)
    return tries.every(({ answer, sent }) => answer && sent.length === 1) ? [] : ['is not simply sent'];
  return [
    ...(tries.every(({ answer, sent }) => !answer && sent.length === 0) ? [] : ['creates outside']),
    ...(tries.every(({ refusal }) => /new \w+.* is not in workspace/.test(refusal ?? ''))
      ? []
      : ['does not say what was refused']),
  ];
}

/** Whether an operation is about a workspace itself: its path names one, or its answer is of one that nothing names. */
const isAboutWorkspace = (action: Action): boolean =>
  pathNames(operations[action].path).includes('WorkspaceId') ||
  (Object.keys(namedBy(action).input).length === 0 &&
    !membersOf(action).includes('WorkspaceId') &&
    isOfWorkspace(operations[action], operations[action].answer));

/** What is wrong with an operation on a workspace: only ours is read, and another one that is named is not even asked for. */
function wrongWithWorkspace(action: Action, named: Wire, foreign: Tried, ours: Tried): string[] {
  const names = membersOf(action).includes('WorkspaceId');
  const isOurs = !names || named.WorkspaceId === OURS;
  const shown = names && isOurs ? [] : [foreign, ...(isOurs ? [] : [ours])];
  return [
    ...(shown.some(({ answer }) => answer) ? ['shows another workspace'] : []),
    ...(names && !isOurs && ours.arrived.length > 0 ? ['asks for another workspace'] : []),
    ...(shown.every(({ refusal = '' }) =>
      /^(?:Workspace 22|What has no id|The default workspace) is not in workspace/.test(refusal),
    )
      ? []
      : ['does not say what was refused']),
    ...(!isOurs || (ours.answer && ours.sent.length === 1) ? [] : ['does not show ours, or not at once']),
  ];
}

/** Whether an operation is about machines or a change of a quota, both of which several workspaces share, whatever it names. */
const isShared = (action: Action): boolean => {
  const { product, method, path } = operations[action];
  const of = (part: string): boolean => product === 'paistudio' && path.startsWith(`/api/v1/${part}`);
  return of('resources') || of('nodes/{') || (of('quotas') && method !== 'GET');
};

/** What is wrong with such an operation: it is refused, as nothing says whose the thing is. */
const wrongWithShared = ({ refusal = '', sent }: Tried): string[] => [
  ...(sent.length > 0 ? ['is sent'] : []),
  ...(/^Machines, .* serve more than workspace/.test(refusal) ? [] : ['does not say what was refused']),
];

/**
 * What is wrong with how an operation is held, whatever its hold is called. Each is tried without a workspace, with ours and
 * with another one, in a cloud where all is ours and in one where all is of another workspace.
 */
export async function wrongWith(action: Action, held: Held): Promise<string[]> {
  const wire = membersOf(action);
  // A list of what is inside of something that can be looked up, such as the machines of a quota, is held like that.
  const inside =
    !action.startsWith('ListImage') &&
    Object.keys(namedBy(action).others).length > 0 &&
    Object.keys(listsOf(action, OURS)).length === 0;
  const isList = action.startsWith('List') && wire.some((name) => name.startsWith('WorkspaceId')) && !inside;
  const wrong =
    isList || isAboutWorkspace(action) || isShared(action)
      ? []
      : unknownIds(action).map((name) => `${name} is an id of no kind`);
  for (const named of [{}, { WorkspaceId: OURS }, { WorkspaceId: THEIRS }]) {
    const [foreign, ours] = [await tryOne(action, THEIRS, named, held), await tryOne(action, OURS, named, held)];
    for (const input of [...foreign.arrived, ...ours.arrived]) {
      if (!Object.keys(input).every((name) => wire.includes(name)))
        wrong.push('sends what the operation does not have');
      if ('FromAllWorkspaces' in input || Object.values(input).includes(THEIRS)) wrong.push('sends a way round');
    }
    if (isShared(action)) wrong.push(...wrongWithShared(foreign), ...wrongWithShared(ours));
    else if (isAboutWorkspace(action)) wrong.push(...wrongWithWorkspace(action, named, foreign, ours));
    else if (isList) wrong.push(...wrongWithList(action, named, foreign, ours));
    else if (Object.keys(namedBy(action).input).length > 0)
      wrong.push(...wrongWithObject(action, named, foreign, ours));
    else if (membersOf(action).includes('WorkspaceId')) wrong.push(...wrongWithNew(named, [foreign, ours]));
    // Nothing in the request or the answer is about a workspace.
    else if (!foreign.answer || !ours.answer || ours.sent.length !== 1) wrong.push('is not simply sent');
  }
  if (!isList && !isAboutWorkspace(action) && !isShared(action)) wrong.push(...(await wrongWithOthers(action, held)));
  return wrong;
}
