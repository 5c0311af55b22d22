import { MASK, wordLike } from './mask-shapes.ts';

/**
 * Secrets that show by the name of what they are the value of, in `key=value`, JSON, YAML, Python and command lines. A
 * strong name is evidence enough; a weak one, which language models and logs use for other things too, needs a value that
 * looks generated.
 */

// Of tokens, those that name a service or a purpose of access.
const ACCESS =
  '(?<![a-z])(?:auth|access|refresh|session|api|bearer|security|sts|secret|private|personal|deploy|jwt|csrf|xsrf|oauth2?|hf|hub|hugging_?face|wandb|github|gitlab|gitee|git|npm|pypi|docker|registry|slack|dingtalk|modelscope|dashscope|jupyter|service|account)[_-]?token';
const KEYS =
  '(?:secret[ _-]?(?:access[ _-]?)?|access[ _-]?|api[ _-]?|private[ _-]?|signing[_-]?|encryption[_-]?|account[_-]?|master[_-]?)key(?:[ _-]?(?:id|secret))?';
const STRONG = `pass(?:word|wd|phrase)|secret(?:[_-]?id)?|${KEYS}|credentials?|[_-]pwd|(?<![a-z])(?:db|my_?sql|pg|redis|smtp|ftp|ssh|oss|nas|mail|root|user|login|admin|proxy)_pass|${ACCESS}|密码|口令|密钥`;
// Words of language models carry the same name: pad_token, max_token, time_per_token.
const WEAK =
  '(?<!(?:pad|eos|bos|unk|sep|cls|mask|next|last|first|per|max|min|num|special|image|audio|video|start|end|stop|prompt)[_-]?)token|(?<![a-z])auth|(?<![a-z])sk|令牌';
const JOIN = `\\\\{0,3}["']?[ \\t]*(?:=>|:=|[:=：＝])[ \\t]*`;
// Only what the value itself was quoted with closes it; a quote that is escaped deeper belongs to it.
const VALUE = `(?:b?(\\\\{0,3}["'])([^\\n]{0,4096}?)\\4|([^\\s"'\\\\,;&}\\])]+))`;

const NAMED = new RegExp(`(${STRONG}|(${WEAK}))(${JOIN})${VALUE}`, 'gi');
const FLAG =
  /(?<![\w-])(--[a-z0-9_-]{0,40}?(?:(token|(?<=-)auth|(?<=-)sk)|password|passwd|passphrase|secret|(?:api|access|private|secret)[_-]key)(?:[_-](?:id|secret))?)([ \t]+)(?!-)(?:(["'])([^\n]{0,4096}?)\4|([^\s"']+))/gi;
const SAID =
  /\b((?:password|passwd|passphrase|token|secret|api key|access key|secret key)[ \t]+(?:is|was)[ \t]*:?[ \t]*["'`]?)([A-Za-z0-9._~+/=!@#$%^*-]{8,200})/gi;

/** Nothing secret: empty, a literal of a language, a reference to a variable, or masked already. */
const HARMLESS = /^(?:|none|null|nil|undefined|true|false|str|string|bytes|\*+|\$.*|<.*|%\(.*|\{.*|\[.*)$/i;
/** An expression of a program, as source lines of a traceback have it. */
const EXPRESSION =
  /^(?:os|self|cls|args|opts?|options|cfg|conf|config|settings|kwargs|params|env|environ|getpass|request|session|st|hparams|flags)\s*[.[(]|^[a-z_][a-z_.]{0,60}[([]/i;
const MEMBER = /^[a-z_]{1,40}(?:\.[A-Za-z_]{1,40}){1,4}$/;
/** What a program calls such a thing when it hands it on: `token=token`. */
const IDENTIFIER =
  /^(?:key|token|pwd|passwd|password|secret|api_?key|access_?key|auth_?token|hf_?token|val|value|creds?|credentials?|arg|args|self|var)$/i;
/** Prose about a secret: `credentials: loaded`. */
const STATE =
  /^(?:ok(?:ay)?|yes|no|not|set|unset|found|missing|empty|(?:in)?valid|required|optional|enabled|disabled|loaded|loading|failed|failure|succe(?:ss|ssful|eded)|expired|denied|granted|rejected|incorrect|wrong|default|unknown|(?:un)?available|provided|present|absent|hidden|redacted|masked|removed|omitted|encrypted|n\/a|file|auto)[.!:]?$/i;
const PATH =
  /^(?:~|\.{1,2})?\/(?:root|home|mnt|data|etc|var|opt|usr|tmp|run|dev|workspace|ml|cpfs|nas|oss|secrets?)\/[\w./-]*$/;
const FILE = /^[\w.-]+\.(?:json|ya?ml|pem|key|env|ini|cfg|toml|crt|p12)$/;
const TOKEN_LIKE = /^[A-Za-z0-9._~+/=:|-]{8,}$/;
const NUMBER = /^[-+]?[0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?[a-z%/]{0,6}$/i;

/** `key_password=key_password`. */
const handsOn = (name: string, value: string): boolean =>
  value === name || (/^[a-z_]{1,60}$/.test(value) && value.endsWith(`_${name}`));

function isSecret(name: string, weak: boolean, value: string, quoted: boolean): boolean {
  if (HARMLESS.test(value)) return false;
  if (!quoted && (EXPRESSION.test(value) || IDENTIFIER.test(value) || handsOn(name, value))) return false;
  if (weak) return TOKEN_LIKE.test(value) && !NUMBER.test(value) && !wordLike(value);
  if (STATE.test(value)) return false;
  if (/pwd$/i.test(name) && value.startsWith('/')) return false;
  if (/token$/i.test(name) && NUMBER.test(value)) return false;
  const ofPerson = /pass|pwd|密码|口令/i.test(name);
  return ofPerson || !(PATH.test(value) || FILE.test(value) || (!quoted && MEMBER.test(value)));
}

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
  if (!isSecret(name, weak !== undefined, value, quote !== '')) return whole;
  return `${name}${join}${quote}${MASK}${quote}`;
}

// `--token x` and `--hf-token x` hand over a token; `--pad-token x` and `--max-token 5` set one.
const maskFlag: typeof maskNamed = (whole, flag, weak, gap, quote = '', quoted = '', plain = '') => {
  const strong =
    weak === undefined || /^--(?:token|[a-z0-9_-]*(?:auth|access|api|hf|hub|git|wandb)[_-]?token)$/i.test(flag);
  return maskNamed(whole, flag, strong ? undefined : weak, gap, quote, quoted, plain);
};

/** Text with the values of secret-looking names replaced by `***`. */
export const maskNames = (text: string): string =>
  text
    .replace(NAMED, maskNamed)
    .replace(FLAG, maskFlag)
    .replace(SAID, (whole, kept: string, value: string) => (wordLike(value) ? whole : `${kept}${MASK}`));
