import { Fault } from '../domain/fault.ts';
import { nearest } from '../domain/nearest.ts';
import { settings } from './settings.ts';

const PREFIX = 'PAI_DLC_MCP_';

/**
 * Names behind the prefix that others set, and that mean nothing to this server: the version of its package, as builds
 * of images write it, and what Kubernetes tells every container of a service that is called `pai-dlc-mcp`.
 */
const OF_OTHERS = /^(?:VERSION|SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_\w+)?)$/;

const KNOWN: readonly string[] = settings.flatMap(({ env }) => env).filter((name) => name.startsWith(PREFIX));

/** Whether a variable has this server's prefix and is none of its settings. */
function isStray(name: string): boolean {
  // Windows finds a variable in any case; elsewhere another case is another variable, and a slip of the same kind.
  const read = process.platform === 'win32' ? name.toUpperCase() : name;
  return name.toUpperCase().startsWith(PREFIX) && !KNOWN.includes(read) && !OF_OTHERS.test(read.slice(PREFIX.length));
}

/**
 * Refuses a variable that is meant for this server and that it does not read, as it refuses an unknown option: a
 * restriction that does not hold, and says nothing, is worse than a server that does not start. An empty one counts as
 * not set, as for all.
 * @throws Fault `invalid_input` that names each, and the settings that were probably meant
 */
export function refuseStrays(environment: NodeJS.ProcessEnv): void {
  const strays = Object.keys(environment).filter((name) => (environment[name] ?? '') !== '' && isStray(name));
  if (strays.length === 0) return;
  const [own, ends] = [strays.toSorted(), KNOWN.map((name) => name.slice(PREFIX.length))];
  const meant = own.flatMap((name) => {
    const near = nearest(name.slice(PREFIX.length), ends);
    return near === undefined ? [] : [PREFIX + near];
  });
  const are =
    own.length === 1
      ? 'is set in the environment, and is no setting'
      : 'are set in the environment, and are no settings';
  throw new Fault({
    kind: 'invalid_input',
    message: `${own.join(' and ')} ${are} of this server: nothing would come of it.`,
    fix: `${meant.length > 0 ? `Did you mean ${meant.join(' and ')}? ` : ''}Correct the name where the environment is set, or unset it; --help names every setting with its variable.`,
  });
}
