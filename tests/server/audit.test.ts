import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { keyedDigest } from '../../src/domain/keyed-digest.ts';
import { offer } from '../../src/server/advertise.ts';
import { readCallArguments } from '../../src/server/arguments.ts';
import { type AuditLog, type AuditOutcome, auditLine, type CallFacts, openRecord } from '../../src/server/audit.ts';
import { NOBODY } from '../../src/server/confirm.ts';
import { allTools } from '../../src/tools/all.ts';

const digest = keyedDigest(new Uint8Array(32));
const TIME = new Date('2026-11-24T02:00:00Z');
const FACTS: CallFacts = {
  session: 'e6a0e1f2-0000-4000-8000-000000000000',
  call: 'e6a0e1f2-0000-4000-8000-000000000001',
  simulated: false,
  tool: 'stop_job',
  region: 'cn-hangzhou',
  workspaceId: '123456',
  target: 'dlc1xjcumbfm7aai',
  args: { job_id: 'dlc1xjcumbfm7aai' },
  confirmedBy: { channel: 'elicitation', action: 'yes' },
};
const END: AuditOutcome = {
  jobId: undefined,
  outcome: 'ok',
  rule: undefined,
  changed: 'yes',
  requestId: 'A8C4F08A-6CB2-504C-9654-CF59B68EB73A',
  ms: 12,
};

describe('an audit line', () => {
  it('holds who does what to what, and once it has ended, how', () => {
    const intent = {
      time: '2026-11-24T02:00:00.000Z',
      session: FACTS.session,
      call: FACTS.call,
      phase: 'intent',
      tool: 'stop_job',
      region: 'cn-hangzhou',
      workspace_id: '123456',
      target: 'dlc1xjcumbfm7aai',
      arguments: expect.stringMatching(/^hmac-sha256:[A-Za-z0-9_-]{43}$/),
      confirmation: { channel: 'elicitation', action: 'yes' },
    };
    expect(JSON.parse(auditLine(TIME, digest, FACTS))).toEqual(intent);
    expect(JSON.parse(auditLine(TIME, digest, FACTS, END))).toEqual({
      ...intent,
      phase: 'outcome',
      outcome: 'ok',
      changed: 'yes',
      request_id: END.requestId,
      ms: 12,
    });
  });

  it('names all of several things, and what became of each', () => {
    const facts = { ...FACTS, target: ['dlc1', 'dlc2'] };
    const line = auditLine(TIME, digest, facts, { ...END, outcomes: { dlc1: 'deleted', dlc2: 'unknown' } });
    expect(JSON.parse(line)).toMatchObject({
      target: ['dlc1', 'dlc2'],
      outcome: 'ok',
      outcomes: { dlc1: 'deleted', dlc2: 'unknown' },
    });
  });

  it('is the same digest for the same arguments in another order, and another one for others', () => {
    const digestOf = (args: unknown) => JSON.parse(auditLine(TIME, digest, { ...FACTS, args }, END)).arguments;
    expect(digestOf({ a: 1, b: [2] })).toBe(digestOf({ b: [2], a: 1 }));
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }));
  });

  it('leaves out what is no plain id, whatever it is, and repeats no argument', () => {
    const field = fc.oneof(
      fc.string({ minLength: 1 }).filter((value) => !/^[A-Za-z0-9_.-]{1,256}$/.test(value)),
      fc.constantFrom('a\nb', '{"x":1}', 'wss://x/y?token=abc', '../x', 'x'.repeat(257)),
      fc.anything().filter((value) => typeof value !== 'string' && !Array.isArray(value)),
      fc.array(fc.constantFrom('dlc1', 'a\nb', 7)).filter((ids) => ids.some((id) => id !== 'dlc1') || ids.length === 0),
    );
    fc.assert(
      fc.property(field, fc.stringMatching(/^[A-Za-z]{20}$/), (odd, secret) => {
        const args = { envs: { TOKEN: secret }, command: secret };
        const facts = { ...FACTS, region: odd, workspaceId: odd, target: odd, args };
        const line = auditLine(TIME, digest, facts, { ...END, jobId: odd, requestId: odd });
        expect(Object.keys(JSON.parse(line))).toEqual(
          'time session call phase tool arguments confirmation outcome changed ms'.split(' '),
        );
        return !line.includes(secret) && !line.includes('\n');
      }),
    );
  });
});

/** A record of a call of this tool and the lines it leaves. */
function recordOf(name: string, raw: object, log: Partial<AuditLog> = {}) {
  const tool = allTools.find((item) => item.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  const scope = { region: 'cn-hangzhou', workspaceId: '123456' };
  const lines: { line: Record<string, unknown>; keep: boolean }[] = [];
  const audit: AuditLog = {
    ready: async () => {},
    intend: async (line) => void lines.push({ line: JSON.parse(line), keep: true }),
    append: async (line, keep) => lines.push({ line: JSON.parse(line), keep }) > 0,
    ...log,
  };
  const context = { audit: async () => audit, digest: async () => digest, session: 's', simulated: true, scope };
  return { record: openRecord(tool, readCallArguments(offer(tool, scope), { ...raw }, scope), context), lines };
}

const fault = (kind: 'unknown_outcome' | 'permission_denied') =>
  new Fault({ kind, message: 'm', fix: 'f', requestId: 'R-1' });

describe('the record of a call', () => {
  const stop = { job_id: 'dlc1xjcumbfm7aai' };

  it.each(allTools.map((tool) => [tool.name, tool.effect] as const))('%s (%s)', async (name, effect) => {
    const { record, lines } = recordOf(name, {});
    await record.end('invalid_input', 1, { confirmedBy: NOBODY });
    expect(lines).toHaveLength(effect === 'read' ? 0 : 1);
  });

  it('stands without a target for arguments that cannot be read, however deep they are', async () => {
    const job_id = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    const { record, lines } = recordOf('stop_job', { job_id });
    await record.end('invalid_input', 1, { confirmedBy: NOBODY });
    expect(lines).toMatchObject([{ line: { outcome: 'invalid_input', changed: 'no' } }]);
    expect(lines[0]?.line).not.toHaveProperty('target');
  });

  it('is of what was read: the same digest for the same call in another form', async () => {
    const digests = [{ ...stop }, { ...stop, region: null }, { ...stop, region: '' }].map(async (raw) => {
      const { record, lines } = recordOf('stop_job', raw);
      await record.end('ok', 1, { confirmedBy: NOBODY });
      return lines[0]?.line;
    });
    const [first, ...others] = await Promise.all(digests);
    expect(first).toMatchObject({ target: stop.job_id, region: 'cn-hangzhou' });
    for (const other of others) expect(other?.arguments).toBe(first?.arguments);
  });

  it('says what the answers of the main operation say of the effect', async () => {
    const endings: [Promise<unknown>, 'ok' | 'unknown_outcome' | 'permission_denied' | 'cancelled', string, boolean][] =
      [
        [Promise.resolve({ RequestId: 'R-1' }), 'ok', 'yes', true],
        [Promise.resolve({ RequestId: 'R-1' }), 'cancelled', 'yes', true],
        [Promise.reject(fault('unknown_outcome')), 'unknown_outcome', 'unknown', true],
        [Promise.reject(fault('unknown_outcome')), 'ok', 'yes', true],
        [Promise.reject(fault('permission_denied')), 'permission_denied', 'no', false],
      ];
    for (const [answer, outcome, changed, keep] of endings) {
      const { record, lines } = recordOf('stop_job', stop);
      await record.main(answer).catch(() => {});
      expect(await record.end(outcome, 5, { confirmedBy: NOBODY })).toBeUndefined();
      expect(lines).toEqual([
        { line: expect.objectContaining({ outcome, changed, request_id: 'R-1', simulated: true, ms: 5 }), keep },
      ]);
    }
  });

  it('has two lines that belong together once it may change something, and the second one is kept whatever it says', async () => {
    const { record, lines } = recordOf('stop_job', stop);
    const asked = { channel: 'elicitation', action: 'yes' } as const;
    await record.intend(asked);
    await record.main(Promise.reject(fault('permission_denied'))).catch(() => {});
    await record.end('permission_denied', 5, { confirmedBy: asked });
    const both = { call: expect.stringMatching(/^[0-9a-f-]{36}$/), target: stop.job_id, confirmation: asked };
    expect(lines).toEqual([
      { line: expect.objectContaining({ ...both, phase: 'intent' }), keep: true },
      { line: expect.objectContaining({ ...both, phase: 'outcome', changed: 'no' }), keep: true },
    ]);
    expect(lines[1]?.line.call).toBe(lines[0]?.line.call);
    const other = recordOf('stop_job', stop);
    await other.record.intend(asked);
    expect(other.lines[0]?.line.call).not.toBe(lines[0]?.line.call);
  });

  it('has no intent where it only reads', async () => {
    const { record, lines } = recordOf('get_job', stop);
    await record.intend(NOBODY);
    expect(lines).toEqual([]);
  });

  it('tells of a line that is not written only where something was changed', async () => {
    const broken = { append: async () => false };
    const idle = recordOf('stop_job', stop, broken);
    expect(await idle.record.end('declined', 1, { confirmedBy: NOBODY })).toBeUndefined();
    const done = recordOf('stop_job', stop, broken);
    await done.record.main(Promise.resolve({}));
    expect(await done.record.end('ok', 1, { confirmedBy: NOBODY })).toContain('not be written yet');
  });

  it('names the job that a create made, and its display name as the target', async () => {
    const raw = {
      display_name: 'llm-20261124',
      job_type: 'PyTorchJob',
      command: 'python train.py',
      task_specs: [{ type: 'Worker', pod_count: 1, image: 'i', ecs_spec: 'e' }],
    };
    const { record, lines } = recordOf('create_job', raw);
    await record.end('ok', 1, { confirmedBy: NOBODY, jobId: 'dlc1' });
    expect(lines[0]?.line).toMatchObject({ target: 'llm-20261124', job_id: 'dlc1', workspace_id: '123456' });
  });
});
