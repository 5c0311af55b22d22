import type { Row } from './row.ts';
import { confirmations } from './rows/confirmations.ts';
import { exactlyOnce } from './rows/exactly-once.ts';
import { exits } from './rows/exits.ts';
import { frames } from './rows/frames.ts';
import { hostileIds } from './rows/hostile-ids.ts';
import { ignoredUpdates } from './rows/ignored-updates.ts';
import { lockedScope } from './rows/locked-scope.ts';
import { prototypeKeys } from './rows/prototype-keys.ts';
import { readOnly } from './rows/read-only.ts';

/** Every row, in the order of the table. */
export const ROWS: readonly Row[] = [
  frames,
  hostileIds,
  prototypeKeys,
  readOnly,
  lockedScope,
  confirmations,
  exactlyOnce,
  ignoredUpdates,
  exits,
];
