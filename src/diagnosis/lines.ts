import { type Level, levelOf } from '../shaping/errors/level.ts';
import { type Line, readLine } from '../shaping/errors/line.ts';
import { MEANINGLESS, signatureOf } from '../shaping/errors/signatures.ts';
import { MAX_LINE } from './causes/cause.ts';
import { type Progress, readTrainingLine } from './health/training-line.ts';
import { asRulesRead } from './localised.ts';

/** A log line taken apart; its body is cut to `MAX_LINE`. */
export interface LogLine extends Line {
  index: number;
  level: Level | undefined;
  /** What it says of the training. */
  progress: Progress | undefined;
  /** The body as it was written, where it is read in English or with plain quotes. */
  original?: string | undefined;
}

/**
 * Ray's list of what may have ended a worker. It names memory and segmentation faults without evidence, so it is not
 * read.
 */
const GUESSES =
  /(?:There are (?:some|several) potential root causes|\b(?:Possible|Potential|Common|Likely) (?:reasons|causes) (?:include|are)\b).*$/;

/** Before each line of another program that a plugin of Slurm relays, or that builds an image (its step and time). */
const RELAYED = /^(?:slurmstepd: )?(?:error: )?pyxis: {3,8}(?=\S)|^#\d{1,3} \d{1,5}\.\d{1,3} /;

/** A line of a log with its tags and times taken off. */
export function readLogLine(text: string, index: number): LogLine {
  const { body: whole, ...own } = readLine(text.slice(0, MAX_LINE + 200));
  const written = whole.replace(RELAYED, '').replace(GUESSES, '').slice(0, MAX_LINE);
  const read = asRulesRead(written);
  const body = read ?? written;
  const line = { ...own, index, body, level: levelOf(body), progress: readTrainingLine(body) };
  return read === undefined ? line : { ...line, original: written };
}

/** Lines that never are a cause, whatever they say (api-notes: diagnosis). */
const NOISE =
  /Running pip as the 'root' user|\b(?:nvidia-smi|rocm-smi|npu-smi|(?<!^\s{0,16}\/bin\/(?:ba)?sh: (?:\d: )?(?:\/\S{1,80}\/)?|^\s{2,16}sh: \d: (?:\/\S{1,80}\/)?)nvcc|ibstat|ibv_devinfo|ibdev2netdev|numactl|lspci|lscpu|lshw|lsb_release|dmidecode|ldconfig|ifconfig|ip|sysctl|hostnamectl|tput): (?:command )?not found|new release of pip|error: subprocess-exited-with-error|^\s{0,8}(?:\[end of output\]|(?:note|hint): (?:This (?:error originates|is an issue with)|See above))|WARNING: You are using pip|^\s{0,4}warnings\.warn\(|^\+{1,4} |^echo |set -x|^\s{0,10}#(?!error\b|\s{1,3}(?:SIG[A-Z]{2,6}|There is insufficient memory)\b)|oneDNN custom operations|Setting OMP_NUM_THREADS|Exception ignored in|^.{0,60}https:\/\/pytorch\.org\/docs|To enable traceback see/i;

/** Whether a line means nothing, at whatever level it stands. */
export const isNoise = (body: string): boolean => NOISE.test(body) || MEANINGLESS.test(body);

/** An answer about a line, found once: several steps of a diagnosis ask the same of every line. */
function once<Answer>(answer: (line: LogLine) => Answer): (line: LogLine) => Answer {
  const known = new WeakMap<LogLine, { is: Answer }>();
  return (line) => {
    const found = known.get(line) ?? { is: answer(line) };
    known.set(line, found);
    return found.is;
  };
}

/** As `isNoise`, of a line. */
export const isNoiseLine = once(({ body }) => isNoise(body));

/** As `signatureOf`, of a line. */
export const signatureOfLine = once(({ body }) => signatureOf(body));

/** What is told beside the training: it fails in jobs that are well. */
export const BESIDE =
  /\b((?<!\bquota )metrics?|telemetry|wandb|mlflow|tensorboard|(?<!\b(?:memory|disk|CPU|GPU|resource|space|job|quota|instance|cluster) )usage(?!: |\/)|statistics|dashboard|monitor\w{0,4}|profil\w{2,4})\b/i;

/** PyTorch warns of devices that it cannot use, and goes on without them until something needs one. */
export const WITHOUT_DEVICE = /\b(?:CUDA|HIP|XPU|NPU|MUSA|MLU|HPU|TPU) initiali[sz]ation: \S/;

/** What lines say that complain of something, at whatever level they stand. */
export const COMPLAINS =
  /\b(?:err(?:or)?s?|fail(?:ed|s|ure|ures|ing)?|cannot|can't|cant|can not|could not|couldn't|unable|den(?:y|ied)|refus(?:ed|es|ing)|invalid|illegal|bad|wrong|not found|no such|missing|mismatch\w{0,2}|unsupported|not supported|don'?t|doesn'?t|didn'?t|must|abort\w{0,3}|lost|tim(?:ed|es|e) ?out|exceed\w{0,3}|corrupt\w{0,3}|truncated|broken|unexpected|undefined|unknown|interrupt\w{0,3}|killed|(?:stop|death) signal|dead|died|panicked|SIG(?:TERM|INT|HUP|KILL|ABRT|SEGV|BUS)|terminat\w{2,4}|exhausted|insufficient|not enough|out of|overflow|reject\w{0,3}|unreachable|unavailable|conflict\w{0,4}|fatal|panic|check|already in use|errno)\b|\u9519\u8bef|\u5931\u8d25|\u5f02\u5e38|\u65e0\u6cd5|\u4e0d\u5b58\u5728/i;

/** What a process says when it has caught an error and goes on. */
const RECOVERY =
  /\b((?<!\bplease |\bafter \d{1,4} |\bexceed\w{0,3} (?:the |error ){0,2})re-?tr(?:y|ying|ies|ied)(?!(?: \w{1,12}){0,2} (?:exceed|exhaust|expire|reached|used up))|skip(ped|ping)?|continu(e|ed|es|ing)|fall(ing|s)? ?back|fell back|ignor(e|ed|ing)|(?<!\b(?:system|machine|host|node|driver|device) to )recover(ed|ing|y)?|resum(e|ed|ing)|proceed(ing)?|using (default|fallback|cpu|the slow)|instead|not fatal|non-?fatal|harmless|will try|caught (an? |the )?(\w{1,30} )?(exception|error|oom|warning)|handled|(?:reduc|halv|lower)(?:ed|ing) (?:the )?(?:\w{1,12} )?(?:batch|size|memory|workers|rate)|workaround|optional|(?<!\b(?:users?|accounts?|buckets?|logins?) (?:is |are |was |has been )?)disabled|disabling|(?:train\w{0,3}|start\w{0,3}|begin\w{0,4}) (?:\w{1,12} )?from scratch)\b/i;

/** Also the fatal level of glog, after which it ends the process. */
const GIVES_UP =
  /(?:^|\s)F(?:\d{4} | ?(?=[\w./-]{1,200}\.(?:cc|cpp|cu|h):\d))|\b(abort\w{0,3}|giv(e|ing) up|exit\w{0,3}|terminat\w{2,4}|fatal|unrecoverable|failed to recover|retry (?:limit|count)|(?:retr(?:y|ies)|attempts|tries) (?:\w{2,10} )?(?:(?:has|have|was|were|is|are) )?(?:been )?(?:exceeded|exhausted|failed|reached|used up)|(?:exceeded|exhausted|reached) (?:\w{2,10} ){0,4}(?:retr(?:y|ies)|attempts|tries)|after \d{1,4} (?:\w{2,12} )?(?:retries|attempts|tries|times)|(?:exceeded|out of) (?:the )?(?:\w{2,10} )?retries|(?:cannot|can't|can not|could not|unable to|won't|will not|not) (?:be )?(?:continue|proceed|recover|resume|retry|go on)\w{0,3})\b/i;

/** The last try of so many: `retrying (34/34)`, `attempt 5 of 5`. */
const LAST_TRY =
  /\b(?:re-?tr(?:y|ies|ying)|attempts?|tr(?:y|ies)|trying)\b[^\d]{0,20}(\d{1,4})(?: ?\/ ?| (?:out )?of )\1\b/i;
export const isLastTry = (text: string): boolean => LAST_TRY.test(text);

/** What a message asks for, or was given, in place of something: nobody says that the program does without. */
const IN_PLACE =
  /(?<!\b(?:will|to|and|we|now|then) )\b(?:use|pass|set|call|try|got|found|received|expected|but is) .{1,100}? instead\b/gi;

/** Whether a text says that its program goes on after the trouble. */
export const goesOn = (text: string): boolean =>
  RECOVERY.test(text) && RECOVERY.test(text.replace(IN_PLACE, '')) && !GIVES_UP.test(text) && !isLastTry(text);

/** What an elastic launcher says of exit codes, and any other that tells no more than the status of what it ran. */
export const LAUNCHER =
  /\bexitcode\b|(?<!--)\blocal_rank\b|\berror_file\b|NO_OTHER_FAILURES|\bFAILED$|\bexits? (?:with return )?(?:status|code)(?: =|:)? -?\d{1,3}\W{0,4}$|\bMPI_ERRORS_ARE_FATAL\b|\(See above for error\)|\bLocal abort (?:before|after) MPI_/;

/** The status of what a launcher, scheduler or shell ran, told by them: what the program itself said stands before. */
export const STATUS = new RegExp(
  [
    /\bexit(?:ed|s|ing)?\b[^.]{0,80}\b(?:code|status)\b\W{0,5}-?\d{1,3}\b|\bexit_?code\b|\bexit status \d/,
    /\b(?:return(?:ed|s)?|non-?zero|bad command) (?:a )?(?:non-?zero )?(?:exit |return )?(?:code|status)\b/,
    /\b(?:mpirun|mpiexec|prterun|srun|torchrun|horovod\w{0,3}) (?:noticed|detected|has exited)\b|\bBAD TERMINATION OF\b|^Primary job {1,2}terminated/,
    /\b(?:jobs?|pods?|containers?|process|workers?|tasks?|ranks?|application|command|script|subprocess|child)\b.{0,60}\b(?:failed|exited|terminated|aborted|died)\W{0,4}$/,
    /^make(?:\[\d{1,3}\])?: \*{3} .{1,120} Error \d{1,3}$|\bfailed to (?:run|launch|execute) \w|\bdidn't exit successfully\b|\bentered FATAL state\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** Lines of a process or launcher that is ending. They do not show that the program went on. */
export const ENDING =
  /^\s{0,4}$|^[\u2502 ]{0,80}[\u251c\u2514]\u2500|^\s{2,8}(?:Hashes of (?:expected|received) file|- (?:SHA\d{1,3}|MD5Sum|Filesize):|Last modification reported)|\b[\w/.-]{1,120}\.(?:cc|cpp|cu|h):\d{1,5} -> \d|\bcall trace\b|^\s{0,4}[A-Za-z][\w.]{2,40}=\S{1,60}$|^\s{1,4}(time|host|rank|exitcode|error_file|traceback)\s{1,6}:|^\[\d{1,4}\]:$|NO_OTHER_FAILURES|^\s{0,12}(frame #|#\d+ |@ |at |0x)|^[=\-*#~+_]{3,}|^wandb:|^\s{0,10}\^|\b(exit(ing|ed|s)?|abort(ing|ed)?|clean(ing|up)?|shut(ting)? ?down|terminat\w{2,4}|closing|closed|stopp(ed|ing)|finish(ed|ing)?|kill(ed|ing)?|destroy\w{0,4}|traceback|fail(ed|ures?|ing)?|errors?|exceptions?|fatal|signal|exitcode|exit code|return code|stack|core dump\w{0,2}|panic|crash\w{0,3}|teardown|emergency|upload\w{0,3}|saving|post-?mortem|leaked|root cause|debugging|compile with|unable|denied|refused|could not|cannot)\b|\b(?:re-?try(?:ing)?|(?:next|another|new) (?:try|attempt)|attempt \d{1,4}|(?:tries|attempts|retries) (?:left|remaining))\b/i;
