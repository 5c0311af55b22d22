import { describe, expect, it } from 'vitest';
import { auditLine, type CallFacts } from '../../src/server/audit.ts';
import type { ConfirmedBy } from '../../src/server/confirm.ts';
import { read } from './markdown.ts';

const [, section = ''] = /^### The audit log\n([\s\S]*?)\n### /m.exec(read('docs/guides/safety.md')) ?? [];
const rows = new Map(
  [...section.matchAll(/^\| (`.+?`) \| (.+) \|$/gm)].flatMap(([, names = '', text = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, text] as const),
  ),
);

/** A call of which everything is known. */
const FACTS: CallFacts = {
  session: 's',
  call: 'c',
  simulated: true,
  tool: 'create_job',
  region: 'cn-hangzhou',
  workspaceId: '123456',
  target: 'llm-sft',
  args: {},
  confirmedBy: { channel: 'elicitation', action: 'yes' },
};
const END = {
  jobId: 'dlc1',
  outcome: 'ok',
  outcomes: { dlc1: 'deleted' },
  rule: 'R15',
  changed: 'yes',
  requestId: 'A8C4F08A',
  ms: 1,
} as const;

// Records, so that a value that is added has to be added here.
const CHANNELS: Record<ConfirmedBy['channel'], true> = { elicitation: true, chat: true, none: true };
const ACTIONS: Record<ConfirmedBy['action'], true> = {
  yes: true,
  unticked: true,
  empty: true,
  decline: true,
  cancel: true,
  'no answer': true,
  'not asked': true,
};

describe('the table of the audit log', () => {
  it('names every field of a line, in order, and no other', () => {
    expect([...rows.keys()]).toEqual(
      Object.keys(JSON.parse(auditLine(new Date(), () => 'digest', FACTS, END)) as object),
    );
  });

  it.each([...Object.keys(CHANNELS), ...Object.keys(ACTIONS)])('names the confirmation value "%s"', (value) => {
    expect(rows.get('confirmation')).toContain(`\`${value}\``);
  });
});
