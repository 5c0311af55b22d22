import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { connect, errorOf, frozenCloud, type Session, serverEnv, yes } from './harness.ts';

let cloud: Simulator;
let session: Session;
beforeAll(async () => {
  cloud = await frozenCloud();
  session = await connect({ env: serverEnv(cloud), person: yes });
});
afterAll(async () => {
  await session.close();
  await cloud.close();
});
beforeEach(() => cloud.clearRequests());

const IDS = [
  '',
  '.',
  '..',
  '../jobs',
  'dlc1/../../x',
  'dlc1?x=1',
  'dlc1#',
  'dlc%2e%2e',
  'dlc1\n2',
  'dlc 1',
  'dlc1/stop',
  '\u202edlc1',
];
const REGIONS = [
  'x.example.com#',
  'cn-hangzhou/..',
  'cn-hangzhou.example.com',
  '127.0.0.1',
  'CN-HANGZHOU',
  'cn-nowhere',
  'cn-\nhangzhou',
];

const ID_TOOLS: readonly [string, string][] = [
  ['get_job', 'job_id'],
  ['stop_job', 'job_id'],
  ['get_job_events', 'job_id'],
  ['get_pod_logs', 'job_id'],
  ['list_job_sanity_check_results', 'job_id'],
  ['get_token', 'job_id'],
  ['get_image', 'image_id'],
  ['get_dataset', 'dataset_id'],
  ['get_code_source', 'code_source_id'],
];

describe('hostile values cause no request at all', () => {
  it.each(ID_TOOLS)('%s.%s', async (tool, parameter) => {
    for (const id of IDS) {
      const others = tool === 'get_token' ? { expire_seconds: 900 } : {};
      const answer = await session.call(tool, { [parameter]: id, ...others });
      expect(errorOf(answer).kind, `${tool} ${JSON.stringify(id)}`).toBe('invalid_input');
    }
    expect(cloud.requests()).toEqual([]);
  });

  it('region', async () => {
    for (const region of REGIONS) {
      const answer = await session.call('list_workspaces', { region });
      expect(errorOf(answer).kind, JSON.stringify(region)).toBe('invalid_input');
    }
    expect(cloud.requests()).toEqual([]);
  });

  it('workspace', async () => {
    for (const workspace_id of ['../1', '1&x=2', ' ']) {
      const answer = await session.call('list_datasets', { workspace_id });
      expect(errorOf(answer).kind, workspace_id).toBe('invalid_input');
    }
    expect(cloud.requests()).toEqual([]);
  });

  it('while a proper id reaches the cloud without the white space that was copied with it', async () => {
    await session.call('get_job', { job_id: '\tdlc0000000000000 \n', region: ' cn-hangzhou\n' });
    expect(cloud.requests().map(({ path }) => path)).toEqual(['/api/v1/jobs/dlc0000000000000']);
  });

  it('while a proper id does reach the cloud', async () => {
    const answer = await session.call('get_job', { job_id: 'dlc0000000000000' });
    expect(errorOf(answer).kind).toBe('not_found');
    expect(cloud.requests()).toHaveLength(1);
  });
});

describe('wrong calls repair themselves', () => {
  it('names the nearest parameter', async () => {
    const answer = await session.call('get_job', { jobid: 'dlc0000000000000' });
    expect(answer.text).toContain('"jobid" -> "job_id"');
    expect(cloud.requests()).toEqual([]);
  });

  it('names the nearest enum value', async () => {
    const answer = await session.call('list_jobs', { status: 'running' });
    expect(answer.text).toContain('"Running"');
    expect(cloud.requests()).toEqual([]);
  });

  it('says which rule asks for a workspace, and whom to ask', async () => {
    const answer = await session.call('list_datasets');
    expect(errorOf(answer)).toMatchObject({ kind: 'invalid_input', rule: 'R1' });
    expect(answer.text).toContain('list_workspaces');
    expect((await session.call('list_datasets', { workspaceid: '1' })).text).toContain(
      '"workspaceid" -> "workspace_id"',
    );
    expect(cloud.requests()).toEqual([]);
  });

  it('names the nearest tool', async () => {
    await expect(session.call('get_jobs')).rejects.toThrow(/Did you mean "get_job"/);
  });
});
