import { expect, it } from 'vitest';
import { processTests } from '../processes.ts';

it('leaves out of the inner loop what starts a process, a server or the bundler, itself or by what it imports', () => {
  expect(processTests()).toEqual(
    expect.arrayContaining([
      'tests/architecture/start.test.ts',
      'tests/confirm/chat.test.ts',
      'tests/e2e/process.test.ts',
      'tests/e2e/rules/credentials.test.ts',
      'tests/e2e/rules/update.test.ts',
      'tests/server/progress.test.ts',
    ]),
  );
});

it('keeps in it what does not, whatever its texts quote', () => {
  const kept = ['tests/policy/questions.test.ts', 'tests/api/client.test.ts', 'tests/docs/readme.test.ts'];
  expect(processTests().filter((file) => kept.includes(file))).toEqual([]);
});
