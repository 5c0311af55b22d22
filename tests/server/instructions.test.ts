import { describe, expect, it } from 'vitest';
import { type Ceilings, NO_CEILINGS } from '../../src/domain/ceilings.ts';
import { JOB_TYPES } from '../../src/domain/lists.ts';
import { cardOf } from '../../src/server/card.ts';
import { instructions, MAX_INSTRUCTIONS } from '../../src/server/instructions.ts';
import { selectTools } from '../../src/server/select-tools.ts';
import { createToolbox } from '../../src/server/toolbox.ts';
import { allTools } from '../../src/tools/all.ts';
import type { OperatorPolicy } from '../../src/tools/tool.ts';
import { ALL_NAMES, SELECTIONS, SINGLE_NAMES } from '../prompts/selections.ts';

const everything = {
  offered: new Set(ALL_NAMES),
  asks: true,
  scope: { region: undefined, workspaceId: undefined },
  ceilings: NO_CEILINGS,
};
const locked = { region: 'cn-shanghai-finance-1', workspaceId: '1'.repeat(64), locked: true };

const low: Ceilings = {
  ...NO_CEILINGS,
  gpus: 8,
  minutes: 600,
  jobTypes: JOB_TYPES,
  machineTypes: Array(50).fill('ecs.gn7i-*'),
};

const named = (text: string): string[] => ALL_NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(text));

describe('the instructions', () => {
  it(`stay within ${MAX_INSTRUCTIONS} characters at their longest`, () => {
    for (const confirmCreate of ['auto', 'always', 'never'] as const)
      for (const simulated of [true, false])
        for (const [scope, ceilings] of [
          [everything.scope, NO_CEILINGS],
          [locked, low],
        ] as const) {
          const text = instructions({ ...everything, scope, confirmCreate, simulated, ceilings });
          expect(text.length).toBeLessThanOrEqual(MAX_INSTRUCTIONS);
          expect(text).toMatch(/^[\x20-\x7e\n]+$/);
        }
  });

  it.each(SELECTIONS)('name only what is offered: %s', (_name, selection) => {
    const offered = new Set(selectTools(allTools, selection).map(({ name }) => name));
    const text = instructions({ ...everything, offered, confirmCreate: 'auto', simulated: false });
    expect(named(text).filter((name) => !offered.has(name))).toEqual([]);
  });

  it('give the order of discovery, and the diagnosis in one call where there is one', () => {
    const text = (offered: Iterable<string>) =>
      instructions({ ...everything, offered: new Set(offered), confirmCreate: 'auto', simulated: false });
    const core = text(SINGLE_NAMES);
    expect(core).toContain(
      'Order: list_workspaces -> list_images, list_datasets, list_code_sources, list_ecs_specs, list_quotas -> create_job -> get_job -> get_pod_logs.',
    );
    expect(core).toContain('stuck or failed: get_job -> get_job_events -> get_pod_logs -> get_pod_events.');
    const all = text(ALL_NAMES);
    expect(all).toContain('create_job -> wait_for_job -> get_job');
    expect(all).toContain('stuck or failed: diagnose_job, else get_job -> get_job_events');
  });

  it('promise what the operator has set, and no more', () => {
    const text = (confirmCreate: 'auto' | 'always' | 'never') =>
      instructions({ ...everything, confirmCreate, simulated: false });
    for (const asks of ['auto', 'always'] as const)
      expect(text(asks)).toContain("Nothing costly or irreversible happens without a person's yes.");
    expect(text('never')).not.toContain('costly or irreversible');
    expect(text('never')).toContain('creates spend money without asking');
  });

  it('say what to do with a question, where a tool can return one', () => {
    const cardsOf = (names: string[]) => allTools.filter(({ name }) => names.includes(name)).map(cardOf);
    const text = (...names: string[]) =>
      instructions({
        ...everything,
        offered: new Set(names),
        asks: createToolbox(
          { all: cardsOf(names), withApps: [] },
          async () => Promise.reject(new Error('nothing is loaded')),
          everything.scope,
          {} as OperatorPolicy,
        ).asks,
        confirmCreate: 'auto',
        simulated: false,
      });
    // Such a yes comes from the model alone: the promise must not say more.
    expect(text('get_token')).toContain(
      'put its question to the user, and bring the token only after their yes; there the server relies on you.',
    );
    expect(text('get_job')).not.toContain('confirmation_required');
  });

  it('tell the ceilings that are set, before a first call meets one', () => {
    const text = (offered: Iterable<string>, ceilings = low) =>
      instructions({ ...everything, offered: new Set(offered), ceilings, confirmCreate: 'auto', simulated: false });
    expect(text(ALL_NAMES)).toMatch(
      /\nCeilings of the operator: at most 8 GPUs per job; at most 600 minutes, and job_max_running_time_minutes is required; and more\.$/,
    );
    expect(text(ALL_NAMES, NO_CEILINGS)).not.toContain('Ceilings');
    expect(text(['get_job'])).not.toContain('Ceilings');
  });

  it('say what is fixed, and whether the cloud is real', () => {
    const text = instructions({ ...everything, scope: locked, confirmCreate: 'auto', simulated: true });
    expect(text).toContain(`fixed region ${locked.region} and workspace ${locked.workspaceId}`);
    expect(text).toContain('This is the simulator');
    expect(text).not.toContain('Region, workspace and quota ids come from the user');
  });
});
