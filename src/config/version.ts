/** Version of the package; put in by the build, `0.0.0-dev` when the sources run unbundled. */
export const VERSION: string = process.env.PAI_DLC_MCP_VERSION ?? '0.0.0-dev';

/** Oldest Node.js the server runs on, as `engines` of package.json says. */
export const LEAST_NODE = '20.19.0';

/** Where the file of the MCP App's pages lies, seen from a chunk of the package; put in by the build, which has made it in `dist/`. */
export const PAGE_FILE: string = process.env.PAI_DLC_MCP_PAGE ?? '../../../dist/page.html';
