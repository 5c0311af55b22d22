import { describe, expect, it } from 'vitest';
import { errorOf, no, type Person, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { bench, expectRefused, ok, onlyWrite, putJob, REGISTERING, registrar, writes } from './bench.ts';

let person: Person = yes;
const at = bench({ person: (message) => person(message), ...REGISTERING });
const refusing = bench({ person: no, ...REGISTERING });

const REPO = 'https://code.example.com/team/trainer.git';
const { register, registered } = registrar(at, 'create_code_source', 'code_source_id', (count) => ({
  display_name: `trainer-${count}`,
  repo: REPO,
}));
const sourceOf = (id: string, on = at) => on.cloud.world.codeSources.find(({ CodeSourceId }) => CodeSourceId === id);

describe('a job from a repository, on its branch dev', () => {
  it('takes two calls and one question', async () => {
    const source = await ok(at, 'create_code_source', {
      workspace_id: at.finds.workspace_id,
      display_name: 'my-repo',
      repo: REPO,
      branch: 'dev',
    });
    const { code_source_id } = source.data;
    expect(source.text).toMatch(/registered, PRIVATE.\n.*trainer.git, branch dev, at \/root\/code\//);
    expect(source.text).toContain(`Next: create_job with code_source.code_source_id=${code_source_id}`);
    expect(onlyWrite(at.cloud, 'CreateCodeSource').body).toEqual({
      WorkspaceId: at.finds.workspace_id,
      DisplayName: 'my-repo',
      CodeRepo: REPO,
      CodeBranch: 'dev',
      MountPath: '/root/code/',
      Accessibility: 'PRIVATE',
    });
    at.cloud.clearRequests();
    const job = await ok(at, 'create_job', jobArguments(at.finds, { code_source: { code_source_id } }));
    expect(onlyWrite(at.cloud, 'CreateJob').body.CodeSource).toMatchObject({ CodeSourceId: code_source_id });
    expect(job.isError).toBe(false);
    expect(at.session.asked).toHaveLength(1);
    expect(at.session.asked[0]).toContain('Create a');
  });
});

describe('R25 a job from a repository', () => {
  it('shows it, and is not made of another one than the person has seen', async () => {
    const code_source_id = await registered({ branch: 'dev' });
    at.session.asked.length = 0;
    person = () => {
      sourceOf(code_source_id)!.CodeRepo = 'https://evil.example/o/n.git';
      return yes('');
    };
    const { workspace_id, ...job } = jobArguments(at.finds, { display_name: 'moved', code_source: { code_source_id } });
    const answer = await at.session.call('create_job', { workspace_id, ...job });
    person = yes;
    expect(at.session.asked[0]).toMatch(new RegExp(`Code: ${code_source_id} .*, ${REPO}, branch dev, on /root/code/`));
    expectRefused(at, answer, 'R25');
    expect(answer.text).toContain('what the person was shown has changed since');
    // Nothing changes any more here: it is another one already.
    const swept = await at.session.call('create_jobs', { workspace_id, job, variations: [{ envs: { LR: '1' } }, {}] });
    expect(swept.isError, swept.text).toBe(false);
    expect(at.session.asked[1]).toContain('https://evil.example/o/n.git');
  });
});

describe('R49 what is registered as a repository', () => {
  it.each([
    ['https://ci:glpat-abcdefgh12345678@code.example.com/team/trainer.git', 'carries more than an address'],
    ['https://code.example.com/trainer.git?private_token=abcdefgh12345678', 'carries more than an address'],
    ['git@code.example.com:team/trainer.git', 'no field for a key of SSH'],
    ['ssh://git@code.example.com/team/trainer.git', 'no https address'],
    ['./trainer', 'no https address'],
    ['http://code.example.com/team/trainer.git', 'no https address'],
    ['https://code.example.com\\@evil.example/team/trainer.git', 'carries more than an address'],
  ])('refuses %s, writes nothing and repeats no credential', async (repo, why) => {
    const answer = await register({ repo });
    expectRefused(at, answer, 'R49');
    expect(answer.text).toContain(why);
    expect(answer.text).toContain('registers it in the PAI console');
    expect(answer.text).not.toContain('abcdefgh12345678');
  });

  it('refuses a mount path of the system', async () => {
    expectRefused(at, await register({ mount_path: '/usr/bin' }), 'R40');
  });

  it.each(['token', 'access_token', 'code_repo_access_token'])('has no parameter %s', async (name) => {
    const answer = await register({ [name]: 'glpat-abcdefgh12345678' });
    expect(errorOf(answer).kind).toBe('invalid_input');
    expect(answer.text).not.toContain('glpat-abcdefgh12345678');
    expect(writes(at.cloud)).toEqual([]);
  });

  const withToken = () => at.cloud.world.codeSources.find(({ CodeRepoAccessToken }) => CodeRepoAccessToken !== '')!;

  it('sends a stored token to no other host, and to none in the clear', async () => {
    const { CodeSourceId: code_source_id, CodeRepo } = withToken();
    for (const repo of [
      'https://elsewhere.example.org/team/trainer.git',
      CodeRepo.replace('https:', 'http:'),
      // Every reader of URLs that follows browsers has the old host here, and git the other one.
      CodeRepo.replace('.com/', '.com\\@elsewhere.example.org/'),
      CodeRepo.replace('.com/', '.com:443\\@elsewhere.example.org/'),
    ])
      expectRefused(at, await at.session.call('update_code_source', { code_source_id, repo }), 'R49');
    const repo = CodeRepo.replace('llm-recipes', 'llm-recipes-2');
    const { data, text } = await ok(at, 'update_code_source', { code_source_id, repo });
    expect(data).toMatchObject({ changes: { repo: 'applied' }, before: { repo: CodeRepo } });
    expect(text).toContain(`${CodeRepo} -> ${repo} applied`);
    expect(JSON.stringify(at.session.asked) + text).not.toContain('simulated-');
  });

  it('does not change a branch that a commit beats, unless the commit comes along', async () => {
    const code_source_id = await registered({ commit: 'abcdef1' });
    const answer = await at.session.call('update_code_source', { code_source_id, branch: 'dev' });
    expectRefused(at, answer, 'R49');
    expect(answer.text).toContain('fixed to commit "abcdef1"');
    await ok(at, 'update_code_source', { code_source_id, branch: 'dev', commit: 'abcdef2', subdirectory: false });
    expect(onlyWrite(at.cloud, 'UpdateCodeSource').body).toEqual({
      CodeBranch: 'dev',
      CodeCommit: 'abcdef2',
      CloneType: 1,
    });
  });

  it('is given something to change', async () => {
    const code_source_id = await registered();
    const answer = await at.session.call('update_code_source', { code_source_id });
    expectRefused(at, answer, undefined, { kind: 'invalid_input', silent: true });
  });
});

describe('R50 a name in a workspace', () => {
  it('is not given twice, and what has it is named', async () => {
    const id = await registered({ display_name: 'once' });
    const answer = await register({ display_name: 'once' });
    expectRefused(at, answer, 'R50');
    expect(answer.text).toContain(`Use ${id}`);
    const code_source_id = await registered({ display_name: 'once-more' });
    const renamed = await at.session.call('update_code_source', { code_source_id, display_name: 'once' });
    expectRefused(at, renamed, 'R50');
    expect(renamed.text).toContain(`Use ${id}`);
    await ok(at, 'update_code_source', { code_source_id: id, display_name: 'once', description: 'the first' });
    expect(onlyWrite(at.cloud, 'UpdateCodeSource').body).toMatchObject({ DisplayName: 'once' });
  });

  it('tells what became of a create whose answer got lost', async () => {
    const lost = { action: 'CreateCodeSource', effect: { kind: 'reset' } } as const;
    at.cloud.faults.add({ ...lost, stage: 'after_commit' });
    const found = await register({ display_name: 'found' });
    expect(found.text).toContain('got lost; it was found by its name');
    expect(sourceOf(String(found.data.code_source_id))?.DisplayName).toBe('found');
    at.cloud.faults.add({ ...lost, stage: 'before_commit' });
    const open = await register({ display_name: 'never' });
    expect(errorOf(open).kind).toBe('unknown_outcome');
    expect(open.text).toContain('nothing like it has its name so far');
    expect(writes(at.cloud).filter(({ action }) => action === 'CreateCodeSource')).toHaveLength(2);
  });
});

describe('R17 a code source is made visible', () => {
  it('from the beginning, after a yes', async () => {
    const id = await registered({ accessibility: 'PUBLIC' });
    expect(sourceOf(id)?.Accessibility).toBe('PUBLIC');
    const answer = await register({ accessibility: 'PUBLIC' }, refusing);
    expect(errorOf(answer).kind).toBe('declined');
    expect(refusing.session.asked[0]).toMatch(/^Register a PUBLIC code source\? Everybody .*cannot be taken back/);
    expect(writes(refusing.cloud)).toEqual([]);
  });

  it('later, after a yes, and once', async () => {
    const code_source_id = await registered();
    const { text } = await ok(at, 'publish_code_source', { code_source_id });
    expect(at.session.asked[0]).toMatch(/^Publish a code source\? Everybody .*cannot be taken back/);
    expect(at.session.asked[0]).not.toContain('Git token');
    expect(text).toContain('is PUBLIC now');
    onlyWrite(at.cloud, 'PublishCodeSource');
    at.cloud.clearRequests();
    expect((await ok(at, 'publish_code_source', { code_source_id })).text).toContain('already; nothing was changed');
    expect(writes(at.cloud)).toEqual([]);
    expect(at.session.asked).toHaveLength(1);
  });

  it('not after a no, and the question says that a stored token comes along', async () => {
    const code_source_id = await registered({}, refusing);
    sourceOf(code_source_id, refusing)!.CodeRepoAccessToken = 'simulated-token-of-somebody';
    const answer = await refusing.session.call('publish_code_source', { code_source_id });
    expect(errorOf(answer).kind).toBe('declined');
    expect(refusing.session.asked[0]).toContain('may be able to read the token');
    expect(refusing.session.asked[0]).not.toContain('of-somebody');
    expect(writes(refusing.cloud)).toEqual([]);
  });

  it('and is reported as pending where it does not show', async () => {
    const code_source_id = await registered();
    at.cloud.faults.add({ action: 'PublishCodeSource', stage: 'at_commit', effect: { kind: 'ignored' } });
    const { data, text } = await ok(at, 'publish_code_source', { code_source_id });
    expect(data.outcome, text).toBe('pending');
  });
});

describe('R45 a code source is deleted', () => {
  it('after a yes, once, and read back as gone', async () => {
    const code_source_id = await registered();
    const { data, text } = await ok(at, 'delete_code_source', { code_source_id });
    expect(at.session.asked[0]).toMatch(/^Delete a code source\? .*cannot be undone/);
    expect(at.session.asked[0]).toContain('No live job that this identity sees');
    onlyWrite(at.cloud, 'DeleteCodeSource');
    expect(at.cloud.requests().at(-1)?.action).toBe('GetCodeSource');
    expect(data.outcome, text).toBe('deleted');
    expect(text).toMatch(/\d+ live jobs? of workspace \d+ looked at, none uses it/);
    expect(sourceOf(code_source_id)).toBeUndefined();
    expect(errorOf(await at.session.call('delete_code_source', { code_source_id })).kind).toBe('not_found');
  });

  it('not while a live job uses it', async () => {
    const code_source_id = await registered();
    const job = putJob(at, { code_source: { code_source_id } });
    at.cloud.clearRequests();
    at.session.asked.length = 0;
    const answer = await at.session.call('delete_code_source', { code_source_id });
    expectRefused(at, answer, 'R45');
    expect(answer.text).toContain(job);
    expect(at.session.asked).toEqual([]);
    at.cloud.clock.advance(300);
    await ok(at, 'stop_job', { job_id: job });
    at.cloud.clock.advance(60);
    await ok(at, 'delete_code_source', { code_source_id });
  });

  it('not after a no, nor unless somebody can be asked', async () => {
    const code_source_id = await registered({}, refusing);
    expect(errorOf(await refusing.session.call('delete_code_source', { code_source_id })).kind).toBe('declined');
    expect(writes(refusing.cloud)).toEqual([]);
  });

  it('with a warning where the jobs could not be looked at', async () => {
    const code_source_id = await registered();
    at.cloud.faults.add({
      action: 'ListJobs',
      stage: 'before_commit',
      times: 'always',
      effect: { kind: 'error', code: 'Forbidden.RAM', status: 403 },
    });
    const { text } = await ok(at, 'delete_code_source', { code_source_id });
    at.cloud.faults.clear();
    expect(at.session.asked[0]?.split('\n')[1]).toContain('could not be checked');
    expect(text).toContain('could not be checked');
  });

  it.each(['before_commit', 'after_commit'] as const)('and a lost answer is settled by reading, %s', async (stage) => {
    const code_source_id = await registered();
    at.cloud.faults.add({ action: 'DeleteCodeSource', stage, effect: { kind: 'reset' } });
    const answer = await at.session.call('delete_code_source', { code_source_id });
    if (stage === 'after_commit') expect(answer.data.outcome, answer.text).toBe('deleted');
    else expect(errorOf(answer).kind, answer.text).toBe('unknown_outcome');
    expect(writes(at.cloud)).toHaveLength(1);
  });
});
