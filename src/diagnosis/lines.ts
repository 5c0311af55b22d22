import { type Progress, readTrainingLine } from './health/training-line.ts';
import { MAX_LINE } from './rules/rule.ts';

/** A log line taken apart. */
export interface LogLine {
  index: number;
  /** Which of the processes that share the log wrote it; empty where the line does not say. */
  stream: string;
  /** Without the stream's tag and a time in front; indentation kept, cut to `MAX_LINE`. */
  body: string;
  level: 'quiet' | 'warning' | 'error' | undefined;
  /** What it says of the training. */
  progress: Progress | undefined;
}

/** Tags that launchers put before each line of a process. */
const TAGS: readonly RegExp[] = [
  /^\[(?:rank|default)\d{1,5}\]: ?/,
  /^\[\d{1,5}(?:,\d{1,5})?\]<std(?:out|err)>:/,
  /^\((?:[\w.:()-]{1,80} )?pid=\d{1,8}(?:, ip=[\d.:a-f]{3,45})?\) ?/,
  /^\((?:raylet|autoscaler|gcs_server)[^)\n]{0,60}\) ?/,
  /^(?:dlc[\w-]{3,60}|(?:worker|master|node|host|chief|ps)-?\d{1,4}|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}): /,
];

// A time and one separating blank, or the cloud's own form with two; further blanks are the indentation of the program.
const TIME =
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T _]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|CST|[+-]\d\d:?\d\d))?\]?(?: {2}(?=\S)| - | \| |: | ?)/;

const LEVEL_WORD = /(?:^|[\s[(|:<-])(DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL|SEVERE)(?=[\s\])|:>,-]|$)/;
const GLOG =
  /^\[?([IWEF])\d{0,4}[ /]|^\[?([IWEF]) (?:tensorflow|horovod|ProcessGroup|\.\.|socket|CUDA|external)|: ([IWEF]) (?:tensorflow|external)/;
const WARNING_CLASS = /\b(?:Deprecation|Future|User|Runtime|Resource|PendingDeprecation|Import|Bytes|Syntax)Warning\b/;

const BY_WORD: Readonly<Record<string, LogLine['level']>> = {
  DEBUG: 'quiet',
  INFO: 'quiet',
  NOTICE: 'quiet',
  WARN: 'warning',
  WARNING: 'warning',
  I: 'quiet',
  W: 'warning',
};

function levelOf(body: string): LogLine['level'] {
  const head = body.slice(0, 120);
  if (WARNING_CLASS.test(head)) return 'warning';
  const [, a, b, c] = GLOG.exec(head) ?? [];
  const word = a ?? b ?? c ?? LEVEL_WORD.exec(head)?.[1];
  return word === undefined ? undefined : (BY_WORD[word] ?? 'error');
}

/** Ray lists what may have ended a worker, memory and segmentation faults among it, without evidence of any. */
const GUESSES = /There are (?:some|several) potential root causes.*$/;

/** A line of a log with its tags and times taken off. */
export function readLine(text: string, index: number): LogLine {
  let body = text.slice(0, MAX_LINE + 200);
  let stream = '';
  // Tags and times alternate: the cloud's time before the launcher's tag, the program's own time behind it.
  for (let round = 0; round < 4; round++) {
    const before = body;
    body = body.replace(TIME, '');
    for (const tag of TAGS)
      body = body.replace(tag, (found) => {
        stream += found.trim();
        return '';
      });
    if (body === before) break;
  }
  body = body.replace(GUESSES, '').slice(0, MAX_LINE);
  return { index, stream, body, level: levelOf(body), progress: readTrainingLine(body) };
}

/** Lines that never are a cause, whatever they say (diagnosis facts, "Failed", 5). */
export const NOISE =
  /Running pip as the 'root' user|(?:nvidia-smi|ibstat|ibv_devinfo|numactl|lspci|ifconfig): (?:command )?not found|Could not open requirements file|new release of pip|WARNING: You are using pip|^\s{0,4}warnings\.warn\(|^\+{1,4} |^echo |set -x|^\s{0,10}#|TF-TRT Warning|Unable to register cu\w{1,10} factory|oneDNN custom operations|NUMA node read from SysFS|Setting OMP_NUM_THREADS|Exception ignored in|https:\/\/pytorch\.org\/docs|To enable traceback see/i;

/** What a process says when it has caught an error and goes on. */
export const RECOVERY =
  /\b(re-?try(ing|ies|ied)?|skip(ped|ping)?|continu(e|ed|es|ing)|fall(ing|s)? ?back|fell back|ignor(e|ed|ing)|recover(ed|ing|y)?|resum(e|ed|ing)|proceed(ing)?|using (default|fallback|cpu|the slow)|instead|not fatal|non-?fatal|harmless|will try|caught (an? |the )?(\w{1,30} )?(exception|error|oom|warning)|handled|(?:reduc|halv|lower)(?:ed|ing) (?:the )?(?:\w{1,12} )?(?:batch|size|memory|workers|rate)|workaround|optional|disabled|disabling)\b/i;

/** Words of a process or launcher that is ending; they do not show that the program went on. */
export const ENDING =
  /^\s{0,4}$|^\s{1,4}(time|host|rank|exitcode|error_file|traceback)\s{1,6}:|^\[\d{1,4}\]:$|NO_OTHER_FAILURES|^\s{0,12}(frame #|#\d+ |@ |at |0x)|^[=\-*#~+_]{3,}|^wandb:|^\s{0,10}\^|\b(exit(ing|ed|s)?|abort(ing|ed)?|clean(ing|up)?|shut(ting)? ?down|terminat\w{2,4}|closing|closed|stopp(ed|ing)|finish(ed|ing)?|kill(ed|ing)?|destroy\w{0,4}|traceback|fail(ed|ures?|ing)?|errors?|exceptions?|fatal|signal|exitcode|exit code|return code|stack|core dump\w{0,2}|panic|crash\w{0,3}|teardown|emergency|upload\w{0,3}|saving|post-?mortem|leaked|root cause|debugging|compile with)\b/i;
