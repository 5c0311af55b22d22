import { describe, expect, it } from 'vitest';
import { REQUEST_TAG } from '../../../src/domain/create-ledger.ts';
import { errorOf, yes } from '../session.ts';
import { bench, expectRefused, ok, onlyWrite, putJob, writes } from './bench.ts';

type Row = Record<string, unknown>;

const at = bench({ person: yes });
const outcomes = (data: Row): unknown[] => (data.jobs as Row[]).map(({ outcome }) => outcome);

async function jobs(...tags: Row[]): Promise<string[]> {
  const ids: string[] = [];
  for (const each of tags) ids.push(putJob(at, { settings: { tags: each } }));
  at.cloud.clearRequests();
  at.cloud.faults.clear();
  return ids;
}
const tagsOf = (id: string): Row => ({
  ...at.cloud.jobs().find((job) => job.id === id)?.tags,
  [REQUEST_TAG]: undefined,
});

describe('tag_resources', () => {
  it('sets tags of several jobs at once, says what they were, and finds the jobs by them', async () => {
    const job_ids = await jobs({ team: 'old', keep: '1' }, {});
    const { data, text } = await ok(at, 'tag_resources', { job_ids, tags: { team: 'nlp', stage: '7' } });
    expect(onlyWrite(at.cloud, 'TagResources').body).toEqual({
      RegionId: 'cn-hangzhou',
      ResourceType: 'Job',
      ResourceId: job_ids,
      Tag: [
        { Key: 'team', Value: 'nlp' },
        { Key: 'stage', Value: '7' },
      ],
    });
    expect(outcomes(data)).toEqual(['applied', 'applied']);
    expect((data.jobs as Row[])[0]?.before).toEqual({ team: 'old' });
    expect(text).toContain('2 of 2 jobs found by team=nlp, stage=7.');
    expect(tagsOf(job_ids[0] ?? '')).toMatchObject({ team: 'nlp', stage: '7', keep: '1' });
    expect(at.session.asked).not.toContainEqual(expect.stringContaining('tag'));
    const found = await ok(at, 'list_jobs', { workspace_id: at.finds.workspace_id, tags: { stage: '7' } });
    expect(found.data.total).toBe(2);
  });

  it('calls pending what does not show, and unknown what got lost', async () => {
    const job_ids = await jobs({});
    at.cloud.faults.add({ action: 'TagResources', stage: 'at_commit', effect: { kind: 'ignored' } });
    const { data, text } = await ok(at, 'tag_resources', { job_ids, tags: { a: '1' } });
    expect(outcomes(data)).toEqual(['pending']);
    expect(text).toContain('Next: list_jobs workspace_id=<workspace_id> own=false tags={"a":"1"}');
    at.cloud.faults.add({ action: 'TagResources', stage: 'before_commit', effect: { kind: 'reset' } });
    const lost = await at.session.call('tag_resources', { job_ids, tags: { a: '2' } });
    expect(errorOf(lost).kind).toBe('unknown_outcome');
    expect(lost.text).toContain(`not on ${job_ids[0]} so far`);
    at.cloud.faults.add({ action: 'TagResources', stage: 'after_commit', effect: { kind: 'cut' } });
    expect(outcomes((await ok(at, 'tag_resources', { job_ids, tags: { a: '3' } })).data)).toEqual(['applied']);
  });

  it('refuses more than the API takes, and a job that there is not, before anything is sent', async () => {
    const [id = ''] = await jobs({});
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, key) => [`k${key}`, 'v']));
    for (const args of [
      { job_ids: [id], tags: many },
      { job_ids: [id], tags: {} },
      { job_ids: Array(51).fill(id), tags: { a: '1' } },
    ])
      expectRefused(at, await at.session.call('tag_resources', args), undefined, {
        kind: 'invalid_input',
        silent: true,
      });
    const absent = { job_ids: [id, 'dlc0000000000000'], tags: { a: '1' } };
    for (const [tool, more] of [
      ['tag_resources', {}],
      ['untag_resources', { tags: undefined, tag_keys: ['a'] }],
    ] as const) {
      const answer = await at.session.call(tool, { ...absent, ...more });
      expectRefused(at, answer, undefined, { kind: 'not_found' });
      expect(answer.text).toContain('There is no job dlc0000000000000. Nothing was done.');
    }
  });
});

describe('untag_resources', () => {
  it('takes tags off, and says of which job it cannot be told', async () => {
    const [tagged = '', bare = ''] = await jobs({ team: 'x', keep: '1' }, {});
    const { data } = await ok(at, 'untag_resources', { job_ids: [tagged, bare], tag_keys: ['team'] });
    expect(onlyWrite(at.cloud, 'UntagResources').query).toEqual({
      ResourceType: 'Job',
      ResourceId: JSON.stringify([tagged, bare]),
      TagKey: '["team"]',
    });
    expect(outcomes(data)).toEqual(['removed', 'not_shown']);
    expect(tagsOf(tagged)).toMatchObject({ keep: '1' });
    expect(tagsOf(tagged)).not.toHaveProperty('team');
  });

  it('calls pending what stays, and unknown what got lost', async () => {
    const job_ids = await jobs({ team: 'x' });
    at.cloud.faults.add({ action: 'UntagResources', stage: 'at_commit', effect: { kind: 'ignored' } });
    expect(outcomes((await ok(at, 'untag_resources', { job_ids, tag_keys: ['team'] })).data)).toEqual(['pending']);
    at.cloud.faults.add({ action: 'UntagResources', stage: 'before_commit', effect: { kind: 'reset' } });
    const lost = await at.session.call('untag_resources', { job_ids, tag_keys: ['team'] });
    expect(errorOf(lost).kind).toBe('unknown_outcome');
  });
});

describe("R29 the server's own tag", () => {
  it('is neither set nor taken off by a caller', async () => {
    const job_ids = await jobs({});
    for (const [tool, args] of [
      ['tag_resources', { tags: { [REQUEST_TAG]: 'x' } }],
      ['untag_resources', { tag_keys: [REQUEST_TAG] }],
    ] as const)
      expectRefused(at, await at.session.call(tool, { job_ids, ...args }), 'R29', { silent: true });
    expect(writes(at.cloud)).toEqual([]);
  });
});
