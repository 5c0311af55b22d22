import { describe, expect, it } from 'vitest';
import { brokenModule } from '../broken/modules.ts';
import { forgeries, latecomers, misdirections, type Outcome, outdated, replays } from './checks.ts';
import { CHANNELS, type Create } from './subject.ts';

/** Each check against confirmations that lack what it checks: a zero above means something only where this is none. */
const SEAL = 'src/server/confirm/seal.ts';
const CONFIRM = 'src/server/confirm.ts';
const BROKEN: [
  what: string,
  file: string,
  find: string,
  replace: string,
  check: (create: Create) => Promise<Outcome>,
][] = [
  [
    'believes what a state says',
    SEAL,
    'const waited = open.burn(state);',
    "const waited = 0; try { return { waited, sealed: JSON.parse(Buffer.from(state.split('.')[1], 'base64').toString()).p }; } catch { return undefined; }",
    (create) => forgeries(create, 'elicitation', 500),
  ],
  [
    'takes every spelling of a signature',
    SEAL,
    'const waited = open.burn(state);',
    'const waited = 0;',
    (create) => forgeries(create, 'chat', 500),
  ],
  [
    'does not burn an answer',
    SEAL,
    'issued.delete(state);\n      return',
    'return',
    async (create) => {
      const both = await Promise.all(CHANNELS.map((channel) => replays(create, channel)));
      expect(both.map(({ accepted }) => accepted.length)).toEqual([126, 126]);
      return both[0] as Outcome;
    },
  ],
  [
    'does not look at the call',
    CONFIRM,
    "!seals.isAbout(sealed, 'call', binding(channel, call))",
    'false',
    (create) => misdirections(create, 200),
  ],
  [
    'binds the tool and not its arguments',
    CONFIRM,
    '({ channel, tool, args })',
    '({ channel, tool, args: typeof args })',
    (create) => misdirections(create, 200),
  ],
  [
    'binds no channel',
    CONFIRM,
    '({ channel, tool, args })',
    '({ tool, args })',
    (create) => misdirections(create, 200),
  ],
  ['does not look at the facts', CONFIRM, "!seals.isAbout(sealed, 'facts', question.facts)", 'false', outdated],
  [
    'takes an answer where nothing is asked',
    CONFIRM,
    'question === undefined || !seals.isAbout',
    'question !== undefined && !seals.isAbout',
    outdated,
  ],
  ['never expires', SEAL, 'waited < TTL ? sealed : undefined', 'sealed', latecomers],
];

describe('a check fails on confirmations that', () => {
  it.each(BROKEN)('%s', async (_what, file, find, replace, check) => {
    const load = brokenModule<{ createConfirmations: Create }>(CONFIRM, { file, find, replace });
    const { createConfirmations: create } = await load;
    expect((await check(create)).accepted.length).toBeGreaterThan(0);
  });
});
