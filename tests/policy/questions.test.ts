import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brief, briefNames } from '../../src/domain/brief.ts';
import { NO_CEILINGS } from '../../src/domain/ceilings.ts';
import type { JobDraft, TaskDraft } from '../../src/domain/job-draft.ts';
import { asIs, type Language } from '../../src/domain/said.ts';
import { type Check, warned } from '../../src/policy/checks.ts';
import { decideCreate, draftChecks } from '../../src/policy/create-job.ts';
import type { SummaryFacts } from '../../src/policy/create-summary.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { MAX_QUESTION, MAX_QUESTION_LINE, questionText } from '../../src/policy/question.ts';
import { decideStop } from '../../src/policy/stop-job.ts';
import { decideToken } from '../../src/policy/token.ts';
import { decideUpdate } from '../../src/policy/update-job.ts';
import { decideTerminal } from '../../src/policy/web-terminal.ts';

const change = (job: Parameters<typeof decideUpdate>[0], asked: Parameters<typeof decideUpdate>[1]) =>
  decideUpdate(job, asked, NO_CEILINGS);

const LONG = 'A'.repeat(20_000);
const textOf = (decision: Decision, language: Language = 'en'): string => {
  if (decision.verdict !== 'confirm') throw new Error(`no question: ${JSON.stringify(decision)}`);
  return decision.question[language];
};
const linesOf = (decision: Decision): string[] => textOf(decision).split('\n');

const facts: SummaryFacts = {
  region: 'cn-hangzhou',
  workspaceId: '123',
  total: { pods: 2, gpus: 16, cpus: 192, memoryGib: 1536, complete: true },
  envs: {},
  tags: {},
  machines: { sizes: new Map(), read: true },
  sources: new Map(),
  mask: (text) => text.replaceAll('hf_secret', '***'),
};
const task: TaskDraft = { type: 'Worker', pod_count: 2, image: 'registry/pai/pytorch:2.3', ecs_spec: 'ecs.g6.xlarge' };
const job: JobDraft = {
  display_name: 'llm-20261124',
  job_type: 'PyTorchJob',
  task_specs: [task],
  command: 'python train.py',
  job_max_running_time_minutes: 90,
};
const given = { region: 'cn-hangzhou', workspaceId: '123', today: '20261124', bytes: 0, ceilings: NO_CEILINGS };
// A parameter that no line has words for is shown by its name.
const OTHER_SETTINGS = { enable_rdma: true, driver: '535', enable_cpu_affinity: false };
const create = (draft: Partial<JobDraft> = {}, found: Check[] = [], of: SummaryFacts = facts): Decision => {
  const whole = { ...job, ...draft };
  return decideCreate(whole, [...draftChecks(whole, given), ...found], of);
};

describe('the first two lines of a question', () => {
  const stop = (status: string) =>
    decideStop(
      {
        jobId: 'dlc1',
        displayName: 'llm',
        jobType: 'PyTorchJob',
        status,
        created: undefined,
        runningSince: undefined,
        runningSeconds: 60,
        ageSeconds: 90,
        pods: 2,
        totals: { gpus: 16, cpus: 1, memoryGib: 1, complete: true },
        console: 'https://console.example/',
      },
      'live',
    );
  const update = {
    jobId: 'dlc1',
    displayName: 'llm',
    status: 'Running',
    resourceId: undefined,
    accessibility: 'PRIVATE',
  };
  const elastic = { ...update, tasks: [{ type: 'Worker', podCount: 2, scaling: undefined }], elastic: true };
  const pods = (pod_count: number) => change(elastic, { task_specs: [{ type: 'Worker', pod_count }] });
  const live = { jobId: 'dlc1', displayName: 'llm', status: 'Running', pods: [{ podId: 'p', status: 'Running' }] };

  it.each<[string, () => Decision, RegExp, RegExp]>([
    ['a stop', () => stop('Running'), /Lost: all progress since its last saved checkpoint/, /dlc1 "llm"/],
    ['a stop in the queue', () => stop('Queuing'), /Lost: its place in the queue/, /dlc1 "llm"/],
    ['a create', () => create(), /16 GPUs.*public pay-as-you-go/, /90 minutes at the latest/],
    [
      'one without an end',
      () => create({ job_max_running_time_minutes: undefined }),
      /16 GPUs/,
      /^Nothing will stop it/,
    ],
    ['PUBLIC', () => change(elastic, { accessibility: 'PUBLIC' }), /everybody.*cannot be taken back/, /dlc1 "llm"/],
    ['more pods', () => pods(4), /costs as much.*Worker 2 -> 4/, /dlc1 "llm"/],
    ['fewer pods', () => pods(1), /is lost: Worker 2 -> 1/, /dlc1 "llm"/],
    [
      'a terminal',
      () => decideTerminal(live, 'p', true),
      /run commands with the data and the permissions/,
      /without a login/,
    ],
    ['a token', () => decideToken(live, 3600), /for 1 h.*cannot be taken back/, /dlc1 "llm"/],
  ])('hold the consequence of %s', (_what, decide, first, second) => {
    const lines = linesOf(decide());
    expect(lines[0]).toMatch(first);
    expect(lines[1]).toMatch(second);
    // What it is about is among the three lines that some clients show.
    expect(lines.slice(0, 3).join('\n')).toMatch(/dlc1|llm-20261124/);
  });
});

describe('a create question', () => {
  it('has what a person wants to know before paying', () => {
    const text = textOf(
      create(
        {
          command: 'export HF_TOKEN=hf_secret\ntorchrun train.py',
          envs: { NCCL_DEBUG: 'INFO', HF_TOKEN: 'hf_secret' },
          third_party_libs: ['git+https://x:hf_secret@git.example/a'],
          user_vpc: { vpc_id: 'vpc-1', security_group_id: 'sg-1' },
          resource_id: 'quota1',
          priority: 7,
          data_sources: [{ data_source_id: 'd-1', version: 'v3', mount_access: 'RW', mount_path: '/mnt/d' }],
          code_source: { code_source_id: 'code-1', branch: 'main', commit: 'abc' },
          settings: { ...OTHER_SETTINGS, tags: { team: 'nlp' } },
          task_specs: [
            { ...task, ecs_spec: undefined, resource_config: { cpu: '8', memory: '96Gi', gpu: '8', gpu_type: 'H800' } },
          ],
        },
        [],
        { ...facts, envs: { NCCL_DEBUG: 'INFO', HF_TOKEN: '***' }, tags: { team: 'nlp' } },
      ),
    );
    for (const word of [
      'GPU type H800',
      'of quota quota1 with priority 7',
      'Data: d-1 version v3 on /mnt/d, writable',
      'Code: code-1, branch main, commit abc',
      'Settings: enable_rdma, driver=535, enable_cpu_affinity=false',
      'Tags: team=nlp',
    ])
      expect(text).toContain(word);
    for (const word of [
      'H800',
      'quota1',
      'registry/pai/pytorch:2.3',
      'Command (2 lines, 43 bytes): export HF_TOKEN=*** ⏎ torchrun train.py',
      'torchrun train.py',
    ])
      expect(text).toContain(word);
    for (const word of [
      'Environment: NCCL_DEBUG=INFO, HF_TOKEN=***',
      'VPC vpc-1, security group sg-1',
      'git+https://x:***@',
    ])
      expect(text).toContain(word);
    expect(text).not.toContain('hf_secret');
  });

  it('names what is unusual before what it is about', () => {
    const lines = linesOf(
      create({
        accessibility: 'PUBLIC',
        settings: { job_reserved_minutes: 600 },
        task_specs: [{ ...task, auto_scaling: { max_replicas: 64 } }],
      }),
    );
    const identity = lines.findIndex((line) => line.startsWith('"llm-20261124"'));
    for (const words of ['PUBLIC: everybody', 'kept, and paid for, for 600 minutes', 'can grow to 64 pods'])
      expect(lines.findIndex((line) => line.includes(words))).toSatisfy((at: number) => at >= 0 && at < identity);
    expect(textOf(create())).not.toMatch(/PUBLIC|kept|grow/);
  });

  it('sums tasks and data sources beyond the fourth, those that can be written to first', () => {
    const text = textOf(
      create({
        job_type: 'RayJob',
        task_specs: [
          { ...task, type: 'Head' },
          ...Array.from({ length: 400 }, (_, index) => ({ ...task, type: `Worker-g${index}`, pod_count: 3 })),
        ],
        data_sources: Array.from({ length: 50 }, (_, index) => ({
          uri: `nas://b.cn-hangzhou/${index}/`,
          mount_path: `/mnt/${index}`,
          mount_access: index > 44 ? ('RW' as const) : ('RO' as const),
        })),
      }),
    );
    expect(text).toContain('And 397 more tasks with 1191 pods in all');
    expect(text).toContain('nas://b.cn-hangzhou/45/ on /mnt/45, writable');
    expect(text).toContain('And 46 more data sources, 1 of them writable');
    expect(text).not.toContain('nas://b.cn-hangzhou/0/');
  });

  it('shows one warning of each rule and counts the others of it', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      warned('R2', 'image', asIs(`Not looked up: image ${index}.`)),
    );
    const text = textOf(create({}, [...many, warned('R5', 'stock', asIs('SOLD OUT now: ecs.g6.xlarge.'))]));
    expect(text).toContain('Not looked up: image 0. (and 299 more warnings of this kind)');
    expect(text).toContain('SOLD OUT now');
  });
});

describe('nothing that is supplied pushes a line out of sight', () => {
  const big = fc.constantFrom(
    'x',
    LONG,
    `${LONG}\n${LONG}`,
    '名'.repeat(9000),
    '😀'.repeat(9000),
    '\u202e'.repeat(500),
  );
  const flooded = fc.record({
    display_name: fc.constantFrom('llm', 'n'.repeat(256)),
    command: big,
    task_specs: fc.tuple(fc.integer({ min: 1, max: 400 }), big, big).map(([count, image, gpu_type]) =>
      Array.from({ length: count }, (_, index) => ({
        ...task,
        type: `W${index}`,
        image,
        resource_config: { cpu: '1', memory: '1Gi', gpu_type },
        ecs_spec: undefined,
      })),
    ),
    resource_id: fc.constant('quota1'),
    data_sources: fc.tuple(fc.nat({ max: 60 }), big).map(([count, text]) =>
      Array.from({ length: count }, (_, index) => ({
        uri: text,
        mount_path: `/m/${index}/${text}`,
        mount_access: 'RO' as const,
      })),
    ),
    code_source: fc.record({ code_source_id: big, branch: big, commit: big, mount_path: big }),
    envs: fc
      .tuple(fc.nat({ max: 300 }), big)
      .map(([count, text]) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`${text}${index}`, text])),
      ),
    third_party_libs: fc.tuple(fc.nat({ max: 300 }), big).map(([count, text]) => Array<string>(count).fill(text)),
    user_vpc: fc.record({ vpc_id: big, security_group_id: big }),
  });

  /** What the first lines of a flooded question still say, in each language. */
  const BEGINNINGS = [
    { language: 'en', sum: '16 GPUs', endless: 'Nothing will stop it', type: ' (SlurmJob)' },
    { language: 'zh', sum: '16 张 GPU', endless: '没有设置最长运行时长', type: '（SlurmJob）' },
  ] as const;

  it('of a create: it stays within its bounds, and its consequence, warnings and name stay in front', () => {
    fc.assert(
      fc.property(flooded, fc.nat({ max: 200 }), big, (draft, count, text) => {
        const found = Array.from({ length: count }, (_, index) => warned('R2', 'x', asIs(`Warning ${index} ${text}`)));
        const whole = { ...job, ...draft, job_type: 'SlurmJob' as const, job_max_running_time_minutes: undefined };
        // What refuses hostile values is another rule; this one holds whatever is let through.
        const open = draftChecks(whole, given).filter(({ result }) => result !== 'failed');
        const asked = decideCreate(whole, [...open, ...found], facts);
        for (const { language, sum, endless, type } of BEGINNINGS) {
          const question = textOf(asked, language);
          const lines = question.split('\n');
          expect([...question].length).toBeLessThanOrEqual(MAX_QUESTION);
          for (const line of lines) expect([...line].length).toBeLessThanOrEqual(MAX_QUESTION_LINE);
          expect(lines[0]).toContain(sum);
          expect(lines[1]).toContain(endless);
          const name = lines.findIndex((line) => line.startsWith(`"${brief(draft.display_name, 80)}"${type}`));
          expect(name).toBeGreaterThan(0);
          if (count > 0) expect(lines.findIndex((line) => line.startsWith('Warning 0'))).toBeLessThan(name);
          expect(question).not.toMatch(/[\u202e\r]/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('of the others: they stay within three lines', () => {
    const named = {
      jobId: 'dlc1',
      displayName: `${LONG}\n${LONG}`,
      status: 'Running',
      pods: [{ podId: 'p', status: 'Running' }],
    };
    const target = { ...named, resourceId: undefined, accessibility: 'PRIVATE', elastic: true };
    const roles = Array.from({ length: 300 }, (_, index) => ({
      type: `${LONG}${index}`,
      podCount: 2,
      scaling: undefined,
    }));
    const specs = roles.map(({ type }, index) => ({ type, pod_count: index % 2 === 0 ? 1 : 9e15 }));
    for (const decision of [
      decideToken(named, 60),
      decideTerminal(named, 'p', false),
      change({ ...target, tasks: roles }, { task_specs: specs, accessibility: 'PUBLIC' }),
    ]) {
      const lines = linesOf(decision);
      expect(lines.length).toBeLessThanOrEqual(4);
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(MAX_QUESTION_LINE);
      expect(lines.at(-1)).toMatch(/dlc1 "A+…A+"/);
    }
  });

  it('and what is left out is counted', () => {
    const text = questionText(
      {
        consequence: [asIs('Lost.')],
        identity: asIs('dlc1'),
        details: Array.from({ length: 100 }, () => asIs('x'.repeat(200))),
      },
      'en',
    );
    expect([...text].length).toBeLessThanOrEqual(MAX_QUESTION);
    expect(text).toMatch(/\nNot shown: 9\d more lines\.$/);
    expect(questionText({ consequence: [asIs('Lost.')], identity: asIs('dlc1'), details: [asIs('y')] }, 'en')).toBe(
      'Lost.\ndlc1\ny',
    );
  });
});

describe('a value that is cut', () => {
  it('keeps its beginning and its end, and is one line without what nobody sees', () => {
    expect(brief('short', 10)).toBe('short');
    expect(brief(`registry.example.com/${'x'.repeat(300)}:v1.2`, 30)).toMatch(/^registry\.example\.c.*…x+:v1\.2$/);
    expect(brief('a\u202eb\nc\t\u200bd', 20)).toBe('a b c d');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, max) => {
        expect([...brief(text, max)].length).toBeLessThanOrEqual(max);
        expect(brief(text, max)).not.toMatch(/\p{Surrogate}/u);
      }),
    );
    expect(briefNames(['a', 'b', 'c'], 2, 9)).toEqual({ en: 'a, b and 1 more', zh: 'a、b 等 3 项' });
    expect(briefNames(['a', 'b'], 2, 9)).toEqual({ en: 'a, b', zh: 'a、b' });
  });
});
