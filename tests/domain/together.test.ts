import { describe, expect, it } from 'vitest';
import { together } from '../../src/domain/fault.ts';

describe('mistakes as one failure', () => {
  it('is the mistake itself where it is one', () => {
    const mistake = { message: 'a is 1.', fix: 'Pass 2.', valid: ['2'], rule: 'R1' };
    expect(together([mistake])).toEqual(mistake);
    expect(together([mistake, mistake])).toEqual(mistake);
  });

  it('numbers several, and the repair of each, with its own list of values', () => {
    expect(
      together([
        { message: 'a is 1.', fix: 'Pass 2.', valid: ['2', '3'], rule: 'R1' },
        { message: 'b is 1.', fix: 'Drop it.', rule: 'R2' },
        { message: 'c is 1.', fix: 'Drop it.', rule: 'R1' },
      ]),
    ).toEqual({
      message: '(1) a is 1. (2) b is 1. (3) c is 1.',
      fix: '(1) Pass 2. Valid: 2, 3. (2, 3) Drop it.',
      rule: 'R1, R2',
    });
  });

  it('gives a repair once where it is that of all', () => {
    const { fix } = together(['a', 'b'].map((name) => ({ message: `${name} is 1.`, fix: 'Drop it.' })));
    expect(fix).toBe('Drop it.');
  });

  it('counts what it does not tell', () => {
    const many = Array.from({ length: 14 }, (_, index) => ({ message: `p${index} is 1.`, fix: `Drop p${index}.` }));
    const { message, fix } = together(many, 5);
    expect(message).toMatch(/\(12\) p11 is 1\. And 7 further mistakes\.$/);
    expect(fix).toMatch(/\(12\) Drop p11\.$/);
    expect(together(many.slice(0, 2), 1).message).toMatch(/And 1 further mistake\.$/);
  });
});
