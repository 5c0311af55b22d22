import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { operations } from '../../../src/api/operations.ts';
import { createJobInput } from '../../../src/jobs/job-fields.ts';
import { createRequest } from '../../../src/jobs/job-request.ts';
import { admit } from '../../../src/simulator/jobs/admit.ts';
import { parseJobRequest } from '../../../src/simulator/jobs/request.ts';
import type { RequestLogEntry, Simulator } from '../../../src/simulator/simulator.ts';
import { CATALOGUE_READS } from '../../../src/tools/kit/create/findings.ts';
import { connectInProcess } from '../in-process.ts';
import { type Answer, type Era, errorOf, frozenCloud, type Person, type Session, serverEnv } from '../session.ts';
import { discover, type Finds, jobArguments } from '../world.ts';

/** Everything that changes a job, spends money or hands out access. */
const WRITES: readonly string[] = Object.values(operations).flatMap(({ action, effect }) =>
  effect === 'read' ? [] : [action],
);

/** A simulated cloud and a session of the real server in this process, for the tests of one describe. */
export interface Bench {
  readonly cloud: Simulator;
  readonly session: Session;
  readonly finds: Finds;
}

type Row = Record<string, unknown>;

// The account is the same in every cloud of one seed: what it holds is looked up once per test file.
let discovered: Promise<Finds> | undefined;

/** Registers the hooks of a bench; its request log is empty when a test begins. */
export function bench(
  options: {
    era?: Era;
    person?: Person;
    args?: readonly string[];
    env?: Record<string, string>;
    cloud?: Parameters<typeof frozenCloud>[0];
  } = {},
): Bench {
  let made: { cloud: Simulator; session: Session; finds: Finds } | undefined;
  const ready = () => {
    if (made === undefined) throw new Error('the bench is used before its tests run');
    return made;
  };
  beforeAll(async () => {
    const cloud = await frozenCloud(options.cloud);
    const { era, person, args, env } = options;
    const session = await connectInProcess({
      env: serverEnv(cloud, env),
      ...(era ? { era } : {}),
      ...(person ? { person } : {}),
      ...(args ? { args } : {}),
    });
    discovered ??= discover(session);
    made = { cloud, session, finds: await discovered };
  });
  afterAll(async () => {
    await made?.session.close();
    await made?.cloud.close();
  });
  beforeEach(() => ready().cloud.clearRequests());
  return {
    get cloud() {
      return ready().cloud;
    },
    get session() {
      return ready().session;
    },
    get finds() {
      return ready().finds;
    },
  };
}

/** The requests of a simulated cloud that write or hand out access. */
export const writes = (cloud: Simulator): RequestLogEntry[] =>
  cloud.requests().filter((entry) => WRITES.includes(entry.action));

/** The only write that reached the cloud; fails for none, for several, and for another action. */
export function onlyWrite(cloud: Simulator, action: string): RequestLogEntry & { body: Record<string, unknown> } {
  const all = writes(cloud);
  expect(all.map((entry) => entry.action)).toEqual([action]);
  const [entry] = all;
  if (entry === undefined) throw new Error(`no ${action}`);
  return { ...entry, body: { ...(entry.body as Record<string, unknown> | null) } };
}

/** What a job names is looked up also where the call is refused as it is, to tell all that is wrong with it. */
const LOOK_UPS: readonly string[] = CATALOGUE_READS;

/**
 * A refusal by this rule that wrote nothing; `silent`: that sent nothing at all, `looks`: nothing but look-ups in the catalogue
 * and, where named, each of these reads once.
 */
export function expectRefused(
  { cloud }: Pick<Bench, 'cloud'>,
  answer: Answer,
  rule: string | undefined,
  {
    silent = false,
    looks = false,
    kind = 'refused',
  }: { silent?: boolean; looks?: boolean | readonly string[]; kind?: string } = {},
): void {
  expect(errorOf(answer).kind, answer.text).toBe(kind);
  if (rule !== undefined) expect(errorOf(answer).rule, answer.text).toBe(rule);
  expect(answer.text).toContain('\nFix: ');
  expect(writes(cloud)).toEqual([]);
  if (silent) expect(cloud.requests()).toEqual([]);
  if (looks === false) return;
  const others = cloud.requests().flatMap(({ action }) => (LOOK_UPS.includes(action) ? [] : [action]));
  expect(others.sort()).toEqual(looks === true ? [] : [...looks].sort());
}

/**
 * Puts the job into the cloud that `create_job` makes of these arguments, and returns its id. What reads or changes a
 * job needs one, and neither the question of that tool nor the six requests that it sends.
 */
export function putJob({ cloud, finds }: Pick<Bench, 'cloud' | 'finds'>, changes: Row = {}): string {
  const { workspace_id, ...given } = jobArguments(finds, changes);
  const { context, users } = cloud;
  const [owner] = users;
  if (owner === undefined) throw new Error('the simulated account has no user');
  const request = createRequest(createJobInput.parse(given), String(workspace_id));
  const record = admit(parseJobRequest({ ...request }), owner, context);
  context.store.add(record);
  return record.id;
}

/** Calls a tool that must succeed. */
export async function ok({ session }: Pick<Bench, 'session'>, name: string, args: Record<string, unknown>) {
  const answer = await session.call(name, args);
  expect(answer.isError, answer.text).toBe(false);
  return answer;
}

/** The settings of a bench for tests of what is registered in a workspace. */
export const REGISTERING = { args: ['--toolsets', 'all'] };

/**
 * Calls of a tool that registers something in a workspace.
 *
 * @param id member of its answer
 * @param fill arguments of the nth call, which a test can change
 * @returns the call, and one that must succeed: it returns the id, with an empty request log and no question behind it
 */
export function registrar(at: Bench, tool: string, id: string, fill: (count: number) => Row) {
  let made = 0;
  const register = (changes: Row = {}, on = at) =>
    on.session.call(tool, { workspace_id: on.finds.workspace_id, ...fill(made++), ...changes });
  const registered = async (changes: Row = {}, on = at): Promise<string> => {
    const answer = await register(changes, on);
    expect(answer.isError, answer.text).toBe(false);
    on.cloud.clearRequests();
    on.session.asked.length = 0;
    return String(answer.data[id]);
  };
  return { register, registered };
}

/** Id of a quota of the simulated account, by its name. */
export function quotaId({ cloud }: Pick<Bench, 'cloud'>, name: string): string {
  const quota = cloud.world.quotas.find((candidate) => candidate.QuotaName === name);
  if (quota === undefined) throw new Error(`no quota ${name}`);
  return quota.QuotaId;
}

/** What create_job needs to wait in the quota whose 8 GPUs another job holds. */
export const starved = (at: Bench): Record<string, unknown> => ({
  resource_id: quotaId(at, 'llm-starved'),
  task_specs: [
    { type: 'Worker', pod_count: 1, image: at.finds.image, resource_config: { cpu: '96', memory: '960Gi', gpu: '8' } },
  ],
});
