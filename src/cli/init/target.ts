import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { userPlaces } from '../../config/home.ts';
import { Fault } from '../../domain/fault.ts';
import { nearest } from '../../domain/nearest.ts';
import { en, type Said, say, zh } from '../../domain/said.ts';
import { commandLine } from '../terminal/typed.ts';
import { type ConfigScope, type Host, SCOPES } from './host.ts';
import { HOST_IDS, type HostId } from './hosts.ts';

export const wrong = (message: string, fix: string, valid?: readonly string[]): Fault =>
  new Fault({ kind: 'invalid_input', message, fix, ...(valid ? { valid } : {}) });

/** The host of a name. @throws Fault for a name that is none, with the nearest one */
export function hostNamed(given: string | undefined): HostId {
  const known = HOST_IDS.find((id) => id === given);
  if (known !== undefined) return known;
  const meant = nearest(given ?? '', HOST_IDS);
  throw wrong(
    given === undefined ? 'No host is named.' : `The host "${given}" is not known.`,
    `${meant ? `Did you mean ${meant}? ` : ''}Run ${commandLine('init', 'HOST')}.`,
    HOST_IDS,
  );
}

/** The file that is changed, and why it is another one than usual, where it is. */
export interface Target {
  file: string;
  scope: ConfigScope;
  because?: Said;
}

/**
 * Whether a folder lies in the clone or package that this program runs from.
 *
 * @param main path of the running program
 */
function inOwnClone(folder: string, main: string): boolean {
  const root = dirname(dirname(realpathSync(main)));
  const here = realpathSync(folder);
  return existsSync(join(root, 'package.json')) && (here === root || here.startsWith(root + sep));
}

/**
 * Where a host's entry goes. Within the clone of this program no project's file is changed unless it is asked for,
 * because it would be a file of the clone.
 * @param scope as it was asked for
 * @throws Fault where the host has no such scope
 */
export function targetOf(host: Host, scope: string | undefined, folder: string, main: string): Target {
  const scopes = host.files.map(([name]) => name);
  const inClone = scope === undefined && scopes[0] === 'project' && inOwnClone(folder, main);
  const [name, locate] = host.files.find(([each]) => (inClone ? each === 'user' : (scope ?? each) === each)) ?? [];
  if (name !== undefined && locate !== undefined)
    return {
      file: locate(userPlaces(), folder),
      scope: name,
      ...(inClone
        ? {
            because: say(
              en`This folder is the server's own, so this is about the file of the user, not of a project (--scope user).`,
              zh`当前目录是服务器自己的目录，因此改动的是用户的文件，而不是项目的文件（--scope user）。`,
            ),
          }
        : {}),
    };
  if (inClone)
    throw wrong(
      `This folder is the server's own, and ${host.title} has a file for projects only.`,
      'Run init in the folder of your project, or give --scope project.',
    );
  const all: readonly string[] = SCOPES;
  throw wrong(
    `--scope is "${scope}", which ${all.includes(scope ?? '') ? `${host.title} does not have` : 'is not a scope'}.`,
    'Leave --scope out, or use a valid one.',
    scopes,
  );
}
