import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCloud } from '../../src/api/client.ts';
import { answer, faultOf, rig } from './harness.ts';

const JOB = answer(200, { JobId: 'dlc1', Status: 'Running' });
const call = { JobId: 'dlc1' };
const HERE = { region: 'cn-hangzhou' };
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cloud-home-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('ALIBABA_CLOUD_ECS_METADATA_DISABLED', 'true');
  for (const name of [
    'ACCESS_KEY_ID',
    'ACCESS_KEY_SECRET',
    'SECURITY_TOKEN',
    'PROFILE',
    'CREDENTIALS_FILE',
    'CREDENTIALS_URI',
    'ROLE_ARN',
  ])
    vi.stubEnv(`ALIBABA_CLOUD_${name}`, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const cliConfig = (text: string): void => {
  mkdirSync(join(home, '.aliyun'));
  writeFileSync(join(home, '.aliyun', 'config.json'), text);
};
const profile = (name: string, id: string) => ({
  name,
  mode: 'AK',
  access_key_id: id,
  access_key_secret: `secret-of-${id}`,
});

describe('credentials', () => {
  it('are asked for only by a call, which then says how to configure them', async () => {
    const cloud = createCloud({ userAgent: 'test' });
    const fault = await faultOf(cloud.call('GetJob', call, HERE));
    expect(fault.kind).toBe('credentials');
    expect(fault.fix).toMatch(/outside this conversation.*ALIBABA_CLOUD_ACCESS_KEY_ID/);
  });

  it('are found by the default chain as soon as they exist', async () => {
    const { cloud, seen, close } = await rig([JOB], { staticCredentials: undefined });
    expect((await faultOf(cloud.call('GetJob', call, HERE))).kind).toBe('credentials');
    cliConfig(JSON.stringify({ current: 'one', profiles: [profile('one', 'ID-ONE'), profile('two', 'ID-TWO')] }));
    await Promise.all([cloud.call('GetJob', call, HERE), cloud.call('GetJob', call, HERE)]);
    expect(seen.map(({ headers }) => /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1])).toEqual([
      'ID-ONE',
      'ID-ONE',
    ]);
    await close();
  });

  it('are those of the chosen profile, even where the environment has others', async () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'ID-ENV');
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'secret-of-env');
    cliConfig(JSON.stringify({ current: 'one', profiles: [profile('one', 'ID-ONE'), profile('two', 'ID-TWO')] }));
    const { cloud, seen, close } = await rig([JOB], { staticCredentials: undefined, profile: 'two' });
    await cloud.call('GetJob', call, HERE);
    expect(seen[0]?.headers.authorization).toContain('Credential=ID-TWO');
    await close();
    const other = createCloud({ userAgent: 'test', profile: 'three' });
    const { message, fix } = await faultOf(other.call('GetJob', call, HERE));
    expect(message).toContain('"three"');
    expect(fix).toContain('correct --profile (or its variable), which is "three" and lets no other credentials count');
    expect(fix).not.toContain('ALIBABA_CLOUD_ACCESS_KEY_ID');
  });

  it('are waited for five seconds where they are kept by a service, which is asked no second time meanwhile', async () => {
    const service = createServer();
    await once(service.listen(0, '127.0.0.1'), 'listening');
    let asked = 0;
    service.on('request', () => asked++);
    vi.stubEnv('ALIBABA_CLOUD_CREDENTIALS_URI', `http://127.0.0.1:${(service.address() as AddressInfo).port}/`);
    const cloud = createCloud({ userAgent: 'test' });
    const begun = once(service, 'request');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const late = [0, 1].map(() => faultOf(cloud.call('GetJob', call, HERE)));
    await begun;
    vi.advanceTimersByTime(5000);
    for (const { kind, message } of await Promise.all(late))
      expect([kind, message]).toEqual(['credentials', expect.stringContaining('took longer than 5 s')]);
    expect(asked).toBe(1);
    vi.useRealTimers();
    service.closeAllConnections();
    service.close();
  });

  it('never show up through a broken configuration file, which the library quotes', async () => {
    cliConfig('{"access_key_secret": "hunter2hunter2", broken');
    const fault = await faultOf(createCloud({ userAgent: 'test' }).call('GetJob', call, HERE));
    expect(fault.kind).toBe('credentials');
    expect(JSON.stringify(fault)).not.toContain('hunter2');
  });
});
