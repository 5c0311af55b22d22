import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloud } from '../../src/api/client.ts';
import { endpointFor, reachedRegions } from '../../src/api/endpoints.ts';
import { operations } from '../../src/api/operations.ts';
import { fillPath } from '../../src/api/path.ts';
import { knownRegions } from '../../src/api/regions.ts';
import { answer, faultOf, type Rig, rig, SECRET } from './harness.ts';

const CONFIG = { userAgent: 'test' };
let server: Rig;
beforeAll(async () => {
  server = await rig([answer(200, {})], { extraRegions: ['cn-newtown'] });
});
afterAll(() => server.close());

const HOSTILE_IDS = [
  '..',
  '.',
  '',
  'a/b',
  '%2e%2e',
  'a?b',
  'a#b',
  'a b',
  'a\\b',
  'a\n',
  'dlc\u0430',
  '../../tokens',
  'a;b',
  'x'.repeat(300),
];
const HOSTILE_REGIONS = [
  'x.example.com#',
  'cn-hangzhou/..',
  '',
  '..',
  'CN-HANGZHOU',
  'cn-hangzhou\n',
  'cn-hangzhou.evil.example',
  'cn-nowhere',
  'cn-hangzhou@x',
];

describe('hostile values cause no request', () => {
  it.each(HOSTILE_IDS)('job id %j', async (JobId) => {
    const before = server.seen.length;
    const fault = await faultOf(server.cloud.call('StopJob', { JobId }, { region: 'cn-hangzhou' }));
    expect(fault).toMatchObject({ kind: 'invalid_input', message: expect.stringContaining('JobId') });
    expect(server.seen).toHaveLength(before);
  });

  it.each(HOSTILE_IDS)('pod id %j', async (PodId) => {
    const before = server.seen.length;
    const fault = await faultOf(server.cloud.call('GetPodLogs', { JobId: 'dlc1', PodId }, { region: 'cn-hangzhou' }));
    expect(fault).toMatchObject({ kind: 'invalid_input', message: expect.stringContaining('PodId') });
    expect(server.seen).toHaveLength(before);
  });

  it.each(HOSTILE_REGIONS)('region %j', async (region) => {
    const before = server.seen.length;
    const fault = await faultOf(server.cloud.call('GetJob', { JobId: 'dlc1' }, { region }));
    expect(fault).toMatchObject({ kind: 'invalid_input', valid: expect.arrayContaining(['cn-hangzhou']) });
    expect(server.seen).toHaveLength(before);
  });

  it('refuses a field the API does not have, and a value it does not know', async () => {
    const before = server.seen.length;
    const job = { DisplayName: 'a', JobType: 'PyTorchJob' as const, UserCommand: 'x', JobSpecs: [{ Type: 'Worker' }] };
    const extra = { ...job, CodeSource: { CodeSourceId: 'c', Uri: 'https://x' } };
    expect((await faultOf(server.cloud.call('CreateJob', extra, { region: 'cn-hangzhou' }))).message).toMatch(
      /CodeSource.*Uri/,
    );
    const settings = { ...job, Settings: { JobReservedPolicy: 'Often' as 'Always' } };
    expect(await faultOf(server.cloud.call('CreateJob', settings, { region: 'cn-hangzhou' }))).toMatchObject({
      message: expect.stringContaining('Settings.JobReservedPolicy'),
      valid: ['Always', 'OnFailure', 'OnSucceed'],
    });
    expect(server.seen).toHaveLength(before);
  });

  it('does not repeat a refused value that may be a secret', async () => {
    const job = { DisplayName: 'a', JobType: 'PyTorchJob' as const, UserCommand: 'x', JobSpecs: [{ Type: 'Worker' }] };
    const wrong = { ...job, Envs: JSON.parse('{"TOKEN":["hunter2hunter2"]}') };
    const fault = await faultOf(server.cloud.call('CreateJob', wrong, { region: 'cn-hangzhou' }));
    expect(fault.message).toContain('Envs.TOKEN');
    expect(JSON.stringify(fault)).not.toContain('hunter2');
  });
});

describe('the path template', () => {
  it('fills one segment per parameter', () => {
    expect(fillPath(operations.GetPodLogs, { JobId: 'dlc1', PodId: 'dlc1-worker-0' })).toBe(
      '/api/v1/jobs/dlc1/pods/dlc1-worker-0/logs',
    );
  });

  it('never yields another number of segments', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...HOSTILE_IDS)), (id) => {
        try {
          const path = fillPath(operations.StopJob, { JobId: id });
          const { pathname, search, hash } = new URL(`http://h${path}`);
          return pathname === `/api/v1/jobs/${id}/stop` && search === '' && hash === '' && id !== '';
        } catch {
          return !/^[A-Za-z0-9_-]{1,256}$/.test(id);
        }
      }),
    );
  });
});

describe('the host', () => {
  it('follows product and region', () => {
    expect(endpointFor('pai-dlc', 'cn-hangzhou', CONFIG)).toEqual({
      protocol: 'https',
      host: 'pai-dlc.cn-hangzhou.aliyuncs.com',
    });
    expect(endpointFor('aiworkspace', 'ap-southeast-5', CONFIG).host).toBe('aiworkspace.ap-southeast-5.aliyuncs.com');
    expect(endpointFor('paistudio', 'cn-hangzhou', CONFIG).host).toBe('pai.cn-hangzhou.aliyuncs.com');
  });

  it('is formed by the pattern where jobs run and a list of a product lacks the region, and nowhere else', () => {
    expect(knownRegions('paistudio')).not.toContain('ap-southeast-7');
    expect(endpointFor('paistudio', 'ap-southeast-7', CONFIG).host).toBe('pai.ap-southeast-7.aliyuncs.com');
    expect(knownRegions('pai-dlc')).not.toContain('me-east-1');
    expect(() => endpointFor('pai-dlc', 'me-east-1', CONFIG)).toThrow(/no known/);
    expect(() => endpointFor('paistudio', 'xx-nowhere-1', CONFIG)).toThrow(/no known/);
  });

  it('is always one of ours', () => {
    for (const product of ['pai-dlc', 'aiworkspace', 'paistudio'] as const)
      for (const region of reachedRegions(product)) {
        const { host } = endpointFor(product, region, CONFIG);
        expect(new URL(`https://${host}/`).host).toBe(host);
        expect(host).toMatch(/^[a-z-]+\.[a-z0-9-]+\.aliyuncs\.com$/);
      }
  });

  it('lets the operator add a region, but not a foreign host', () => {
    expect(endpointFor('pai-dlc', 'cn-newtown', { ...CONFIG, extraRegions: ['cn-newtown'] }).host).toBe(
      'pai-dlc.cn-newtown.aliyuncs.com',
    );
    expect(() => endpointFor('pai-dlc', 'x.example.com#', { ...CONFIG, extraRegions: ['x.example.com#'] })).toThrow(
      /no known/,
    );
  });

  it.each([
    ['cn-hangzou', 'cn-hangzhou'],
    ['Beijing', 'cn-beijing'],
    ['shanghai', 'cn-shanghai'],
  ])('asks whether %s was meant as %s', async (region, meant) => {
    const fault = await faultOf((async () => endpointFor('pai-dlc', region, CONFIG))());
    expect(fault.fix).toMatch(new RegExp(`^Did you mean "${meant}"\\? `));
  });

  it('guesses nothing where no region is near', async () => {
    const { fix } = await faultOf((async () => endpointFor('pai-dlc', 'mars', CONFIG))());
    expect(fix).not.toContain('Did you mean');
  });

  it('keeps plain http to loopback', () => {
    expect(() => endpointFor('pai-dlc', 'cn-hangzhou', { ...CONFIG, protocol: 'http' })).toThrow(/in the clear/);
    expect(() => endpointFor('pai-dlc', 'cn-hangzhou', { ...CONFIG, endpoint: 'x.example.com/path' })).toThrow(
      /not host/,
    );
    expect(endpointFor('pai-dlc', 'cn-hangzhou', { ...CONFIG, protocol: 'http', endpoint: '127.0.0.1:80' }).host).toBe(
      '127.0.0.1:80',
    );
  });

  it('shows nothing of its credentials', () => {
    const cloud = createCloud({ ...CONFIG, staticCredentials: SECRET });
    expect(JSON.stringify(cloud)).toBe('{}');
  });
});
