import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CreateEntry } from '../../src/domain/create-ledger.ts';
import { fileLedger } from '../../src/state/file-ledger.ts';
import { bundleLedger, runChild } from './child.ts';

const root = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-state-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let file: string;
beforeEach(() => {
  file = join(root, randomUUID(), 'deep', 'creates.json');
});

const entry = (display_name: string, more: Partial<CreateEntry> = {}): CreateEntry => ({
  request_id: randomUUID(),
  region: 'cn-hangzhou',
  workspace_id: '123456',
  display_name,
  at: new Date().toISOString(),
  ...more,
});
const mode = (path: string): number => statSync(path).mode & 0o777;
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it was not refused'),
    (error) => error.details,
  );

describe('the state file', () => {
  it('is made at the first create, for its owner only, and holds names and no job', async () => {
    const ledger = fileLedger(file);
    expect(await ledger.find(entry('a'))).toEqual([]);
    expect(existsSync(join(file, '..'))).toBe(false);
    const a = entry('a');
    expect(await ledger.open(a, [])).toBe(true);
    expect([mode(file), mode(join(file, '..')), mode(join(file, '../..'))]).toEqual([0o600, 0o700, 0o700]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1, creates: [a] });
    expect(Object.keys(a).sort()).toEqual(['at', 'display_name', 'region', 'request_id', 'workspace_id']);
  });

  it('tells the creates of a region', async () => {
    const ledger = fileLedger(file);
    const [here, there] = [entry('a'), entry('a', { region: 'cn-shanghai' })];
    await ledger.open(here, []);
    await ledger.open(there, []);
    expect(await ledger.ofRegion('cn-shanghai')).toEqual([there]);
    expect(await ledger.ofRegion('cn-beijing')).toEqual([]);
  });

  it('is what another process finds', async () => {
    const a = entry('a');
    await fileLedger(file).open(a, []);
    expect(await fileLedger(file).find(a)).toEqual([a]);
    await fileLedger(file).close(a.request_id, 'dlc1');
    expect(await fileLedger(file).find(a)).toEqual([{ ...a, job_id: 'dlc1' }]);
    await fileLedger(file).close(a.request_id);
    expect(await fileLedger(file).find(a)).toEqual([]);
  });

  it.each<[string, string, (path: string) => void]>([
    ['others may read it', '0644', (path) => chmodSync(path, 0o644)],
    ['others may write to its directory', '0777', (path) => chmodSync(join(path, '..'), 0o777)],
    ['others may write to a directory above it', '0777', (path) => chmodSync(join(path, '..', '..'), 0o777)],
    ['it has a second name', 'hard link', (path) => linkSync(path, `${path}.second`)],
    ['it is empty', 'content', (path) => writeFileSync(path, '')],
    ['it is cut off', 'content', (path) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40))],
    ['it holds something else', 'content', (path) => writeFileSync(path, '{"version":1,"creates":[{"a":1}]}')],
    ['it is of a later version', 'content', (path) => writeFileSync(path, '{"version":2,"creates":[]}')],
    ['it is far too large', 'content', (path) => writeFileSync(path, ' '.repeat(5 * 1024 * 1024))],
    [
      'it is a directory',
      'plain file',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      'it is a link',
      'ELOOP',
      (path) => {
        const elsewhere = `${path}.elsewhere`;
        writeFileSync(elsewhere, readFileSync(path), { mode: 0o600 });
        rmSync(path);
        symlinkSync(elsewhere, path);
      },
    ],
  ])('refuses creates where %s', async (_, said, spoil) => {
    const ledger = fileLedger(file);
    const a = entry('a');
    await ledger.open(a, []);
    spoil(file);
    for (const work of [() => ledger.find(a), () => ledger.open(entry('b'), []), () => ledger.close(a.request_id)]) {
      const details = await refusalOf(work());
      expect(details).toMatchObject({ kind: 'refused', rule: 'R29' });
      expect(details.message).toContain(said);
      expect(details.message).toContain(file);
      expect(details.fix).toContain('--state-file');
    }
  });

  it('refuses creates where there can be no such file', async () => {
    const blocked = join(root, `${randomUUID()}`);
    writeFileSync(blocked, '');
    const ledger = fileLedger(join(blocked, 'creates.json'));
    expect((await refusalOf(ledger.find(entry('a')))).message).toContain('ENOTDIR');
    expect((await refusalOf(ledger.open(entry('a'), []))).fix).toContain('--state-file');
  });

  it('is kept where a link leads, if nobody else can change where that is', async () => {
    mkdirSync(join(root, 'real'), { recursive: true, mode: 0o700 });
    symlinkSync(join(root, 'real'), join(root, 'link'));
    const ledger = fileLedger(join(root, 'link', 'creates.json'));
    expect(await ledger.open(entry('a'), [])).toBe(true);
    expect(existsSync(join(root, 'real', 'creates.json'))).toBe(true);
    mkdirSync(join(root, 'open'));
    chmodSync(join(root, 'open'), 0o777);
    mkdirSync(join(root, 'open', 'real'), { mode: 0o700 });
    symlinkSync(join(root, 'open', 'real'), join(root, 'leads-into-it'));
    const unsafe = fileLedger(join(root, 'leads-into-it', 'creates.json'));
    expect((await refusalOf(unsafe.find(entry('a')))).message).toContain('/open above it');
  });

  it('leaves no other file behind', async () => {
    const ledger = fileLedger(file);
    await ledger.open(entry('a'), []);
    const names = readdirSync(join(file, '..'));
    expect(names).toEqual(['creates.json']);
  });

  it('forgets made jobs after a while, and open creates only when nothing can be found of them', async () => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const ledger = fileLedger(file);
    const [made, open, ancient] = [
      entry('made', { at: ago(31) }),
      entry('open', { at: ago(60 * 24 * 89) }),
      entry('ancient', { at: ago(60 * 24 * 91) }),
    ];
    for (const each of [made, open, ancient]) await ledger.open(each, []);
    await ledger.close(made.request_id, 'dlc1');
    await ledger.open(entry('new'), []);
    const names = JSON.parse(readFileSync(file, 'utf8')).creates.map((each: CreateEntry) => each.display_name);
    expect(names).toEqual(['open', 'new']);
  });
});

describe('opening an entry', () => {
  it('gives way to whatever of its key was not seen', async () => {
    const ledger = fileLedger(file);
    const first = entry('a');
    expect(await ledger.open(first, [])).toBe(true);
    expect(await ledger.open(entry('a'), [])).toBe(false);
    expect(await ledger.open(entry('a', { region: 'cn-beijing' }), [])).toBe(true);
    expect(await ledger.open(entry('a', { workspace_id: '1' }), [])).toBe(true);
    await ledger.close(first.request_id, 'dlc1');
    // It was seen while it was open, and has made a job since.
    expect(await ledger.open(entry('a'), [first])).toBe(false);
    expect(await ledger.open(entry('a'), [{ ...first, job_id: 'dlc1' }])).toBe(true);
  });

  it('takes out an open entry that was seen, and keeps the made ones', async () => {
    const ledger = fileLedger(file);
    const [made, open, next] = [entry('a'), entry('a'), entry('a')];
    await ledger.open(made, []);
    await ledger.close(made.request_id, 'dlc1');
    const kept = { ...made, job_id: 'dlc1' };
    await ledger.open(open, [kept]);
    expect(await ledger.open(next, [kept, open])).toBe(true);
    expect(await ledger.find(made)).toEqual([kept, next]);
  });

  it('lets one of many win', async () => {
    const ledger = fileLedger(file);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => ledger.open(entry('a'), [])));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('takes turns per key', async () => {
    const ledger = fileLedger(file);
    const told: string[] = [];
    const work = (name: string) => async () => {
      told.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      told.push(`${name} ends`);
      if (name === 'fails') throw new Error('no matter');
    };
    const all = [
      ledger.inTurn(entry('a'), work('fails')),
      ledger.inTurn(entry('a'), work('second')),
      ledger.inTurn(entry('b'), work('other')),
    ];
    await Promise.allSettled(all);
    expect(told.filter((line) => !line.startsWith('other'))).toEqual([
      'fails begins',
      'fails ends',
      'second begins',
      'second ends',
    ]);
    expect(told.indexOf('other begins')).toBeLessThan(told.indexOf('second begins'));
  });
});

describe('several processes', () => {
  let module: string;
  beforeAll(async () => {
    module = await bundleLedger(root);
  });

  /** The calls of the file system that one change makes, in their order. */
  const STEPS = ['mkdir', 'open', 'writeFile', 'sync', 'rename', 'rmdir'];
  const moments = STEPS.flatMap((step) => (['before', 'after'] as const).map((when) => [when, step] as const));

  it.each(moments)('leaves the old or the new content when it is killed %s %s', async (when, step) => {
    const [old, next] = [entry('old'), entry('new')];
    await fileLedger(file).open(old, []);
    const { signal, out } = await runChild(
      module,
      file,
      `
      armed = true;
      await ledger.open(${JSON.stringify(next)}, []);
      console.log('survived');`,
      // The lock's library calls back, and takes its functions when it is loaded; of the server's own calls only the rename is no promise.
      `
      import { syncBuiltinESMExports } from 'node:module';
      let armed = false;
      const step = ${JSON.stringify(step)};
      const die = () => process.kill(process.pid, 'SIGKILL');
      const spoil = (owner, calledBack) => {
        const real = owner[step];
        if (real === undefined) return;
        owner[step] = function (...args) {
          if (!armed) return real.apply(this, args);
          if (${when === 'before'}) return die();
          if (!calledBack) return real.apply(this, args).then(die);
          const done = args.pop();
          return real(...args, (...result) => { die(); done(...result); });
        };
      };
      const some = await fs.promises.open(process.execPath);
      spoil(Object.getPrototypeOf(some));
      await some.close();
      spoil(fs.promises);
      if (['mkdir', 'rmdir'].includes(step)) spoil(fs, true);
      const { renameSync } = fs;
      if (step === 'rename')
        fs.renameSync = (...args) => {
          if (armed && ${when === 'before'}) die();
          renameSync(...args);
          if (armed) die();
        };
      syncBuiltinESMExports();`,
    );
    expect([signal, out]).toEqual(['SIGKILL', '']);
    const ledger = fileLedger(file);
    expect(await ledger.find(old)).toEqual([old]);
    const found = await ledger.find(next);
    const written =
      moments.findIndex(([w, s]) => w === when && s === step) > moments.findIndex(([, s]) => s === 'rename');
    expect(found).toEqual(written ? [next] : []);
    expect(mode(file)).toBe(0o600);

    // A lock that was left behind counts for nothing once it is old.
    if (existsSync(`${file}.lock`)) utimesSync(`${file}.lock`, new Date(0), new Date(0));
    expect(await ledger.open(entry('next'), [])).toBe(true);
  });

  /**
   * A process that stands still once its new content is written and before it replaces the file, for longer than its
   * lock lasts. Meanwhile `others` happens here.
   * @returns what its `open` of the entry resolves to
   */
  async function frozenWrite(late: CreateEntry, others: () => Promise<unknown>): Promise<string> {
    const [frozen, woken] = [join(root, randomUUID()), join(root, randomUUID())];
    const child = runChild(
      module,
      file,
      `armed = true; console.log(await ledger.open(${JSON.stringify(late)}, []));`,
      `
      let armed = false;
      const some = await fs.promises.open(process.execPath);
      const owner = Object.getPrototypeOf(some);
      await some.close();
      const real = owner.sync;
      owner.sync = async function () {
        await real.call(this);
        if (!armed) return;
        armed = false;
        fs.writeFileSync(${JSON.stringify(frozen)}, '');
        while (!fs.existsSync(${JSON.stringify(woken)})) await new Promise((resolve) => setTimeout(resolve, 5));
      };`,
    );
    await vi.waitFor(() => expect(existsSync(frozen)).toBe(true), { timeout: 10_000 });
    utimesSync(`${file}.lock`, new Date(0), new Date(0));
    await others();
    writeFileSync(woken, '');
    return (await child).out.trim();
  }

  it('loses nothing to a process that slept in its write until its lock counted for nothing', async () => {
    const [old, late, other] = [entry('old'), entry('late'), entry('other')];
    const ledger = fileLedger(file);
    await ledger.open(old, []);
    expect(await frozenWrite(late, () => ledger.open(other, []))).toBe('true');
    expect(JSON.parse(readFileSync(file, 'utf8')).creates).toEqual([old, other, late]);
  });

  it('lets a process that slept in its write give way to a create of its name, and leaves nothing of it', async () => {
    const [old, late, other] = [entry('old'), entry('same'), entry('same')];
    const ledger = fileLedger(file);
    await ledger.open(old, []);
    expect(await frozenWrite(late, () => ledger.open(other, []))).toBe('false');
    expect(JSON.parse(readFileSync(file, 'utf8')).creates).toEqual([old, other]);
    expect(readdirSync(join(file, '..'))).toEqual(['creates.json']);
  });

  it('lets one of two win, and loses nothing that either writes', async () => {
    const contested = entry('contested');
    const script = (who: string): string => `
      const base = ${JSON.stringify(contested)};
      let won = 0;
      for (let i = 0; i < 10; i++) {
        await ledger.open({ ...base, request_id: crypto.randomUUID(), display_name: ${JSON.stringify(who)} + i }, []);
        won += await ledger.open({ ...base, request_id: crypto.randomUUID(), display_name: 'contested' + i }, []) ? 1 : 0;
      }
      console.log(won);`;
    const [a, b] = await Promise.all([runChild(module, file, script('a')), runChild(module, file, script('b'))]);
    expect([a.code, b.code]).toEqual([0, 0]);
    expect(Number(a.out) + Number(b.out)).toBe(10);
    const names = JSON.parse(readFileSync(file, 'utf8')).creates.map((each: CreateEntry) => each.display_name);
    const expected = ['a', 'b', 'contested'].flatMap((who) => Array.from({ length: 10 }, (_, i) => `${who}${i}`));
    expect(names.sort()).toEqual(expected.sort());
  });
});
