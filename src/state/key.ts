import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import pTimeout from 'p-timeout';
import { makeFolder, openOwn } from '../files/own-file.ts';

const BYTES = 32;
/** A file system that hangs must not hang the calls. */
const DEADLINE_MS = 5000;

/** A key that dies with this process. */
export const processKey = (): Buffer => randomBytes(BYTES);

async function open(path: string): Promise<Buffer> {
  await makeFolder(path);
  const file = await openOwn(path, 'append');
  try {
    if ((await file.stat()).size < BYTES) {
      await file.appendFile(processKey());
      await file.datasync();
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BYTES), 0, BYTES, 0);
    if (bytesRead < BYTES) throw new Error('the key is cut off');
    return buffer;
  } finally {
    await file.close();
  }
}

/**
 * The key of a file that only its owner can read; both are made where they are missing. Processes that make it at the
 * same time each append a key, and all of them take the first one.
 * @throws UntrustedFile or the system's error where the file cannot be made or read in time
 */
export const fileKey = (path: string): Promise<Buffer> => pTimeout(open(resolve(path)), { milliseconds: DEADLINE_MS });
