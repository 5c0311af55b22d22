import { readFileSync } from 'node:fs';
import { en, type Language, type Said, say, zh } from '../../src/domain/said.ts';
import { CONTROL_ROUTES } from '../../src/simulator/http/control-routes.ts';
import { describeScenario, SCENARIOS } from '../../src/simulator/jobs/scenario.ts';
import { createState } from '../../src/simulator/state.ts';
import { makeUsers } from '../../src/simulator/users.ts';
import { cell } from './page.ts';
import { IN_CHINESE } from './simulator-zh.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;

/** What the simulator says of itself, as a cell. @throws Error where it is not said in Chinese yet */
function about(text: string, language: Language): string {
  const said = language === 'en' ? text : IN_CHINESE[text];
  if (said === undefined) throw new Error(`scripts/reference/simulator-zh.ts has no Chinese for "${text}"`);
  return cell(said);
}

const OR = say(en` or `, zh` 或 `);
const HEADS = {
  scenarios: [
    say(en`scenario`, zh`场景`),
    say(en`label`, zh`标注`),
    say(en`ends in`, zh`最终状态`),
    say(en`what the job goes through`, zh`任务的经过`),
  ],
  operations: [say(en`API`, zh`API`), say(en`operations`, zh`操作`)],
  control: [say(en`request`, zh`请求`), say(en`what it does`, zh`作用`)],
  members: [say(en`member`, zh`成员`), say(en`type`, zh`类型`), say(en`what it is`, zh`含义`)],
} satisfies Readonly<Record<string, readonly Said[]>>;
const head = (name: keyof typeof HEADS, language: Language): string[] => HEADS[name].map((said) => said[language]);

function scenarios(language: Language): string {
  const rows = SCENARIOS.map(describeScenario).map(({ name, label, alsoRight, status, about: goesThrough }) => [
    code(name),
    [label, ...alsoRight].map(code).join(OR[language]),
    code(status),
    about(goesThrough, language),
  ]);
  return table(head('scenarios', language), rows);
}

function operations(language: Language): string {
  const { routes } = createState({ demoJobs: false }, makeUsers(undefined));
  const products = [...new Set(routes.map(({ product }) => product))];
  const of = (wanted: string): string =>
    routes.flatMap(({ product, action }) => (product === wanted ? [code(action)] : [])).join(' ');
  return table(
    head('operations', language),
    products.map((product) => [code(product), of(product)]),
  );
}

const control = (language: Language): string =>
  table(
    head('control', language),
    CONTROL_ROUTES.map((route) => [code(`${route.method} ${route.path}`), about(route.about, language)]),
  );

/** The members of an interface of the public types with what is said of each. */
export function membersOf(source: string, name: string): { name: string; type: string; about: string }[] {
  const body = source.match(new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`))?.[1] ?? '';
  const members = [...body.matchAll(/ {2}\/\*\* (.*?) \*\/\n {2}(\w+\??): (.*);/g)];
  return members.map(([, said = '', member = '', type = '']) => ({ name: member, type, about: said }));
}

function members(name: string, language: Language): string {
  const source = readFileSync('src/simulator/api/story.ts', 'utf8');
  const rows = membersOf(source, name).map((one) => [code(one.name), code(cell(one.type)), about(one.about, language)]);
  return table(head('members', language), rows);
}

/** What the guide to the simulator has generated. */
export const simulatorTables = (language: Language): Readonly<Record<string, string>> => ({
  control: control(language),
  scenarios: scenarios(language),
  story: members('Story', language),
  'story-pod': members('StoryPod', language),
  operations: operations(language),
});
