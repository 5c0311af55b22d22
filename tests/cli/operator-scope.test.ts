import { describe, expect, it } from 'vitest';
import { operatorScope } from '../../src/cli/operator-scope.ts';
import { readConfig } from '../../src/config/config.ts';
import { Fault } from '../../src/domain/fault.ts';

const scopeOf = (flags: Record<string, string | boolean>) => operatorScope(readConfig(flags, {}));

const faultOf = (run: () => unknown): Fault => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
  }
  throw new Error('no fault');
};

const locked = { lockScope: true, region: 'cn-hangzhou', workspaceId: '11' };

describe('the scope of the operator', () => {
  it('has no default but the region of a simulated world', () => {
    const { regions, ...none } = scopeOf({ extraRegions: 'cn-new' });
    expect(none).toEqual({ region: undefined, workspaceId: undefined, locked: false });
    expect(regions).toEqual(expect.arrayContaining(['cn-hangzhou', 'cn-new']));
    expect(scopeOf({ simulate: true }).region).toBe('cn-hangzhou');
  });

  it('is locked where both parts are known', () => {
    expect(scopeOf(locked)).toMatchObject({ region: 'cn-hangzhou', workspaceId: '11', locked: true });
    expect(scopeOf({ lockScope: true, simulate: true, workspaceId: '11' }).region).toBe('cn-hangzhou');
    expect(scopeOf({ ...locked, region: 'cn-new', extraRegions: 'cn-new' }).region).toBe('cn-new');
  });

  it.each([
    [{ lockScope: true, workspaceId: '11' }, 'no region is set', '--region or PAI_DLC_MCP_REGION'],
    [{ lockScope: true, region: 'cn-hangzhou' }, 'no workspace is set', '--workspace-id or PAI_DLC_MCP_WORKSPACE_ID'],
  ])('cannot be locked with %j', (flags, message, fix) => {
    const { details } = faultOf(() => scopeOf(flags));
    expect(details.kind).toBe('invalid_input');
    expect(details.message).toContain(message);
    expect(details.fix).toContain(fix);
  });

  it.each<Record<string, string | boolean>>([{}, { simulate: true }, locked])(
    'has a workspace id that can be one, or nothing starts: %j',
    (flags) => {
      const { details } = faultOf(() => scopeOf({ ...flags, workspaceId: '../1' }));
      expect(details.message).toBe('--workspace-id is "../1", which is no workspace id.');
      expect(details.fix).toContain('such as 123456');
    },
  );

  it('names the flag or the variable that is wrong', () => {
    const of = (environment: NodeJS.ProcessEnv) => faultOf(() => operatorScope(readConfig({}, environment))).details;
    expect(of({ ALIBABA_CLOUD_REGION_ID: 'mars' }).message).toMatch(/^ALIBABA_CLOUD_REGION_ID is "mars"/);
    expect(of({ PAI_DLC_MCP_REGION: 'mars' }).message).toMatch(/^PAI_DLC_MCP_REGION is "mars"/);
    expect(of({ PAI_DLC_MCP_WORKSPACE_ID: '../1' }).message).toMatch(/^PAI_DLC_MCP_WORKSPACE_ID is "..\/1"/);
  });

  it.each<Record<string, string | boolean>>([{}, { simulate: true }, locked])(
    'knows its region, or nothing starts: %j',
    (flags) => {
      const { details } = faultOf(() => scopeOf({ ...flags, region: 'cn-hangzou' }));
      expect(details.message).toContain('--region is "cn-hangzou"');
      expect(details.fix).toContain('Did you mean cn-hangzhou?');
      expect(details.fix).toContain('--extra-regions');
      expect(details.valid).toContain('cn-beijing');
      expect(scopeOf({ ...flags, region: 'cn-hangzou', extraRegions: 'cn-hangzou' }).region).toBe('cn-hangzou');
      expect(scopeOf({ ...flags, region: 'cn-beijing' }).region).toBe('cn-beijing');
    },
  );
});
