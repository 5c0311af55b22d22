import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { whereAnswered, whereEachRead, whereRead, withUnread } from '../../src/domain/unread.ts';

const value = {
  name: 'x',
  list: [
    { a: 1, b: 2 },
    { a: 3, b: 4 },
  ],
  env: { __proto__: null, K: 'v' },
};

describe('a value with parts that could not be read', () => {
  it('has all its other parts', () => {
    const seen = withUnread(value, [['name'], ['list', 0, 'a']]);
    expect(whereRead(() => [seen.list[1]?.a, seen.list[0]?.b, seen.env.K])).toEqual([3, 2, 'v']);
  });

  it.each<[string, (seen: typeof value) => unknown]>([
    ['looks at one', ({ name }) => name],
    ['looks at one that is not there', (seen) => Reflect.get(seen, 'missing')],
    ['goes through a list', ({ list }) => list.map(({ a }) => a)],
    ['copies it', (seen) => ({ ...seen })],
    ['writes it down', (seen) => JSON.stringify(seen)],
  ])('is nothing to a check that %s', (_what, look) => {
    const seen = withUnread(value, [['name'], ['missing'], ['list', 0, 'a']]);
    expect(whereRead(() => [look(seen)])).toEqual([]);
    expect(() => look(seen)).toThrow('could not be read');
  });

  it('is checked item by item', () => {
    const seen = withUnread(value, [['list', 0, 'a']]);
    expect(
      whereEachRead(
        () => seen.list,
        ({ a }, index) => [[index, a]],
      ),
    ).toEqual([[1, 3]]);
    const first = withUnread(value, [['list', 0]]);
    expect(
      whereEachRead(
        () => first.list,
        ({ a }) => [a],
      ),
    ).toEqual([3]);
    const all = withUnread(value, [['list']]);
    expect(
      whereEachRead(
        () => all.list,
        ({ a }) => [a],
      ),
    ).toEqual([]);
  });

  it('can be made twice, and leaves the value as it was', () => {
    const seen = withUnread(withUnread(value, [['name']]), [['list']]);
    expect(whereRead(() => [seen.name])).toEqual([]);
    expect(whereRead(() => [seen.list])).toEqual([]);
    expect(value.name).toBe('x');
  });
});

describe('what is found of a call', () => {
  it('is all of it where nothing is unread', async () => {
    expect(whereRead(() => [1, 2])).toEqual([1, 2]);
    expect(await whereAnswered(async () => [1, 2])).toEqual([1, 2]);
  });

  it('is nothing where a read fails or takes too long, and a bug stays one', async () => {
    const fault = new Fault({ kind: 'unavailable', message: 'x', fix: 'y' });
    expect(await whereAnswered(() => Promise.reject(fault))).toEqual([]);
    expect(await whereAnswered(() => Promise.reject(new DOMException('x', 'TimeoutError')))).toEqual([]);
    expect(await whereAnswered(async () => [withUnread(value, [['name']]).name])).toEqual([]);
    await expect(whereAnswered(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
    await expect(whereAnswered(() => Promise.reject(new DOMException('x', 'AbortError')))).rejects.toThrow('x');
    expect(() =>
      whereRead(() => {
        throw new TypeError('bug');
      }),
    ).toThrow('bug');
  });
});
