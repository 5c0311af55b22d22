import { ALNUM, BASE64, createRandom, HEX, type Random } from './random.ts';
import type { Planted } from './secrets.ts';

/** A value as tools generate it. */
function key(r: Random, length: number): string {
  for (;;) {
    const text = r.text(ALNUM, length);
    if (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d[a-zA-Z]/.test(text)) return text;
  }
}
const hex = (r: Random): string => `9f${r.text(HEX, 38)}`;
const chosen = (r: Random): string => r.pick(['hunter2', 'tr0ub4dor', `pw${r.int(100, 999)}!x`, key(r, 12)]);
const base64Lines = (r: Random, count: number): string[] => Array.from({ length: count }, () => r.text(BASE64, 64));

const one =
  (make: (k: string) => string, secret: (r: Random) => string = (r) => key(r, 24)) =>
  (r: Random): readonly [text: string, ...secrets: string[]] =>
    ((k) => [make(k), k])(secret(r));

/** A private key as PuTTY's generator writes it; the public half is no secret. */
function ppk(r: Random, version: 2 | 3): readonly [string, ...string[]] {
  const [open, secret] = [base64Lines(r, 3), [...base64Lines(r, 5), `${r.text(BASE64, 34)}==`]];
  const close = version === 2 ? `Private-MAC: ${r.text(HEX, 40)}` : `Private-MAC: ${r.text(HEX, 64)}`;
  const head = [`PuTTY-User-Key-File-${version}: ssh-rsa`, 'Encryption: none', 'Comment: rsa-key-20260305'];
  const text = [...head, 'Public-Lines: 3', ...open, `Private-Lines: ${secret.length}`, ...secret, close].join('\n');
  return [text, ...secret];
}

/** What scripts type for a person and documents keep in maps, by the tool whose grammar it is. */
export const TYPED: Readonly<Record<string, (r: Random) => readonly [text: string, ...secrets: string[]]>> = {
  'osscmd --key': one((k) => `osscmd --key=${k} --id=abc ls oss://bucket`),
  'osscmd config': one((k) => `python osscmd config --host=oss.aliyuncs.com --id=abc --key=${k}`),
  'oascmd.py': one((k) => `oascmd.py config --host cn-hangzhou.oas.aliyuncs.com -i abc -k ${k}`),
  'wandb login --relogin': one((k) => `wandb login --relogin --host=https://wandb.example.com ${k}`, hex),
  'wandb prompt': one((k) => `wandb: Paste an API key from your profile and hit enter: ${k}`, hex),
  'wandb prompt, next line': one(
    (k) => `wandb: Paste an API key from your profile and hit enter, or press ctrl+c to quit:\n${k}`,
    hex,
  ),
  'wandb line': one((k) => `wandb: ${k}`, hex),
  'wandb line with a name': one((k) => `wandb: api_key: ${k}`, hex),
  'wandb settings file': one((k) => `[default]\nentity = team\napi_key = ${k}`, hex),
  'wandb v1 key': one(
    (k) => `using wandb_v1_${k}`,
    (r) => `${key(r, 27)}_${key(r, 49)}`,
  ),
  'wandb in YAML': one((k) => `wandb:\n  entity: team\n  project: llm\n  key: ${k}`, hex),
  'swanlab in YAML': one((k) => `tracker:\n  swanlab:\n    key: "${k}"`),
  'wandb in JSON': one((k) => `{"wandb": {"project": "llm", "key": "${k}"}}`, hex),
  'wandb in JSON, in lines': one((k) => `"wandb": {\n  "project": "llm",\n  "key": "${k}",\n}`, hex),
  'wandb in flow YAML': one((k) => `wandb: {project: llm, key: ${k}}`, hex),
  'wandb override of Hydra': one((k) => `python train.py wandb.key=${k}`, hex),
  'ppk 2': (r) => ppk(r, 2),
  'ppk 3': (r) => ppk(r, 3),
  'ppk cut off': (r) =>
    (([text, ...secrets]) => [text.split('\n').slice(8).join('\n'), ...secrets.slice(1)])(ppk(r, 2)) as [
      string,
      ...string[],
    ],
  'ppk in a text of JSON': (r) =>
    (([text, ...secrets]) => [JSON.stringify({ key: text }), ...secrets])(ppk(r, 2)) as [string, ...string[]],
  'Redis prompt': one((k) => `127.0.0.1:6379> AUTH ${k}`, chosen),
  'Redis prompt, with a user': one((k) => `r-bp1.redis.rds.aliyuncs.com:6379[1]> auth bob ${k}`, chosen),
  'Redis client': one((k) => `redis-cli -h 10.0.0.4 AUTH ${k}`, chosen),
  'Redis line': one((k) => `AUTH ${k}`),
  'Redis line, with a user': one((k) => `AUTH default ${k}`),
  'Redis HELLO': one((k) => `HELLO 3 AUTH default ${k}`),
  'Redis MONITOR': one((k) => `1339518083.107412 [0 127.0.0.1:60866] "AUTH" "${k}"`, chosen),
  'redis-py': one((k) => `r.execute_command('AUTH', '${k}')`, chosen),
  'Redis access list': one((k) => `ACL SETUSER bob on >${k} ~* +@all`, chosen),
  masterauth: one((k) => `masterauth ${k}`),
  'cookies of requests': one((k) => `requests.get(url, cookies={'session': '${k}'})`, chosen),
  'cookies of any name': one((k) => `s.get(u, cookies={"theme": "dark", "x": "${k}"})`),
  'cookies by dict': one((k) => `cookies = dict(sessionid='${k}', lang='en')`, chosen),
  'document.cookie': one((k) => `document.cookie = "session=${k}; path=/"`),
  'old Sentry DSN': one(
    (k) => `SENTRY_DSN=https://a1b2c3d4e5f60718293a4b5c6d7e8f90:${k}@sentry.io/1234`,
    (r) => r.text(HEX, 32),
  ),
  expect: one((k) => `expect "password:"; send "${k}\\r"`, chosen),
  'expect in braces': one((k) => `expect { "*assword:" { send -- "${k}\\r" } }`, chosen),
  'expect in lines': one((k) => `expect "Password: "\nsend "${k}\\n"`, chosen),
  'expect, a line between': one((k) => `expect {\n  "*assphrase*" {\n    send "${k}\\r"\n  }\n}`, chosen),
  pexpect: one((k) => `child.expect('password:')\nchild.sendline('${k}')`, chosen),
  'passwd by here-string': one((k) => `passwd --stdin bob <<< '${k}'`, chosen),
  'chpasswd by here-string': one((k) => `chpasswd <<< "bob:${k}"`, chosen),
  'docker login by here-string': one((k) => `docker login -u bob --password-stdin r.example.com <<< ${k}`, chosen),
  'sudo by here-string': one((k) => `sudo -S apt-get update <<< "${k}"`, chosen),
  'passwd by here-document': one((k) => `passwd bob <<EOF\n${k}\n${k}\nEOF`, chosen),
};

export function typedSecrets(rounds: number, seed: number): Planted[] {
  const r = createRandom(seed);
  return Array.from({ length: rounds }, () =>
    Object.entries(TYPED).map(([kind, make]) => {
      const [text, ...secrets] = make(r);
      return { kind, text, secrets };
    }),
  ).flat();
}

/** What reads like that and holds no secret. */
export function typedLookalikes(rounds: number, seed: number): string[] {
  const r = createRandom(seed);
  const n = () => r.int(1, 9999);
  return Array.from({ length: rounds }, () => [
    `osscmd ls oss://bucket/data-${n()} --replace=true`,
    'osscmd --help',
    'wandb: You can find your API key in your browser here: https://wandb.ai/authorize',
    'wandb: Paste an API key from your profile and hit enter, or press ctrl+c to quit:',
    `wandb: Appending key for api.wandb.ai to your netrc file: /root/.netrc`,
    'wandb: ERROR API key must be 40 characters long, yours was 39',
    'wandb: WARNING Calling wandb.login() after wandb.init() has no effect.',
    `wandb: Git commit ${r.text(HEX, 40)}`,
    `wandb: Run summary: loss 0.${n()}`,
    `wandb: Synced train-${n()}: https://wandb.ai/team/llm/runs/${r.text(HEX, 8)}`,
    `wandb:\n  entity: team\n  project: llm-${n()}\n  key: metric-name`,
    `dataset:\n  key: ${r.text(HEX, 40)}`,
    `wandb:\n  enabled: true\ncache:\n  key: ${r.text(HEX, 40)}`,
    `{"wandb": {"project": "llm", "entity": "team", "run": "${r.text(HEX, 8)}"}}`,
    `wandb_v1_metrics wandb_v1_key is not set; swanlab.key=None`,
    'Public-Lines: 6',
    `Private-Network: enabled\nPrivate-IP: 10.0.0.${r.int(1, 250)}`,
    'Private-Lines are counted in the file format of PuTTY',
    '127.0.0.1:6379> PING',
    'redis-cli -h 10.0.0.4 -p 6379 info server',
    'NOAUTH Authentication required.',
    'AUTH failed',
    'AUTH required',
    'smtp: 250-AUTH LOGIN PLAIN',
    `AUTH OK after ${n()} ms`,
    'user default on nopass ~* &* +@all',
    `user guide > section ${r.int(1, 9)}`,
    `user bob ran step ${n()} > log.txt`,
    "requests.get(url, cookies={'theme': 'dark', 'lang': 'zh-CN'})",
    'cookies = {}',
    'cookies={"session": session, "token": token}',
    `cookies: ${r.int(1, 9)} found`,
    'expect "password:"; send "$password\\r"',
    'expect { "*yes/no*" { send "yes\\r"; exp_continue } }',
    `We expect the password service to send "mail ${n()}" soon`,
    'child.expect("login:")\nchild.sendline("bob")',
    'expect "$ "\nsend "ls -la\\r"',
    'passwd: password updated successfully',
    'passwd -d bob; passwd -l bob',
    'passwd <<< "$PASSWORD"',
    `cat <<EOF\nstep ${n()}\nEOF`,
    'grep foo <<< "$text"',
    `login failed <<EOF is not closed ${n()}`,
    `name: HF_HOME\nvalue: /mnt/cache-${n()}`,
    `api_key and others come from the profile: see docs ${n()}`,
    `https://sentry.io/organizations/team/issues/${n()}/`,
  ]).flat();
}

/** A text as a log has it: each line behind its time. */
export const inLog = (text: string): string =>
  text
    .split('\n')
    .map((line) => `2026-03-05T10:11:12+08:00 ${line}`)
    .join('\n');
