import { readFileSync } from 'node:fs';
import { CONTROL_ROUTES } from '../../src/simulator/http/control-routes.ts';
import { describeScenario, SCENARIOS } from '../../src/simulator/jobs/scenario.ts';
import { createState } from '../../src/simulator/state.ts';
import { makeUsers } from '../../src/simulator/users.ts';
import { cell } from './page.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;

function scenarios(): string {
  const rows = SCENARIOS.map(describeScenario).map(({ name, label, alsoRight, status, about }) => [
    code(name),
    [label, ...alsoRight].map(code).join(' or '),
    code(status),
    cell(about),
  ]);
  return table(['scenario', 'label', 'ends in', 'what the job goes through'], rows);
}

function operations(): string {
  const { routes } = createState({ demoJobs: false }, makeUsers(undefined));
  const products = [...new Set(routes.map(({ product }) => product))];
  const of = (wanted: string): string =>
    routes.flatMap(({ product, action }) => (product === wanted ? [code(action)] : [])).join(' ');
  return table(
    ['API', 'operations'],
    products.map((product) => [code(product), of(product)]),
  );
}

const control = (): string =>
  table(
    ['request', 'what it does'],
    CONTROL_ROUTES.map(({ method, path, about }) => [code(`${method} ${path}`), cell(about)]),
  );

/** The members of an interface of the public types with what is said of each. */
export function membersOf(source: string, name: string): { name: string; type: string; about: string }[] {
  const body = source.match(new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`))?.[1] ?? '';
  const members = [...body.matchAll(/ {2}\/\*\* (.*?) \*\/\n {2}(\w+\??): (.*);/g)];
  return members.map(([, about = '', member = '', type = '']) => ({ name: member, type, about }));
}

function members(name: string): string {
  const source = readFileSync('src/simulator/api/story.ts', 'utf8');
  const rows = membersOf(source, name).map((one) => [code(one.name), code(cell(one.type)), cell(one.about)]);
  return table(['member', 'type', 'what it is'], rows);
}

/** What the guide to the simulator has generated. */
export const simulatorTables = (): Readonly<Record<string, string>> => ({
  control: control(),
  scenarios: scenarios(),
  story: members('Story'),
  'story-pod': members('StoryPod'),
  operations: operations(),
});
