import { readFileSync } from 'node:fs';
import type { FaultKind } from '../../../src/domain/fault.ts';
import { errorText, toFaultDetails } from '../../../src/server/results.ts';
import type { FaultRule } from '../../../src/simulator/faults/rule.ts';
import { errorOf } from '../../e2e/session.ts';
import { createJob, jobArguments } from '../../e2e/world.ts';
import type { Cast, Stage } from './cast.ts';

type Scene = (stage: Stage) => Promise<string>;

const NOBODY = 'dlc0000000000000';
const NAME = 'llm-sft';

/** A job of its own for a scene; it runs. */
async function running({ cast, finds, cloud }: Stage, name: string): Promise<string> {
  const two = { type: 'Worker', pod_count: 2, image: finds.image, ecs_spec: finds.ecs_spec };
  const jobId = await createJob(cast.asked, finds, { display_name: `${NAME}-${name}`, task_specs: [two] });
  cloud.clock.advance(300);
  return jobId;
}

/** The question that a call puts to the person, who says no. */
async function question({ cast }: Stage, tool: string, args: Record<string, unknown>): Promise<string> {
  const before = cast.asked.asked.length;
  cast.answers.next = 'decline';
  await cast.asked.call(tool, args);
  if (cast.asked.asked.length !== before + 1) throw new Error(`${tool} asked nothing`);
  return cast.asked.asked.at(-1) ?? '';
}

/** The line that a stop leaves in the audit log. */
async function auditLine(stage: Stage, phase: string): Promise<string> {
  await stage.cast.asked.call('stop_job', { job_id: await running(stage, `audit-${phase}`) });
  const lines = readFileSync(stage.auditLog, 'utf8').trim().split('\n');
  return lines.filter((line) => line.includes('"stop_job"') && line.includes(`"phase":"${phase}"`)).at(-1) ?? '';
}

/** The wording of one fault of the cloud. */
async function failing(
  { cloud, cast }: Stage,
  rule: FaultRule,
  act: (session: Cast['asked']) => Promise<{ text: string }>,
): Promise<string> {
  cloud.faults.add(rule);
  try {
    return (await act(cast.asked)).text;
  } finally {
    cloud.faults.clear();
  }
}

/** Arguments of a create of its own for a scene. */
const job = ({ finds }: Stage, name: string, changes: Record<string, unknown> = {}): Record<string, unknown> =>
  jobArguments(finds, { display_name: `${NAME}-${name}`, ...changes });

/** One of each kind of error, as the server words it. */
export const KINDS: Readonly<Record<FaultKind, Scene>> = {
  invalid_input: async (stage) =>
    (await stage.cast.asked.call('create_job', job(stage, 'type', { job_type: 'pytorch' }))).text,
  refused: async ({ cloud, cast }) => {
    const over = cloud.jobs().find(({ status }) => status === 'Failed');
    return (await cast.asked.call('stop_job', { job_id: over?.id })).text;
  },
  confirmation_required: async (stage) =>
    (await stage.cast.chat.call('stop_job', { job_id: await running(stage, 'chat') })).text,
  confirmation_unavailable: async (stage) =>
    (await stage.cast.mute.call('stop_job', { job_id: await running(stage, 'mute') })).text,
  declined: async (stage) => {
    const job_id = await running(stage, 'declined');
    stage.cast.answers.next = 'decline';
    return (await stage.cast.asked.call('stop_job', { job_id })).text;
  },
  not_found: async ({ cast }) => (await cast.asked.call('get_job', { job_id: NOBODY })).text,
  permission_denied: async ({ cloud, cast }) => {
    cloud.permissions.set('dev-user', { allow: ['paidlc:Get*'] });
    try {
      return (await cast.asked.call('list_jobs')).text;
    } finally {
      cloud.permissions.clear();
    }
  },
  credentials: async ({ cast }) => (await cast.stranger.call('list_jobs')).text,
  throttled: (stage) =>
    failing(
      stage,
      {
        action: 'ListJobs',
        stage: 'before_commit',
        times: 'always',
        effect: { kind: 'error', code: 'Throttling.User', retryAfterMs: 60_000 },
      },
      (session) => session.call('list_jobs'),
    ),
  unavailable: (stage) =>
    failing(
      stage,
      {
        action: 'ListJobs',
        stage: 'before_commit',
        times: 'always',
        effect: { kind: 'error', code: 'ServiceUnavailable' },
      },
      (session) => session.call('list_jobs'),
    ),
  unknown_outcome: (stage) =>
    failing(stage, { action: 'CreateJob', stage: 'before_commit', effect: { kind: 'reset' } }, (session) =>
      session.call('create_job', job(stage, 'lost')),
    ),
  internal: async () => errorText(toFaultDetails(new Error('a bug'), { info() {}, error() {} } as never)),
};

/** What else the guides quote. */
export const MORE: Readonly<Record<string, Scene>> = {
  stop_question: async (stage) => question(stage, 'stop_job', { job_id: await running(stage, 'stop') }),
  create_question: async (stage) => question(stage, 'create_job', job(stage, 'new')),
  token_question: async (stage) =>
    question(stage, 'get_token', { job_id: await running(stage, 'token'), expire_seconds: 3600 }),
  create_question_zh: async (stage) => {
    const { workspace_id: _locked, ...rest } = job(stage, 'new');
    return String(errorOf(await stage.cast.locked.call('create_job', rest)).question);
  },
  terminal_question: async (stage) => question(stage, 'get_web_terminal', { job_id: await running(stage, 'terminal') }),
  update_question: async (stage) =>
    question(stage, 'update_job', { job_id: await running(stage, 'update'), accessibility: 'PUBLIC' }),
  locked_refused: async ({ cast }) => (await cast.locked.call('list_jobs', { workspace_id: '999999' })).text,
  ceiling_refused: async (stage) => {
    const { workspace_id: _locked, task_specs, ...rest } = job(stage, 'large');
    const tasks = (task_specs as Record<string, unknown>[]).map((task) => ({ ...task, pod_count: 4 }));
    return (await stage.cast.locked.call('create_job', { ...rest, task_specs: tasks })).text;
  },
  image_refused: async (stage) => {
    const [spec] = job(stage, 'image').task_specs as Record<string, unknown>[];
    const image = 'docker.io/library/python:3.12';
    return (await stage.cast.asked.call('create_job', job(stage, 'image', { task_specs: [{ ...spec, image }] }))).text;
  },
  twin_refused: async (stage) => {
    const twin = job(stage, 'twin');
    await stage.cast.asked.call('create_job', twin);
    return (await stage.cast.asked.call('create_job', twin)).text;
  },
  user_agent: async ({ cloud, cast }) => {
    await cast.asked.call('list_workspaces', {});
    const sent = cloud.requests().at(-1)?.userAgent ?? '';
    return sent.slice(sent.indexOf('pai-dlc-mcp/'));
  },
  audit_intent: (stage) => auditLine(stage, 'intent'),
  audit_line: (stage) => auditLine(stage, 'outcome'),
};
