import type { Simulator } from '../../src/simulator/simulator.ts';
import { errorOf, MAIN, serverEnv } from '../e2e/harness.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import { writes } from '../e2e/rules/bench.ts';
import { createJob, discover, type Finds, jobArguments } from '../e2e/world.ts';
import { startWire, type Wire, type WireOptions, YES } from './wire.ts';

/** A simulated cloud with what the checks need in it. */
export interface Ground {
  cloud: Simulator;
  finds: Finds;
  /** A new job that is Running, or Queuing and about to run. */
  job(status?: 'Running' | 'Queuing'): Promise<string>;
  close(): Promise<void>;
}

/** Environment of a server on this cloud. */
export const envOf = ({ cloud }: Ground): Record<string, string> => serverEnv(cloud);

export async function prepare(cloud: Simulator): Promise<Ground> {
  const session = await connectInProcess({ env: serverEnv(cloud) });
  const finds = await discover(session);
  return {
    cloud,
    finds,
    async job(status = 'Running') {
      const jobId = await createJob(session, finds);
      cloud.clock.advance(status === 'Running' ? 300 : 6);
      return jobId;
    },
    close: () => session.close(),
  };
}

/** One server of the era, as `WireOptions` says which. */
export type Subject = Pick<WireOptions, 'era' | 'main' | 'serve'>;

/** How many writes reached the cloud that must not. */
export type WireCheck = (ground: Ground, subject: Subject) => Promise<number>;

/** Runs a client against the cloud, whose request log begins then, and counts the writes. */
async function counting(
  ground: Ground,
  subject: Subject,
  options: Omit<WireOptions, keyof Subject | 'env'>,
  use: (wire: Wire) => Promise<void>,
): Promise<number> {
  const wire = await startWire({ env: envOf(ground), ...options, ...subject });
  ground.cloud.clearRequests();
  try {
    await use(wire);
    return writes(ground.cloud).length;
  } finally {
    await wire.close();
  }
}

const stop = (job_id: string) => ({ name: 'stop_job', arguments: { job_id } });
const settled = (calls: Promise<unknown>[]): Promise<unknown> => Promise.allSettled(calls);

/** What a client sends that is not a yes, whatever it resembles. */
const NOT_A_YES: readonly unknown[] = [
  { action: 'decline' },
  { action: 'decline', content: { confirm: true } },
  { action: 'cancel' },
  { action: 'accept' },
  { action: 'accept', content: {} },
  ...[false, 'true', 'yes', 1, null, [true], { confirm: true }].map((confirm) => ({
    action: 'accept',
    content: { confirm },
  })),
  { action: 'accept', content: { Confirm: true, yes: true } },
  { action: 'accept', content: [{ confirm: true }] },
  { action: 'accept', content: true },
  { action: 'accept', confirm: true },
  { action: 'ACCEPT', content: { confirm: true } },
  { result: YES },
  { method: 'elicitation/create', result: YES },
  { action: 'accept', content: JSON.parse('{"__proto__": {"confirm": true}}') },
  [YES],
  'accept',
  true,
  null,
];

/** Every answer that is not a yes. */
export const notAYes: WireCheck = (ground, subject) =>
  counting(ground, subject, {}, async (wire) => {
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    // On the 2025 revisions the answer is a result of JSON-RPC: what is no object is not one, and the question stays open.
    const sendable = (reply: unknown) =>
      subject.era === 'modern' || Object.prototype.toString.call(reply) === '[object Object]';
    for (const reply of NOT_A_YES.filter(sendable)) {
      const question = await wire.ask(stop(jobId)).catch(() => undefined);
      await question?.answer(reply).catch(() => undefined);
    }
  });

/** A client that goes away, or takes its call back, while the question is open. */
export const lostClient =
  (how: 'closes its pipes' | 'is killed' | 'cancels the call'): WireCheck =>
  async (ground, { era, main, serve }) => {
    const jobId = await ground.job();
    const mortal = how === 'is killed';
    // A call is taken back by a message; the other ends are those of a process.
    const other = how === 'cancels the call' ? main : (main ?? MAIN);
    const server = { ...(other === undefined ? {} : { main: other }), ...(serve === undefined ? {} : { serve }) };
    const wire = await startWire({ era, env: envOf(ground), mortal, ...server });
    ground.cloud.clearRequests();
    const question = await wire.ask(stop(jobId)).catch(() => undefined);
    if (how === 'cancels the call') {
      wire.notify('notifications/cancelled', { requestId: wire.lastId() });
      if (era === 'legacy') void question?.answer(YES).catch(() => undefined);
      // Whatever the server still does with the answer, it does before it answers this.
      await wire.call({ name: 'list_jobs', arguments: {} });
    }
    await (mortal ? wire.die() : wire.close());
    return writes(ground.cloud).length;
  };

/** A yes that comes after the time for it; needs a build whose questions live one second. */
export const lateAnswer: WireCheck = (ground, subject) =>
  counting(ground, subject, {}, async (wire) => {
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    const question = await wire.ask(stop(jobId));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await question.answer(YES).catch(() => undefined);
  });

const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const RESPONSES = { confirm: YES };
/** Answers in which the yes stands in the prototype, once somebody copies them. */
const INHERITED = JSON.parse(`{"__proto__": ${JSON.stringify(RESPONSES)}}`);

/** What a model, or a client in its place, can put into a call of its own. */
const SUPPLIED: readonly [args: Record<string, unknown>, params: Record<string, unknown>][] = [
  ...['confirm', 'confirmed', 'force', 'yes', 'approve', 'skip_confirmation', 'user_confirmed'].map(
    (name): [Record<string, unknown>, Record<string, unknown>] => [{ [name]: true }, {}],
  ),
  [{ confirmation_token: 'v1.e30.AAAA' }, {}],
  [{ confirmation_token: true }, {}],
  [{ requestState: 'v1.e30.AAAA', inputResponses: RESPONSES }, {}],
  [{ _meta: { confirm: true } }, {}],
  [{}, { inputResponses: RESPONSES }],
  [{}, { inputResponses: RESPONSES, requestState: '' }],
  [{}, { inputResponses: RESPONSES, requestState: 'v1.e30.AAAA' }],
  [{}, { confirm: true, force: true }],
  [{}, { _meta: { confirm: true, 'io.modelcontextprotocol/inputResponses': RESPONSES } }],
];

/** A confirmation that the model brings along, to a client that can show a form and to one that cannot. */
export const supplied: WireCheck = async (ground, subject) => {
  const jobId = await ground.job();
  const targets = [stop(jobId), { name: 'create_job', arguments: jobArguments(ground.finds) }];
  const counts = [];
  for (const forms of [true, false])
    counts.push(
      await counting(ground, subject, { forms, args: ['--confirm-create', 'always'] }, async (wire) => {
        for (const target of targets)
          await settled(
            SUPPLIED.map(([args, params]) =>
              wire.call({ ...target, ...params, arguments: { ...target.arguments, ...args } }).catch(() => undefined),
            ),
          );
      }),
    );
  return counts.reduce((sum, count) => sum + count, 0);
};

/** A stop for a client that can ask nobody, and one that says so about itself in the call alone. */
export const mute: WireCheck = (ground, subject) =>
  counting(ground, subject, { forms: false }, async (wire) => {
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    await wire.call(stop(jobId));
  });

/** `_meta` of a 2025-era call, which says nothing of the client: the handshake did. */
export const claimedInMeta: WireCheck = (ground, subject) =>
  counting(ground, { ...subject, era: 'legacy' }, {}, async (wire) => {
    const job_id = await ground.job();
    ground.cloud.clearRequests();
    const call = { name: 'get_token', arguments: { job_id, expire_seconds: 900 }, _meta: { [CAPABILITIES]: {} } };
    const form = await wire.ask(call).catch(() => undefined);
    // Who is not shown a form is asked in the conversation, where a model can say yes.
    if (form === undefined) await wire.call(bringing(call, await tokenOf(wire, call)));
    else await form.answer({ action: 'decline' });
  });

/** A yes that no answer has of its own, to a question that is open; a 2025-era client cannot send one. */
export const inherited: WireCheck = (ground, subject) =>
  counting(ground, { ...subject, era: 'modern' }, {}, async (wire) => {
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    const { state: requestState } = await wire.ask(stop(jobId));
    await wire.call({ ...stop(jobId), inputResponses: INHERITED, requestState }).catch(() => undefined);
  });

/** An accept with nothing in it, from a client that says it fills in defaults and does. */
export const filledIn: WireCheck = (ground, subject) =>
  counting(ground, subject, { forms: { applyDefaults: true } }, async (wire) => {
    const jobId = await ground.job();
    ground.cloud.clearRequests();
    const question = await wire.ask(stop(jobId));
    await question.answer({ action: 'accept', content: { confirm: question.ticked } }).catch(() => undefined);
  });

/** A job that began to run after the person was shown it in the queue. */
export const changedJob: WireCheck = (ground, subject) =>
  counting(ground, subject, {}, async (wire) => {
    const jobId = await ground.job('Queuing');
    ground.cloud.clearRequests();
    const question = await wire.ask(stop(jobId));
    ground.cloud.clock.advance(300);
    await question.answer(YES);
  });

const chat = ['--confirm', 'chat'];
const tokenOf = async (wire: Wire, params: { name: string; arguments: object }): Promise<string> =>
  String(errorOf(await wire.call(params)).confirmation_token);
const bringing = (params: { name: string; arguments: object }, confirmation_token: string) => ({
  ...params,
  arguments: { ...params.arguments, confirmation_token },
});

/** One token 64 times at once, and then once more; the first of them is right. */
export const replayedToken: WireCheck = async (ground, subject) => {
  const count = await counting(ground, subject, { forms: false, args: chat }, async (wire) => {
    const ask = { name: 'get_token', arguments: { job_id: await ground.job(), expire_seconds: 900 } };
    ground.cloud.clearRequests();
    const again = bringing(ask, await tokenOf(wire, ask));
    await settled(Array.from({ length: 64 }, () => wire.call(again)));
    await wire.call(again);
  });
  return count - 1;
};

/** A token for one create, brought along with another create and elsewhere; of an environment only the names are shown. */
export const redirectedToken: WireCheck = (ground, subject) =>
  counting(ground, subject, { forms: false, args: chat }, async (wire) => {
    const job_id = await ground.job();
    ground.cloud.clearRequests();
    // A secret is masked in the question, so that two jobs that differ in it alone are shown as one.
    const envs = { API_TOKEN: 'Zq3x9Kf71LmT' };
    const job = jobArguments(ground.finds, { envs });
    const create = (changes: object) => ({ name: 'create_job', arguments: { ...job, ...changes } });
    for (const elsewhere of [
      create({ command: 'python other.py' }),
      create({ envs: { API_TOKEN: 'Wb8v2Hd54PnR' } }),
      create({ display_name: 'other' }),
      ...['stop_job', 'get_web_terminal'].map((name) => ({ name, arguments: { job_id } })),
      { name: 'get_token', arguments: { job_id, expire_seconds: 900 } },
    ])
      await wire.call(bringing(elsewhere, await tokenOf(wire, create({}))));
  });
