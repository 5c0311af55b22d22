import { Command } from 'commander';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainStart } from '../../src/cli/plain-start.ts';
import { settingOption } from '../../src/cli/setting-option.ts';
import { settings } from '../../src/config/settings.ts';

/** What the reader of whole command lines makes of the same words. */
function asProgram(words: readonly string[]): Record<string, unknown> {
  const command = new Command('pai-dlc-mcp').exitOverride().configureOutput({ writeErr: () => {} });
  for (const setting of settings) command.addOption(settingOption(setting));
  return command.parse([...words], { from: 'user' }).opts();
}

const value = fc.constantFrom('', 'cn-hangzhou', '0', 'a,b', 'x y', '=', '=1', '-', '-x', '--', '--simulate', 'serve');
/** One option, in either way of writing it, with a value or without. */
const option = fc
  .tuple(fc.constantFrom(...settings), fc.constantFrom('apart', 'joined', 'alone'), value)
  .map(([{ flag, kind }, form, given]) => {
    if (form === 'joined') return [`--${flag}=${given}`];
    return form === 'apart' && kind !== 'boolean' ? [`--${flag}`, given] : [`--${flag}`];
  });

describe('a plain start', () => {
  it('is no options at all, or those of the server', () => {
    expect(plainStart([])).toEqual({});
    expect(plainStart(['--simulate', '--region', 'cn-beijing', '--max-in-flight=4'])).toEqual({
      simulate: true,
      region: 'cn-beijing',
      maxInFlight: '4',
    });
  });

  it.each(['serve', '--help', '-h', '--version', '--regon x', 'doctor --json', '--simulate=yes', '--region', '-- x'])(
    'is not: %s',
    (line) => expect(plainStart(line.split(' '))).toBeUndefined(),
  );

  it('reads of every command line that it takes what the whole program reads', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(option, { maxLength: 4 }), (options) => {
        const plain = plainStart(options.flat());
        if (plain === undefined) return;
        taken += 1;
        expect(plain).toEqual(asProgram(options.flat()));
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(taken).toBeGreaterThan(500);
  });
});
