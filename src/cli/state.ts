import type { Config } from '../config/config.ts';
import { defaultStateFile } from '../config/state-file.ts';
import type { CreateLedger } from '../domain/create-ledger.ts';
import type { KeyedDigest } from '../domain/keyed-digest.ts';
import type { Log } from '../server/log.ts';
import type { AuditFile } from '../state/audit-file.ts';

/**
 * Where creates are remembered: in a file, or, for a simulated cloud that dies with this process, in memory. Loaded
 * when the first job is created.
 */
export function createsOf({ stateFile, simulate }: Config): CreateLedger {
  let ledger: Promise<CreateLedger> | undefined;
  const load = async (): Promise<CreateLedger> => {
    if (simulate && stateFile === undefined) return (await import('../state/ledger.ts')).memoryLedger();
    return (await import('../state/file-ledger.ts')).fileLedger(stateFile ?? defaultStateFile());
  };
  const use = (): Promise<CreateLedger> => {
    ledger ??= load();
    return ledger;
  };
  return {
    inTurn: async (key, work) => (await use()).inTurn(key, work),
    ofRegion: async (region) => (await use()).ofRegion(region),
    find: async (key) => (await use()).find(key),
    open: async (entry, seen) => (await use()).open(entry, seen),
    close: async (requestId, jobId) => (await use()).close(requestId, jobId),
  };
}

/**
 * Digests by a key beside the file of creates, made at its first use, or by one of this process alone where no file can
 * be kept: what was digested by an earlier process is then not known again, and nothing else is lost.
 */
export function keyedDigestOf({ stateFile, simulate }: Config): () => Promise<KeyedDigest> {
  let made: Promise<KeyedDigest> | undefined;
  const load = async (): Promise<KeyedDigest> => {
    const [{ keyedDigest }, { fileKey, processKey }] = await Promise.all([
      import('../domain/keyed-digest.ts'),
      import('../state/key.ts'),
    ]);
    if (simulate && stateFile === undefined) return keyedDigest(processKey());
    return keyedDigest(await fileKey(`${stateFile ?? defaultStateFile()}.key`).catch(processKey));
  };
  return () => {
    made ??= load();
    return made;
  };
}

/** The audit log of `--audit-log`, opened at its first use; `undefined` without that setting. */
export function auditLog({ auditLog: path, auditLogMb }: Config, log: Log) {
  if (path === undefined) return undefined;
  let opened: Promise<AuditFile> | undefined;
  const open = async (): Promise<AuditFile> => {
    const { createAuditFile } = await import('../state/audit-file.ts');
    const onTrouble = (why: string, kept: readonly string[]) =>
      log.error({ why, kept }, 'the audit log cannot be written');
    return createAuditFile({ path, maxBytes: auditLogMb * 1024 * 1024, onTrouble });
  };
  return {
    open: () => {
      opened ??= open();
      return opened;
    },
    close: async () => (await opened)?.close(),
  };
}
