/**
 * A part of a sentence that says where something can be found out or done, by its name. Rooms below the tools give
 * hints and name no tool, because the operator chooses which tools there are; `src/advice/` has the words.
 */
export type Hint =
  /** Where values of a kind are found. */
  | 'from workspaces'
  | 'from images'
  | 'from machines'
  /** How one of the user's own becomes one that is there. */
  | 'or register image'
  | 'or register code'
  | 'from quotas'
  | 'room of quota'
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
  | 'or diagnosis'
  | 'read logs'
  | 'read events'
  | 'look at jobs'
  /** What lists the things of a kind of id, which is the first value. */
  | 'what exists'
  | 'with create'
  /** What to do about a TensorBoard or a history server. */
  | 'viewer limit'
  | 'viewer stop';

// What stands around a hint and between its parts. These are control characters, which `src/shaping/` takes out of all
// text of others, so that no such text can pass for a hint.
export const MARK = { open: '\u0002', between: '\u001f', close: '\u0003' } as const;

/** A hint as part of a sentence. `asOffered` puts words in its place on the way out. */
export const hint = (name: Hint, ...values: readonly string[]): string =>
  `${MARK.open}#${[name, ...values].join(MARK.between)}${MARK.close}`;
