import { Fault } from '../../domain/fault.ts';

/** What cannot be edited. The message names the place, never the content, which may hold secrets of other servers. */
export const notEditable = (why: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `The configuration file cannot be changed safely: ${why}.`,
    fix: 'Nothing was written. Correct the file by hand, then run init again.',
  });
