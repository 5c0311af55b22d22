import type { Config } from '../config/config.ts';
import { serve } from '../server/serve.ts';
import { compose } from './compose.ts';
import { createLogger } from './logger.ts';

/** `serve`: MCP over stdio until the client goes away. */
export async function serveCommand(config: Config): Promise<void> {
  const { tools, runtime, close } = compose(config, createLogger(config.logLevel));
  await serve(tools, runtime, close);
}
