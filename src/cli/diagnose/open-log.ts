import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Fault } from '../../domain/fault.ts';

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

const cannot = (name: string, why: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `"${name}" cannot be read: ${why}.`,
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
  return { name, bytes, chunks: readingOf(name, () => createReadStream(name, { highWaterMark: CHUNK })) };
}
