import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLabels, checkTwin } from '../../src/policy/assets.ts';
import { checkCodeUpdate, checkContents } from '../../src/policy/code-sources.ts';
import { checkDatasetDraft, checkVersionStorage, storageOf } from '../../src/policy/datasets.ts';
import { allRefusals, type Decision } from '../../src/policy/decision.ts';
import { checkExperimentName, checkNewPoints, checkParams } from '../../src/policy/experiments.ts';
import { checkContent } from '../../src/policy/job-templates.ts';
import { checkImageLabels, checkNewImage, checkOwnImage } from '../../src/policy/registered-images.ts';

/** The rule that refuses; `undefined` where nothing does. */
const ruleOf = (decisions: readonly Decision[]): string | undefined => allRefusals(decisions)?.rule;
const reasonOf = (decisions: readonly Decision[]): string | undefined => allRefusals(decisions)?.reason;

describe('R50 names', () => {
  const asset = (name: string) => checkDatasetDraft({ name }, 'cn-hangzhou');
  const image = (name: string) => checkNewImage({ name, image_uri: 'a.example/b/c:v1' });
  const run = (name: string) => checkExperimentName('name', name);

  it.each([
    [asset, ['a', 'Z', '9', '训练', 'a-b_C9训', 'a'.repeat(127)], ['', '-a', '_a', 'a b', 'a.b', 'a'.repeat(128)]],
    [image, ['a', 'a-b9', 'a'.repeat(50)], ['', '9a', '-a', 'A', 'aB', 'a_b', '训', 'a'.repeat(51)]],
    [run, ['a', 'Z', 'a-b_C9', 'a'.repeat(63)], ['', '9a', '_a', 'a b', 'a训', 'a'.repeat(64)]],
  ] as const)('%#: those that the API takes pass, and others do not', (check, taken, others) => {
    for (const name of taken) expect(check(name), name).toEqual([]);
    for (const name of others) expect(ruleOf(check(name)), name).toBe('R50');
  });

  it('a name may be free or the own one, and not that of another', () => {
    expect(checkTwin('dataset', 'web', undefined)).toEqual([]);
    expect(checkTwin('dataset', 'web', undefined, 'd-1')).toEqual([]);
    expect(checkTwin('dataset', 'web', 'd-1', 'd-1')).toEqual([]);
    expect(ruleOf(checkTwin('dataset', 'web', 'd-1', 'd-2'))).toBe('R50');
    expect(ruleOf(checkTwin('dataset', 'web', 'd-1'))).toBe('R50');
  });
});

describe('R14 labels', () => {
  it('are of texts that a search can be for', () => {
    expect(checkLabels(undefined)).toEqual([]);
    expect(checkLabels({ ['k'.repeat(128)]: 'v'.repeat(128), 'a b': '值' })).toEqual([]);
    for (const text of ['', 'a=b', 'a,b', 'a'.repeat(129), '值'.repeat(43)])
      for (const labels of [{ [text]: 'a' }, { a: text }])
        expect(ruleOf(checkLabels(labels)), JSON.stringify(labels)).toBe('R14');
  });

  it('of an image have keys that can be taken off again, and none that the platform keeps for itself', () => {
    expect(checkImageLabels(undefined)).toEqual([]);
    expect(checkImageLabels({ team: 'x', 'team-a.b_c': 'x', 'system.chipType': 'GPU' })).toEqual([]);
    for (const key of ['a b', 'a/b', '.a', 'a.', 'a..b', '训', 'system.official', 'system.chipTypes'])
      expect(ruleOf(checkImageLabels({ ok: 'x', [key]: 'x' })), key).toBe('R14');
    expect(reasonOf(checkImageLabels({ a: 'b,c' }))).toContain('label text "b,c"');
  });
});

describe('R2 R57 images', () => {
  it('are addresses of a registry, and not those of PAI', () => {
    expect(ruleOf(checkNewImage({ name: 'a', image_uri: 'https://a.example/b' }))).toBe('R2');
    expect(checkOwnImage('image-1', false)).toEqual([]);
    expect(ruleOf(checkOwnImage('image-1', true))).toBe('R57');
  });
});

describe('R54 R40 datasets', () => {
  it('without what could be wrong pass', () => {
    expect(checkDatasetDraft({}, 'cn-hangzhou')).toEqual([]);
    const whole = { name: 'a', uri: 'oss://b.oss-cn-hangzhou.aliyuncs.com/', mount_path: '/mnt/a', labels: { a: 'b' } };
    expect(ruleOf(checkDatasetDraft(whole, 'cn-hangzhou'))).toBeUndefined();
    expect(reasonOf(checkDatasetDraft({ ...whole, uri: 's3://b/' }, 'cn-hangzhou'))).toMatch(/^uri /);
    expect(reasonOf(checkDatasetDraft({ ...whole, mount_path: '/usr' }, 'cn-hangzhou'))).toMatch(/^mount_path /);
  });

  it.each([
    ['oss://b.oss-cn-hangzhou.aliyuncs.com/', 'OSS'],
    ['OSS://b/', 'OSS'],
    ['nas://fs.cn-hangzhou/', 'NAS'],
    ['nas://fs.cn-hangzhou/oss:/cpfs:/', 'NAS'],
    ['nas://cpfs-1.cn-hangzhou/', 'CPFS'],
    ['CPFS://cpfs-1.cn-hangzhou/', 'CPFS'],
  ])('%s is on %s', (uri, storage) => expect(storageOf(uri)).toBe(storage));

  it('have versions on one storage', () => {
    expect(checkVersionStorage('d-1', 'OSS', 'OSS')).toEqual([]);
    expect(checkVersionStorage('d-1', '', 'OSS')).toEqual([]);
    expect(ruleOf(checkVersionStorage('d-1', 'NAS', 'OSS'))).toBe('R54');
  });
});

describe('R49 code sources', () => {
  const now = { id: 'code-1', repo: 'https://a.example/x.git', commit: 'abcdef1', hasToken: true };

  it('name a repository by its web address alone', () => {
    expect(checkContents({})).toEqual([]);
    for (const repo of [
      'https://a.example/x.git',
      'https://A.example:8443/~me/a-b_c+d',
      'https://git/o/My%20Project/n',
      'https://10.0.0.7/o/n.git',
    ])
      expect(ruleOf(checkContents({ repo })), repo).toBeUndefined();
    for (const repo of [
      'x',
      'https://',
      'ssh://git@a/x',
      'https://u@a/x',
      'https://:p@a/x',
      'https://a/x?t=1',
      'https://a/x#y',
      'http://a.example/x',
      'https://a.example\\@evil.example/x.git',
      'https://a.example:443\\@evil.example/x.git',
      'https:/a.example\\@evil.example/x.git',
      'https:\\\\a.example/x.git',
      'https:a.example/x.git',
      'https://a.example/x\n.git',
      'https://a.example/x.git\n',
      ' https://a.example/x.git',
      'https://a.example/x y.git',
      'https://a.example/x;y.git',
      'https://a.example',
      'https://a.example:/x.git',
      'https://a。example/x.git',
      'https://[::1]/x.git',
    ])
      expect(ruleOf(checkContents({ repo })), repo).toBe('R49');
    // What stands before the host is said nowhere, nor what is in the query.
    for (const repo of [
      'https://u:s3cret@a/x',
      'ssh://u:s3cret@a/x',
      'https:\\\\u:s3cret@a/x',
      'https://a/x?t=s3cret\n',
      'https://a/x#s3cret',
    ])
      expect(reasonOf(checkContents({ repo })), repo).not.toContain('s3cret');
  });

  it('with a stored token stay with the host that it was given for', () => {
    const moved = { repo: 'https://b.example/x.git' };
    expect(ruleOf(checkCodeUpdate(now, moved))).toBe('R49');
    expect(ruleOf(checkCodeUpdate(now, { repo: 'http://a.example/x.git' }))).toBe('R49');
    expect(ruleOf(checkCodeUpdate(now, { repo: 'https://a.example/y.git' }))).toBeUndefined();
    expect(ruleOf(checkCodeUpdate({ ...now, hasToken: false }, moved))).toBeUndefined();
    expect(ruleOf(checkCodeUpdate({ ...now, repo: 'odd' }, moved))).toBe('R49');
    expect(ruleOf(checkCodeUpdate(now, {}))).toBeUndefined();
    expect(ruleOf(checkCodeUpdate(now, { repo: 'https://A.example:443/y.git' }))).toBeUndefined();
    for (const repo of ['https://a.example:444/y.git', 'https://a.example\\@b.example/y.git', 'https://a.example./y'])
      expect(ruleOf(checkCodeUpdate(now, { repo })), repo).toBe('R49');
  });

  it('are taken only where git reads the same host, whatever is written', () => {
    /** As git and curl read it: up to the first slash, what stands after the last `@`. */
    const gitHost = (repo: string): string => {
      const authority = repo.replace(/^[^:]*:\/\//, '').replace(/\/.*$/s, '');
      return authority.slice(authority.lastIndexOf('@') + 1).replace(/:(443)?$/, '');
    };
    const part = fc.constantFrom(
      ...['https:', 'http:', '//', '/', '\\', '@', ':', ':443', ':8443', 'a.example', 'b.example', 'x', '.', '%40'],
      ...['?', '#', '\t', '\n', '\u0000', '。', 'ｂ', 'é', '[', ']', ';', ' ', '-', '%5c', '%2f'],
    );
    const address = fc.oneof(
      fc.array(part, { maxLength: 10 }).map((parts) => parts.join('')),
      fc.array(part, { maxLength: 8 }).map((parts) => `https://a.example${parts.join('')}`),
      fc.array(part, { maxLength: 2 }).map((parts) => `https://a.example${parts.join('')}/x`),
    );
    let taken = 0;
    fc.assert(
      fc.property(address, (repo) => {
        if (allRefusals(checkContents({ repo })) !== undefined) return;
        taken += 1;
        expect(new URL(repo).host).toBe(gitHost(repo).toLowerCase());
        if (ruleOf(checkCodeUpdate(now, { repo })) === undefined) expect(gitHost(repo)).toBe('a.example');
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it('take a branch where no commit beats it', () => {
    expect(ruleOf(checkCodeUpdate(now, { branch: 'dev' }))).toBe('R49');
    expect(checkCodeUpdate({ ...now, commit: '' }, { branch: 'dev' })).toEqual([]);
    expect(checkCodeUpdate(now, { branch: 'dev', commit: 'abcdef2' })).toEqual([]);
    expect(checkCodeUpdate(now, { commit: 'abcdef2' })).toEqual([]);
  });
});

describe('R58 runs', () => {
  it('take parameters that are no secrets, and points that they do not have', () => {
    expect(checkParams([])).toEqual([]);
    expect(reasonOf(checkParams(['api_key', 'token']))).toContain('params "api_key", "token" would show');
    expect(checkNewPoints('run-1', [])).toEqual([]);
    const points = [1, 2, 3, 4].map((step) => ({ key: 'loss', step }));
    expect(reasonOf(checkNewPoints('run-1', points))).toContain('"loss" at step 3 and 1 more already');
    expect(reasonOf(checkNewPoints('run-1', points.slice(0, 3)))).toContain('"loss" at step 3 already');
  });
});

it('R56 a template is saved without masks and secrets', () => {
  expect(checkContent({ isObject: true })).toEqual([]);
  expect(reasonOf(checkContent({ isObject: true, masked: 'Envs.A' }))).toMatch(/^content has \*\*\* at "Envs.A"/);
  expect(reasonOf(checkContent({ isObject: true, secret: 'Envs.B' }))).toMatch(/^content has what .* at "Envs.B"/);
  expect(ruleOf(checkContent({ isObject: false }))).toBe('R56');
});
