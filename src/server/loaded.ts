import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

/**
 * Waits for what loads a part of the program. An update can replace its files below a server that runs. What it has not
 * loaded by then is not found any more, and the error of the runtime tells only paths.
 * @throws ProtocolError in its place, with what to do
 */
export async function loaded<T>(part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (error) {
    if ((error as { code?: unknown } | undefined)?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ProtocolError(
      ProtocolErrorCode.InternalError,
      'The files of pai-dlc-mcp were replaced or removed after this server was started. Fix: restart the server in its client.',
    );
  }
}
