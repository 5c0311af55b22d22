import { readFileSync } from 'node:fs';
import { COLLECTING } from '../../bench/client.ts';
import type { Session } from '../../tests/e2e/session.ts';

/** Resident memory of a process in MB; 0 where the system does not say. */
export function memoryOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Environment of a server whose memory is read by `memoryKept`: nothing where the system does not say it. */
export const COLLECTS: Record<string, string> =
  memoryOf(process.pid) === 0 ? {} : { NODE_OPTIONS: COLLECTING.map((option) => JSON.stringify(option)).join(' ') };

/** Memory of a server in MB, after a full collection: without one it tells when the collector last found the time. */
export interface Memory {
  /** What is alive on its heap, and what that holds outside of it. */
  alive: number;
  /** What the system has given it, the code and what native code holds included. */
  resident: number;
}

const WITHIN_MS = 60_000;

/**
 * Has a server collect its garbage.
 * @param session of a server that was started with `COLLECTS`
 * @returns what is left; `undefined` where the system does not tell the memory of a process
 * @throws where the server does not say that it has
 */
export async function memoryKept(session: Session): Promise<Memory | undefined> {
  const pid = session.pid();
  if (memoryOf(pid) === 0) return undefined;
  const told = session.stderr().length;
  process.kill(pid, 'SIGUSR2');
  for (const end = performance.now() + WITHIN_MS; performance.now() < end; ) {
    const bytes = /^collected, (\d+) bytes left$/m.exec(session.stderr().slice(told))?.[1];
    if (bytes !== undefined) return { alive: Number(bytes) / 1024 ** 2, resident: memoryOf(pid) };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server did not collect its garbage');
}

/**
 * How far memory may grow in all the calls after the first, in MB. What is alive grows by 4 MB, which is code that the
 * engine compiles of what is called often; a quarter of a kilobyte that each call leaves behind is 10 MB more. What the
 * system has given wavers by 25 MB, as native code gives back what it can.
 */
const MOST: Memory = { alive: 10, resident: 75 };

/** What has grown too far, a line each. */
export const grown = (early: Memory, late: Memory): string[] =>
  (['alive', 'resident'] as const)
    .filter((each) => late[each] > early[each] + MOST[each])
    .map((each) => `${each} memory grew from ${early[each].toFixed(0)} to ${late[each].toFixed(0)} MB`);
