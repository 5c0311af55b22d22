import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { makeAndLook } from '../../src/tools/kit/assets/read-back.ts';
import type { Viewer } from '../../src/tools/kit/decoders/viewers.ts';
import { type AskedViewer, createViewer } from '../../src/tools/kit/viewers/create-viewer.ts';
import { TENSORBOARD } from '../../src/tools/kit/viewers/viewer-api.ts';
import { makeOnce } from '../../src/tools/kit/write-outcome.ts';
import { contextOf, OPERATOR } from './read-fixtures.ts';

const lost = new Fault({ kind: 'unknown_outcome', message: 'CreateX was sent.', fix: 'Read back.' });
const busy = new Fault({ kind: 'unavailable', message: 'Busy.', fix: 'Call again.', retryable: true });
const ctx = contextOf(
  async () => {
    throw new Error('nothing is called');
  },
  { operator: { ...OPERATOR, readBackMs: 3000 }, sleep: async () => {} },
);
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Fault,
  );
const write = () => Promise.reject(lost);

describe('what is made once', () => {
  it('is what the answer says', async () => {
    const find = () => Promise.reject(new Error('not looked for'));
    expect(await makeOnce(ctx, { write: async () => 'a', find, none: '' })).toEqual({ id: 'a', found: false });
  });

  it('is looked for again where a look fails', async () => {
    const looks = [busy, [], ['a']];
    const find = async () => {
      const look = looks.shift();
      if (look instanceof Fault) throw look;
      return look as string[];
    };
    expect(await makeOnce(ctx, { write, find, none: '' })).toEqual({ id: 'a', found: true });
  });

  it.each([
    ['every look fails', () => Promise.reject(busy), 'Looking for it failed too.'],
    ['nothing is found', async () => [], 'None so far.'],
    ['several may be it', async () => ['a', 'b'], 'Each of these may be it: a, b.'],
  ])('is unknown where %s', async (_, find, says) => {
    const fault = await thrown(makeOnce(ctx, { write, find, none: 'None so far.' }));
    expect(fault?.details).toMatchObject({ kind: 'unknown_outcome', message: `CreateX was sent. ${says}` });
  });
});

describe('a viewer whose answer got lost', () => {
  const wanted: AskedViewer = {
    displayName: 'losses',
    minutes: 60,
    machine: 'ecs.g6.large',
    quotaId: undefined,
    accessibility: 'PRIVATE',
    sources: ['dlc1'],
  };
  const like = { ...wanted, id: 'tb1', status: 'Running' };
  const made = (listed: object, before: object[] = []) => {
    const api = {
      ...TENSORBOARD,
      list: async () => ({ viewers: [listed as Viewer], total: 1 }),
      read: async () => like,
    };
    return createViewer(ctx, { api: api as never, wanted, before: before as Viewer[], create: write });
  };

  it('is the new one that is like it', async () => {
    expect(await made(like)).toEqual({ id: 'tb1', status: 'Running' });
    expect(await made({ ...like, minutes: undefined, sources: [] })).toMatchObject({ id: 'tb1' });
    expect(await made({ ...like, sources: ['dlc1', '/logs/'] })).toMatchObject({ id: 'tb1' });
  });

  it.each([
    ['another name', { displayName: 'other' }],
    ['another limit', { minutes: 600 }],
    ['another machine', { machine: 'ecs.gn7i.large' }],
    ['a quota', { quotaId: 'quota1' }],
    ['others to see it', { accessibility: 'PUBLIC' }],
    ['another job', { sources: ['dlc2'] }],
  ])('is not one with %s', async (_, more) => {
    const fault = await thrown(made({ ...like, ...more }));
    expect(fault?.details).toMatchObject({ kind: 'unknown_outcome' });
  });

  it('is not one that was there before', async () => {
    expect((await thrown(made(like, [like])))?.details.kind).toBe('unknown_outcome');
  });
});

describe('a named thing whose answer got lost', () => {
  const made = (uri: string) =>
    makeAndLook(
      ctx,
      write,
      async () => 'd-1',
      async () => ({ uri }),
      (seen) => seen.uri === 'oss://ours/',
    );

  it('is what has its name, if that is what was asked for', async () => {
    expect(await made('oss://ours/')).toEqual({ id: 'd-1', found: true, seen: { uri: 'oss://ours/' } });
    const fault = await thrown(made('oss://theirs/'));
    expect(fault?.details).toMatchObject({
      kind: 'unknown_outcome',
      message: 'CreateX was sent. Read back, nothing like it has its name so far.',
    });
  });
});
