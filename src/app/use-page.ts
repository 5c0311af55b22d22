import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { dataOf } from './answers.ts';
import { useView } from './view.ts';

/** Data of the server, read again whenever they are asked for with other arguments, or once more with the same. */
export interface PageRead<T> {
  data: (T & { simulated?: string; notice?: string }) | undefined;
  /** Why the last reading brought nothing. What was read before stays. */
  error: string | undefined;
  busy: boolean;
  read(args?: Record<string, unknown>): Promise<void>;
}

/**
 * What a tool of the server answers, for a page.
 * @param args of every call; a later answer is merged into what is there, as it may hold some parts only
 */
export function usePage<T extends object>(tool: string, args: Record<string, unknown>): PageRead<T> {
  const { host, scope } = useView();
  const [data, setData] = useState<PageRead<T>['data']>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const key = JSON.stringify([scope, args]);
  // An answer to an earlier question must not come over that to a later one.
  const latest = useRef('');
  const read = useCallback(
    async (more: Record<string, unknown> = {}): Promise<void> => {
      latest.current = key;
      setBusy(true);
      try {
        const [shared, own] = JSON.parse(key) as [object, object];
        const answer = dataOf<T>(await host.callTool(tool, { ...shared, ...own, ...more }));
        if (latest.current !== key) return;
        setData((before) => ({ ...before, ...answer }));
        setError(undefined);
      } catch (thrown) {
        if (latest.current === key) setError(thrown instanceof Error ? thrown.message : String(thrown));
      }
      if (latest.current === key) setBusy(false);
    },
    [host, tool, key],
  );
  useEffect(() => {
    void read();
  }, [read]);
  return { data, error, busy, read };
}

/**
 * Does something again and again while the page can be seen.
 * @param on whether to
 */
export function useRepeat(on: boolean, milliseconds: number, work: () => Promise<void>): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    let ended = !on;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => {
      if (ended) return;
      timer = setTimeout(async () => {
        if (document.visibilityState === 'visible') await latest.current();
        again();
      }, milliseconds);
    };
    again();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [on, milliseconds]);
}
