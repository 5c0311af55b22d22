/**
 * Secrets in text from the cloud, masked (R34, R35). Two kinds of evidence: a shape that only a secret has, and a name
 * that says the value is one. Checksums, base64 data, hashes, paths and metrics have neither.
 */

const MASK = '***';

type Rule = readonly [pattern: RegExp, replacement: string];

/** Shapes that are secrets by themselves. */
const SHAPES: readonly Rule[] = [
  [
    /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----(?:[^-]{0,16000}-----END [A-Z0-9 ]{0,30}PRIVATE KEY-----|(?:\n[A-Za-z0-9+/=]{16,80}){0,200})/g,
    `[private key ${MASK}]`,
  ],
  // The window of a log may begin inside a key.
  [/(?:^[A-Za-z0-9+/=]{16,80}\n){1,60}-----END [A-Z0-9 ]{0,30}PRIVATE KEY-----/gm, `[private key ${MASK}]`],
  [/\bLTAI[A-Za-z0-9]{8,30}/g, `LTAI${MASK}`],
  [/\bSTS\.[A-Za-z0-9]{10,}/g, `STS.${MASK}`],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, `$1${MASK}`],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g, MASK],
  [/\bhf_[A-Za-z0-9]{16,}/g, `hf_${MASK}`],
  [/\b(gh[pousr]_|github_pat_|npm_)[A-Za-z0-9_]{20,}/g, `$1${MASK}`],
  [/\b(glpat-|xox[abeoprs]-)[A-Za-z0-9_-]{10,}/g, `$1${MASK}`],
  [/\bsk-(?=[A-Za-z_-]{0,200}[0-9])[A-Za-z0-9_-]{16,}/g, `sk-${MASK}`],
  [/\bAIza[A-Za-z0-9_-]{35}/g, `AIza${MASK}`],
  [/\b(bearer[ \t]+)(?=[A-Za-z._~+/=-]{0,200}[0-9])[A-Za-z0-9._~+/=-]{8,}/gi, `$1${MASK}`],
  [
    /(authorization\\?["']?[ \t]*[:=][ \t]*\\?["']?)(?:[A-Za-z0-9-]{1,30}[ \t]+)?[^\s"'\\]{4,}[^"'\\\n]{0,2000}/gi,
    `$1${MASK}`,
  ],
  [/(:\/\/[^\s/@:"']{0,256}):(?!\*{3}@)[^\s/@"']{1,512}@/g, `$1:${MASK}@`],
  [/(:\/\/)[^\s/@:"']{16,512}@/g, `$1${MASK}@`],
  [
    /([?&](?:x-(?:oss|amz)-)?(?:signature|credential|security-?token|sig|ossaccesskeyid|token)=)[^\s&"'#]{4,}/gi,
    `$1${MASK}`,
  ],
];

const STRONG_NAME =
  'pass(?:word|wd|phrase)|secret(?:[_-]?(?:access)?[_-]?key)?|access[_-]?key(?:[_-]?(?:id|secret))?|(?:api|private|signing|encryption|account|master)[_-]?key|credentials?|[_-]pwd';
// Words of language models carry the same name: pad_token, max_token, time_per_token.
const WEAK_NAME =
  '(?<!(?:pad|eos|bos|unk|sep|cls|mask|next|last|first|per|max|min|num|special|image|start|end|stop|prompt)[_-]?)token|(?<![a-z])auth|(?<![a-z])sk';
const JOIN = `\\\\?["']?[ \\t]*(?:=>|[:=])[ \\t]*`;
const VALUE = `(?:(\\\\?["'])([^\\n]{0,4096}?)\\4|([^\\s"'\\\\,;&}\\])]+))`;

const NAMED = new RegExp(`(${STRONG_NAME}|(${WEAK_NAME}))(${JOIN})${VALUE}`, 'gi');
const FLAG =
  /(--[a-z0-9_-]{0,40}(?:password|passwd|secret|token|(?:api|access|private|secret)[_-]key)(?:[_-](?:id|secret))?[ \t]+)(?!-)(?:"[^"\n]*"|'[^'\n]*'|[^\s"']+)/gi;

/** Nothing secret: empty, a literal of a language, a reference to a variable, or masked already. */
const HARMLESS = /^(?:|none|null|nil|undefined|true|false|str|string|\*+|\$.*|<.*|%\(.*|\{.*|\[.*)$/i;
const TOKEN_LIKE = /^[A-Za-z0-9._~+/=:|-]{8,}$/;
const NUMBER = /^[-+]?[0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?[a-z%/]{0,6}$/i;

function maskNamed(
  whole: string,
  name: string,
  weak: string | undefined,
  join: string,
  quote = '',
  quoted = '',
  plain = '',
): string {
  const value = quote === '' ? plain : quoted;
  if (HARMLESS.test(value)) return whole;
  if (weak !== undefined && (!TOKEN_LIKE.test(value) || NUMBER.test(value))) return whole;
  if (/pwd$/i.test(name) && value.startsWith('/')) return whole;
  return `${name}${join}${quote}${MASK}${quote}`;
}

/**
 * Text with its secrets replaced by `***`: access keys, private keys, bearer tokens and JWTs, tokens of well-known
 * services, passwords in URLs, and the values of secret-looking names in `key=value`, JSON and command-line form.
 * Give it whole texts rather than lines: a private key spans several.
 */
export function maskSecrets(text: string): string {
  const shaped = SHAPES.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
  return shaped.replace(NAMED, maskNamed).replace(FLAG, `$1${MASK}`);
}

/** Settings of runtimes and launchers, whose values help a diagnosis and are not secrets. */
const HARMLESS_ENVS =
  /^(?:(?:NCCL|ACCL|GLOO|UCX|OMP|MKL|OPENBLAS|KMP|TORCH|TORCH_NCCL|TORCHELASTIC|CUDA|CUDNN|NVTE|TF_CPP|LC|RAY_memory)_[A-Z0-9_]+|PYTHON(?:UNBUFFERED|FAULTHANDLER|HASHSEED|DONTWRITEBYTECODE|IOENCODING|WARNINGS|PATH)|PYTORCH_(?:CUDA_)?ALLOC_CONF|MASTER_(?:ADDR|PORT)|WORLD_SIZE|RANK|LOCAL_RANK|LOCAL_WORLD_SIZE|NODE_RANK|NNODES|NPROC_PER_NODE|TOKENIZERS_PARALLELISM|(?:HF_HUB|HF_DATASETS|TRANSFORMERS)_OFFLINE|WANDB_(?:MODE|DISABLED)|PAI_TASK_ROLE|PATH|LD_LIBRARY_PATH|LD_PRELOAD|LANG|TZ)$/;
const SECRET_NAME = /pass|secret|token(?!izers)|credential|private|api_?key|access_?key|auth/i;

/**
 * Environment variables for showing (R35): every value is masked except those of well-known harmless names and of the names
 * that the operator lists, and those too when they look like a secret.
 * @param listed exact names
 */
export function maskEnvs(envs: Record<string, string>, listed: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    Object.entries(envs).map(([name, value]) => {
      const harmless = HARMLESS_ENVS.test(name) && !SECRET_NAME.test(name);
      // With its name, which is evidence too.
      const bare = maskSecrets(`${name}=${value}`) === `${name}=${value}`;
      return [name, bare && (harmless || listed.includes(name)) ? value : MASK];
    }),
  );
}

/**
 * A document for showing: each text masked by its own shape and by the name it goes under; `Envs` by the rule for those.
 * Numbers, flags and the structure stay as they are.
 */
export function maskDocument(value: unknown, shownEnvs: readonly string[], name = ''): unknown {
  if (typeof value === 'string') return maskMember(name, value);
  if (Array.isArray(value)) return value.map((item) => maskDocument(item, shownEnvs, name));
  if (typeof value !== 'object' || value === null) return value;
  if (name === 'Envs') return maskEnvs(value as Record<string, string>, shownEnvs);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, maskDocument(member, shownEnvs, key)] as const),
  );
}

function maskMember(name: string, text: string): string {
  const masked = maskSecrets(text);
  if (masked !== text) return masked;
  const pair = JSON.stringify({ [name]: text });
  return maskSecrets(pair) === pair ? text : MASK;
}
