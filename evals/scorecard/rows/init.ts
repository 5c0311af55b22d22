import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRandom, type Random } from '../../../tests/shaping/corpus/random.ts';
import { openPipe } from '../pipe.ts';
import { many, type Row } from '../row.ts';

/** Hosts of each format, and where their file is below the home directory. */
const HOSTS = [
  { host: 'gemini-cli', file: '.gemini/settings.json', key: 'mcpServers', toml: false },
  { host: 'vscode', file: 'project/.vscode/mcp.json', key: 'servers', toml: false },
  { host: 'codex-cli', file: '.codex/config.toml', key: 'mcp_servers', toml: true },
] as const;
type HostRow = (typeof HOSTS)[number];

const INNARDS = /\n\s+at \S+ \(|node:internal|RangeError|TypeError/;

/** A file that people could have: odd in its form, right in its meaning. */
function fair({ key, toml }: HostRow, r: Random): string {
  const eol = r.pick(['\n', '\r\n']);
  const end = r.pick(['', eol, eol + eol]);
  if (toml)
    return (
      [
        `model = "gpt" # mine`,
        ...(r.chance(0.5) ? ['', '# a word'] : []),
        ...Array.from(
          { length: r.int(0, 6) },
          (_, n) => `${eol}[${key}.s${n}]${eol}command = "uvx"${r.chance(0.5) ? ' # c' : ''}`,
        ),
      ].join(eol) + end
    );
  const indent = r.pick(['  ', '    ', '\t', '']);
  const servers = Array.from(
    { length: r.int(0, 4) },
    (_, n) => `${indent}${indent}"s${n}":${r.pick(['', ' '])}{ "command": "uvx" }`,
  );
  const members = [
    `${indent}"theme": "x"`,
    ...(r.chance(0.7)
      ? [
          `${indent}"${key}": {${servers.length > 0 ? eol + servers.join(`,${eol}`) + eol + indent : r.pick(['', eol + indent])}}`,
        ]
      : []),
  ];
  return r.pick([
    `{${eol}${members.join(`,${eol}`)}${eol}}${end}`,
    '',
    eol,
    '{}',
    `{}${eol}`,
    `\ufeff{}${eol}`,
    `{ "${key}": {} }`,
  ]);
}

/** A file that nobody should edit, or that takes long to read. */
function foul({ key, toml }: HostRow, r: Random): string | Uint8Array {
  const n = r.int(100, 3000);
  return r.pick<() => string | Uint8Array>([
    () => (toml ? `a = ${'['.repeat(n * 50)}` : '['.repeat(n * 50)),
    () =>
      toml
        ? Array.from({ length: n }, (_, at) => `[t${at}]\na = 1\n`).join('')
        : `{"${key}":${'{"a":'.repeat(n)}1${'}'.repeat(n)}}`,
    () => (toml ? `[${key}]\n[${key}]\n` : `{"${key}":{},"${key}":{"a":{}}}`),
    () => (toml ? `${key} = 1\n` : `{"${key}":[]}`),
    () => (toml ? 'a = "\n' : '{"a": 1,, }'),
    () => Uint8Array.from([0xff, 0xfe, 0x7b, 0x00]),
    () => '\u0000'.repeat(100),
    () => (toml ? `__proto__ = 1\n[constructor]\n` : `{"__proto__":{"${key}":{}}}`),
    () => (toml ? `# ${'x'.repeat(n * 100)}\n` : `{"x":"${'y'.repeat(n * 100)}"}`),
    () => (toml ? `${key} = { a = { command = "x" } }\n` : `// ${'/'.repeat(n)}\n{}`),
  ])();
}

/** What is no file. */
const THINGS: Readonly<Record<string, (file: string) => void>> = {
  FIFO: (file) => void execFileSync('mkfifo', [file]),
  'dangling link': (file) => symlinkSync(`${file}.none`, file),
  'link to itself': (file) => symlinkSync(file, file),
  directory: (file) => mkdirSync(file),
};

const PATIENCE_MS = 10_000;

/** Runs init; `undefined` where it does not end. */
async function init(main: string, home: string, args: readonly string[]) {
  const pipe = openPipe({
    main,
    args: ['init', ...args, '--yes'],
    env: { PATH: process.env.PATH ?? '', HOME: home },
    cwd: join(home, 'project'),
  });
  pipe.child.stdin?.end();
  const ended = await pipe.ended(PATIENCE_MS);
  await pipe.kill();
  return { code: ended?.code, err: `${pipe.lines().join('\n')}\n${pipe.stderr()}` };
}

/** What is wrong with an entry and its removal. */
async function tryFile(main: string, home: string, row: HostRow, what: string): Promise<string[]> {
  const file = join(home, row.file);
  const bytes = (): string | undefined =>
    existsSync(file) && lstatSync(file).isFile() ? readFileSync(file).toString('latin1') : undefined;
  const before = bytes();
  const entered = await init(main, home, [row.host]);
  const where = `${row.host}, ${what}`;
  if (entered.code === undefined || entered.code === null) return [`${where}: init does not end`];
  const wrong = INNARDS.test(entered.err) ? [`${where}: shows its inside: ${entered.err.slice(0, 200)}`] : [];
  if (existsSync(`${file}.none`)) wrong.push(`${where}: a file appeared where the link led`);
  if (entered.code !== 0) return bytes() === before ? wrong : [...wrong, `${where}: failed and changed the file`];
  if (!(bytes() ?? '').includes('pai-dlc')) return [...wrong, `${where}: reports success, and the file has no entry`];
  const removed = await init(main, home, [row.host, '--remove']);
  if (removed.code !== 0 || bytes() !== before)
    wrong.push(
      `${where}: --remove ends with ${removed.code} and does not restore ${JSON.stringify((before ?? '').slice(0, 80))}`,
    );
  return wrong;
}

export const initFiles: Row = {
  name: 'init on hostile files',
  tries:
    '`init` and `init --remove` on odd, broken, huge and deep configurations, FIFOs, links and directories: it ends, it says what it did, and every byte but the entry stays',
  goal: '0 changed, 0 hangs',
  beyond: 'a host that writes the same file at the same moment',
  async run(ask) {
    const r = createRandom(ask.seed);
    const missed: string[] = [];
    let tried = 0;
    const root = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-init-'));
    const place = (row: HostRow): { home: string; file: string } => {
      const home = join(root, `${++tried}`);
      mkdirSync(join(home, 'project'), { recursive: true });
      mkdirSync(dirname(join(home, row.file)), { recursive: true });
      return { home, file: join(home, row.file) };
    };
    try {
      for (const row of HOSTS) {
        for (const [what, plant] of Object.entries(THINGS).filter(
          ([each]) => !ask.short || (each === 'FIFO' && row.toml),
        )) {
          const { home, file } = place(row);
          plant(file);
          missed.push(...(await tryFile(ask.main, home, row, what)));
        }
        for (let n = 0; n < many(ask, 1, 60); n++) {
          const { home, file } = place(row);
          const text = (n + tried) % 2 === 0 ? fair(row, r) : foul(row, r);
          writeFileSync(file, text);
          missed.push(...(await tryFile(ask.main, home, row, JSON.stringify(String(text).slice(0, 60)))));
        }
      }
      return { tried, missed };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
  broken: {
    file: 'src/files/foreign-file.ts',
    find: 'open(place, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)',
    replace: 'open(place, O_RDONLY | O_NOFOLLOW)',
  },
};
