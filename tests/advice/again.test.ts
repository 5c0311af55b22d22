import { describe, expect, it } from 'vitest';
import { runAgain } from '../../src/advice/again.ts';
import { asOffered } from '../../src/advice/offered.ts';

describe('advice to run a job again', () => {
  const said = (changed: boolean, ...offered: string[]): string =>
    asOffered(
      `; then ${runAgain('dlc1', changed)}.`,
      (word) => !/^(?:clone|create)_job$/.test(word) || offered.includes(word),
    );

  it('is a whole sentence with whatever is offered', () => {
    expect(said(true, 'clone_job', 'create_job')).toBe(
      '; then run it again with clone_job job_id=dlc1 and the change.',
    );
    expect(said(true, 'create_job')).toBe('; then create the job again with create_job, with the change.');
    expect(said(true)).toBe(
      '; then the job has to be created again, with the change, which this server does not offer.',
    );
    expect(said(false)).toBe('; then the job has to be created again, which this server does not offer.');
  });
});
