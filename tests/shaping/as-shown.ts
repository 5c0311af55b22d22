import type { Shown } from '../../src/domain/shown.ts';

/** Lines of a test, taken as if they had been made fit to show. */
export const asShown = (...lines: readonly string[]): Shown[] => lines as Shown[];
