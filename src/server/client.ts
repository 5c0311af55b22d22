import { EXTENSION_ID, getUiCapability, RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps/server';
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';

/** The protocol family of a connection: the 2025 revisions with a handshake, or 2026-07-28 without one. */
export type Era = 'legacy' | 'modern';

/** Where a call came from. */
export interface Caller {
  era: Era;
  server: Server;
  ctx: ServerContext;
}

/**
 * What the client declares: in each request on the 2026-07-28 revision, in the handshake on the earlier ones. A `_meta` of an
 * earlier revision is not looked at.
 */
export const capabilitiesOf = ({ era, server, ctx }: Caller): ClientCapabilities | undefined =>
  era === 'modern' && ctx.mcpReq.envelope !== undefined
    ? Reflect.get(ctx.mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY)
    : server.getClientCapabilities();

/** The MCP Apps extension, as capabilities name it. It needs no settings of a server. */
export const APPS = { [EXTENSION_ID]: {} };

/** Whether the client shows pages of the MCP Apps extension. One that names no type of page shows the only one that there is. */
export function showsApps(caller: Caller): boolean {
  const capability = getUiCapability(capabilitiesOf(caller));
  return capability !== undefined && (capability.mimeTypes?.includes(RESOURCE_MIME_TYPE) ?? true);
}
