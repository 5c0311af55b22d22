import { readFile } from 'node:fs/promises';
import { RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps/server';
import type { ReadResourceResult } from '@modelcontextprotocol/server';
import { PAGE_FILE } from '../../config/version.ts';
import { PAGES } from './pages.ts';

/** As the file has it, and what it becomes for the list. */
const PLACE = 'data-page="job"';

/**
 * A page of the MCP App as a resource: one HTML document that loads nothing. It declares no origins, so a host lets it reach none.
 * @returns `undefined` where the address is that of no page
 */
export async function readPageFile(uri: string): Promise<ReadResourceResult | undefined> {
  const [page] = Object.entries(PAGES).find(([, address]) => address === uri) ?? [];
  if (page === undefined) return undefined;
  const html = await readFile(new URL(PAGE_FILE, import.meta.url), 'utf8');
  const text = html.replace(PLACE, `data-page="${page}"`);
  return { contents: [{ uri, mimeType: RESOURCE_MIME_TYPE, text, _meta: { ui: { prefersBorder: true } } }] };
}
