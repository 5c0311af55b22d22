import { Fault, type FaultDetails } from '../domain/fault.ts';

/** What is known of the writes of one call, for a call that fails after them. */
export interface Writes {
  /** Follows the answer to an operation, if it writes. Returns the same answer. */
  follow<T>(action: string, answer: Promise<T>): Promise<T>;
  /** Id of the job that was made or changed, where an answer had one. */
  jobId(): string | undefined;
  /**
   * How a call that failed is told. One that wrote has not simply failed, whatever went wrong after: what it did is
   * told as done, and what nobody knows as unknown.
   */
  tell(details: FaultDetails): FaultDetails;
}

/** Operations that write are called otherwise. */
const READS = /^(?:Get|List)/;
/** Members of an answer that name what was made or changed. */
const NAMES_IT = /^(?!request)\w*(?:I[dD]|VersionName)$/i;
/** Ids as they may be shown: anything else is text that somebody wrote. */
const PLAIN = /^[A-Za-z0-9_.-]{1,256}$/;

const idsOf = (answer: unknown): [name: string, id: string][] =>
  Object.entries(Object(answer)).flatMap(([name, id]) =>
    NAMES_IT.test(name) && typeof id === 'string' && PLAIN.test(id) ? [[name, id]] : [],
  );

/** Starts following the writes of one call. */
export function followWrites(): Writes {
  const done: string[] = [];
  let ids: [name: string, id: string][] = [];
  let unknown: FaultDetails | undefined;

  const carriedOut = (): string => {
    const named = ids.map(([name, id]) => `${name} ${id}`).join(', ');
    return `${[...new Set(done)].join(', ')} was carried out${named === '' ? '' : ` (${named})`}.`;
  };

  return {
    async follow(action, answer) {
      if (READS.test(action)) return answer;
      try {
        const value = await answer;
        done.push(action);
        ids = [...ids, ...idsOf(value)];
        return value;
      } catch (thrown) {
        if (thrown instanceof Fault && thrown.details.kind === 'unknown_outcome') unknown ??= thrown.details;
        throw thrown;
      }
    },
    jobId: () => ids.find(([name]) => name === 'JobId')?.[1],
    tell(details) {
      if (details.kind === 'unknown_outcome' || (done.length === 0 && unknown === undefined)) return details;
      const after = `What came after failed: [${details.kind}] ${details.message}`;
      const { rule: _, valid: _v, said: _s, ...rest } = details;
      return unknown === undefined
        ? {
            ...rest,
            kind: 'internal',
            message: `${carriedOut()} ${after}`,
            fix: 'Do not call again: it is done. Read back what there is now.',
            retryable: false,
          }
        : { ...unknown, message: [...(done.length > 0 ? [carriedOut()] : []), unknown.message, after].join(' ') };
    },
  };
}
