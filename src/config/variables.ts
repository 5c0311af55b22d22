import { settings } from './settings.ts';

/**
 * What the official credentials library (`@alicloud/credentials`) reads of the environment, besides the home directory.
 * `ALIBABA_CLOUD_PROFILE`, which it reads too, is a setting of ours.
 */
export const CREDENTIAL_VARIABLES: readonly string[] = [
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'ALIBABA_CLOUD_ROLE_ARN',
  'ALIBABA_CLOUD_ROLE_SESSION_NAME',
  'ALIBABA_CLOUD_OIDC_PROVIDER_ARN',
  'ALIBABA_CLOUD_OIDC_TOKEN_FILE',
  'ALIBABA_CLOUD_CREDENTIALS_URI',
  'ALIBABA_CLOUD_CREDENTIALS_FILE',
  'ALIBABA_CLOUD_CLI_PROFILE_DISABLED',
  'ALIBABA_CLOUD_ECS_IMDSV2_ENABLE',
  'ALIBABA_CLOUD_ECS_METADATA',
  'ALIBABA_CLOUD_ECS_METADATA_DISABLED',
  'ALIBABA_CLOUD_IMDSV1_DISABLED',
  'ALIBABA_CLOUD_STS_REGION',
  'ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED',
];

/** Every variable that a server's behaviour depends on: where its credentials come from, and its settings. */
const VARIABLES: readonly string[] = [...CREDENTIAL_VARIABLES, ...settings.flatMap(({ env }) => env)];

/** Names of those variables that are set to something in this environment. */
export const variablesSet = (environment: NodeJS.ProcessEnv = process.env): readonly string[] =>
  VARIABLES.filter((name) => (environment[name] ?? '') !== '');

/**
 * Whether a value is a host's reference to this variable that nobody has replaced: `$X`, `${X}`,
 * `${env:X}`, `{env:X}`, `${{ secrets.X }}`.
 */
export const isReference = (name: string, value: string): boolean =>
  [`$${name}`, `\${${name}}`, `\${env:${name}}`, `{env:${name}}`, `\${{ secrets.${name} }}`].includes(value.trim());

/**
 * Removes credential variables that a host should have filled in and did not. Where the variable is not set, hosts pass
 * on the reference itself or an empty text; the credentials library would take that for a key and never look further.
 * Settings are left alone: a restriction that is lost silently is worse than an error about it.
 */
export function dropUnresolved(environment: NodeJS.ProcessEnv = process.env): void {
  for (const name of [...CREDENTIAL_VARIABLES, 'ALIBABA_CLOUD_PROFILE']) {
    const value = environment[name];
    if (value !== undefined && (value === '' || isReference(name, value))) delete environment[name];
  }
}
