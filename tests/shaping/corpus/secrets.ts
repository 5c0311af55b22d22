import { ALNUM, BASE64, createRandom, HEX, type Random } from './random.ts';

/** A text with secrets in it, none of which may be left of it. */
export interface Planted {
  kind: string;
  text: string;
  /** What must be gone: the secret, and for long ones each half of it. */
  secrets: string[];
}

const UPPER = ALNUM.slice(0, 26);
const LOWER_DIGITS = `${ALNUM.slice(26, 52)}0123456789`;

/** A value that has digits and letters of both cases, as generated ones do. */
function generated(r: Random, length: number): string {
  for (;;) {
    const text = r.text(ALNUM, length);
    if (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d[a-zA-Z]/.test(text)) return text;
  }
}

/** Secrets that show by their shape: in any text, at any place. */
const SHAPED: Readonly<Record<string, (r: Random) => string>> = {
  'access key id': (r) => `LTAI5t${r.text(ALNUM, 18)}`,
  'access key id of STS': (r) => `STS.${r.text(ALNUM, 24)}`,
  'security token': (r) => `CAIS${r.text(BASE64, 300)}==`,
  'AWS access key id': (r) => `${r.pick(['AKIA', 'ASIA'])}${r.text(`${UPPER}0123456789`, 16)}`,
  'JSON web token': (r) => `eyJ${r.text(ALNUM, 33)}.eyJ${r.text(ALNUM, 60)}.${r.text(ALNUM, 43)}`,
  'Hugging Face token': (r) => `hf_Aa${r.text(ALNUM.slice(0, 52), 32)}`,
  'GitHub token': (r) => `${r.pick(['ghp_', 'gho_', 'ghs_'])}${r.text(ALNUM, 36)}`,
  'GitHub fine-grained token': (r) => `github_pat_${r.text(ALNUM, 22)}_${r.text(ALNUM, 59)}`,
  'GitLab token': (r) => `glpat-${generated(r, 20)}`,
  'npm token': (r) => `npm_${r.text(ALNUM, 36)}`,
  'PyPI token': (r) => `pypi-AgE${r.text(ALNUM, 60)}`,
  'Slack token': (r) => `xoxb-${r.text('0123456789', 12)}-${generated(r, 24)}`,
  'Slack webhook': (r) =>
    `https://hooks.slack.com/services/T${r.text(UPPER, 8)}/B${r.text(UPPER, 8)}/${r.text(ALNUM, 24)}`,
  'model service key': (r) => `sk-${generated(r, 32)}`,
  'model service project key': (r) => `sk-proj-${generated(r, 24)}_${generated(r, 24)}-${generated(r, 20)}`,
  'hex service key': (r) => `sk-${r.text(HEX, 31)}7`,
  'Google API key': (r) => `AIza${r.text(ALNUM, 35)}`,
  'Google access token': (r) => `ya29.a0${generated(r, 60)}`,
  'Stripe key': (r) => `sk_live_${generated(r, 24)}`,
  'bot token': (r) => `${r.text('123456789', 9)}:AA${r.text(ALNUM, 33)}`,
};

/** Secrets that show by what stands before them. */
const NAMES: readonly string[] = [
  'password',
  'PASSWORD',
  'db_password',
  'MYSQL_PWD',
  'redis_pass',
  'passphrase',
  'secret',
  'client_secret',
  'app_secret',
  'AccessKeySecret',
  'access_key_secret',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'aws_secret_access_key',
  'api_key',
  'API-Key',
  'X-Api-Key',
  'WANDB_API_KEY',
  'private_key',
  'auth_token',
  'accessToken',
  'HF_TOKEN',
  'security-token',
  'token',
  'auth',
  '密码',
  '密钥',
];
const NAMED: Readonly<Record<string, (name: string, value: string) => string>> = {
  assignment: (name, value) => `${name}=${value}`,
  'spaced assignment': (name, value) => `${name} = ${value}`,
  yaml: (name, value) => `  ${name}: ${value}`,
  json: (name, value) => `{"${name}": "${value}", "n": 1}`,
  'json in json': (name, value) => `"{\\"${name}\\":\\"${value}\\"}"`,
  'json in json in json': (name, value) => `"{\\\\\\"${name}\\\\\\":\\\\\\"${value}\\\\\\"}"`,
  'json four deep': (name, value) =>
    `"{${'\\'.repeat(7)}"${name}${'\\'.repeat(7)}":${'\\'.repeat(7)}"${value}${'\\'.repeat(7)}"}"`,
  'Python dict': (name, value) => `{'lr': 0.1, '${name}': '${value}', 'x': None}`,
  'Python call': (name, value) => `connect(host, ${name}="${value}", port=1)`,
  'bytes of Python': (name, value) => `${name}=b'${value}'`,
  'quoted shell': (name, value) => `export ${name}='${value}'; python train.py`,
  'Ruby hash': (name, value) => `:${name} => "${value}"`,
  'docker option': (name, value) => `docker run -e ${name}=${value} image:tag`,
  'fullwidth colon': (name, value) => `${name}：${value}`,
  'query string': (name, value) => `POST /login?user=bob&${name}=${value}&next=/`,
};

const FRAMED: Readonly<Record<string, (r: Random, value: string) => string>> = {
  'bearer header': (_, value) => `Authorization: Bearer ${value}`,
  'basic header': (_, value) => `authorization: Basic ${Buffer.from(`bob:${value}`).toString('base64')}`,
  'header of JSON': (_, value) => `{"Authorization": "token ${value}", "Accept": "*/*"}`,
  'signed header': (r, value) =>
    `Authorization: ACS3-HMAC-SHA256 Credential=LTAI5t${r.text(ALNUM, 12)},SignedHeaders=host;x-acs-date,Signature=${value}`,
  'basic in prose': (_, value) => `sent Basic ${Buffer.from(`bob:${value}`).toString('base64')} to the proxy`,
  cookie: (_, value) => `Set-Cookie: session=${value}; Path=/; HttpOnly`,
  'URL with a password': (_, value) => `git clone https://bob:${value}@git.example.com/team/repo.git`,
  'URL with a token': (_, value) => `pip install git+https://${value}@github.com/team/repo.git@main`,
  'URL without a user': (_, value) => `redis://:${value}@10.0.0.1:6379/0`,
  'presigned URL': (r, value) =>
    `GET https://b.oss-cn-hangzhou.aliyuncs.com/k?Expires=1772684043&OSSAccessKeyId=LTAI5t${r.text(ALNUM, 12)}&Signature=${value}`,
  'presigned URL of S3': (_, value) => `https://b.s3.amazonaws.com/k?X-Amz-Date=20260305&X-Amz-Signature=${value}&x=1`,
  'webhook key': (_, value) => `POST https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${value}`,
  'Jupyter URL': (_, value) => `http://localhost:8888/lab?token=${value}`,
  flag: (_, value) => `python train.py --password ${value} --lr 0.1`,
  'quoted flag': (_, value) => `python train.py --api-key "${value}" --lr 0.1`,
  'token flag': (_, value) => `huggingface-cli login --token ${value}`,
  'curl user': (_, value) => `curl -s -u bob:${value} https://nexus.example.com/`,
  sshpass: (_, value) => `sshpass -p '${value}' ssh worker-1`,
  prose: (_, value) => `Your password is: ${value}`,
  'auth tuple': (_, value) => `requests.get(url, auth=('bob', '${value}'))`,
};

function pem(r: Random, prefix = ''): Planted {
  const body = [...Array.from({ length: 24 }, () => r.text(BASE64, 64)), `${r.text(BASE64, 30)}==`];
  const kind = r.pick(['RSA PRIVATE KEY', 'PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'EC PRIVATE KEY']);
  const lines = [`-----BEGIN ${kind}-----`, ...body, `-----END ${kind}-----`];
  return { kind: 'private key', text: lines.map((line) => prefix + line).join('\n'), secrets: body };
}

const halves = (secret: string): string[] =>
  secret.length < 24 ? [secret] : [secret.slice(0, secret.length >> 1), secret.slice(secret.length >> 1)];

/** Every kind of secret in every surrounding, `rounds` times with other values. */
export function plantedSecrets(rounds: number, seed: number): Planted[] {
  const r = createRandom(seed);
  const planted: Planted[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [kind, make] of Object.entries(SHAPED)) {
      const secret = make(r);
      // The service's prefix may stay: it says what was there.
      const secrets = [secret, secret.slice(-16)];
      for (const text of [secret, `key ${secret}, then`, `(${secret})`, `"${secret}"`, `x=${secret};`, `「${secret}」`])
        planted.push({ kind, text, secrets });
    }
    for (const name of NAMES)
      for (const [kind, make] of Object.entries(NAMED)) {
        const value = r.pick([generated(r, r.int(12, 40)), `${r.text(HEX, 32)}`, `a1${r.text(LOWER_DIGITS, 20)}9z`]);
        planted.push({ kind: `${name}, ${kind}`, text: make(name, value), secrets: halves(value) });
      }
    // A person's password need not look generated where the name is plain.
    for (const value of ['hunter2', 'correct horse', 'p@ss%w0rd!', '12345678', '密码abc', 'Sommer#2026'])
      planted.push({ kind: 'chosen password', text: `"password": "${value}"`, secrets: [value] });
    for (const [kind, make] of Object.entries(FRAMED)) {
      const value = generated(r, r.int(18, 40));
      planted.push({ kind, text: make(r, value), secrets: halves(value) });
    }
    planted.push(pem(r), pem(r, '[rank0]: '), pem(r, '2026-03-05T12:00:00+08:00 INFO '));
  }
  return planted;
}

/** What a terminal does not show, and what a secret could be split with. */
export const SPLITTERS: readonly string[] = [
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\ufe0f',
  '\u202e',
  '\u{e0041}',
  '\u{e0101}',
  '\u{1d173}',
  '\u3164',
  '\u034f',
  '\u0000',
  '\u0008',
  '\u001b[31m',
  '\u001b[0m\u001b[1m',
  '\u001b]8;;http://x\u0007',
  '\u009b1m',
];
