import type { ConfigScope, Host } from './host.ts';

/**
 * What a person has to know about credentials: whether the host passes them to the server, and what to do where not.
 * @param names variables that the entry lets through
 */
export function aboutVariables({ title, passing: { inherits, named } }: Host, names: readonly string[]): string {
  if (inherits === 'all')
    return `It holds no credentials: ${title} passes on the variables of the shell that it is started from.`;
  const list = names.join(', ');
  const stay = 'The values stay in the environment that the host is started from.';
  if (names.length > 0)
    return `It holds no credentials, only the names of variables that ${title} is to pass on: ${list}. ${stay}`;
  const keep = 'keep credentials where the server finds them by itself, in the configuration of the aliyun CLI';
  if (named === undefined)
    return `It holds no credentials, and ${title} is not known to pass on variables: ${keep} (aliyun configure).`;
  return `It holds no credentials. None of their variables is set in this shell, so none is named for ${title} to pass on: ${keep}, or set them and run init again.`;
}

/** What makes the host read an entry of a scope. */
export const nextStep = ({ next, ofProject }: Host, scope?: ConfigScope): string =>
  `Next: ${[next, ...(scope === 'project' && ofProject !== undefined ? [ofProject] : [])].join(' ')}`;
