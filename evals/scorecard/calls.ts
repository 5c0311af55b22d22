import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import { connect, frozenCloud, type Session, type SessionOptions, serverEnv, yes } from '../../tests/e2e/harness.ts';
import { connectInProcess } from '../../tests/e2e/in-process.ts';
import { createJob, discover, type Finds, type Named, namesIn, rayJobArguments } from '../../tests/e2e/world.ts';
import { soundCall } from '../../tests/server/full-calls.ts';

export type Args = Record<string, unknown>;

/** A simulated cloud with a running job, and what is in it. */
export interface Ground {
  cloud: Simulator;
  finds: Finds;
  jobId: string;
  /** What calls name: the running job and all else. */
  named: Named;
  /** Another running job. */
  job(): Promise<string>;
  /** A server on it, with a person who says yes. */
  serve(options?: Partial<SessionOptions>): Promise<Session>;
  close(): Promise<void>;
}

/** A session with a server of a build, or with the sound one in this process. */
export const connectTo = (main: string | undefined, options: SessionOptions): Promise<Session> =>
  main === undefined ? connectInProcess(options) : connect({ ...options, main });

/** @param main the build whose servers `serve` starts, none: the sound one in this process, which prepares in any case */
export async function openGround(
  main: string | undefined,
  options: Parameters<typeof frozenCloud>[0] = {},
): Promise<Ground> {
  const cloud = await frozenCloud(options);
  const first = await connectInProcess({ env: serverEnv(cloud) });
  const finds = await discover(first);
  const job = async (): Promise<string> => {
    const id = await createJob(first, finds);
    cloud.clock.advance(300);
    return id;
  };
  const jobId = await job();
  await createJob(first, finds, rayJobArguments(finds));
  cloud.clock.advance(300);
  const open: { close(): Promise<void> }[] = [first];
  return {
    cloud,
    finds,
    jobId,
    named: { ...namesIn(cloud, jobId), ...finds },
    job,
    async serve({ env = {}, ...more } = {}) {
      const session = await connectTo(main, { era: 'modern', person: yes, ...more, env: serverEnv(cloud, env) });
      open.push(session);
      return session;
    },
    async close() {
      for (const each of open) await each.close();
      await cloud.close();
    },
  };
}

/** A call that passes, of every tool. */
export const soundCalls = (named: Named): Record<string, Args> =>
  Object.fromEntries(allTools.map((tool) => [tool.name, soundCall(tool, named)]));

/** Of these, the ones that write or hand out access. */
export const WRITING: readonly string[] = allTools.filter(({ effect }) => effect !== 'read').map(({ name }) => name);
