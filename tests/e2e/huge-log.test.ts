import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Session, serverEnv } from './harness.ts';

/** A job whose one pod has written 100 MB: a million lines, ten a second. No line is held: each is made when asked for. */
const JOB = 'dlc1hugelog00000';
const POD = `${JOB}-master-0`;
const START = Date.parse('2026-03-01T00:00:00Z');
const LINES = 1_000_000;
const EVERY_MS = 100;
const END = START + LINES * EVERY_MS;
const FAULTY = 723_456;

function lineOf(n: number): string {
  if (n === FAULTY) return 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB.';
  const text = `[INFO] epoch ${Math.floor(n / 1000)} step ${n} loss ${((n * 7919) % 100_000) / 1e4} `;
  return text + 'lr 3.000e-04 grad_norm 0.731 tokens_per_second 12034.5 '.repeat(2).slice(0, 99 - text.length);
}

describe('a log of 100 MB', () => {
  let server: Server;
  let session: Session;
  let served = 0;

  const logs = (query: URLSearchParams): string[] => {
    const from = Math.max(0, Math.ceil((Date.parse(query.get('StartTime') ?? '') - START) / EVERY_MS));
    const to = query.has('EndTime')
      ? Math.floor((Date.parse(query.get('EndTime') ?? '') - START) / EVERY_MS)
      : LINES - 1;
    const last = Math.min(LINES - 1, to);
    const first = Math.max(from, last - Number(query.get('MaxLines')) + 1);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => lineOf(first + index));
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
      const answer = pathname.endsWith('/logs')
        ? { JobId: JOB, PodId: POD, Logs: logs(searchParams), RequestId: 'r' }
        : {
            JobId: JOB,
            Status: 'Failed',
            GmtCreateTime: new Date(START).toISOString(),
            Pods: [{ PodId: POD, Status: 'Failed', Type: 'master', GmtFinishTime: new Date(END).toISOString() }],
            RequestId: 'r',
          };
      const body = JSON.stringify(answer);
      served += body.length;
      response.setHeader('content-type', 'application/json').end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    session = await connect({
      env: serverEnv(undefined, {
        PAI_DLC_MCP_ENDPOINT: `http://127.0.0.1:${port}`,
        PAI_DLC_MCP_REGION: 'cn-hangzhou',
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
      }),
    });
  });
  afterAll(async () => {
    await session.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const kib = (field: 'VmRSS' | 'VmHWM'): number => {
    // Other systems do not tell it so; the rest of the test stands.
    if (!existsSync('/proc/self/status')) return 0;
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${session.pid()}/status`, 'utf8'))?.[1]);
  };

  it('costs a bounded answer, bounded reading and bounded memory', async () => {
    const ask = (more: Record<string, unknown>) => session.call('get_pod_logs', { job_id: JOB, ...more });
    const tail = await ask({});
    expect((tail.data.lines as string[]).at(-1)).toBe(lineOf(LINES - 1));
    // The pod has failed: what ended it is looked for in its last 3,000 lines.
    expect(served).toBeLessThan(2 * 1024 * 1024);
    const before = kib('VmRSS');

    // Nothing matches: the search reads as far as it may.
    served = 0;
    const none = await ask({ pattern: 'no such line' });
    expect(none.text).toMatch(/Left out: the search stopped after \d+\.\d MiB/);
    expect(served).toBeLessThan(24 * 1024 * 1024);
    // The error lies 27 MB before the end; cursors lead to it.
    let found = await ask({ level: 'error', context: 1 });
    for (let calls = 1; (found.data.lines as string[]).length === 0 && calls < 20; calls++)
      found = await ask({ level: 'error', context: 1, cursor: found.data.older });
    expect(found.data.lines).toEqual([lineOf(FAULTY - 1), lineOf(FAULTY), lineOf(FAULTY + 1)]);

    for (const answer of [tail, none, found]) expect(answer.text.length).toBeLessThan(40 * 1024);
    const growth = (kib('VmHWM') - before) / 1024;
    console.log(
      `memory: ${(before / 1024).toFixed(0)} MiB before, at most ${growth.toFixed(0)} MiB more while searching`,
    );
    // Read whole, the log would take more than 300 MiB: as the text of an answer, and as strings.
    expect(growth).toBeLessThan(200);
  }, 120_000);
});
