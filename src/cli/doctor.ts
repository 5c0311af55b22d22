import type { Provenance } from '../config/config.ts';
import { VERSION } from '../config/version.ts';
import type { FaultDetails } from '../domain/fault.ts';
import { en, say, zh } from '../domain/said.ts';
import {
  accessCheck,
  credentialsCheck,
  isPermission,
  permissionChecks,
  roleCheck,
  workspaceCheck,
} from './doctor/access-checks.ts';
import { type DoctorCheck, type Row, runChecks, type Watcher } from './doctor/check.ts';
import { auditLogCheck, pricesCheck, stateFileCheck } from './doctor/file-checks.ts';
import { hostChecks } from './doctor/host-checks.ts';
import { clockCheck, endpointChecks } from './doctor/network-checks.ts';
import { closing, document, grouped, overall, rowText } from './doctor/report.ts';
import {
  ceilingsCheck,
  configurationCheck,
  nodeCheck,
  proxyCheck,
  regionCheck,
  toolsCheck,
} from './doctor/setup-checks.ts';
import { type Subject, subjectOf } from './doctor/subject.ts';
import { EXIT } from './terminal/exit.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import { spoken } from './terminal/spoken.ts';
import { coloursOf, columnsOf, type Paper } from './terminal/stream.ts';
import { type Ticker, ticker } from './terminal/ticker.ts';

/** Every check, in order. Where the settings are wrong, there is nothing else to check. */
const checksOf = (subject: Subject | FaultDetails, hosts: readonly DoctorCheck[]): readonly DoctorCheck[] => [
  nodeCheck(),
  configurationCheck(subject),
  proxyCheck(),
  ...('explained' in subject
    ? [
        toolsCheck(subject),
        ceilingsCheck(subject),
        regionCheck(subject),
        credentialsCheck(subject),
        ...endpointChecks(subject),
        clockCheck(subject),
        accessCheck(subject),
        ...permissionChecks(subject),
        workspaceCheck(subject),
        roleCheck(subject),
        stateFileCheck(subject),
        auditLogCheck(subject),
        pricesCheck(subject),
      ]
    : []),
  ...hosts,
];

/** Prints rows as they come. */
function printer(out: NodeJS.WriteStream, paper: Paper, busy: Ticker): Watcher {
  let held: Row[] = [];
  const print = (row: Row): boolean => out.write(`${rowText(row, paper)}\n`);
  return {
    begins: ({ title }) => busy.show(spoken(title)),
    ended: (row) => {
      busy.clear();
      // There are dozens of RAM actions and only a few outcomes: those with the same outcome become one row.
      if (isPermission(row) && ['ok', 'skipped'].includes(row.result)) {
        held.push(row);
        return;
      }
      if (!isPermission(row)) {
        for (const group of grouped(held, say(en`RAM actions`, zh` RAM 操作`))) print(group);
        held = [];
      }
      print(row);
    },
  };
}

const silent = (busy: Ticker): Watcher => ({
  begins: ({ title }) => busy.show(spoken(title)),
  ended: () => busy.clear(),
});

/** Ends the process once everything is printed. A call whose check ran out of time can still hold it open. */
const end = (out: NodeJS.WriteStream, last: string): Promise<never> =>
  new Promise(() => out.write(last, () => process.exit()));

/**
 * `doctor`: tests the set-up without changing anything and says what to do. Exit code 1 where a check failed.
 * @param explain reads the settings with their sources; may throw a `Fault`, which is reported as a failed check
 */
export async function doctorCommand(explain: () => readonly Provenance[], json: boolean): Promise<never> {
  const { stdout } = process;
  const paper = { columns: columnsOf(stdout), colours: coloursOf(stdout) };
  const busy = ticker();
  onInterrupt(() => busy.clear(), spoken(say(en`Interrupted; nothing was changed.`, zh`已中断；没有做任何更改。`)));
  const subject = subjectOf(explain);
  if (!json) stdout.write(`${paper.colours.bold(`pai-dlc-mcp ${VERSION} doctor`)}\n\n`);
  const rows = await runChecks(
    checksOf(subject, await hostChecks('explained' in subject ? subject.explained : [])),
    json ? silent(busy) : printer(stdout, paper, busy),
  );
  process.exitCode = overall(rows) === 'failed' ? EXIT.negative : EXIT.done;
  if ('composition' in subject) await subject.composition.close();
  return end(
    stdout,
    `${json ? document(rows, 'explained' in subject ? subject.explained : []) : closing(rows, paper)}\n`,
  );
}
