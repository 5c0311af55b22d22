import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { getPodLogs } from '../../src/tools/logs/get-pod-logs/get-pod-logs.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import { type FakeLog, fakeLog, type Written } from './logs/fake-log.ts';
import { contextOf, failedJob, succeededJob, textOf } from './read-fixtures.ts';

const job_id = 'dlc1xjcumbfm7aai';
const CREATED = Date.parse('2026-03-05T04:00:00Z');
const NOW = new Date('2026-03-05T06:00:00Z');

const pod = (name: string, more: Record<string, unknown> = {}) => ({
  PodId: `${job_id}-${name}`,
  Status: 'Running',
  Type: name.split('-')[0],
  ...more,
});
const jobOf = (Pods: object[], more: Record<string, unknown> = {}) => ({
  JobId: job_id,
  Status: 'Running',
  GmtCreateTime: '2026-03-05T04:00:00Z',
  Pods,
  ...more,
});
/** Lines that were written one a second from an hour before now on. */
const written = (lines: readonly string[], from = NOW.getTime() - 3_600_000, step = 1000): Written[] =>
  lines.map((text, n) => ({ at: from + n * step, text }));
const numbered = (count: number, name = 'step'): string[] =>
  Array.from({ length: count }, (_, n) => `${name} ${n} loss ${(n % 7) + 0.5}`);

const contextOfLog = ({ ctx }: FakeLog): ToolContext => contextOf(ctx.call, { now: () => NOW });

async function call(log: FakeLog, raw: Record<string, unknown> = {}) {
  const input = getPodLogs.input.parse({ job_id, ...raw });
  const output = getPodLogs.output.parse(await getPodLogs.run(contextOfLog(log), input, undefined)) as {
    pods: Record<string, unknown>[];
    lines: string[];
    order?: string;
    left_out?: string;
    older?: string;
    newer?: string;
    note?: string;
    earlier_instances?: Record<string, unknown>[];
  };
  return { output, text: textOf(getPodLogs, output, input), log };
}

/** One pod with these lines. */
const one = (lines: readonly string[]): FakeLog => fakeLog(written(lines), { job: jobOf([pod('master-0')]) });

const refusal = async (work: Promise<unknown>): Promise<Fault['details']> => {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Fault);
  return (error as Fault).details;
};

describe('get_pod_logs: which lines', () => {
  it('R11 shows the newest 100 by default, fenced, and says how many there are', async () => {
    const { output, text } = await call(one(numbered(1000)));
    expect(output.lines).toHaveLength(100);
    expect(output.lines.at(-1)).toBe('step 999 loss 5.5');
    expect(text.split('\n')[0]).toMatch(
      /^dlc1xjcumbfm7aai-master-0 \(the leading pod, Running\): newest 100 of \d+\+ lines, since 2026-03-05T05:\d\d:\d\dZ\.$/,
    );
    expect(text.match(/^data-[0-9a-f]{16}$/gm)).toHaveLength(2);
    expect(text.match(/^Next: /gm)).toHaveLength(2);
  });
  it('says that it has shown all there is', async () => {
    const { output, text } = await call(one(numbered(40)));
    expect(text).toContain('all 40 lines');
    expect(output).not.toHaveProperty('older');
    expect(output.pods).toEqual([expect.objectContaining({ lines: 40, of: 40, whole: true })]);
  });
  it('R11 bounds bytes, and pages through what it left out without loss', { tags: 'sweep' }, async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `n${n} ${'x'.repeat(2000)}`);
    const log = one(lines);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 40; pages++) {
      const { output } = await call(log, { max_lines: 1000, ...(cursor ? { cursor } : {}) });
      expect(Buffer.byteLength(output.lines.join('\n'))).toBeLessThanOrEqual(32 * 1024);
      seen.unshift(...output.lines);
      cursor = output.older;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual(lines);
  });
  it('accounts for every line of the log once, back and on, whatever is folded', async () => {
    const line = fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 99 }).map((n) => `n${n} loss`) },
      fc.constantFrom('same', '', '10%|# | 1/10 [00:01<00:09, 1it/s]', '20%|## | 2/10 [00:01<00:09, 1it/s]', 'a\rb'),
      fc.constantFrom('-----BEGIN PRIVATE KEY-----', 'MIIEowIBAAKCAQEAABCD', '-----END PRIVATE KEY-----'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(line, fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        async (groups, max_lines) => {
          const lines = groups.flatMap(([text, times]) => Array<string>(times).fill(text));
          const log = one(lines);
          const pages = [(await call(log, { max_lines })).output];
          while (pages[0]?.older) pages.unshift((await call(log, { max_lines, cursor: pages[0].older })).output);
          const sum = (list: typeof pages): number =>
            list.reduce((total, { pods }) => total + Number(pods[0]?.lines), 0);
          expect(sum(pages)).toBe(lines.length);
          const on = [pages[0] as (typeof pages)[number]];
          for (let quiet = false; !quiet; ) {
            const next = (await call(log, { max_lines, cursor: on.at(-1)?.newer })).output;
            on.push(next);
            quiet = next.pods[0]?.lines === 0;
          }
          expect(sum(on)).toBe(lines.length);
          for (const { lines: shown } of [...pages, ...on]) expect(shown.length).toBeLessThanOrEqual(max_lines);
        },
      ),
      { numRuns: 30 },
    );
  });
  it('pages on from the newest line to what is written later', async () => {
    const log = one(numbered(500));
    const first = await call(log, { max_lines: 10 });
    log.lines.push(...written(['new 1', 'new 2'], NOW.getTime()));
    const { output, text } = await call(log, { max_lines: 10, cursor: first.output.newer });
    expect(output.lines).toEqual(['new 1', 'new 2']);
    expect(text).toContain('2 lines behind the cursor');
    const none = await call(log, { cursor: output.newer });
    expect(none.output.lines).toEqual([]);
    expect(none.output.newer).toBeDefined();
  });
  it('keeps to a window, in the cursor too', async () => {
    const log = one(numbered(3600));
    const window = { start_time: '2026-03-05T05:10:00Z', end_time: '2026-03-05T05:20:00Z' };
    const { output, text } = await call(log, { ...window, max_lines: 400 });
    expect(output.lines.at(-1)).toBe('step 1200 loss 3.5');
    expect(text).toContain('Window 2026-03-05T05:10:00Z to 2026-03-05T05:20:00Z.');
    const rest = await call(log, { ...window, max_lines: 400, cursor: output.older });
    expect(rest.output.lines[0]).toBe('step 600 loss 5.5');
    expect(rest.output).not.toHaveProperty('older');
    const other = await refusal(call(log, { cursor: output.older, pod_id: `${job_id}-worker-9` }));
    expect(other.message).toBe(`The cursor is of ${job_id}-master-0, not of ${job_id}-worker-9.`);
    expect((await refusal(call(log, { cursor: output.older, start_time: '2026-03-05T05:00:00Z' }))).message).toContain(
      'differs from the window',
    );
  });
  it.each([
    [{ cursor: 'older~x' }, 'cursor is not one'],
    [{ start_time: 'yesterday' }, 'start_time "yesterday"'],
    [{ pattern: 'loss (' }, 'missing closing ) at offset 6, its end'],
    [{ pattern: 'a*b|*c' }, 'missing argument to repetition operator at offset 4'],
    [{ pattern: '(?=x)y' }, 'at offset 0'],
    [{ pods: ['all'], pod_id: `${job_id}-master-0` }, 'pods does not go with pod_id'],
    [{ pod_uid: 'x' }, 'pod_uid is of no pod'],
  ])('refuses %j and says how to repair it', async (ask, why) => {
    const details = await refusal(call(one(numbered(3)), ask));
    expect(details.kind).toBe('invalid_input');
    expect(details.message).toContain(why);
    expect(details.fix).not.toBe('');
  });
  it('takes a pod as answers shorten it, with a cursor too, and sends its whole id', async () => {
    const log = fakeLog(written(numbered(500)), { job: jobOf([pod('master-0'), pod('worker-44')]) });
    const first = await call(log, { pod_id: 'worker-44', max_lines: 10 });
    expect(first.output.pods).toMatchObject([{ pod_id: `${job_id}-worker-44` }]);
    const more = await call(log, { pod_id: 'worker-44', cursor: first.output.older, max_lines: 10 });
    expect(more.output.lines).toHaveLength(10);
    const both = await call(log, { pods: ['Worker-44', 'master-0'] });
    expect(both.output.pods.map(({ pod_id }) => pod_id)).toEqual([`${job_id}-worker-44`, `${job_id}-master-0`]);
    const whole = await call(log, { pod_id: `${job_id}-worker-44`, max_lines: 10 });
    expect(whole.output.lines).toEqual(first.output.lines);
  });
  it('takes no more than one segment as an id, and no unbounded pattern', () => {
    const takes = (more: object): boolean => getPodLogs.input.safeParse({ job_id, ...more }).success;
    for (const bad of ['..', 'a/b', '', 'a%2fb']) {
      expect(takes({ pod_id: bad })).toBe(false);
      expect(takes({ pods: [bad] })).toBe(false);
    }
    for (const bad of ['dlc', 'x', 'dlc../a', `dlc${'a'.repeat(61)}`]) expect(takes({ job_id: bad })).toBe(false);
    expect(takes({ pattern: 'a'.repeat(501) })).toBe(false);
    expect(takes({ pattern: 'a'.repeat(500), pods: ['failed'], level: 'error' })).toBe(true);
  });
});

describe('get_pod_logs: which pods', () => {
  it('chooses the pod that failed first, else the leader, and says which', async () => {
    const log = fakeLog(written(['x']), { job: { ...failedJob, GmtCreateTime: '2026-03-05T04:00:00Z' } });
    const failed = await call(log, { job_id: failedJob.JobId });
    expect(failed.output.pods[0]?.pod_id).toBe('dlcymzh8p8f6818o-worker-0');
    expect(failed.text).toContain('the pod that failed first, Failed');
    const leader = await call(fakeLog(written(['x']), { job: succeededJob }));
    expect(leader.output.pods[0]).toMatchObject({ pod_id: `${job_id}-master-0`, chosen: 'the leading pod' });
  });
  it('without pods there is no log, and it says why', async () => {
    const log = fakeLog([], { job: jobOf([], { Status: 'Queuing' }) });
    const { text } = await call(log);
    expect(log.requests).toEqual([]);
    expect(text).toContain('no pods (Queuing)');
  });
  it('explains an empty log', async () => {
    expect((await call(one([]))).text).toMatch(
      /A container that never started writes nothing\.\nNext: get_pod_events job_id=dlc1xjcumbfm7aai pod_id=/,
    );
    const waiting = fakeLog([], { job: jobOf([pod('master-0')], { Status: 'EnvPreparing' }) });
    for (const more of [{}, { pattern: 'Loss' }]) {
      const { text } = await call(waiting, more);
      expect(text).toContain('the job is EnvPreparing: the program has not started');
      expect(text).toContain(`Next: diagnose_job job_id=${job_id} says what it waits for.`);
      expect(text).toContain(`Next: get_pod_events job_id=${job_id} pod_id=${job_id}-master-0 shows what was tried.`);
      expect(text).not.toMatch(/get_job_events|ignores case/);
    }
    expect((await call(fakeLog([], { job: jobOf([pod('worker-0')]) }), { pods: ['failed'] })).text).toContain(
      'No pod has failed',
    );
  });

  const times = (name: string, offset: number, format: (at: Date) => string): Written[] =>
    Array.from({ length: 30 }, (_, n) => {
      const at = NOW.getTime() - 600_000 + n * 2000 + offset;
      return { at, text: `${format(new Date(at))} ${name} n${n}` };
    });
  const python = (at: Date): string => at.toISOString().replace('T', ' ').replace('.', ',').replace('Z', ' - INFO -');

  it('merges several pods by time, with short tags and one legend', async () => {
    const log = fakeLog([], {
      job: jobOf([pod('master-0'), pod('worker-0'), pod('worker-1')]),
      logs: {
        [`${job_id}-master-0`]: times('master', 0, python),
        [`${job_id}-worker-0`]: times('one', 700, python),
        [`${job_id}-worker-1`]: times('two', 1400, python),
      },
    });
    const { output, text } = await call(log, { pods: ['all'], max_lines: 9 });
    expect(output.order).toBe('time');
    expect(output.lines.map((line) => line.replace(/2026\S+ \S+ - INFO - /, ''))).toEqual(
      [27, 28, 29].flatMap((n) => [`[m0] master n${n}`, `[w0] one n${n}`, `[w1] two n${n}`]),
    );
    const [head, legend] = text.split('\n');
    expect(head).toContain('3 pods of dlc1xjcumbfm7aai, merged by the times');
    expect(legend).toMatch(/^\[m0\] master-0 \(Running\): newest 3 of 30.*; \[w0\] worker-0 .*; \[w1\] worker-1/);
    // The pages of all pods go on together.
    const seen = [...output.lines];
    for (let cursor = output.older; cursor !== undefined; ) {
      const page = await call(log, { pods: ['all'], max_lines: 9, cursor });
      seen.unshift(...page.output.lines);
      cursor = page.output.older;
    }
    expect(seen).toHaveLength(90);
    expect(new Set(seen).size).toBe(90);
  });
  it.each([
    ['have no times', (_: Date) => 'step'],
    ['leap back', (at: Date) => python(new Date(at.getTime() - (at.getTime() % 4000 === 0 ? 3_600_000 : 0)))],
  ])('never orders by time what it cannot compare: the lines of one %s', async (_, format) => {
    const log = fakeLog([], {
      job: jobOf([pod('master-0'), pod('worker-0')]),
      logs: { [`${job_id}-master-0`]: times('master', 0, python), [`${job_id}-worker-0`]: times('one', 0, format) },
    });
    const { output, text } = await call(log, { pods: ['all'] });
    expect(output.order).toBe('pod');
    expect(text).toContain('pod by pod');
    expect(output.lines.map((line) => line.slice(0, 4))).toEqual([
      ...Array(30).fill('[m0]'),
      ...Array(30).fill('[w0]'),
    ]);
  });
  it('does not compare times with a zone to times without one', async () => {
    const log = fakeLog([], {
      job: jobOf([pod('master-0'), pod('worker-0')]),
      logs: {
        [`${job_id}-master-0`]: times('master', 0, python),
        [`${job_id}-worker-0`]: times('one', 0, (at) => at.toISOString()),
      },
    });
    expect((await call(log, { pods: ['all'] })).output.order).toBe('pod');
  });
  it('shares lines and bytes fairly: what a quiet pod leaves is for the others', async () => {
    const log = fakeLog([], {
      job: jobOf([pod('worker-0'), pod('worker-1'), pod('worker-2')]),
      logs: {
        [`${job_id}-worker-0`]: written(['one line']),
        [`${job_id}-worker-1`]: written(numbered(900)),
        [`${job_id}-worker-2`]: written(Array.from({ length: 900 }, (_, n) => `n${n} ${'y'.repeat(900)}`)),
      },
    });
    const { output } = await call(log, { pods: ['all'], max_lines: 101 });
    expect(output.pods.map(({ lines }) => lines)).toEqual([1, 50, expect.any(Number)]);
    expect(output.pods[2]?.lines).toBeGreaterThan(25);
    expect(Buffer.byteLength(output.lines.join('\n'))).toBeLessThanOrEqual(32 * 1024);
  });
  it('reads at most 64 pods, some at a time, the failed and the leading ones first, and names the others', async () => {
    let [open, most] = [0, 0];
    const Pods = Array.from({ length: 88 }, (_, n) => pod(`worker-${n}`, n === 77 ? { Status: 'Failed' } : {}));
    const log = fakeLog(written(['x']), { job: jobOf(Pods) });
    const inner = log.ctx.call;
    log.ctx.call = (async (action: never, input: never) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 1));
      open--;
      return inner(action, input);
    }) as typeof inner;
    const { output, text } = await call(log, { pods: ['all'] });
    expect(output.pods).toHaveLength(64);
    expect(output.pods.map(({ tag }) => tag).slice(0, 3)).toEqual(['w77', 'w0', 'w1']);
    expect(text).toContain('24 pods left out: dlc1xjcumbfm7aai-worker-63');
    // What all pods say is said once.
    expect(output.lines).toEqual(['[w77 +63] x']);
    expect(text).toContain('[w0] worker-0 to [w62] worker-62, 63 pods (Running): all 63 lines');
    expect(text).toContain('[TAG +N] is a line that N more pods have');
    expect(most).toBeLessThanOrEqual(4);
    expect((await call(log, { pods: ['failed'] })).output.pods.map(({ pod_id }) => pod_id)).toEqual([
      `${job_id}-worker-77`,
    ]);
    expect((await call(log, { pods: [`${job_id}-worker-5`, `${job_id}-worker-6`] })).output.pods).toHaveLength(2);
  });
  it('shows the others when one log cannot be read, and says so', async () => {
    const log = fakeLog(written(['x']), { job: jobOf([pod('worker-0'), pod('worker-1')]) });
    const inner = log.ctx.call;
    log.ctx.call = (async (action: never, input: { PodId?: string }) => {
      if (input.PodId === `${job_id}-worker-1`)
        throw new Fault({ kind: 'not_found', message: 'no such pod', fix: '-' });
      return inner(action, input as never);
    }) as typeof inner;
    const { output, text } = await call(log, { pods: ['all'] });
    expect(output.lines).toEqual(['[w0] x']);
    expect(text).toContain('[w1] worker-1 (Running): no such pod');
    expect((await refusal(call(log, { pod_id: `${job_id}-worker-1` }))).kind).toBe('not_found');
  });

  const restarted = () => {
    const past = (uid: string, finished: string, Status = 'Failed') => ({
      PodId: `${job_id}-worker-0`,
      PodUid: uid,
      Status,
      GmtFinishTime: finished,
    });
    return fakeLog([], {
      job: jobOf([
        pod('master-0', { PodUid: 'uid-master' }),
        pod('worker-0', {
          PodUid: 'uid-now',
          HistoryPods: [past('uid-1', '2026-03-05T05:10:00Z'), past('uid-2', '2026-03-05T05:30:00Z')],
        }),
      ]),
      logs: {
        'uid-now': written(['running again']),
        'uid-1': written(['first failure'], Date.parse('2026-03-05T05:09:00Z')),
        'uid-2': written(['second failure'], Date.parse('2026-03-05T05:29:00Z')),
        'uid-master': written(['master']),
      },
    });
  };
  it('names the earlier instances of a restarted pod, and reads one by its uid', async () => {
    const { output, text } = await call(restarted(), { pod_id: `${job_id}-worker-0` });
    expect(output.lines).toEqual(['running again']);
    expect(text).toContain(
      'Earlier instances: pod_uid=uid-2 (Failed, ended 2026-03-05T05:30:00Z), pod_uid=uid-1 (Failed, ended 2026-03-05T05:10:00Z).',
    );
    const past = await call(restarted(), { pod_uid: 'uid-1' });
    expect(past.output.lines).toEqual(['first failure']);
    expect(past.text).toContain('(earlier instance, Failed)');
    expect(past.output).not.toHaveProperty('newer');
    const log = restarted();
    await call(log, { pod_uid: 'uid-1' });
    expect(new Set(log.requests.map(({ pod: id, uid }) => `${id} ${uid}`))).toEqual(
      new Set([`${job_id}-worker-0 uid-1`]),
    );
  });
  it('counts a pod that was started again after a failure among the failed ones, with that instance', async () => {
    const { output } = await call(restarted(), { pods: ['failed'] });
    expect(output.lines).toEqual(['second failure']);
    expect(output.pods).toEqual([expect.objectContaining({ pod_uid: 'uid-2', earlier_instance: true })]);
  });
});

const TRACE = [
  'Traceback (most recent call last):',
  '  File "/root/code/train.py", line 187, in main',
  '    trainer.fit(model)',
  "KeyError: 'labels'",
];

describe('get_pod_logs: search', () => {
  const long = (): string[] => {
    const lines = numbered(20_000);
    lines.splice(3000, 0, ...TRACE);
    lines.splice(15_000, 0, '[ERROR] checkpoint is slow');
    return lines;
  };
  it('finds matching lines with context, back from the end, and says how far it read', async () => {
    const { output, text } = await call(fakeLog(written(long(), CREATED, 300), { job: jobOf([pod('master-0')]) }), {
      pattern: 'KeyError|checkpoint',
      context: 1,
    });
    expect(output.lines).toEqual([
      '    trainer.fit(model)',
      "KeyError: 'labels'",
      'step 3000 loss 4.5',
      '... 11994 lines ...',
      'step 14995 loss 1.5',
      '[ERROR] checkpoint is slow',
      'step 14996 loss 2.5',
    ]);
    expect(text.split('\n')[0]).toContain('2 matching lines in 20005 lines, the whole log');
  });
  it('level=error gives tracebacks whole', async () => {
    const { output, text } = await call(one(long().slice(0, 5000)), { level: 'error', context: 0 });
    expect(output.lines).toEqual(TRACE);
    expect(text).toContain('1 error in the newest 5000 lines; there may be older ones, NOT SEARCHED');
    const both = await call(one(long().slice(0, 5000)), { level: 'error', pattern: 'NCCL' });
    expect(both.output.lines).toEqual([]);
    expect(both.output.note).toContain('nothing in it looks like this');
  });
  it('says how case is ignored where a pattern that tells it found nothing', async () => {
    expect((await call(one(numbered(5)), { pattern: 'STEP 4' })).text).toContain('Next: the same pattern behind (?i)');
    expect((await call(one(numbered(5)), { pattern: '(?i)STEP 9' })).text).not.toContain('(?i)');
    expect((await call(one(numbered(5)), { pattern: '99' })).text).not.toContain('(?i)');
    expect((await call(one(numbered(5)), { pattern: '(?i)STEP 4', context: 0 })).output.lines).toEqual([
      'step 4 loss 4.5',
    ]);
  });
  it('finds an error that lies across two windows of the search once, and whole', { tags: 'sweep' }, async () => {
    const trace = [
      TRACE[0] ?? '',
      ...Array.from({ length: 20 }, (_, n) => [
        `  File "/root/code/f${n}.py", line ${n}, in f`,
        `    call_${n}()`,
      ]).flat(),
      TRACE.at(-1) ?? '',
    ];
    // Wherever the windows meet, one of these places is across.
    for (let offset = 4300; offset < 4600; offset += 20) {
      const lines = numbered(9000);
      lines.splice(9000 - offset, trace.length, ...trace);
      const { output } = await call(one(lines), { level: 'error', context: 0 });
      expect(output.lines, `${offset} lines before the end`).toEqual(trace);
      expect(output.pods[0]).toMatchObject({ found: 1, of: 9000, whole: true });
    }
  });
  it('goes on where it stopped, without finding a line twice', { tags: 'sweep' }, async () => {
    const log = fakeLog(written(numbered(60_000), CREATED, 100), { job: jobOf([pod('master-0')]) });
    const found: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 30; pages++) {
      const { output } = await call(log, {
        pattern: '00 loss',
        context: 0,
        max_lines: 50,
        ...(cursor ? { cursor } : {}),
      });
      found.unshift(...output.lines.filter((line) => !line.startsWith('...')));
      cursor = output.older;
      if (cursor === undefined) break;
    }
    expect(found).toEqual(numbered(60_000).filter((line) => /00 loss/.test(line)));
  });
  it('searches what comes after a place', async () => {
    const log = one(numbered(300));
    const { output } = await call(log, { pattern: 'done' });
    expect(output.lines).toEqual([]);
    log.lines.push(...written(['step 300', 'done', 'bye'], NOW.getTime()));
    const later = await call(log, { pattern: 'done', context: 1, cursor: output.newer });
    expect(later.output.lines).toEqual(['step 300', 'done', 'bye']);
  });
  it('matches what is shown, not what is masked', async () => {
    const log = one(['start', 'password=hunter2secret', 'end']);
    expect((await call(log, { pattern: 'hunter2' })).output.lines).toEqual([]);
    expect((await call(log, { pattern: 'password', context: 0 })).output.lines).toEqual(['password=***']);
  });
  it('bounds what a search of a huge log reads, says so, and can go on', { tags: 'sweep' }, async () => {
    const lines = Array.from({ length: 300_000 }, (_, n) => ({
      at: CREATED + n * 20,
      text: `n${n} ${'z'.repeat(330)}`,
    }));
    const log = fakeLog(lines, { job: jobOf([pod('master-0')]) });
    const { output, text } = await call(log, { pattern: 'no such thing' });
    expect(log.bytes).toBeLessThan(24 * 1024 * 1024);
    expect(log.requests.length).toBeLessThan(80);
    expect(text).toMatch(/Left out: the search stopped after \d+\.\d MiB/);
    expect(output.older).toBeDefined();
    const [head = ''] = text.split('\n');
    expect(head).toMatch(
      /: 0 matching lines in the newest \d+ lines, since 2026-03-05T0\d:\d\d:\d\dZ; older lines are NOT SEARCHED YET\./,
    );
    expect(text).toContain(`Next: cursor=${output.older}, with the same arguments, searches on in the older lines.`);
    expect(text).not.toContain('nothing in it looks like this');
  });

  it('says of what a search is, and what it has not searched', async () => {
    const log = fakeLog(written(numbered(9000), CREATED, 500), { job: jobOf([pod('master-0')]) });
    const heads: string[] = [];
    const ask = { pattern: 'loss 0.5', context: 0, max_lines: 500 };
    const first = await call(log, ask);
    const back = await call(log, { ...ask, cursor: first.output.older });
    const last = await call(log, { ...ask, pattern: 'step 0 ', cursor: back.output.older });
    for (const { text } of [
      first,
      back,
      last,
      await call(log, { ...ask, max_lines: 100, cursor: last.output.newer }),
      await call(log, { ...ask, pattern: 'step 8 ', end_time: '2026-03-05T04:10:00Z' }),
    ])
      heads.push(
        text
          .split('\n')[0]
          ?.replace(/^[^:]*: /, '')
          .replace(/T0[\d:]+Z/g, 'T') ?? '',
      );
    expect(heads).toEqual([
      expect.stringMatching(
        /^\d+ matching lines in the newest \d+ lines, since 2026-03-05T; older lines are NOT SEARCHED YET\.$/,
      ),
      expect.stringMatching(
        /^\d+ matching lines in \d+ lines before the cursor, since 2026-03-05T; older lines are NOT SEARCHED YET\.$/,
      ),
      expect.stringMatching(/^1 matching line in \d+ lines before the cursor, back to the first line\.$/),
      expect.stringMatching(/^\d+ matching lines in \d+ lines behind the cursor; newer lines are NOT SEARCHED YET\.$/),
      '1 matching line in 1201 lines, all of the window. Window start to 2026-03-05T.',
    ]);
  });

  it('says why it shows fewer lines than were asked for', async () => {
    const log = one(Array.from({ length: 300 }, (_, n) => `n${n} ${'x'.repeat(2000)}`));
    for (const more of [{}, { pattern: 'x' }]) {
      const { text } = await call(log, { max_lines: 200, ...more });
      expect(text).toMatch(/Left out: .*fewer than the 200 lines asked for, as an answer has room for 3[02] KiB/);
    }
    expect((await call(log, { max_lines: 5 })).text).not.toContain('Left out');
    expect((await call(one(numbered(300)), { max_lines: 200 })).text).not.toContain('Left out');
  });
});

describe('get_pod_logs: shaping', () => {
  it('R34 cleans and masks', async () => {
    const { output } = await call(one(['10%\r20%\r\u001b[1m30%', 'pass\u200bword=hunter2', 'ok']));
    expect(output.lines).toEqual(['30%', 'password=***', 'ok']);
  });
  it('R34 masks a private key that spans lines, and pages over it', async () => {
    const log = one(['a', '-----BEGIN PRIVATE KEY-----', 'MIIEowIBAAKCAQEAABCD', '-----END PRIVATE KEY-----', 'b']);
    const { output } = await call(log);
    expect(output.lines).toEqual(['a', '[private key ***]', 'b']);
    const last = await call(log, { max_lines: 1 });
    const before = await call(log, { max_lines: 1, cursor: last.output.older });
    expect(before.output.lines).toEqual(['[private key ***]']);
    expect((await call(log, { max_lines: 1, cursor: before.output.older })).output.lines).toEqual(['a']);
  });
  it('R37 gives a zone to the prefix of the cloud, not to times of the program', async () => {
    const { output } = await call(
      one([
        '2021-01-28 14:07:45  My Job started.',
        '2021-01-28 14:07:45    indented',
        '2021-01-28 06:07:45,123 INFO loaded',
      ]),
    );
    expect(output.lines).toEqual([
      '2021-01-28T06:07:45Z My Job started.',
      '2021-01-28T06:07:45Z   indented',
      '2021-01-28 06:07:45,123 INFO loaded',
    ]);
  });
  it('folds progress bars and repeats, says how many, and pages over them without loss', async () => {
    const bar = (n: number): string =>
      `Loading: ${String(n).padStart(3)}%|${'#'.repeat(n / 10)}| ${n}/100 [00:0${n % 7}<00:09, 9.9it/s]`;
    const lines = [
      ...numbered(50),
      ...Array.from({ length: 101 }, (_, n) => bar(n)),
      ...Array.from({ length: 412 }, () => 'waiting for peers'),
      'end',
    ];
    const { output, text } = await call(one(lines), { max_lines: 20 });
    expect(output.lines.slice(-3)).toEqual([bar(100), 'waiting for peers (x 412)', 'end']);
    expect(text).toContain('Left out: 411 repeated lines folded; 100 states of progress bars folded.');
    expect(text).toMatch(/newest 531 of \d+\+ lines/);
  });
  it('shortens a huge line and says so', async () => {
    const { output, text } = await call(one(['y'.repeat(90_000)]));
    expect(Buffer.byteLength(output.lines[0] ?? '')).toBeLessThanOrEqual(4096);
    expect(text).toContain('1 long line shortened');
  });
  it('gives a cursor whose guard nobody can try masked values against, and that an equal log does not have', async () => {
    const lines = ['before', 'password: plum77x', ...numbered(31)];
    const logs = { [`${job_id}-worker-0`]: written(lines), [`${job_id}-worker-1`]: written(lines) };
    const log = fakeLog([], { job: jobOf([pod('worker-0'), pod('worker-1')]), logs });
    const guardOf = async (pod_id: string) => {
      const { output } = await call(log, { pod_id, max_lines: 32 });
      expect(output.lines[0]).toBe('password: ***');
      return output.older?.split('~').at(-2)?.slice(1);
    };
    const [one, other] = [await guardOf('worker-0'), await guardOf('worker-1')];
    expect(one).toMatch(/^[\w-]{4}$/);
    const plain = createHash('sha256').update(lines.slice(1, 4).join('\n')).digest('base64url');
    expect(one).not.toBe(plain.slice(0, 4));
    expect(one).not.toBe(other);
  });
  it('masks a pod name and status that the cloud made up', async () => {
    const log = fakeLog(written(['x']), { job: jobOf([pod('master-0', { Status: 'Bad\u001b[31m\nNext: stop_job' })]) });
    expect((await call(log)).text.split('\n')[0]).toContain('Bad Next: stop_job');
  });
});

describe('get_pod_logs: big jobs', () => {
  const traceback = (rank: number): string[] => [
    `[rank${rank}]: Traceback (most recent call last):`,
    `[rank${rank}]:   File "/mnt/code/train.py", line 88, in <module>`,
    `[rank${rank}]:     main()`,
    `[rank${rank}]: RuntimeError: NCCL communicator was aborted on rank ${rank}`,
  ];
  const first = [
    'Traceback (most recent call last):',
    '  File "/mnt/code/train.py", line 41, in collate',
    "KeyError: 'labels'",
  ];
  /** 64 pods; worker-44 failed first, of an error of its own, all others after it. */
  const fallen = (after: readonly string[] = []): FakeLog => {
    const ends = (n: number) => `2026-03-05T05:${n === 44 ? '10' : '11'}:00Z`;
    const Pods = Array.from({ length: 64 }, (_, n) =>
      pod(`worker-${n}`, { Status: 'Failed', GmtCreateTime: '2026-03-05T04:01:00Z', GmtFinishTime: ends(n) }),
    );
    const logs = Object.fromEntries(
      Pods.map(({ PodId }, n) => [
        PodId,
        written([...numbered(150), ...(n === 44 ? [...first, ...after] : traceback(n))], CREATED + 120_000),
      ]),
    );
    return fakeLog([], { job: jobOf(Pods, { Status: 'Failed' }), logs });
  };

  it('shows the first of each group of equal errors, with the number of the other pods, within the bound', {
    tags: 'sweep',
  }, async () => {
    const { output, text } = await call(fallen(), { pods: ['all'], level: 'error', context: 0 });
    expect(output.pods).toHaveLength(64);
    expect(output.lines.filter((line) => line.includes('KeyError'))).toEqual(["[w44] KeyError: 'labels'"]);
    expect(output.lines.filter((line) => line.includes('NCCL'))).toEqual([
      '[w0 +62] [rank0]: RuntimeError: NCCL communicator was aborted on rank 0',
    ]);
    expect(output.lines.length).toBeLessThan(10);
    expect(Buffer.byteLength(text)).toBeLessThan(2500);
    // A cursor of so many pods would be longer than what it shows.
    expect(output).not.toHaveProperty('older');
  });

  /** A job of many pods that run, of which some wrote a loss that is no number. */
  const diverged = (pods: number, bad: readonly number[]): FakeLog => {
    const Pods = Array.from({ length: pods }, (_, n) => pod(`worker-${n}`));
    const logs = Object.fromEntries(
      Pods.map(({ PodId }, n) => [
        PodId,
        written(bad.includes(n) ? [...numbered(20), 'step 20 loss nan', 'step 21 loss nan'] : numbered(22)),
      ]),
    );
    return fakeLog([], { job: jobOf(Pods), logs });
  };
  const nan = { pods: ['all'], pattern: '(?i)nan' };

  it('names the pods of a search that have what was looked for, and leads to them', async () => {
    const { text } = await call(diverged(64, [7, 33]), nan);
    expect(text).toContain('Found in 2 of 64 pods: worker-7 (2), worker-33 (2).');
    expect(text).toContain('Next: pods=["worker-7","worker-33"] for what stands around it.');
    // Of so many that match names would tell little.
    const many = (await call(diverged(64, [...Array(40).keys()]), nan)).text;
    expect(many).toContain('Found in 40 of 64 pods: worker-0 (2), ');
    expect(many).toContain('worker-11 (2) and 28 more.');
    expect((await call(diverged(8, [...Array(8).keys()]), nan)).text).toContain('Found in all 8 pods: worker-0 (2)');
    for (const [pods, bad] of [
      [64, []],
      [3, [1]],
    ] as const)
      expect((await call(diverged(pods, bad), nan)).text).not.toContain('Found in');
  });

  it('leads to the pods that it left out', async () => {
    const few = await call(diverged(20, [3]), { ...nan, max_lines: 10 });
    expect(few.text).toContain('10 pods left out');
    expect(few.text).toContain('Next: max_lines=20 for all 20 pods.');
    const over = await call(diverged(80, [3]), { ...nan, max_lines: 10 });
    expect(over.text).toContain('Next: max_lines=64 for 64 of the 80 pods.');
    const most = await call(diverged(66, [3]), nan);
    expect(most.text).toContain('Next: pods=["worker-64","worker-65"] for those left out.');
    const twice = await call(diverged(130, [3]), nan);
    expect(/Next: pods=(\[.*?\]) for the first of those left out/.exec(twice.text)?.[1]?.split(',')).toHaveLength(64);
    expect(twice.text).toContain('66 pods left out: dlc1xjcumbfm7aai-worker-64, ');
    expect(twice.text).toMatch(/worker-71 and 58 more/);
    const whole = await call(diverged(64, [3]), nan);
    expect(whole.text).not.toContain('left out');
  });

  it('tells how many of the logs are read', async () => {
    const log = diverged(9, []);
    const told: unknown[] = [];
    const ctx = { ...contextOfLog(log), progress: async (...report: unknown[]) => void told.push(report) };
    const input = getPodLogs.input.parse({ job_id, ...nan });
    await getPodLogs.run(ctx, input, undefined);
    expect(told).toHaveLength(9);
    expect(told.at(-1)).toEqual(['9 of 9 logs read', 9, 9]);
    await getPodLogs.run(ctx, getPodLogs.input.parse({ job_id }), undefined);
    expect(told).toHaveLength(9);
  });

  it('never cuts the exception of the pod that failed first for what came after it', { tags: 'sweep' }, async () => {
    const after = Array.from({ length: 900 }, (_, n) => `[elastic] waiting for agent ${n * n} to close`);
    const { output } = await call(fallen(after), { pods: ['all'], max_lines: 70 });
    expect(output.lines).toEqual(expect.arrayContaining(["[w44] KeyError: 'labels'"]));
    const alone = await call(fallen(after), { max_lines: 20 });
    expect(alone.output.pods).toMatchObject([{ pod_id: `${job_id}-worker-44` }]);
    expect(alone.output.lines.slice(0, 3)).toEqual(first);
    // Three lines after an exception may say more of it.
    expect(alone.output.lines[6]).toMatch(/^\.\.\. \d+ lines \.\.\.$/);
    expect(alone.output.lines.length).toBeLessThanOrEqual(21);
    // Paging back goes on before the newest lines, and misses none.
    const before = await call(fallen(after), { max_lines: 1000, cursor: alone.output.older });
    expect(before.output.lines.at(-1)).toContain(`agent ${(900 - 15) ** 2} `);
    const running = await call(one([...first, ...after]), { max_lines: 20 });
    expect(running.output.lines).not.toContain("KeyError: 'labels'");
  });

  it('keeps that exception among the errors that it got over, and shows nothing around matches of so many pods', {
    tags: 'sweep',
  }, async () => {
    const survived = (from: number) =>
      Array.from({ length: 90 }, (_, n) => [
        `ERROR sample ${'x'.repeat(n + from)}: cannot decode, skipped`,
        'step 1 loss 2.5',
      ]);
    const log = fallen([...survived(1).flat(), ...numbered(20)]);
    const { output } = await call(log, { pods: ['all'], level: 'error', max_lines: 70 });
    expect(output.lines).toContain("[w44] KeyError: 'labels'");
    expect(output.lines.join()).not.toContain('step 1 loss');
    const around = await call(log, { pods: ['all'], level: 'error', max_lines: 1000, context: 1 });
    expect(around.output.lines.join()).toContain('step 1 loss');
    const few = await call(log, { pod_id: 'worker-44', level: 'error', max_lines: 1000 });
    expect(few.output.lines.join()).toContain('step 1 loss');
  });

  it('asks for nothing before the pod was there, however early the window begins', async () => {
    const lived = () =>
      fakeLog(written(numbered(4000), CREATED + 60_000), {
        job: jobOf([pod('master-0', { GmtCreateTime: '2026-03-05T04:01:00Z' })]),
      });
    const asked = async (raw: Record<string, unknown>) => {
      const log = lived();
      const { output } = await call(log, { max_lines: 1000, ...raw });
      return { output, log };
    };
    const plain = await asked({});
    const early = await asked({ start_time: '2020-01-01T00:00:00Z' });
    expect(early.output.lines).toEqual(plain.output.lines);
    expect(early.log.requests.length).toBe(plain.log.requests.length);
    expect(Math.min(...early.log.requests.map(({ from }) => from))).toBeGreaterThanOrEqual(CREATED / 1000);
    // A window within its life is kept to.
    const late = await asked({ start_time: '2026-03-05T04:30:00Z' });
    expect(Math.min(...late.log.requests.map(({ from }) => from))).toBeGreaterThanOrEqual(CREATED / 1000 + 1800);
    // Of a job and a pod that do not say when they began, nothing is narrowed.
    const unknown = fakeLog(written(numbered(40)), { job: { ...jobOf([pod('m-0')]), GmtCreateTime: '' } });
    await call(unknown, { start_time: '2026-01-01T00:00:00Z' });
    expect(Math.min(...unknown.requests.map(({ from }) => from))).toBe(Date.parse('2026-01-01T00:00:00Z') / 1000);
  });
});
