import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defaultStateFile } from '../../config/state-file.ts';
import { Fault } from '../../domain/fault.ts';
import { type Trouble, UntrustedFile } from '../../files/guard.ts';
import { openOwn } from '../../files/own-file.ts';
import { broken, type CheckResult, type DoctorCheck, ok, skipped } from './check.ts';
import type { Subject } from './subject.ts';

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no code';

/** The nearest directory above that exists. */
async function ancestorOf(path: string): Promise<string> {
  const above = dirname(path);
  if (above === path) return above;
  try {
    if ((await stat(above)).isDirectory()) return above;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return ancestorOf(above);
    throw thrown;
  }
  throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR' });
}

/**
 * Whether a file can be written, or made where it is missing. Nothing is written.
 * @returns the system's error code, or nothing where it can be written
 */
export async function obstacleTo(path: string): Promise<string | undefined> {
  try {
    const stats = await stat(path).catch((thrown: unknown) => {
      if (codeOf(thrown) === 'ENOENT') return undefined;
      throw thrown;
    });
    if (stats?.isDirectory()) return 'EISDIR';
    await access(stats === undefined ? await ancestorOf(path) : path, constants.W_OK);
    return undefined;
  } catch (thrown) {
    return codeOf(thrown);
  }
}

/** Why the server would refuse the file or a folder on the way to it; nothing where it would not, or where the file is missing. */
async function troubleWith(path: string): Promise<Trouble | undefined> {
  try {
    await (await openOwn(path, 'read')).close();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof UntrustedFile) return thrown.trouble;
    return codeOf(thrown) === 'ELOOP' ? { what: 'it is a link', remedy: 'name the file itself' } : undefined;
  }
}

async function writable(file: string, fix: string): Promise<CheckResult> {
  const path = resolve(file);
  const code = await obstacleTo(path);
  if (code !== undefined) return broken(`${path} cannot be written (${code}).`, fix);
  const trouble = await troubleWith(path);
  return trouble === undefined ? ok(path) : broken(`${path} cannot be used: ${trouble.what}.`, `${trouble.remedy}.`);
}

/** A key that no real create has, to read the state file with. */
const NOBODY = { region: 'none', workspace_id: 'none', display_name: 'doctor' };

export const stateFileCheck = ({ config, tools, composition }: Subject): DoctorCheck => ({
  id: 'state-file',
  title: 'State file',
  needs: ['configuration'],
  run: async () => {
    if (!tools.some((tool) => tool.effect === 'costly')) return skipped('not needed: no offered tool creates a job');
    if (config.simulate && config.stateFile === undefined) return ok('in memory, as the simulated cloud is');
    try {
      await composition.runtime.creates.find(NOBODY);
    } catch (thrown) {
      if (thrown instanceof Fault) return broken(thrown.details.message, thrown.details.fix);
      throw thrown;
    }
    return writable(
      config.stateFile ?? defaultStateFile(),
      'Make it writable, or name another file with --state-file.',
    );
  },
});

export const pricesCheck = ({ config: { prices }, composition }: Subject): DoctorCheck => ({
  id: 'prices',
  title: 'Prices',
  needs: ['configuration'],
  run: async () => {
    if (prices === undefined) return skipped('none are given (--prices): costs are told in GPU-hours');
    try {
      await composition.runtime.prices();
      return ok(resolve(prices));
    } catch (thrown) {
      if (thrown instanceof Fault) return broken(thrown.details.message, thrown.details.fix);
      throw thrown;
    }
  },
});

export const auditLogCheck = ({ config: { auditLog }, tools }: Subject): DoctorCheck => ({
  id: 'audit-log',
  title: 'Audit log',
  needs: ['configuration'],
  run: async () => {
    if (auditLog === undefined) return skipped('none is configured');
    if (tools.every((tool) => tool.effect === 'read')) return skipped('not needed: every offered tool only reads');
    return writable(auditLog, 'Make it writable, or name another file with --audit-log.');
  },
});
