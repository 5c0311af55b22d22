import type { Serve } from '../e2e/serve-in-process.ts';
import type { Breakage } from './breakage.ts';
import { brokenModule } from './modules.ts';

const SERVE = 'tests/e2e/serve-in-process.ts';

/** The server with one text of one source replaced, to be served in this process. */
export const brokenServer = async (breakage: Breakage): Promise<Serve> =>
  (await brokenModule<typeof import('../e2e/serve-in-process.ts')>(SERVE, breakage)).serveInProcess;
