import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Passing } from '../../src/cli/init/host.ts';
import { allTools } from '../../src/tools/all.ts';
import { sum } from '../shared/sizes.ts';
import type { Call } from './calls.ts';
import { isNamed, type OfferedTool } from './model/dialect.ts';
import type { Step } from './model/script.ts';
import { lostParts, type Part } from './parts.ts';
import { longestResults, type Ready, runHost, type Session } from './session.ts';
import { type Asked, tapBefore, type Wire } from './tap.ts';

export const MODES = ['text', 'structured'] as const;
export type Mode = (typeof MODES)[number];

/** One answer as a model received it. */
export interface Received {
  tool: string;
  /** Bytes of text; none where the host never made the call. */
  bytes: number | undefined;
  lost: readonly Part[];
}

/** What a model received in one session of a host. */
export interface Measured {
  mode: Mode;
  /** Definitions of our tools in the first request with tools: paid in every request. */
  listBytes: number;
  /** Tools of ours in it, and all that the server has. A host that lists none lets the model search for them. */
  listed: number;
  tools: number;
  /** Bytes of our tools on the wire between server and host. */
  sentListBytes: number;
  /** Lines of the server's instructions, and how many of them are somewhere in that request. */
  instructions: { bytes: number; lines: number; received: number };
  answers: readonly Received[];
  protocol: string;
  declaresForms: boolean;
  asked: readonly Asked[];
  environment: Environment;
}

/** Which variables of the host's own environment reached the server. */
export interface Environment {
  /** The credentials, with whatever `init` wrote into the entry for them. */
  credentials: boolean;
  /** Those that nothing names, as `init` knows hosts by it. */
  inherits: Passing['inherits'];
}

/**
 * Variables of the shell that a host and `init` are started from. The last two stand for any of a user's own: one with an
 * ordinary name, one like a key's.
 */
const GIVEN = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'x',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x',
  TRIED_SETTING: 'x',
  TRIED_SECRET_KEY: 'x',
};

/** @param reached names of the variables that the server found */
export const environmentOf = (reached: readonly string[]): Environment => {
  const has = (name: keyof typeof GIVEN): boolean => reached.includes(name);
  return {
    credentials: has('ALIBABA_CLOUD_ACCESS_KEY_ID') && has('ALIBABA_CLOUD_ACCESS_KEY_SECRET'),
    inherits: has('TRIED_SECRET_KEY') ? 'all' : has('TRIED_SETTING') ? 'not-keys' : 'few',
  };
};

const isOurs = ({ name }: OfferedTool): boolean => allTools.some((tool) => isNamed(name, tool.name));

/** Every string in a value, however deep. */
const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];

/** How much of the server's instructions stands in a request, wherever the host puts them. */
function instructionsIn(instructions: string, body: unknown): Measured['instructions'] {
  const said = stringsIn(body).join('\n');
  const lines = instructions.split('\n').filter((line) => line !== '');
  return {
    bytes: Buffer.byteLength(instructions),
    lines: lines.length,
    received: lines.filter((line) => said.includes(line)).length,
  };
}

/** What a session shows of a model's side. */
export function measuredOf(
  mode: Mode,
  calls: readonly Call[],
  { session, wire }: { session: Pick<Session, 'heard' | 'made'>; wire: Wire },
): Measured {
  const { heard, made } = session;
  const first = heard.find(({ prompt }) => prompt.tools.length > 0);
  const ours = first?.prompt.tools.filter(isOurs) ?? [];
  const results = longestResults(heard);
  return {
    mode,
    listBytes: sum(ours.map(({ bytes }) => bytes)),
    listed: ours.length,
    tools: wire.tools,
    sentListBytes: wire.listBytes,
    instructions: instructionsIn(wire.instructions, first?.body),
    answers: calls.map(({ tool, fact }, step) => {
      const received = results[made.findIndex((each) => each.step === step)];
      if (received === undefined) return { tool, bytes: undefined, lost: [] };
      return {
        tool,
        bytes: Buffer.byteLength(received),
        lost: lostParts(wire.answers.get(tool) ?? '', received, fact),
      };
    }),
    protocol: wire.protocol,
    declaresForms: wire.declaresForms,
    asked: wire.asked,
    environment: environmentOf(wire.environment),
  };
}

/** A session of a host that has the server as for the real cloud, on the simulator in its place. */
export interface Tried {
  session: Session;
  wire: Wire;
}

/**
 * Runs a host once with a tap before the server, which adds what makes the server a simulated one: `init` and the host
 * treat it as one that needs credentials.
 * @param settings of the server that `init` gets
 */
async function tryOnce(
  host: Ready,
  script: readonly Step[],
  main: string,
  settings: readonly string[],
): Promise<Tried> {
  const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-tap-'));
  try {
    const tap = tapBefore(main, folder, ['--simulate']);
    const session = await runHost(host, { script, main: tap.main, settings, env: GIVEN });
    return { session, wire: tap.read() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A host may ask the model before a server on a busy machine is there. */
const TRIES = 3;

/**
 * Runs a host until its model was offered the tools of a script, a few times at most; see `tryOnce`.
 * @throws where it never was
 */
export async function tryHost(
  host: Ready,
  script: readonly Step[],
  main: string,
  settings: readonly string[] = [],
): Promise<Tried> {
  for (let left = TRIES; ; left -= 1) {
    const tried = await tryOnce(host, script, main, settings);
    const { made, missing, code, output } = tried.session;
    if (made.length > 0 && missing.length === 0) return tried;
    if (left > 1) continue;
    const lacks = missing.length > 0 ? `offered the model no ${missing.join(', ')}` : 'made no request with tools';
    throw new Error(`It ${lacks}, ended with ${code} and said:\n${output}`);
  }
}
