/** A log line split into who wrote it and what. */
export interface Line {
  /**
   * Rank, actor, host or output of the process, without times: lines of one
   * process share it; empty where none is named.
   */
  stream: string;
  /** The line without stream and times; indentation kept. */
  body: string;
  /** A time stands before it. */
  dated?: boolean;
}

/** Longest part of a line that is looked at. */
const MOST = 4000;

/** Tags that launchers put before each line of a process. */
const TAGS: readonly RegExp[] = [
  // torchrun, Megatron, plain ranks.
  /^\[(?:[a-z_]{1,20} ?)?\d{1,6}\]: ?/,
  // Open MPI and Horovod.
  /^\[\d{1,6}(?:,\d{1,6})?\]<std(?:out|err|diag)>: ?/,
  /^\[\d{1,6},\d{1,6}\]: ?/,
  // Ray.
  /^\((?:[A-Za-z_][\w.:()-]{0,80} )?pid=\d{1,8}[^)\n]{0,80}\) ?/,
  /^\((?:raylet|autoscaler|gcs_server)[^)\n]{0,60}\) ?/,
  // The name of a service before each line of a traceback.
  /^\[[A-Za-z][\w.-]{1,30}\] (?=Traceback \(most recent| {2,12}\S|[\w.]{1,80}(?:Error|Exception): )/,
  // pdsh, DeepSpeed, mpirun: a host.
  /^(?:dlc[\w-]{3,60}|(?:worker|master|node|host|chief|ps)-?\d{1,4}|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}): /,
];

// A time and one separating blank, or the cloud's own form with two; further blanks are the indentation of the program.
const TIME =
  /^[[(]?\d{4}[-/]\d\d[-/]\d\d[T _]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|CST|[+-]\d\d:?\d\d))?[\])]?(?: {2}(?=\S)| - | \| |: | ?)/;

// The hour alone, as XGBoost and many programs write it; Jenkins puts two blanks behind it.
const CLOCK =
  /^(?:\[\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?= - | \| | {1,2}[A-Z[]| {4}File "))(?: - | \| |: | {2}| )(?=\S| {2}File)/;

// Spark and Hadoop put the year in two digits before their level.
const SPARK_TIME = /^\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d (?=(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL) )/;

/** vLLM writes its logger's prefix before each line of a traceback. */
const ON_EACH_LINE =
  /^(?:ERROR|CRITICAL) \d\d-\d\d \d\d:\d\d:\d\d \[[\w./-]{1,80}:\d{1,6}\] (?=Traceback \(| {2}|[A-Za-z_][\w.]{0,80}(?:Error|Exception)\b)/;

/** A cleaned log line without its times and its stream, in whatever order and number they stand. */
export function readLine(text: string): Line {
  let body = text.slice(0, MOST);
  let stream = '';
  let dated = false;
  // Times and tags alternate: the cloud's time stands before the launcher's tag, the program's own time after it.
  for (let round = 0; round < 5; round++) {
    const tag = TAGS.map((pattern) => pattern.exec(body)?.[0]).find((found) => found !== undefined);
    const prefix =
      tag ?? (TIME.exec(body) ?? SPARK_TIME.exec(body) ?? CLOCK.exec(body) ?? ON_EACH_LINE.exec(body))?.[0];
    // A tag alone is a line by itself, such as `[0]:` in a launcher's summary.
    if (prefix === undefined || (tag !== undefined && /^\[\d{1,6}\]:$/.test(body))) break;
    stream += tag?.trim() ?? '';
    dated ||= tag === undefined;
    body = body.slice(prefix.length);
  }
  return { stream, body, dated };
}
