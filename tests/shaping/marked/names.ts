import { K12, K16, K22, K40 } from './shapes.ts';

const HEX32 = '0123456789abcdef0123456789abcdef';
const STRONG = [
  'password passwd passphrase passwort contraseña パスワード store_pass requirepass become_pass masterauth master_auth',
  'auth_pass auth-pass secret secret_id secret-id credential credentials db_pwd db-pwd db_pass my_sql_pass mysql_pass pg_pass',
  'redis_pass smtp_pass ftp_pass ssh_pass oss_pass nas_pass mail_pass root_pass user_pass login_pass admin_pass proxy_pass',
  'kaggle_key secret_access_key secretkey secret-key access_key accesskey access-key api_key apikey private_key',
  'signing_key encryption-key account_key master-key wandb_key swanlab-key comet.key openai_key dashscope_key client-key-data',
  'access_key_id access_key_secret accessKeySecret access_token refresh_token session-token api.token bearer_token security_token',
  'ststoken secrettoken private_token personal_token deploy_token jwt_token csrf_token xsrf_token oauth_token oauth2_token hf_token',
  'hub_token huggingface_token hugging_face_token wandb_token github_token gitlab_token gitee_token git_token npm_token pypi_token',
  'docker_token registry_token slack_token dingtalk_token modelscope_token dashscope_token jupyter_token service_token account_token',
  '密码 口令 密钥',
]
  .join(' ')
  .split(' ');
const WEAK = ['token', 'my_token', 'auth', 'authorization', 'sk', 'pass', 'pwd', 'pw', 'jsessionid', '令牌'];
const OF_MODELS =
  'pad eos bos unk sep cls mask next last first per max min num special image audio video start end stop prompt'.split(
    ' ',
  );

/** Secrets by the name of what they are the value of. */
export const NAMES: readonly string[] = [
  // The value before its name.
  '{"value":"«hunter2»","name":"HF_TOKEN"} {"Value":"«hunter2»", "Key":"db_password"}',
  '{\n  "value": "«hunter2»",\n  "name": "HF_TOKEN"\n} "[{\\"value\\":\\"«hunter2»\\",\\"name\\":\\"HF_TOKEN\\"}]"',
  '{"value":"hunter2","name":"MODEL"} {"value":"$X","name":"HF_TOKEN"} {"value":"hunter2"} {"value":"a","x":"HF_TOKEN"}',
  ...STRONG.map((name) => `x ${name}=«hunter2» y`),
  'mot de passe: «hunter2» MOT DE PASSE : «hunter2»',
  'secret access key: «hunter2» API key=«hunter2» access key id: «hunter2» private key=«hunter2»',
  ...WEAK.map((name) => `x ${name}=«${K12}» ${name}=hunter y`),
  ...OF_MODELS.flatMap((word) => [`${word}_token=${K12} ${word}-token=${K12}`, `${word}token=${K12}`]),
  `xauth=${K12} mask=${K12} bypass=${K12} xpwd=${K12} xdb_pass=hunter xgit_token=hunter key=${K12}`,
  // What joins a name and its value.
  'password=«hunter2» password= «hunter2» password \t=\t«hunter2» password: «hunter2» password:=«hunter2» password=>«hunter2»',
  'password：«hunter2» password＝«hunter2» password%3D«hunter2» password%3d«hunter2» password%3A«hunter2» password%3B hunter2',
  `'password': '«hun ter2»', "password" = "«hunter2»" x['password'] = '«hunter2»' x["password"]="«hunter2»"`,
  `{\\"password\\":\\"«hunter2»\\"} {\\\\\\"password\\\\\\": \\\\\\"«hunter2»\\\\\\"}`,
  `password=b'«hunter2»' password=b"«hunter2»" password=«b'hunter2»`.replace("«b'hunter2»", "b'«hunter2»"),
  `password="«hunter2»`,
  'password\n=hunter2',
  // Beside it: the next item of a list, the `value` of a `name`, the content of a tag.
  `("password", "«${K12}»") ['password' , b'«${K12}»'] ("password", "some-word") ("password", value)`,
  `{"name": "password", "value": "«hunter2»"} name: password, value = «hunter2»`,
  '- name: db_password\n  value: «hunter2»\n- name: MODEL\n  value: hunter2',
  `<password>«hun ter2»</password> <name>password</name>\n <value>«hunter2»</value> <password> </password> <password></password>`,
  'password>«hunter2»< <password>«-hunter2»</password> password=>«hunter2» y',
  '("password","some-word") ("password",  "some-word")',
  // What is no secret.
  'password=\npassword=none password=null password=nil password=undefined password=true password=False password=str password=bytes',
  'password=*** password=$PASS password=<x> password=%(x)s password={x} password=[x] password=- password=... password=…',
  'password=; x password=) x password="" password=\'\'',
  'password=«none1» password=«$»'.replace('«$»', '$'),
  'password=«x***» password=«x$y» password=«x<y>» password=«xnone» password=«strx»',
  'secret=os.environ[x] secret=self.x secret=cls(x secret=args.x secret=opt.x secret=options.x secret=cfg[x secret=conf.x',
  'secret=config.x secret=settings.x secret=kwargs[x secret=params.x secret=env.x secret=environ[x secret=getpass.x',
  'secret=request.x secret=session.x secret=st.x secret=hparams.x secret=flags.x secret=get_secret(x secret=a.b_c[x',
  'secret=raise secret=return secret=print secret=assert secret=pass secret=continue secret=break secret="«print»" secret=«printx»',
  'secret=key secret=token secret=pwd secret=passwd secret=password secret=secret secret=apikey secret=access_key secret=auth_token',
  'secret=hf_token secret=val secret=value secret=creds secret=cred secret=credential secret=arg secret=args secret=self secret=var',
  'secret="«key»" secret=«keyx» secret=«xkey»',
  'my_password=x_password user_password=«xpassword» user_password="«my_password»" user_password=«My_password»',
  'PWD=/root OLDPWD=/x db_pwd=«root/» password=«/x»',
  'credentials: ok credentials: okay credentials: yes secret: no secret: not secret: set secret: unset secret: found secret: missing',
  'secret: empty secret: valid secret: invalid secret: required. secret: optional! secret: enabled: secret: disabled secret: loaded',
  'secret: loading secret: failed secret: failure secret: success secret: successful secret: succeeded secret: expired secret: denied',
  'secret: granted secret: rejected secret: incorrect secret: wrong secret: default secret: unknown secret: unavailable secret: provided',
  'secret: available secret: present secret: absent secret: hidden secret: redacted secret: masked secret: removed secret: omitted',
  'secret: encrypted secret: n/a secret: file secret: auto secret: «autox» secret: «xauto» secret: «ok..»',
  'access_token=5 access_token=-1.5e+3s access_token=.5 access_token=1/s access_token=«5x5» access_token=«v5» access_token=«5.5.5»',
  'secret=/mnt/x secret=/root/a.b/c-d secret=~/home/x secret=./data/x secret=../etc/x secret=/secrets/x secret=/secret/x',
  'secret=«/foo/x» secret=«x/mnt/x» secret=«/mnt/x?y» secret=«/mnt» password=«/mnt/x»',
  'secret=a-b.json secret=x.yaml secret=x.yml secret=x.pem secret=x.key secret=x.env secret=x.ini secret=x.cfg secret=x.toml',
  'secret=x.crt secret=x.p12 secret=«x1.txt» secret=«a/x.json» secret=«x1.jsonx» password=«x.json»',
  'secret=a.b secret=a_b.C_d.e secret="«a.b»" secret=«a.b1» secret=«A.b» secret=«a.b.c.d.e.f» password=«a.b»',
  `token=${'1'.repeat(12)} token=12345678ms token=short1A token=«${K12}/+=:|~.-» token=${K12}? token="«${K12}»" token="${K12} x"`,
  'secret_id=secret_id my_password=«a1_password» db_pwd=/mnt/aB3dE5gH7jK9',
  'password=**** password="%(x)s" password="{xyz}" password="[xyz]"',
  'secret=«1os.x» secret=«xprint» secret=«1get(x»',
  'secret=accesskey secret=authtoken secret=hftoken secret=x1.yml secret=x1.yaml',
  `token=?${K12} access_token=12 access_token=1.55 access_token=.55 access_token=1e5 access_token=1e+55`,
  // Where a value ends, and the search goes on.
  'password=«hunter2», x password=«hunter2»; x password=«hunter2»& x (password=«hunter2») {password=«hunter2»} [password=«hunter2»] x',
  `password=«${'x'.repeat(600)}» x`,
  `password="«${'x'.repeat(600)}»" x`,
  'credentials: «password=hunter2» secret: «token:» password: «hunter2»',
  'secret=none,password=«hunter2»',
  'token=a:password=«hunter2»',
  `x=secret:none password=«hunter2»`,
];

/** Options of any tool, sentences, tables. */
export const FLAGS: readonly string[] = [
  ...[
    'token',
    'pass',
    'password',
    'passwd',
    'passphrase',
    'secret',
    'api-key',
    'access_key',
    'private-key',
    'secret_key',
  ].map((name) => `run --${name} «hunter2» x`),
  ...['api-key-id', 'access-key-secret', 'secret-id', 'db-password', 'my_secret'].map(
    (name) => `run --${name} «hunter2» x`,
  ),
  ...['auth', 'access', 'api', 'hf', 'hub', 'git', 'wandb'].flatMap((name) => [
    `run --${name}-token «hunter2» x`,
    `run --x-${name}token «hunter2» x`,
  ]),
  `run --pad-token hunter2 --max-token 5 --my-auth «${K12}» --my-sk «${K12}» --my-auth hunter --my-sk hunter --eos-token «${K12}»`,
  `run --auth «${K12}» --sk «${K12}» --tokens hunter2 --token-x hunter2 --key hunter2 --passwords hunter2`,
  'run --token "«hun ter2»" x --token \t«hunter2,x» --token --x --token - --token $T --token none --token token',
  'run --hf-token-id hunter2 x',
  'run x--token hunter2 ---token hunter2 -token hunter2 --token\nhunter2 --TOKEN «hunter2»',
  `run --token «${'x'.repeat(600)}» x`,
  `run --${'x'.repeat(35)}-token hunter2 --${'x'.repeat(60)}-secret hunter2`,
  // A sentence says it.
  ...['password', 'passwd', 'passphrase', 'token', 'secret', 'api key', 'access key', 'secret key'].flatMap((name) => [
    `Your ${name} is ${name === 'x' ? '' : `«${K12}»`} now`,
    `Your ${name} \t was: «${K12}»`,
  ]),
  `密码是«${K12}» 口令为：«${K12}» 密钥是: "«${K12}»" 令牌为'«${K12}»'`,
  `The password is \`«${K12}»\`. The password is \t:\t«${K12}» Password Is «${K12}»`,
  'The password is incorrect. The token is missing. The password is: required-always. The password is hunt',
  `xpassword is ${K12} The password isnt ${K12} The password are ${K12} The password is\n${K12}`,
  `The token is «${K12}._~+/=!@#$%^*-»? x`,
  // A table, or a hint between.
  `HF_TOKEN   «${K22}» x`,
  `| password | «${K16}» |`,
  `| "password" | «${HEX32}» | x`,
  `AWS Secret Access Key [None]: «${K22}»`,
  `Password for bob@host.x: «${K22}»`,
  `Paste an API key from your profile and hit enter: «${K40}»`,
  `password ${K12.slice(0, 6)} password abcdefghijklmnop password ABCDEFGHIJKL1 password abcdefghijkl1 password something-to-remember`,
  `password "${K22}" password ?${K22} password ${HEX32.slice(1)} password ${K22.toLowerCase()}`,
  `password x!${K16} password ${K16}!x password ABC1DEF2GHI3JKL4 password aBcDeFgHiJkLmN password b"${K22}"`,
  `password «${K12}/+==» x password «a_-${K12}»`,
  `The password of ${K22} password\n${K22} password for two words: ${K22}`,
];

/** What stands on a line of its own below. */
export const BELOW: readonly string[] = [
  // A block of YAML in any of its forms, and a line that goes on.
  'password: >-\n  «hunter2»\npassword: |+\n  «hunter2»\npassword: |2\n  «hunter2»',
  'password = \\\n  "«hunter2»"',
  'mysql --password \\\n  «hunter2» \\\n  -h x',
  `train --hf-token \\\n  «${K12}»`,
  'train --max-token \\\n  4096 --pad-token \\\n  hunter2 --password \\\n  --host x --tokenizer \\\n  hunter2',
  'Password:\n«hunter2»',
  'Enter password: \t\n  «hunter2»\nhunter2',
  'password is:\n«hunter2»',
  'access_key_secret:\n    "«hunter2!»"',
  "secret: >\n  - '«hunter2»'",
  '"password" =\n«hunter2»',
  `Paste an API key from your profile and hit enter:\n«${K40}»`,
  '2026-03-05 04:05:18 Password:\n2026-03-05 04:05:19 «hunter2»',
  '2026-03-05T04:05:18.123Z \tPassword:\n2026-03-05T04:05:19,5+08:00 «hunter2»',
  'Password\nhunter2',
  'Password: $x\nhunter2',
  'password:\n12345\npassword:\n12345678\npassword:\nnone\npassword:\n/mnt/x1\npassword:\nabcdef\npassword:\nbert-base-1',
  'password:\nhunter2 hunter2\npassword:\nhunt1\npassword:\nkey: hunter2\npassword:\nf(hunter2)\npassword:\n"«hunter2»',
  'password:\n«hunter2»\npassword:\n«hunter-2!»\npassword:\n«Hunter2!»\npassword:\n«1a1a1a»\npassword:\nabcdefgh!'.replace(
    'abcdefgh!',
    '«abcdefgh!»',
  ),
  'password:\n$aB3dE5gH7\npassword:\n1234.5%\npassword:\n/mnt/aB3dE5gH7jK9\npassword:\nmodel-version2\npassword:\nversion2-Model',
  'password:\n«1234ab»\npassword:\n!!!!!!\npassword:\n«h!!!!!»\npassword:\n«!hunter»\npassword:\n«!1!2!3!»\npassword:\naBcDeFgH',
  `password:\n${'x1'.repeat(301)}`,
  `${'x'.repeat(300)} password:\n«hunter2»`,
  // The value of a variable below its name.
  '- name: DB_PASSWORD\n  value: «hunter2»',
  '{"name": "MY_API_KEY",\n "value": "«hunter2»"}'.replace('"}', '"'),
  '- name = my_secret_x\n  value=«hunter2»,',
  '- name: DB_PASSWORD\n  value: none\n- name: MODEL\n  value: hunter2\n- name: DB_PASSWORD\n  valuex: hunter2',
  ...[
    '- name: DB_PASSWORD\n  value: «hunter2»',
    '{"name": "MY_API_KEY",\n "value": "«hunter2»",',
    "- name = my_secret_x\n  'value'='«hunter2»'",
    '- Name: DB_PASSWORD\n  value \t:«hunter2»,',
    '- name: DB_PASSWORD\n  value: none',
    '- name: DB_PASSWORD\n  x value: hunter2',
    '- name: DB_PASSWORD\n  value: hunter2 # x',
    '- name: MODEL\n  value: hunter2',
  ].map((text) => text.replace(/^/gm, '2026-03-05 04:05:18 ')),
  'filename: password\nvalue: hunter2'.replace('value: hunter2', 'value: «hunter2»'),
];
