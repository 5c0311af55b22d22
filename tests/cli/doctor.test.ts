import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../../src/api/operations.ts';
import { roleCheck } from '../../src/cli/doctor/access-checks.ts';
import { ok, runChecks } from '../../src/cli/doctor/check.ts';
import type { TextRow as Row } from '../../src/cli/doctor/report.ts';
import { nodeCheck } from '../../src/cli/doctor/setup-checks.ts';
import { type Subject, subjectOf } from '../../src/cli/doctor/subject.ts';
import { explainConfig } from '../../src/config/config.ts';
import { LEAST_NODE } from '../../src/config/version.ts';
import { asIs } from '../../src/domain/said.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import { frozenCloud, serverEnv } from '../e2e/session.ts';
import { runHere as run } from './run-here.ts';

interface Report {
  result: string;
  settings: { name: string; value?: unknown; source: string; from?: string }[];
  checks: Row[];
  next: string[];
}

let cloud: Simulator;
let scratch: string;
beforeAll(async () => {
  cloud = await frozenCloud();
  scratch = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterAll(async () => {
  await cloud.close();
  rmSync(scratch, { recursive: true });
});
beforeEach(() => cloud.clearRequests());
afterEach(() => {
  cloud.permissions.clear();
  cloud.faults.clear();
});

/** The RAM actions of all tools, in their official spelling. */
const NEEDED = [...new Set(allTools.flatMap(({ actions }) => actions))].map((action) => operations[action].ram[0]);

const workspace = () => cloud.world.defaultWorkspaceId;
const denied = (...actions: string[]) => cloud.permissions.set('dev-user', { deny: actions });
const notAllowed = (...allowed: string[]) => cloud.permissions.set('dev-user', { allow: allowed });

/** The report of `doctor --json`, after a look at what holds for each: its exit code, and no secret in it. */
async function report(args: readonly string[] = [], extra: Record<string, string> = {}) {
  const env: Record<string, string> = {
    ...serverEnv(cloud),
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    ...extra,
  };
  const { code, out, err } = await run(['doctor', '--json', ...args], { env });
  const parsed = JSON.parse(out) as Report;
  expect(err).toBe('');
  expect(code).toBe(parsed.result === 'failed' ? 1 : 0);
  for (const secret of [env.ALIBABA_CLOUD_ACCESS_KEY_ID, env.ALIBABA_CLOUD_ACCESS_KEY_SECRET])
    if (secret) expect(out).not.toContain(secret);
  const rows = new Map(parsed.checks.map((row) => [row.id, row]));
  const row = (id: string): Row => {
    const found = rows.get(id);
    if (found === undefined) throw new Error(`no row ${id}`);
    return found;
  };
  return { ...parsed, row, with: (result: string) => parsed.checks.filter((each) => each.result === result) };
}

describe('doctor, where all is well', () => {
  it('tests every RAM action of the offered tools by a read without effect, or says why not', async () => {
    const found = await report(['--workspace-id', workspace()]);
    expect(found.result).toBe('ok');
    expect(found.next).toEqual([]);
    const rows = found.checks.filter(({ id }) => id.startsWith('ram:'));
    expect(rows.map(({ title }) => title).sort()).toEqual(NEEDED.toSorted());
    const untested = rows.filter(({ result }) => result !== 'ok').map(({ title }) => title);
    const changing = allTools.flatMap(({ actions }) =>
      actions.filter((action) => operations[action].effect !== 'read'),
    );
    // There is a result only of a job that was checked, and a signal only of one that got one.
    const expected = new Set(
      [...changing, 'GetJobSanityCheckResult' as const, 'GetSignal' as const].map(
        (action) => operations[action].ram[0],
      ),
    );
    expect(untested.sort()).toEqual([...expected].sort());
    expect(found.row('ram:paidlc:StopJob').detail).toMatch(/^not tested: it changes something \(stop_job\b/);
    expect(found.row('ram:paidlc:GetToken').detail).toBe('not tested: it hands out access (get_token)');
    for (const id of ['node', 'configuration', 'credentials', 'endpoint:pai-dlc', 'clock', 'access', 'workspace'])
      expect(found.row(id).result, id).toBe('ok');
  });

  it.each([[[]], [['--lock-scope']]])('says what the role allows, with %j', async (lock) => {
    const found = await report(['--workspace-id', workspace(), '--tools', 'create_job,stop_job', ...lock]);
    expect(found.row('role')).toMatchObject({
      result: 'ok',
      detail: expect.stringMatching(/^CreateJob: .*; StopJob: (?:your own|everybody's)$/),
    });
  });

  it('sends nothing but reads', async () => {
    await report();
    const sent = new Set(cloud.requests().map((entry) => entry.action));
    for (const action of ['CreateJob', 'UpdateJob', 'StopJob', 'GetToken', 'GetWebTerminal'])
      expect(sent).not.toContain(action);
    expect(sent).toContain('GetPodLogs');
    expect(cloud.requests().every((entry) => entry.committed === false)).toBe(true);
  });

  it('warns of a ceiling on prices without any', async () => {
    const ceiling = ['--simulate', '--max-price-per-hour', '10'];
    const { row, next } = await report(ceiling);
    expect(row('ceilings')).toMatchObject({
      result: 'warning',
      detail: expect.stringContaining('at most 10 per hour'),
    });
    expect(next.join()).toContain('Give a table of prices with --prices');
    const prices = join(scratch, 'prices.json');
    const table = { region: 'cn-hangzhou', currency: 'CNY', date: '2026-11-01', source: 'own', gpus: { GU30: 9 } };
    writeFileSync(prices, JSON.stringify([table]));
    expect((await report([...ceiling, '--prices', prices])).row('ceilings').result).toBe('ok');
  });

  it('keeps a path whole that somebody may copy', async () => {
    const path = join(scratch, 'a'.repeat(60), 'creates.json');
    const args = ['doctor', '--simulate', '--state-file', path];
    const { out } = await run(args, { env: { ...serverEnv(undefined), COLUMNS: '80' } });
    expect(out.split('\n').map((line) => line.trim())).toContain(path);
  });

  it('counts the tools that a model is shown, without those that only pages call', async () => {
    const count = allTools.filter(({ app }) => app !== 'data').length;
    expect(count).toBeLessThan(allTools.length);
    expect((await report(['--toolsets', 'all,admin', '--simulate'])).row('tools').detail).toBe(
      `${count} tools on, which is all`,
    );
  });

  it('reads no more than the chosen tools need', async () => {
    const found = await report(['--tools', 'list_jobs']);
    expect(found.row('tools').detail).toMatch(/^1 tool on; off: \d+ of catalogue, \d+ of jobs, /);
    const { actions = [] } = allTools.find(({ name }) => name === 'list_jobs') ?? {};
    expect(
      found.checks
        .filter(({ id }) => id.startsWith('ram:'))
        .map(({ title }) => title)
        .sort(),
    ).toEqual(actions.map((action) => operations[action].ram[0]).sort());
    for (const { action } of cloud.requests()) expect(['', ...actions]).toContain(action);
    expect(found.row('state-file')).toMatchObject({ result: 'skipped' });
  });

  it('works on the embedded simulator', async () => {
    const { code, out } = await run(['doctor', '--simulate'], { env: serverEnv(undefined) });
    expect(code).toBe(0);
    expect(out).toContain('Nothing to do.');
  });

  it('prints plain text of at most 80 columns where there is no terminal', async () => {
    const { out } = await run(['doctor'], { env: serverEnv(cloud) });
    expect(out).not.toContain('\u001b');
    // A word that is longer than a line, such as a path or a value, stays whole and has a line of its own.
    const prose = out.split('\n').filter((line) => line.trim().includes(' '));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(out).toMatch(/^ok {4}Signed call/m);
  });
});

describe('doctor: settings', () => {
  it('says where each value came from', async () => {
    const { settings, row } = await report(['--max-in-flight', '4', '--tools', 'list_jobs'], {
      ALIBABA_CLOUD_REGION_ID: 'cn-beijing',
    });
    const of = (name: string) => settings.find((each) => each.name === name);
    expect(of('max-in-flight')).toEqual({ name: 'max-in-flight', value: 4, source: 'flag', from: '--max-in-flight' });
    expect(of('region')).toMatchObject({ value: 'cn-hangzhou', source: 'environment', from: 'PAI_DLC_MCP_REGION' });
    expect(of('stoppable')).toEqual({ name: 'stoppable', value: 'standard', source: 'default' });
    expect(row('configuration').detail).toContain('max-in-flight=4 from --max-in-flight');
    expect(row('configuration').detail).not.toContain('stoppable');
    expect(row('ceilings')).toMatchObject({ result: 'ok', detail: expect.stringContaining('none are set') });
  });

  it('shows the ceilings in force', async () => {
    const { row } = await report(['--tools', 'list_jobs', '--max-gpus', '8'], { PAI_DLC_MCP_ONLY_JOB_TYPES: 'TFJob' });
    expect(row('ceilings').detail).toBe('at most 8 GPUs per job; job types TFJob only');
  });

  it.each([
    [['--read-timeout-ms', 'soon'], '--read-timeout-ms is "soon"'],
    [['--tools', 'list_job'], '--tools names "list_job"'],
    [['--endpoint', 'http://example.com'], 'plain http to another machine'],
    [['--endpoint', 'https://joe:hunter2@example.com'], '--endpoint is "https://***@example.com", which is not host'],
    [['--endpoint-dlc', 'joe:hunter2@example.com'], '--endpoint-dlc is "***@example.com", which is not host'],
  ])('reports %j as a failed check and tests nothing of the cloud', async (args, message) => {
    const found = await report(args);
    expect(found.row('configuration')).toMatchObject({ result: 'failed', detail: expect.stringContaining(message) });
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(found.next).toHaveLength(1);
    expect(cloud.requests()).toEqual([]);
  });

  it('cannot test the cloud without a region, and says so', async () => {
    const found = await report([], { PAI_DLC_MCP_REGION: '' });
    expect(found.row('region')).toMatchObject({ result: 'skipped', fix: expect.stringContaining('--region') });
    expect(found.row('access').result).toBe('skipped');
    expect(cloud.requests()).toEqual([]);
  });

  it('shows proxy variables without their credentials', async () => {
    const { row } = await report(['--tools', 'list_jobs'], { HTTPS_PROXY: 'http://joe:hunter2@proxy.example:3128' });
    expect(row('proxy')).toMatchObject({ result: 'warning' });
    expect(row('proxy').detail).toContain('HTTPS_PROXY=http://***@proxy.example:3128');
  });
});

describe('doctor: what is in the way', () => {
  it('no credentials', async () => {
    const found = await report([], { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' });
    expect(found.with('failed').map(({ id }) => id)).toEqual(['credentials']);
    expect(found.row('access').detail).toBe('not tested: "Credentials" failed');
    expect(found.row('ram:paidlc:ListJobs').detail).toContain('not tested');
    expect(found.next.join()).toMatch(/set the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID.*then run this again/);
    expect(found.next.join()).not.toMatch(/conversation|restart the server/);
    expect(cloud.requests().filter((entry) => entry.action !== '')).toEqual([]);
  });

  it('a profile that is not there, where nothing else would count', async () => {
    const home = mkdtempSync(join(scratch, 'home-'));
    mkdirSync(join(home, '.aliyun'));
    const profiles = ['zoo', 'prod', 'nop'].map((name) => ({ name, mode: 'AK', access_key_id: 'secret-id' }));
    writeFileSync(join(home, '.aliyun', 'config.json'), JSON.stringify({ current: 'zoo', profiles }));
    const found = await report(['--profile', 'nope'], { HOME: home });
    expect(found.row('credentials')).toMatchObject({
      result: 'failed',
      detail: 'No Alibaba Cloud credentials were found by the profile "nope".',
    });
    const { fix = '' } = found.row('credentials');
    expect(fix).toContain('`aliyun configure --profile nope`');
    expect(fix).toContain('~/.aliyun/config.json has: nop, zoo, prod.');
    expect(fix).not.toContain('ALIBABA_CLOUD_ACCESS_KEY_ID');
    expect(JSON.stringify(found)).not.toContain('secret-id');
    const { fix: bare } = (await report(['--profile', 'nope'], { HOME: scratch })).row('credentials');
    expect(bare).toMatch(/run this again\.$/);
  });

  it('names the source of the credentials, and no more of the key than its last four characters', async () => {
    const { row } = await report();
    const id = cloud.credentials.accessKeyId;
    expect(row('credentials').detail).toContain('a permanent access key from the environment variables, ');
    expect(row('credentials').detail).toContain(`ending in ${id.slice(-4)}`);
    expect(row('credentials').detail).not.toContain(id.slice(-5));
  });

  it('a wrong key', async () => {
    const found = await report([], { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'not-the-secret-of-this-key' });
    expect(found.with('failed').map(({ id }) => id)).toEqual(['access']);
    expect(found.row('access').detail).toContain('SignatureDoesNotMatch');
    expect(found.next.join()).toMatch(/aliyun configure.*then run this again/);
    expect(found.next.join()).not.toMatch(/conversation|restart the server/);
    expect(found.row('ram:paidlc:ListJobs').result).toBe('skipped');
  });

  it('a RAM action that is not allowed, with the least policy that allows it', async () => {
    notAllowed(...NEEDED.filter((action) => action !== 'paidlc:ListJobs'));
    const found = await report();
    expect(found.with('failed').map(({ id }) => id)).toEqual(['ram:paidlc:ListJobs']);
    const [step = ''] = found.next;
    const policy = JSON.parse(/\{.*\}/.exec(step)?.[0] ?? '');
    expect(policy.Statement).toEqual([{ Effect: 'Allow', Action: ['paidlc:ListJobs', 'pai:ListJobs'], Resource: '*' }]);
    // Without a list there is no job to read.
    expect(found.row('ram:paidlc:GetJob').detail).toContain('not tested');
    expect(found.row('ram:paiimage:GetImage').result).toBe('ok');
  });

  it('a RAM action under an explicit Deny, which no policy lifts', async () => {
    denied('paiimage:ListImages');
    const found = await report();
    expect(found.row('ram:paiimage:ListImages')).toMatchObject({ result: 'failed' });
    expect(found.next.join()).toContain('explicit Deny');
    expect(found.next.join()).toContain('adding an Allow is not enough');
  });

  it('credentials that may do nothing are credentials all the same', async () => {
    notAllowed();
    const found = await report();
    expect(found.row('access')).toMatchObject({ result: 'ok', detail: expect.stringContaining('denied') });
    expect(found.row('ram:paiworkspace:ListWorkspaces').result).toBe('failed');
  });

  it('a clock that the cloud does not accept', async () => {
    cloud.faults.add({
      action: '*',
      stage: 'before_commit',
      times: 'always',
      effect: { kind: 'error', code: 'InvalidTimeStamp.Expired' },
    });
    const found = await report();
    expect(found.with('failed').map(({ id }) => id)).toEqual(['access']);
    expect(found.next).toEqual(['Set the clock of this machine, best by NTP.']);
  });

  it('a clock that is far off the one of the endpoint', async () => {
    const server = createHttpServer((_, answer) => {
      answer.setHeader('Date', new Date(Date.now() - 1_200_000).toUTCString());
      answer.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const found = await report(['--endpoint', `http://127.0.0.1:${port}`, '--tools', 'list_jobs']);
    server.close();
    expect(found.row('clock')).toMatchObject({ result: 'failed', fix: expect.stringContaining('Set the clock') });
    expect(found.row('clock').detail).toMatch(/clock is (?:20 min|19 min 5\d s).* ahead of the cloud's/);
  });

  it('an endpoint where nothing listens', async () => {
    const port = await freePort();
    const found = await report(['--endpoint', `http://127.0.0.1:${port}`]);
    expect(found.with('failed').map(({ id }) => id)).toEqual(['endpoint:pai-dlc', 'endpoint:aiworkspace']);
    expect(found.row('endpoint:pai-dlc').detail).toContain('ECONNREFUSED');
    expect(found.row('endpoint:paistudio')).toMatchObject({
      result: 'warning',
      detail: expect.stringContaining('quotas cannot be listed'),
    });
    expect(found.row('clock').result).toBe('skipped');
  });

  it('an endpoint that does not speak TLS', async () => {
    const found = await report(['--endpoint', `localhost:${cloud.port}`]);
    expect(found.row('endpoint:pai-dlc')).toMatchObject({
      result: 'failed',
      detail: expect.stringContaining('TLS handshake'),
    });
    expect(found.row('ram:paidlc:ListJobs').result).toBe('skipped');
  });

  it('a workspace that is not there', async () => {
    const found = await report(['--workspace-id', '999999', '--tools', 'list_jobs']);
    expect(found.row('workspace')).toMatchObject({ result: 'failed', detail: expect.stringContaining('999999') });
  });

  it('a role that cannot be asked about, which is no fault', async () => {
    denied('paiworkspace:ListPermissions');
    const found = await report(['--workspace-id', workspace(), '--tools', 'create_job']);
    expect(found.row('role')).toMatchObject({ result: 'skipped', detail: expect.stringMatching(/^unknown: /) });
    expect(found.result).toBe('ok');
  });

  it('a role that lacks what the tools do, and no more than that', async () => {
    const roleOf = (tools: string[], ...codes: string[]) => {
      const Permissions = codes.map((PermissionCode) => ({ PermissionCode }));
      const subject = subjectOf(() => explainConfig({ tools }, {})) as Subject;
      const runtime = { cloud: async () => ({ call: async () => ({ Permissions }) }) };
      const check = roleCheck({ ...subject, composition: { runtime } } as unknown as Subject);
      return check.run(new AbortController().signal);
    };
    const held = ['PaiDLC:ListJobs', 'PaiDLC:GetJob'];
    expect(await roleOf(['stop_job', 'list_jobs'], ...held)).toMatchObject({
      result: 'warning',
      detail: { en: 'Your role there does not list PaiDLC:StopJob.' },
    });
    expect(await roleOf(['list_jobs'], ...held)).toMatchObject({
      result: 'ok',
      detail: { en: 'ListJobs: all; GetJob: all' },
    });
    expect(await roleOf(['list_images'])).toMatchObject({ result: 'skipped' });
  });

  it('files that cannot be written', async () => {
    const plain = join(scratch, 'plain');
    writeFileSync(plain, '');
    mkdirSync(join(scratch, 'directory'));
    const stateFile = join(plain, 'creates.json');
    const found = await report(['--state-file', stateFile, '--audit-log', join(scratch, 'directory')]);
    expect(found.with('failed').map(({ id }) => id)).toEqual(['state-file', 'audit-log']);
    expect(found.row('audit-log').detail).toContain('EISDIR');
    const fine = await report(['--tools', 'get_token', '--audit-log', join(scratch, 'new', 'audit.jsonl')]);
    expect(fine.row('audit-log').result).toBe('ok');
  });

  it('an audit log that the server would refuse, and one that it takes', async () => {
    const [open, link, own] = ['open.jsonl', 'link.jsonl', 'own.jsonl'].map((name) => join(scratch, name));
    writeFileSync(own ?? '', '', { mode: 0o600 });
    writeFileSync(open ?? '', '', { mode: 0o644 });
    symlinkSync(own ?? '', link ?? '');
    const rowOf = async (file = '') => (await report(['--tools', 'get_token', '--audit-log', file])).row('audit-log');
    expect(await rowOf(open)).toMatchObject({ result: 'failed', detail: expect.stringContaining('others may use it') });
    expect(await rowOf(link)).toMatchObject({ result: 'failed', detail: expect.stringContaining('it is a link') });
    expect(await rowOf(own)).toMatchObject({ result: 'ok' });
  });
});

/** A port of loopback on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('doctor in Chinese', () => {
  /** Rows and steps in which three English words stand in a row: what the cloud or a library said, and nothing else. */
  const english = (out: string): string[] =>
    out
      .split('\n')
      .slice(1)
      .filter((line) => /[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(line) && !line.includes('main.js init HOST'));
  const env = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', PAI_DLC_MCP_LANGUAGE: 'zh', COLUMNS: '80' };

  it('is Chinese in every row, where all is well', async () => {
    const ceilings = [
      '--max-gpus',
      '8',
      '--max-running-minutes',
      '60',
      '--max-live-jobs',
      '3',
      '--only-job-types',
      'TFJob',
    ];
    const { code, out } = await run(['doctor', '--workspace-id', workspace(), ...ceilings], {
      env: { ...serverEnv(cloud), ...env },
    });
    expect(code).toBe(0);
    expect(out).toContain('无需处理。');
    expect(out).toContain('单个任务最多 8 张 GPU；最长运行 60 分钟');
    expect(english(out)).toEqual([]);
  });

  it('and where much is wrong, but for what a library said', async () => {
    denied('paidlc:ListJobs');
    const wrong = { PAI_DLC_MCP_STATE_FILE: '/proc/none/creates.json', PAI_DLC_MCP_AUDIT_LOG: scratch };
    const { code, out } = await run(['doctor', '--workspace-id', workspace()], {
      env: { ...serverEnv(cloud), ...env, ...wrong, HTTPS_PROXY: 'http://proxy.example.com' },
    });
    expect(code).toBe(1);
    expect(out).toMatch(/需要处理\n1\. /);
    expect(out).toContain('未通过');
    expect(english(out)).toEqual([]);
  });

  it('never shows the marks of words that are for a model', async () => {
    const { out } = await run(['doctor', '--workspace-id', '999999'], { env: { ...serverEnv(cloud), ...env } });
    expect(out).toContain('Check the id, the region and the workspace.');
    expect(out).not.toMatch(/#what|[\ue000-\uf8ff]/);
  });

  it('leaves the document for machines English', async () => {
    const found = await report([], { PAI_DLC_MCP_LANGUAGE: 'zh' });
    expect(JSON.stringify(found)).not.toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('runChecks', () => {
  const watcher = { begins: () => {}, ended: () => {} };

  it('gives up on a check that does not end, tells it to stop, and goes on', async () => {
    let stopped = false;
    const rows = await runChecks(
      [
        {
          id: 'slow',
          title: asIs('Slow'),
          deadlineMs: 20,
          run: (signal) =>
            new Promise(() => {
              signal.addEventListener('abort', () => {
                stopped = true;
              });
            }),
        },
        { id: 'next', title: asIs('Next'), needs: ['slow'], run: () => ok(asIs('ran')) },
        { id: 'other', title: asIs('Other'), run: () => ok(asIs('ran')) },
      ],
      watcher,
    );
    expect(rows.map(({ result }) => result)).toEqual(['failed', 'skipped', 'ok']);
    expect(rows[1]?.detail.en).toBe('not tested: "Slow" failed');
    expect(stopped).toBe(true);
  });
});

describe('Node.js version', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['v22.1.0', 'ok'],
    ['20.18.3', 'failed'],
    ['18.20.0', 'failed'],
  ])('%s is %s', async (version, result) => {
    const [row] = await runChecks([nodeCheck(version)], { begins: () => {}, ended: () => {} });
    expect(row?.result).toBe(result);
  });

  it('is the one that package.json asks for', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).engines.node).toBe(`>=${LEAST_NODE}`);
  });
});
