import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs of this user keep their configuration, by the platform's convention. */
export interface UserPlaces {
  platform: NodeJS.Platform;
  home: string;
  /** Directory in which desktop programs have one of their own: XDG's, Application Support or roaming AppData. */
  programs: string;
  /** Home of the Codex CLI (`CODEX_HOME`). */
  codex: string;
}

/** The places of the user who runs this process. */
export function userPlaces(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): UserPlaces {
  const programs =
    platform === 'win32'
      ? environment.APPDATA || join(home, 'AppData', 'Roaming')
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : environment.XDG_CONFIG_HOME || join(home, '.config');
  return { platform, home, programs, codex: environment.CODEX_HOME || join(home, '.codex') };
}
