import { describe, expect, it } from 'vitest';
import { wantsColour } from '../../src/config/colour.ts';

describe('colour', () => {
  it.each([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['a terminal that has none', true, { TERM: 'dumb' }, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a pipe with FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
    ['a terminal with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['a terminal with FORCE_COLOR=false', true, { FORCE_COLOR: 'False' }, false],
    ['a pipe with both', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['a pipe in a CI', false, { CI: 'true' }, false],
  ])('%s', (_, isTerminal, environment, wanted) => {
    expect(wantsColour(isTerminal, environment)).toBe(wanted);
  });
});
