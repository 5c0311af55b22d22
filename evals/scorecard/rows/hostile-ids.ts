import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, errorOf, serverEnv, yes } from '../../../tests/e2e/harness.ts';
import type { Named } from '../../../tests/e2e/world.ts';
import { VIEWER_NAMES } from '../../../tests/named.ts';
import { createRandom, type Random } from '../../../tests/shaping/corpus/random.ts';
import { soundCalls } from '../calls.ts';
import { many, type Row } from '../row.ts';

/** Loaded before the server: writes down every connection that is begun, and begins none. */
const NO_SOCKETS = `
  import net from 'node:net';
  import { appendFileSync } from 'node:fs';
  net.Socket.prototype.connect = function () {
    appendFileSync(process.env.SOCKETS, 'x');
    queueMicrotask(() => this.destroy(Object.assign(new Error('no sockets'), { code: 'ECONNREFUSED' })));
    return this;
  };`;

const NAMED: Named = {
  workspace_id: '123456',
  job_id: 'dlc1xjcumbfm7aai',
  over_job_id: 'dlc1xjcumbfm7aai',
  signal_id: 'oper1',
  pod_id: 'dlc1xjcumbfm7aai-worker-0',
  image_id: 'image-1a',
  image: 'i',
  ecs_spec: 'e',
  dataset_id: 'd-1',
  code_source_id: 'code-1',
  private_code_source_id: 'code-1',
  private_dataset_id: 'd-1',
  private_image_id: 'image-1',
  versioned_dataset_id: 'd-1',
  quota: 'quota1a',
  resource_group: 'rg1a',
  machine_group: 'mg1a',
  node: 'lingj1a',
  ...VIEWER_NAMES,
};
/** Sound ids that no call of a tool has by itself. */
const SOUND: Readonly<Record<string, string>> = {
  pod_uid: '0f8b3a52-7c1e-4a39-9d0c-5b6f1e2d3c4a',
  region: 'cn-hangzhou',
  resource_id: 'quota1a',
  user_id: '1000000000000001',
  workspace_id: NAMED.workspace_id,
};
/** What no id of any kind may be. */
const PIECES = [
  '/',
  '/../',
  '%2e%2e',
  '%2F',
  '?a=b',
  '#',
  '&',
  ';',
  '\\',
  '..',
  '\u202e',
  '\u0000',
  '\n',
  '\t',
  ' a',
  ':',
  '@',
  '*',
  '{}',
  '$(id)',
  '`',
  '\u2044',
  '\uff0f',
  '\u3002',
  '\u200b',
  '\ud800',
  '.example.com',
  '"',
  "'",
  '|',
  '<',
  '+',
  '=',
  ',',
  'é',
  '中',
];
/** White space around a whole id was copied with it, and is taken off. */
const OUTER = PIECES.filter((piece) => piece === piece.trim());
const WHOLE = [
  '.',
  '..',
  '../..',
  '//',
  '%',
  '127.0.0.1',
  'http://x',
  '[::1]',
  'x'.repeat(5000),
  '\u0000',
  'nu\nll',
  '__proto__.x',
  '_/',
];

function hostile(sound: string, r: Random): string {
  if (r.chance(0.2)) return r.pick(WHOLE);
  const at = r.int(0, sound.length - 1);
  const [piece, second] = [r.pick(at === 0 ? OUTER : PIECES), r.chance(0.3) ? r.pick(PIECES) : ''];
  const wrong = sound.slice(0, at) + piece + second + sound.slice(at);
  // What is wrong stays wrong with white space around it.
  return r.chance(0.2) ? `\t${wrong} \n` : wrong;
}

export const hostileIds: Row = {
  name: 'hostile ids and regions',
  tries:
    'ids, regions and workspaces with paths, encodings, separators and hidden characters in every tool: refused before a socket is opened',
  goal: '0 sockets, 0 accepted',
  beyond: 'an id that looks right and is not yours: RAM decides, or --lock-scope',
  async run(ask) {
    const r = createRandom(ask.seed);
    const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-sockets-'));
    const [script, log] = [join(folder, 'no-sockets.mjs'), join(folder, 'sockets')];
    writeFileSync(script, NO_SOCKETS);
    writeFileSync(log, '');
    const sockets = (): number => readFileSync(log, 'utf8').length;
    const missed: string[] = [];
    let tried = 0;
    const session = await connect({
      era: 'modern',
      person: yes,
      main: ask.main,
      env: serverEnv(undefined, {
        NODE_OPTIONS: `--import ${script}`,
        SOCKETS: log,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
        PAI_DLC_MCP_REGION: 'cn-hangzhou',
      }),
    });
    try {
      const calls = soundCalls(NAMED);
      const { tools } = await session.client.listTools();
      for (const { name, inputSchema } of tools) {
        const ids = Object.keys(inputSchema.properties ?? {}).filter((key) => key in SOUND || key.endsWith('_id'));
        for (const key of ids)
          for (let n = 0; n < many(ask, 3, 150); n++) {
            const value = hostile(String(calls[name]?.[key] ?? SOUND[key] ?? key), r);
            const answer = await session.call(name, { ...calls[name], [key]: value });
            tried += 1;
            const { kind } = errorOf(answer);
            // A quota of a create is judged beside what the catalogue says, so it is refused, but not before any read.
            const judged = name === 'create_job' && key === 'resource_id';
            if (!['invalid_input', 'refused'].includes(String(kind)) && !judged)
              missed.push(`${name} ${key}=${JSON.stringify(value.slice(0, 80))}: ${answer.text.slice(0, 120)}`);
            if (judged) writeFileSync(log, '');
            else if (sockets() > 0) {
              missed.push(`${name} ${key}=${JSON.stringify(value.slice(0, 80))}: a socket was opened`);
              writeFileSync(log, '');
            }
          }
      }
      // The counter counts: a sound id does open one.
      await session.call('get_job', { job_id: NAMED.job_id });
      if (sockets() === 0) missed.push('a sound id opens no socket either: nothing was proved');
    } finally {
      await session.close();
      rmSync(folder, { recursive: true });
    }
    return { tried, missed };
  },
  broken: {
    file: 'src/domain/identifiers.ts',
    find: 'USER_ID = formed(/^\\d{1,32}$/',
    replace: 'USER_ID = formed(/^\\d/',
  },
};
