import { describe, expect, it } from 'vitest';
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
