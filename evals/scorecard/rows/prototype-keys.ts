import { startWire, YES } from '../../../tests/confirm/wire.ts';
import { writes } from '../../../tests/e2e/rules/bench.ts';
import { errorOf, type Session, serverEnv } from '../../../tests/e2e/session.ts';
import { createRandom } from '../../../tests/shaping/corpus/random.ts';
import { type Args, openGround, soundCalls } from '../calls.ts';
import { many, type Row, startedMain } from '../row.ts';

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

/** As JSON has it: the key is a member of its own. */
const withKey = (object: object, key: string, value: unknown): Args =>
  JSON.parse(
    `{${[...Object.entries(object), [key, value]].map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each)}`).join()}}`,
  );

/** A yes that is none: under a name that every object has. */
async function falseYes(
  main: string | undefined,
  ground: Awaited<ReturnType<typeof openGround>>,
  keys: readonly string[],
): Promise<string[]> {
  const missed: string[] = [];
  const job_id = await ground.job();
  for (const key of keys) {
    const wire = await startWire({
      era: 'modern',
      env: serverEnv(ground.cloud),
      ...(main === undefined ? {} : { main }),
    });
    const call = { name: 'stop_job', arguments: { job_id } };
    const question = await wire.ask(call);
    ground.cloud.clearRequests();
    const params = withKey({ ...call, requestState: question.state }, 'inputResponses', withKey({}, key, YES));
    await wire.call(params).catch(() => undefined);
    await wire.call({ ...call, inputResponses: withKey({}, key, YES) }).catch(() => undefined);
    await wire.call({ ...call, arguments: withKey(call.arguments, key, { confirm: true }) }).catch(() => undefined);
    if (writes(ground.cloud).length > 0) missed.push(`a yes under "${key}" counts`);
    await wire.close();
  }
  return missed;
}

async function inArguments(
  session: Session,
  ground: Awaited<ReturnType<typeof openGround>>,
  rounds: number,
  seed: number,
) {
  const r = createRandom(seed);
  const missed: string[] = [];
  let tried = 0;
  for (const [name, args] of Object.entries(soundCalls(ground.named)))
    for (let n = 0; n < rounds; n++) {
      const key = r.pick(KEYS);
      const value = r.pick<unknown>([true, 'x', null, {}, { job_id: ground.jobId, confirm: true }, []]);
      const answer = await session.call(name, withKey(args, key, value));
      tried += 1;
      // The protocol library takes this one out before anybody sees it.
      if (key === '__proto__' && errorOf(answer).kind !== 'internal') continue;
      if (errorOf(answer).kind !== 'invalid_input')
        missed.push(`${name} takes a parameter "${key}": ${answer.text.slice(0, 100)}`);
    }
  return { tried, missed };
}

export const prototypeKeys: Row = {
  name: 'prototype keys',
  tries:
    'names that every object has (`__proto__`, `constructor`, ...) as parameters and in place of a yes: refused or without effect, and no yes',
  goal: '0 accepted, 0 writes',
  beyond: 'names like these as environment variables or tags: they are values of yours and go to the cloud as they are',
  async run(ask) {
    const ground = await openGround(startedMain(ask));
    try {
      const session = await ground.serve();
      ground.cloud.clearRequests();
      const { tried, missed } = await inArguments(session, ground, many(ask, 2, 60), ask.seed);
      const written = missed.length > 0 ? writes(ground.cloud).map(({ action }) => `${action} was sent`) : [];
      const keys = KEYS.slice(0, many(ask, 2, KEYS.length));
      const yes = await falseYes(startedMain(ask), ground, keys);
      const after = await session.call('get_job', { job_id: ground.jobId });
      return {
        tried: tried + keys.length * 3,
        missed: [...missed, ...written, ...yes, ...(after.isError ? ['a sound call fails afterwards'] : [])],
      };
    } finally {
      await ground.close();
    }
  },
  broken: {
    file: 'src/server/advertise.ts',
    find: 'const schema = z.strictObject({',
    replace: 'const schema = z.looseObject({',
  },
};
