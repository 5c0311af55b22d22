import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOwn, replaceOwn } from '../../src/files/own-file.ts';
import { createAuditFile } from '../../src/state/audit-file.ts';

let folder: string;
let victim: string;
const PRECIOUS = 'nobody writes here\n';
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-races-'));
  victim = at('victim');
  writeFileSync(victim, PRECIOUS, { mode: 0o600 });
});
afterEach(() => rmSync(folder, { recursive: true }));

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Puts a link to the victim in the place of a file and takes it away again, as often as it can, until told to stop. */
async function swapping(path: string, during: Promise<unknown>): Promise<number> {
  let swaps = 0;
  let going = true;
  const stop = () => {
    going = false;
  };
  during.then(stop, stop);
  while (going) {
    symlinkSync(victim, at('link'));
    renameSync(at('link'), path);
    swaps++;
    await turn();
    rmSync(path, { force: true });
    await turn();
  }
  return swaps;
}

/** Work done again and again while a link comes and goes where its file is; how often it went well. */
async function hammered(path: string, rounds: number, work: (round: number) => Promise<unknown>): Promise<number> {
  let went = 0;
  const all = (async () => {
    for (let round = 0; round < rounds; round++)
      await work(round).then(
        () => went++,
        () => undefined,
      );
  })();
  expect(await swapping(path, all)).toBeGreaterThan(10);
  return went;
}

describe('a link that comes between the look and the opening', () => {
  it('is followed by nothing that is appended', async () => {
    const path = at('own');
    const went = await hammered(path, 300, async () => {
      const handle = await openOwn(path, 'append');
      await handle.appendFile('x').finally(() => handle.close());
    });
    expect(went).toBeGreaterThan(0);
    expect(readFileSync(victim, 'utf8')).toBe(PRECIOUS);
  });

  it('is read by nobody', async () => {
    const path = at('own');
    const read: string[] = [];
    await hammered(path, 300, async () => {
      const handle = await openOwn(path, 'read');
      read.push(await handle.readFile('utf8').finally(() => handle.close()));
    });
    expect(read.join('')).not.toContain(PRECIOUS);
  });

  it('is replaced, not followed', async () => {
    const path = at('own');
    const went = await hammered(path, 40, (round) => replaceOwn(path, String(round)));
    expect(went).toBeGreaterThan(0);
    expect(readFileSync(victim, 'utf8')).toBe(PRECIOUS);
  });

  it('is not what the audit log is rotated into, and the victim takes no line of it', async () => {
    const path = at('audit.jsonl');
    const troubles: string[] = [];
    const audit = createAuditFile({ path, maxBytes: 300, onTrouble: (why) => void troubles.push(why) });
    for (const number of [1, 2, 3, 4]) symlinkSync(victim, `${path}.${number}`);
    let written = 0;
    await hammered(path, 60, async (round) => {
      if (await audit.append(`{"round":${round},"pad":"${'x'.repeat(60)}"}`, true)) written++;
    });
    await audit.close();
    expect(written).toBeGreaterThan(0);
    expect(readFileSync(victim, 'utf8')).toBe(PRECIOUS);
    // Nothing is left over: no lock, no half-made file.
    expect(readdirSync(folder).filter((name) => !/^(?:victim|link|audit\.jsonl(?:\.\d)?)$/.test(name))).toEqual([]);
  });
});
