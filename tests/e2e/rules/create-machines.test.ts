import { describe, expect, it } from 'vitest';
import { ERAS, errorOf, type Person, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, quotaId } from './bench.ts';

type Row = Record<string, unknown>;

const SOLD_OUT = 'ecs.gn8v-8x.48xlarge';
const LINGJUN = 'ml.gu8tf.8.46xlarge';

const on = (at: Bench, ecs_spec: string, more: Row = {}): Row => ({
  task_specs: [{ type: 'Worker', pod_count: 1, image: at.finds.image, ecs_spec, ...more }],
});
const inQuota = (at: Bench, gpu: string, quota = 'llm-lingjun'): Row => ({
  resource_id: quotaId(at, quota),
  task_specs: [
    { type: 'Worker', pod_count: 1, image: at.finds.image, resource_config: { cpu: '8', memory: '96Gi', gpu } },
  ],
});
const create = (at: Bench, changes: Row) => at.session.call('create_job', jobArguments(at.finds, changes));
const notes = async (at: Bench, changes: Row): Promise<string> =>
  ((await ok(at, 'create_job', jobArguments(at.finds, changes))).data.notes as string[]).join('\n');

describe('R5 machine types exist in the region', () => {
  const at = bench({ era: 'modern' });
  const types = () => at.cloud.world.ecsSpecs.map((spec) => spec.InstanceType);

  it.each([
    ['ecs.gn7e-c16g1.33xlarge', 'ecs.gn7e-c16g1.32xlarge'],
    ['gn6e-c12g1.3xlarge', 'ecs.gn6e-c12g1.3xlarge'],
    ['ecs.gn99.large', 'ecs.gn'],
    ['ecs.g99.large', 'ecs.g6.'],
    ['ecs.gn6e-c12g1.3xlarge,ecs.g6.large', 'ecs.g'],
  ])('refuses %s with the nearest real ones', async (type, first) => {
    const answer = await create(at, on(at, type));
    expectRefused(at, answer, 'R5');
    const valid = errorOf(answer).valid as string[];
    expect(valid).toHaveLength(5);
    for (const real of valid) expect(types()).toContain(real);
    expect(valid[0]).toContain(first);
  });

  it.each(['A100', '8xA100', 'nvidia_a100', 'A100-SXM4-80GB'])(
    'takes %s for a GPU, and proposes machines that have it',
    async (type) => {
      const answer = await create(at, on(at, type));
      expectRefused(at, answer, 'R5');
      // Those in stock first, and the smallest of them; the largest is sold out.
      expect(errorOf(answer).valid).toEqual([
        expect.stringMatching(/^ecs\.gn7e-c16g1\./),
        expect.stringMatching(/^ecs\.gn7e-c16g1\./),
        'ecs.gn7e-c16g1.32xlarge',
      ]);
      expect(answer.text).not.toContain('The GPUs of cn-hangzhou');
    },
  );

  it.each(['H100', 'gpu', '4090'])('names the GPUs there are for %s, which none of them is', async (type) => {
    const answer = await create(at, on(at, type));
    expectRefused(at, answer, 'R5');
    expect(answer.text).toContain('The GPUs of cn-hangzhou are GU7EF, GU7XF');
    expect(answer.text).toContain('NVIDIA A10, NVIDIA A100');
    // The machines of the most similar names have no such GPU, and mostly none at all.
    expect(errorOf(answer).valid).toBeUndefined();
    expect(answer.text).toContain('Take one from list_ecs_specs');
  });

  it('takes a word that is in the names of types for their family', async () => {
    const valid = errorOf(await create(at, on(at, 'gn7i'))).valid as string[];
    expect(valid.length).toBeGreaterThan(0);
    for (const type of valid) expect(type).toMatch(/^ecs\.gn7i-/);
  });

  it('leaves the names of GPUs out where a machine type was meant', async () => {
    expect((await create(at, on(at, 'ecs.gn9x-c8g1.2xlarge'))).text).not.toContain('The GPUs of');
  });

  it('reads the types of all tasks in one call, anew each time', async () => {
    const [first = '', second = ''] = types();
    const task = { pod_count: 1, image: at.finds.image };
    const task_specs = [
      { ...task, type: 'Head', ecs_spec: first },
      { ...task, type: 'Worker', ecs_spec: second },
    ];
    for (const display_name of ['one', 'two']) {
      at.cloud.clearRequests();
      await ok(at, 'create_job', jobArguments(at.finds, { job_type: 'RayJob', task_specs, display_name }));
      const lists = at.cloud.requests().filter((entry) => entry.action === 'ListEcsSpecs');
      expect(lists.map(({ query }) => query.InstanceTypes)).toEqual([`${first},${second}`]);
    }
  });

  it('refuses a driver that its machines do not run, and sends one they do', async () => {
    const type = 'ecs.gn6e-c12g1.3xlarge';
    for (const changes of [on(at, type, { driver: '1.2.3' }), { ...on(at, type), settings: { driver: '1.2.3' } }]) {
      const answer = await create(at, changes);
      expectRefused(at, answer, 'R5');
      expect(errorOf(answer).valid).toContain('535.54.03');
    }
    await ok(at, 'create_job', jobArguments(at.finds, on(at, type, { driver: '535.54.03' })));
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({ JobSpecs: [{ Driver: '535.54.03' }] });
  });
});

describe.each(ERAS)('R5 R26 stock and risk are put to the person, on the %s era', (era) => {
  let meanwhile: (() => void) | undefined;
  const person: Person = (message) => {
    meanwhile?.();
    return yes(message);
  };
  const at = bench({ era, person });
  const question = async (changes: Row): Promise<string> => {
    await ok(at, 'create_job', jobArguments(at.finds, changes));
    return String(at.session.asked.at(-1));
  };

  it('what is sold out does not refuse, and is said', async () => {
    expect(await question(on(at, SOLD_OUT))).toContain(`SOLD OUT now: ${SOLD_OUT}.`);
    const text = await question(on(at, LINGJUN));
    expect(text).toContain('in stock');
    expect(text).not.toContain('SOLD OUT');
  });

  it('spot is looked up in the stock of spot, and its risk is said', async () => {
    const spec = at.cloud.world.ecsSpecs.find((each) => each.InstanceType === LINGJUN);
    if (spec === undefined) throw new Error(`no ${LINGJUN}`);
    spec.SpotStockStatus = 'NoStock';
    const text = await question(on(at, LINGJUN, { spot: { discount_limit: 0.8 } }));
    expect(text).toContain(`SOLD OUT now: ${LINGJUN} as spot.`);
    expect(text).toContain('spot at up to 80% of the list price');
    expect(text).toContain('reclaimed at any time');
  });

  it('a yes does not count once the stock is not what was shown', async () => {
    const spec = at.cloud.world.ecsSpecs.find((each) => each.InstanceType === 'ecs.g6.large');
    if (spec === undefined) throw new Error('no ecs.g6.large');
    meanwhile = () => {
      spec.IsAvailable = false;
    };
    const answer = await create(at, on(at, 'ecs.g6.large'));
    expectRefused(at, answer, 'R25');
    expect(answer.text).toContain('has changed since');
  });
});

describe('R4 the quota comes from the user', () => {
  const at = bench({ era: 'legacy' });

  it.each(['my-quota', 'Quotaabc123', 'llm-lingjun', 'rg-acfmxyz', 'default', 'quota_1', 'quota', 'q'.repeat(300)])(
    'refuses "%s", says to ask the user, and writes nothing',
    async (resource_id) => {
      const answer = await create(at, { ...inQuota(at, '1'), resource_id });
      expectRefused(at, answer, 'R4', { looks: true });
      expect(answer.text).toContain('Ask the user');
    },
  );

  it('never fills one in', async () => {
    const { task_specs } = inQuota(at, '1');
    const answer = await create(at, { task_specs });
    expectRefused(at, answer, 'R5', { looks: true });
    expect(answer.text).toContain('Do not invent a quota');
    await ok(at, 'create_job', jobArguments(at.finds));
    expect(onlyWrite(at.cloud, 'CreateJob').body).not.toHaveProperty('ResourceId');
  });

  it('sends what looks like one, and the cloud decides on it', async () => {
    const known = inQuota(at, '1');
    await ok(at, 'create_job', jobArguments(at.finds, known));
    expect(onlyWrite(at.cloud, 'CreateJob').body.ResourceId).toBe(known.resource_id);
    at.cloud.clearRequests();
    const answer = await create(at, { ...known, resource_id: 'rg19d2oleg252kke' });
    expect(errorOf(answer).kind).toBe('invalid_input');
    expect(onlyWrite(at.cloud, 'CreateJob').body.ResourceId).toBe('rg19d2oleg252kke');
  });
});

describe('R27 the sanity check is suggested once', () => {
  const SUGGESTED = 'settings.enable_sanity_check';

  describe('on machines of Lingjun', () => {
    const at = bench({ era: 'modern' });

    it('where it can apply and nobody has decided, to one job only', async () => {
      for (const [name, changes] of [
        ['general-compute', on(at, 'ecs.gn6e-c12g1.3xlarge')],
        ['no-gpus', on(at, 'ecs.g6.large')],
        ['decided-against', { ...on(at, LINGJUN), settings: { enable_sanity_check: false } }],
        ['decided-for', { ...on(at, LINGJUN), settings: { enable_sanity_check: true } }],
        ['other-type', { ...on(at, LINGJUN), job_type: 'TFJob' }],
      ] as const)
        expect(await notes(at, { ...changes, display_name: name }), name).not.toContain(SUGGESTED);
      expect(await notes(at, { ...on(at, LINGJUN), display_name: 'first' })).toContain(SUGGESTED);
      expect(await notes(at, { ...on(at, LINGJUN), display_name: 'second' })).not.toContain(SUGGESTED);
    });
  });

  describe('in a quota', () => {
    const at = bench({ era: 'legacy', person: yes });

    it('for whole machines, with the condition, in the question and in the answer', async () => {
      expect(await notes(at, { ...inQuota(at, '1'), display_name: 'part' })).not.toContain(SUGGESTED);
      expect(await notes(at, { ...inQuota(at, '8'), display_name: 'whole' })).toContain(SUGGESTED);
      expect(at.session.asked.at(-1)).toContain('where the quota is of Lingjun machines');
      expect(await notes(at, { ...inQuota(at, '8'), display_name: 'later' })).not.toContain(SUGGESTED);
    });
  });
});

describe('R5 the GPU of a task in a quota', () => {
  const at = bench({ era: 'modern' });
  const asking = (gpu_type: string): Row => ({
    resource_id: quotaId(at, 'llm-lingjun'),
    task_specs: [
      {
        type: 'Worker',
        pod_count: 1,
        image: at.finds.image,
        resource_config: { cpu: '8', memory: '96Gi', gpu: '1', gpu_type },
      },
    ],
  });

  it('is sent where the quota has it, and warned of, with the name it has, where its GPU is another one', async () => {
    expect(await notes(at, asking('GU8TF'))).not.toContain('gpu_type');
    const [{ ResourceConfig } = {}] = onlyWrite(at.cloud, 'CreateJob').body.JobSpecs as Row[];
    expect(ResourceConfig).toMatchObject({ GPUType: 'GU8TF' });
    const { text } = await ok(at, 'create_job', jobArguments(at.finds, { ...asking('NVIDIA A100'), dry_run: true }));
    expect(text).toContain('are GU8TF, not "NVIDIA A100" (task_specs[0])');
    expect(text).toContain('Leave gpu_type out, or pass GU8TF.');
  });

  it('is compared with the machines of the region where the quota tells no name', async () => {
    for (const quota of at.cloud.world.quotas) Object.assign(quota, { GPUType: 'GPU' });
    expect(await notes(at, { ...asking('Tesla-V100-16G'), display_name: 'there' })).not.toContain('has a GPU');
    const { text } = await ok(at, 'create_job', jobArguments(at.finds, { ...asking('H800'), dry_run: true }));
    expect(text).toContain('No machine of cn-hangzhou has a GPU "H800" (task_specs[0])');
    expect(text).toContain('The GPUs of cn-hangzhou are GU7EF');
    expect(await notes(at, { ...asking('H800'), display_name: 'none' })).toContain('has a GPU "H800"');
  });

  it('reads no machines where no GPU is named', async () => {
    await ok(at, 'create_job', jobArguments(at.finds, inQuota(at, '8')));
    expect(at.cloud.requests().map(({ action }) => action)).not.toContain('ListEcsSpecs');
  });
});
