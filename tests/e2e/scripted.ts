import { afterEach } from 'vitest';
import { type Rig, rig, SECRET, type Step } from '../api/harness.ts';
import { connectInProcess } from './in-process.ts';
import { type Session, type SessionOptions, serverEnv, yes } from './session.ts';

/** A cloud that answers each action as a test says; what no test says is answered with 500. */
export interface Scripted {
  /** Actions that arrived, in order. */
  seen(): string[];
  /** Resolves once that many requests have arrived. */
  arrived: Rig['arrived'];
  /** Environment of a server that talks to this cloud. */
  env(extra?: Record<string, string>): Record<string, string>;
  /** Replaces the steps of an action from now on. */
  set(action: string, steps: Step | readonly Step[]): void;
  close(): Promise<void>;
}

/** @param script steps by action; a list is played in order, its last step again and again */
export async function scripted(script: Record<string, Step | readonly Step[]>): Promise<Scripted> {
  const left = new Map<string, Step[]>();
  const set = (action: string, steps: Step | readonly Step[]) => left.set(action, [steps].flat());
  for (const [action, steps] of Object.entries(script)) set(action, steps);
  const server = await rig([
    (response, request) => {
      const steps = left.get(String(request.headers['x-acs-action'])) ?? [];
      const step = steps.length > 1 ? steps.shift() : steps[0];
      if (step) step(response, request);
      else response.writeHead(500, { 'content-type': 'application/json' }).end('{"Code":"NotScripted","Message":"?"}');
    },
  ]);
  return {
    seen: () => server.seen.map(({ headers }) => String(headers['x-acs-action'])),
    arrived: server.arrived,
    env: (extra = {}) =>
      serverEnv(undefined, {
        PAI_DLC_MCP_REGION: 'cn-hangzhou',
        PAI_DLC_MCP_ENDPOINT: `http://127.0.0.1:${server.port}`,
        ALIBABA_CLOUD_ACCESS_KEY_ID: SECRET.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET.accessKeySecret,
        ...extra,
      }),
    set,
    close: server.close,
  };
}

/**
 * Starts a server on a scripted cloud of its own, with a person who says yes where `asks` is not false; both are closed after
 * the test. Changes are read back once.
 * @param connect starts a server; left out, in this process
 */
export function starter<O extends SessionOptions>(connect: (options: O) => Promise<Session> = connectInProcess) {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const thing of open.splice(0)) await thing.close();
  });
  return async (
    script: Record<string, Step | readonly Step[]>,
    { env, asks = true, ...options }: Partial<O> & { asks?: boolean } = {},
  ): Promise<{ cloud: Scripted; session: Session }> => {
    const cloud = await scripted(script);
    const session = await connect({
      ...(asks ? { person: yes } : {}),
      era: 'modern',
      ...options,
      env: cloud.env({ PAI_DLC_MCP_READ_BACK_MS: '0', PAI_DLC_MCP_WORKSPACE_ID: '123456', ...env }),
    } as SessionOptions as O);
    open.push(session, cloud);
    return { cloud, session };
  };
}

export const JOB_ID = 'dlc1xjcumbfm7aai';

/** A GetJob answer: a running quota job, changed as the test wants. */
export const job = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  JobId: JOB_ID,
  DisplayName: 'llm-pretrain',
  JobType: 'PyTorchJob',
  Status: 'Running',
  ResourceId: 'quota1',
  Priority: 1,
  Accessibility: 'PRIVATE',
  WorkspaceId: '123456',
  GmtCreateTime: '2026-11-24T00:00:00Z',
  GmtRunningTime: '2026-11-24T00:30:00Z',
  JobSpecs: [{ Type: 'Worker', PodCount: 2, ResourceConfig: { CPU: '96', GPU: '8', Memory: '960Gi' } }],
  Pods: [{ PodId: `${JOB_ID}-master-0`, PodUid: 'uid-1', Status: 'Running', Type: 'master' }],
  RequestId: 'R-GET',
  ...changes,
});
