import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { SETTING } from './remedies.ts';

/** Arguments of the program and of its launcher; last what only sounds like a setting. */
export const argumentCauses: readonly Cause[] = [
  {
    id: 'usage',
    category: 'bad_configuration',
    in: ['line'],
    match: anyOf(
      /: error: (unrecognized arguments|the following arguments are required|argument .{1,120}|ambiguous option|one of the arguments|too few arguments|unrecognized|no such option|expected )/i,
      /^error: (Parser key|Configuration check|Validation failed|Key ["'`]|Problem with given)/i,
      /: error: (Parser key|Configuration check|Validation failed|Key ["'`]|Problem with given|No action for|Does not validate)/i,
      /^(Error: )?(No such option|Missing (option|argument|parameter)|Invalid value for|Got unexpected extra argument)/i,
      /Unknown command line flag|^ERROR: Could not consume arg: /i,
      /unrecognized (or \w{2,12} )?(option|argument)s?\b/i,
      /invalid option -- /i,
      /: invalid option/i,
      /unknown (option|argument|flag|command)s?[: ]/i,
      /option requires an argument/i,
      /FATAL Flags parsing error|\b(could not|cannot|can't|failed to|unable to) parse (the )?(flag|option|argument|command line)/i,
      /Flag --\S{1,60} .{0,60}(must|required|illegal)/i,
    ),
    unless: /\bignor(ed|ing)\b(?! explicit)/i,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    says: 'the command line of the program is wrong',
    remedy: change('settings', 'correct the command line'),
  },
  {
    id: 'launch_value',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match: anyOf(
      /Unsupported nproc_per_node value/i,
      // Nothing but the value may stand between: `nnodes=2 and batch size must be positive` speaks of another one.
      /\b(nnodes|nproc.per.node|node.rank|max.restarts|rdzv.\w{1,12}|master.port|world.size)\b[^a-z,;]{0,20}(value|argument|option)?[^a-z,;]{0,20}\b(is invalid|invalid \w{0,10} ?value|unsupported|(is )?malformed|is out of range|must be (an? )?(positive )?(int|integer|number|positive))/i,
    ),
    directness: 'direct',
    says: 'the launcher was given a value that it does not take',
    thing: /(nproc_per_node|nnodes|node_rank|max_restarts|rdzv_\w{1,12}|master_port|world_size)/i,
    remedy: change('settings', 'correct the value in the command or in the environment variable it comes from'),
  },
  {
    id: 'runtime_environment',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match: /RuntimeEnvSetupError|Failed to set up runtime environment/i,
    // What failed in it stands in the lines that follow.
    directness: 'indirect',
    role: 'consequence',
    says: 'Ray could not set up the environment of its tasks (packages, working directory)',
    remedy: change('settings', 'correct what the message says of runtime_env, or put it into the image'),
  },
  {
    id: 'cpu_binding',
    category: 'bad_configuration',
    in: ['line'],
    match:
      /^\s{0,4}(libnuma: Warning: .{0,60}|numactl: .{0,80}|taskset: .{0,80})\b(out of range|affinity: Invalid argument|does not support|not supported|invalid)|^<[\d,-]{1,20}> is invalid$/i,
    directness: 'direct',
    says: 'the program is to be bound to cores or memory nodes that this pod does not have',
    remedy: change('settings', 'bind to the cores and nodes that the pod sees (numactl -H, nproc), or not at all'),
  },
  {
    id: 'launcher',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match: anyOf(
      /not enough slots available/i,
      /\bhostfile\b.{0,80}(not found|not exist|empty|malformed|bad|no hosts?)|not found in hostfile|Unable to find hostfile/i,
      /MCA parameter .{1,60} was set to a (path|value)|plm_rsh_agent/i,
      /was not reachable via ssh/i,
      /no allocated resources for the application/i,
      /\battempt to run as root\b|\b(cannot|can't|must not|may not|refus\w{1,3}|do(es)? not|not (allowed|supported|permitted)) (to )?(be )?run(ning)? as (the )?(super)?(root|user root)\b|\brun(ning)? as root\b.{0,40}\bnot (allowed|supported|permitted)\b/i,
      /API key (is )?(not|missing)/i,
      /api_key not configured/i,
      /WANDB_API_KEY/i,
    ),
    directness: 'direct',
    says: 'the launcher was given settings that cannot work',
    remedy: change('settings', 'correct the launcher settings that the message names'),
  },
  {
    id: 'invalid_argument',
    category: 'bad_configuration',
    in: ['exception'],
    match: anyOf(
      /\b(invalid|unknown|unsupported|unrecogni[sz]ed|illegal|unexpected|missing|conflicting|incompatible|mutually exclusive)\b.{0,60}\b(arguments?|options?|choices?|config\w{0,10}|settings?|hyper-?parameters?|flags?|optimi[sz]er|scheduler|precision|backend|strategy)\b/i,
      /(must|should|has to|needs to) be (one of|specified|provided|set|given)\b/i,
      /(optimi[sz]er|scheduler|backend|strategy|model[_ ]type|architecture|precision|argument|option|config|flag|lr_scheduler\w{0,6})\b.{0,80}\b(not (supported|recogni[sz]ed|implemented|registered|allowed|a valid)|is unknown|is invalid)/i,
      /(cannot|can't|can not|must not) (be )?(used?|specify|set|combine\w?|enable) .{0,60}(together|both|at the same time|simultaneously|with --)/i,
    ),
    // `Invalid argument` is also the name of an errno, of a status of TensorFlow and of an error of CUDA.
    unless:
      /TypeError: .{0,80}\(\) (got an unexpected|missing)|\bArgument '.{0,80}' of type\b|positional argument|keyword argument|combination of arguments|Cuda failure|NCCL|Invalid argument: |\[Errno 22\]|[:(] ?[Ii]nvalid argument\W{0,4}$|\bos error 22\b|\b(?:is|was) dead\b|\b(?<!that )died\b/,
    directness: 'indirect',
    says: 'the program was given a setting that it does not accept',
    remedy: SETTING,
  },
  {
    id: 'argument_check',
    category: 'bad_configuration',
    in: ['exception'],
    // Classes that a program raises on purpose. A `KeyError` or `TypeError` at the same place would be a mistake in it.
    match: /^(ValueError|AssertionError|RuntimeError|NotImplementedError|Exception)\b/,
    // Raised in a function that parses or checks settings, or in a file for them. The lines of its callers do not
    // count.
    where: anyOf(
      /(^|\n)\S{1,300} \w{0,20}(parse|validate|check|verify)_\w{0,20}(args|arguments|config\w{0,8}|flags|options|params|settings|hparams)\w{0,20} /i,
      /(^|\n)\S{0,300}\/(\w{0,30}arg(s|uments|parse)|options|flags|settings|\w{0,30}config\w{0,10}|configuration_\w{1,30})\.py [^\n]{0,900}$/i,
    ),
    directness: 'direct',
    // What fails in such a file need not be what was set.
    doubtful: /^(?:RuntimeError|Exception)\b|values to unpack|\b(?:CUDA|GPU|NoneType)\b/,
    says: 'the program checked its settings and does not accept them',
    remedy: SETTING,
  },
  {
    id: 'named_flag',
    category: 'bad_configuration',
    in: ['exception'],
    match: /^[\w.]{1,80}(Error|Exception): (.{0,300}[\s`'"(])?--[a-z][\w-]{1,40}/i,
    also: /\b(require[sd]?|must|should|need(s|ed)?|cannot|can't|can not|not|only|invalid|expected|conflict\w{0,4}|incompatible|mutually|either|both|without|deprecated|unknown|set|remain\w{2,14}|left ?over\w{0,6}|extra\w{0,6}|unused|unparsed|unconsumed)\b/i,
    // What an option could ease is no refusal of it.
    unless:
      /CUDA|Compile with|\bmemory\b|\b(match|matches|is|are) .{0,40}\b(format|form)\b.{0,20}\b(make sure|check) (that )?--|\b(try|consider) (to |increas|reduc|lower|us|sett)/i,
    directness: 'direct',
    // The option may be advice beside what failed.
    doubtful: /\b(?:failed|could not|unable|crash\w{0,3}|re-?run)\b/i,
    says: 'the program does not accept an option of its command line',
    remedy: change('settings', 'correct the option that the message names'),
  },
];
