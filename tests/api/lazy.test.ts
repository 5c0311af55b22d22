import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const PROBE = `
import { createRequire } from 'node:module';
import { createCloud } from './src/api/client.ts';
const loaded = () => Object.keys(createRequire(process.cwd() + '/x.js').cache).filter((name) => name.includes('@alicloud')).length;
const cloud = createCloud({ userAgent: 'probe', endpoint: '127.0.0.1:9', protocol: 'http', staticCredentials: { accessKeyId: 'a', accessKeySecret: 'b' } });
await cloud.call('StopJob', { JobId: '..' }, { region: 'cn-hangzhou' }).catch(() => {});
const before = loaded();
await cloud.call('StopJob', { JobId: 'dlc1' }, { region: 'cn-hangzhou' }).catch(() => {});
console.log(JSON.stringify({ before, after: loaded() > 0 }));
`;

it('loads nothing of the SDK before the first call that gets as far as sending', () => {
  const { outputFiles } = buildSync({
    stdin: { contents: PROBE, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const script = outputFiles[0]?.text ?? '';
  const out = execFileSync(process.execPath, ['--input-type=module', '-'], {
    cwd: root,
    input: script,
    encoding: 'utf8',
  });
  expect(JSON.parse(out)).toEqual({ before: 0, after: true });
});
