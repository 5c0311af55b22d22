// server.json: how the MCP registry describes the package. `npm run docs` writes it.
import type { Setting } from '../../src/config/settings.ts';
import { CREDENTIALS, settingsOf } from './variables.ts';

/** What of package.json is repeated to others. */
export interface Package {
  name: string;
  version: string;
  description: string;
  license: string;
  keywords: readonly string[];
  /** The server's name in the MCP registry, which looks for it in the published package. */
  mcpName: string;
  engines: { node: string };
}

/** The registry takes no more than 100 characters. */
const DESCRIPTION = 'Alibaba Cloud PAI-DLC training jobs, with a policy layer in code between the model and the cloud';

const format = ({ kind, value }: Setting): string => {
  if (kind === 'integer' || kind === 'number') return 'number';
  if (kind === 'boolean') return 'boolean';
  return value === 'FILE' ? 'filepath' : 'string';
};

/** A variable of the registry is one of its choices, so what a list may hold is said in words. */
const description = ({ kind, description: { en: text }, choices }: Setting): string =>
  kind === 'list' ? `${text} Comma separated${choices ? `, of ${choices.join(', ')}` : ''}.` : text;

const variable = (setting: Setting) => ({
  name: setting.env[0],
  description: description(setting),
  isRequired: false,
  isSecret: setting.secret === true,
  format: format(setting),
  ...(setting.default === undefined ? {} : { default: String(setting.default) }),
  ...(setting.choices && setting.kind !== 'list' ? { choices: setting.choices } : {}),
});

/** The text of server.json. */
export const serverJson = ({ name, version, mcpName }: Package): string =>
  `${JSON.stringify(
    {
      $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
      name: mcpName,
      title: 'PAI-DLC',
      description: DESCRIPTION,
      version,
      packages: [
        {
          registryType: 'npm',
          identifier: name,
          version,
          runtimeHint: 'npx',
          transport: { type: 'stdio' },
          environmentVariables: [
            ...CREDENTIALS.map((one) => ({
              name: one.name,
              description: one.description,
              isRequired: false,
              isSecret: true,
              format: 'string',
            })),
            ...settingsOf().map(variable),
          ],
        },
      ],
    },
    null,
    2,
  )}\n`;
