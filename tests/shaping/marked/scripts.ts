import { K12, K16 } from './shapes.ts';

/** What scripts type for a person. */
export const SCRIPTS: readonly string[] = [
  // Into a pipe or a here-string.
  ...[
    'sudo -S apt',
    'sudo \t-S',
    'passwd',
    'chpasswd',
    'openssl enc',
    'docker login -u x',
    'helm \tregistry login x',
    'a b c login',
  ].map((tool) => `echo «hunter2» | ${tool}`),
  `echo "«hun ter2»"|sudo -S x; printf \t-n '«hun ter2»' \t|\tpasswd; echo -n «hunter2» | passwd x`,
  'xecho hunter2 | passwd; echo hunter2 | xpasswd; echo hunter2 | passwdx; echo a b | passwd; echo -e hunter2 | passwd; echo | passwd',
  'echo $PASS | passwd; echo <x> | passwd; echo *** | passwd; echo ... | passwd; echo {x} | passwd',
  'echo echo | cat; echo hunter2 | sudo -s x; echo hunter2 | a b c d login; echo -n echo | passwd'.replace(
    '-n echo',
    '-n «echo»',
  ),
  'echo «x$y» | passwd; echo «x***» | passwd',
  ...['passwd bob', 'chpasswd', 'kinit bob', 'sudo -S id', 'docker login -u x', 'a b login'].map(
    (tool) => `${tool} <<< «hunter2» x`,
  ),
  `passwd <<<"«hun ter2»" ; passwd <<< \t'«hun ter2»'; passwd x <<<«hunter2»; xpasswd <<<hunter2; passwd; x <<<hunter2; passwd <<<$X`,
  'echo "<pass>" | passwd; echo "****" | passwd; passwd <<< "****"',
  // Files of credentials.
  'machine  a.b  login  bob  password  «hunter2»  x',
  `machine api.wandb.ai login user password «hunter2» x`,
  `machine localhost \tlogin\tuser password \t«hunter2»`,
  `default login bob password «hunter2»`,
  `machine a-b.c_d.e password «hunter2»`,
  'xmachine a.b login bob password hunter2 machine learning login password policy machine a.b login password',
  'machine a.b login bob password $X defaults login bob password hunter2 machine a.b user bob password hunter2',
  // Redis: behind a prompt, in its log, alone in a line.
  'r:6379> AUTH «hunter2»',
  '10.0.0.1:6379[2]> auth bob «hunter2»',
  'redis> AUTH "«hunter2»"',
  `redis-cli -h r AUTH «hunter2» x`.replace('AUTH «hunter2» x', 'AUTH «hunter2»'),
  `valkey-cli auth bob '«hunter2»'; x`,
  'r:6379> HELLO 3 AUTH bob «hunter2»',
  '1700000000.1 [0 10.0.0.1:5000] "AUTH" "«hunter2»"',
  '[15 x:1] "auth" "bob" "«hunter2»"',
  `r.execute_command('AUTH', '«hunter2»') execute_command( "AUTH", "bob", "«hunter2»")`,
  'r:6379> AUTH $PASS',
  'r:6379> AUTH bob «hunter2» x',
  'r:6379> AUTH bob  «hunter2»',
  'r:6379> AUTH «hunter2»; GET x',
  'r:6379> AUTH |',
  'r:6379> GET AUTH hunter2',
  'xredis> auth required',
  'AUTH «hunter2»',
  '  HELLO 3 AUTH bob «hunter2!»',
  '2026-03-05T04:05:18Z AUTH «hunter2» ',
  'AUTH required\nAUTH hunt1\nAUTH bob required\nxAUTH hunter2\nAUTH hunter2 x y\nAUTH $HUNTER2',
  'AUTH «p4ssword»\nAUTH «Ab-cd-eF»\nAUTH default-user',
  'user bob on >«hunter2» ~*',
  'ACL SETUSER bob reset on \t>«hunter2» allkeys',
  '2026-03-05 04:05:18  user bob >«hunter2»',
  'x user bob on >hunter2 user bob on hunter2',
  // A dialogue of Expect on one line.
  'expect "Password:"; send "«hunter2»\\r"',
  'expect "asscode" { send -- "«hunter2»\\n" }',
  "expect 'passcode' ; send -s -- '«hun ter2»\\r\\n'",
  `child.expect('assword'); child.sendline('«hunter2»')`,
  'expect "otp"; sendline ( r"«hunter2»" )',
  'expect "Verification code:"; send "«123»\\\\r"',
  'expect "asswd"; send "hunter2"; expect "the name of the user:"; send "bob\\r"',
  'expect "Password:"; send "$pass\\r"',
  'expect "Password:"; xsend "hunter2\\r"; sendlines("hunter2")',
];

/** What such a dialogue, a file or a document has on lines of its own. */
export const LINES: readonly string[] = [
  'expect "Password:"\nsend "«hunter2»\\r"',
  'expect {\n  "*assword:" {\n    send -- "«hunter2»\\r"\n  }',
  `p.expect('passphrase')\nx = 1\np.sendline('«hunter2»')`,
  'expect "Password:"\nx\ny\nsend "hunter2\\r"',
  'expect "Password:"\nsend "«hunter2»\\r"\nsend "ls\\r"',
  'expect "name:"\nsend "bob\\r"',
  'expect "Password:"\necho send "hunter2\\r"',
  `expect "Password:"\nsend "${'x'.repeat(199)}\\r" ${'x'.repeat(200)}`,
  `expect "Password:"\nsend "$pass\\r"`,
  `child.expect('passphrase')\nchild.sendline('«hunter2»')`,
  'send "ls\\r"\nexpect "Password:"\nsend "«hunter2»\\r"',
  'expect "Password:"\nsend x',
  'EXPECT "PASSWORD:"\nsend  --  "«hunter2»\\r"',
  // netrc.
  'the machine\npassword hunter2',
  'machine api.wandb.ai\n  password «hunter2»',
  ' \tlogin user\npassword \t«hunter2» ',
  'default\npassword «hunter2»',
  'account x\n  password «hunter2»',
  'machines\npassword hunter2\nmachine x\npassword hunter2 x\nmachine x\nxpassword hunter2\nmachine x\n\npassword hunter2',
  // The key of a service, below its name.
  ...[
    'wandb',
    'swanlab',
    'comet',
    'comet_ml',
    'neptune',
    'clearml',
    'openai',
    'dashscope',
    'huggingface',
    'hf',
    'modelscope',
  ].map((name) => `${name}:\n  key: «${K12}»`),
  `"wandb" : {\n  "entity": "x",\n\n  "key": "«${K12}»",`,
  `'wandb':\n  'key' : '«${K12}»'`,
  `  wandb: \n \n    key:  «${K12}»`,
  `- wandb: {\n    project: x\n    key: '«${K12}»'`,
  `my wandb:\n  key: ${K12}`,
  `wandb:\n  x key: ${K12}`,
  `wandb:\n  key: ${K12} # x`,
  `- wandb:\n    project: x\n    auth: '«${K12}»'`,
  `wandb:\n  sub:\n    key: ${K12}`,
  `wandb:\n  key: bert-base-uncased\n  key: $KEY_OF_WANDB\n  key: short\n  keys: ${K12}\nother:\n  key: ${K12}\nwandb: x\n  key: ${K12}`,
  `wandb:\nkey: ${K12}`,
  `wandb:\n${'  x: 1\n'.repeat(7)}  key: «${K12}»`,
  `wandb:\n${'  x: 1\n'.repeat(8)}  key: ${K12}`,
  // A here-document.
  'passwd bob <<EOF\n«hunter2»\n«hunter2»\nEOF',
  "chpasswd <<-'END'\n  bob:«hunter2»\nEND",
  'sudo -S id << "EOF"\n«hunter2»\nEOF',
  'kinit x <<E_F\n«hun ter2»\nE_F\nhunter2',
  'docker login -u x <<EOF\n«hunter2»\nEOF',
  'cat <<EOF\nhunter2\nEOF',
  'xpasswd <<EOF\nhunter2\nEOF\npasswd <<EOF x\nhunter2',
  'passwd <<EOF\n$PASS\n\n<x>\nEOF',
  'passwd <<EOF\n«a»\n«b»\n«c»\nd',
  `passwd <<EOF\n${'x '.repeat(129)}\nEOF`,
  'passwd <<EOF\n «hunter2» \nEOF',
  `passwd <<EOF\n«${'x'.repeat(256)}»\nEOF`,
  'EOF\npasswd <<EOF\n«hunter2»\nEOF',
  'sudo  -S x <<-EOF \n  «hunter2»\n  EOF\nhunter2',
  'passwd <<EOF\n«x$y»\n«x<y»\n«x***»',
  'passwd <<EOF\n«x...»\n«***x»\n«...x»',
  'passwd <<EOF\n{pass}\n****\n...',
  '2026-03-05 04:05:18 passwd <<EOF\n2026-03-05 04:05:19 «hunter2»\n2026-03-05 04:05:19 EOF',
];

/** Members of maps. */
export const MAPS: readonly string[] = [
  `cookies={'session': '«hunter2»', 'lang': 'en', 'x': '«${K12}»', "sid": "«hunter2»"}`,
  ...['sess_x', 'mysid', 'auth', 'x-token', 'csrf', 'XSRF', 'jwt', 'remember_me'].map(
    (name) => `cookies = {"${name}": "«hunter2»"}`,
  ),
  `cookies: dict(session='«hunter2»', sidx='hunter')`,
  `cookies={session: «${K12}», lang: en}`,
  `{\\"cookies\\": {\\"sid\\": \\"«hunter2»\\", \\"lang\\": \\"en\\"}}`,
  ...[
    'wandb',
    'swanlab',
    'comet',
    'comet_ml',
    'neptune',
    'clearml',
    'openai',
    'dashscope',
    'huggingface',
    'modelscope',
  ].map((name) => `${name}={"key": "«hunter2»", "x": "${K12}"}`),
  `wandb={'api_key': '«hunter2»', 'apikey': '«hunter2»', 'my_token': '«hunter2»', 'auth': '«hunter2»', 'keys': 'hunter2', 'xauth': 'h'}`,
  `xcookies={'sid': 'hunter2'} cookies = 'x' cookies({'sid': 'hunter2'}) cookies=['sid', 'hunter2']`,
  `cookies={'sid': ''} cookies={'sid': '$X'} cookies={'sid': '<x>'} cookies={'sid': '{x}'} cookies={'sid': '***'} cookies={'sid': None}`,
  `cookies={'sid': null} cookies={'sid': true} cookies={'sid': False} cookies={'sid': '1.5'} cookies={'sid': '«1234567890123»'}`,
  `cookies={'sid': session, 'x': x} cookies={'sid': '«session»'} cookies={'sid': 'None1'}`.replace(
    "'None1'",
    "'«None1»'",
  ),
  `cookies={f(x): 'hunter2', 'sid': 'hunter2'} cookies={'lang' 'en', 'sid': 'hunter2'} cookies={'lang': 'en'; 'sid': 'hunter2'}`,
  `cookies={'lang':, 'sid': 'hunter2'} cookies={'${'x'.repeat(81)}': 'en', 'sid': 'hunter2'} cookies={'': 'en', 'sid': 'hunter2'}`,
  `cookies={${Array.from({ length: 15 }, (_, at) => `'a${at}': 'en', `).join('')}'sid': '«hunter2»'}`,
  `cookies={${Array.from({ length: 16 }, (_, at) => `'a${at}': 'en', `).join('')}'sid': 'hunter2'}`,
  `cookies={ \t'sid' \t:\t'«hunter2»' \t, \t'jwt'='«${K16}»'}`,
  `cookies={'${'x'.repeat(80)}': 'en', 'sid': '«hunter2»', 'csrf': '$XY', 'jwt': '****'}`,
  `wandb={'monkey': 'hunter2', 'tokens': 'hunter2', 'author': 'hunter2', 'apikey': '«default»'}`,
  `COOKIES = DICT(sid="«hunter2»")`,
];

const BODY = 'MIIEowIBAAKCAQEA';
const KEY = `-----BEGIN PRIVATE KEY-----\n${BODY}\n-----END PRIVATE KEY-----`;
/** A key on lines of its own: its first line says that it is one, and the others are gone. */
export const KEYS: readonly (readonly [text: string, shown: string])[] = [
  ...['', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '].map((kind): readonly [string, string] => [
    `a -----BEGIN ${kind}PRIVATE KEY-----\n${BODY}\n${BODY}==\nAB=\n-----END ${kind}PRIVATE KEY-----\nb`,
    'a [private key ***]\nb',
  ]),
  [
    `---- BEGIN PGP PRIVATE KEY BLOCK ----\nVersion: 1\nComment: x\n\n${BODY}\nabc\n---- END PGP PRIVATE KEY BLOCK ----`,
    '[private key ***]',
  ],
  [
    `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\n${BODY}\n-----END RSA PRIVATE KEY-----`,
    '[private key ***]',
  ],
  // On one line, as a document has it, and several of them.
  [`{"k": "-----BEGIN PRIVATE KEY-----\\n${BODY}\\n-----END PRIVATE KEY-----\\n"}`, '{"k": "[private key ***]\\n"}'],
  [
    `-----BEGIN PRIVATE KEY-----x-----END PRIVATE KEY----- and -----BEGIN PRIVATE KEY-----y-----END PRIVATE KEY----- z`,
    '[private key ***] and [private key ***] z',
  ],
  // Behind the prefix of a logger or launcher, with a line of somebody else between.
  [
    `[0] -----BEGIN PRIVATE KEY-----\n[0]: ${BODY}\n[1] step 10 done\n0>${BODY}\nx|${BODY}\n]${BODY}\n[0] AB==\n[0] -----END PRIVATE KEY-----\nx`,
    '[0] [private key ***]\n[1] step 10 done\nx',
  ],
  [`-----BEGIN PRIVATE KEY-----\n${BODY}\nshort\n${BODY}\n-----END PRIVATE KEY-----`, '[private key ***]\nshort'],
  // Cut off at its end: what looks like a key goes on.
  [
    `x\n-----BEGIN PRIVATE KEY----- z\n${BODY}\n${BODY}\nTraceback\n${BODY}`,
    `x\n[private key ***]\nTraceback\n${BODY}`,
  ],
  [
    `-----BEGIN PRIVATE KEY-----\n${BODY}\n-----BEGIN PRIVATE KEY-----\n${BODY}\n-----END PRIVATE KEY-----\nx`,
    '[private key ***]\n[private key ***]\nx',
  ],
  [
    `-----BEGIN PRIVATE KEY-----\n${`${BODY}\n`.repeat(118)}what?\n-----END PRIVATE KEY-----\nz`,
    '[private key ***]\nwhat?\nz',
  ],
  [
    `-----BEGIN PRIVATE KEY-----\n${`${BODY}\n`.repeat(119)}what?\n-----END PRIVATE KEY-----\nz`,
    '[private key ***]\nwhat?\n[private key ***]\nz',
  ],
  // Cut off at its beginning: what looks like a key goes before.
  [`Traceback\n${BODY}\n${BODY}\nabcd\n-----END PRIVATE KEY-----\nx`, 'Traceback\n[private key ***]\nx'],
  [`Traceback x\n[0] ${BODY}\n-----END PRIVATE KEY-----`, 'Traceback x\n[private key ***]'],
  [`abc\n-----END PRIVATE KEY-----\n${BODY}`, `abc\n[private key ***]\n${BODY}`],
  [`${BODY}\nabcd\nabcd\n-----END PRIVATE KEY-----`, `${BODY}\nabcd\n[private key ***]`],
  [`${`${BODY}\n`.repeat(121)}-----END PRIVATE KEY-----`, `${BODY}\n[private key ***]`],
  [`${KEY}\n-----END PRIVATE KEY-----`, '[private key ***]\n[private key ***]'],
  ['x abcd\n-----END PRIVATE KEY-----', 'x abcd\n[private key ***]'],
  [
    `-----BEGIN PRIVATE KEY-----\n${BODY}\nTraceback\n${BODY}\n${KEY}`,
    `[private key ***]\nTraceback\n${BODY}\n[private key ***]`,
  ],
  [
    `-----BEGIN PRIVATE KEY-----\n[0] Proc-Type: 4\n${BODY} done\n[0] A\n-----END PRIVATE KEY-----`,
    `[private key ***]\n${BODY} done`,
  ],
  [
    `-----BEGIN PRIVATE KEY-----\nComment: ${'x '.repeat(101)}!\n-----END PRIVATE KEY-----`,
    `[private key ***]\nComment: ${'x '.repeat(101)}!`,
  ],
  // PuTTY counts the lines.
  [
    `Public-Lines: 1\nAAAA\nPrivate-Lines: 2\n${BODY}\nAB=\nPrivate-MAC: 0123456789abcdef\nx`,
    'Public-Lines: 1\nAAAA\n[private key ***]\nx',
  ],
  [`Private-Lines: 1\n${BODY}\nPrivate-Hash: 0123456789abcdef`, '[private key ***]'],
  [`"Private-Lines: 1\\n${BODY}\\nPrivate-MAC: 0123456789abcdef\\n"`, '"[private key ***]\\n"'],
  // No key.
  [
    `-----BEGIN PUBLIC KEY-----\n${BODY}\n-----END PUBLIC KEY-----\n---BEGIN PRIVATE KEY---\n${BODY}\nPrivate-Lines: x`,
    `-----BEGIN PUBLIC KEY-----\n${BODY}\n-----END PUBLIC KEY-----\n---BEGIN PRIVATE KEY---\n${BODY}\nPrivate-Lines: x`,
  ],
];
