import { POLICY_RULES } from '../../src/policy/rules.ts';
import { filesBelow, type Page } from './page.ts';

interface Evidence {
  /** Source files that enforce the rule. */
  places: string[];
  /** Test files, with how many titles in them name the rule. */
  tests: Map<string, number>;
}

/** The rules a text names; `R1` to `R38` names none. */
const numbers = (text: string): string[] => [...new Set(text.replace(/`?R\d+`? to `?R\d+`?/g, '').match(/\bR\d+\b/g))];

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g;

/**
 * The rules that a source enforces: those that its code names, and those of which a comment says that the code below is it, as
 * `R31: a token is handed out ...` or `Cleans text from the cloud (R34).` Any other comment only speaks of a rule.
 */
const enforced = (text: string): string[] => {
  const said = [...text.matchAll(COMMENT)].flatMap(([comment]) => [
    ...comment.matchAll(/(?:^(?:\/\*\*?|\/\/)[\s*]*|\(|[;,] )((?:R\d+(?:, | and )?)+)[:)]/g),
  ]);
  return [...new Set([...numbers(text.replace(COMMENT, '')), ...said.flatMap(([, rules]) => numbers(rules ?? ''))])];
};

/** Titles of `describe` and `it` that name a rule, `R5, R9 resources` or `resources (R5)`. */
const titles = (text: string): string[] =>
  [
    ...text.matchAll(/(?:describe|it)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:(?!\1)[^\n])*\bR\d+\b(?:(?!\1)[^\n])*)\1/g),
  ].map((match) => match[2] ?? '');

function gather(root: string): Map<string, Evidence> {
  const found = new Map<string, Evidence>(POLICY_RULES.map(({ id }) => [id, { places: [], tests: new Map() }]));
  for (const [file, text] of filesBelow(root, 'src')) {
    // The table itself, and what shows the rules at work, enforce none.
    if (/^src\/(?:simulator|cli\/demo)\//.test(file) || file === 'src/policy/rules.ts') continue;
    for (const id of enforced(text)) found.get(id)?.places.push(file);
  }
  for (const [file, text] of filesBelow(root, 'tests'))
    for (const id of titles(text).flatMap(numbers)) {
      const { tests } = found.get(id) ?? {};
      tests?.set(file, (tests.get(file) ?? 0) + 1);
    }
  return found;
}

const linked = (files: Iterable<string>): string =>
  [...files].map((file) => `[${file.split('/').slice(1).join('/')}](../../${file})`).join('<br>');

/**
 * The table of rules: what holds, which sources enforce it, which tests name it.
 * @throws Error for a rule that no source enforces or no test names
 */
export function rulesPage(root: string): Page {
  const found = gather(root);
  const bare = [...found].filter(([, { places, tests }]) => places.length === 0 || tests.size === 0);
  if (bare.length > 0)
    throw new Error(
      bare
        .map(
          ([id, { places }]) =>
            `${id} is ${places.length === 0 ? 'enforced by no source below src/' : 'named by no test title'}`,
        )
        .join('; '),
    );
  const rows = POLICY_RULES.map(({ id, text }) => {
    const { places = [], tests = new Map() } = found.get(id) ?? {};
    return `| <a id="${id.toLowerCase()}"></a>${id} | ${text} | ${linked(places)} | ${linked(tests.keys())} |`;
  });
  return {
    file: 'docs/reference/rules.md',
    title: 'Rules',
    body: [
      'What the policy layer holds, whatever a model says. A refusal names its rule. Each rule has tests on both sides: the',
      'forbidden call reaches nothing on the wire, the allowed one passes. The number of a rule stays with it: gaps between them are',
      'reserved, and none is used again.',
      '',
      '| rule | what holds | enforced in `src/` | tested in `tests/` |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  };
}
