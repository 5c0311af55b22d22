// What a model receives from this server in real agent hosts. Usage: npm run eval:hosts -- [--host NAME]... [--write] [--fresh]
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type HostId, hostOf } from '../../src/cli/init/hosts.ts';
import { MAIN } from '../../tests/e2e/harness.ts';
import { type Call, measuredCalls } from './calls.ts';
import { findable } from './finding.ts';
import { REAL_HOST_IDS } from './hosts.ts';
import { CACHE } from './install.ts';
import { type Measured, MODES, measuredOf, tryHost } from './measure.ts';
import { type Row, tablesOf, withTables } from './report.ts';
import { ready } from './session.ts';

const PAGE = fileURLToPath(new URL('../../docs/hosts.md', import.meta.url));
const say = (text: string): void => console.error(`hosts: ${text}`);

async function rowOf(id: HostId, calls: readonly Call[]): Promise<Row> {
  const { title } = hostOf(id);
  say(title);
  const found = ready(id);
  if ('skipped' in found) return { title, measured: [], findable: [], ...found };
  const { version } = found;
  const measured: Measured[] = [];
  try {
    for (const mode of MODES)
      measured.push(measuredOf(mode, calls, await tryHost(found, calls, MAIN, ['--answers', mode])));
    return { title, version, measured, findable: await findable(found, MAIN) };
  } catch (thrown) {
    const skipped = thrown instanceof Error ? thrown.message : String(thrown);
    say(skipped);
    return { title, version, measured, findable: [], skipped };
  }
}

// An interrupted run ends its host.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const { values } = parseArgs({
  options: { host: { type: 'string', multiple: true }, write: { type: 'boolean' }, fresh: { type: 'boolean' } },
});
const unknown = values.host?.find((name) => !REAL_HOST_IDS.some((id) => id === name));
if (unknown !== undefined || (values.write && values.host)) {
  console.error(
    unknown === undefined
      ? '--write writes the page of all hosts: leave --host out.'
      : `--host is "${unknown}", which is none of ${REAL_HOST_IDS.join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  if (values.fresh) rmSync(CACHE, { recursive: true, force: true });
  const calls = await measuredCalls();
  const rows: Row[] = [];
  for (const id of REAL_HOST_IDS) if (values.host?.includes(id) ?? true) rows.push(await rowOf(id, calls));
  const tables = tablesOf(rows);
  console.log(tables);
  if (values.write) writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), tables));
}
