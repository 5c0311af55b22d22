import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/api/operation.ts';
import { known } from '../../src/api/operations/ids.ts';
import { operations } from '../../src/api/operations.ts';
import { fillPath, pathNames } from '../../src/api/path.ts';
import { Fault } from '../../src/domain/fault.ts';

function refusedWith(path: string, input: Record<string, unknown>, ids: Operation['ids'] = {}) {
  try {
    return { path: fillPath({ path, ids }, input) };
  } catch (error) {
    return error instanceof Fault ? error.details : error;
  }
}

describe('what the path template says of a value that is no id', () => {
  it('names the parameters of a template in order', () => {
    expect(pathNames('/api/v1/jobs/{JobId}/pods/{PodId}/logs')).toEqual(['JobId', 'PodId']);
    expect(pathNames('/api/v1/jobs')).toEqual([]);
  });

  it('shows an id that it takes, for each of the parameters', () => {
    const parameters = Object.values(operations).flatMap(({ path, ids }) =>
      pathNames(path)
        .filter((name) => ids[name] !== undefined && known(ids[name]).example !== undefined)
        .map((name) => [name, ids] as const),
    );
    expect(parameters.map(([name]) => name)).toContain('PodId');
    for (const [name, ids] of new Map(parameters)) {
      const path = `/x/{${name}}`;
      const { fix } = refusedWith(path, {}, ids) as { fix: string };
      const [, example = ''] = /^Pass an id such as (\S+); the list of such things shows them\.$/.exec(fix) ?? [];
      expect(refusedWith(path, { [name]: example })).toEqual({ path: `/x/${example}` });
      expect(example, name).not.toBe('');
    }
  });

  it('goes without an example where it knows none', () => {
    expect(refusedWith('/x/{Other}', { Other: '..' })).toMatchObject({
      kind: 'invalid_input',
      fix: 'Pass an id; the list of such things shows them.',
    });
  });

  it('takes dots within a name that is no id, and never a step to another folder', () => {
    expect(refusedWith('/x/{Other}', { Other: 'ecs.gn7i-c8g1.2xlarge' })).toEqual({ path: '/x/ecs.gn7i-c8g1.2xlarge' });
    const long = `aa${'.a'.repeat(127)}`;
    expect(refusedWith('/x/{Other}', { Other: long })).toEqual({ path: `/x/${long}` });
    for (const Other of ['.', '..', '.a', 'a.', 'a..b', 'a/b', `a${long}`])
      expect(refusedWith('/x/{Other}', { Other })).toMatchObject({ kind: 'invalid_input' });
    expect(refusedWith('/x/{V}', { V: '0.1.0' }, { V: 'modelVersion' })).toEqual({ path: '/x/0.1.0' });
    expect(refusedWith('/x/{JobId}', { JobId: 'dlc1.json' }, { JobId: 'job' })).toMatchObject({
      kind: 'invalid_input',
    });
  });

  it.each([
    ['a number', 7, '"7"'],
    ['a list of one id', ['dlc1'], '"dlc1"'],
    ['nothing', undefined, '""'],
    ['null', null, '""'],
    ['a long text', '/'.repeat(300), JSON.stringify('/'.repeat(60))],
  ])('takes only text: %s is none', (_, value, shown) => {
    expect(refusedWith('/x/{JobId}', { JobId: value })).toMatchObject({
      kind: 'invalid_input',
      message: `JobId ${shown} is not an id: only ASCII letters, digits, - and _ are.`,
    });
  });
});
