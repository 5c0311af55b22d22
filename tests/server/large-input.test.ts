import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { type Message, opened, type Raw, request } from '../e2e/raw.ts';
import { errorOf, frozenCloud, serverEnv } from '../e2e/session.ts';

const BYTES = 8 * 1024;
const many = <T>(most: number, of: (index: number) => T): T[] => Array.from({ length: most }, (_, index) => of(index));
const named = (most: number) => Object.fromEntries(many(most, (index) => [`k${index}`, 'v'] as const));

describe('what a client sends in bulk', () => {
  let simulator: Simulator;
  // One server takes all of it.
  let raw: Raw;
  beforeAll(async () => {
    simulator = await frozenCloud();
    raw = await opened('modern', { env: serverEnv(simulator) });
  });
  afterAll(async () => {
    raw.child.stdin?.end();
    expect(await raw.exit).toEqual([0, null]);
    await simulator.close();
  });

  let id = 0;
  const ask = (method: string, params: Message): Promise<Message> => {
    raw.send(request('modern', ++id, method, params));
    return raw.answer(id);
  };

  it.each([
    ['the name of a tool', 'tools/call', { name: `${'n'.repeat(1e6)}`, arguments: {} }],
    ['the address of a resource', 'resources/read', { uri: `pai-dlc://${'%25'.repeat(3e5)}` }],
    ['the name of a prompt', 'prompts/get', { name: 'p'.repeat(1e6) }],
  ])('is not sent back where it is not known: %s', async (_, method, params) => {
    const answer = await ask(method, params);
    expect(answer.error).toMatchObject({ code: -32602 });
    expect(JSON.stringify(answer).length).toBeLessThan(BYTES);
  });

  it.each([
    ['list_jobs', { tags: named(30_000) }],
    ['list_jobs', { tags: JSON.stringify(named(30_000)) }],
    ['create_job', { task_specs: many(30_000, () => ({})) }],
    ['get_job', named(30_000)],
  ])('is refused before it is checked or sent: %s', async (name, args) => {
    simulator.clearRequests();
    const { result } = (await ask('tools/call', { name, arguments: args })) as {
      result: { isError: boolean; content: { text: string }[] };
    };
    const text = result.content[0]?.text ?? '';
    expect(errorOf({ isError: result.isError, text, data: {} })).toMatchObject({
      kind: 'invalid_input',
      message: 'The arguments hold more than 20000 values. Nothing was done.',
    });
    expect(simulator.requests()).toEqual([]);
  });

  it('is taken where it is many and not too many', async () => {
    const spec = {
      type: 'Worker',
      pod_count: 1,
      image: 'registry.example.com/a/b:c',
      ecs_spec: 'ecs.gn6i-c4g1.xlarge',
    };
    const args = {
      workspace_id: '123456',
      display_name: 'a-1',
      job_type: 'PyTorchJob',
      command: 'python x.py',
      task_specs: [spec],
      envs: named(10_000),
      dry_run: true,
    };
    const answer = await ask('tools/call', { name: 'create_job', arguments: args });
    expect(JSON.stringify(answer)).not.toContain('more than 20000 values');
  });
});
