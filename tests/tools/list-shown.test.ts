import { describe, expect, it } from 'vitest';
import { listJobs } from '../../src/tools/jobs/list-jobs/list-jobs.ts';
import { listTensorboards } from '../../src/tools/tensorboard/list-tensorboards.ts';
import type { Tool, ToolContext } from '../../src/tools/tool.ts';
import { contextOf, textOf } from './read-fixtures.ts';

const TOKEN = 'ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8';
type Wire = Record<string, unknown>;
interface Listed extends Wire {
  JobId: string;
  JobSpecs: { Image: string }[];
  Settings: { Tags: Readonly<Record<string, string>> };
}

/** A job of which each text that can be searched holds a secret, which is shown masked. */
const HIDDEN: Listed = {
  JobId: 'dlc1',
  Status: 'Failed',
  DisplayName: `run-${TOKEN}`,
  Description: 'for the demo, password=orange42',
  UserCommand: 'mysql -porange42 && python train.py',
  ReasonCode: 'Failed',
  ReasonMessage: 'pull failed, password=orange42',
  JobSpecs: [{ Image: `docker.io/me/${TOKEN}:1` }],
  Settings: { Tags: { db_password: 'orange42', team: 'nlp' } },
};
const OPEN: Listed = {
  ...HIDDEN,
  JobId: 'dlc2',
  DisplayName: 'run-Ghp_A',
  Settings: { Tags: { team: 'nlp', color: 'red' } },
};

const has = (wanted: unknown, ...texts: unknown[]): boolean =>
  wanted === undefined || texts.some((text) => String(text).toLowerCase().includes(String(wanted).toLowerCase()));

/** A cloud that holds its filters against the whole texts, as the real one does. */
function cloudOf(jobs: readonly Listed[]) {
  const calls: string[] = [];
  const call = async (action: string, ask: Wire) => {
    calls.push(action);
    if (action === 'GetJob') return jobs.find(({ JobId }) => JobId === ask.JobId);
    const found = jobs.filter(
      (job) =>
        has(ask.DisplayName, job.DisplayName) &&
        has(ask.Description, job.Description) &&
        has(ask.UserCommandSearch, job.UserCommand) &&
        has(ask.ReasonSearch, job.ReasonCode, job.ReasonMessage) &&
        has(ask.ImageSearch, job.JobSpecs[0]?.Image) &&
        Object.entries((ask.Tags ?? {}) as Wire).every(([name, value]) => job.Settings.Tags[name] === value),
    );
    const [page, size] = [Number(ask.PageNumber), Number(ask.PageSize)];
    // A list does not tell the descriptions.
    const rows = found.slice((page - 1) * size, page * size).map(({ Description: _, ...row }) => row);
    return { [action === 'ListJobs' ? 'Jobs' : 'Tensorboards']: rows, TotalCount: found.length };
  };
  const ctx = contextOf(call as unknown as ToolContext['call'], { workspaceId: '1', now: () => new Date(0) });
  return { ctx, calls };
}

async function list(raw: Wire, jobs: readonly Listed[] = [HIDDEN], tool: Tool = listJobs) {
  const { ctx, calls } = cloudOf(jobs);
  const input = tool.input.parse(raw);
  const output = tool.output.parse(await tool.run(ctx, input, undefined)) as Wire;
  return { output, text: textOf(tool, output, input), calls };
}

describe('a filter of a list', () => {
  const GUESSES: [string, Wire, Wire][] = [
    ['display_name', { display_name: 'ghp_A1b' }, { display_name: 'ghp_A1c' }],
    ['tags', { tags: { db_password: 'orange42' } }, { tags: { db_password: 'banana17' } }],
    ['description', { description: 'password=o' }, { description: 'password=p' }],
    ['user_command_search', { user_command_search: '-pora' }, { user_command_search: '-porb' }],
    ['reason_search', { reason_search: 'password=o' }, { reason_search: 'password=p' }],
    ['image_search', { image_search: 'ghp_A1b' }, { image_search: 'ghp_A1c' }],
  ];

  it.each(GUESSES)('%s does not tell a right guess of what is masked from a wrong one', async (_name, right, wrong) => {
    for (const page of [{}, { page_number: 2 }, { page_size: 1 }, { status: ['Failed', 'Running'] }]) {
      const [hit, miss] = [await list({ ...right, ...page }), await list({ ...wrong, ...page })];
      expect(hit.text, JSON.stringify(page)).toBe(miss.text);
      expect(hit.output).toEqual(miss.output);
    }
  });

  it.each([
    { display_name: 'run-' },
    { display_name: 'RUN-GHP' },
    { tags: { team: 'nlp' } },
    { description: 'for the demo' },
    { user_command_search: 'train.py' },
    { reason_search: 'pull failed' },
    { reason_search: 'Failed' },
    { image_search: 'docker.io/me' },
  ])('finds %j in what is shown', async (filter) => {
    const { output } = await list(filter);
    expect(output).toMatchObject({ total: 1, jobs: [{ job_id: 'dlc1' }] });
  });

  it('counts beyond the page what it shows there, and no more', async () => {
    const ask = { display_name: 'ghp_A', page_size: 1 };
    const both = await list(ask, [OPEN, HIDDEN]);
    expect(both.output).toEqual((await list(ask, [OPEN])).output);
    expect(both.output).toMatchObject({ total: 1, jobs: [{ job_id: 'dlc2' }] });
  });

  it('says that text is searched as it is shown, whether or not a match was behind a mask', async () => {
    expect((await list({ display_name: 'nowhere' }, [])).text).toContain('Text is searched as it is shown');
    expect((await list({}, [])).text).not.toContain('as it is shown');
  });

  it('costs no other call where nothing is searched or all is on one page', async () => {
    expect((await list({ page_size: 1 }, [OPEN, HIDDEN])).calls).toEqual(['ListJobs']);
    expect((await list({ display_name: 'run' }, [OPEN, HIDDEN])).calls).toEqual(['ListJobs']);
  });

  it('is held so by the other lists as well', async () => {
    const guess = (display_name: string) => list({ display_name }, [HIDDEN], listTensorboards);
    const [right, wrong] = [await guess('ghp_A1b'), await guess('ghp_A1c')];
    expect(right.output.total).toBe(0);
    expect({ ...right.output, scope: '' }).toEqual({ ...wrong.output, scope: '' });
    expect((await guess('run-')).output.total).toBe(1);
  });
});
