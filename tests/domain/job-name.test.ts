import { describe, expect, it } from 'vitest';
import { nextName } from '../../src/domain/job-name.ts';

describe('the name of another job of the same kind', () => {
  it.each([
    ['llm-sweep-20261101', 'llm-sweep-20261124'],
    ['llm-sweep-20261124', 'llm-sweep-20261124-2'],
    ['llm-sweep-20261124-2', 'llm-sweep-20261124-3'],
    ['llm-sweep-20261101-7', 'llm-sweep-20261124'],
    ['llm-sweep', 'llm-sweep-20261124'],
    ['my job (v2)', 'my-job-v2-20261124'],
    ['训练', 'project-model-20261124'],
    ['', 'project-model-20261124'],
    ['20261101', 'project-model-20261124'],
    ['run-54820417', 'run-54820417-20261124'],
    ['run-20261341', 'run-20261341-20261124'],
    ['run-20261341-3', 'run-20261341-3-20261124'],
    ['v120261101', 'v120261101-20261124'],
  ])('%s -> %s', (name, next) => expect(nextName(name, '20261124')).toBe(next));

  it('is always one that the API accepts', () => {
    expect(nextName('x'.repeat(1000), '20261124')).toMatch(/^[0-9A-Za-z_.-]{1,256}$/);
  });
});
