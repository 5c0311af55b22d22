// The environment variables of the server, as a registry lists them and as a bundle asks a user for them.
import { type Setting, settings } from '../../src/config/settings.ts';

/** Keys, which the official credentials library reads. None is required: its chain goes on to profiles and roles. */
export const CREDENTIALS = [
  {
    name: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    title: 'Access key id',
    description:
      'Access key id. Without one, the aliyun CLI profile, a credentials file or the role of the machine is used.',
  },
  {
    name: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    title: 'Access key secret',
    description: 'Secret of the access key.',
  },
  {
    name: 'ALIBABA_CLOUD_SECURITY_TOKEN',
    title: 'Security token',
    description: 'Token that belongs to a temporary access key (STS).',
  },
] as const;

/** Name of a setting in the table of settings. */
export type SettingName = (typeof settings)[number]['name'];

/** Every setting, or those of the given names in that order. */
export const settingsOf = (names: readonly SettingName[] = settings.map(({ name }) => name)): readonly Setting[] =>
  names.flatMap((name) => settings.filter((setting) => setting.name === name));
