/**
 * What a sentence says of a way there is to know or do more. Whoever gives one names no tool: which tools there are is the
 * operator's choice, and `src/advice/` has the words.
 */
export type Hint =
  /** Where values of a kind are found. */
  | 'from workspaces'
  | 'from images'
  | 'from machines'
  | 'from quotas'
  | 'from datasets'
  | 'from code sources'
  | 'machines first'
  | 'code sources first'
  | 'machines in brackets'
  | 'or other machines'
  | 'available machines'
  | 'workspaces shown'
  | 'labels as shown'
  | 'datasets shown'
  | 'code sources shown'
  | 'datasets beside'
  | 'code sources beside'
  /** What to do about a job, whose id is the first value. */
  | 'see job'
  | 'job says'
  | 'wait for job'
  | 'watch stop'
  | 'or events'
  | 'read logs'
  | 'read events'
  | 'look at jobs'
  | 'with create';

// Start and end of a text, and what parts its units. None of them is printable, and cleaned text has none (R34): no text
// of others can pass for a mark.
export const MARK = { open: '\u0002', between: '\u001f', close: '\u0003' } as const;

/** A hint as part of a sentence. `asOffered` puts words in its place on the way out. */
export const hint = (name: Hint, ...values: readonly string[]): string =>
  `${MARK.open}#${[name, ...values].join(MARK.between)}${MARK.close}`;
