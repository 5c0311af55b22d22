import type { Provenance } from '../config/config.ts';
import { VERSION } from '../config/version.ts';
import type { FaultDetails } from '../domain/fault.ts';
import {
  accessCheck,
  credentialsCheck,
  isPermission,
  permissionChecks,
  workspaceCheck,
} from './doctor/access-checks.ts';
import { type Check, type Row, runChecks, type Watcher } from './doctor/check.ts';
import { auditLogCheck, stateFileCheck } from './doctor/file-checks.ts';
import { clockCheck, endpointChecks } from './doctor/network-checks.ts';
import { closing, document, grouped, overall, paintFor, rowText } from './doctor/report.ts';
import { configurationCheck, nodeCheck, proxyCheck, regionCheck } from './doctor/setup-checks.ts';
import { type Subject, subjectOf } from './doctor/subject.ts';

/** A check that takes longer shows that it is under way. */
const PROGRESS_AFTER_MS = 1000;

/** Every check in order; settings that cannot be leave nothing more to test. */
const checksOf = (subject: Subject | FaultDetails): readonly Check[] => [
  nodeCheck(),
  configurationCheck(subject),
  proxyCheck(),
  ...('explained' in subject
    ? [
        regionCheck(subject),
        credentialsCheck(subject),
        ...endpointChecks(subject),
        clockCheck(subject),
        accessCheck(subject),
        ...permissionChecks(subject),
        workspaceCheck(subject),
        stateFileCheck(subject),
        auditLogCheck(subject),
      ]
    : []),
];

/** Prints rows as they come; in a terminal, what takes its time is named meanwhile. */
function terminal(out: NodeJS.WriteStream): Watcher {
  const paint = paintFor(out.isTTY === true);
  let timer: NodeJS.Timeout | undefined;
  let held: Row[] = [];
  const print = (row: Row): boolean => out.write(`${rowText(row, paint)}\n`);
  return {
    begins: ({ title }) => {
      if (out.isTTY) timer = setTimeout(() => out.write(paint.faint(`...   ${title}`)), PROGRESS_AFTER_MS);
    },
    ended: (row) => {
      clearTimeout(timer);
      if (out.isTTY) out.write('\r\u001b[2K');
      // RAM actions that were not tested are many, and few reasons cover them.
      if (isPermission(row) && row.result === 'skipped') {
        held.push(row);
        return;
      }
      if (!isPermission(row)) {
        for (const group of grouped(held, 'RAM actions')) print(group);
        held = [];
      }
      print(row);
    },
  };
}

const silent: Watcher = { begins: () => {}, ended: () => {} };

/** Ends the process once everything is printed: a call that came too late for its check may still be under way. */
const end = (out: NodeJS.WriteStream, last: string): Promise<never> =>
  new Promise(() => out.write(last, () => process.exit()));

/**
 * `doctor`: tests the set-up without changing anything and says what to do. Exit code 1 where a check failed.
 * @param explain reads the settings with their sources; may throw a `Fault`, which is reported as a failed check
 */
export async function doctorCommand(explain: () => readonly Provenance[], json: boolean): Promise<never> {
  const { stdout } = process;
  const paint = paintFor(stdout.isTTY === true);
  // The reader, such as head, has gone.
  stdout.on('error', () => process.exit());
  const subject = subjectOf(explain);
  if (!json) stdout.write(`${paint.bold(`pai-dlc-mcp ${VERSION} doctor`)}\n\n`);
  const rows = await runChecks(checksOf(subject), json ? silent : terminal(stdout));
  process.exitCode = overall(rows) === 'failed' ? 1 : 0;
  if ('composition' in subject) await subject.composition.close();
  return end(
    stdout,
    `${json ? document(rows, 'explained' in subject ? subject.explained : []) : closing(rows, paint)}\n`,
  );
}
