/**
 * Environment in which a host keeps to this machine: its own switches for telemetry, reports and updates, and for whatever
 * has none, a proxy on a port of loopback where nothing listens.
 */
export const QUIET: Readonly<Record<string, string>> = {
  DO_NOT_TRACK: '1',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_TELEMETRY: '1',
  DISABLE_ERROR_REPORTING: '1',
  DISABLE_AUTOUPDATER: '1',
  GEMINI_TELEMETRY_ENABLED: 'false',
  OPENCODE_DISABLE_AUTOUPDATE: '1',
  OPENCODE_DISABLE_MODELS_FETCH: '1',
  OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
  COPILOT_AUTO_UPDATE: 'false',
  CONTINUE_TELEMETRY_ENABLED: '0',
  CLINE_TELEMETRY_DISABLED: '1',
  http_proxy: 'http://127.0.0.1:9/',
  https_proxy: 'http://127.0.0.1:9/',
  HTTP_PROXY: 'http://127.0.0.1:9/',
  HTTPS_PROXY: 'http://127.0.0.1:9/',
  no_proxy: '127.0.0.1,localhost',
  NO_PROXY: '127.0.0.1,localhost',
};
