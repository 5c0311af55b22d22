import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { operations } from '../../src/api/operations.ts';

const TOOLS = fileURLToPath(new URL('../../src/tools', import.meta.url));

/** Where answers are decoded for several tools, apart from `src/jobs/`. */
const DECODERS = /^kit\/decoders\//;
/** What decodes an answer that one tool alone reads, in the file of this tool. */
const DECODES = /^decode[A-Z]/;

/** Every member that an answer of an offered operation can have, at any depth. */
function answered(): Set<string> {
  const names = new Set<string>();
  for (const { answer, schemas } of Object.values(operations)) {
    const open = answer === undefined ? [] : [answer];
    const seen = new Set(open);
    for (const schema of open)
      for (const [name, type] of Object.entries(schemas[schema] ?? {})) {
        names.add(name);
        const base = (typeof type === 'string' ? type : type.is).replace(/(?:\[\]|\{\}|!)+$/, '');
        if (seen.has(base) || schemas[base] === undefined) continue;
        seen.add(base);
        open.push(base);
      }
  }
  return names;
}
const WIRE = new Set([...answered()].filter((name) => /^[A-Z]/.test(name)));

interface Node {
  type: string;
  start: number;
}
interface Named extends Node {
  name?: string;
  value?: unknown;
}
interface Declared extends Node {
  id?: Named;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
const nameOf = (key: Named, computed: boolean): string | undefined =>
  computed ? (typeof key.value === 'string' ? key.value : undefined) : key.name;

/** The members that a node reads: `a.Name`, `a['Name']`, `{ Name } = a`. Writing one, as a request does, is no reading. */
function readBy(node: Node): (string | undefined)[] {
  if (node.type === 'MemberExpression') {
    const { property, computed } = node as Node & { property: Named; computed: boolean };
    return [nameOf(property, computed)];
  }
  if (node.type !== 'ObjectPattern') return [];
  const { properties } = node as Node & { properties: (Node & { key?: Named; computed?: boolean })[] };
  return properties.map(({ key, computed = false }) => key && nameOf(key, computed));
}

const lineAt = (text: string, start: number): number => text.slice(0, start).split('\n').length;

/** Places of a source where a member of these names is read. */
function readsOf(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value) || DECODES.test((value as Declared).id?.name ?? '')) return;
    for (const name of readBy(value))
      if (name !== undefined && WIRE.has(name)) found.push(`${file}:${lineAt(text, value.start)} ${name}`);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(parseAst(text, { lang: 'ts' }));
  return found;
}

const sources = readdirSync(TOOLS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readFileSync(join(TOOLS, name), 'utf8')] as const);
const reads = sources.flatMap(([name, text]) => readsOf(name, text));

describe('names of the API in tools', () => {
  it('are known from the contract', () => {
    expect(WIRE.size).toBeGreaterThan(200);
    for (const name of ['JobId', 'PodUid', 'ImageUri', 'CPU', 'Logs', 'CheckNumber', 'WebTerminalUrl'])
      expect(WIRE).toContain(name);
  });

  it('are read by decoders alone, those of one tool within its file', () => {
    expect(reads.filter((place) => !DECODERS.test(place))).toEqual([]);
    expect(reads.length).toBeGreaterThan(50);
  });

  it('come with no text as the cloud sent it: that is Foreign outside of src/jobs', () => {
    const taken = sources.flatMap(([name, text]) =>
      [...text.matchAll(/import \{([^}]*)\} from '[^']*jobs\/wire\.ts'/g)]
        .filter(([, names]) => /\b(?:raw|textLines)\b/.test(names ?? ''))
        .map(() => name),
    );
    expect(taken).toEqual([]);
  });

  it('are found wherever they are read, and neither where a request is written nor where a tool decodes', () => {
    const text = [
      'const a = answer.JobId;',
      "const b = answer['Status'];",
      'const { Pods, Settings: { Tags: tags } } = answer;',
      'call({ JobId: id, NeedDetail: true });',
      'jobs.map(({ DisplayName }) => DisplayName);',
      'const decodeJob = ({ JobType }) => ({ type: JobType });',
      'function decodePod(pod) { return pod.PodUid; }',
      'const decoded = job.WorkspaceId;',
    ].join('\n');
    expect(readsOf('x.ts', text).map((place) => place.split(' ')[1])).toEqual([
      'JobId',
      'Status',
      'Pods',
      'Settings',
      'Tags',
      'DisplayName',
      'WorkspaceId',
    ]);
  });
});
