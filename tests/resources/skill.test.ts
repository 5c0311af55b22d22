import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PLUGIN, pluginFiles, publishedSkill } from '../../scripts/plugin/files.ts';
import { asOffered } from '../../src/advice/offered.ts';
import { SKILL_DESCRIPTION } from '../../src/resources/skill/body.ts';
import { QUESTIONS } from '../../src/resources/skill/questions.ts';
import { type SkillFacts, skillFiles } from '../../src/resources/skill/skill.ts';
import { offersOf } from '../../src/server/offers.ts';
import { selectTools } from '../../src/server/select-tools.ts';
import { allTools } from '../../src/tools/all.ts';
import { ROOT, read } from '../docs/markdown.ts';
import { SELECTIONS } from '../prompts/selections.ts';

const NAMES = new Set(allTools.map(({ name }) => name));
const published = publishedSkill();
const skill = published['SKILL.md'] ?? '';

/** Words of the form of a tool's name. */
const wordsOf = (text: string): string[] => [...text.matchAll(/(?<![a-z_])[a-z]+(?:_[a-z]+)+/g)].map(([word]) => word);
/** Those that are none: parameters and states, each of which the skill says on purpose. */
const OTHERS = ['dry_run', 'min_gpu', 'gpu_type', 'confirmation_required'];

const facts = (names: readonly string[], more: Partial<SkillFacts> = {}): SkillFacts => ({
  tools: allTools,
  offers: offersOf(names),
  program: undefined,
  allOn: true,
  ...more,
});

describe('the skill', () => {
  it('names tools that there are, and every one that is on by default', () => {
    expect([...new Set(wordsOf(skill))].filter((word) => !NAMES.has(word) && !OTHERS.includes(word))).toEqual([]);
    const core = allTools.filter((tool) => tool.core).map(({ name }) => name);
    const tools = published['references/tools.md'] ?? '';
    expect([...NAMES].filter((name) => !tools.includes(`\`${name}\``))).toEqual([]);
    const marked = [...tools.matchAll(/`(\w+)` \(off by default\)/g)].map(([, name = '']) => name);
    expect(marked.sort()).toEqual([...NAMES].filter((name) => !core.includes(name)).sort());
  });

  it('keeps to the sizes that hosts take, and to its one name', () => {
    expect([...SKILL_DESCRIPTION].length).toBeLessThanOrEqual(1024);
    expect(skill).toMatch(/^---\nname: pai-dlc\ndescription: ".*"\n---\n\n# /);
    expect(skill.split('\n').length).toBeLessThan(200);
    for (const [, target = ''] of skill.matchAll(/\]\(([^)]+)\)/g)) expect(published).toHaveProperty([target]);
  });

  it('has an answer to each question once', () => {
    const asked = QUESTIONS.flatMap(([, rows]) => rows.map(([question]) => question));
    expect(new Set(asked).size).toBe(asked.length);
    for (const [, rows] of QUESTIONS)
      for (const [, answer] of rows)
        expect(
          wordsOf(answer).some((word) => NAMES.has(word)),
          answer,
        ).toBe(true);
  });

  it.each(SELECTIONS)('names nothing that is off: %s', (_title, selection) => {
    const on = selectTools(allTools, selection);
    const offers = offersOf(on.map(({ name }) => name));
    const tools = on.map((tool) => ({ ...tool, description: asOffered(tool.description, offers) }));
    const { 'SKILL.md': main, 'references/tools.md': table } = skillFiles({ ...facts([]), tools, offers });
    expect(wordsOf(`${main}\n${table}`).filter((word) => !offers(word))).toEqual([]);
    expect(main).not.toMatch(/undefined|\n\d\. *\n/);
  });

  it('says how to wait in a shell only where that reaches the same cloud', () => {
    const all = [...NAMES];
    expect(skillFiles(facts(all, { program: '/bin/node /x/main.js' }))['SKILL.md']).toContain(
      '/bin/node /x/main.js wait JOB_ID',
    );
    expect(skillFiles(facts(all))['SKILL.md']).not.toContain('wait JOB_ID');
  });
});

describe('the plugin', () => {
  const files = new Map(pluginFiles(JSON.parse(read('package.json'))));
  const json = (path: string) => JSON.parse(files.get(path) ?? '');

  it('has no file in its folder that nothing generates, but its own page', () => {
    const there = readdirSync(`${ROOT}${PLUGIN}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('/server'))
      .map((entry) => `${entry.parentPath.slice(ROOT.length)}/${entry.name}`);
    expect(there.filter((path) => !files.has(path))).toEqual([`${PLUGIN}/README.md`]);
  });

  it('starts its own copy of the server in each host, and nothing from a registry', () => {
    const entries = ['.claude-plugin/plugin.json', 'gemini-extension.json', 'qwen-extension.json'].map(
      (name) => json(`${PLUGIN}/${name}`).mcpServers['pai-dlc'],
    );
    for (const { command, args } of entries) {
      expect(command).toBe('node');
      expect(args).toEqual([expect.stringMatching(/^\$\{(CLAUDE_PLUGIN_ROOT|extensionPath)\}.*server.*main\.js$/)]);
    }
    for (const text of files.values()) expect(text).not.toContain('npx');
  });

  it('has the version of the package in every manifest', () => {
    const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
    for (const name of ['.claude-plugin/plugin.json', 'gemini-extension.json', 'qwen-extension.json'])
      expect(json(`${PLUGIN}/${name}`).version).toBe(version);
  });
});
