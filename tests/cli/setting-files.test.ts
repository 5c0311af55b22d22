import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serverEnv } from '../e2e/session.ts';
import { run } from './run.ts';

let root: string;
let folder: string;
let file: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-setting-files-'));
});
beforeEach(() => {
  folder = mkdtempSync(join(root, 'at-'));
  file = join(folder, 'the file');
});
afterAll(() => rmSync(root, { recursive: true }));

/** Starts the server, whose client is gone at once. */
const start = (args: readonly string[], env: Record<string, string> = {}) =>
  run(['--region', 'cn-hangzhou', ...args], { env: serverEnv(undefined, { PAI_DLC_MCP_STATE_FILE: '', ...env }) });

const PLANTS: readonly [what: string, plant: () => void, says: string][] = [
  ['a folder', () => mkdirSync(file), 'it is a folder (EISDIR)'],
  [
    'below a file',
    () => {
      writeFileSync(folder.concat('/plain'), '');
      file = join(folder, 'plain', 'the file');
    },
    'a file stands where a folder on the way to it should be (ENOTDIR)',
  ],
  ['a link', () => symlinkSync('elsewhere', file), 'it is a link'],
  [
    'a file that others may use',
    () => {
      writeFileSync(file, '');
      chmodSync(file, 0o644);
    },
    'others may use it (permissions 0644)',
  ],
  ['in an open folder', () => chmodSync(folder, 0o777), 'others may write to its directory'],
];

const FILES = [
  ['--audit-log', 'PAI_DLC_MCP_AUDIT_LOG'],
  ['--state-file', 'PAI_DLC_MCP_STATE_FILE'],
] as const;

describe.each(FILES)('a file of %s that the server cannot write', (flag, variable) => {
  it.each(PLANTS)('ends the start, and not only the first call that writes: %s', async (_, plant, says) => {
    plant();
    const [byFlag, byVariable] = [await start([flag, file]), await start([], { [variable]: file })];
    expect([byFlag.code, byFlag.out]).toEqual([2, '']);
    expect(byFlag.err).toContain(`${flag} is ${JSON.stringify(file)}, which cannot be written: ${says}`);
    expect(byFlag.err).toContain(`or set ${flag} to another file`);
    expect(byVariable.code).toBe(2);
    expect(byVariable.err).toContain(`${variable} is ${JSON.stringify(file)}`);
  });

  it('ends no start where it can be, and is not made before it is needed', async () => {
    file = join(folder, 'new', 'the file');
    expect((await start([flag, file])).code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, 'own'), '', { mode: 0o600 });
    expect((await start([flag, join(folder, 'own')])).code).toBe(0);
  });

  it('ends no start where no offered tool needs it', async () => {
    mkdirSync(file);
    expect((await start([flag, file, '--read-only'])).code).toBe(0);
  });
});

it('a folder of a file that no setting names ends no start: reading needs none', async () => {
  const home = join(folder, 'home');
  writeFileSync(home, '');
  expect((await start([], { HOME: home, XDG_STATE_HOME: '' })).code).toBe(0);
  expect(existsSync(join(home, '.local'))).toBe(false);
});
