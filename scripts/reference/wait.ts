import { OUTCOMES } from '../../src/domain/wait-endings.ts';

/** The generated part of the guide: how `wait` can end. */
export const waitTable = (): Record<string, string> => ({
  exits: [
    '| exit code | outcome | what it says |',
    '| --- | --- | --- |',
    ...Object.entries(OUTCOMES).map(
      ([name, [code, meaning]]) => `| ${code} | \`${name}\` | ${meaning.en.replace(/--[\w-]+/g, '`$&`')} |`,
    ),
  ].join('\n'),
});
