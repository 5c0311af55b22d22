import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { allAsOffered } from '../../src/advice/offered.ts';
import type { Said } from '../../src/domain/said.ts';
import { admin } from './words/admin.ts';
import { assets } from './words/assets.ts';
import { asked, drafts, refused } from './words/creates.ts';
import { images, labels, machines, once, sanity, sources } from './words/finds.ts';
import { ceilings, room } from './words/limits.ts';
import { questions } from './words/long-questions.ts';
import { stop, terminal, token, update } from './words/running-jobs.ts';
import { creates, deletes, signals, stops, tags } from './words/several.ts';
import { viewers } from './words/viewers.ts';

const GROUPS = {
  admin,
  assets,
  stop,
  update,
  terminal,
  token,
  refused,
  asked,
  drafts,
  images,
  labels,
  machines,
  sanity,
  sources,
  once,
  questions,
  stops,
  deletes,
  signals,
  tags,
  creates,
  viewers,
  ceilings,
  room,
};

/** Lines that the scenes themselves give, and those of an id and a name alone. */
const SAME = /^(?:(?:Machine \d|A dataset|Not looked up|Stock is not|(?:llm|b|sweep)-20261124).*|\S+ "[^"]*"。|)$/;

/** The words of a question are its facts as well, and stand there once. */
const withoutRepeats = (_key: unknown, value: unknown): unknown => {
  const { question, facts } = Object(value);
  return facts !== undefined && facts.shown === question.en
    ? { ...Object(value), facts: { ...facts, shown: '(the question)' } }
    : value;
};

/** Every text for a person in a document. */
const said = (value: unknown): Said[] => {
  if (typeof value !== 'object' || value === null) return [];
  return 'en' in value && 'zh' in value ? [value as Said] : Object.values(value).flatMap(said);
};

// Scenes are made inside of tests: a file that cannot be collected is, to the mutation runs, none that fails.
it('what a person is told is in both languages', () => {
  for (const [group, scenes] of Object.entries(GROUPS)) {
    for (const { en, zh } of said(scenes())) {
      // Characters of Chinese and its punctuation; a name of a scene may hold some.
      expect(en.replaceAll('训练', ''), group).not.toMatch(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/);
      for (const line of zh.split('\n')) if (!SAME.test(line)) expect(line, group).toMatch(/[\u4e00-\u9fff]/);
    }
  }
});

// Each sentence is read by a model or a person who decides on it, so a change of one shows in a review:
// `npx vitest run tests/policy/words.test.ts -u` writes them anew.
describe('what the policy says, word for word', () => {
  it.each(Object.entries(GROUPS))('%s', async (group, scenes) => {
    // As a server says it that offers every tool.
    const words = stringify(
      allAsOffered(scenes(), () => true),
      withoutRepeats,
      { lineWidth: 0, aliasDuplicateObjects: false },
    );
    await expect(words).toMatchFileSnapshot(`words/${group}.yaml`);
  });
});
