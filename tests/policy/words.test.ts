import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { allAsOffered } from '../../src/advice/offered.ts';
import { asked, drafts, refused } from './words/creates.ts';
import { images, labels, machines, once, sanity, sources } from './words/finds.ts';
import { questions } from './words/long-questions.ts';
import { stop, terminal, token, update } from './words/running-jobs.ts';

const GROUPS = {
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
};

/** The words of a question are its facts as well, and stand there once. */
const withoutRepeats = (_key: unknown, value: unknown): unknown => {
  const { question, facts } = Object(value);
  return facts !== undefined && facts.shown === question
    ? { ...Object(value), facts: { ...facts, shown: '(the question)' } }
    : value;
};

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
