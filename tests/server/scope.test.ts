import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { offer } from '../../src/server/advertise.ts';
import { readCallArguments } from '../../src/server/arguments.ts';
import { withinScope } from '../../src/server/scope.ts';
import { allTools } from '../../src/tools/all.ts';

const SCOPE = { region: 'cn-hangzhou', workspaceId: '11', locked: true };

describe('arguments under a locked scope', () => {
  it('takes the scope where it is repeated, and refuses another one by name', () => {
    expect(withinScope({ region: 'cn-hangzhou', workspace_id: '11', job_id: 'x' }, SCOPE)).toEqual({ job_id: 'x' });
    expect(() => withinScope({ region: 'cn-beijing' }, SCOPE)).toThrow('locked this server to region cn-hangzhou');
    expect(() => withinScope({ workspace_id: '22' }, SCOPE)).toThrow('locked this server to workspace_id 11');
    expect(() => withinScope({ workspace_id: 11 }, SCOPE)).toThrow(Fault);
    expect(() => withinScope({ all_workspaces: true }, SCOPE, ['all_workspaces'])).toThrow(
      'all_workspaces reaches beyond',
    );
    expect(withinScope({ all_workspaces: false, days: 1 }, SCOPE, ['all_workspaces'])).toEqual({ days: 1 });
  });

  it('takes it in any form, and no other one in any', () => {
    const tool = allTools.find(({ name }) => name === 'list_jobs');
    if (tool === undefined) throw new Error('no list_jobs');
    const read = (args: object) => readCallArguments(offer(tool, SCOPE), { days: '1', ...args }, SCOPE);
    for (const same of [
      { workspace_id: 11 },
      { region: null, workspace_id: '' },
      { workspace_id: ' 11\n', region: '\tcn-hangzhou' },
      { all_workspaces: 'false' },
    ])
      expect(read(same)).toEqual(read({}));
    expect(read({ resource_id: ' quota1 ' }).args).toMatchObject({ days: 1, resource_id: 'quota1' });
    for (const other of [
      { workspace_id: 12 },
      { workspace_id: ' 12 ' },
      { workspace_id: '11\u200b' },
      { region: ['cn-hangzhou'] },
      { all_workspaces: 'true' },
    ])
      expect(read(other).fault?.details.kind).toBe('refused');
  });

  it('leaves everything alone where nothing is locked', () => {
    const args = { region: 'cn-beijing', all_workspaces: true };
    expect(withinScope(args, { region: 'cn-hangzhou', workspaceId: '11' }, ['all_workspaces'])).toBe(args);
  });
});
