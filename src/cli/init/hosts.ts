import { join } from 'node:path';
import type { UserPlaces } from '../../config/home.ts';

export const SCOPES = ['project', 'user'] as const;
/** `project`: the folder init runs in; `user`: everything this user opens. */
export type Scope = (typeof SCOPES)[number];

/** What a host starts. */
export interface Entry {
  type?: 'stdio';
  command: string;
  args: readonly string[];
}

/** An MCP host: where it keeps its servers and in what form. */
export interface Host {
  title: string;
  /** `json`: the host reads strict JSON; `jsonc`: comments and trailing commas too. */
  format: 'json' | 'jsonc' | 'toml';
  /** The member that holds the servers. */
  key: string;
  /** Whether an entry names its transport. */
  typed?: boolean;
  /** The file of each scope the host has; the first is the one used where none is asked for. */
  files: readonly (readonly [Scope, (places: UserPlaces, project: string) => string])[];
  /** What makes the host read it. */
  next: string;
}

/** The hosts by name, as their own documentation describes them. */
export const HOSTS = {
  'claude-code': {
    title: 'Claude Code',
    format: 'json',
    key: 'mcpServers',
    files: [
      ['project', (_, project) => join(project, '.mcp.json')],
      ['user', ({ home }) => join(home, '.claude.json')],
    ],
    next: 'Start Claude Code anew; it asks once whether to trust a server of a project.',
  },
  'claude-desktop': {
    title: 'Claude Desktop',
    format: 'json',
    key: 'mcpServers',
    files: [['user', ({ programs }) => join(programs, 'Claude', 'claude_desktop_config.json')]],
    next: 'Quit Claude Desktop and start it again; closing its window is not enough.',
  },
  cursor: {
    title: 'Cursor',
    format: 'jsonc',
    key: 'mcpServers',
    files: [
      ['project', (_, project) => join(project, '.cursor', 'mcp.json')],
      ['user', ({ home }) => join(home, '.cursor', 'mcp.json')],
    ],
    next: 'Switch the server on in the MCP settings of Cursor.',
  },
  vscode: {
    title: 'VS Code',
    format: 'jsonc',
    key: 'servers',
    typed: true,
    files: [
      ['project', (_, project) => join(project, '.vscode', 'mcp.json')],
      ['user', ({ programs }) => join(programs, 'Code', 'User', 'mcp.json')],
    ],
    next: 'Run "MCP: List Servers" in VS Code and start the server; it asks once whether you trust it.',
  },
  windsurf: {
    title: 'Windsurf',
    format: 'jsonc',
    key: 'mcpServers',
    files: [['user', ({ home }) => join(home, '.codeium', 'windsurf', 'mcp_config.json')]],
    next: 'Refresh the MCP servers in the Cascade panel of Windsurf.',
  },
  'gemini-cli': {
    title: 'Gemini CLI',
    format: 'jsonc',
    key: 'mcpServers',
    files: [
      ['user', ({ home }) => join(home, '.gemini', 'settings.json')],
      ['project', (_, project) => join(project, '.gemini', 'settings.json')],
    ],
    next: 'Start Gemini CLI anew; /mcp shows the server.',
  },
  'codex-cli': {
    title: 'Codex CLI',
    format: 'toml',
    key: 'mcp_servers',
    files: [
      ['user', ({ codex }) => join(codex, 'config.toml')],
      ['project', (_, project) => join(project, '.codex', 'config.toml')],
    ],
    next: 'Start Codex anew; /mcp shows the server. A project has to be trusted for its file to count.',
  },
} as const satisfies Readonly<Record<string, Host>>;

export type HostId = keyof typeof HOSTS;
