import { describe, expect, it } from 'vitest';
import { defaultStateFile } from '../../src/config/state-file.ts';

describe('the default state file', () => {
  it.each<[string, NodeJS.ProcessEnv, NodeJS.Platform, string]>([
    ['by XDG', { XDG_STATE_HOME: '/x/state' }, 'linux', '/x/state/pai-dlc-mcp/creates.json'],
    ['without XDG', {}, 'linux', '/home/me/.local/state/pai-dlc-mcp/creates.json'],
    [
      'with a relative XDG path, which counts for nothing',
      { XDG_STATE_HOME: 'x' },
      'freebsd',
      '/home/me/.local/state/pai-dlc-mcp/creates.json',
    ],
    ['on macOS', { XDG_STATE_HOME: '/x' }, 'darwin', '/home/me/Library/Application Support/pai-dlc-mcp/creates.json'],
    ['on Windows', { LOCALAPPDATA: '/local' }, 'win32', '/local/pai-dlc-mcp/creates.json'],
    ['on Windows without LOCALAPPDATA', {}, 'win32', '/home/me/AppData/Local/pai-dlc-mcp/creates.json'],
  ])('lies in the state directory %s', (_, environment, platform, path) => {
    expect(defaultStateFile(environment, platform, '/home/me')).toBe(path);
  });
});
