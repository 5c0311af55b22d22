import type { Cloud } from '../../src/api/cloud.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import type { Held } from '../../src/api/scope-lock/inside.ts';
import { lockScope } from '../../src/api/scope-lock/scope-lock.ts';
import { Fault } from '../../src/domain/fault.ts';

type Wire = Record<string, unknown>;

const OURS = '11';
const THEIRS = '22';
const SCOPE = { region: 'cn-hangzhou', workspaceId: OURS };
const JOB = 'dlcjob';
/** Lists in whose rows the contract has the workspace. */
const LISTS = ['Jobs', 'Workspaces', 'Images', 'Datasets', 'CodeSources'];
/** Lists of what serves several workspaces, which a member of each row names. */
const SHARED = { Quotas: 'Workspaces' };
/** A third workspace, which shares what is shared. */
const ANOTHER = '33';

/** What any operation names an object by. */
const IDS: Wire = { JobId: JOB, ImageId: 'image-1', DatasetId: 'd-1', CodeSourceId: 'code-1' };
/** Every member that any operation takes a workspace, an object or a way round in. */
const INPUT: Wire = {
  ...IDS,
  TargetId: JOB,
  TargetType: 'job',
  WorkloadId: JOB,
  QuotaId: 'quota1',
  PodId: `${JOB}-master-0`,
  PodUid: 'uid-1',
  DataSources: [{ DataSourceId: 'd-1' }],
  CodeSource: { CodeSourceId: 'code-1' },
  FromAllWorkspaces: true,
  WorkspaceIds: THEIRS,
};

/** The same members, each naming something that is not what `INPUT` names. */
const OTHERS: Readonly<Record<string, unknown>> = {
  JobId: 'dlcother',
  TargetId: 'dlcother',
  TargetType: 'tensorboard',
  WorkloadId: 'dlcother',
  PodId: 'dlcother-master-0',
  PodUid: 'uid-9',
  DataSources: [{ DataSourceId: 'd-1' }, { DataSourceId: 'd-9' }],
  CodeSource: { CodeSourceId: 'code-9' },
};

/** Names of the members of a request. */
function membersOf(action: Action): string[] {
  const { path, query, body } = operations[action];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  return [...inPath, ...Object.keys(query), ...Object.keys(body ?? {})];
}

/** Whether the answer of an operation says of which workspace it is. */
function namesWorkspace(action: Action): boolean {
  const { schemas, answer } = operations[action];
  return answer !== undefined && 'WorkspaceId' in (schemas[answer] ?? {});
}

const isOther = (workspace: string): string => (workspace === OURS ? THEIRS : OURS);

/**
 * What a cloud answers in which all that `INPUT` names is of one workspace, and everything else of the other one. It heeds no
 * filter, and some of its rows do not say of which workspace they are.
 */
function answerOf(action: Action, input: Wire, workspace: string): Wire {
  const meant = Object.entries(input).every(([name, value]) => !(name in IDS) || IDS[name] === value);
  const here = meant ? workspace : isOther(workspace);
  return {
    ...(namesWorkspace(action) ? { WorkspaceId: here } : {}),
    Pods: [{ PodId: `${JOB}-master-0`, PodUid: 'uid-1' }],
    ...Object.fromEntries(LISTS.map((list) => [list, [{ WorkspaceId: workspace }, {}]])),
    ...Object.fromEntries(
      Object.entries(SHARED).map(([list, member]) => [
        list,
        [{ [member]: [ANOTHER, workspace].map((WorkspaceId) => ({ WorkspaceId })) }, { [member]: [] }, {}],
      ]),
    ),
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
  const own = Object.entries({ ...INPUT, ...named }).filter(([name]) => membersOf(action).includes(name));
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

const READS_ITSELF: readonly Action[] = ['GetJob', 'GetImage', 'GetDataset', 'GetCodeSource'];
const OFFICIAL = 'system.official=true';

/** What is wrong with a list: what it asks for, and the rows that it lets through. */
function wrongWithList(action: Action, named: Wire, foreign: Tried, ours: Tried): string[] {
  const official = action.startsWith('ListImage') && !('WorkspaceId' in named);
  const wants = ({ Labels, LabelFilter, WorkspaceId, WorkspaceIds }: Wire): boolean =>
    official
      ? WorkspaceId === undefined && (Labels ?? LabelFilter) === OFFICIAL
      : (WorkspaceIds ?? WorkspaceId) === OURS;
  const rows = ({ answer }: Tried): Wire[] => (answer?.[action.slice('List'.length)] ?? []) as Wire[];
  const words = action === 'ListImageLabels';
  return [
    ...([...foreign.arrived, ...ours.arrived].every(wants) ? [] : ['asks for more than ours or official ones']),
    ...(rows(foreign).length === 0 ? [] : ['shows rows of another workspace']),
    ...(words || rows(ours).length === (official ? 0 : 1) ? [] : ['shows other rows than ours']),
    ...(ours.sent.length === 1 && ours.answer ? [] : ['is not simply asked']),
  ];
}

/** Members that may name something of another workspace while all the others name what is ours. */
async function wrongWithOthers(action: Action, held: Held): Promise<string[]> {
  const wrong: string[] = [];
  for (const name of Object.keys(OTHERS).filter((each) => membersOf(action).includes(each))) {
    const named = { WorkspaceId: OURS, [name]: OTHERS[name] };
    const { refusal, arrived } = await tryOne(action, OURS, named, held);
    const sent = READS_ITSELF.includes(action) ? 1 : 0;
    if (!refusal?.includes('is not in workspace') || arrived.length > sent) wrong.push(`takes another ${name}`);
  }
  return wrong;
}

/** What is wrong with an operation on an object that it names. */
function wrongWithObject(action: Action, named: Wire, foreign: Tried, ours: Tried): string[] {
  const itself = READS_ITSELF.includes(action);
  const outside = action === 'CreateJob' && named.WorkspaceId !== OURS;
  const refused = foreign.refusal ?? '';
  const told = [...Object.values(IDS), 'new job'].some((what) => refused.includes(` ${what} is not in workspace`));
  return [
    ...(foreign.answer ? ['shows or does what is of another workspace'] : []),
    ...(told ? [] : ['does not say what was refused']),
    ...(itself || foreign.arrived.length === 0 ? [] : ['is sent for another workspace']),
    ...(outside && ours.answer ? ['creates outside'] : []),
    ...(outside || (ours.answer && ours.arrived.length === 1) ? [] : ['does not do what is ours, or not once']),
    ...(itself && ours.sent.length > 1 ? ['looks up what it reads'] : []),
    ...(action === 'GetImage' && ours.arrived[0]?.Verbose !== true ? ['does not ask for labels'] : []),
  ];
}

/**
 * What is wrong with how an operation is held, whatever its hold is called. Each is tried without a workspace, with ours and
 * with another one, in a cloud where all is ours and in one where all is of another workspace.
 */
export async function wrongWith(action: Action, held: Held): Promise<string[]> {
  const wrong: string[] = [];
  const wire = membersOf(action);
  for (const named of [{}, { WorkspaceId: OURS }, { WorkspaceId: THEIRS }]) {
    const [foreign, ours] = [await tryOne(action, THEIRS, named, held), await tryOne(action, OURS, named, held)];
    for (const input of [...foreign.arrived, ...ours.arrived]) {
      if (!Object.keys(input).every((name) => wire.includes(name)))
        wrong.push('sends what the operation does not have');
      if ('FromAllWorkspaces' in input || Object.values(input).includes(THEIRS)) wrong.push('sends a way round');
    }
    if (wire.some((name) => name === 'WorkspaceId' || name === 'WorkspaceIds') && action.startsWith('List'))
      wrong.push(...wrongWithList(action, named, foreign, ours));
    else if (Object.keys(INPUT).some((name) => wire.includes(name)))
      wrong.push(...wrongWithObject(action, named, foreign, ours));
    // Nothing in the request or the answer is about a workspace.
    else if (!foreign.answer || !ours.answer || ours.sent.length !== 1) wrong.push('is not simply sent');
  }
  if (!action.startsWith('List') || !wire.some((name) => name.startsWith('WorkspaceId')))
    wrong.push(...(await wrongWithOthers(action, held)));
  return wrong;
}
