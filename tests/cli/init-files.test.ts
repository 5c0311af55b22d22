import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apply, type Change, diffOf, firstText } from '../../src/cli/init/change.ts';
import { readText, writeText } from '../../src/cli/init/file.ts';
import { Fault } from '../../src/domain/fault.ts';
import { runHere as run } from './run-here.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What was said of a file that was not read or written. */
async function refusal(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (thrown) {
    if (thrown instanceof Fault) return `${thrown.details.message} ${thrown.details.fix}`;
    throw thrown;
  }
  return 'no refusal';
}
const at = (...names: string[]): string => join(folder, ...names);

describe.skipIf(process.platform === 'win32')('a file of a host', () => {
  it('that is a named pipe ends init at once, with the reason', async () => {
    mkdirSync(at('.cursor'));
    execFileSync('mkfifo', [at('.cursor', 'mcp.json')]);
    const tried = await run(['init', 'cursor', '--simulate', '--yes'], {
      env: { PATH: process.env.PATH ?? '', HOME: folder },
      cwd: folder,
    });
    expect([tried.code, tried.err.replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining('it is not a regular file'),
    ]);
  });

  it('is not read where it is a folder, too large, or not text', async () => {
    mkdirSync(at('folder'));
    expect(await refusal(readText(at('folder')))).toContain('it is not a regular file');
    writeFileSync(at('large'), '');
    truncateSync(at('large'), 17 * 1024 * 1024);
    expect(await refusal(readText(at('large')))).toContain('it has more than 16 MiB');
    writeFileSync(at('binary'), Buffer.from([0x7b, 0xff, 0x7d]));
    expect(await refusal(readText(at('binary')))).toContain('cannot be read');
  });

  it('stays where a link leads to it, and a link that leads nowhere becomes no file', async () => {
    writeFileSync(at('real'), 'a');
    symlinkSync(at('real'), at('link'));
    await writeText(at('link'), 'b');
    expect([readFileSync(at('real'), 'utf8'), lstatSync(at('link')).isSymbolicLink()]).toEqual(['b', true]);
    symlinkSync(at('nowhere'), at('dangling'));
    expect(await refusal(readText(at('dangling')))).toContain('it is a link that leads nowhere');
    expect(await refusal(writeText(at('dangling'), 'b'))).toContain('it is a link that leads nowhere');
    expect(existsSync(at('nowhere'))).toBe(false);
  });

  it('is not followed to where somebody else can have linked it', async () => {
    writeFileSync(at('victim'), 'a');
    mkdirSync(at('open'));
    symlinkSync(at('victim'), at('open', 'mcp.json'));
    chmodSync(at('open'), 0o777);
    expect(await refusal(writeText(at('open', 'mcp.json'), 'b'))).toContain(
      'it is a link, and others may write to its directory',
    );
    expect(readFileSync(at('victim'), 'utf8')).toBe('a');
    chmodSync(at('open'), 0o755);
    await writeText(at('open', 'mcp.json'), 'b');
    expect(readFileSync(at('victim'), 'utf8')).toBe('b');
  });

  it('keeps its mode, and nothing is left beside it', async () => {
    writeFileSync(at('config'), 'a', { mode: 0o640 });
    chmodSync(at('config'), 0o640);
    await writeText(at('config'), 'b');
    expect(statSync(at('config')).mode & 0o7777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['config']);
  });

  it('is not written where it was changed since it was shown', async () => {
    writeFileSync(at('config'), 'new');
    const change: Change = { file: at('config'), before: 'old', after: 'ours' };
    expect(await refusal(apply(change, []))).toContain('changed by another program');
    expect(readFileSync(at('config'), 'utf8')).toBe('new');
  });
});

describe('folders above a new file', () => {
  const round = async (file: string): Promise<void> => {
    const text = await firstText(file, '{}\n');
    await apply({ file, before: undefined, after: text }, [folder]);
    await apply({ file, before: readFileSync(file, 'utf8'), after: undefined }, [folder]);
  };

  it('go with it where they were made for it', async () => {
    await round(at('a', 'b', 'c.json'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stay where they were there, also empty ones', async () => {
    mkdirSync(at('a'));
    await round(at('a', 'c.json'));
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('stay where something else came into them', async () => {
    const file = at('a', 'c.json');
    await apply({ file, before: undefined, after: await firstText(file, '{}\n') }, [folder]);
    writeFileSync(at('a', 'other'), '');
    await apply({ file, before: readFileSync(file, 'utf8'), after: undefined }, [folder]);
    expect(readdirSync(at('a'))).toEqual(['other']);
  });
});

describe('a change as it is shown', () => {
  it('is cut to where a long line differs', () => {
    const long = (middle: string): string => `{"a":"${'x'.repeat(5000)}",${middle}"z":"${'y'.repeat(5000)}"}`;
    const shown = diffOf({ file: 'f', before: long(''), after: long('"pai-dlc":{},') });
    expect(shown.length).toBeLessThan(1200);
    expect(shown).toContain('"pai-dlc":{}');
  });
});
