const POLL_MS = 2000;

/** Of the process as it began: one that is orphaned in its first moments has another by the time anybody asks. */
const parent = process.ppid;

/** Whether a process of that id is there; one that may not be signalled is. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') !== 'ESRCH';
  }
}

/**
 * Resolves once the process that started this one is gone: a host that was killed may leave stdin open in another child of
 * its own. Elsewhere than on Windows an orphan gets another parent; there it keeps the number, so the process is looked for.
 * A process that began as a child of process 1, as in a container, has a parent that does not go. Holds nothing open.
 */
export function parentGone(): Promise<void> {
  const gone = (): boolean => (process.platform === 'win32' ? !isThere(parent) : process.ppid !== parent);
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!gone()) return;
      clearInterval(timer);
      resolve();
    }, POLL_MS);
    timer.unref();
  });
}
