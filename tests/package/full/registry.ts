import { mkdirSync } from 'node:fs';
import type { TestContext } from 'vitest';
import { NpmError, npm } from '../../../scripts/package/npm.ts';

const OUT_OF_REACH = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENOTCACHED)\b/;

/**
 * Installs packages of the registry by name into a folder; none of their scripts runs, so nothing else is downloaded. Where
 * the registry is out of reach the test is skipped and says so; any other failure is one of the test.
 */
export function install(context: TestContext, folder: string, ...packages: string[]): void {
  mkdirSync(folder, { recursive: true });
  try {
    npm(
      [
        'install',
        '--no-save',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--fetch-retries=1',
        `--prefix=${folder}`,
        ...packages,
      ],
      folder,
    );
  } catch (thrown) {
    const code = thrown instanceof NpmError ? OUT_OF_REACH.exec(thrown.output)?.[0] : undefined;
    if (code === undefined) throw thrown;
    context.skip(`the npm registry is out of reach (${code}); ${packages.join(', ')} cannot be installed`);
  }
}
