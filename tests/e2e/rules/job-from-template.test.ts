import { beforeAll, describe, expect, it } from 'vitest';
import { errorOf, no, type Person, yes } from '../session.ts';
import { bench, expectRefused, ok, onlyWrite, REGISTERING, registrar, writes } from './bench.ts';

let person: Person = yes;
const at = bench({ person: (message) => person(message), ...REGISTERING });
const refusing = bench({ person: no, ...REGISTERING });
const unasked = bench({ ...REGISTERING, args: [...REGISTERING.args, '--confirm-create', 'never'] });

let count = 0;
let content: Record<string, unknown>;
beforeAll(() => {
  content = {
    DisplayName: 'finetune',
    JobType: 'PyTorchJob',
    UserCommand: 'python train.py',
    Envs: { LR: '1e-4', EPOCHS: '3' },
    JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: at.finds.image, EcsSpec: at.finds.ecs_spec }],
    JobMaxRunningTimeMinutes: 600,
    _ResourcePaymentType: 'PostPaid',
  };
});
const { registered } = registrar(at, 'create_job_template', 'template_id', () => ({
  template_name: `from-${count++}`,
  content: JSON.stringify(content),
}));
const make = (template_id: string, changes: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  at.session.call('create_job_from_template', {
    template_id,
    changes: { display_name: `from-template-${count++}`, ...changes },
    ...more,
  });

describe('R59 a job from a template', () => {
  it('R48 is made in the workspace of the template, and says the way to another one', async () => {
    const answer = await make(await registered(), { workspace_id: '325344' });
    expectRefused(at, answer, 'R48');
    expect(answer.text).toContain('stays in the workspace of its template');
    expect(answer.text).toContain('get_job_template says all arguments and create_job takes them');
  });

  it('is as the template has it, asked about as any create, read back, and recorded as one of the template', async () => {
    const template_id = await registered();
    const answer = await make(template_id);
    expect(answer.isError, answer.text).toBe(false);
    expect(at.session.asked[0]).toMatch(/^Create a job\?/);
    expect(at.session.asked[0]).not.toContain('Differs');
    const { body } = onlyWrite(at.cloud, 'CreateJob');
    expect(body).toMatchObject({
      WorkspaceId: at.finds.workspace_id,
      TemplateId: template_id,
      TemplateVersion: 1,
      JobType: 'PyTorchJob',
      UserCommand: 'python train.py',
      Envs: content.Envs,
      JobMaxRunningTimeMinutes: 600,
    });
    expect(body).not.toHaveProperty('_ResourcePaymentType');
    const jobs = await at.cloud.jobs().filter(({ id }) => id === answer.data.job_id);
    expect(jobs).toHaveLength(1);
    const removal = await at.session.call('delete_job_template', { template_id });
    expect(errorOf(removal)).toMatchObject({ kind: 'refused', rule: 'R45' });
    expect(removal.text).toContain(String(answer.data.job_id));
  });

  it('refuses each value for what is locked and hidden, as a guess would be told from the rest otherwise', async () => {
    const template_id = await registered();
    const secret = 'hunter2-0123456789abcdef';
    const [version] = at.cloud.world.jobTemplates.find(({ TemplateId }) => TemplateId === template_id)!.Versions;
    const Envs = { LR: '1e-4', API_TOKEN: secret };
    Object.assign(version!, { Content: { ...content, Envs }, Constraints: { Envs: 'locked' } });
    const said = async (API_TOKEN: string) =>
      (await make(template_id, { display_name: 'guess', envs: { API_TOKEN } }, { dry_run: true })).text.replaceAll(
        /data-[0-9a-f]{16}/g,
        'data',
      );
    const right = await said(secret);
    expect(right).toContain('locks "Envs"');
    expect(right.replaceAll(secret, 'X')).toBe((await said('another-guess')).replaceAll('another-guess', 'X'));
    expect(right).not.toContain(secret);
    // What is visible may be said, and what is hidden is taken over where nothing is said of it.
    const kept = await make(template_id, { envs: { LR: '1e-4' } });
    expect(kept.isError, kept.text).toBe(false);
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({ Envs });
  });

  it('says what differs, in the question, the dry run and the answer', async () => {
    const template_id = await registered();
    const changes = { command: 'python other.py', envs: { LR: '3e-5' }, task_specs: [{ pod_count: 2 }] };
    const differs = `Differs from template ${template_id} version 1: task_specs[0].pod_count 1 -> 2, envs.LR, command "python other.py".`;
    const dry = await make(template_id, changes, { dry_run: true });
    expect(dry.text).toContain(differs);
    expect(dry.text).toContain(`"TemplateId":"${template_id}"`);
    expect(writes(at.cloud)).toEqual([]);
    const answer = await make(template_id, changes);
    expect(at.session.asked[0]).toContain(differs);
    expect(answer.text).toContain(differs);
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({
      TemplateId: template_id,
      Envs: { LR: '3e-5', EPOCHS: '3' },
    });
  });

  it('keeps what the template locks and has what it requires', async () => {
    const constraints = { 'JobSpecs[0].PodCount': 'locked', UserCommand: 'overridable', 'Envs.DATA': 'required' };
    const template_id = await registered({ constraints });
    const locked = await make(template_id, {
      envs: { DATA: '/mnt/data' },
      task_specs: [{ pod_count: 2 }],
    });
    expectRefused(at, locked, 'R59');
    expect(locked.text).toContain('locks "JobSpecs[0].PodCount"');
    const missing = await make(template_id);
    expectRefused(at, missing, 'R59');
    expect(missing.text).toContain('requires "Envs.DATA"');
    // What is locked may be said, as long as it is the same.
    const kept = { command: 'python other.py', envs: { DATA: '/mnt/data' }, task_specs: [{ pod_count: 1 }] };
    const answer = await make(template_id, kept);
    expect(answer.isError, answer.text).toBe(false);
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({ Envs: { DATA: '/mnt/data' } });
    expect(at.session.asked.at(-1)).not.toContain('NOT checked');
  });

  it('tells a person which constraints nobody has checked', async () => {
    const template_id = await registered();
    const template = at.cloud.world.jobTemplates.find(({ TemplateId }) => TemplateId === template_id)!;
    template.Versions[0]!.Constraints = { 'JobSpecs[*].Image': 'locked', JobType: 'frozen' };
    const answer = await make(template_id);
    expect(at.session.asked.at(-1)).toContain(
      `NOT checked, as these constraints of ${template_id} version 1 are not understood: "JobSpecs[*].Image", "JobType".`,
    );
    expect(answer.isError, answer.text).toBe(false);
  });

  it('is not made unasked under constraints that nobody has checked', async () => {
    const { WorkspaceId, TemplateId } = unasked.cloud.world.jobTemplates[0]!;
    const [version] = unasked.cloud.world.jobTemplates[0]!.Versions;
    Object.assign(version!, { Content: JSON.stringify({ ...content, Envs: {} }) });
    const made = (count: number) =>
      unasked.session.call('create_job_from_template', {
        template_id: TemplateId,
        version: 1,
        changes: {
          display_name: `unasked-${count}`,
          task_specs: [{ image: unasked.finds.image, ecs_spec: unasked.finds.ecs_spec }],
        },
      });
    expect(WorkspaceId).toBe(unasked.finds.workspace_id);
    version!.Constraints = { 'JobSpecs[*].Image': 'locked' };
    const answer = await made(1);
    expectRefused(unasked, answer, 'R59');
    expect(answer.text).toContain('not understood (JobSpecs[*].Image), and nobody is asked here');
    version!.Constraints = { 'JobSpecs[*].Image': 'overridable', JobType: 'locked' };
    const next = await made(2);
    expect(next.isError, next.text).toBe(false);
    onlyWrite(unasked.cloud, 'CreateJob');
  });

  it('is not made of a version that nobody was asked about', async () => {
    const lines = (middle: string) =>
      [
        'set -e',
        ...'a'
          .repeat(30)
          .split('')
          .map(() => 'python step.py'),
        middle,
        ...'b'
          .repeat(30)
          .split('')
          .map(() => 'python step.py'),
      ].join('\n');
    const template_id = await registered({ content: JSON.stringify({ ...content, UserCommand: lines('echo 1') }) });
    at.session.asked.length = 0;
    person = () => {
      const template = at.cloud.world.jobTemplates.find(({ TemplateId }) => TemplateId === template_id)!;
      Object.assign(template.Versions[0]!, {
        Content: JSON.stringify({ ...content, UserCommand: lines('rm -r1') }),
      });
      return yes('');
    };
    const answer = await make(template_id);
    person = yes;
    expect(at.session.asked[0]).toContain(`, from template ${template_id} version 1`);
    expectRefused(at, answer, 'R25');
    expect(answer.text).toContain('what the person was shown has changed since');
  });

  it('is sent as the dry run has shown it', async () => {
    const template_id = await registered();
    const changes = { display_name: `shown-${count++}`, envs: { LR: '3e-5' }, description: 'as shown' };
    const dry = await make(template_id, changes, { dry_run: true });
    await make(template_id, changes);
    const { body } = onlyWrite(at.cloud, 'CreateJob');
    const { Settings, ...shown } = dry.data.request as Record<string, unknown>;
    expect(body).toEqual({ ...shown, Settings: expect.anything() });
    expect(Object.keys(body.Settings as object)).toEqual(Object.keys(Settings as object));
  });

  it('bears the name that the template locks', async () => {
    const template_id = await registered({ constraints: { DisplayName: 'locked' } });
    await ok(at, 'create_job_from_template', { template_id });
    expect(onlyWrite(at.cloud, 'CreateJob').body.DisplayName).toBe('finetune');
  });

  it('does not name the template where that could bring back what was removed', async () => {
    const template_id = await registered();
    const answer = await make(template_id, { envs: { EPOCHS: null } });
    expect(answer.text).toContain('envs.EPOCHS removed');
    expect(answer.text).toContain(`not recorded as one of ${template_id}`);
    const { body } = onlyWrite(at.cloud, 'CreateJob');
    expect(body).not.toHaveProperty('TemplateId');
    expect(body.Envs).toEqual({ LR: '1e-4' });
  });

  it('nor where the template holds what no call can send, of which a person is told', async () => {
    const template_id = await registered({
      content: JSON.stringify({ ...content, CredentialConfig: { EnableCredentialInject: true } }),
    });
    const answer = await make(template_id);
    expect(at.session.asked[0]).toContain('NOT carried over, as there is no parameter for it: CredentialConfig');
    expect(answer.isError, answer.text).toBe(false);
    expect(onlyWrite(at.cloud, 'CreateJob').body).not.toHaveProperty('TemplateId');
  });

  it('takes over secrets that nobody is shown, under their names', async () => {
    const seeded = at.cloud.world.jobTemplates.find(
      ({ WorkspaceId, TemplateName }) => WorkspaceId === at.finds.workspace_id && TemplateName === 'finetune',
    )!;
    const task_specs = [{ type: 'Worker', image: at.finds.image }];
    seeded.Versions.forEach((version) => {
      version.Constraints = {};
    });
    at.session.asked.length = 0;
    const answer = await make(seeded.TemplateId, { task_specs }, { version: 2 });
    expect(answer.isError, answer.text).toBe(false);
    expect(at.session.asked[0]).toContain('HF_TOKEN');
    expect(at.session.asked[0] + answer.text).not.toContain('hf_Simulated');
    const { body } = onlyWrite(at.cloud, 'CreateJob');
    expect(body).toMatchObject({ TemplateVersion: 2, Envs: { HF_TOKEN: expect.stringContaining('hf_Simulated') } });
  });

  it('is held to the rules of every create', async () => {
    const template_id = await registered();
    expectRefused(at, await make(template_id, { task_specs: [{ image: 'registry.example.com/a/b:1' }] }), 'R2');
    expectRefused(at, await make(template_id, { task_specs: [{ type: 'Chief', pod_count: 1 }] }), undefined, {
      kind: 'invalid_input',
    });
  });

  it('is of a template and version that there are', async () => {
    const template_id = await registered();
    const version = await make(template_id, {}, { version: 7 });
    expectRefused(at, version, undefined, { kind: 'not_found' });
    expectRefused(at, await make('tplnothing'), undefined, { kind: 'not_found' });
  });

  it('is not made after a no', async () => {
    const template_id = refusing.cloud.world.jobTemplates[0]!.TemplateId;
    const changes = { task_specs: [{ image: refusing.finds.image }] };
    refusing.cloud.world.jobTemplates[0]!.Versions[0]!.Constraints = {};
    const answer = await refusing.session.call('create_job_from_template', { template_id, changes });
    expect(errorOf(answer).kind, answer.text).toBe('declined');
    expect(writes(refusing.cloud)).toEqual([]);
  });
});
