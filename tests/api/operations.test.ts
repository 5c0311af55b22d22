import { describe, expect, it } from 'vitest';
import { readMember } from '../../src/api/contract/member.ts';
import type * as contract from '../../src/api/contract/pai-dlc.ts';
import type { Member } from '../../src/api/contract/types.ts';
import { aiworkspace } from '../../src/api/operations/aiworkspace.ts';
import { paiDlc } from '../../src/api/operations/pai-dlc.ts';
import { paistudio } from '../../src/api/operations/paistudio.ts';
import type { OverlayRows } from '../../src/api/operations/row.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import { inOrder } from '../../src/cli/doctor/reads.ts';

const all = Object.values(operations);

describe('the catalogue', () => {
  it('has an operation of the contract under each name, and no name twice', () => {
    for (const [name, { action, path }] of Object.entries(operations))
      expect([action, path.startsWith('/api/v1/')], name).toEqual([name, true]);
    const rows = [paiDlc, aiworkspace, paistudio].flatMap((each) => Object.keys(each));
    expect(Object.keys(operations).sort()).toEqual(rows.sort());
  });

  it('has a probe for every read; what is no GET is a write', () => {
    for (const { action, method, effect, probe } of all) {
      expect(method === 'GET', action).toBe(effect !== 'write');
      expect(probe !== undefined, action).toBe(effect === 'read');
    }
  });

  it('names ids that a request has', () => {
    for (const { action, path, ids, query, body, schemas } of all)
      for (const id of Object.keys(ids)) {
        const [first = '', ...rest] = id.split('.');
        let type: Member | undefined = path.includes(`{${first}}`) ? 'string' : { ...query, ...body }[first];
        for (const name of rest) type = schemas[readMember(type ?? '').base]?.[name];
        expect(type && readMember(type).base, `${action} ${id}`).toMatch(/^(?:string|int)$/);
      }
  });

  it('probes with what a request has, and finds what an answer has', () => {
    for (const { action, path, query, schemas, answer = '', probe } of all) {
      if (probe === undefined) continue;
      for (const name of Object.keys({ ...probe.send, ...probe.needs }))
        expect(name in query || path.includes(`{${name}}`), `${action} ${name}`).toBe(true);
      for (const { in: list, where, ids } of probe.finds ?? []) {
        const row = schemas[readMember(schemas[answer]?.[list] ?? '').base] ?? {};
        expect(Object.keys(row), action).toEqual(
          expect.arrayContaining([...Object.keys(where ?? {}), ...Object.values(ids)]),
        );
      }
    }
  });

  it('is certain of nothing that an answer does not have', () => {
    const row = { ram: ['a', 'b'], effect: 'write', hold: { by: 'regional' } } as const;
    const rows: OverlayRows<typeof contract>[] = [
      // @ts-expect-error the answer of StopJob has no Status
      { StopJob: { ...row, certain: { Status: 'there' } } },
      // @ts-expect-error nor have its rows
      { ListJobs: { ...row, certain: { Jobs: [{ Token: 'there' }] } } },
      { ListJobs: { ...row, certain: { Jobs: [{ JobId: 'there' }] } } },
    ];
    expect(rows).toHaveLength(3);
  });

  it('finds each id of a probe in another read', () => {
    const order = inOrder(Object.keys(operations) as Action[]);
    const found = all.flatMap(({ probe }) => probe?.finds ?? []).flatMap(({ ids }) => Object.keys(ids));
    for (const { action, path, ids, probe } of all) {
      if (probe === undefined) continue;
      const inPath = Object.entries(ids).filter(([member]) => path.includes(`{${member}}`));
      for (const kind of Object.values({ ...Object.fromEntries(inPath), ...probe.needs })) {
        expect(found, action).toContain(kind);
        const first = order.findIndex((each) => operations[each].probe?.finds?.some((find) => kind in find.ids));
        expect(first, `${kind} for ${action}`).toBeLessThan(order.indexOf(action as Action));
      }
    }
  });

  it('names the RAM action of every operation in both spellings', () => {
    const official: Partial<Record<Action, string>> = {
      GetJob: 'paidlc:GetJob',
      ListImages: 'paiimage:ListImages',
      ListWorkspaces: 'paiworkspace:ListWorkspaces',
      GetDataset: 'paidataset:GetDataset',
      ListCodeSources: 'paicodesource:ListCodeSources',
    };
    for (const [name, ram] of Object.entries(official)) expect(operations[name as Action].ram[0]).toBe(ram);
    for (const { ram, action } of all) expect(ram.map((name) => name.split(':')[1])).toEqual([action, action]);
  });
});
