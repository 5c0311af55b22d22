import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defaultStateFile } from '../../config/state-file.ts';
import { Fault } from '../../domain/fault.ts';
import { asIs, en, type Said, say, zh } from '../../domain/said.ts';
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

/**
 * Why the server would refuse the file or a folder on the way to it; nothing where it would not, or where the file is
 * missing.
 */
async function troubleWith(path: string): Promise<Trouble | undefined> {
  try {
    await (await openOwn(path, 'read')).close();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof UntrustedFile) return thrown.trouble;
    return codeOf(thrown) === 'ELOOP' ? { what: 'it is a link', remedy: 'name the file itself' } : undefined;
  }
}

async function writable(file: string, fix: Said): Promise<CheckResult> {
  const path = resolve(file);
  const code = await obstacleTo(path);
  if (code !== undefined)
    return broken(say(en`${path} cannot be written (${code}).`, zh`无法写入 ${path}（${code}）。`), fix);
  const trouble = await troubleWith(path);
  return trouble === undefined
    ? ok(asIs(path))
    : broken(
        say(en`${path} cannot be used: ${trouble.what}.`, zh`无法使用 ${path}：${trouble.what}。`),
        asIs(`${trouble.remedy}.`),
      );
}

const nameAnother = (flag: string): Said =>
  say(en`Make it writable, or name another file with ${flag}.`, zh`请将其设为可写，或用 ${flag} 指定其他文件。`);

/** A key that no real create has, to read the state file with. */
const NOBODY = { region: 'none', workspace_id: 'none', display_name: 'doctor' };

export const stateFileCheck = ({ config, tools, composition }: Subject): DoctorCheck => ({
  id: 'state-file',
  title: say(en`State file`, zh`状态文件`),
  needs: ['configuration'],
  run: async () => {
    if (!tools.some((tool) => tool.effect === 'costly'))
      return skipped(say(en`not needed: no offered tool creates a job`, zh`不需要：启用的工具都不创建任务`));
    if (config.simulate && config.stateFile === undefined)
      return ok(say(en`in memory, as the simulated cloud is`, zh`保存在内存中，与模拟的云一样`));
    try {
      await composition.runtime.creates.find(NOBODY);
    } catch (thrown) {
      if (thrown instanceof Fault) return broken(asIs(thrown.details.message), asIs(thrown.details.fix));
      throw thrown;
    }
    return writable(config.stateFile ?? defaultStateFile(), nameAnother('--state-file'));
  },
});

export const pricesCheck = ({ config: { prices }, composition }: Subject): DoctorCheck => ({
  id: 'prices',
  title: say(en`Prices`, zh`价格`),
  needs: ['configuration'],
  run: async () => {
    if (prices === undefined)
      return skipped(
        say(en`none are given (--prices): costs are told in GPU-hours`, zh`未提供（--prices）：费用以 GPU 小时表示`),
      );
    try {
      await composition.runtime.prices();
      return ok(asIs(resolve(prices)));
    } catch (thrown) {
      if (thrown instanceof Fault) return broken(asIs(thrown.details.message), asIs(thrown.details.fix));
      throw thrown;
    }
  },
});

export const auditLogCheck = ({ config: { auditLog }, tools }: Subject): DoctorCheck => ({
  id: 'audit-log',
  title: say(en`Audit log`, zh`审计日志`),
  needs: ['configuration'],
  run: async () => {
    if (auditLog === undefined) return skipped(say(en`none is configured`, zh`未配置`));
    if (tools.every((tool) => tool.effect === 'read'))
      return skipped(say(en`not needed: every offered tool only reads`, zh`不需要：启用的工具都只读取`));
    return writable(auditLog, nameAnother('--audit-log'));
  },
});
