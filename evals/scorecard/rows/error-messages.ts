import { errorOf } from '../../../tests/e2e/session.ts';
import { createRandom, type Random } from '../../../tests/shaping/corpus/random.ts';
import { type Args, openGround, soundCalls } from '../calls.ts';
import { many, type Row, startedMain } from '../row.ts';

const KINDS = [
  'invalid_input',
  'refused',
  'confirmation_required',
  'confirmation_unavailable',
  'declined',
  'not_found',
  'permission_denied',
  'credentials',
  'throttled',
  'unavailable',
  'unknown_outcome',
];
const MOST_BYTES = 8000;
/** What no person and no model can do anything with. */
const INNARDS =
  /\bat [\w.<>]+ \(|node_modules|file:\/\/|\.ts:\d+|\[object Object\]|undefined is not|Cannot read prop|ZodError|\bNaN\b/;

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  '',
  ' ',
  'x',
  'x'.repeat(10_000),
  [],
  [[]],
  {},
  { a: 1 },
  '\u202e',
  '[1,',
  '{"a":',
  'Running ',
  'dlc',
  '2026-13-45',
];

/** A sound call with one member changed, taken away, misspelt or added. */
function wrong(args: Args, names: readonly string[], r: Random): Args {
  const key = r.pick(names);
  switch (r.int(0, 3)) {
    case 0: {
      const { [key]: _, ...rest } = args;
      return rest;
    }
    case 1:
      return { ...args, [`${key}${r.pick(['s', '_', 'X'])}`]: args[key] ?? 'x' };
    case 2:
      return { ...args, [r.pick(['Force', 'job-id', 'jobId', 'x'.repeat(9000), '\u0000'])]: r.pick(ODD) };
    default:
      return { ...args, [key]: r.pick(ODD) };
  }
}

/** What a cloud can say of a call. */
const AT_ONCE = ['Forbidden.RAM', 'InvalidParameter', 'JobNotFound', 'InvalidAccessKeyId.NotFound'];
const FAULTS = [...AT_ONCE, 'Throttling.User', 'ServiceUnavailable', 'InternalError', 'SignatureDoesNotMatch'];

/** What is wrong with an error as a model gets it. */
function faultsOf(text: string, kind: unknown): string[] {
  return [
    ...(KINDS.includes(String(kind)) ? [] : [`kind ${kind}`]),
    ...(/^\[\w+\] \S.+[.?!)]$/.test(text.split('\n', 1)[0] ?? '') ? [] : ['no first sentence']),
    ...(/^Fix: \S.+/m.test(text) ? [] : ['no Fix']),
    ...(Buffer.byteLength(text) <= MOST_BYTES ? [] : [`${Buffer.byteLength(text)} bytes`]),
    ...(INNARDS.test(text) ? ['innards'] : []),
  ];
}

export const errorMessages: Row = {
  name: 'error messages',
  tries:
    'wrong calls of every tool and failures of the cloud: every error has a kind, a sentence, a fix and an end, and shows nothing of the inside',
  goal: '0 without a repair',
  beyond: 'whether a fix is the best one; that is judged by people',
  async run(ask) {
    const r = createRandom(ask.seed);
    const ground = await openGround(startedMain(ask));
    const missed: string[] = [];
    let tried = 0;
    try {
      const session = await ground.serve({ env: { PAI_DLC_MCP_READ_BACK_MS: '0', PAI_DLC_MCP_CREATE_SEARCH_MS: '0' } });
      const { tools } = await session.client.listTools();
      const sound = soundCalls(ground.named);
      const judge = async (name: string, args: Args, what: string): Promise<void> => {
        const answer = await session.call(name, args);
        if (!answer.isError) return;
        tried += 1;
        const said = faultsOf(answer.text, errorOf(answer).kind);
        if (said.length > 0) missed.push(`${name} ${what}: ${said.join(', ')}: ${answer.text.slice(0, 200)}`);
      };
      for (const { name, inputSchema } of tools) {
        const names = Object.keys(inputSchema.properties ?? {});
        for (let n = 0; n < many(ask, 2, 200); n++) {
          const odd = wrong(sound[name] ?? {}, names, r);
          // A wait without an end of its own takes the longest there is.
          const args = name === 'wait_for_job' ? { timeout_seconds: 1, ...odd } : odd;
          await judge(name, args, JSON.stringify(args).slice(0, 120));
        }
      }
      // What may pass is tried again before it is told: all tools wait at the same time.
      for (const code of ask.short ? AT_ONCE.slice(0, 2) : FAULTS) {
        ground.cloud.faults.add({
          action: '*',
          times: 'always',
          stage: 'before_commit',
          effect: { kind: 'error', code },
        });
        await Promise.all(tools.map(({ name }) => judge(name, sound[name] ?? {}, code)));
        ground.cloud.faults.clear();
      }
      return { tried, missed };
    } finally {
      await ground.close();
    }
  },
  broken: { file: 'src/server/results.ts', find: '`Fix: ', replace: '`Hint: ' },
};
