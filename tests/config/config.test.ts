import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { type Setting, settings } from '../../src/config/settings.ts';
import { Fault } from '../../src/domain/fault.ts';

const faultOf = (run: () => unknown): Fault => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
  }
  throw new Error('no fault');
};

describe('configuration', () => {
  it('takes a flag before the environment before the default', () => {
    expect(readConfig({}, {}).logLevel).toBe('info');
    expect(readConfig({}, { PAI_DLC_MCP_LOG_LEVEL: 'debug' }).logLevel).toBe('debug');
    expect(readConfig({ logLevel: 'error' }, { PAI_DLC_MCP_LOG_LEVEL: 'debug' }).logLevel).toBe('error');
  });

  it('has no default region and no default workspace', () => {
    const config = readConfig({}, {});
    expect(config.region).toBeUndefined();
    expect(config.workspaceId).toBeUndefined();
  });

  it('lets a flag tighten what the environment says, never loosen it', () => {
    expect(readConfig({ readOnly: true }, { PAI_DLC_MCP_READ_ONLY: 'false' }).readOnly).toBe(true);
    expect(readConfig({ readOnly: false }, { PAI_DLC_MCP_READ_ONLY: '1' }).readOnly).toBe(true);
  });

  it('does not let a flag move a scope that the environment locks', () => {
    const environment = {
      PAI_DLC_MCP_LOCK_SCOPE: '1',
      PAI_DLC_MCP_REGION: 'cn-beijing',
      PAI_DLC_MCP_WORKSPACE_ID: '11',
    };
    const fault = faultOf(() => readConfig({ workspaceId: '22' }, environment));
    expect(fault.details.message).toBe(
      '--workspace-id is "22", but PAI_DLC_MCP_LOCK_SCOPE holds PAI_DLC_MCP_WORKSPACE_ID at "11".',
    );
    expect(() => readConfig({ region: 'cn-hangzhou' }, environment)).toThrow(Fault);
    expect(readConfig({ workspaceId: '11', lockScope: false }, environment)).toMatchObject({
      region: 'cn-beijing',
      workspaceId: '11',
      lockScope: true,
    });
    // What the environment leaves open, and what it does not lock, a flag may set.
    expect(readConfig({ workspaceId: '22' }, { PAI_DLC_MCP_LOCK_SCOPE: '1' }).workspaceId).toBe('22');
    expect(readConfig({ workspaceId: '22' }, { ...environment, PAI_DLC_MCP_LOCK_SCOPE: '0' }).workspaceId).toBe('22');
  });

  it('lets a flag tighten a ceiling of the environment, and not loosen it', () => {
    const environment = { PAI_DLC_MCP_MAX_GPUS: '8', PAI_DLC_MCP_ONLY_JOB_TYPES: 'TFJob,MPIJob' };
    expect(readConfig({}, environment)).toMatchObject({ maxGpus: 8, onlyJobTypes: ['TFJob', 'MPIJob'] });
    expect(readConfig({ maxGpus: '8', onlyJobTypes: 'MPIJob' }, environment)).toMatchObject({
      maxGpus: 8,
      onlyJobTypes: ['MPIJob'],
    });
    expect(readConfig({ maxGpus: '4' }, environment).maxGpus).toBe(4);
    const fault = faultOf(() => readConfig({ maxGpus: '9' }, environment));
    expect(fault.details.message).toBe('--max-gpus is "9", which is looser than the "8" of PAI_DLC_MCP_MAX_GPUS.');
    expect(() => readConfig({ onlyJobTypes: 'TFJob,RayJob' }, environment)).toThrow(Fault);
  });

  it('splits lists and drops blanks', () => {
    expect(readConfig({ tools: 'get_job, list_jobs,,' }, {}).tools).toEqual(['get_job', 'list_jobs']);
  });

  it.each([
    [{ simulatorSpeed: 'fast' }, '--simulator-speed is "fast"'],
    [{ readTimeoutMs: '1' }, '--read-timeout-ms is "1"'],
    [{ stoppable: 'all' }, '--stoppable is "all"'],
    [{ maxGpus: '-1' }, 'a whole number from 0 to'],
    [{ maxPricePerHour: 'ten' }, '--max-price-per-hour is "ten", which is not a number from 0 to'],
    [{ onlyJobTypes: 'TFJob,PytorchJob' }, '--only-job-types is "PytorchJob"'],
  ])('says what is wrong with %o', (flags, message) => {
    const fault = faultOf(() => readConfig(flags, {}));
    expect(fault.details.kind).toBe('invalid_input');
    expect(fault.details.message).toContain(message);
  });

  it('names the variable when that is where the value came from', () => {
    const fault = faultOf(() => readConfig({}, { PAI_DLC_MCP_READ_ONLY: 'perhaps' }));
    expect(fault.details.message).toContain('PAI_DLC_MCP_READ_ONLY is "perhaps"');
  });

  it('refuses a variable with its prefix that is no setting, as an option that is none', () => {
    const { details } = faultOf(() =>
      readConfig({}, { PAI_DLC_MCP_READONLY: '1', PAI_DLC_MCP_MAX_GPU: '8', PAI_DLC_MCP_REGION: 'cn-hangzhou' }),
    );
    expect(details.kind).toBe('invalid_input');
    expect(details.message).toContain('PAI_DLC_MCP_MAX_GPU and PAI_DLC_MCP_READONLY are set in the environment');
    expect(details.fix).toContain('Did you mean PAI_DLC_MCP_MAX_GPUS and PAI_DLC_MCP_READ_ONLY?');
    for (const name of ['PAI_DLC_MCP_NOT_LIKE_ANY', 'pai_dlc_mcp_read_only', 'PAI_DLC_MCP_'])
      expect(faultOf(() => readConfig({}, { [name]: '1' })).details.message, name).toContain(`${name} is set`);
  });

  it('leaves variables alone that are empty, of others, or its own', () => {
    const others = {
      PAI_DLC_MCP_READONLY: '',
      PAI_DLC_OUTCOME: 'failed',
      PAI_DLC_MCP_VERSION: '1.2.3',
      // What Kubernetes sets where a service is called pai-dlc-mcp.
      PAI_DLC_MCP_SERVICE_HOST: '10.0.0.1',
      PAI_DLC_MCP_SERVICE_PORT_HTTP: '80',
      PAI_DLC_MCP_PORT: 'tcp://10.0.0.1:80',
      PAI_DLC_MCP_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(readConfig({}, others)).toEqual(readConfig({}, {}));
    const own = Object.fromEntries(
      (settings as readonly Setting[]).flatMap(({ env }) => env.map((each) => [each, ''])),
    );
    expect(readConfig({}, own)).toEqual(readConfig({}, {}));
  });

  it.each(['region', 'workspaceId', 'profile', 'stateFile', 'tools', 'onlyJobTypes', 'maxGpus', 'confirm'] as const)(
    'refuses an empty %s as a flag, and takes an empty variable as not set',
    (name) => {
      const setting = (settings as readonly Setting[]).find((each) => each.name === name);
      const fault = faultOf(() => readConfig({ [name]: '' }, {}));
      expect(fault.details.message).toBe(`--${setting?.flag} was given an empty value.`);
      expect(fault.details.valid).toEqual(setting?.choices);
      expect(readConfig({}, { [setting?.env[0] ?? '']: '' })).toEqual(readConfig({}, {}));
    },
  );

  it('refuses a list of nothing but commas', () => {
    expect(faultOf(() => readConfig({ onlyJobTypes: ', ' }, {})).details.message).toContain('an empty value');
  });

  it.each(['cn', 'zh-CN', 'zh_CN.UTF-8', 'Chinese'])('knows which language is meant by %s', (language) => {
    expect(faultOf(() => readConfig({ language }, {})).details.fix).toContain('Did you mean zh?');
  });

  it('knows which flag or variable set a value', () => {
    const { from } = readConfig({ logLevel: 'warn' }, { ALIBABA_CLOUD_REGION_ID: 'cn-beijing' });
    expect(from).toEqual({ logLevel: '--log-level', region: 'ALIBABA_CLOUD_REGION_ID' });
  });

  it('has one flag and one own variable for every setting', () => {
    const rows: readonly Setting[] = settings;
    expect(new Set(rows.map((row) => row.flag)).size).toBe(rows.length);
    for (const row of rows) {
      expect(row.env[0]).toBe(`PAI_DLC_MCP_${row.flag.toUpperCase().replaceAll('-', '_')}`);
      expect(row.description.en).toMatch(/\.$/);
      expect(row.description.zh).toMatch(/[\u4e00-\u9fff].*。$/);
    }
  });
});
