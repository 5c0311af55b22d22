import { describe, expect, it } from 'vitest';
import { HINTS } from '../../src/advice/hints.ts';
import { allAsOffered, asOffered, ifOffered, offeredSteps } from '../../src/advice/offered.ts';
import { operations } from '../../src/api/operations.ts';
import { type Hint, hint, MARK } from '../../src/domain/hint.ts';
import { offersOf } from '../../src/server/offers.ts';
import { cleanText } from '../../src/shaping/clean.ts';
import { ALL_NAMES } from '../prompts/selections.ts';

const everything = offersOf(ALL_NAMES);
const nothing = offersOf([]);
const named = (text: string): string[] => ALL_NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
const names = Object.keys(HINTS) as Hint[];

describe('hints', () => {
  it.each(names)('%s: leads to a tool where it is offered, and names none where it is not', (name) => {
    const text = `Do it: ${hint(name, name === 'what exists' ? 'job' : 'dlc1', 'Running')}.`;
    expect(named(text)).toEqual([]);
    const [full, bare] = [asOffered(text, everything), asOffered(text, nothing)];
    expect(named(full).length).toBeGreaterThan(0);
    expect(named(bare)).toEqual([]);
    expect(`${full}${bare}`).not.toMatch(/undefined|[^\x20-\x7e]/);
    for (const tool of named(full)) {
      const without = asOffered(text, offersOf(ALL_NAMES.filter((other) => other !== tool)));
      expect(named(without)).not.toContain(tool);
    }
  });
});

/** The kinds of ids that are the last of a path: a call of such an operation fails because there is no such thing. */
const inPaths = [
  ...new Set(
    Object.values(operations).flatMap(({ path, ids }) => {
      const member = [...path.matchAll(/\{(\w+)\}/g)].at(-1)?.[1];
      return (member && ids[member]) ?? [];
    }),
  ),
];

describe('what shows that something exists', () => {
  it.each(inPaths)('is known of each kind of id that an operation may not find: %s', (kind) => {
    expect(named(asOffered(hint('what exists', kind), everything))).toHaveLength(1);
  });

  it.each([
    ['job', 'list_jobs'],
    ['pod', 'get_job'],
    ['image', 'list_images'],
    ['dataset', 'list_datasets'],
    ['codeSource', 'list_code_sources'],
    ['quota', 'list_quotas'],
    ['resourceGroup', 'list_resource_groups'],
  ])('is of the kind of id that was not found: %s', (kind, tool) => {
    expect(named(asOffered(hint('what exists', kind), everything))).toEqual([tool]);
  });
  it('is nothing for a kind that nothing lists', () => {
    expect(asOffered(hint('what exists', 'podInstance'), everything)).toBe('');
    expect(asOffered(hint('what exists', 'toString'), everything)).toBe('');
  });
});

describe('words that are said where their tools are', () => {
  it('are the first wording that can be said, else none', () => {
    const text = `Find it${ifOffered(' with list_jobs or get_job', ' with get_job')}.`;
    expect(asOffered(text, everything)).toBe('Find it with list_jobs or get_job.');
    expect(asOffered(text, offersOf(['get_job']))).toBe('Find it with get_job.');
    expect(asOffered(text, offersOf(['list_jobs']))).toBe('Find it.');
  });

  it('take no part of a longer name, nor a parameter, for a tool', () => {
    const text = ifOffered('get_job_events job_id=dlc1');
    expect(asOffered(text, offersOf(['get_job_events']))).toBe('get_job_events job_id=dlc1');
    expect(asOffered(text, offersOf(['get_job']))).toBe('');
  });

  it('are found at any depth; what has none stays the same object', () => {
    const plain = { rows: [{ a: 'x', n: 1, none: null }], list: ['y'] };
    expect(allAsOffered(plain, nothing)).toBe(plain);
    const marked = { ...plain, list: [ifOffered('get_job', 'z')] };
    expect(allAsOffered(marked, nothing)).toEqual({ ...plain, list: ['z'] });
    expect(allAsOffered(marked, nothing).rows).toBe(plain.rows);
  });

  it('say nothing where nobody has words for a mark, such as in an argument that comes back', () => {
    for (const name of ['nope', '__proto__', 'constructor', ''])
      expect(asOffered(`a${MARK.open}#${name}${MARK.between}x${MARK.close}b`, everything)).toBe('ab');
    expect(asOffered(MARK.open.repeat(100_000), everything)).toHaveLength(100_000);
  });

  it('cannot come from others: cleaned text has no marks', () => {
    expect(cleanText(`a${ifOffered('get_job')}b${MARK.between}`)).toBe('aget_jobb');
  });
});

describe('next steps', () => {
  it('that are calls of what is not offered go; others stay, without its name', () => {
    const steps = ['get_job job_id=dlc1.', `wait${ifOffered('; get_job says more')}.`, 'call again.'];
    expect(offeredSteps(steps, everything)).toEqual([
      'get_job job_id=dlc1.',
      'wait; get_job says more.',
      'call again.',
    ]);
    expect(offeredSteps(steps, nothing)).toEqual(['wait.', 'call again.']);
  });
});
