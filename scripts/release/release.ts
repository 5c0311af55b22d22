import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeFiles, type Kind, readChanges } from './change.ts';
import { latestVersion, nextVersion, releaseNotes, withRelease } from './changelog.ts';

/** The release that is due. */
export interface Release {
  version: string;
  /** Markdown, without a heading of its own. */
  notes: string;
}

const changelogOf = (root: string): string => readFileSync(join(root, 'CHANGELOG.md'), 'utf8');

/**
 * What the next release would be. The first one has the version that package.json names; a line under Unreleased counts as
 * a feature, since nothing says its kind.
 *
 * @throws Error where a change file is not valid, or nothing has changed
 */
export function dueRelease(root: string): Release {
  const changelog = changelogOf(root);
  const changes = readChanges(root);
  const notes = releaseNotes(changelog, changes);
  if (notes === '') throw new Error('There is nothing to release: no file in changes/, and nothing under Unreleased.');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const kinds: Kind[] = changes.map(({ kind }) => kind);
  if (releaseNotes(changelog, []) !== '') kinds.push('feature');
  const latest = latestVersion(changelog);
  return { version: latest === undefined ? version : nextVersion(latest, kinds), notes };
}

/** Writes the due release into changelog, package.json and lockfile, and removes the change files it has told. */
export function writeRelease(root: string, date: string): Release {
  const due = dueRelease(root);
  const files = changeFiles(root);
  const changelog = withRelease(changelogOf(root), readChanges(root), due.version, date);
  // npm knows every place that holds the version.
  const args = ['version', due.version, '--no-git-tag-version', '--allow-same-version'];
  const run = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (run.status !== 0) throw new Error(`npm version failed: ${run.stderr}`);
  writeFileSync(join(root, 'CHANGELOG.md'), changelog);
  for (const file of files) rmSync(join(root, file));
  return due;
}
