import { join } from 'node:path';
import type { UserPlaces } from '../../config/home.ts';
import { en, say, zh } from '../../domain/said.ts';
import type { ConfigScope, Host, Launch, Passing } from './host.ts';

type File = readonly [ConfigScope, (places: UserPlaces, project: string) => string];

const project = (...path: string[]): File => ['project', (_, folder) => join(folder, ...path)];
const inHome = (...path: string[]): File => ['user', ({ home }) => join(home, ...path)];
const inPrograms = (...path: string[]): File => ['user', ({ programs }) => join(programs, ...path)];

/** A reference for each variable in the member `env`. */
const references = (inherits: Passing['inherits'], as: (name: string) => string): Passing => ({
  inherits,
  named: { member: 'env', as },
});
const dollar = (name: string): string => `$${name}`;
const braces = (name: string): string => `\${${name}}`;
const vscode = (name: string): string => `\${env:${name}}`;

/** The hosts by name: those that were tried, then those that are known from their documentation only. */
export const HOSTS = {
  'claude-code': {
    title: 'Claude Code',
    format: 'json',
    key: 'mcpServers',
    files: [project('.mcp.json'), ['user', ({ moved }) => join(moved('CLAUDE_CONFIG_DIR'), '.claude.json')]],
    passing: { inherits: 'all' },
    tried: '2.1.332',
    forms: { shown: true, note: say(en`of a question it shows the first three lines`, zh`提问只显示前三行`) },
    next: say(en`Start Claude Code anew.`, zh`请重新启动 Claude Code。`),
    ofProject: say(en`It asks once whether to trust the server of a project.`, zh`它会询问一次是否信任项目的服务器。`),
  },
  'claude-desktop': {
    title: 'Claude Desktop',
    format: 'json',
    key: 'mcpServers',
    files: [inPrograms('Claude', 'claude_desktop_config.json')],
    passing: { inherits: 'few' },
    next: say(
      en`Quit Claude Desktop and start it again; closing its window is not enough.`,
      zh`请退出 Claude Desktop 后重新启动；只关闭窗口不够。`,
    ),
  },
  cursor: {
    title: 'Cursor',
    format: 'jsonc',
    key: 'mcpServers',
    files: [project('.cursor', 'mcp.json'), inHome('.cursor', 'mcp.json')],
    passing: references('unknown', vscode),
    forms: { shown: true },
    next: say(en`Switch the server on in the MCP settings of Cursor.`, zh`请在 Cursor 的 MCP 设置中启用该服务器。`),
  },
  vscode: {
    title: 'VS Code',
    format: 'jsonc',
    key: 'servers',
    entry: ({ command, args }) => ({ type: 'stdio', command, args }),
    files: [project('.vscode', 'mcp.json'), inPrograms('Code', 'User', 'mcp.json')],
    passing: references('unknown', vscode),
    forms: { shown: true },
    next: say(
      en`Run "MCP: List Servers" in VS Code and start the server; it asks once whether you trust it.`,
      zh`请在 VS Code 中运行“MCP: List Servers”并启动该服务器；它会询问一次是否信任。`,
    ),
  },
  windsurf: {
    title: 'Windsurf',
    format: 'jsonc',
    key: 'mcpServers',
    files: [inHome('.codeium', 'windsurf', 'mcp_config.json')],
    passing: references('unknown', vscode),
    next: say(
      en`Refresh the MCP servers in the Cascade panel of Windsurf.`,
      zh`请在 Windsurf 的 Cascade 面板中刷新 MCP 服务器。`,
    ),
  },
  'gemini-cli': {
    title: 'Gemini CLI',
    format: 'jsonc',
    key: 'mcpServers',
    files: [
      ['user', ({ moved }) => join(moved('GEMINI_CLI_HOME'), '.gemini', 'settings.json')],
      project('.gemini', 'settings.json'),
    ],
    passing: references('not-keys', dollar),
    tried: '0.61.0',
    forms: { shown: false },
    next: say(
      en`Start Gemini CLI anew; /mcp shows the server. In a folder that it does not trust it starts no server: trust the folder when it asks, or with /permissions.`,
      zh`请重新启动 Gemini CLI；/mcp 会显示该服务器。在不受信任的目录中它不启动任何服务器：请在它询问时信任该目录，或使用 /permissions。`,
    ),
  },
  'codex-cli': {
    title: 'Codex CLI',
    format: 'toml',
    key: 'mcp_servers',
    files: [
      ['user', ({ moved }) => join(moved('CODEX_HOME', '.codex'), 'config.toml')],
      project('.codex', 'config.toml'),
    ],
    passing: { inherits: 'few', named: { member: 'env_vars', as: 'list' } },
    tried: '0.171.0',
    forms: { shown: true },
    next: say(en`Start Codex anew; /mcp shows the server.`, zh`请重新启动 Codex；/mcp 会显示该服务器。`),
    ofProject: say(en`The project has to be trusted for its file to count.`, zh`项目受信任之后，其中的文件才会生效。`),
  },
  'qwen-code': {
    title: 'Qwen Code',
    format: 'jsonc',
    key: 'mcpServers',
    // Without it the model has to search for each tool before its first use.
    entry: ({ command, args }: Launch) => ({ command, args, alwaysLoadTools: true }),
    files: [inHome('.qwen', 'settings.json'), project('.qwen', 'settings.json')],
    passing: { inherits: 'all' },
    tried: '0.24.4',
    forms: { shown: false },
    next: say(
      en`Start Qwen Code anew; /mcp shows the server. Where folder trust is switched on, the folder has to be trusted.`,
      zh`请重新启动 Qwen Code；/mcp 会显示该服务器。启用了目录信任时，该目录必须受信任。`,
    ),
  },
  qoder: {
    title: 'Qoder CLI',
    format: 'json',
    key: 'mcpServers',
    files: [inHome('.qoder', 'settings.json'), project('.mcp.json')],
    passing: references('few', braces),
    next: say(en`Start Qoder CLI anew, or type /mcp reload.`, zh`请重新启动 Qoder CLI，或输入 /mcp reload。`),
  },
  'kimi-code': {
    title: 'Kimi Code',
    format: 'json',
    key: 'mcpServers',
    files: [
      ['user', ({ moved }) => join(moved('KIMI_CODE_HOME', '.kimi-code'), 'mcp.json')],
      project('.kimi-code', 'mcp.json'),
    ],
    passing: { inherits: 'all' },
    tried: '2.1.0',
    forms: { shown: false },
    next: say(
      en`Start a new session of Kimi Code; /mcp shows the server.`,
      zh`请新建一个 Kimi Code 会话；/mcp 会显示该服务器。`,
    ),
  },
  opencode: {
    title: 'opencode',
    format: 'jsonc',
    key: 'mcp',
    entry: ({ command, args }: Launch) => ({ type: 'local', command: [command, ...args], enabled: true }),
    files: [['user', ({ xdgConfig }) => join(xdgConfig, 'opencode', 'opencode.json')], project('opencode.json')],
    passing: { inherits: 'all' },
    tried: '1.18.33',
    forms: { shown: false },
    next: say(
      en`Start opencode anew; "opencode mcp list" shows the server.`,
      zh`请重新启动 opencode；“opencode mcp list”会显示该服务器。`,
    ),
  },
  'copilot-cli': {
    title: 'GitHub Copilot CLI',
    format: 'json',
    key: 'mcpServers',
    entry: ({ command, args }: Launch) => ({ type: 'local', command, args, tools: ['*'] }),
    files: [['user', ({ moved }) => join(moved('COPILOT_HOME', '.copilot'), 'mcp-config.json')]],
    passing: { inherits: 'all' },
    tried: '1.0.102',
    forms: { shown: true },
    next: say(
      en`Start Copilot CLI anew; /mcp show lists the server.`,
      zh`请重新启动 Copilot CLI；/mcp show 会列出该服务器。`,
    ),
  },
  cline: {
    title: 'Cline CLI',
    format: 'json',
    key: 'mcpServers',
    files: [
      [
        'user',
        ({ moved }) => moved('CLINE_MCP_SETTINGS_PATH', '.cline', 'data', 'settings', 'cline_mcp_settings.json'),
      ],
    ],
    passing: { inherits: 'all' },
    tried: '3.0.65',
    forms: { shown: false },
    next: say(
      en`Start Cline anew. Its editor extension keeps a list of its own: MCP Servers, Configure.`,
      zh`请重新启动 Cline。其编辑器扩展另有自己的列表：MCP Servers，Configure。`,
    ),
  },
  continue: {
    title: 'Continue',
    format: 'yaml',
    key: 'mcpServers',
    files: [['user', ({ moved }) => join(moved('CONTINUE_GLOBAL_DIR', '.continue'), 'config.yaml')]],
    passing: { inherits: 'all' },
    tried: '1.5.47',
    forms: { shown: false },
    next: say(en`Start Continue anew.`, zh`请重新启动 Continue。`),
  },
  iflow: {
    title: 'iFlow CLI',
    format: 'jsonc',
    key: 'mcpServers',
    files: [inHome('.iflow', 'settings.json'), project('.iflow', 'settings.json')],
    passing: references('unknown', dollar),
    next: say(en`Start iFlow CLI anew, or type /mcp refresh.`, zh`请重新启动 iFlow CLI，或输入 /mcp refresh。`),
  },
  codebuddy: {
    title: 'CodeBuddy Code',
    format: 'json',
    key: 'mcpServers',
    entry: ({ command, args }: Launch) => ({ type: 'stdio', command, args }),
    files: [inHome('.codebuddy.json'), project('.mcp.json')],
    passing: references('unknown', braces),
    next: say(en`Start CodeBuddy Code anew.`, zh`请重新启动 CodeBuddy Code。`),
    ofProject: say(en`It asks once whether to trust the server of a project.`, zh`它会询问一次是否信任项目的服务器。`),
  },
  trae: {
    title: 'Trae',
    format: 'json',
    key: 'mcpServers',
    files: [project('.trae', 'mcp.json')],
    passing: { inherits: 'unknown' },
    next: say(
      en`Switch project MCP servers on in the MCP settings of Trae.`,
      zh`请在 Trae 的 MCP 设置中启用项目级 MCP 服务器。`,
    ),
  },
  amp: {
    title: 'Amp',
    format: 'jsonc',
    key: 'amp.mcpServers',
    files: [['user', ({ xdgConfig }) => join(xdgConfig, 'amp', 'settings.json')], project('.amp', 'settings.json')],
    passing: references('unknown', braces),
    next: say(en`Start Amp anew.`, zh`请重新启动 Amp。`),
    ofProject: say(en`It asks whether to trust the server of a workspace.`, zh`它会询问是否信任工作区的服务器。`),
  },
  lingma: {
    title: 'Lingma',
    format: 'json',
    key: 'mcpServers',
    files: [],
    passing: { inherits: 'unknown' },
    next: say(
      en`Paste it into Lingma: MCP tools, +, add by configuration file.`,
      zh`请粘贴到通义灵码：MCP 工具，+，配置文件添加。`,
    ),
  },
  'cherry-studio': {
    title: 'Cherry Studio',
    format: 'json',
    key: 'mcpServers',
    files: [],
    passing: { inherits: 'unknown' },
    next: say(
      en`Paste it into Cherry Studio: Settings, MCP servers, add, import from JSON.`,
      zh`请粘贴到 Cherry Studio：设置，MCP 服务器，添加，从 JSON 导入。`,
    ),
  },
} as const satisfies Readonly<Record<string, Host>>;

export type HostId = keyof typeof HOSTS;

/** A host's row as one of any host's. */
export const hostOf = (id: HostId): Host => HOSTS[id];
export const HOST_IDS = Object.keys(HOSTS) as readonly HostId[];
