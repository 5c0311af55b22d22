import { Fault } from '../../domain/fault.ts';

/**
 * A text that cannot be edited. The message names file and place, never the content, which may hold secrets of other
 * servers.
 */
export class NotEditable extends Fault {
  constructor(
    readonly why: string,
    file = 'The configuration file',
  ) {
    super({
      kind: 'invalid_input',
      message: `${file} cannot be changed safely: ${why}.`,
      fix: 'Nothing was written. Correct the file by hand, then run init again.',
    });
  }
}

export const notEditable = (why: string): Fault => new NotEditable(why);

/** Runs what reads or edits the text of a file. @throws NotEditable with the file's name in it */
export function namingFile<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    throw thrown instanceof NotEditable ? new NotEditable(thrown.why, file) : thrown;
  }
}
