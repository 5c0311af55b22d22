import { wordLike } from './words.ts';

/**
 * What the name and the form of an environment variable say of its value (R35),
 * beyond what `mask-names` knows of any text.
 */

/** Settings of runtimes and launchers, whose values help a diagnosis and are not secrets, whatever their form. */
const HARMLESS =
  /^(?:(?:NCCL|ACCL|GLOO|UCX|OMP|MKL|OPENBLAS|KMP|TORCH|TORCH_NCCL|TORCHELASTIC|CUDA|CUDNN|NVTE|TF_CPP|LC|RAY_memory)_[A-Z0-9_]+|PYTHON(?:UNBUFFERED|FAULTHANDLER|HASHSEED|DONTWRITEBYTECODE|IOENCODING|WARNINGS|PATH)|PYTORCH_(?:CUDA_)?ALLOC_CONF|MASTER_(?:ADDR|PORT)|WORLD_SIZE|RANK|LOCAL_RANK|LOCAL_WORLD_SIZE|NODE_RANK|NNODES|NPROC_PER_NODE|TOKENIZERS_PARALLELISM|(?:HF_HUB|HF_DATASETS|TRANSFORMERS)_OFFLINE|WANDB_(?:MODE|DISABLED)|PAI_TASK_ROLE|PATH|LD_LIBRARY_PATH|LD_PRELOAD|LANG|TZ)$/;

const WORDS = /[^A-Za-z]|(?<=[a-z])(?=[A-Z])/;
/** As words of their own: `HF_TOKEN` names a secret, `MAX_TOKENS`, `AUTHOR` and `NUM_PASSES` do not. */
const SECRET_WORD =
  /^(?:pass|pwd|pw|token|auth|authorization|private|key|pin|ak|sk|dsn|cookies?|sessionid|jwt|bearer|mnemonic|signature|cert)$/i;
/** Within a word too: `MYPASSWORD`, `apikey`, `DBPASS`. */
const SECRET_PART =
  /passw|passphrase|secret|credential|(?:api|access|private)_?key|token$|pwd|(?<!com|by|sur|tres)pass$/i;

const saysSecret = (name: string): boolean =>
  SECRET_PART.test(name) || name.split(WORDS).some((word) => SECRET_WORD.test(word));

/** Too little to be a secret, under whatever name: `USE_AUTH=1`. */
const FLAG = /^(?:|[01]|true|false|yes|no|on|off|none|null)$/i;

/** Between the words of a value, beside the separators within a name or a path. */
const BETWEEN = /[\s"'()[\]{};*?#%&!<>^]/;
/** Characters. What is longer is more than a setting. */
const MOST = 256;

/**
 * A size, a version or a time: `4096x4096`, `1.2.3rc1`, `2026-11-28T01:02:03Z`.
 * `wordLike` takes no digits on both sides.
 */
const SIZES = /(?<![A-Za-z0-9])\d{1,5}[A-Za-z]{1,2}\d{1,5}(?![A-Za-z0-9])/g;
/** No word of a language has as many consonants in a row as a generated key of letters alone. */
const UNSPEAKABLE = /(?=[A-Za-z]{12})[A-Za-z]{0,12}[b-df-hj-np-tv-xz]{6}/i;

/**
 * Whether a value is made of words and numbers, as settings are: `1e-4`, `Qwen2.5-7B`, `/mnt/data/v2`, `["a", "b"]`.
 */
const isOrdinary = (value: string): boolean =>
  value.length <= MOST && !UNSPEAKABLE.test(value) && value.replace(SIZES, '0').split(BETWEEN).every(wordLike);

/**
 * Whether an environment variable shows neither by its name nor by its form that its value may be secret.
 * @param listed exact names that the operator shows whatever their form; never a name that speaks of a secret
 */
export const isPlainEnv = (name: string, value: string, listed: readonly string[]): boolean =>
  FLAG.test(value) || listed.includes(name) || (!saysSecret(name) && (HARMLESS.test(name) || isOrdinary(value)));
