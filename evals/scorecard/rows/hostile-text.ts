import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { JOB_ID } from '../../../tests/e2e/scripted.ts';
import { createRandom, type Random } from '../../../tests/shaping/corpus/random.ts';
import { type HostileCloud, openHostileCloud } from '../hostile-cloud.ts';
import { many, type Row } from '../row.ts';

/** Processor time that a process has taken, in ms: what else the machine does is no part of it. */
export function workOf(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = after.split(' ').slice(11, 13).map(Number);
  return (user + system) * 10;
}

const HEADS = [
  '',
  'password is',
  'token=',
  'HF_TOKEN',
  '"api_key": "',
  'Authorization: Bearer ',
  'https://bob:',
  'mysql -p',
  'wandb login ',
  '-----BEGIN PRIVATE KEY-----',
  'Traceback (most recent call last):',
  'Error: ',
  'step 1 loss ',
  "auth=('",
  '\u001b[',
  'x=',
];
const PIECES = [
  ' ',
  '0',
  'a',
  '\t',
  '=',
  ':',
  '"',
  "'",
  '\\',
  '/',
  '-',
  '_',
  '.',
  ',',
  '(',
  '[',
  '{',
  '@',
  '%3D',
  '\u001b[',
  'a=',
  ' -p',
  ' --x',
  'a:b@',
  '0.1 ',
  '\\"',
  '://',
  'Aa1',
  '==',
  '\u200b',
  '中',
  'e\u0301',
  'password=',
  'token ',
  'Bearer ',
  'File "x", line 1\n',
  '\r',
  'LTAI',
  'eyJ.',
  '<>',
];
const TAILS = ['', '!', '\n', '"', '@', ')', '=x'];

interface Pumped {
  head: string;
  piece: string;
  tail: string;
}
const ofLength = ({ head, piece, tail }: Pumped, length: number): string =>
  head + piece.repeat(Math.ceil(length / piece.length)) + tail;

/** Ways for a text to reach a pattern. */
const WAYS: Readonly<Record<string, (at: HostileCloud, text: string) => Promise<unknown>>> = {
  log: (at, text) => {
    at.says('x', text.split('\n'));
    return at.session.call('get_pod_logs', { job_id: JOB_ID });
  },
  error: (at, text) => {
    at.fails(text);
    return at.session.call('get_job', { job_id: JOB_ID });
  },
  diagnosis: (at, text) => {
    at.says('x', text.split('\n'));
    return at.session.call('diagnose_job', { job_id: JOB_ID });
  },
  job: (at, text) => {
    at.says(text);
    return at.session.call('get_job', { job_id: JOB_ID, detail: true });
  },
};

/** Four times the text may take so much more work; twice that of a linear pattern, half that of a quadratic one. */
const MOST_GROWTH = 8;
/** Far more than any text may take. */
const PATIENCE_MS = 20_000;
/** What is below this is the same at any length: reading, sending, collecting. */
const FLOOR_MS = 40;

const pick = (r: Random): Pumped => ({ head: r.pick(HEADS), piece: r.pick(PIECES), tail: r.pick(TAILS) });

export const hostileText: Row = {
  name: 'hostile text at growing lengths',
  tries:
    'texts made to let patterns backtrack, at growing lengths, as logs, errors, fields and for a diagnosis: the work grows as the text does',
  goal: 'at most 8 times the work for 4 times the text',
  beyond: 'the size of an answer of the cloud as such: --read-timeout-ms bounds how long it may come',
  async run(ask) {
    const r = createRandom(ask.seed);
    const at = await openHostileCloud(ask.main);
    const missed: string[] = [];
    let tried = 0;
    let slowest = 0;
    const lengths = ask.short ? [32_000, 128_000] : [64_000, 256_000, 1_024_000];
    /** Milliseconds of work; infinite where no answer comes. */
    const work = async (way: (at: HostileCloud, text: string) => Promise<unknown>, text: string): Promise<number> => {
      const before = workOf(at.session.pid());
      const frozen = delay(PATIENCE_MS, true, { ref: false });
      if ((await Promise.race([way(at, text), frozen])) === true) return Number.POSITIVE_INFINITY;
      return workOf(at.session.pid()) - before;
    };
    try {
      for (const way of Object.values(WAYS)) await way(at, 'warm');
      const known: Pumped[] = [
        { head: 'password is', piece: ' ', tail: '!' },
        { head: 'token=', piece: '0', tail: '' },
        { head: '', piece: ' ', tail: 'x' },
      ];
      const all = [...known, ...Array.from({ length: many(ask, 4, 100) }, () => pick(r))];
      for (const [n, pumped] of all.entries())
        for (const [name, way] of Object.entries(WAYS).filter(
          (_, index) => !ask.short || (n < known.length && index < 2) || index === n % 4,
        )) {
          tried += 1;
          let last: number | undefined;
          for (const length of lengths) {
            const took = await work(way, ofLength(pumped, length));
            slowest = Math.max(slowest, took);
            if (took === Number.POSITIVE_INFINITY) {
              process.kill(at.session.pid(), 'SIGKILL');
              return {
                tried,
                missed: [...missed, `${name}, ${JSON.stringify(pumped)}: frozen by ${length} characters`],
              };
            }
            if (last !== undefined && took > MOST_GROWTH * Math.max(last, FLOOR_MS)) {
              missed.push(
                `${name}, ${JSON.stringify(pumped)}: ${last} ms of work become ${took} at ${length} characters`,
              );
              break;
            }
            last = took;
          }
        }
      return { tried, missed, detail: `most work ${slowest} ms for ${lengths.at(-1)} characters` };
    } finally {
      await at.close();
    }
  },
  broken: {
    file: 'src/shaping/clean.ts',
    find: "const bare = text.replace(LONE_SURROGATE, '')",
    replace: "const bare = text.replace(/\\s+\\0/g, '').replace(LONE_SURROGATE, '')",
  },
};
