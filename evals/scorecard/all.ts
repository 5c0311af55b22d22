import type { Row } from './row.ts';
import { confirmations } from './rows/confirmations.ts';
import { errorMessages } from './rows/error-messages.ts';
import { exactlyOnce } from './rows/exactly-once.ts';
import { exits } from './rows/exits.ts';
import { files } from './rows/files.ts';
import { frames } from './rows/frames.ts';
import { hostileIds } from './rows/hostile-ids.ts';
import { ignoredUpdates } from './rows/ignored-updates.ts';
import { load } from './rows/load.ts';
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
  load,
  exits,
  files,
  errorMessages,
];
