import { describe, expect, it } from 'vitest';
import { createReadCache } from '../../src/server/read-cache.ts';
import { allTools } from '../../src/tools/all.ts';
import { movableClock } from './clock.ts';

/** A cloud that counts how often it is asked. */
function counted<T extends object>(answer: T) {
  const asked = { times: 0 };
  return {
    asked,
    read: async () => {
      asked.times++;
      return answer;
    },
  };
}
const always = () => true;

describe('reads that are kept', () => {
  it('are asked once per action, region and input', async () => {
    const cache = createReadCache();
    const { asked, read } = counted({ id: 1 });
    for (const key of [
      ['GetDataset', 'r', { a: 1 }],
      ['GetDataset', 'r', { a: 1 }],
    ])
      expect(await cache.through(key, read, always)).toEqual({ id: 1 });
    expect(asked.times).toBe(1);
    for (const other of [
      ['GetDataset', 'r', { a: 2 }],
      ['GetDataset', 's', { a: 1 }],
      ['GetImage', 'r', { a: 1 }],
    ])
      await cache.through(other, read, always);
    expect(asked.times).toBe(4);
  });

  it('are all forgotten at once, those on their way included', async () => {
    const cache = createReadCache();
    const { asked, read } = counted({ id: 1 });
    await cache.through(['a'], read, always);
    let arrive = (_: object) => {};
    const answer = new Promise<object>((resolve) => {
      arrive = resolve;
    });
    const onItsWay = cache.through(['b'], () => answer, always);
    cache.forget();
    arrive({});
    await onItsWay;
    await cache.through(['a'], read, always);
    await cache.through(['b'], read, always);
    expect(asked.times).toBe(3);
  });

  it('are changed by tools of the assets alone, after which the pipeline forgets them', () => {
    const changing = allTools.filter(
      ({ effect, actions: [own = ''] }) => effect !== 'read' && /Image|Dataset|CodeSource/.test(own),
    );
    expect(changing.length).toBeGreaterThan(10);
    expect(new Set(changing.map(({ toolset }) => toolset))).toEqual(new Set(['assets']));
  });

  it('are finds only: an empty answer is asked for again, a failure is not kept', async () => {
    const cache = createReadCache();
    const { asked, read } = counted({ Images: [] });
    const found = ({ Images }: { Images: unknown[] }) => Images.length > 0;
    await cache.through(['k'], read, found);
    await cache.through(['k'], read, found);
    expect(asked.times).toBe(2);
    await expect(cache.through(['k'], () => Promise.reject(new Error('down')), always)).rejects.toThrow('down');
    await cache.through(['k'], read, found);
    expect(asked.times).toBe(3);
  });

  it('are forgotten after a minute', async () => {
    const clock = movableClock();
    const cache = createReadCache();
    const { asked, read } = counted({});
    await cache.through(['k'], read, always);
    await clock.pass(50_000);
    await cache.through(['k'], read, always);
    expect(asked.times).toBe(1);
    await clock.pass(10_100);
    await cache.through(['k'], read, always);
    expect(asked.times).toBe(2);
  });
});
