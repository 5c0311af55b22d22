/** What must never leave this layer in a text (R22): the values of the credential in use. */
export type Secrets = readonly string[];

const MAX_LENGTH = 300;

// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** Shapes of access key ids and STS tokens, for keys other than the one in use. */
const KEY_SHAPED = /\b(?:LTAI[A-Za-z0-9]{8,}|STS\.[A-Za-z0-9]{8,})/g;

/** Replaces every secret value by a mark. */
export const redact = (text: string, secrets: Secrets): string =>
  secrets
    .filter((secret) => secret.length > 3)
    .reduce((result, secret) => result.replaceAll(secret, '[redacted]'), text)
    .replace(KEY_SHAPED, '[redacted]');

/**
 * An upstream message as it may be shown: without the SDK's wrapping, the echoed string to sign, control characters and
 * secrets, at most 300 characters.
 */
export function cleanMessage(raw: string, secrets: Secrets): string {
  const unwrapped = /code: \d{3}, ([\s\S]*?) request id: \S*$/.exec(raw)?.[1] ?? raw;
  const short = unwrapped.split(/[,;.]?\s*server (?:StringToSign|CanonicalRequest)/i)[0] ?? '';
  const text = redact(short.replace(CONTROL, ' '), secrets).replace(/\s+/g, ' ').trim();
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}...` : text;
}
