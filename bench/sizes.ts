import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MB = 1024 * 1024;

/** Megabytes of the files below a folder, as long as they are and not as the disk rounds them; links count nothing. */
export function folderMb(folder: string): number {
  const bytes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const entry = lstatSync(join(folder, name));
    return sum + (entry.isFile() ? entry.size : 0);
  }, 0);
  return bytes / MB;
}

/** Megabytes of the package as npm would publish it, and as it lies on the disk of whoever installs it. */
export function packageMb(): { tarball: number; installed: number } {
  const shell = process.platform === 'win32';
  const printed = execFileSync(shell ? 'npm.cmd' : 'npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed] = JSON.parse(printed) as [{ size: number; unpackedSize: number }];
  return { tarball: packed.size / MB, installed: packed.unpackedSize / MB };
}

export const distMb = (): number => folderMb(join(ROOT, 'dist'));
