import { describe, expect, it } from 'vitest';
import { dataOf, textOf, unfenced } from '../../src/app/answers.ts';
import { fenceData } from '../../src/server/fence-data.ts';
import { resultOf } from '../../src/server/results.ts';
import { fence } from '../../src/shaping/fence.ts';
import { Foreign } from '../../src/shaping/foreign.ts';

const line = (text: string) => {
  const shown = new Foreign(text).line();
  if (shown === undefined) throw new Error('nothing to show');
  return shown;
};

describe('an answer for a page', () => {
  it('has its fences taken off, and nothing else', () => {
    const given = { lines: ['data-1', 'a', ''], job: { reason: 'two\nlines' }, none: [], many: [{ text: 'x' }] };
    const { data, says } = fenceData(given, ['lines', 'job.reason', 'none', 'many[].text']);
    expect(says).toMatch(/data from the cloud/);
    expect(JSON.stringify(data)).toMatch(/data-[0-9a-f]{16}/);
    expect(unfenced(data)).toEqual(given);
  });

  it('shows a person the words and the repair, and neither fences nor what only a model needs', () => {
    const ended = {
      kind: 'fault',
      details: {
        kind: 'confirmation_required',
        message: 'A person has to say yes first.',
        fix: 'Put the question to the user.',
        confirmation: { question: 'Stop it?', token: 'sealed.token', expiresAt: '2026-03-05T04:14:03Z' },
      },
    } as const;
    const text = textOf(resultOf(ended, { answers: 'text', banner: undefined }));
    expect(text).toMatch(
      /^\[confirmation_required\] A person has to say yes first\.\nQuestion to the user:\nStop it\?\nFix: Put/,
    );
    expect(text).not.toContain('sealed.token');
    const fenced = `1 line\n${fence('log of pod x', [line('loss 2')])}\nNext: get_job`;
    expect(textOf({ content: [{ type: 'text', text: fenced }] })).toBe('1 line\nlog of pod x:\nloss 2');
  });

  it('that is a failure is thrown with its words', () => {
    const failed = resultOf(
      { kind: 'fault', details: { kind: 'not_found', message: 'No such job.', fix: 'List them.' } },
      { answers: 'text', banner: undefined },
    );
    expect(() => dataOf(failed)).toThrow('[not_found] No such job.\nFix: List them.');
  });
});
