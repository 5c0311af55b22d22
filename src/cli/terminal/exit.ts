/** How a command ends, as `--help` lists it. A signal counts as shells count it: 128 and its number. */
export const EXIT = { done: 0, negative: 1, usage: 2, interrupted: 130, readerGone: 141 } as const;

/** Ends the process quietly when the reader of its output is gone, as with `| head -1`. Other errors are thrown. */
export function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.readerGone);
}
