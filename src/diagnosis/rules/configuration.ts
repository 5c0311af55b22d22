import type { Rule } from './rule.ts';

/** Arguments, settings and the fit of image, driver and machine. */
export const configurationRules: readonly Rule[] = [
  {
    id: 'usage',
    category: 'bad_configuration',
    in: ['line'],
    match:
      /: error: (unrecognized arguments|the following arguments are required|argument .{1,120}|ambiguous option|one of the arguments|too few arguments|unrecognized|no such option|expected )|^(Error: )?(No such option|Missing (option|argument|parameter)|Invalid value for|Got unexpected extra argument)|Unknown command line flag|unrecognized (option|argument)s?\b|invalid option -- |: invalid option|unknown (option|argument|flag|command)s?[: ]|option requires an argument|FATAL Flags parsing error|Flag --\S{1,60} .{0,60}(must|required|illegal)/i,
    unless: /\bignor(ed|ing)\b/i,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    says: 'the command line of the program is wrong',
  },
  {
    id: 'composed_configuration',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match:
      /Set the environment variable HYDRA_FULL_ERROR=1|\bomegaconf\.errors\.\w{1,40}|\b(ConfigAttributeError|ConfigKeyError|ConfigCompositionException|MissingConfigException|InterpolationKeyError|MissingMandatoryValue)\b|Could not override '.{1,120}'|Key '.{1,120}' is not in struct/,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    says: 'the composed configuration of the program is not valid',
  },
  {
    id: 'unset_variable',
    category: 'bad_configuration',
    in: ['line'],
    match:
      /: unbound variable$|: parameter (null or )?not set$|environment variable \S{1,60} (is )?(not set|missing|required|must be set|undefined|expected)|\b[A-Z][A-Z0-9_]{2,40} (is not set|is unset|must be set|not set in the environment)|(missing|required|undefined) (required )?environment variable/,
    directness: 'direct',
    atEnd: true,
    anyLevel: true,
    says: 'an environment variable that the program needs is not set',
  },
  {
    id: 'missing_environment',
    category: 'bad_configuration',
    in: ['exception'],
    match:
      /environment variable.{0,120}(expected|not set|missing|required|must be|undefined|not found|not defined)|(missing|required|undefined) .{0,20}environment variable|env var\w{0,6}.{0,80}(not set|missing|required)/i,
    directness: 'direct',
    says: 'an environment variable that the program needs is not set',
  },
  {
    id: 'environ_key',
    category: 'bad_configuration',
    in: ['exception'],
    match: /^KeyError\b/,
    where: /\benviron\b|os\.py|getenv/,
    directness: 'direct',
    says: 'an environment variable that the program needs is not set',
  },
  {
    id: 'config_key',
    category: 'bad_configuration',
    in: ['exception'],
    match: /^(KeyError|AttributeError|TypeError)\b/,
    where: /\b(self\.)?(cfg|config|conf|opts?|hparams|settings|args|params)\[["']|load_config|parse_config|read_config/,
    directness: 'indirect',
    says: 'a key is missing in the configuration of the program',
  },
  {
    id: 'config_library',
    category: 'bad_configuration',
    in: ['exception'],
    match:
      /(omegaconf|hydra)\.|ConfigAttributeError|ConfigKeyError|ConfigCompositionException|ConfigError|ConfigurationError|ConfigException|MissingMandatoryValue|InvalidConfig\w{0,12}|yaml\.(scanner|parser|constructor|composer)\.|(toml|configparser|json5?)\.\S{0,30}(Error|Exception).{0,80}config|MisconfigurationException|(?<!Invalid)ArgumentError|ArgumentTypeError|UsageError|validation errors? for \w{0,40}(Config|Settings|Args|Arguments|Params|Options)|DeepSpeedConfig|arguments are not used by the HfArgumentParser|(BadParameter|NoSuchOption|MissingParameter)\b/,
    directness: 'direct',
    says: 'the configuration of the program is not valid',
  },
  {
    id: 'config_file',
    category: 'bad_configuration',
    in: ['exception'],
    match:
      /JSONDecodeError|TOMLDecodeError|ParsingError|ScannerError|ParserError|MissingSectionHeaderError|NoOptionError|NoSectionError/,
    where: /conf|cfg|setting|args|hparams|\.ya?ml|\.toml|\.ini/i,
    directness: 'direct',
    says: 'a configuration file cannot be read',
  },
  {
    id: 'parallel_sizes',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match:
      /(batch|world.?size|parallel|\bTP\b|\bPP\b|\bDP\b|num_?(attention_?)?heads|num_?(query_?)?groups|hidden_?size|embed_?dim|vocab\w{0,6}|seq\w{0,10}|num_?layers|layers|micro|gpus?|devices|nproc\w{0,12}|experts?|ranks?|processes)\w{0,24}\b.{0,160}\b(is not divisible|not divisible by|must be divisible|should be divisible|not be divided|must be (a )?multiple|is not a multiple|indivisible)|Check batch related parameters|train_batch_size is not equal|(number of|num) .{0,30}(gpus?|devices|processes|ranks).{0,60}(exceed|greater than|more than|larger than|does not match|mismatch|less than|but (only )?(got|found))|world.?size.{0,80}(does not match|mismatch|but (only )?(got|found)|is less than|is smaller than|!=)|Duplicate GPU detected/i,
    directness: 'direct',
    says: 'batch, parallelism and number of GPUs do not fit each other',
  },
  {
    id: 'device_fit',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match:
      /invalid device ordinal|CUDA driver version is insufficient|driver.{0,60}too old|no kernel image is available|Found no NVIDIA driver|Torch not compiled with CUDA|no CUDA-capable device|No CUDA GPUs are available|doesn't support bf16|bf16.{0,40}(not|isn't) supported|only supports Ampere GPUs|FlashAttention.{0,60}(only supports|requires)|compute capability.{0,80}(not supported|required|at least|or higher|lower)|requires .{0,30}(compute capability|Ampere|Hopper)|unsatisfied condition: cuda|Attempting to deserialize object on a CUDA device but|system has unsupported display driver|CUDA version.{0,60}(mismatch|does not match|incompatible)|GPU architecture.{0,60}not supported|Cannot find any GPU|requested GPUs?.{0,60}but (your machine|only)/i,
    directness: 'direct',
    says: 'the program, the image and the machine do not fit each other (GPUs, driver or CUDA version)',
  },
  {
    id: 'launcher',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match:
      /not enough slots available|no socket interface found|Address already in use|EADDRINUSE|failed to listen on any local network address|API key (is )?(not|missing)|api_key not configured|WANDB_API_KEY|DUE TO TIME LIMIT/i,
    directness: 'direct',
    says: 'the launcher was given settings that cannot work',
  },
  {
    id: 'invalid_argument',
    category: 'bad_configuration',
    in: ['exception'],
    match:
      /\b(invalid|unknown|unsupported|unrecogni[sz]ed|illegal|unexpected|missing|conflicting|incompatible|mutually exclusive)\b.{0,60}\b(arguments?|options?|choices?|config\w{0,10}|settings?|hyper-?parameters?|flags?|optimi[sz]er|scheduler|precision|backend|strategy|dtype)\b|(must|should|has to|needs to) be (one of|specified|provided|set|given)\b|(optimi[sz]er|scheduler|backend|strategy|model[_ ]type|architecture|precision|argument|option|config|flag|lr_scheduler\w{0,6})\b.{0,80}\b(not (supported|recogni[sz]ed|implemented|registered|allowed|a valid)|is unknown|is invalid)|(cannot|can't|can not|must not) (be )?(used?|specify|set|combine\w?|enable) .{0,60}(together|both|at the same time|simultaneously|with --)/i,
    unless: /TypeError: .{0,80}\(\) (got an unexpected|missing)|positional argument|keyword argument/,
    directness: 'indirect',
    says: 'the program was given a setting that it does not accept',
  },
  {
    id: 'cloud_configuration',
    category: 'bad_configuration',
    in: ['cloud'],
    match:
      /InvalidParameter|InvalidArgument|InvalidConfig|InvalidSpec|\binvalid (parameter|argument|value|config\w{0,10}|spec|job|setting|request)|CreateContainerConfigError|(secret|configmap) .{0,120}not found|exec format error|runAsNonRoot|environment variable.{0,80}(missing|not set|required|invalid)|DriverVersionMismatch|driver version.{0,80}(mismatch|not support|unsupported|incompatible|insufficient|lower)|unsatisfied condition: cuda|(not supported|unsupported|does not support).{0,60}(instance|machine|spec|driver|resource|job type|framework)|exceed\w{0,3} .{0,30}(instance|machine|node|spec)\w{0,6} (limit|size|capacity)|malformed|validation failed|\u53c2\u6570\u9519\u8bef/i,
    unless: /pull|manifest|mount/i,
    directness: 'direct',
    says: 'the job is configured in a way that cannot work',
  },
  {
    id: 'time_limit',
    category: 'bad_configuration',
    in: ['cloud'],
    match:
      /max(imum)?.?running.?time|MaxRunningTime|running time.{0,40}(exceed|limit|over)|(exceed\w{0,3}|reached|over) .{0,60}(time limit|running time|max\w{0,8} duration|run ?time)|active longer than specified deadline|JobTimeout/i,
    directness: 'indirect',
    says: 'the job reached the maximum running time that it was created with',
  },
];
