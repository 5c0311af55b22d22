import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REQUESTS } from '../../evals/finding/requests.ts';
import { TRIGGERS } from '../../evals/skill/triggers.ts';
import { publishedSkill } from '../../scripts/plugin/files.ts';
import { SKILL_DESCRIPTION } from '../../src/resources/skill/body.ts';
import { QUESTIONS } from '../../src/resources/skill/questions.ts';
import { allTools } from '../../src/tools/all.ts';
import { ROOT } from '../docs/markdown.ts';

const skill = publishedSkill()['SKILL.md'] ?? '';
const core = allTools.filter((tool) => tool.core).map(({ name }) => name);

/** By which words a request is about this cloud's training jobs. */
const SUBJECT = /\bPAI\b|\bDLC\b|\bdlc[0-9a-z]{10,}|training job|训练任务/;

describe('the trigger set of the skill', () => {
  it('has both sides, in both languages, and each stage', () => {
    for (const language of ['en', 'zh'] as const) {
      const asked = TRIGGERS.filter((each) => each.language === language);
      expect(asked.filter(({ not }) => not !== undefined).length).toBeGreaterThanOrEqual(4);
      expect(new Set(asked.flatMap(({ stage }) => stage ?? []))).toEqual(new Set(QUESTIONS.map(([stage]) => stage)));
    }
    expect(new Set(TRIGGERS.map(({ says }) => says)).size).toBe(TRIGGERS.length);
    expect(TRIGGERS.filter(({ stage, not }) => (stage === undefined) === (not === undefined))).toEqual([]);
  });

  // Whether a model takes the skill for them can only be told by a model.
  it('is told apart by words that the description has on the right side', () => {
    const [uses = '', nots = ''] = SKILL_DESCRIPTION.split(' Not for ');
    for (const { says, stage } of TRIGGERS) {
      const [word] = SUBJECT.exec(says) ?? [];
      if (stage === undefined) continue;
      expect(word, says).toBeDefined();
      expect(uses, says).toContain(word?.startsWith('dlc') ? 'job id that begins with dlc' : word);
    }
    for (const { not = '' } of TRIGGERS) {
      const [, product] = /^another product: (\w+)$/.exec(not) ?? [];
      if (product !== undefined) expect(nots).toContain(product);
    }
  });
});

describe('the task sets of the skill', () => {
  it('are led by it to every tool of the core that a labelled request is for', () => {
    const wanted = [...new Set(REQUESTS.map(({ tool }) => tool))].filter((tool) => core.includes(tool));
    expect(wanted.length).toBeGreaterThan(15);
    expect(wanted.filter((tool) => !new RegExp(`\\b${tool}\\b`).test(skill))).toEqual([]);
  });

  it('need no tool in evals/tasks that it does not name', () => {
    const folder = `${ROOT}evals/tasks/scripts`;
    const scripts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
    const called = new Set(
      scripts.flatMap((text) => [...text.matchAll(/agent\.call\('(\w+)'/g)].map(([, tool = '']) => tool)),
    );
    expect(called.size).toBeGreaterThan(10);
    expect([...called].filter((tool) => !new RegExp(`\\b${tool}\\b`).test(skill))).toEqual([]);
  });
});
