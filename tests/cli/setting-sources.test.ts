import { describe, expect, it } from 'vitest';
import { compose } from '../../src/cli/compose.ts';
import { createLogger } from '../../src/cli/logger.ts';
import { readConfig } from '../../src/config/config.ts';
import { Fault } from '../../src/domain/fault.ts';

/** What is wrong with settings, found when they are read, when the process is put together or when a file is read. */
async function faultOf(flags: Record<string, string | boolean>, environment: NodeJS.ProcessEnv = {}) {
  try {
    const { runtime } = compose(readConfig(flags, environment), createLogger('silent'));
    await runtime.prices();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown.details;
    throw thrown;
  }
  throw new Error('no fault');
}

/** Every setting whose value can be wrong in a way that its kind alone does not tell. */
const WRONG: readonly [name: string, flag: string, variable: string, value: string][] = [
  ['region', '--region', 'PAI_DLC_MCP_REGION', 'mars'],
  ['region', '--region', 'ALIBABA_CLOUD_REGION_ID', 'mars'],
  ['workspaceId', '--workspace-id', 'PAI_DLC_MCP_WORKSPACE_ID', '../1'],
  ['lockScope', '--lock-scope', 'PAI_DLC_MCP_LOCK_SCOPE', 'true'],
  ['toolsets', '--toolsets', 'PAI_DLC_MCP_TOOLSETS', 'cores'],
  ['tools', '--tools', 'PAI_DLC_MCP_TOOLS', 'list_job'],
  ['excludeTools', '--exclude-tools', 'PAI_DLC_MCP_EXCLUDE_TOOLS', 'list_job'],
  ['endpoint', '--endpoint', 'PAI_DLC_MCP_ENDPOINT', 'http://example.com'],
  ['endpoint', '--endpoint', 'PAI_DLC_MCP_ENDPOINT', 'example.com/path'],
  ['endpointDlc', '--endpoint-dlc', 'PAI_DLC_MCP_ENDPOINT_DLC', 'http://127.0.0.1:1'],
  ['endpointAiworkspace', '--endpoint-aiworkspace', 'PAI_DLC_MCP_ENDPOINT_AIWORKSPACE', 'http://example.com'],
  ['endpointPaistudio', '--endpoint-paistudio', 'PAI_DLC_MCP_ENDPOINT_PAISTUDIO', 'joe:hunter2@example.com'],
  ['prices', '--prices', 'PAI_DLC_MCP_PRICES', '/nowhere/prices.yaml'],
  ['logLevel', '--log-level', 'PAI_DLC_MCP_LOG_LEVEL', 'loud'],
];

describe('a setting that is wrong', () => {
  it.each(WRONG)('is told by the flag or the variable that gave it: %s %s %s', async (name, flag, variable, value) => {
    const [byFlag, byVariable] = [await faultOf({ [name]: value }), await faultOf({}, { [variable]: value })];
    expect(byFlag).toMatchObject({ kind: 'invalid_input', message: expect.stringMatching(new RegExp(`^${flag} `)) });
    expect(byVariable.message).toBe(byFlag.message.replace(flag, variable));
    expect(byVariable.fix).toMatch(new RegExp(`${variable}|Did you mean|or PAI_DLC_MCP_`));
    expect(JSON.stringify([byFlag, byVariable])).not.toContain('hunter2');
  });

  it('is one of those that leave no tool, each told as it was given', async () => {
    const environment = { PAI_DLC_MCP_READ_ONLY: 'true', PAI_DLC_MCP_EXCLUDE_TOOLS: 'get_job' };
    expect((await faultOf({ tools: 'stop_job' }, environment)).message).toBe(
      'No tool is left to offer with PAI_DLC_MCP_READ_ONLY=true and --tools stop_job and PAI_DLC_MCP_EXCLUDE_TOOLS=get_job.',
    );
  });

  it('says of an endpoint which of both is wrong', async () => {
    const of = async (endpoint: string) => (await faultOf({ endpoint })).message;
    expect(await of('http://example.com')).toBe(
      '--endpoint is "http://example.com", which is plain http to another machine.',
    );
    expect(await of('example.com/path')).toBe('--endpoint is "example.com/path", which is not host[:port].');
    expect((await faultOf({ endpointDlc: 'http://127.0.0.1:1' })).message).toBe(
      '--endpoint-dlc is "http://127.0.0.1:1", which is plain http, and only --endpoint may be that.',
    );
  });
});
