import { MASK } from './spans.ts';
import { wordLike } from './words.ts';

/**
 * Secrets that show by their shape alone: the prefixes of well-known services, headers, and credentials inside URLs.
 * Every pattern stays on one line, and none of them backtracks over more than a bounded part of it.
 */

/** Whether base64 text decodes to `user:password`. */
function isBasicCredential(value: string): boolean {
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x20-\x39\x3b-\x7e]+:[\x20-\x7e]+$/.test(decoded);
}

/** The same of a text that nothing announces: a name as people have it, and a password of some length. */
const isPair = (value: string): boolean =>
  /^[A-Za-z_][\w.@+-]{0,63}:[\x21-\x7e]{6,200}$/.test(Buffer.from(value, 'base64').toString('latin1'));

/** `needs`: what is in every text with a match and is found much sooner; a text without it is not searched. */
type Rule = readonly [pattern: RegExp, replacement: string | ((...groups: string[]) => string), needs?: RegExp];

export const SHAPES: readonly Rule[] = [
  // An access key id, and its secret where that follows at once: `bucket:LTAI…:SECRET`, `Auth('LTAI…', 'SECRET')`.
  [
    /\bLTAI[A-Za-z0-9]{8,30}(?:([^\w\n]{1,8})([A-Za-z0-9]{12,64})(?![A-Za-z0-9]))?/g,
    (_, between, secret) => `LTAI${MASK}${secret === undefined ? '' : `${between}${wordLike(secret) ? secret : MASK}`}`,
  ] as Rule,
  [/\bAKID(?=[A-Za-z]*\d)[A-Za-z0-9]{13,40}\b/g, `AKID${MASK}`],
  [/\bSTS\.([A-Za-z0-9]{10,})/g, (whole, key) => (wordLike(key ?? '') ? whole : `STS.${MASK}`)] as Rule,
  [/\bCAIS[A-Za-z0-9+/]{60,}={0,2}/g, `CAIS${MASK}`],
  [/\b(A[KS]IA)[A-Z0-9]{16}\b/g, `$1${MASK}`],
  [/(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g, MASK],
  [/\bhf_(?=[A-Za-z0-9]{0,40}[A-Z])(?=[A-Za-z0-9]{0,40}[a-z])[A-Za-z0-9]{16,}/g, `hf_${MASK}`],
  [/\b(gh[pousr]_|npm_)[A-Za-z0-9]{20,}/g, `$1${MASK}`],
  [/\bgithub_pat_[A-Za-z0-9_]{20,}/g, `github_pat_${MASK}`],
  [/\bpypi-AgE[A-Za-z0-9_-]{16,}/g, `pypi-${MASK}`],
  [/\b(gl(?:pat|dt|rt|ft|soat)-|xox[abeoprs]-)(?=[A-Za-z_-]{0,200}\d)[A-Za-z0-9_-]{10,}/g, `$1${MASK}`],
  // A run of letters and digits, which sets a key apart from a name in kebab case.
  [
    /\bsk-(?=[A-Za-z_-]{0,200}\d)(?=[A-Za-z0-9_-]{0,200}?(?<![A-Za-z0-9])[A-Za-z0-9]{16})[A-Za-z0-9_-]{16,}/g,
    `sk-${MASK}`,
  ],
  [/\b([sr]k_(?:live|test)_)[A-Za-z0-9]{16,}/g, `$1${MASK}`],
  [/\bAIza[A-Za-z0-9_-]{35}/g, `AIza${MASK}`],
  [/\bya29\.[A-Za-z0-9_-]{20,}/g, `ya29.${MASK}`],
  [/\bSG\.[A-Za-z0-9_-]{16,40}\.[A-Za-z0-9_-]{20,}/g, `SG.${MASK}`],
  [/(?:\bbot|(?<![\w:]))\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g, MASK],
  // Services whose tokens have a prefix of their own, with a run of letters and digits behind it that no name has.
  [
    /\b(GOCSPX-|api_org_|d(?:op|oo|or)_v1_|dckr_pat_|xai-|gsk_|nvapi-|r8_|pplx-|lin_api_|shp(?:at|ss|ca|pa)_|glsa_|hv[sb]\.|tskey-[a-z]{2,12}-|AGE-SECRET-KEY-1|xapp-\d-|ntn_|figd_)(?=[A-Za-z_-]{0,200}\d)(?=[A-Za-z0-9_-]{0,40}?[A-Za-z0-9]{10})[A-Za-z0-9_-]{20,}/g,
    `$1${MASK}`,
  ],
  [/\bsecret_(?=[A-Za-z]{0,43}\d)(?=[a-z0-9]{0,43}[A-Z])[A-Za-z0-9]{40,}/g, `secret_${MASK}`],
  [/\b(wandb: (?:[\w ]{0,20}key:? )?(?:local-)?)[0-9a-f]{40}(?=\s|$)/gi, `$1${MASK}`],
  [/\b(wandb_v1_)[A-Za-z0-9_]{40,}/g, `$1${MASK}`],
  [/\b(dapi[0-9a-f]{32}|SEC[0-9a-f]{64})\b/g, MASK],
  // Hashes of passwords, as `/etc/shadow` and databases keep them.
  [/(\$(?:2[aby]|5|6|y|argon2i?d?)\$)[^\s:"']{20,200}/g, `$1${MASK}`],
  [/(api\/webhooks\/\d{5,25}\/)[\w-]{20,}/g, `$1${MASK}`],
  [/(\/IncomingWebhook\/)[\w/-]{16,}/g, `$1${MASK}`],
  [/(\/t\/)[a-z]{2}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, `$1${MASK}`],
  [/(\b(?:jdbc:oracle:[a-z]{2,5}:|sqlplus[ \t]{1,4})[\w.$-]{1,64}\/)[^\s/@"']{1,128}(?=@)/g, `$1${MASK}`],
  // A line of a file of PostgreSQL's passwords: host, port, database, user, password.
  [
    /(?<![\w:.*-])([\w.*-]{1,255}:(?:\d{1,5}|\*):[\w*-]{1,64}:[\w*-]{1,64}:)(?=[a-zA-Z]{0,64}\d)(?=[a-z\d]{0,64}[A-Z])(?=[A-Z\d]{0,64}[a-z])[A-Za-z0-9]{12,64}(?=\s|$)/gm,
    `$1${MASK}`,
    /:(?:\d{1,5}|\*):[\w*-]{1,64}:/,
  ],
  // `user:password` in base64, as configuration files of registries keep it.
  [
    /(?<![\w+/=.-])(?=[a-z0-9+/]{0,500}[A-Z])(?=[A-Z0-9+/]{0,500}[a-z])[A-Za-z0-9+/]{12,500}={0,2}(?![\w+/=.-])/g,
    (whole) => (isPair(whole) ? MASK : whole),
  ] as Rule,
  [
    /((?:\bIDENTIFIED[ \t]{1,4}BY|\bWITH[ \t]{1,4}(?:ENCRYPTED[ \t]{1,4})?PASSWORD|=[ \t]{0,4}PASSWORD\()[ \t]{0,4}')[^'\n]{1,512}/gi,
    `$1${MASK}`,
  ],
  [/(hooks\.slack\.com\/services\/)[A-Za-z0-9/]{10,}/g, `$1${MASK}`],
  [/(\/bot\/v2\/hook\/)[A-Za-z0-9-]{10,}/g, `$1${MASK}`],
  // The whole of the header: a signature of several parts is as good as the key for a while.
  [
    /(authorization\\{0,15}["']?[ \t]*[:=][ \t]*\\{0,15}["']?)(?:bearer|basic|digest|token|negotiate|bot|apikey|oss4?|acs|acs3-[a-z0-9-]{1,30}|aws4?-[a-z0-9-]{1,30}|aws|oss4-[a-z0-9-]{1,30}|dataplus|qqsign|q-sign)[ \t]+[^\s"'\\]{4,}[^"'\\\n]{0,2000}/gi,
    `$1${MASK}`,
  ],
  [
    /(authorization\\{0,15}["']?[ \t]*[:=][ \t]*\\{0,15}["']?)([^\s"'\\,;]{8,2000})/gi,
    (whole, kept, value) => (wordLike(value ?? '') ? whole : `${kept}${MASK}`),
  ] as Rule,
  [/\b(bearer[ \t]+)(?=[A-Za-z._~+/=-]{0,200}[0-9])[A-Za-z0-9._~+/=-]{8,}/gi, `$1${MASK}`],
  [
    /\b(basic[ \t]+)([A-Za-z0-9+/]{8,500}={0,2})(?![\w+/=])/gi,
    (whole, kept, value) => (isBasicCredential(value ?? '') ? `${kept}${MASK}` : whole),
  ] as Rule,
  [
    /\b((?:set-)?cookie\\{0,15}["']?[ \t]*(?::[ \t]*\\{0,15}["']?|=[ \t]*\\{0,15}["']))[^\s=;"'\\]{1,100}=[^"'\\\n]{4,2000}/gi,
    `$1${MASK}`,
  ],
  [/(:\/\/[^\s/@:"']{0,256}):(?!\*{3}@)[^\s/@"']{1,512}@/g, `$1:${MASK}@`],
  // The address of a database without its scheme, as drivers of Go and command lines have it.
  [
    /(?<![\w/:@.-])([A-Za-z_][\w.-]{0,63}:)(?!\*{3}@)[^\s:/@"']{4,128}(?=@[\w.-]{1,253}:\d{2,5}\/)/g,
    `$1${MASK}`,
    /@[\w.-]{1,253}:\d{2,5}\//,
  ],
  // A port has digits only: what else stands there is a password, also one with slashes in it.
  [/(:\/\/[^\s/@:"']{1,256}):(?!\d{0,5}[/?#])[^\s/@"']{1,128}\/[^\s@"']{0,256}@(?=[\w[])/g, `$1:${MASK}@`],
  [
    /(:\/\/)([^\s/@:"']{16,512})@/g,
    (whole, kept, value) => (wordLike(value ?? '') ? whole : `${kept}${MASK}@`),
  ] as Rule,
  [
    /([?&](?:x-(?:oss|amz|goog)-)?(?:signature|credential|security-?token|sig|ossaccesskeyid|(?:access_?)?token|(?:api|auth)_?key|secret)=)(?!(?:none|null|true|false)\b)[^\s&"'#\\]{4,}/gi,
    `$1${MASK}`,
  ],
  [
    /([?&]key=)([A-Za-z0-9_-]{16,200})(?=[&"'#]|[.,:;!?)\]}>]{0,3}(?:[\s"']|$))/gim,
    (whole, kept, value) => (wordLike(value ?? '') ? whole : `${kept}${MASK}`),
  ] as Rule,
];
