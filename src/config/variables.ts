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

/** The variables that the server reads and that are set here, by name. */
export const variablesSet = (environment: NodeJS.ProcessEnv = process.env): readonly string[] =>
  VARIABLES.filter((name) => (environment[name] ?? '') !== '');

/** Whether a value is how hosts write a variable that they are to put in: `$X`, `${X}`, `${env:X}`, `{env:X}`, `${{ secrets.X }}`. */
export const isReference = (name: string, value: string): boolean =>
  [`$${name}`, `\${${name}}`, `\${env:${name}}`, `{env:${name}}`, `\${{ secrets.${name} }}`].includes(value.trim());

/**
 * Takes out credentials that a host was to fill in and did not, since the variable is not set where the host runs: hosts pass
 * on the reference as it stands, or an empty text, and that would be a wrong credential that hides the right one. A setting
 * stays as it is: one that restricts the server must not get lost in silence.
 */
export function dropUnresolved(environment: NodeJS.ProcessEnv = process.env): void {
  for (const name of [...CREDENTIAL_VARIABLES, 'ALIBABA_CLOUD_PROFILE']) {
    const value = environment[name];
    if (value !== undefined && (value === '' || isReference(name, value))) delete environment[name];
  }
}
