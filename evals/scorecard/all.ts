import type { Row } from './row.ts';
import { bigAnswers } from './rows/big-answers.ts';
import { breakOuts } from './rows/break-outs.ts';
import { confirmations } from './rows/confirmations.ts';
import { errorMessages } from './rows/error-messages.ts';
import { exactlyOnce } from './rows/exactly-once.ts';
import { exits } from './rows/exits.ts';
import { files } from './rows/files.ts';
import { frames } from './rows/frames.ts';
import { hostileIds } from './rows/hostile-ids.ts';
import { hostileText } from './rows/hostile-text.ts';
import { ignoredUpdates } from './rows/ignored-updates.ts';
import { initFiles } from './rows/init.ts';
import { load } from './rows/load.ts';
import { lockedScope } from './rows/locked-scope.ts';
import { prototypeKeys } from './rows/prototype-keys.ts';
import { readOnly } from './rows/read-only.ts';
import { secrets } from './rows/secrets.ts';

/** Every row, in the order of the table. */
export const ROWS: readonly Row[] = [
  frames,
  secrets,
  breakOuts,
  hostileIds,
  prototypeKeys,
  readOnly,
  lockedScope,
  confirmations,
  exactlyOnce,
  ignoredUpdates,
  hostileText,
  bigAnswers,
  load,
  exits,
  files,
  initFiles,
  errorMessages,
];
