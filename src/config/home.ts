import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Where programs of this user keep their configuration, by the platform's convention and by what they read themselves.
 */
export interface UserPlaces {
  platform: NodeJS.Platform;
  home: string;
  /** Parent of the configuration folders of desktop programs: XDG's, Application Support, or roaming AppData. */
  programs: string;
  /** Parent of the configuration folders of command line programs: XDG's, on every platform. */
  xdgConfig: string;
  /** The folder that an environment variable names, or else a path below the home directory. */
  moved(variable: string, ...usual: string[]): string;
}

/** The places of the user who runs this process. */
export function userPlaces(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): UserPlaces {
  const xdgConfig = environment.XDG_CONFIG_HOME || join(home, '.config');
  const programs =
    platform === 'win32'
      ? environment.APPDATA || join(home, 'AppData', 'Roaming')
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : xdgConfig;
  return {
    platform,
    home,
    programs,
    xdgConfig,
    moved: (variable, ...usual) => environment[variable]?.trim() || join(home, ...usual),
  };
}

/** The directories in which this shell looks for programs, in order. */
export const searchPath = (environment: NodeJS.ProcessEnv = process.env): readonly string[] =>
  (environment.PATH ?? environment.Path ?? '').split(delimiter).filter((folder) => folder !== '');
