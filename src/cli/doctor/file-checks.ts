import { resolve } from 'node:path';
import { defaultStateFile } from '../../config/state-file.ts';
import { Fault } from '../../domain/fault.ts';
import { asIs, en, type Said, say, zh } from '../../domain/said.ts';
import { needsFile } from '../setting-files.ts';
import { unwritable } from '../unwritable.ts';
import { broken, type CheckResult, type DoctorCheck, ok, skipped } from './check.ts';
import type { Subject } from './subject.ts';

async function writable(file: string, fix: Said): Promise<CheckResult> {
  const path = resolve(file);
  const found = await unwritable(path);
  if (found === undefined) return ok(asIs(path));
  const { why, remedy } = found;
  return broken(
    say(en`${path} cannot be written: ${why}.`, zh`无法写入 ${path}：${why}。`),
    remedy === undefined ? fix : asIs(`${remedy}.`),
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
    if (!needsFile('stateFile', tools))
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
    if (!needsFile('auditLog', tools))
      return skipped(say(en`not needed: every offered tool only reads`, zh`不需要：启用的工具都只读取`));
    return writable(auditLog, nameAnother('--audit-log'));
  },
});
