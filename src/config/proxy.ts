import { withoutUser } from '../domain/address.ts';

/** A proxy variable of the environment, fit to be shown. */
export interface ProxyVariable {
  name: string;
  /** Without user and password. */
  value: string;
}

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];

/** The proxy variables that are set, in either case, with credentials masked. */
export const proxyVariables = (environment: NodeJS.ProcessEnv = process.env): readonly ProxyVariable[] =>
  NAMES.flatMap((name) => [name, name.toLowerCase()]).flatMap((name) => {
    const value = environment[name];
    return value === undefined || value === '' ? [] : [{ name, value: withoutUser(value) }];
  });
