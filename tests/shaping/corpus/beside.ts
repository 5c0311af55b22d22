import { ALNUM, createRandom, HEX, type Random } from './random.ts';
import type { Planted } from './secrets.ts';

/** A value as tools generate it. */
function key(r: Random, length = 24): string {
  for (;;) {
    const text = r.text(ALNUM, length);
    if (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d[a-zA-Z]/.test(text)) return text;
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Ways in which a secret stands beside its name without a sign between, or is known by no name at all. */
export const BESIDE: Readonly<Record<string, (r: Random, secret: string) => string | readonly [string, string]>> = {
  'list of arguments': (_, k) => `subprocess.run(["x", "--password", "${k}"])`,
  'pair of Python': (_, k) => `[('HF_TOKEN', '${k}')]`,
  'name and value of JSON': (_, k) => `{"name":"DB_PASSWORD","value":"${k}"}`,
  'name and value of YAML': (_, k) => `- name: HF_TOKEN\n  value: "${k}"`,
  'name and value of Python': (_, k) => `V1EnvVar(name='HF_TOKEN', value='${k}')`,
  'name and value of XML': (_, k) => `<name>fs.oss.accessKeySecret</name><value>${k}</value>`,
  'tag of XML': (_, k) => `<username>bob</username><password>${k}</password>`,
  'table of printenv': (_, k) => `HF_TOKEN            ${k}`,
  'table of Markdown': (_, k) => `| password | ${k} |`,
  'file of properties': (_, k) => `fs.oss.accessKeySecret ${k}`,
  Dockerfile: (_, k) => `ENV API_KEY ${k}`,
  'question with a hint': (_, k) => `AWS Secret Access Key [None]: ${k}`,
  'question for a user': (_, k) => `[sudo] password for bob: ${k}`,
  'option with one dash': (_, k) => `keytool -list -keystore k -storepass ${k}`,
  'dotted name': (_, k) => `--conf spark.hadoop.fs.s3a.secret.key=${k}`,
  'short name': (_, k) => `{"user":"bob","pass":"${k}"}`,
  'shorter name': (_, k) => `kubectl create secret generic db --from-literal=pw=${k}`,
  'another language': (r, k) => `${r.pick(['Passwort', 'contraseña', 'パスワード', 'Mot de passe '])}: ${k}`,
  SQL: (_, k) => `CREATE USER 'bob'@'%' IDENTIFIED BY '${k}'`,
  Oracle: (_, k) => `jdbc:oracle:thin:bob/${k}@db:1521:orcl`,
  pgpass: (_, k) => `db.example.com:5432:train:bob:${k}`,
  'registry configuration': (_, k) => [`{"auth":"${base64(`bob:${k}`)}"}`, base64(`bob:${k}`)],
  'base64 alone': (_, k) => [`header ${base64(`bob:${k}`)} was sent`, base64(`bob:${k}`)],
  'shadow file': (r) => ((k) => [`root:$6$${key(r, 8)}$${k}:19000:0:`, k] as const)(key(r, 86)),
  'prefix of a service': (r, k) =>
    `use ${r.pick(['GOCSPX-', 'dckr_pat_', 'gsk_', 'nvapi-', 'r8_', 'hvs.', 'glsa_', 'lin_api_', 'xai-'])}${k}`,
  'webhook of Discord': (r) =>
    ((k) => [`https://discord.com/api/webhooks/123456789012345678/${k}`, k] as const)(key(r, 68)),
  'bot of Telegram': (r) => ((k) => [`https://api.telegram.org/bot123456789:AA${k}/x`, k] as const)(key(r, 33)),
  'key of SSH2': (r) =>
    ((k) => [`---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${k}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`, k] as const)(
      key(r, 64),
    ),
  'az login': (_, k) => `az login --service-principal -u app -p ${k} --tenant x`,
  'curl -u written to it': (_, k) => `curl -fsS -ubob:${k} https://x.example.com`,
  'cookie of curl': (_, k) => `curl -b "JSESSIONID=${k}" https://x.example.com`,
  htpasswd: (_, k) => `htpasswd -bc /etc/f bob ${k}`,
  'rclone obscure': (_, k) => `rclone obscure ${k}`,
  'login by place': (_, k) => `huggingface_hub.login("${k}")`,
  'connect by place': (_, k) => `pymysql.connect('h', 'u', '${k}', 'd')`,
};

export function besideSecrets(rounds: number, seed: number): Planted[] {
  const r = createRandom(seed);
  return Array.from({ length: rounds }, () =>
    Object.entries(BESIDE).map(([kind, make]) => {
      const secret = key(r);
      const made = make(r, secret);
      const [text, left] = typeof made === 'string' ? [made, secret] : made;
      return { kind, text, secrets: [left] };
    }),
  ).flat();
}

/** What reads like that and holds no secret. */
export function besideLookalikes(rounds: number, seed: number): string[] {
  const r = createRandom(seed);
  const hex = (length: number) => r.text(HEX, length);
  return Array.from({ length: rounds }, () => [
    `required: ['password', 'username'], step ${r.int(1, 9999)}`,
    '["password", "email", "name"]',
    '["--max-tokens", "4096"]',
    '{"name":"LOG_LEVEL","value":"INFO"}',
    '- name: DB_HOST\n  value: "db.example.com"',
    '<name>dfs.replication</name><value>3</value>',
    `| token | Description ${r.int(1, 99)} |`,
    `secret "dlc${r.text('0123456789abcdefghijklmnopqrstuvwxyz', 13)}-regcred" not found`,
    'password for bob: accepted',
    'passphrase for key /root/.ssh/id_rsa:',
    `PWD=/mnt/data/run${r.int(1, 9999)}/a1b2 OLDPWD=/root`,
    `pass: ${r.int(1, 99)}, fail: ${r.int(1, 99)}; forward pass: ${r.int(1, 99)}.3 ms`,
    `pass_at_1: 0.${r.int(1000, 9999)} pass@10: 0.7812`,
    '    if not password: raise ValueError("password is required")',
    '  password = getpass.getpass("Password: ")',
    ['export HF_TOKEN=$', '{HF_TOKEN:-}'].join(''),
    'https://x.example.com/a?sort=asc&sig=none',
    'STS.AssumeRole called',
    `chatcmpl-${key(r, 29)} experiment_${key(r, 16)}`,
    `base64: iVBORw0KGgoAAAANSUhEUgAAA${r.text(ALNUM, 60)}`,
    `ssh-rsa fingerprint SHA256:${key(r, 43)}`,
    `a.py:${r.int(1, 999)}:main:INFO:done worker-0:29500:rank:3:ready`,
    `commit ${hex(40)} run-20260305_101112-${hex(8)}`,
    `curl -b cookies.txt https://x/${hex(8)}`,
    'az login; beeline -n bob; htpasswd -c f bob; useradd -m -s /bin/bash bob',
    'jdbc:oracle:thin:@db:1521:orcl; sqlplus /nolog',
    `SECTION ${r.int(1, 9)} secret_santa_list gsk_group r8_kernel nvapi-bridge`,
  ]).flat();
}
