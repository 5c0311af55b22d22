import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { connect, ERAS, errorOf, frozenCloud, MAIN, type Session, serverEnv } from './harness.ts';
import { onlyWrite } from './rules/bench.ts';
import { createJob, discover, type Finds, jobArguments } from './world.ts';

let cloud: Simulator;
beforeAll(async () => {
  cloud = await frozenCloud();
});
afterAll(() => cloud.close());
beforeEach(() => cloud.clearRequests());

describe.each(ERAS)('arguments as forms and models send them, on the %s era', (era) => {
  let session: Session;
  let finds: Finds;
  beforeAll(async () => {
    session = await connect({ era, env: serverEnv(cloud), args: ['--confirm-create', 'never'] });
    finds = await discover(session);
  });
  afterAll(() => session.close());

  it('are read by a list', async () => {
    const workspace_id = Number(finds.workspace_id);
    const form = { region: '', workspace_id, name_contains: null, storage: '', page_number: '1' };
    const { data } = await session.call('list_datasets', form);
    expect(data.total).toBeGreaterThan(0);
    expect(cloud.requests()[0]?.query).toMatchObject({ WorkspaceId: finds.workspace_id, PageNumber: '1' });
    expect(cloud.requests()[0]?.query).not.toHaveProperty('Name');
  });

  it('are read by a create, which sends what the same call in the right form sends', async () => {
    const right = jobArguments(finds, {
      envs: { LR: '0.1', STEPS: '100', DEBUG: 'true' },
      job_max_running_time_minutes: 60,
    });
    const body = async (args: object) => {
      cloud.clearRequests();
      const answer = await session.call('create_job', { ...args });
      expect(answer.isError, answer.text).toBe(false);
      const { DisplayName, Settings, ...rest } = onlyWrite(cloud, 'CreateJob').body as Record<string, unknown>;
      return rest;
    };
    const [task] = right.task_specs as Record<string, unknown>[];
    const form = {
      ...right,
      display_name: `${right.display_name}-b`,
      workspace_id: Number(finds.workspace_id),
      task_specs: JSON.stringify({ ...task, pod_count: '1', ecs_spec: task?.ecs_spec, spot: null, driver: '' }),
      envs: { LR: 0.1, STEPS: 100, DEBUG: true },
      job_max_running_time_minutes: '60',
      resource_id: null,
      code_source: '',
      priority: '',
      dry_run: 'false',
    };
    expect(await body(form)).toEqual(await body(right));
  });

  it('of one job for a list of jobs, and of a flag as text', async () => {
    const job_id = await createJob(session, finds);
    const waited = await session.call('wait_for_job', { job_ids: job_id, statuses: 'Creating', timeout_seconds: '1' });
    expect(waited.data.outcome).toBe('reached');
    expect((await session.call('get_job', { job_id, detail: 'true' })).data.detail).toBeDefined();
  });

  it('that mean nothing are refused, and nothing is sent', async () => {
    const answer = await session.call(
      'create_job',
      jobArguments(finds, { job_type: 1, task_specs: '[{', priority: 'x' }),
    );
    expect(errorOf(answer).kind).toBe('invalid_input');
    for (const name of ['job_type', 'task_specs', 'priority']) expect(answer.text).toContain(`${name} is `);
    expect(cloud.requests()).toEqual([]);
  });

  it('of 8 MB are answered in little', async () => {
    const answer = await session.call('get_job', { ['x'.repeat(8_000_000)]: 1, job_id: 'y'.repeat(1_000_000) });
    expect(errorOf(answer).kind).toBe('invalid_input');
    expect(JSON.stringify(answer).length).toBeLessThan(4_000);
    expect(cloud.requests()).toEqual([]);
  });
});

describe('a client of its own, line by line', () => {
  /** Sends calls as they stand and gives back the texts of their answers. */
  async function say(calls: readonly string[]): Promise<string[]> {
    const server = spawn(process.execPath, [MAIN], { env: serverEnv(cloud), stdio: ['pipe', 'pipe', 'ignore'] });
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const ask = async (message: string): Promise<Record<string, unknown>> => {
      server.stdin.write(`${message}\n`);
      return JSON.parse((await lines.next()).value ?? '{}');
    };
    const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
    await ask(JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params: hello }));
    server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    const texts: string[] = [];
    for (const [index, params] of calls.entries()) {
      const answer = await ask(`{"jsonrpc":"2.0","id":${index + 1},"method":"tools/call","params":${params}}`);
      texts.push(JSON.stringify(answer));
    }
    server.stdin.end();
    await new Promise((resolve) => server.once('close', resolve));
    return texts;
  }

  it('is read leniently, and names of the language itself are plain unknown ones', async () => {
    const [list = '', inner = '', proto = '', lost = ''] = await say([
      '{"name":"list_ecs_specs","arguments":{"min_gpu":"1","available_only":"true","order":"","page_size":"2"}}',
      '{"name":"update_job","arguments":{"job_id":"dlc1","task_specs":[{"type":"Worker","pod_count":1,"__proto__":{}}]}}',
      '{"name":"get_job","arguments":{"job_id":"dlc1","constructor":1,"toString":{}}}',
      '{"name":"list_datasets","arguments":{"workspace_id":12345678901234567890}}',
    ]);
    expect(list).toContain('machine types');
    expect(cloud.requests().map(({ action }) => action)).toEqual(['ListEcsSpecs']);
    expect(inner).toContain('Unknown parameter \\"__proto__\\" in task_specs[0]');
    expect(proto).toContain('Unknown parameter \\"constructor\\", \\"toString\\"');
    expect(lost).toContain('workspace_id came as a number of more digits than a number holds');
  });
});
