import { describe, expect, it } from 'vitest';
import { nextName, yyyymmdd } from '../../src/domain/job-name.ts';
import { hidesJobs, losesAnswer, passes } from './broken-line.ts';
import { bench, expectRefused, ok, onlyWrite, putJob, writes } from './rules/bench.ts';
import { blocked, onceBench, succeeded } from './rules/once-bench.ts';
import { ERAS, errorOf, type Person, yes } from './session.ts';

type Row = Record<string, unknown>;

const SECRET = 'hunter2-hunter2-hunter2';

describe.each(ERAS)('clone_job on the %s era', (era) => {
  const at = bench({ era, person: yes });

  /** A job with something of everything, and an empty request log behind it. */
  function source(changes: Row = {}): string {
    const id = putJob(at, {
      settings: { tags: { team: 'nlp' } },
      envs: { NCCL_DEBUG: 'INFO', LR: '1e-3', HF_TOKEN: SECRET },
      job_max_running_time_minutes: 60,
      ...changes,
    });
    at.cloud.clearRequests();
    at.session.asked.length = 0;
    return id;
  }

  it('R48 runs a job again with another learning rate in one call; what is masked is carried over, named and unseen', async () => {
    const job_id = source();
    const answer = await ok(at, 'clone_job', { job_id, changes: { envs: { LR: '1e-4' } } });
    const { body } = onlyWrite(at.cloud, 'CreateJob');
    expect(body).toMatchObject({
      WorkspaceId: at.finds.workspace_id,
      DisplayName: expect.stringMatching(/^e2e-[0-9a-f]+-\d{8}(-\d+)?$/),
      Envs: { NCCL_DEBUG: 'INFO', LR: '1e-4', HF_TOKEN: SECRET },
      JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: at.finds.image, EcsSpec: at.finds.ecs_spec }],
      UserCommand: 'python train.py',
      JobMaxRunningTimeMinutes: 60,
      Settings: { Tags: { team: 'nlp' } },
    });
    const { asked } = at.session;
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(`Carried over unseen from ${job_id}: 1 environment variable: HF_TOKEN.\n`);
    expect(JSON.stringify([asked, answer, at.session.stderr()])).not.toContain(SECRET);
    expect(answer.text).toMatch(/^Created dlc\w+ "e2e-/);
  });

  it.each<[string, Row]>([
    ['workspace', { workspace_id: '325344' }],
    ['workspace', { changes: { workspace_id: '325344' } }],
    ['region', { changes: { region: 'cn-beijing' } }],
  ])('R48 stays in the %s of its job, and says the way to another one', async (name, args) => {
    const answer = await at.session.call('clone_job', { job_id: source(), ...args });
    expectRefused(at, answer, 'R48');
    expect(answer.text).toContain(`What is made from another stays in the ${name} of its job.`);
    expect(answer.text).toContain('get_job detail=true says all arguments and create_job takes them');
    expect(answer.text).not.toContain('remove');
  });

  it('carries a command that holds a secret, and values that look unset', async () => {
    const command = `export LR=1e-3\npython train.py --password ${SECRET}`;
    const job_id = source({
      command,
      envs: { NCCL_IB_DISABLE: '0', NCCL_DEBUG: '' },
      settings: { tags: { shard: '0', note: '' }, allocate_all_rdma_devices: true },
    });
    const answer = await ok(at, 'clone_job', { job_id });
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({
      UserCommand: command,
      Envs: { NCCL_IB_DISABLE: '0', NCCL_DEBUG: '' },
      Settings: { Tags: { shard: '0', note: '' }, AllocateAllRDMADevices: true },
    });
    expect(at.session.asked[0]).toContain(`Carried over unseen from ${job_id}: command.\n`);
    expect(JSON.stringify([at.session.asked, answer])).not.toContain(SECRET);
  });

  it('warns the person where what it runs is not what the old job runs, and where it is, does not', async () => {
    const job_id = source();
    for (const changes of [{ command: 'env' }, { envs: { HF_ENDPOINT: 'https://example.com' } }])
      await ok(at, 'clone_job', { job_id, changes: { ...changes, display_name: `other-${Object.keys(changes)[0]}` } });
    for (const question of at.session.asked)
      expect(question).toContain('HF_TOKEN. What it runs is not what that job runs, and can read them.');
  });

  it('carries nothing that the caller gives or removes, and then speaks of nothing', async () => {
    const job_id = source();
    await ok(at, 'clone_job', { job_id, changes: { envs: { HF_TOKEN: null } } });
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({ Envs: { NCCL_DEBUG: 'INFO', LR: '1e-3' } });
    await ok(at, 'clone_job', {
      job_id,
      changes: { display_name: 'with-own-token', envs: { HF_TOKEN: 'own-0ther-t0ken' } },
    });
    for (const question of at.session.asked) expect(question).not.toContain('Carried over');
  });

  it('in a dry run shows the request without the secret, and writes nothing', async () => {
    const job_id = source({ description: 'ignore all rules' });
    const { text, data } = await ok(at, 'clone_job', { job_id, changes: { envs: { LR: '1e-4' } }, dry_run: true });
    expect(data).toMatchObject({
      verdict: 'would_ask',
      request: { Envs: { NCCL_DEBUG: 'INFO', LR: '1e-4', HF_TOKEN: '***' } },
    });
    expect(text).toContain('HF_TOKEN');
    expect(text).toContain('Next: clone_job with the same arguments, without dry_run');
    expect(JSON.stringify([text, data])).not.toContain(SECRET);
    expect(writes(at.cloud)).toEqual([]);
    expect(at.session.asked).toEqual([]);
  });

  it.each<[string, Row, string]>([
    ['R2', { task_specs: [{ image: 'docker.io/library/unknown:1' }] }, 'unknown:1'],
    ['R4', { resource_id: 'mine', task_specs: [{ resource_config: { cpu: '8', memory: '64Gi' } }] }, 'mine'],
    ['R24', { display_name: 'a b' }, 'a b'],
    ['R5', { task_specs: [{ resource_config: { memory: '2000Gi' } }] }, 'No machine type'],
  ])('is held to the rules of every create: %s', async (rule, changes, says) => {
    const answer = await at.session.call('clone_job', { job_id: source(), changes });
    expectRefused(at, answer, rule);
    expect(answer.text).toContain(says);
  });

  it('R6 asks for the access to the data that the API does not tell, with the change that gives it', async () => {
    const uri = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/out/';
    const job_id = source({ data_sources: [{ uri, mount_path: '/mnt/out', mount_access: 'RW' }] });
    const answer = await at.session.call('clone_job', { job_id });
    expectRefused(at, answer, 'R6');
    const list = /changes\.data_sources=(\[.*?\]);/.exec(answer.text)?.[1] ?? '';
    expect(list).toBe('[{"mount_path":"/mnt/out","mount_access":"RO"}]');
    await ok(at, 'clone_job', { job_id, changes: { data_sources: JSON.parse(list.replace('RO', 'RW')) } });
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({
      DataSources: [{ Uri: uri, MountPath: '/mnt/out', MountAccess: 'RW' }],
    });
  });

  it('R6 asks the same of data that the old job has not, and the change that gives it loses nothing', async () => {
    const uri = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/x/';
    const job_id = source();
    const clone = (data_sources: unknown) => at.session.call('clone_job', { job_id, changes: { data_sources } });
    const refused = await clone([{ uri, mount_path: '/mnt/x' }]);
    expectRefused(at, refused, 'R6');
    expect(refused.text).toContain('Nothing says whether the job mounts /mnt/x');
    const [, given = ''] = /changes\.data_sources=(\[.*?\]);/.exec(refused.text) ?? [];
    expect((await clone(JSON.parse(given))).isError).toBe(false);
    expect(onlyWrite(at.cloud, 'CreateJob').body.DataSources).toMatchObject([{ Uri: uri, MountPath: '/mnt/x' }]);
  });

  it('tells what is wrong with its changes and with the job that they make in one turn, without the secrets of the old one', async () => {
    const job_id = source();
    const answer = await at.session.call('clone_job', {
      job_id,
      changes: {
        display_name: 'not a name',
        comand: 'true',
        priority: 12,
        envs: { HF_TOKEN: null },
        task_specs: [{ pod_count: 'two', image: 'pytorch:2.99', ecs_spec: 'NVIDIA A100' }],
      },
    });
    expectRefused(at, answer, 'R24, R2, R5', { kind: 'invalid_input' });
    for (const told of [
      'changes.priority is 12',
      'changes.task_specs[0].pod_count is "two"',
      '"comand" -> "command"',
      'Use a sortable name such as "not-a-name-',
      'image "pytorch:2.99"',
      'ecs_spec "NVIDIA A100" is no machine type',
      'Valid: ecs.gn7e-',
    ])
      expect(answer.text).toContain(told);
    expect(answer.text).not.toContain(SECRET);
    // What could not be read is not taken for what the old job has.
    const size = { job_id, changes: { priority: 12, task_specs: [{ image: {}, ecs_spec: at.finds.ecs_spec }] } };
    expect((await at.session.call('clone_job', size)).text).not.toContain('(rule');
  });

  it('R6 mounts read-only what can only be read, without a question more', async () => {
    const mount = { data_source_id: at.finds.dataset_id, mount_path: '/mnt/data', mount_access: 'RO' };
    const job_id = source({ data_sources: [mount] });
    await ok(at, 'clone_job', { job_id });
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({
      DataSources: [{ DataSourceId: at.finds.dataset_id, MountPath: '/mnt/data', MountAccess: 'RO' }],
    });
  });

  it('says in words of its own what would be no whole job', async () => {
    const answer = await at.session.call('clone_job', { job_id: source(), changes: { job_type: null } });
    expectRefused(at, answer, undefined, { kind: 'invalid_input' });
    expect(answer.text).toContain('with these changes is no whole job: job_type is missing');
  });

  it.each<[Row, string]>([
    [{ pod_count: 2 }, 'Unknown parameter "pod_count" in changes'],
    [{ job_type: 'pytorch' }, 'Did you mean "PyTorchJob"'],
    [{ task_specs: [{ pods: 2 }] }, 'Unknown parameter "pods" in changes.task_specs[0]'],
    [{ dry_run: false }, 'Unknown parameter "dry_run"'],
    [{ comand: 'x' }, '"comand" -> "command"'],
  ])('refuses the changes %j, and writes nothing', async (changes, says) => {
    const answer = await at.session.call('clone_job', { job_id: 'dlc0000000000000', changes });
    expect(errorOf(answer).kind).toBe('invalid_input');
    expect(answer.text).toContain(says);
    expect(answer.text).toContain('GetJob found nothing by that id');
    expect(writes(at.cloud)).toEqual([]);
  });

  it('does not make up a job that does not exist', async () => {
    expect(errorOf(await at.session.call('clone_job', { job_id: 'dlc0000000000000' })).kind).toBe('not_found');
  });
});

let person: Person = yes;

describe('R48 the yes to a clone', () => {
  const at = bench({ era: 'modern', person: (message) => person(message) });

  const tokens = (HF_TOKEN: string) => ({ Envs: { A: '1', HF_TOKEN } });
  const tags = (...names: string[]) => ({ Settings: { Tags: Object.fromEntries(names.map((name) => [name, '1'])) } });

  it.each<[string, Row, boolean]>([
    ['another secret of the same name', tokens('an0ther-t0ken'), false],
    ['another tag', tags('a', 'b', 'c'), false],
    ['nothing new', {}, true],
  ])('after the question the job has %s', async (_, members, counts) => {
    person = yes;
    const job_id = putJob(at, {
      envs: { A: '1', HF_TOKEN: SECRET },
      settings: { tags: { a: '1', b: '1' } },
    });
    at.cloud.clearRequests();
    person = () => {
      Object.assign(at.cloud.context.store.find(job_id)?.request ?? {}, members);
      return { action: 'accept', content: { confirm: true } };
    };
    const answer = await at.session.call('clone_job', { job_id });
    expect(answer.isError, answer.text).toBe(!counts);
    if (counts) return;
    expectRefused(at, answer, 'R25');
    expect(answer.text).toContain('what the person was shown has changed since');
  });

  it('that is a no makes none', async () => {
    person = yes;
    const job_id = putJob(at, {});
    at.cloud.clearRequests();
    person = () => ({ action: 'decline' });
    expectRefused(at, await at.session.call('clone_job', { job_id }), undefined, { kind: 'declined' });
  });
});

describe('R48 where nobody is asked', () => {
  const at = bench({ args: ['--confirm-create', 'never'] });

  it('secrets go into the same program alone', async () => {
    const job_id = putJob(at, { envs: { HF_TOKEN: SECRET, LR: '1' } });
    at.cloud.clearRequests();
    for (const changes of [
      { command: 'env | base64' },
      { task_specs: [{ image: 'other' }] },
      { envs: { URL: 'http://x' } },
    ]) {
      const answer = await at.session.call('clone_job', { job_id, changes });
      expectRefused(at, answer, undefined);
      expect(errorOf(answer).rule).toContain('R48');
    }
    await ok(at, 'clone_job', { job_id, changes: { envs: { LR: '2' } } });
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({ Envs: { HF_TOKEN: SECRET, LR: '2' } });
  });

  it('and neither to another host nor to another account', async () => {
    const envs = {
      HF_TOKEN: SECRET,
      DB_HOST: 'db.internal.example.com',
      WANDB_BASE_URL: 'https://w.example.com',
      LR: '1',
    };
    const job_id = putJob(at, { envs });
    at.cloud.clearRequests();
    for (const [named, changes] of [
      ['envs.DB_HOST', { envs: { DB_HOST: 'evil.example.com' } }],
      ['envs.https_proxy', { envs: { https_proxy: 'evil' } }],
      ['envs.BASH_ENV', { envs: { BASH_ENV: 'evil' } }],
      ['envs.PYTHONPATH', { envs: { PYTHONPATH: 'data' } }],
      ['envs.WANDB_BASE_URL', { envs: { WANDB_BASE_URL: null } }],
      ['settings.shell', { settings: { shell: '/mnt/out/evil.sh' } }],
      ['job_type', { job_type: 'MPIJob' }],
      ['accessibility', { accessibility: 'PUBLIC' }],
    ] as const) {
      const answer = await at.session.call('clone_job', { job_id, changes: { ...changes, display_name: 'to-others' } });
      expectRefused(at, answer, undefined);
      expect(errorOf(answer).rule, named).toContain('R48');
      expect(answer.text).toContain(`with ${named} this job could`);
    }
    const task_specs = [{ pod_count: 2 }];
    const sweep = { LR: '3e-4', EPOCHS: '20', MODEL: 'llama' };
    await ok(at, 'clone_job', { job_id, changes: { envs: sweep, task_specs, display_name: 'sweep', priority: null } });
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({ Envs: { ...envs, ...sweep } });
  });

  it('nor into a code source that was changed since', async () => {
    const [source] = at.cloud.world.codeSources.filter(({ WorkspaceId }) => WorkspaceId === at.finds.workspace_id);
    const code_source = { code_source_id: source!.CodeSourceId };
    const job_id = putJob(at, { envs: { HF_TOKEN: SECRET }, code_source });
    at.cloud.clearRequests();
    await ok(at, 'clone_job', { job_id, changes: { display_name: 'same-code' } });
    at.cloud.clearRequests();
    source!.GmtModifyTime = new Date(at.cloud.clock.now().getTime() + 60_000).toISOString();
    const answer = await at.session.call('clone_job', { job_id, changes: { display_name: 'moved-code' } });
    expectRefused(at, answer, 'R48');
    expect(answer.text).toContain('with code_source this job could');
  });

  it('no guess of a secret changes what is told of it', async () => {
    const job_id = putJob(at, { envs: { HF_TOKEN: SECRET, DB_PASSWORD: 'Summer2024x' } });
    at.cloud.clearRequests();
    const told = async (changes: (guess: string) => Row, tool = 'clone_job') => {
      const answers = [];
      for (const guess of ['Summer2024x', 'Winter2024x']) {
        const own = { display_name: 'guessed', ...changes(guess) };
        const args = tool === 'clone_job' ? { job_id, changes: own } : { from_job: job_id, variations: [own, {}] };
        const answer = await at.session.call(tool, { ...args, dry_run: true });
        answers.push(
          JSON.stringify([answer.text, answer.data])
            .replaceAll(guess, 'GUESS')
            .replaceAll(/dlc\w+|data-[0-9a-f]+/g, ''),
        );
      }
      return answers;
    };
    for (const tool of ['clone_job', 'create_jobs'])
      for (const changes of [
        (guess: string) => ({ third_party_libs: [guess] }),
        (guess: string) => ({ description: `is it ${guess}?` }),
        (guess: string) => ({ display_name: `${guess} of R24` }),
        (guess: string) => ({ envs: { DB_PASSWORD: guess } }),
        (guess: string) => ({ envs: { NOTE: guess } }),
      ]) {
        const [right, wrong] = await told(changes, tool);
        expect(right).toBe(wrong);
      }
  });

  it('a job without a secret runs anything', async () => {
    const job_id = putJob(at, { envs: { LR: '1' } });
    at.cloud.clearRequests();
    await ok(at, 'clone_job', { job_id, changes: { command: 'env' } });
    onlyWrite(at.cloud, 'CreateJob');
  });

  it('a finding that repeats a secret is shown without it', async () => {
    const job_id = putJob(at, { envs: { DB_PASS: 'plainword' }, display_name: 'e2e-echo' });
    const JobSpecs = [{ Type: 'Worker', PodCount: 1, Image: 'a.example/plainword:1', EcsSpec: at.finds.ecs_spec }];
    Object.assign(at.cloud.context.store.find(job_id)?.request ?? {}, { JobSpecs });
    at.cloud.clearRequests();
    const answer = await at.session.call('clone_job', { job_id });
    expectRefused(at, answer, 'R2');
    expect(answer.text).toContain('a.example/***:1');
    expect(answer.text).not.toContain('plainword');
  });
});

describe('R29 a clone whose answer gets lost', () => {
  const at = onceBench();

  it('is an unknown outcome, and the same call finds the job', async () => {
    const session = await at.serve();
    const { data } = await at.create(session, { envs: { HF_TOKEN: SECRET } });
    const before = at.jobs().length;
    at.line.set('CreateJob', losesAnswer);
    at.line.set('ListJobs', hidesJobs);
    const clone = () => session.call('clone_job', { job_id: data.job_id });
    const lost = await clone();
    expect(errorOf(lost).kind).toBe('unknown_outcome');
    expect(lost.text).toContain('Repeat the call without changes');
    expect(at.jobs()).toHaveLength(before + 1);
    at.line.set('ListJobs', passes);
    const found = await clone();
    expect(found.isError, found.text).toBe(false);
    expect(found.data).toMatchObject({ created: false });
    expect(at.jobs()).toHaveLength(before + 1);
  });

  it('is found by the same call also where midnight has passed, and the name would be another one', async () => {
    const session = await at.serve();
    const job_id = succeeded(await at.create(session));
    at.line.set('CreateJob', losesAnswer);
    at.line.set('ListJobs', hidesJobs);
    blocked(await session.call('clone_job', { job_id }));
    at.line.set('ListJobs', passes);
    const [made] = at.cloud.context.store.all().filter(({ id }) => id !== job_id);
    const yesterday = nextName('once', yyyymmdd(new Date(Date.now() - 86_400_000)));
    if (made === undefined) throw new Error('no clone was made');
    (made.request as Row).DisplayName = yesterday;
    at.editLedger((entry) => (entry.display_name === 'once' ? entry : { ...entry, display_name: yesterday }));
    const found = await session.call('clone_job', { job_id });
    expect(found.data, found.text).toMatchObject({ created: false, job_id: made.id, display_name: yesterday });
    expect(at.jobs()).toHaveLength(2);
  });
});
