import { describe, expect, it } from 'vitest';
import { REQUEST_TAG } from '../../../src/domain/create-ledger.ts';
import { type Answer, ERAS, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, quotaId, writes } from './bench.ts';

type Row = Record<string, unknown>;

const rows = (value: unknown): Row[] => value as Row[];
const results = (answer: Answer, rule: string): unknown[] =>
  rows(answer.data.checks)
    .filter((check) => check.rule === rule)
    .map((check) => check.result);

/** A dry run, which must not fail, ask or write; the client holds its answer against the advertised schema. */
async function dryRun(at: Bench, changes: Row = {}): Promise<Answer> {
  await at.session.client.listTools();
  const asked = at.session.asked.length;
  const answer = await ok(at, 'create_job', jobArguments(at.finds, { ...changes, dry_run: true }));
  expect(at.session.asked.length).toBe(asked);
  expect(writes(at.cloud)).toEqual([]);
  return answer;
}

const MODES = [
  ['auto', ['would_ask', 'elicitation'], ['would_ask', 'chat']],
  ['always', ['would_ask', 'elicitation'], ['would_refuse', 'impossible']],
  ['never', ['would_create', 'none'], ['would_create', 'none']],
] as const;

describe.each(ERAS.flatMap((era) => MODES.map(([mode, able, unable]) => ({ era, mode, able, unable }))))(
  'a dry run with --confirm-create $mode on the $era era',
  ({ era, mode, able, unable }) => {
    const args = ['--confirm-create', mode];
    const asking = bench({ era, args, person: yes });
    const mute = bench({ era, args });

    it('says what the call itself would do where the client can ask', async () => {
      const { data, text } = await dryRun(asking);
      expect([data.verdict, data.asked_by]).toEqual(able);
      expect(text.split('\n')[0]).toMatch(/^Dry run: all checks pass.*Nothing was created\.$/);
    });

    it('and where it cannot', async () => {
      const { data, text } = await dryRun(mute);
      expect([data.verdict, data.asked_by]).toEqual(unable);
      if (unable[1] === 'chat') expect(text).toContain('a token for a second call after their yes');
      if (unable[1] === 'impossible') expect(text.split('\n')[0]).toMatch(/would be refused\.$/);
      if (unable[1] === 'impossible') expect(data.next).toEqual([expect.stringContaining('tell the user')]);
    });
  },
);

describe.each(ERAS)('a dry run and the create after it, on the %s era', (era) => {
  const at = bench({ era, person: yes });
  let made = 0;
  const whole = (): Row => ({
    display_name: `llm-2026013${made++}`,
    job_max_running_time_minutes: 90,
    command: 'export API_KEY=abcdef0123456789 && torchrun train.py',
    envs: { HF_TOKEN: 'not-to-be-seen', NCCL_DEBUG: 'INFO', MODEL: 'private' },
    task_specs: [
      { type: 'Master', pod_count: 1, image: at.finds.image, ecs_spec: 'ecs.gn7e-c16g1.32xlarge' },
      { type: 'Worker', pod_count: 2, image: at.finds.image, ecs_spec: 'ecs.gn6e-c12g1.3xlarge' },
    ],
    data_sources: [{ data_source_id: at.finds.dataset_id, mount_access: 'RO' }],
    code_source: { code_source_id: at.finds.code_source_id, branch: 'main' },
    settings: { tags: { team: 'nlp', password: 'hunter2hunter2' } },
  });

  it('asks the very question it told', async () => {
    const job = whole();
    const dry = await dryRun(at, job);
    await ok(at, 'create_job', jobArguments(at.finds, job));
    expect(dry.data.question).toBe(at.session.asked.at(-1));
    expect(dry.text).toContain(String(dry.data.question));
    onlyWrite(at.cloud, 'CreateJob');
  });

  it('whose question tells what a person has to know, and no secret', async () => {
    const question = String((await dryRun(at, whole())).data.question);
    for (const part of [
      '" (PyTorchJob)',
      `workspace ${at.finds.workspace_id}, cn-hangzhou`,
      'It takes 3 pods: 10 GPUs, 152 CPUs, 1184 GiB memory (GPU type NVIDIA A100, NVIDIA V100), on public pay-as-you-go resources.',
      'Command (1 line, 52 bytes): export API_KEY=*** && torchrun train.py',
      'Environment: HF_TOKEN=***, NCCL_DEBUG=INFO, MODEL=private',
      'Tags: team=nlp, password=***',
      'Master x 1 on ecs.gn7e-c16g1.32xlarge (each 8 GPUs, 128 CPUs, 1000 GiB memory; NVIDIA A100)',
      'Worker x 2 on ecs.gn6e-c12g1.3xlarge (each 1 GPU, 12 CPUs, 92 GiB memory; NVIDIA V100; in stock)',
      `image ${at.finds.image}`,
      `Data: ${at.finds.dataset_id} "web-corpus" on /mnt/data/, read-only`,
      `Code: ${at.finds.code_source_id} "llm-recipes", https://code.example.com/simulated/llm-recipes.git, branch main, on /root/code/`,
      'It is stopped after 90 minutes at the latest.',
      'SOLD OUT now: ecs.gn7e-c16g1.32xlarge.',
    ])
      expect(question).toContain(part);
    expect(question).not.toMatch(/abcdef0123456789|not-to-be-seen|hunter2/);
  });

  it('sends the very request it told, but for the masked secrets', async () => {
    const job = whole();
    const dry = await dryRun(at, job);
    await ok(at, 'create_job', jobArguments(at.finds, job));
    const { body } = onlyWrite(at.cloud, 'CreateJob');
    expect(dry.data.request).toEqual({
      ...body,
      UserCommand: 'export API_KEY=*** && torchrun train.py',
      Envs: { HF_TOKEN: '***', NCCL_DEBUG: 'INFO', MODEL: 'private' },
      Settings: { Tags: { team: 'nlp', password: '***', [REQUEST_TAG]: 'a new id' } },
    });
    expect(body.Settings).toMatchObject({ Tags: { [REQUEST_TAG]: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    expect(JSON.stringify(dry)).not.toMatch(/abcdef0123456789|not-to-be-seen|hunter2/);
  });

  it('tells sums, machines and checks', async () => {
    const { data, text } = await dryRun(at, whole());
    expect(data.total).toEqual({ pods: 3, gpus: 10, cpus: 152, memory_gib: 1184, complete: true });
    expect(data.machines).toEqual([
      { type: 'ecs.gn7e-c16g1.32xlarge', exists: true, in_stock: false },
      { type: 'ecs.gn6e-c12g1.3xlarge', exists: true, in_stock: true },
    ]);
    expect(new Set(rows(data.checks).map((check) => check.rule))).toEqual(
      new Set(['R1', 'R2', 'R3', 'R5', 'R6', 'R7', 'R9', 'R24', 'R25', 'R29', 'R40', 'R41', 'R47']),
    );
    expect(text).toContain('Warning R5: SOLD OUT now');
  });

  it('R24 advises a name that sorts by date where another one is given, and asks no person about it', async () => {
    const plain = await dryRun(at, { display_name: 'sft' });
    expect(plain.text).toMatch(/\nAdvice R24: The name does not sort by date, as "sft-\d{8}" would;/);
    expect(plain.data.question).not.toContain('sort');
    for (const display_name of ['sft-20261128-2', 'sft_2026-11-28', '20261128-sft'])
      expect((await dryRun(at, { display_name })).text).not.toContain('Advice');
    const { data } = await ok(at, 'create_job', jobArguments(at.finds, { display_name: 'sft' }));
    expect(data.notes).toContainEqual(expect.stringContaining('does not sort by date'));
  });

  it('takes a quota job with its sums, and warns of what has no end', async () => {
    const resource_id = quotaId(at, 'llm-lingjun');
    const config = { cpu: '8', memory: '96Gi', gpu: '2' };
    const dry = await dryRun(at, {
      resource_id,
      task_specs: [{ type: 'Worker', pod_count: 4, image: at.finds.image, resource_config: config }],
    });
    expect(dry.data).toMatchObject({ total: { pods: 4, gpus: 8, cpus: 32, memory_gib: 384 }, machines: [] });
    expect(dry.data.question).toContain(`of quota ${resource_id}`);
    expect(results(dry, 'R4')).toEqual(['ok']);
    expect(results(dry, 'R25')).toEqual(['warning']);
    expect(dry.text).toContain('Set job_max_running_time_minutes');
  });

  it('reports all that fails at once, pure rules and reads, and is no error', async () => {
    const dry = await dryRun(at, {
      display_name: 'not a name',
      resource_id: 'my-quota',
      task_specs: [{ type: 'worker', pod_count: 1, image: 'nothing/like:this', ecs_spec: 'ecs.none' }],
      data_sources: [{ data_source_id: 'd-none', mount_path: '/mnt/a', mount_access: 'RO' }],
      code_source: { code_source_id: 'code-none' },
    });
    expect(dry.data.verdict).toBe('would_refuse');
    expect(dry.data).not.toHaveProperty('question');
    // Nothing is known of a machine type that does not exist, so there is no sum of it.
    expect(dry.text).not.toContain('Total:');
    const [first] = dry.text.split('\n');
    expect(first).toBe('Dry run: this call would be refused (R24, R9, R5, R4, R2, R3); nothing was created.');
    const [next = ''] = dry.data.next as string[];
    for (const fix of ['Use a sortable name', 'Did you mean "Worker"?', 'Ask the user', 'nearest real GPU images'])
      expect(next).toContain(fix);
    expect(dry.text).toMatch(/\nNext: [^\n]*nearest real GPU images[^\n]*$/);
    const failed = rows(dry.data.checks).filter((check) => check.result === 'failed');
    expect(failed.map((check) => check.rule)).toEqual(['R24', 'R9', 'R5', 'R4', 'R2', 'R3', 'R3', 'R5']);
    for (const check of failed) expect(check).toMatchObject({ says: expect.any(String), fix: expect.any(String) });
  });

  it('agrees with the call itself on what is refused', async () => {
    const changes = {
      task_specs: [{ type: 'Worker', pod_count: 1, image: 'no/image:1', ecs_spec: at.finds.ecs_spec }],
    };
    const dry = await dryRun(at, changes);
    const call = await at.session.call('create_job', jobArguments(at.finds, changes));
    expectRefused(at, call, 'R2');
    const [failed] = rows(dry.data.checks).filter((check) => check.result === 'failed');
    expect(call.text).toContain(String(failed?.says));
    expect(call.text).toContain(String(failed?.fix));
  });

  it.each(['true', 'True'])('is asked for by the text %j too', async (dry_run) => {
    const { text } = await ok(at, 'create_job', jobArguments(at.finds, { dry_run }));
    expect(text).toMatch(/^Dry run/);
    expect(writes(at.cloud)).toEqual([]);
  });

  it.each(['yes', '1', 1, {}, [true]])('is not asked for by %j', async (dry_run) => {
    const answer = await at.session.call('create_job', jobArguments(at.finds, { dry_run }));
    expectRefused(at, answer, undefined, { kind: 'invalid_input', looks: true });
  });

  it.each(['dryRun', 'dry-run', 'DRY_RUN', 'dryrun'])(
    'is not spelt "%s", which creates nothing either',
    async (key) => {
      const answer = await at.session.call('create_job', jobArguments(at.finds, { [key]: true }));
      expectRefused(at, answer, undefined, { kind: 'invalid_input', looks: true });
      expect(answer.text).toContain('"dry_run"');
    },
  );

  it('is a create where it is false', async () => {
    await ok(at, 'create_job', jobArguments(at.finds, { dry_run: false }));
    expect(onlyWrite(at.cloud, 'CreateJob').body).not.toHaveProperty('dry_run');
  });
});

describe('R35 variables that the operator shows', () => {
  const at = bench({ era: 'legacy', args: ['--show-envs', 'MODEL,HF_TOKEN'] });
  const envs = { MODEL: 'pr1v4te', OTHER: 'h1dd3n', LR: '1e-4', HF_TOKEN: 'hf_abcdefghijklmnopqrstuvwxyz' };
  const shown = { MODEL: 'pr1v4te', OTHER: '***', LR: '1e-4', HF_TOKEN: '***' };

  it('are shown in a dry run and in a job, unless they look like a secret; of the others what is ordinary', async () => {
    expect((await dryRun(at, { envs })).data.request).toMatchObject({ Envs: shown });
    const { data } = await ok(at, 'create_job', jobArguments(at.finds, { envs }));
    const job = await ok(at, 'get_job', { job_id: data.job_id, detail: true });
    expect(job.data.detail).toMatchObject({ envs: shown });
  });
});
