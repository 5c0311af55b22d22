import type { Event } from '../diagnosis/events.ts';
import { Fault } from '../domain/fault.ts';
import { shownLines } from '../shaping/shown.ts';
import { eventTime } from '../shaping/times.ts';
import { type Digest, digestOf } from './diagnose/digest.ts';
import { type OpenLog, openLog } from './diagnose/open-log.ts';
import { type LogOpinion, opinionOf, opinionOn } from './diagnose/opinion.ts';
import { type FileFacts, opinionDocument, opinionText, sizeWords } from './diagnose/report.ts';
import { EXIT } from './terminal/exit.ts';
import { onInterrupt } from './terminal/interrupt.ts';
import { coloursOf, columnsOf } from './terminal/stream.ts';
import { ticker } from './terminal/ticker.ts';
import { commandLine } from './terminal/typed.ts';

/** The options of `diagnose` as the command line gives them. */
export interface DiagnoseOptions {
  log?: string[];
  exitCode?: string;
  events?: string;
  json?: boolean;
}

const wrong = (message: string, fix: string): Fault => new Fault({ kind: 'invalid_input', message, fix });

function exitCodeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) <= 255) return Number(text);
  throw wrong(
    `--exit-code is "${text}", which is no exit code.`,
    'Give a whole number from 0 to 255, or leave it out.',
  );
}

/** The files to read. @throws Fault where there is none, or standard input twice */
function filesOf({ log = [], events }: DiagnoseOptions): string[] {
  if (log.length === 0)
    throw wrong(
      'There is no log to read.',
      `Name one or more, as in: ${commandLine('diagnose', '--log', 'train.log')}`,
    );
  if ([...log, events].filter((name) => name === '-').length > 1)
    throw wrong('Standard input (-) is named twice, and can be read once.', 'Name files for the others.');
  return [...new Set(log)];
}

const lastPart = ({ name, bytes }: OpenLog, read: number): string =>
  `reading ${name}: ${sizeWords(read)}${bytes === undefined ? '' : ` of ${sizeWords(bytes)}`}`;

/** The events of a file, one a line, as the platform writes them. */
async function eventsOf(name: string | undefined): Promise<Event[]> {
  if (name === undefined) return [];
  const { lines } = await digestOf((await openLog(name)).chunks, () => {});
  const shown = await shownLines(lines.flatMap(({ number, text }) => (number === 0 || text === '' ? [] : [text])));
  return shown.flatMap((text) => (text === undefined ? [] : [eventTime(text)]));
}

/**
 * `diagnose`: says from log files why a run ended, without an account. Exit code 0 where it found the cause, 1 where
 * nothing that was read says why.
 */
export async function diagnoseCommand(options: DiagnoseOptions): Promise<void> {
  const exitCode = exitCodeOf(options.exitCode);
  const files = filesOf(options);
  const busy = ticker();
  onInterrupt(() => busy.clear(), 'Interrupted; nothing was changed.');
  const inputs = await Promise.all(files.map(openLog));
  const logs: LogOpinion[] = [];
  const facts: FileFacts[] = [];
  for (const input of inputs) {
    const digest: Digest = await digestOf(input.chunks, (read) => busy.show(lastPart(input, read)));
    const opinion = await opinionOf(input.name, digest, Date.now());
    logs.push(opinion);
    facts.push({ file: input.name, bytes: digest.bytes, lines: digest.total, survived: opinion.survived });
  }
  const opinion = opinionOn(logs, { events: await eventsOf(options.events), exitCode });
  busy.clear();
  const { stdout } = process;
  const text = options.json
    ? opinionDocument(opinion, facts)
    : opinionText(opinion, facts, { columns: columnsOf(stdout), colours: coloursOf(stdout) });
  stdout.write(`${text}\n`);
  process.exitCode = opinion.category === 'unknown' ? EXIT.negative : EXIT.done;
}
