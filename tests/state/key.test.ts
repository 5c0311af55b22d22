import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileKey, processKey } from '../../src/state/key.ts';

const root = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-key-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const place = (): string => join(root, `${folders++}`, 'deep', 'creates.json.key');

describe('the key of the digests', () => {
  it('is made once, for its owner only, and is the same from then on', async () => {
    const path = place();
    const key = await fileKey(path);
    expect(key).toHaveLength(32);
    expect(readFileSync(path)).toEqual(key);
    expect([statSync(path).mode & 0o777, statSync(join(path, '..')).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(await fileKey(path)).toEqual(key);
    expect(await fileKey(place())).not.toEqual(key);
  });

  it('is one for all who make it at the same time', async () => {
    const path = place();
    const keys = await Promise.all(Array.from({ length: 16 }, () => fileKey(path)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await fileKey(path)).toEqual(keys[0]);
  });

  it('is filled up where a process died while it wrote it', async () => {
    const path = place();
    await fileKey(path);
    writeFileSync(path, 'torn');
    const key = await fileKey(path);
    expect(key.subarray(0, 4).toString()).toBe('torn');
    expect(await fileKey(path)).toEqual(key);
  });

  it('is not taken from a file that others may use, nor through a link', async () => {
    const [open, linked] = [place(), place()];
    await fileKey(open);
    chmodSync(open, 0o644);
    await expect(fileKey(open)).rejects.toThrow('others may use it');
    mkdirSync(join(linked, '..'), { recursive: true });
    symlinkSync(open, linked);
    await expect(fileKey(linked)).rejects.toThrow();
  });

  it('is another one for every process where there is no file', () => {
    expect(processKey()).not.toEqual(processKey());
  });
});
