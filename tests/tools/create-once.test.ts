import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/api/answer.ts';
import { operations } from '../../src/api/operations.ts';
import { toRequest } from '../../src/api/request.ts';
import type { CreateLedger } from '../../src/domain/create-ledger.ts';
import { REQUEST_TAG } from '../../src/domain/create-ledger.ts';
import { Fault, type FaultKind } from '../../src/domain/fault.ts';
import { createJobInput } from '../../src/jobs/job-fields.ts';
import { SEND_WITHIN_MS } from '../../src/policy/create-once.ts';
import { memoryLedger } from '../../src/state/ledger.ts';
import { checkOnce } from '../../src/tools/kit/create/assess.ts';
import { createOnce } from '../../src/tools/kit/create/create.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import { contextOf, OPERATOR } from './read-fixtures.ts';

type Wire = Record<string, unknown>;

const KEY = { region: 'cn-hangzhou', workspace_id: '123456', display_name: 'llm' };
const wanted = createJobInput.parse({
  display_name: 'llm',
  job_type: 'PyTorchJob',
  command: 'python train.py',
  task_specs: [{ type: 'Worker', pod_count: 1, image: 'reg/pytorch:2.3', ecs_spec: 'ecs.gn6e' }],
});
const item = (more: Wire = {}): Wire => ({
  JobId: 'dlc1',
  DisplayName: 'llm',
  JobType: 'PyTorchJob',
  Status: 'Running',
  UserCommand: 'python train.py',
  GmtCreateTime: new Date().toISOString(),
  JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: 'reg/pytorch:2.3', EcsSpec: 'ecs.gn6e' }],
  ...more,
});
const fault = (kind: FaultKind) => new Fault({ kind, message: kind, fix: 'x', requestId: 'R-1', httpStatus: 504 });

/** A cloud of functions that answer or throw, and the naps that were taken. */
function world(
  cloud: Partial<Record<'CreateJob' | 'ListJobs' | 'GetJob', (input: Wire) => Wire>>,
  { creates = memoryLedger(), signal = new AbortController().signal, createSearchMs = 20_000 } = {},
) {
  const calls: { action: string; input: Wire; options: { expires?: number } | undefined }[] = [];
  const naps: number[] = [];
  const answers: typeof cloud = { ListJobs: () => ({ Jobs: [], TotalCount: 0 }), ...cloud };
  const call: ToolContext['call'] = async (action, input, options) => {
    calls.push({ action, input: { ...input }, options });
    toRequest(operations[action], input);
    const answer = answers[action as keyof typeof cloud];
    if (answer === undefined) throw new Error(`unexpected ${action}`);
    return readAnswer(operations[action], answer({ ...input }), input) as never;
  };
  const ctx = contextOf(call, {
    region: KEY.region,
    workspaceId: KEY.workspace_id,
    operator: { ...OPERATOR, createSearchMs },
    creates,
    now: () => new Date(),
    signal,
    sleep: async (ms) => void naps.push(ms),
  });
  const count = (action: string) => calls.filter((call) => call.action === action).length;
  const create = async () => createOnce(ctx, wanted, await checkOnce(ctx, wanted));
  return { ctx, calls, naps, creates, count, create };
}

const detailsOf = (work: Promise<unknown>) =>
  work.then(
    (value) => expect.unreachable(`it succeeded: ${JSON.stringify(value)}`),
    (error) => error.details ?? error,
  );
const tagOf = (input: Wire | undefined): unknown =>
  ((input?.Settings as Wire | undefined)?.Tags as Wire | undefined)?.[REQUEST_TAG];

describe('a create whose answer got lost', () => {
  /** A cloud that carries creates out and loses its answers; `shows` says from which list on. */
  function losing(shows: (lists: number) => boolean, more: (tag: unknown) => Wire = (tag) => tagged(tag)) {
    let tag: unknown;
    let lists = 0;
    return {
      CreateJob: (input: Wire) => {
        tag = tagOf(input);
        throw fault('unknown_outcome');
      },
      ListJobs: () => {
        if (tag === undefined || !shows(lists++)) return { Jobs: [], TotalCount: 0 };
        return { Jobs: [more(tag)], TotalCount: 1 };
      },
    };
  }
  const tagged = (tag: unknown): Wire => item({ JobId: 'dlc7', Settings: { Tags: { [REQUEST_TAG]: tag } } });

  it('is searched for by tag, then by name, with growing pauses', async () => {
    const { create, calls, naps, creates } = world(losing((lists) => lists >= 5));
    expect(await create()).toMatchObject({ jobId: 'dlc7', notes: [expect.stringContaining('got lost')] });
    expect(naps).toEqual([250, 500]);
    const after = calls.slice(calls.findIndex(({ action }) => action === 'CreateJob') + 1);
    expect(after.map(({ input }) => ('Tags' in input ? 'tag' : 'name'))).toEqual([
      ...['tag', 'name'],
      ...['tag', 'name'],
      ...['tag', 'name'],
    ]);
    expect(await creates.find(KEY)).toMatchObject([{ job_id: 'dlc7' }]);
  });

  it('is not known when the time is up, stays open, and says why', async () => {
    const { create, count, naps, creates } = world(
      losing(() => false),
      { createSearchMs: 3000 },
    );
    expect(await detailsOf(create())).toMatchObject({
      kind: 'unknown_outcome',
      rule: 'R29',
      requestId: 'R-1',
      httpStatus: 504,
    });
    expect(naps).toEqual([250, 500, 1000, 1250]);
    expect(count('CreateJob')).toBe(1);
    expect(await creates.find(KEY)).toHaveLength(1);
  });

  it('is searched for again where a search fails', async () => {
    let failed = 0;
    const cloud = losing(() => true);
    const { create } = world({
      ...cloud,
      ListJobs: () => {
        const answer = cloud.ListJobs();
        if (answer.TotalCount === 1 && failed++ < 3) throw fault('throttled');
        return answer;
      },
    });
    expect(await create()).toMatchObject({ jobId: 'dlc7' });
    expect(failed).toBe(4);
  });

  it.each<[string, (tag: unknown) => Wire, boolean]>([
    ['a job of another request', () => item({ Settings: { Tags: { [REQUEST_TAG]: 'other' } } }), false],
    ['a job without a tag, which is named', () => item({ Settings: {} }), true],
    ['a job of another spec', () => item({ UserCommand: 'other' }), false],
    ['a job of another name', () => item({ DisplayName: 'llm-2' }), false],
  ])('is never taken to be %s', async (_, more, named) => {
    const { create } = world(
      losing(() => true, more),
      { createSearchMs: 0 },
    );
    const details = await detailsOf(create());
    expect(details.kind).toBe('unknown_outcome');
    expect(details.message.includes('dlc1 (Running)')).toBe(named);
  });

  it('claims nothing where the caller has gone', async () => {
    const stop = new AbortController();
    const { create, count, creates } = world(
      {
        CreateJob: () => {
          stop.abort();
          throw fault('unknown_outcome');
        },
      },
      { signal: stop.signal },
    );
    expect((await detailsOf(create())).kind).toBe('unknown_outcome');
    expect(count('ListJobs')).toBe(1);
    expect((await creates.find(KEY))[0]).not.toHaveProperty('job_id');
  });

  it('stays open after an error that nobody foresaw', async () => {
    const { create, creates } = world({
      CreateJob: () => {
        throw new TypeError('a bug');
      },
    });
    await expect(create()).rejects.toThrow('a bug');
    expect(await creates.find(KEY)).toHaveLength(1);
  });
});

describe('a create that was certainly not carried out', () => {
  it.each<FaultKind>(['throttled', 'permission_denied', 'invalid_input', 'credentials', 'not_found', 'unavailable'])(
    'is reported as %s, and leaves the way free',
    async (kind) => {
      const { create, creates, count } = world({
        CreateJob: () => {
          throw fault(kind);
        },
      });
      expect((await detailsOf(create())).kind).toBe(kind);
      expect(await creates.find(KEY)).toEqual([]);
      expect(count('ListJobs')).toBe(1);
    },
  );

  it('leaves the way free where it was cancelled before it was sent', async () => {
    const stop = new AbortController();
    const reason = new Error('never mind');
    const { create, creates } = world(
      {
        CreateJob: () => {
          stop.abort(reason);
          throw reason;
        },
      },
      { signal: stop.signal },
    );
    await expect(create()).rejects.toBe(reason);
    expect(await creates.find(KEY)).toEqual([]);
  });
});

describe('sending', () => {
  it('comes after the entry, once, and only for a while', async () => {
    const creates = memoryLedger();
    const { create, calls } = world({ CreateJob: () => ({ JobId: 'dlc1' }) }, { creates });
    const before = Date.now();
    expect(await create()).toEqual({ jobId: 'dlc1', created: true, notes: [] });
    const sent = calls.find(({ action }) => action === 'CreateJob');
    const [entry] = await creates.find(KEY);
    expect(tagOf(sent?.input)).toBe(entry?.request_id);
    expect(sent?.options?.expires).toBe(Date.parse(String(entry?.at)) + SEND_WITHIN_MS);
    expect(Date.parse(String(entry?.at))).toBeGreaterThanOrEqual(before);
  });

  it.each(['find', 'open'] as const)('does not happen where the ledger cannot %s', async (method) => {
    const creates: CreateLedger = { ...memoryLedger(), [method]: () => Promise.reject(fault('refused')) };
    const { create, count } = world({ CreateJob: () => ({ JobId: 'dlc1' }) }, { creates });
    expect((await detailsOf(create())).kind).toBe('refused');
    expect(count('CreateJob')).toBe(0);
  });

  it('gives way to another process, looks what it did, and gives up in the end', async () => {
    const creates: CreateLedger = { ...memoryLedger(), open: async () => false };
    const { create, count } = world({ CreateJob: () => ({ JobId: 'dlc1' }) }, { creates });
    expect((await detailsOf(create())).kind).toBe('unavailable');
    expect([count('ListJobs'), count('CreateJob')]).toEqual([4, 0]);
  });

  it('finds the job that another process made in the meantime', async () => {
    const creates = memoryLedger();
    const { ctx, count } = world(
      {
        CreateJob: () => ({ JobId: 'dlc2' }),
        GetJob: () => item({ JobId: 'dlc1' }),
      },
      { creates },
    );
    const found = await checkOnce(ctx, wanted);
    const request_id = '3f1c4a52-7d53-4b0e-9d3a-0c6b1f9e2a11';
    await creates.open({ ...KEY, request_id, at: new Date().toISOString() }, []);
    await creates.close(request_id, 'dlc1');
    const details = await detailsOf(createOnce(ctx, wanted, found));
    expect(details).toMatchObject({ kind: 'refused', rule: 'R29', message: expect.stringContaining('dlc1') });
    expect(count('CreateJob')).toBe(0);
  });
});

describe('the search for a twin', () => {
  const pages = (total: number, twinAt: number) => (input: Wire) => {
    const from = (Number(input.PageNumber) - 1) * 100;
    const Jobs = Array.from({ length: Math.max(0, Math.min(100, total - from)) }, (_, i) =>
      item(from + i === twinAt ? {} : { DisplayName: `llm-${from + i}` }),
    );
    return { Jobs, TotalCount: total };
  };

  it('reads every page, in an explicit window of one\u2019s own jobs', async () => {
    const { ctx, calls } = world({ ListJobs: pages(250, 240) });
    expect(await checkOnce(ctx, wanted)).toMatchObject({ kind: 'refused', decision: { rule: 'R29' } });
    expect(calls.map(({ input }) => input.PageNumber)).toEqual([1, 2, 3]);
    const { StartTime, ...rest } = calls[0]!.input;
    expect(rest).toMatchObject({ WorkspaceId: '123456', ShowOwn: true, DisplayName: 'llm', PageSize: 100 });
    const days = (Date.now() - Date.parse(String(StartTime))) / 86_400_000;
    expect(Math.round(days)).toBe(90);
  });

  it('is refused where it cannot be complete', async () => {
    for (const ListJobs of [pages(9000, -1), () => ({ Jobs: [], TotalCount: 3 })]) {
      const { create, count } = world({ ListJobs });
      const details = await detailsOf(create());
      expect(details).toMatchObject({ kind: 'refused', rule: 'R29', fix: expect.stringContaining('display_name') });
      expect(count('CreateJob')).toBe(0);
      expect(count('ListJobs')).toBeLessThanOrEqual(50);
    }
  });
});
