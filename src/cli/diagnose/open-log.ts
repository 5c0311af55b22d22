import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Fault } from '../../domain/fault.ts';
import { cleanLine } from '../../shaping/clean.ts';

/** Bytes that are read at once. */
const CHUNK = 1024 * 1024;

/** A file, or standard input, as it is read. */
export interface OpenLog {
  /** What it is called in the answer. */
  name: string;
  /** Undefined where it is not known before the end. */
  bytes: number | undefined;
  chunks: AsyncIterable<Buffer>;
}

/** Characters of a path that are shown: as many as a system takes. */
const MOST_SHOWN = 4096;

/** A path without what a terminal would obey: somebody else may have named the file. */
const shownPath = (path: string): string => cleanLine(path, MOST_SHOWN);

const cannot = (name: string, why: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `"${shownPath(name)}" cannot be read: ${cleanLine(why, MOST_SHOWN)}.`,
    fix: 'Name a file that is there and that this user may read; - is standard input.',
  });

/** Opened when it is read: a job can have more logs than a process may have open files. */
async function* readingOf(name: string, open: () => AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* open();
  } catch (error) {
    throw cannot(name, (error as Error).message);
  }
}

/** Opens a file; `-` is standard input. @throws Fault `invalid_input`, also while it is read */
export async function openLog(name: string): Promise<OpenLog> {
  if (name === '-') return { name: 'stdin', bytes: undefined, chunks: readingOf(name, () => process.stdin) };
  const found = await stat(name).catch((error: Error) => {
    throw cannot(name, error.message);
  });
  if (found.isDirectory()) throw cannot(name, 'it is a directory');
  // A pipe, such as one of <(command), has no size.
  const bytes = found.isFile() ? found.size : undefined;
  return {
    name: shownPath(name),
    bytes,
    chunks: readingOf(name, () => createReadStream(name, { highWaterMark: CHUNK })),
  };
}
