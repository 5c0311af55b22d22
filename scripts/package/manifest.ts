// manifest.json of the .mcpb bundle: how a desktop host installs the server, what it asks the user, and how it starts it.
import { asOffered } from '../../src/advice/offered.ts';
import type { Setting } from '../../src/config/settings.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Package } from './server-json.ts';
import { CREDENTIALS, type SettingName, settingsOf } from './variables.ts';

/** What is worth a field in a settings dialog; everything else has a default or is for operators. */
const ASKED: readonly SettingName[] = [
  'region',
  'workspaceId',
  'profile',
  'readOnly',
  'lockScope',
  'confirm',
  'confirmCreate',
  'allowImage',
  'auditLog',
  'simulate',
];

const ENTRY = 'dist/main.js';

/** A field of the dialog. Without a default a host would hand over the placeholder itself where the field is left empty. */
function field({ flag, kind, range, choices, default: value = '', description }: Setting) {
  const words = flag.replaceAll('-', ' ');
  return {
    type: kind === 'boolean' ? 'boolean' : kind === 'integer' || kind === 'number' ? 'number' : 'string',
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
    description: choices ? `${description} One of ${choices.join(', ')}.` : description,
    required: false,
    default: value,
    ...(range ? { min: range[0], max: range[1] } : {}),
  };
}

const key = (name: string): string => name.toLowerCase().replaceAll('-', '_');

/** What the dialog asks for: the key of its field, the variable that gets the answer, and the field. */
const questions = () => [
  ...CREDENTIALS.map(({ name, title, description }) => ({
    key: key(name).replace('alibaba_cloud_', ''),
    variable: name as string,
    field: { type: 'string', title, description, required: false, sensitive: true, default: '' },
  })),
  ...settingsOf(ASKED).map((setting) => ({
    key: key(setting.flag),
    variable: setting.env[0] ?? '',
    field: field(setting),
  })),
];

const firstSentence = (text: string): string => /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;

/** The manifest as an object, in version 0.3 of its format. */
export function manifest({ name, version, description, license, keywords, engines }: Package) {
  const asked = questions();
  return {
    manifest_version: '0.3',
    name,
    display_name: 'Alibaba Cloud PAI-DLC',
    version,
    description,
    author: { name: 'The authors of pai-dlc-mcp' },
    license,
    keywords,
    server: {
      type: 'node',
      entry_point: ENTRY,
      mcp_config: {
        command: 'node',
        args: [`\${__dirname}/${ENTRY}`],
        env: Object.fromEntries(asked.map((one) => [one.variable, `\${user_config.${one.key}}`])),
      },
    },
    tools: allTools.map((tool) => ({
      name: tool.name,
      description: firstSentence(asOffered(tool.description, () => true)),
    })),
    prompts_generated: true,
    compatibility: { runtimes: { node: engines.node } },
    user_config: Object.fromEntries(asked.map((one) => [one.key, one.field])),
  };
}
