import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

// dependency-cruiser cannot read this repository: 18.7 refuses the oldest Node.js that is promised here, and TypeScript from 7
// on. Circles are the linter's (tests/architecture/circles.test.ts).

/** What each layer may import of ours. `types` are layers of which only types may be imported. */
const RULES: Record<string, { may: readonly string[]; types?: readonly string[] }> = {
  main: { may: ['cli'] },
  app: { may: ['domain'], types: ['tools'] },
  cli: {
    may: [
      'config',
      'server',
      'tools',
      'advice',
      'diagnosis',
      'api',
      'domain',
      'simulator',
      'shaping',
      'state',
      'files',
    ],
  },
  config: { may: ['domain'] },
  domain: { may: [] },
  advice: { may: ['domain'], types: ['diagnosis'] },
  api: { may: ['shaping', 'domain'] },
  policy: { may: ['domain'] },
  shaping: { may: ['domain'] },
  state: { may: ['domain', 'files'] },
  files: { may: [] },
  diagnosis: { may: ['shaping', 'domain'] },
  jobs: { may: ['shaping', 'domain'], types: ['api'] },
  pictures: { may: ['domain'] },
  tools: { may: ['advice', 'policy', 'diagnosis', 'jobs', 'pictures', 'shaping', 'domain'], types: ['api'] },
  resources: { may: ['advice', 'policy', 'domain'] },
  prompts: { may: ['advice', 'domain'] },
  server: {
    may: ['tools', 'resources', 'prompts', 'advice', 'policy', 'shaping', 'domain', 'config'],
    types: ['api'],
  },
  simulator: { may: [] },
};

interface Edge {
  from: string;
  to: string;
  typeOnly: boolean;
  lazy: boolean;
}

const IMPORT = /(?:^|\n)\s*(import|export)(\s+type)?\s+(?:[^'";]*?\sfrom\s+)?'([^']+)'|(import)\('([^']+)'\)/g;

/** Every import of a source text; dynamic ones are `lazy`. */
function importsOf(from: string, text: string): Edge[] {
  return [...text.matchAll(IMPORT)].map((match) => ({
    from,
    to: match[3] ?? match[5] ?? '',
    typeOnly: match[2] !== undefined,
    lazy: match[4] !== undefined,
  }));
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .sort();
const sources = new Map(files.map((name) => [name, readFileSync(join(SRC, name), 'utf8')]));
const edges = [...sources].flatMap(([name, text]) => importsOf(name, text));

const layerOf = (file: string): string =>
  file.includes('/') ? (file.split('/')[0] as string) : file.replace(/\.ts$/, '');
const targetOf = (edge: Edge): string | undefined =>
  edge.to.startsWith('.') ? relative(SRC, resolve(SRC, dirname(edge.from), edge.to)) : undefined;

function layerViolations(list: readonly Edge[]): string[] {
  return list.flatMap((edge) => {
    const target = targetOf(edge);
    if (target === undefined) return [];
    const [from, to] = [layerOf(edge.from), layerOf(target)];
    const rule = RULES[from];
    if (rule === undefined) return [`${edge.from}: unknown layer`];
    const fine = from === to || rule.may.includes(to) || (edge.typeOnly && rule.types?.includes(to));
    return fine ? [] : [`${edge.from} imports ${target}`];
  });
}

function packageViolations(list: readonly Edge[]): string[] {
  const owners: readonly [RegExp, readonly string[]][] = [
    [/^@alicloud\//, ['api']],
    [/^@modelcontextprotocol\/server/, ['server']],
    [/^@modelcontextprotocol\/client/, ['cli']],
    [/^hono$|^@hono\//, ['simulator']],
    [/^echarts|^@resvg\//, ['pictures']],
    [/^preact(?:\/|$)/, ['app']],
  ];
  return list.flatMap((edge) =>
    owners
      .filter(([pattern, layers]) => pattern.test(edge.to) && !edge.typeOnly && !layers.includes(layerOf(edge.from)))
      .map(() => `${edge.from} imports ${edge.to}`),
  );
}

describe('directions of the layers', () => {
  it('reads the sources it judges', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(edges.length).toBeGreaterThan(100);
  });

  it('has no import against the directions', () => expect(layerViolations(edges)).toEqual([]));
  it('keeps each package to its layer', () => expect(packageViolations(edges)).toEqual([]));

  it('lets only cli start the simulator, lazily where it serves', () => {
    const users = edges.filter(
      (edge) => targetOf(edge)?.startsWith('simulator/') && layerOf(edge.from) !== 'simulator',
    );
    expect(users.filter((edge) => layerOf(edge.from) !== 'cli')).toEqual([]);
    expect(users.filter((edge) => edge.from === 'cli/compose.ts' && !edge.lazy && !edge.typeOnly)).toEqual([]);
  });

  it('lets only the composition root use the state, lazily', () => {
    const root = ['cli/compose.ts', 'cli/state.ts'];
    const users = edges.filter((edge) => targetOf(edge)?.startsWith('state/') && layerOf(edge.from) !== 'state');
    expect(users.length).toBeGreaterThan(2);
    expect(users.filter((edge) => !root.includes(edge.from) || !(edge.lazy || edge.typeOnly))).toEqual([]);
  });

  it('makes and writes files in files alone', () => {
    const ways = /\b(open|openSync|\w*writeFile\w*|appendFile\w*|createWriteStream|mkdtemp\w*|copyFile\w*)\b/;
    const imported = (text: string) => [...text.matchAll(/import \{([^}]*)\} from 'node:fs(?:\/promises)?'/g)].join();
    const writers = [...sources].filter(([name, text]) => layerOf(name) !== 'files' && ways.test(imported(text)));
    expect(writers.map(([name]) => name)).toEqual([]);
  });

  it('reads the environment in config alone', () => {
    const readers = [...sources].filter(([name, text]) => /process\.env/.test(text) && layerOf(name) !== 'config');
    expect(readers.map(([name]) => name)).toEqual([]);
  });

  it('writes to stdout in cli alone', () => {
    const writers = [...sources].filter(
      ([name, text]) => /process\.stdout\.write|console\.(log|info|debug|table)/.test(text) && layerOf(name) !== 'cli',
    );
    expect(writers.map(([name]) => name)).toEqual([]);
  });

  it('sees a violation when there is one', () => {
    const bad = importsOf(
      'domain/job.ts',
      "import { x } from '../api/client.ts';\nimport y from '@alicloud/credentials';\n",
    );
    expect(layerViolations(bad)).toEqual(['domain/job.ts imports api/client.ts']);
    expect(packageViolations(bad)).toEqual(['domain/job.ts imports @alicloud/credentials']);
    const typed = importsOf(
      'tools/a.ts',
      "import type { Cloud } from '../api/cloud.ts';\nimport { c } from '../api/client.ts';",
    );
    expect(layerViolations(typed)).toEqual(['tools/a.ts imports api/client.ts']);
  });
});

/** The arrows of the page's picture: `a & b --> c & d` is one from each to each, a dotted one is for types alone. */
function arrowsOf(page: string): { from: string; to: string; typeOnly: boolean }[] {
  const [, picture = ''] = /```mermaid\nflowchart TD\n([\s\S]*?)```/.exec(page) ?? [];
  return [...picture.matchAll(/^ {2}([\w &]+?) (-->|-\.->) ([\w &]+)$/gm)].flatMap(([, from = '', kind, to = '']) =>
    from.split(' & ').flatMap((a) => to.split(' & ').map((b) => ({ from: a, to: b, typeOnly: kind === '-.->' }))),
  );
}

describe('the picture of the rooms in docs/architecture.md', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/architecture.md', import.meta.url)), 'utf8');
  const arrows = arrowsOf(page);
  const rooms = Object.keys(RULES).sort();

  /** Whether the arrows lead from one room to another; where values pass, along full arrows alone. */
  const leads = (from: string, to: string, typeOnly: boolean): boolean => {
    const reached = new Set([from]);
    for (const room of reached)
      for (const arrow of arrows) if (arrow.from === room && (typeOnly || !arrow.typeOnly)) reached.add(arrow.to);
    return reached.has(to);
  };

  it('has the rooms of the sources and of the rules, and the table tells all of them but the entry', () => {
    expect([...new Set(files.map(layerOf))].sort()).toEqual(rooms);
    expect([...new Set(arrows.flatMap(({ from, to }) => [from, to]))].sort()).toEqual(rooms);
    const [, table = ''] = /\n\| room \| holds \|\n([\s\S]*?)\n\n/.exec(page) ?? [];
    const told = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []);
    expect([...told, 'main'].sort()).toEqual(rooms);
  });

  it('has no arrow against the rules', () => {
    const wrong = arrows.filter(({ from, to, typeOnly }) => {
      const { may = [], types = [] } = RULES[from] ?? {};
      return typeOnly ? !types.includes(to) : !may.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('leads wherever the rules let imports go', () => {
    const missing = rooms.flatMap((from) => {
      const { may = [], types = [] } = RULES[from] ?? {};
      return [
        ...may.filter((to) => !leads(from, to, false)).map((to) => `${from} --> ${to}`),
        ...types.filter((to) => !leads(from, to, true)).map((to) => `${from} -.-> ${to}`),
      ];
    });
    expect(missing).toEqual([]);
  });
});
