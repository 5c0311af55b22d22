import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { connect, frozenCloud, type Person, type Session, serverEnv } from '../../e2e/harness.ts';
import { connectInProcess } from '../../e2e/in-process.ts';
import { discover, type Finds } from '../../e2e/world.ts';

/** Servers of one cloud, by who sits in front of them. */
export interface Cast {
  /** A client that can ask; its person says yes, or once what `answers.next` holds. */
  asked: Session;
  answers: { next: 'accept' | 'decline' };
  /** A client that cannot ask. */
  mute: Session;
  /** The same, and the operator started the server with `--confirm chat`. */
  chat: Session;
  /** The same, with a locked scope, a ceiling, and questions in Chinese. */
  locked: Session;
  /** A server without credentials. */
  stranger: Session;
}

/** What a scene is played with: a frozen cloud, and servers with different operators and clients. */
export interface Stage {
  cloud: Simulator;
  cast: Cast;
  finds: Finds;
  auditLog: string;
}

/** Sets the stage; the second member takes it down. */
export async function setStage(): Promise<[Stage, () => Promise<void>]> {
  const cloud = await frozenCloud();
  const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-said-'));
  const auditLog = join(folder, 'audit.jsonl');
  const answers: Cast['answers'] = { next: 'accept' };
  const person: Person = () => {
    const action = answers.next;
    answers.next = 'accept';
    return { action, content: { confirm: true } };
  };
  const env = serverEnv(cloud, {
    PAI_DLC_MCP_TOOLSETS: '',
    PAI_DLC_MCP_CREATE_SEARCH_MS: '0',
    PAI_DLC_MCP_READ_BACK_MS: '0',
  });
  const server = (...args: string[]): Promise<Session> => connectInProcess({ args, env });
  const scope = ['--workspace-id', cloud.world.defaultWorkspaceId];
  const nothing = { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' };
  const [asked, mute, chat, locked, stranger] = await Promise.all([
    // Most is said by a process of its own; the bundle alone knows its version.
    connect({ args: ['--audit-log', auditLog, '--toolsets', 'core,access'], env, person }),
    server(),
    server('--confirm', 'chat'),
    server('--lock-scope', ...scope, '--max-gpus', '8', '--language', 'zh', '--confirm-create', 'auto'),
    // Without credentials the library looks for some in the environment of its process.
    connect({ env: { ...env, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...nothing } }),
  ]);
  const sessions = [asked, mute, chat, locked, stranger];
  const stage: Stage = {
    cloud,
    cast: { asked, answers, mute, chat, locked, stranger },
    finds: await discover(asked),
    auditLog,
  };
  return [
    stage,
    async () => {
      for (const session of sessions) await session.close();
      await cloud.close();
      rmSync(folder, { recursive: true });
    },
  ];
}
