import type { CredentialsProvider } from '@alicloud/credentials';
import pTimeout from 'p-timeout';
import { Fault } from '../domain/fault.ts';
import { keepSecret } from '../shaping/own-secrets.ts';
import type { CloudConfig } from './cloud.ts';
import { CONFIGURE_CREDENTIALS } from './errors.ts';
import { type Credential, loadCredentials } from './sdk.ts';

/** How long a call waits for the chain; its lookups (metadata service, STS) go on and serve the next call. */
const DEADLINE_MS = 5000;

export interface Resolved {
  /** The library's object: it refreshes temporary keys by itself. */
  credential: Credential;
  origin: CredentialOrigin;
}

/** Where a credential comes from, without any of its values. */
export interface CredentialOrigin {
  /** Providers of the official library that found it, outermost first, such as `default/env`. */
  provider: string;
  /** Whether it expires by itself (STS). */
  temporary: boolean;
  /** The last four characters of the access key id; absent where that would be a large part of it. */
  keyEnd?: string;
}

/** A shorter id is not one of the cloud's; four characters of it would give too much away. */
const LEAST_ID_LENGTH = 12;

/** Resolves to the credential in use. @throws Fault `credentials`, which never quotes the library: it echoes files. */
export type Credentials = () => Promise<Resolved>;

/** An explicitly chosen profile is that profile or nothing: first the CLI's configuration, then the credentials file. */
async function profileProvider(profile: string): Promise<CredentialsProvider> {
  const { CLIProfileCredentialsProvider, ProfileCredentialsProvider } = await loadCredentials();
  const cli: CredentialsProvider = CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
  const file: CredentialsProvider = ProfileCredentialsProvider.builder().withProfileName(profile).build();
  return {
    getCredentials: () => cli.getCredentials().catch(() => file.getCredentials()),
    getProviderName: () => 'profile',
  };
}

async function build({ staticCredentials, profile }: CloudConfig): Promise<Credential> {
  const { default: CredentialClass, Config } = await loadCredentials();
  if (staticCredentials) {
    const type = staticCredentials.securityToken === undefined ? 'access_key' : 'sts';
    return new CredentialClass(new Config({ type, ...staticCredentials }));
  }
  return profile === undefined ? new CredentialClass() : new CredentialClass(null, await profileProvider(profile));
}

const missing = (message: string): Fault => new Fault({ kind: 'credentials', message, fix: CONFIGURE_CREDENTIALS });

/**
 * Resolves the configured credential and keeps the object. Lookups are single-flight (the library's chain misbehaves when
 * entered twice before its first success) and a failed one is forgotten, so that credentials set up later are found.
 */
export function createCredentials(config: CloudConfig): Credentials {
  let kept: Credential | undefined;
  let pending: Promise<Resolved> | undefined;
  const source = config.profile === undefined ? 'the default chain' : `the profile ${JSON.stringify(config.profile)}`;

  const resolve = async (): Promise<Resolved> => {
    // Outside the try: a library that does not load is not a missing credential.
    await loadCredentials();
    try {
      kept ??= await build(config);
      const { accessKeyId, accessKeySecret, securityToken, bearerToken, providerName, type } =
        await kept.getCredential();
      const secrets = [accessKeyId, accessKeySecret, securityToken, bearerToken].filter(
        (value) => typeof value === 'string' && value !== '',
      );
      if (secrets.length === 0) throw new Error('empty');
      keepSecret(secrets as string[]);
      const origin: CredentialOrigin = {
        provider: providerName ?? type ?? 'unknown',
        temporary: Boolean(securityToken),
        ...(accessKeyId !== undefined && accessKeyId.length >= LEAST_ID_LENGTH
          ? { keyEnd: accessKeyId.slice(-4) }
          : {}),
      };
      return { credential: kept, origin };
    } catch {
      kept = undefined;
      throw missing(`No Alibaba Cloud credentials were found by ${source}.`);
    }
  };

  return () => {
    pending ??= resolve().finally(() => {
      pending = undefined;
    });
    return pTimeout(pending, {
      milliseconds: DEADLINE_MS,
      message: missing(`Looking for Alibaba Cloud credentials by ${source} took longer than ${DEADLINE_MS / 1000} s.`),
    });
  };
}

/**
 * Where the configured credential comes from. It is looked up, not used.
 * @throws Fault `credentials` where there is none
 */
export const describeCredentials = async (config: CloudConfig): Promise<CredentialOrigin> =>
  (await createCredentials(config)()).origin;
