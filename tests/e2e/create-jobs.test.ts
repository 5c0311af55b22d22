import { describe, expect, it } from 'vitest';
import { auditFiles, outcomesOf } from './audit-lines.ts';
import { hidesJobs, keepsAnswer, losesAnswer, losesRequest, passes } from './broken-line.ts';
import { bench, expectRefused, ok, putJob, writes } from './rules/bench.ts';
import { blocked, onceBench } from './rules/once-bench.ts';
import { ERAS, errorOf, no, yes } from './session.ts';
import { jobArguments } from './world.ts';

type Row = Record<string, unknown>;

const SECRET = 'hunter2-hunter2-hunter2';
const rates = (...values: string[]): Row[] => values.map((LR) => ({ envs: { LR } }));
const outcomes = (data: Row) => (data.jobs as Row[]).map(({ outcome }) => outcome);

describe.each(ERAS)('create_jobs on the %s era', (era) => {
  const at = bench({ era, person: yes });
  /** `job` of a call, with a name of its own. */
  const base = (changes: Row = {}): Row => {
    const { workspace_id: _, ...job } = jobArguments(at.finds, { job_max_running_time_minutes: 60, ...changes });
    return job;
  };
  const call = (args: Row) => at.session.call('create_jobs', { workspace_id: at.finds.workspace_id, ...args });
  const made = () => writes(at.cloud).map(({ body }) => body as { DisplayName: string; Envs: Row } & Row);

  it('asks one question that lists what varies and the sum, and creates each job once', async () => {
    const job = base();
    at.session.asked.length = 0;
    const answer = await call({ job, variations: rates('1e-3', '1e-4', '3e-4') });
    expect(answer.isError, answer.text).toBe(false);
    expect(made().map(({ DisplayName, Envs }) => [DisplayName, Envs.LR])).toEqual([
      [`${job.display_name}-1`, '1e-3'],
      [`${job.display_name}-2`, '1e-4'],
      [`${job.display_name}-3`, '3e-4'],
    ]);
    const { asked } = at.session;
    expect(asked).toHaveLength(1);
    const lines = String(asked[0]).split('\n');
    expect(lines[0]).toMatch(
      /^Create 3 jobs\? Together they take 3 pods: \d+ GPUs, .*on public pay-as-you-go resources\.$/,
    );
    expect(lines[1]).toBe('Each is stopped after 60 minutes at the latest.');
    expect(asked[0]).toContain(`\n${job.display_name}-2: LR=1e-4\n`);
    expect(asked[0]).toContain('python train.py');
    expect(answer.data).toMatchObject({
      jobs: [
        { display_name: `${job.display_name}-1`, outcome: 'created', varies: 'LR=1e-3' },
        { outcome: 'created', varies: 'LR=1e-4' },
        { outcome: 'created', varies: 'LR=3e-4' },
      ],
      total: { pods: 3 },
    });
    expect(answer.text).toContain(`Of 3 jobs in workspace ${at.finds.workspace_id}: 3 created.`);
    expect(answer.text).toContain(`Next: wait_for_job job_ids=${JSON.stringify(answer.data.job_ids)}`);
  });

  it('R25 shows whatever differs in what runs, in however few, and refuses where there is no room for it', async () => {
    const names = ['ALPHA', 'BATCH', 'LR', 'SEED', 'WARMUP', 'WD'];
    const sweep = (more: (index: number) => Row) =>
      Array.from({ length: 12 }, (_, index) => ({
        envs: Object.fromEntries(names.map((name) => [name, `${index}e-4`])),
        ...more(index),
      }));
    const job = base({ third_party_libs: ['tqdm'] });
    at.session.asked.length = 0;
    const odd = (index: number) => (index === 6 ? { third_party_libs: ['evil==6.6.6'] } : {});
    const answer = await call({ job, variations: sweep(odd) });
    expect(answer.isError, answer.text).toBe(false);
    expect(at.session.asked[0]).toContain(`\nthird_party_libs[0]: tqdm, but evil==6.6.6 in ${job.display_name}-7\n`);
    at.cloud.clearRequests();
    const command = (index: number) => ({ command: `python train.py ${'x'.repeat(90)}${index}` });
    const refused = await call({ job: base(), variations: sweep(command) });
    expectRefused(at, refused, 'R25');
    expect(refused.text).toMatch(
      /more than one question can show whole: .*command.*\nFix: Make them in smaller groups/s,
    );
  });

  it('R48 tells no guess of a secret of a job that is there from that secret', async () => {
    const job = base();
    const guessing = async (DB_PASSWORD: string, LR = '1') => {
      const { text } = await call({ job, variations: [{ envs: { DB_PASSWORD, LR } }], dry_run: true });
      return text;
    };
    expect(await guessing('Summer2024!')).toContain('a person would be asked');
    await ok(at, 'create_jobs', {
      workspace_id: at.finds.workspace_id,
      job,
      variations: [{ envs: { DB_PASSWORD: 'Summer2024!', LR: '1' } }],
    });
    const right = await guessing('Summer2024!');
    expect(await guessing('Winter2024!')).toBe(right);
    expect(await guessing('Winter2024!', '2')).not.toBe(right);
  });

  it('repeated, makes none of them twice, and asks nobody; with one more, that one', async () => {
    const job = base();
    const first = await call({ job, variations: rates('1', '2') });
    at.cloud.clearRequests();
    at.session.asked.length = 0;
    const again = await call({ job, variations: rates('1', '2') });
    expect(outcomes(again.data)).toEqual(['exists', 'exists']);
    expect(again.data.job_ids).toEqual(first.data.job_ids);
    expect([writes(at.cloud), at.session.asked]).toEqual([[], []]);
    const more = await call({ job, variations: rates('1', '2', '3') });
    expect(outcomes(more.data)).toEqual(['exists', 'exists', 'created']);
    expect(at.session.asked[0]).toContain('Create 1 job?');
    expect(at.session.asked[0]).toContain('Not made, as they are there already or may be: 2.');
    expect(made().map(({ Envs }) => Envs.LR)).toEqual(['3']);
  });

  it('R29 takes a job of the same name with other variables for another one, and refuses', async () => {
    const job = base();
    await call({ job, variations: rates('1', '2') });
    at.cloud.clearRequests();
    expectRefused(at, await call({ job, variations: rates('1', '5') }), 'R29');
  });

  it('R48 varies a job that is there, and carries over unseen what is masked', async () => {
    const from_job = putJob(at, { envs: { LR: '1e-3', HF_TOKEN: SECRET } });
    at.cloud.clearRequests();
    at.session.asked.length = 0;
    const answer = await at.session.call('create_jobs', {
      from_job,
      variations: [...rates('1e-4', '1e-5'), { envs: { SEED: '7' } }],
    });
    expect(answer.isError, answer.text).toBe(false);
    expect(made().map(({ Envs }) => Envs)).toEqual([
      { LR: '1e-4', HF_TOKEN: SECRET },
      { LR: '1e-5', HF_TOKEN: SECRET },
      { LR: '1e-3', HF_TOKEN: SECRET, SEED: '7' },
    ]);
    expect(made().map(({ DisplayName }) => DisplayName)).toEqual([
      expect.stringMatching(/^e2e-\w+-\d{8}-1$/),
      expect.stringMatching(/-2$/),
      expect.stringMatching(/-3$/),
    ]);
    const [question = ''] = at.session.asked;
    expect(question).toContain(`Carried over unseen from ${from_job}: 1 environment variable: HF_TOKEN.`);
    expect(question).toMatch(/-3: LR=as before, SEED=7\n/);
    expect(JSON.stringify([question, answer])).not.toContain(SECRET);
  });

  it('R48 makes what is varied in the workspace of its job, says so, and refuses another one by name', async () => {
    const [own, other] = at.cloud.world.workspaces.map(({ WorkspaceId }) => WorkspaceId);
    const from_job = putJob(at, { workspace_id: own });
    at.cloud.clearRequests();
    const variations = [{ display_name: `moved-${from_job}` }];
    const named = (workspace_id: unknown, more: Row = {}) =>
      at.session.call('create_jobs', { from_job, workspace_id, variations, ...more });
    const moved = await named(other);
    expectRefused(at, moved, 'R48');
    expect(moved.text).toContain(`${from_job} is of workspace ${own}, and what is made from it stays there`);
    expect(moved.text).toContain(`the call names workspace ${other}`);
    expect(moved.text).toContain('create_job takes them with workspace_id');
    // Told with what else is wrong, in a dry run too.
    const both = await named(other, { variations: [{ command: 7, pods: 2 }] });
    expect(both.text).toContain('is of workspace');
    expect(both.text).toContain('"pods"');
    expect((await named(other, { dry_run: true })).data).toMatchObject({ verdict: 'would_refuse' });

    const { data, text } = await named(own);
    expect(data).toMatchObject({ workspace_id: own, jobs: [{ outcome: 'created' }] });
    expect(text).toContain(`Of 1 job in workspace ${own}: 1 created.`);
    expect(writes(at.cloud)).toMatchObject([{ body: { WorkspaceId: own } }]);
  });

  it.each(['workspace_id', 'region'])('R48 refuses a %s in a variation, with the way there is', async (name) => {
    const answer = await call({ job: base(), variations: [{}, { [name]: 'x' }] });
    expectRefused(at, answer, 'R48');
    expect(answer.text).toContain(`a variation has no ${name} of its own`);
    expect(answer.text).toContain(`Pass ${name} at the top level of the call`);
  });

  it('repeats to the caller what it warned of', async () => {
    const { data, text } = await call({ job: base({ job_max_running_time_minutes: undefined }), variations: [{}] });
    expect(data.notes).toEqual([expect.stringMatching(/^Nothing will stop it/)]);
    expect(text).toContain('\nNote: Nothing will stop it');
  });

  it('takes any parameter of create_job in a variation, and null removes', async () => {
    const job = base({ envs: { A: '1' } });
    const variations = [
      { display_name: `own-${job.display_name}`, command: 'python other.py', envs: null },
      { task_specs: [{ pod_count: 2 }], job_max_running_time_minutes: null },
    ];
    const answer = await call({ job, variations });
    expect(answer.isError, answer.text).toBe(false);
    expect(made()).toMatchObject([
      { DisplayName: `own-${job.display_name}`, UserCommand: 'python other.py' },
      {
        DisplayName: `${job.display_name}-2`,
        UserCommand: 'python train.py',
        Envs: { A: '1' },
        JobSpecs: [{ PodCount: 2 }],
      },
    ]);
    expect(made()[0]).not.toHaveProperty('Envs');
    expect(at.session.asked.at(-1)).toContain('Nothing will stop it');
  });

  it('in a dry run shows all and the question, and writes nothing', async () => {
    at.session.asked.length = 0;
    const { data, text } = await ok(at, 'create_jobs', {
      workspace_id: at.finds.workspace_id,
      job: base(),
      variations: rates('1', '2'),
      dry_run: true,
    });
    expect(data).toMatchObject({
      verdict: 'would_ask',
      jobs: [{ varies: 'LR=1' }, { varies: 'LR=2' }],
      total: { pods: 2 },
    });
    expect(text).toContain('Create 2 jobs?');
    expect(text).toContain('Next: create_jobs with the same arguments, without dry_run');
    expect([writes(at.cloud), at.session.asked]).toEqual([[], []]);
    const refused = await ok(at, 'create_jobs', {
      workspace_id: at.finds.workspace_id,
      job: base(),
      variations: [{ display_name: 'a b' }, { envs: { A: '1' } }],
      dry_run: true,
    });
    expect(refused.data.verdict).toBe('would_refuse');
    expect(refused.text).toContain('Failed: variations[0].display_name "a b" is not');
    const states = (refused.data.jobs as Row[]).map(({ state }) => state);
    expect(states).toEqual(['is refused', 'nothing wrong with it']);
    expect(refused.text).not.toContain('would be created');
  });

  it('names what is wrong with a variation as the caller wrote it, whatever else there is of the job', async () => {
    const [task] = base().task_specs as Row[];
    const job = base({
      job_type: 'PyTorchJob',
      task_specs: [
        { ...task, type: 'Master' },
        { ...task, type: 'Worker' },
      ],
    });
    const wrong = [{}, { task_specs: [{ type: 'Worker', ecs_spec: 'ecs.none' }] }];
    const told = 'variations[1].task_specs[0].ecs_spec "ecs.none"';
    expect((await call({ job, variations: wrong })).text).toContain(`[refused] ${told}`);
    const misread = await call({ job, variations: [...wrong, { priority: 99 }] });
    expect(misread.text).toContain(told);
    // Of the jobs of a call that was cut short all that are left may be one.
    await ok(at, 'create_jobs', { workspace_id: at.finds.workspace_id, job, variations: [{}] });
    const [first] = (await call({ job, variations: [{}] })).data.jobs as Row[];
    expect(first).toMatchObject({ outcome: 'exists' });
    expect((await call({ job, variations: wrong })).text).toContain(`[refused] ${told}`);
    // What several have is no value of one of them.
    const both = await call({
      job,
      variations: [...wrong, ...wrong.slice(1)].map((each, at) => ({ ...each, priority: at + 1 })),
    });
    expect(both.text).toContain('variations[1], variations[2]: task_specs[1].ecs_spec "ecs.none"');
  });

  it('takes a name that is no parameter for a variable, and says where it belongs', async () => {
    const upper = await call({ job: base(), variations: [{ LR: '2' }] });
    expect(upper.text).toContain('"LR" -> "envs.LR"');
    const lower = await call({ job: base(), variations: [{ warmup_part: '2' }] });
    expect(lower.text).toContain('remove "warmup_part", or move it into "envs" if it is an environment variable');
    const object = await call({ job: base(), variations: [{ warmup_part: {} }] });
    expect(object.text).toContain('remove "warmup_part".');
  });

  it.each<[string, Row[], string, string]>([
    ['R2', [{}, { task_specs: [{ image: 'docker.io/library/unknown:1' }] }], 'variations[1]: image', 'unknown:1'],
    ['R24', [{ display_name: 'a b' }, { envs: { A: '1' } }], 'variations[0].display_name "a b"', 'is not 1 to 256'],
    [
      'R5',
      [{ envs: { A: '1' }, task_specs: [{ ecs_spec: 'ecs.none' }] }, { task_specs: [{ ecs_spec: 'ecs.none' }] }],
      '',
      'ecs.none',
    ],
  ])(
    'holds each to the rules of a create, and makes none where one is refused: %s',
    async (rule, variations, who, says) => {
      const answer = await call({ job: base(), variations });
      expectRefused(at, answer, rule);
      expect(answer.text).toContain(who);
      expect(answer.text).toContain(says);
    },
  );

  it.each<[string, Row, string]>([
    ['no base', { variations: [{}] }, 'A base is needed'],
    ['two bases', { from_job: 'dlc1', job: {}, variations: [{}] }, ''],
    ['no variation', { from_job: 'dlc1', variations: [] }, 'variations'],
    ['21 variations', { from_job: 'dlc1', variations: Array(21).fill({}) }, 'variations'],
  ])('refuses %s, and reads nothing', async (_, args, says) => {
    const answer = await call(args);
    expectRefused(at, answer, undefined, { kind: 'invalid_input', silent: true });
    expect(answer.text).toContain(says);
  });

  it('tells the mistakes of the call, of the base and of each variation in one turn, each once', async () => {
    const [task] = base().task_specs as Row[];
    const answer = await call({
      job: base({ display_name: 'not a name', job_type: 'pytorch', task_specs: [{ ...task, image: 'pytorch:2.99' }] }),
      variations: [...rates('1', '2'), { pods: 2, task_specs: [{ ecs_spec: 'ecs.none' }] }],
    });
    expectRefused(at, answer, 'R24, R2, R5', { kind: 'invalid_input', looks: true });
    for (const told of [
      'job.job_type is "pytorch"',
      'Unknown parameter "pods" in variations[2]',
      'display_name "not a name"',
      'image "pytorch:2.99"',
      'ecs_spec "ecs.none"',
    ])
      expect(answer.text.split(told)).toHaveLength(2);
    const reads = at.cloud.requests().map(({ action, query }) => JSON.stringify([action, query]));
    expect(reads).toHaveLength(new Set(reads).size);
  });

  it('says of the job to vary what is wrong with it, and of the base of a wrong call that it is missing', async () => {
    const missing = await call({ from_job: 'dlc1', variations: [{ pods: 2 }] });
    expectRefused(at, missing, undefined, { kind: 'invalid_input', looks: ['GetJob'] });
    expect(missing.text).toContain('"pods"');
    expect(missing.text).toContain('GetJob found nothing by that id');
    at.cloud.clearRequests();
    const baseless = await call({ variations: [{ pods: 2 }] });
    expectRefused(at, baseless, undefined, { kind: 'invalid_input', silent: true });
    expect(baseless.text).toContain('(2) A base is needed');
    const job_id = putJob(at);
    at.cloud.clearRequests();
    const again = await call({ from_job: job_id, variations: [{ pods: 2, task_specs: [{ image: 'a/b:c' }] }] });
    expectRefused(at, again, 'R2', { kind: 'invalid_input', looks: ['GetJob'] });
  });

  it('says once what is wrong with all of them, before what is wrong with one', async () => {
    const [task] = base().task_specs as Row[];
    const answer = await call({
      job: base({ display_name: 'a b', task_specs: [{ ...task, ecs_spec: 'ecs.none' }] }),
      variations: rates('1', '2', '3'),
    });
    expectRefused(at, answer, 'R5, R24');
    expect(answer.text).toMatch(
      /^\[refused\] \(1\) job\.task_specs\[0\]\.ecs_spec "ecs\.none".* \(2\) variations\[0\]: display_name/,
    );
    expect(answer.text.match(/ecs_spec "ecs\.none"/g)).toHaveLength(1);
  });

  it.each<[string, Row[], string]>([
    ['one job twice', rates('1', '2', '1'), 'variations[0] and variations[2] are the same job'],
    [
      'two jobs of one name',
      [{ display_name: 'a' }, { display_name: 'a', envs: { A: '1' } }],
      'have the same display_name',
    ],
  ])('refuses %s', async (_, variations, says) => {
    const answer = await call({ job: base(), variations });
    expectRefused(at, answer, undefined, { kind: 'invalid_input' });
    expect(answer.text).toContain(says);
  });
});

describe('the audit log of create_jobs', () => {
  const file = auditFiles()();
  const at = bench({ person: yes, args: ['--audit-log', file] });
  it('names the jobs that were made', async () => {
    const { workspace_id, ...job } = jobArguments(at.finds);
    const { data } = await ok(at, 'create_jobs', { workspace_id, job, variations: rates('1', '2') });
    expect(data.job_ids).toHaveLength(2);
    const [one = '', other = ''] = data.job_ids as string[];
    expect(outcomesOf(file)).toMatchObject([
      { tool: 'create_jobs', outcomes: { [one]: 'created', [other]: 'created' } },
    ]);
  });
});

describe('create_jobs after a no', () => {
  const at = bench({ person: no });
  it('makes none', async () => {
    const { workspace_id, ...job } = jobArguments(at.finds);
    const answer = await at.session.call('create_jobs', { workspace_id, job, variations: rates('1', '2') });
    expectRefused(at, answer, undefined, { kind: 'declined' });
  });
});

describe('R42 the ceiling on live jobs', () => {
  const at = bench({ person: yes, args: ['--max-live-jobs', '2'], cloud: { demoJobs: false } });
  it('is held against all jobs of a call together', async () => {
    const { workspace_id, ...job } = jobArguments(at.finds);
    const answer = await at.session.call('create_jobs', { workspace_id, job, variations: rates('1', '2', '3') });
    expectRefused(at, answer, 'R42');
    const fits = await at.session.call('create_jobs', { workspace_id, job, variations: rates('1', '2') });
    expect(outcomes(fits.data)).toEqual(['created', 'created']);
  });
});

describe('R29 a sweep that is cut short', () => {
  const at = onceBench();
  const sweep = (session: Awaited<ReturnType<typeof at.serve>>, changes: Row = {}) => {
    const { workspace_id, ...job } = at.job(changes);
    return session.call('create_jobs', { workspace_id, job, variations: rates('1', '2', '3', '4') });
  };

  it('tells of each job what became of it, goes on after one whose answer is lost, and is made whole by the same call', async () => {
    const session = await at.serve();
    let sent = 0;
    at.line.set('CreateJob', (exchange) => (++sent === 2 ? losesAnswer(exchange) : passes(exchange)));
    at.line.set('ListJobs', hidesJobs);
    const first = await sweep(session);
    expect(outcomes(first.data)).toEqual(['created', 'unknown', 'created', 'created']);
    expect(first.text).toContain(': 3 created, 1 UNKNOWN whether made.');
    expect(at.jobs()).toHaveLength(4);
    const still = await sweep(session);
    expect(still.isError).toBe(true);
    blocked(still);
    at.line.set('ListJobs', passes);
    const again = await sweep(session);
    expect(outcomes(again.data)).toEqual(['exists', 'exists', 'exists', 'exists']);
    expect(at.jobs()).toHaveLength(4);
  });

  it('stops where two outcomes in a row are unknown, and makes the rest later', async () => {
    const session = await at.serve();
    let sent = 0;
    at.line.set('CreateJob', (exchange) => (++sent > 1 ? losesRequest(exchange) : passes(exchange)));
    const first = await sweep(session);
    expect(outcomes(first.data)).toEqual(['created', 'unknown', 'unknown', 'not_tried']);
    at.line.set('CreateJob', passes);
    const again = await sweep(session);
    expect(outcomes(again.data)).toEqual(['exists', 'unknown', 'unknown', 'created']);
    expect(at.jobs()).toHaveLength(2);
  });

  it('stops at the first refusal of the cloud, which would refuse the others too', async () => {
    const session = await at.serve();
    const task_specs = [
      { type: 'Worker', pod_count: 1, image: at.finds.image, resource_config: { cpu: '8', memory: '96Gi' } },
    ];
    const answer = await sweep(session, { resource_id: 'quotaof0nobody0', task_specs });
    expect(errorOf(answer).kind).toBe('invalid_input');
    expect(at.line.count('CreateJob')).toBe(1);
  });

  it('by the death of the server, makes no job twice', async () => {
    const first = await at.serve({ started: 'alone' });
    let sent = 0;
    at.line.set('CreateJob', (exchange) => (++sent < 3 ? passes(exchange) : keepsAnswer(exchange)));
    const lost = sweep(first).catch(() => undefined);
    await at.line.saw('CreateJob', 3);
    process.kill(first.pid(), 'SIGKILL');
    await lost;
    at.line.set('CreateJob', passes);
    const second = await at.serve();
    const again = await sweep(second);
    expect(again.isError, again.text).toBe(false);
    expect(
      at
        .jobs()
        .map(({ body }) => (body as Row).DisplayName)
        .sort(),
    ).toEqual(['once-1', 'once-2', 'once-3', 'once-4']);
  });
});
