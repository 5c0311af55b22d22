import type { CredentialsProvider } from '@alicloud/credentials';
import pTimeout from 'p-timeout';
import { Fault } from '../domain/fault.ts';
import { keepSecret } from '../shaping/own-secrets.ts';
import type { CloudConfig } from './cloud.ts';
import { configureCredentials } from './errors.ts';
import { type Credential, loadCredentials } from './sdk.ts';

/**
 * Milliseconds that a call waits for a credential. A longer look-up (metadata service, STS) goes on for the next call.
 */
const DEADLINE_MS = 5000;

export interface Resolved {
  /** The library's own object, because it refreshes temporary keys by itself. */
  credential: Credential;
  origin: CredentialOrigin;
}

/** Where a credential comes from, without any of its values. */
export interface CredentialOrigin {
  /** Providers of the official library that found it, outermost first, such as `default/env`. */
  provider: string;
  /** Whether it expires by itself (STS). */
  temporary: boolean;
  /** The last four characters of the access key id, by which a person knows it; absent for a short one. */
  keyEnd?: string;
}

/** Characters. The cloud's access key ids are longer; of a shorter one, four characters would give too much away. */
const LEAST_ID_LENGTH = 12;

/**
 * Resolves to the credential in use.
 * @throws Fault `credentials` in words of ours: the library's quote credential files
 */
export type Credentials = () => Promise<Resolved>;

/**
 * Looks for a profile in the CLI's configuration, then in the credentials file, and nowhere else: an operator who names
 * a profile must not get the credentials of another account, which the default chain might find.
 */
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

/**
 * Finds the configured credential and keeps it. Calls at the same time share one look-up, because the library's
 * chain misbehaves when entered twice before its first success. A failed look-up is forgotten, so that
 * credentials that are set up later are found.
 */
export function createCredentials(config: CloudConfig): Credentials {
  let kept: Credential | undefined;
  let pending: Promise<Resolved> | undefined;
  const missing = (message: string): Fault =>
    new Fault({ kind: 'credentials', message, fix: configureCredentials(config.profile) });
  const source = config.profile === undefined ? 'the default chain' : `the profile ${JSON.stringify(config.profile)}`;

  const resolve = async (): Promise<Resolved> => {
    // Outside of the try, which takes every error for a missing credential: a library that does not load is none.
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
      // Not a message: an error with its stack would be made for every call of the cloud, and seldom thrown.
      fallback: () => {
        throw missing(`Looking for Alibaba Cloud credentials by ${source} took longer than ${DEADLINE_MS / 1000} s.`);
      },
    });
  };
}

/**
 * Where the configured credential comes from. It is looked up, not used.
 * @throws Fault `credentials` where there is none
 */
export const describeCredentials = async (config: CloudConfig): Promise<CredentialOrigin> =>
  (await createCredentials(config)()).origin;
