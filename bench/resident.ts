import { readFileSync } from 'node:fs';

/** Resident megabytes of a process; `undefined` where the system has no /proc. */
export function residentMb(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
  } catch {
    return undefined;
  }
}
