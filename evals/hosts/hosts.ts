import { stringify, type TomlTable } from 'smol-toml';
import type { HostId } from '../../src/cli/init/hosts.ts';

/** Files by their path below the home folder. */
export type Files = Readonly<Record<string, string>>;

/** A real agent host of the npm registry, and how it is run without a person, against a model on loopback. */
export interface RealHost {
  package: string;
  /** What runs, below `node_modules`: a script for Node where it ends in .js or .mjs, else a program of this machine. */
  program: string;
  /** What points it at the model. @param url of the model's server, without a path @param project folder that it runs in */
  model: (url: string, project: string) => { files?: Files; env?: Readonly<Record<string, string>> };
  /** The tool with which a model searches for those that the host holds back, where it does so. */
  search?: string;
  /** Arguments before the prompt: no person is there, every tool is allowed. */
  args: readonly string[];
}

const toml = (value: unknown): string => stringify(value as TomlTable);
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const platform = `${process.platform}-${process.arch}`;

/** Every key is the letter x. */
const KEY = 'x';
const MODEL = 'scripted';

/** The hosts by the names that `init` has for them; one row each, and nothing else, makes a host a tried one. */
export const REAL_HOSTS: Readonly<Partial<Record<HostId, RealHost>>> = {
  'claude-code': {
    package: '@anthropic-ai/claude-code',
    program: `@anthropic-ai/claude-code-${platform}/claude`,
    search: 'ToolSearch',
    model: (url) => ({ env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: KEY } }),
    args: ['--allowedTools', 'mcp__pai-dlc', '-p'],
  },
  'codex-cli': {
    package: '@openai/codex',
    program: '@openai/codex/bin/codex.js',
    model: (url) => ({
      files: {
        '.codex/config.toml': toml({
          model: MODEL,
          model_provider: MODEL,
          check_for_update_on_startup: false,
          analytics: { enabled: false },
          model_providers: {
            [MODEL]: { name: MODEL, base_url: `${url}/v1`, wire_api: 'responses', env_key: 'SCRIPTED_KEY' },
          },
        }),
      },
      env: { SCRIPTED_KEY: KEY },
    }),
    args: ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'],
  },
  'gemini-cli': {
    package: '@google/gemini-cli',
    program: '@google/gemini-cli/bundle/gemini.js',
    model: (url, project) => ({
      files: {
        '.gemini/settings.json': json({
          security: { auth: { selectedType: 'gemini-api-key' } },
          privacy: { usageStatisticsEnabled: false },
          general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
        }),
        '.gemini/trustedFolders.json': json({ [project]: 'TRUST_FOLDER' }),
      },
      env: { GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: KEY },
    }),
    args: ['--yolo', '--model', 'gemini-2.5-pro', '-p'],
  },
  'qwen-code': {
    package: '@qwen-code/qwen-code',
    program: '@qwen-code/qwen-code/cli.js',
    search: 'tool_search',
    model: (url) => ({ env: { OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: KEY, OPENAI_MODEL: MODEL } }),
    args: ['--auth-type', 'openai', '--yolo', '-p'],
  },
  opencode: {
    package: 'opencode-ai',
    program: `opencode-${platform}/bin/opencode`,
    model: (url) => ({
      files: {
        '.config/opencode/opencode.json': json({
          autoupdate: false,
          share: 'disabled',
          model: `${MODEL}/${MODEL}`,
          provider: {
            [MODEL]: {
              npm: '@ai-sdk/openai-compatible',
              options: { baseURL: `${url}/v1`, apiKey: KEY },
              models: { [MODEL]: {} },
            },
          },
        }),
      },
    }),
    args: ['run', '--auto'],
  },
  'copilot-cli': {
    package: '@github/copilot',
    program: `@github/copilot-${platform}/copilot`,
    model: (url) => ({
      env: {
        COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
        COPILOT_PROVIDER_API_KEY: KEY,
        COPILOT_MODEL: MODEL,
        COPILOT_OFFLINE: 'true',
      },
    }),
    args: ['--allow-all-tools', '--disable-client-telemetry', '-p'],
  },
  'kimi-code': {
    package: '@moonshot-ai/kimi-code',
    program: '@moonshot-ai/kimi-code/dist/main.mjs',
    model: (url) => ({
      files: {
        '.kimi-code/config.toml': toml({
          default_model: MODEL,
          telemetry: false,
          providers: { [MODEL]: { type: 'openai', base_url: `${url}/v1`, api_key: KEY } },
          models: { [MODEL]: { provider: MODEL, model: MODEL, max_context_size: 262_144 } },
        }),
      },
    }),
    args: ['-p'],
  },
  continue: {
    package: '@continuedev/cli',
    program: '@continuedev/cli/dist/cn.js',
    model: (url) => ({
      files: {
        '.continue/config.yaml': [
          `name: ${MODEL}`,
          'version: 0.0.1',
          'schema: v1',
          'models:',
          `  - name: ${MODEL}`,
          '    provider: openai',
          `    model: ${MODEL}`,
          `    apiBase: ${url}/v1`,
          `    apiKey: ${KEY}`,
          '    roles: [chat]',
          '    capabilities: [tool_use]',
          '',
        ].join('\n'),
      },
    }),
    args: ['--auto', '-p'],
  },
  cline: {
    package: 'cline',
    program: `@cline/cli-${platform}/bin/cline`,
    model: (url) => ({
      files: {
        '.cline/data/settings/providers.json': json({
          version: 1,
          lastUsedProvider: 'openai-compatible',
          modes: {},
          providers: {
            'openai-compatible': {
              settings: { provider: 'openai-compatible', apiKey: KEY, model: MODEL, baseUrl: `${url}/v1` },
              updatedAt: '2026-01-01T00:00:00.000Z',
              tokenSource: 'manual',
            },
          },
        }),
      },
    }),
    args: ['--auto-approve', 'true'],
  },
};

export const REAL_HOST_IDS = Object.keys(REAL_HOSTS) as readonly HostId[];
