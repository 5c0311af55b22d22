import { describe, expect, it } from 'vitest';
import { type Answer, ERAS, errorOf } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite } from './bench.ts';

const create = (at: Bench, changes: Record<string, unknown>) =>
  at.session.call('create_job', jobArguments(at.finds, changes));

/** What each numbered mistake of an answer says, and the repair that has its number. */
function pairs(answer: Answer): [message: string, fix: string][] {
  const [first = '', rest = ''] = answer.text.split('\nFix: ');
  const parts = (text: string): Map<string, string> =>
    new Map(
      [...text.matchAll(/\(([\d, ]+)\) (.*?)(?= \([\d, ]+\) |$)/gs)].flatMap(([, numbers = '', says = '']) =>
        numbers.split(', ').map((number) => [number, says] as const),
      ),
    );
  const fixes = parts(rest);
  return [...parts(first)].map(([number, message]) => [message, fixes.get(number) ?? '']);
}

describe.each(ERAS)('several mistakes of a create in one turn, on the %s era', (era) => {
  const at = bench({ era });
  const task = (changes: Record<string, unknown>) => ({
    type: 'Worker',
    pod_count: 1,
    image: at.finds.image,
    ecs_spec: at.finds.ecs_spec,
    ...changes,
  });

  it('tells an unknown region beside the others, and a machine type in words with the types that it may mean', async () => {
    const far = await create(at, { region: 'cn-hangzhuo', priority: 12 });
    expectRefused(at, far, undefined, { kind: 'invalid_input', silent: true });
    expect(pairs(far)).toEqual([
      [
        expect.stringContaining('region "cn-hangzhuo" is none'),
        expect.stringMatching(/Did you mean "cn-hangzhou"\?.*Valid: .*cn-shanghai/),
      ],
      ['priority is 12: too much.', 'Pass priority as a whole number from 1 to 9.'],
    ]);
    const words = await create(at, { task_specs: [task({ ecs_spec: 'NVIDIA A100', image: 'pytorch 2.3' })] });
    expectRefused(at, words, 'R2, R5', {});
    const [[, image] = [], [, machine] = []] = pairs(words);
    expect(image).toContain('/pai/pytorch:2.3');
    expect(machine).toContain('Valid: ecs.gn7e-');
  });

  it('tells those of schema, policy and catalogue, each with its repair, and writes nothing', async () => {
    const answer = await create(at, {
      job_type: 'pytorch',
      display_name: 'not a name',
      enable_gang_scheduling: true,
      task_specs: [task({ pod_count: 0, image: 'pytorch:2.99' }), task({ type: 'master', ecs_spec: 'ecs.none' })],
      data_sources: [
        { uri: './src', mount_path: '/mnt/src', mount_access: 'read' },
        { data_source_id: 'd-none', mount_access: 'RO' },
      ],
      code_source: { code_source_id: 'code-none' },
    });
    expectRefused(at, answer, 'R7, R24, R9, R40, R2, R3, R5', { kind: 'invalid_input', looks: true });
    const expected: [string, string][] = [
      ['enable_gang_scheduling', 'Drop it'],
      ['job_type is "pytorch"', 'Did you mean "PyTorchJob"?'],
      ['task_specs[0].pod_count is 0', 'at least 1'],
      ['data_sources[0].mount_access is "read"', 'Valid: RO, RW'],
      ['display_name "not a name"', '"not-a-name-'],
      ['task_specs[1].type "master" is not a role of PyTorchJob', 'Did you mean "Master"?'],
      ['data_sources[0].uri "./src" is a local path', 'copy it to OSS'],
      ['image "pytorch:2.99"', '/pai/pytorch:'],
      ['data_source_id "d-none"', 'd-'],
      ['code_source_id "code-none"', 'code-'],
      ['task_specs[1].ecs_spec "ecs.none"', 'Valid: ecs.'],
    ];
    const told = pairs(answer);
    expect(told).toHaveLength(expected.length);
    for (const [index, [message, fix]] of expected.entries()) {
      expect(told[index]?.[0]).toContain(message);
      expect(told[index]?.[1]).toContain(fix);
    }
  });

  it('reads a value that is misspelt as it was meant, and tells what that leads to', async () => {
    const { DatasetId = '' } = at.cloud.world.datasets.find(({ Name }) => Name === 'web-corpus') ?? {};
    const answer = await create(at, { data_sources: [{ data_source_id: DatasetId, mount_access: 'rw' }] });
    expectRefused(at, answer, 'R6', { kind: 'invalid_input', looks: true });
    expect(answer.text).toContain('Did you mean "RW"?');
    expect(answer.text).toContain('is read-only, and it is to be mounted RW');
  });

  it('says nothing that needs what could not be read', async () => {
    const roles = await create(at, {
      job_type: 'Quantum',
      task_specs: [task({ type: 'Head', image: 'no/such:image' })],
    });
    // Of what type the job was meant to be is not known, so neither is whether the role fits.
    expectRefused(at, roles, 'R2', { kind: 'invalid_input', looks: true });
    expect(roles.text).not.toContain('Head');
    at.cloud.clearRequests();
    const nowhere = await create(at, {
      workspace_id: 'my workspace',
      task_specs: [task({ type: 'Head', image: 'a/b:c' })],
    });
    expectRefused(at, nowhere, 'R9', { kind: 'invalid_input', silent: true });
    expect(nowhere.text).toContain('workspace_id "my workspace" is not a workspace id');
    const missing = await create(at, { workspace_id: undefined, display_name: 'a b' });
    expectRefused(at, missing, 'R1, R24', { kind: 'invalid_input', silent: true });
    for (const answer of [roles, nowhere, missing]) expect(answer.text).not.toContain('internal');
  });

  it.each([{ dry_run: true }, { dry_run: 'perhaps' }])('does so for %j too, and creates nothing', async (dry) => {
    const answer = await create(at, { ...dry, job_type: 'torch', task_specs: [task({ type: 'Head' })] });
    expectRefused(at, answer, 'R9', { kind: 'invalid_input', looks: true });
  });

  it('tells the mistakes of the call where the cloud fails to tell of the rest', async () => {
    at.cloud.faults.add({
      action: '*',
      stage: 'before_commit',
      effect: { kind: 'error', code: 'Forbidden.RAM', status: 403 },
      times: 'always',
    });
    const answer = await create(at, { job_type: 'torch', display_name: 'a b', task_specs: [task({ image: 'a/b:c' })] });
    at.cloud.faults.clear();
    expect(errorOf(answer).kind).toBe('invalid_input');
    expect(pairs(answer).map(([message]) => message.split(' ')[0])).toEqual(['job_type', 'display_name']);
  });

  it('creates the job once all of it is right', async () => {
    await ok(at, 'create_job', jobArguments(at.finds, { job_type: 'PyTorchJob', task_specs: [task({})] }));
    expect(onlyWrite(at.cloud, 'CreateJob').body.JobType).toBe('PyTorchJob');
  });
});

describe('a call in which nearly everything is wrong', () => {
  const at = bench({ era: 'modern' });

  it('is told a bounded number of mistakes, and looks nothing up', async () => {
    const task_specs = Array.from({ length: 60 }, () => ({
      type: 'x',
      pod_count: 0,
      image: 'a/b:c',
      ecs_spec: 'ecs.x',
    }));
    const answer = await create(at, { task_specs });
    expectRefused(at, answer, undefined, { kind: 'invalid_input', silent: true });
    expect(answer.text).toContain('And 52 further mistakes.');
    expect(answer.text.length).toBeLessThan(3000);
  });
});
