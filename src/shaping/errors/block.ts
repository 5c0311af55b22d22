/** Whose words an error is in. */
export type Framework =
  | 'python'
  | 'torchrun'
  | 'nccl'
  | 'cuda'
  | 'deepspeed'
  | 'megatron'
  | 'tensorflow'
  | 'mpi'
  | 'ray'
  | 'glog'
  | 'java'
  | 'native'
  | 'shell'
  | 'system'
  | 'other';

/** A place in a program, as a traceback names it. */
export interface Frame {
  file: string;
  line: number;
  function?: string;
  /** The line of source, where it is shown. */
  code?: string;
}

/** One exception of a chain. */
export interface Thrown {
  /** Such as `torch.OutOfMemoryError`; absent where the line names none. */
  type?: string;
  message: string;
  /** The frame it was thrown in. */
  frame?: Frame;
  /** The innermost frame that is not in an installed package or the standard library. */
  userFrame?: Frame;
}

/** What one failure wrote, as a piece of a log. */
export interface ErrorBlock {
  /** First and last line; with several processes writing, lines between them may belong to others. */
  from: number;
  to: number;
  /** The lines of the block itself, ascending. */
  lines: readonly number[];
  framework: Framework;
  /**
   * `traceback`: with frames; `summary`: a launcher's account of processes that failed; `crash`: a signal or an abort;
   * `message`: a line of an error level or with an unmistakable text; `hint`: a line that only sounds like an error.
   */
  kind: 'traceback' | 'summary' | 'crash' | 'message' | 'hint';
  /** The line that says what happened, without prefixes: for an exception its last line. */
  headline: string;
  /** The exceptions of a traceback, the one that was raised first before those that it led to. */
  thrown?: readonly Thrown[];
  /** Rank of the process, where the lines or the summary name it. */
  rank?: number;
  exitCode?: number;
}

/** A line split into who wrote it and what. */
export interface Line {
  /** Rank, actor or stream, without times; lines of one traceback share it. */
  source: string;
  text: string;
  rank?: number;
}

const TIME =
  /^[[(]?\d{4}[-/]\d{2}[-/]\d{2}[T _]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?[\])]?:? {0,2}/;
const SOURCE =
  /^(?:\[(?:rank ?)?\d+\]: ?|\[[a-z_]{1,20}\d+\]: ?|\[\d+,\d+\](?:<std(?:out|err|diag)>)?: ?|\((?:[A-Za-z_][\w:.]{0,80} )?pid=\d+[^)]{0,80}\) ?|\((?:raylet|autoscaler|gcs_server)[^)]{0,60}\) ?)/;
const RANK = /^\[(?:rank ?|[a-z_]{1,20}|\d+,)?(\d+)\]/;

/** Longest part of a line that is looked at. */
const MOST = 4000;

/** A cleaned log line without its time and its source, in whatever order they stand. */
export function readLine(line: string): Line {
  let text = line.slice(0, MOST);
  let source = '';
  for (let times = 0; times < 3; times++) {
    const label = SOURCE.exec(text)?.[0];
    const prefix = label ?? TIME.exec(text)?.[0];
    // A prefix alone is a line by itself, such as `[0]:` in a launcher's summary.
    if (prefix === undefined || prefix.length === text.length) break;
    source += label?.trim() ?? '';
    text = text.slice(prefix.length);
  }
  const rank = RANK.exec(source)?.[1];
  return { source, text, ...(rank === undefined ? {} : { rank: Number(rank) }) };
}
