import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '../../src/tools/catalogue.ts';
import { sum } from '../shared/sizes.ts';
import type { Call } from './calls.ts';
import { isNamed, type OfferedTool } from './model/dialect.ts';
import { lostParts, type Part } from './parts.ts';
import { type Ready, runHost, type Session } from './session.ts';
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
  credentials: boolean;
  plain: boolean;
  keyLike: boolean;
}

/** Variables that a host is given. The last two stand for any of a user's own: one with an ordinary name, one like a key's. */
const GIVEN = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'x',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x',
  TRIED_SETTING: 'x',
  TRIED_SECRET_KEY: 'x',
};

const environmentOf = (reached: readonly string[]): Environment => {
  const has = (name: keyof typeof GIVEN): boolean => reached.includes(name);
  return {
    credentials: has('ALIBABA_CLOUD_ACCESS_KEY_ID') && has('ALIBABA_CLOUD_ACCESS_KEY_SECRET'),
    plain: has('TRIED_SETTING'),
    keyLike: has('TRIED_SECRET_KEY'),
  };
};

const isOurs = ({ name }: OfferedTool): boolean => catalogue.some((tool) => isNamed(name, tool.name));

/** Every string in a value, however deep. */
const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];

function instructionsIn(instructions: string, body: unknown): Measured['instructions'] {
  const said = stringsIn(body).join('\n');
  const lines = instructions.split('\n').filter((line) => line !== '');
  return {
    bytes: Buffer.byteLength(instructions),
    lines: lines.length,
    received: lines.filter((line) => said.includes(line)).length,
  };
}

/** What a session shows. */
export function measuredOf(
  mode: Mode,
  calls: readonly Call[],
  { heard, made }: Pick<Session, 'heard' | 'made'>,
  wire: Wire,
): Measured {
  const first = heard.find(({ prompt }) => prompt.tools.length > 0);
  const ours = first?.prompt.tools.filter(isOurs) ?? [];
  const results = heard.reduce<readonly string[]>(
    (longest, { prompt }) => (prompt.results.length > longest.length ? prompt.results : longest),
    [],
  );
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

/**
 * Runs a host once in a mode and reads off what its model received.
 * @param main program of the server
 * @throws where the host made no request with tools
 */
export async function measure(host: Ready, mode: Mode, calls: readonly Call[], main: string): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-tap-'));
  try {
    const tap = tapBefore(main, folder);
    const settings = ['--simulate', '--answers', mode];
    const session = await runHost(host, { script: calls, main: tap.main, settings, env: GIVEN });
    if (!session.heard.some(({ prompt }) => prompt.tools.length > 0))
      throw new Error(`it asked the model for nothing. It ended with ${session.code} and said:\n${session.output}`);
    return measuredOf(mode, calls, session, tap.read());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
