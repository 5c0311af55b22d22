import { describe, expect, it } from 'vitest';
import { allTools } from '../../src/tools/all.ts';
import { connect, frozenCloud, serverEnv } from './harness.ts';

// Every tool and selection is tried in one process (tests/advice/selections.test.ts); this is the built server.
describe('a server that offers one tool', () => {
  it('neither describes it by others nor repairs a call with them', async () => {
    const cloud = await frozenCloud({ seed: 3 });
    const session = await connect({ env: serverEnv(cloud), args: ['--tools', 'create_job'] });
    const { tools } = await session.client.listTools();
    const { text } = await session.call('create_job', {
      display_name: 'x',
      job_type: 'PyTorchJob',
      command: 'true',
      task_specs: [{ type: 'Worker', pod_count: 1, image: 'x' }],
    });
    await session.close();
    await cloud.close();
    expect(text).toContain('Pass workspace_id: the id of a workspace. Ask the user which one to use.');
    const whole = JSON.stringify(tools);
    expect(whole).toContain('image_uri, verbatim');
    expect(whole).not.toMatch(/\b(?:list|get)_[a-z]+/);
  });
});

describe('a server without --toolsets', () => {
  it('offers the core, and says of a tool that is off which toolset has it', async () => {
    const session = await connect({ apps: false, env: serverEnv(undefined, { PAI_DLC_MCP_TOOLSETS: '' }) });
    const { tools } = await session.client.listTools();
    const off = session.call('list_job_sanity_check_results', { job_id: 'dlc0000000000000' });
    await expect(off).rejects.toThrow(/Unknown tool .* in the toolset jobs, but its operator has not switched it on/);
    await session.close();
    expect(tools.map(({ name }) => name)).toEqual(allTools.filter(({ core }) => core).map(({ name }) => name));
  });
});
