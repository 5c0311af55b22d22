/** Version of the package; put in by the build, `0.0.0-dev` when the sources run unbundled. */
export const VERSION: string = process.env.PAI_DLC_MCP_VERSION ?? '0.0.0-dev';
