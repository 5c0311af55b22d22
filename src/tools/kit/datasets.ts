import { verbatim } from './listing.ts';

/** The mount path a dataset brings along: `Options` is a JSON document in a string, or nothing. */
export function mountPath(options: string | undefined | null): string {
  try {
    const parsed: unknown = JSON.parse(options ?? '');
    if (typeof parsed !== 'object' || parsed === null || !('mountPath' in parsed)) return '';
    return typeof parsed.mountPath === 'string' ? verbatim(parsed.mountPath) : '';
  } catch {
    return '';
  }
}
