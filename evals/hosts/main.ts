// What a model receives from this server in real agent hosts. Usage: npm run eval:hosts -- [--host NAME]... [--write] [--fresh]
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MAIN } from '../../tests/e2e/harness.ts';
import { type Call, measuredCalls } from './calls.ts';
import { HOSTS, type Host } from './hosts.ts';
import { CACHE } from './install.ts';
import { type Measured, MODES, measure } from './measure.ts';
import { type Row, tablesOf, withTables } from './report.ts';
import { ready } from './session.ts';

const PAGE = fileURLToPath(new URL('../../docs/hosts.md', import.meta.url));
const say = (text: string): void => console.error(`hosts: ${text}`);

async function rowOf(host: Host, calls: readonly Call[]): Promise<Row> {
  say(host.title);
  const found = ready(host);
  if ('skipped' in found) return { title: host.title, measured: [], ...found };
  const { version } = found;
  const measured: Measured[] = [];
  try {
    for (const mode of MODES) measured.push(await measure(found, mode, calls, MAIN));
    return { title: host.title, version, measured };
  } catch (thrown) {
    const skipped = thrown instanceof Error ? thrown.message : String(thrown);
    say(skipped);
    return { title: host.title, version, measured, skipped };
  }
}

const { values } = parseArgs({
  options: { host: { type: 'string', multiple: true }, write: { type: 'boolean' }, fresh: { type: 'boolean' } },
});
const all: Readonly<Record<string, Host>> = HOSTS;
const names = values.host ?? Object.keys(all);
const unknown = names.find((name) => !(name in all));
if (unknown !== undefined || (values.write && values.host)) {
  console.error(
    unknown === undefined
      ? '--write writes the page of all hosts: leave --host out.'
      : `--host is "${unknown}", which is none of ${Object.keys(all).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  if (values.fresh) rmSync(CACHE, { recursive: true, force: true });
  const calls = await measuredCalls();
  const rows: Row[] = [];
  for (const name of names) rows.push(await rowOf(all[name] as Host, calls));
  const tables = tablesOf(rows);
  console.log(tables);
  if (values.write) writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), tables));
}
