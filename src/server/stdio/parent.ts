const POLL_MS = 2000;

/** Read when the module loads: a process that is orphaned during its start has another parent a moment later. */
const parent = process.ppid;

/** Whether there is a process with that id. EPERM means that there is one, which this user may not signal. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') !== 'ESRCH';
  }
}

/**
 * Resolves once the process that started this one is gone. The end of stdin is not enough: a host that is killed can
 * leave the pipe open in another of its children. On Unix an orphan gets another parent. On Windows it keeps the old
 * number, so the process of that number is looked for. Never resolves for a child of process 1, as in a container.
 * The timer does not keep the process alive.
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
