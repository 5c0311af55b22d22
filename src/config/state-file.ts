import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The directory in which programs keep state that must outlive them, by the platform's convention. */
function stateHome(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (platform === 'win32') return environment.LOCALAPPDATA || join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const { XDG_STATE_HOME: given } = environment;
  // The XDG specification has relative paths ignored.
  return given !== undefined && isAbsolute(given) ? given : join(home, '.local', 'state');
}

/** Where creates are remembered when the operator names no file (`stateFile`). */
export const defaultStateFile = (
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string => join(stateHome(environment, platform, home), 'pai-dlc-mcp', 'creates.json');
