import { K12, K16, K22 } from './shapes.ts';

const each = (tools: string, ...rests: readonly string[]): string[] =>
  tools.split(' ').flatMap((tool) => rests.map((rest) => `${tool} ${rest}`));
const options = (tools: string, names: string): string[] =>
  each(tools, ...names.split(' ').map((name) => `-x 1 ${name} «hunter2» -y 2`));

/** What tools are handed by an option of theirs. */
export const OPTIONS: readonly string[] = [
  ...options('ossutil ossutil64 ossutilmac64 ossutil32', '-k -i -t --sts-token'),
  ...options('osscmd osscmd.py oascmd oascmd.py', '-k --key -i --id --sts_token'),
  ...options('obsutil', '-k -i -t'),
  ...options('coscmd coscli', '-s -k -t'),
  ...options('odpscmd odps tunnel', '-p -u'),
  ...each('wandb swanlab comet neptune modelscope huggingface-cli hf gh glab', 'login -k «hunter2» x'),
  ...['--api-key', '--key', '--token'].map((name) => `swanlab auth login ${name} «hunter2» x`),
  ...each('docker podman nerdctl buildah helm crane oras ctr', 'login -u bob -p «hunter2» r.example.com'),
  ...['registry', 'auth'].map((word) => `helm ${word} login -u bob -p «hunter2» r.example.com`),
  ...each(
    'skopeo buildah podman',
    ...['--creds', '--src-creds', '--dest-creds'].map((name) => `copy ${name} bob:«hunter2» x`),
  ),
  ...each('mysql mysqldump mysqladmin mysqlimport mysqlsh mariadb mariadb-dump mycli', '-uroot -p«hunter2» db'),
  ...options('redis-cli valkey-cli memtier_benchmark redis-benchmark', '-a --pass'),
  ...options('mongo mongosh mongodump mongorestore mongoimport mongoexport', '-p'),
  ...options('clickhouse-client sqlcmd bcp', '-P'),
  ...options('sshpass', '-p'),
  ...options('zip unzip', '-P'),
  ...each('7z 7za 7zr', 'x -p«hunter2» a.7z'),
  ...options('openssl', '-k -K -pass -passin -passout'),
  ...each(
    'curl wget',
    ...['-u', '--user', '-U', '--proxy-user'].map((name) => `${name} bob:«hunter2» x`),
    ...['-b', '--cookie'].map((name) => `${name} sid=«hunter2» x`),
  ),
  'az login -u bob -p «hunter2»',
  ...options('beeline ncftpput ncftpget useradd usermod', '-p'),
  'etcdctl --user root:«hunter2» get x',
  `rclone obscure «${K12}»`,
  `htpasswd -nb file bob «${K12}»`,
  ...each('smbclient mount.cifs', '-U bob%«hunter2» //x'),
  'lftp -u bob,«hunter2» host',
  'twine upload -u bob -p «hunter2» dist',
  ...options('ldapsearch ldapadd ldapmodify ldapwhoami', '-w'),
  ...options('ipmitool', '-P'),
  ...options('kinit', '--password'),
  `mc alias set s3 https://s3.example.com «${K22}» «${K16}»`,
  `mc config host add s3 https://s3.example.com «${K22}» «${K16}»`,
  ...['http.extraheader', 'http.extraHeader'].map((name) => `git config ${name} x:«hunter2»`),
  ...each('aws aliyun', `configure set a_key «${K16}»`),
  ...options('huggingface-cli hf wandb swanlab modelscope dlc aliyun pip npm', '--token'),
];

/** Where a tool, its command and its words begin and end. */
export const COMMANDS: readonly string[] = [
  'oras push -u a -p «hunter2» x; cqlsh -u a -p «hunter2»',
  `vault login «${K22}»; vault login -method=userpass; vault read secret/data/${K22}`,
  // A tool by its whole name, also of Windows, and behind a path.
  'sshpass.exe -p «hunter2» x',
  '/usr/bin/sshpass -p «hunter2» x',
  '"sshpass" -p hunter2',
  'my-sshpass -p hunter2 x.sshpass -p hunter2 sshpassx -p hunter2 sshpass-x -p hunter2 sshpass:-p hunter2',
  'sshpass\t-p \t«hunter2»\tx',
  // A value that is written to its option, behind `=`, or in quotes; what looks like another option or number is none.
  'sshpass -p«hunter2» x',
  'redis-cli --pass=«hunter2» x',
  'redis-cli -a=«hunter2» x',
  "sshpass -p '«hun ter2»' x",
  'sshpass -p "«hun ter2»" x',
  `sshpass -p "«hun 'ter' 2»" x`,
  `sshpass -p «hun"ter 2"x» x`,
  `sshpass -p «'hun'2» x`,
  'sshpass -p "hunter2',
  'sshpass -p «a"b c"a» x',
  "sshpass -p «x'a b'y» z",
  'sshpass "-p" «hunter2» x',
  'sshpass -p «,hunter2» x',
  'sshpass -p , hunter2',
  'sshpass -p «hunter2,x», x',
  'sshpass -p «hunter2,»',
  'mysql -pool-size 3; mysql -p; mysql -p -uroot; mysql -p=hunter2; mysql -pool_size_max 3',
  'mysql -p«pool»; mysql -p«Pool-size»; mysql -p«pool-size9X»',
  'sshpass -p8080; sshpass -p12345; sshpass -p«123456»',
  'redis-cli --passx hunter2; redis-cli --password hunter2 ping'.replace('hunter2 ping', '«hunter2» ping'),
  'zip -Pfoo-bar a; zip -P«foo-Bar1» a; zip -P«7»7x a'.replace('«7»7x', '«77x»'),
  // A variable, a placeholder, an option, what is masked already.
  'sshpass -p $PASS; sshpass -p <password>; sshpass -p {pass}; sshpass -p ***; sshpass -p ...; sshpass -p …; sshpass -p -x',
  'sshpass -p -long; sshpass -p "$PASS"; sshpass -p \'<x>\'; sshpass -p ****',
  'sshpass -p «$»'.replace('«$»', '$'),
  'sshpass -p «x$y»; sshpass -p «x<y>»; sshpass -p «x***»; sshpass -p «x...»',
  "sshpass -p ''; sshpass -p",
  // The end of a command.
  'sshpass; -p hunter2 sshpass | -p hunter2 sshpass & -p hunter2 sshpass ( -p hunter2 sshpass ` -p hunter2',
  'sshpass x;-p hunter2',
  'sshpass x\n-p hunter2',
  'sshpass x -p «hunter2»;y',
  'sshpass x \\-p hunter2',
  `sshpass ${'x '.repeat(22)}-p «hunter2»`,
  `sshpass ${'x '.repeat(23)}-p hunter2`,
  `sshpass ${`${'x'.repeat(480)} `.repeat(2)}-p «hunter2»`,
  `sshpass ${`${'x'.repeat(510)} `.repeat(2)}-p hunter2`,
  // A list of a program.
  `["sshpass", "-p", "«hunter2»", "ssh"]`,
  `['sshpass','-p', \t'«hun ter2»']`,
  `["docker", "login", "-p", "«hunter2»"]`,
  `["sshpass", -p, "hunter2"] ["sshpass",     "-p", "hunter2"]`,
  // Several tools in a line, each by its own grammar.
  'sshpass -p «hunter2» ssh x && mysql -p«hunter3» && docker run -p 80:80 x',
  'sshpass -p «hunter2» docker login -p «hunter3» x',
  'sshpass sshpass -p «hunter2»',
  `${'sshpass x; '.repeat(39)}sshpass -p «hunter2»`,
  `${'sshpass x; '.repeat(40)}sshpass -p hunter2\nsshpass -p «hunter2»`,
  // Words that have to follow.
  'docker run -p hunter2 x; docker x login -p hunter2; docker -D login -p «hunter2»',
  'helm registry -p hunter2; helm auth login -p «hunter2»; helm login auth -p «hunter2»',
  'twine check -p hunter2; az ad -p hunter2; git clone http.extraheader x:hunter2; mc ls s3 x a b',
  'wandb run -k hunter2; gh pr -k hunter2; az account -p hunter2',
  // What looks like a state or a member elsewhere is a value here.
  ...each('kinit', '--password «default» x'),
  ...each('huggingface-cli hf wandb swanlab modelscope dlc aliyun pip npm', 'x --token «default» y'),
  // Pairs.
  'curl -u bob; curl -u $USER:$PASS; curl -ubob:«hunter2» x; curl --user=bob:«hunter2» x; curl --userx=bob:hunter2',
  'curl -u bob: x; curl -u :«hunter2» x; curl -u bob:«a:b» x; curl -b cookies.txt x; curl -U',
  // Arguments that look generated, where those of options are left out.
  `wandb login «${K12}»`,
  `wandb login -x «${K12}»`,
  `wandb login --relogin «${K12}» x`,
  `wandb login -h ${K12} «${K16}»; wandb login --host ${K12} «${K16}»; wandb login --base-url ${K12} «${K16}»; wandb login -w ${K12} «${K16}»`,
  `wandb login -k «hunter2» «${K12}»`,
  `wandb login --relogin -h ${K12} «${K16}»`,
  'wandb login again; wandb login a1B2c3D; wandb login «a1B2c3D4»; wandb login',
  `wandb status ${K12}; wandb login x ${K12}; htpasswd file bob; mc alias set s3 https://s3.example.com`,
  `aws configure set aws_region cn-hangzhou; aws configure get x ${K12}; aws s3 set x ${K12}`,
];

/** What programs are handed by a call. */
export const CALLS: readonly string[] = [
  "smtp.login('a@b.c', '«hunter2»') server.login(user, '«hunter2»') app.login('a', 'hunter2')",
  "ssh.connect('h', 22, 'root', '«hunter2»') sock.connect('h', 22, 'root', 'hunter2')",
  "Minio('h', 'ak', '«hunter2»') redis.Redis('h', 6379, 0, '«hunter2»') Redis('h', 6379, 0)",
  ...[
    'Auth',
    'oss2.Auth',
    'StsAuth',
    'AuthV1',
    'AuthV4',
    'make_auth',
    'ProviderAuth',
    'StaticCredentialsProvider',
    'oss2.StsAuth',
  ].map((name) => `x = ${name}('ab', '«hunter2»', "«hunter3»", 'x')`),
  ...['wandb', 'swanlab', 'comet_ml', 'neptune', 'clearml'].flatMap((name) => [
    `${name}.login('«${K12}»', 'x')`,
    `${name}.login(x=1, key='«hunter2»', api_key="«hunter3»", host='h')`,
  ]),
  ...['huggingface_hub', 'HubApi()', 'hub_api', 'hubapi', 'api'].flatMap((name) => [
    `${name}.login('«${K12}»')`,
    `${name}.login(token='«hunter2»', name='x')`,
  ]),
  ...['pymysql', 'MySQLdb', 'psycopg', 'psycopg2', 'aiomysql'].map(
    (name) => `${name}.connect('h', 'bob', '«hunter2»', 'db')`,
  ),
  ...['ODPS', 'odps.ODPS'].map((name) => `${name}('id', '«hunter2»', 'project')`),
  ...['BasicAuth', 'HTTPBasicAuth', 'HTTPDigestAuth', 'ProxyAuth', 'BasicAuthentication', 'DigestAuthentication'].map(
    (name) => `${name}('bob', '«hunter2»')`,
  ),
  ...['AcsClient', 'StsClient', 'AccessKeyCredential'].map((name) => `${name}('id', '«hunter2»', 'r')`),
  `LogClient('e', 'id', '«hunter2»', 'x')`,
  ...['auth=', 'auth = ', 'basic_auth: ', 'proxy_auth\t='].map((name) => `${name}('bob', '«hunter2»')`),
  ...['set_api_key', 'set_access_token', 'set_token', 'login_with_token'].map((name) => `${name}('«${K12}»')`),
  ...['os.environ.setdefault', 'environ.setdefault', 'os.putenv', 'putenv', 'setenv'].map(
    (name) => `${name}('MY_PASSWORD', '«hunter2»', 'x')`,
  ),
  ...['pass', 'SECRET', 'token', 'credential', 'api_key', 'apikey', 'access_key', 'AccessKey'].map(
    (name) => `setenv('x_${name}_x', '«hunter2»')`,
  ),
  "setenv('MODEL', 'hunter2') setenv() setenv('SECRET') setenv(SECRET, 'hunter2')",
  `setenv('${'x'.repeat(190)}SECRET', '«hunter2»') setenv('${'x'.repeat(200)}SECRET', 'hunter2')`,
  // Names begin and end where they are said to.
  "myODPS('id', 'hunter2') x.ODPS('id', 'hunter2') ODPS ('id', 'hunter2') ODPSx('id', 'hunter2') author=('bob', 'hunter2')",
  // Arguments: quotes, prefixes, keywords, expressions, blanks, and as documents nest them.
  `ODPS( \tid , \t"«hun'ter2»" )`,
  `ODPS(r'id', rb"«hunter2»", b'x')`,
  `ODPS(a.b[0], f'«hunter2»')`,
  `ODPS(\\"id\\", \\"«hunter2»\\")`,
  `ODPS(\\\\\\"id\\\\\\", \\\\\\"«hunter2»\\\\\\")`,
  "ODPS(f(x), 'hunter2') ODPS(a == b, '«hunter2»') ODPS(a\n, 'hunter2') ODPS(a, 'hunter2', secret_access_key)".replace(
    "ODPS(a, 'hunter2'",
    "ODPS(a, '«hunter2»'",
  ),
  `ODPS(${'x'.repeat(120)}, '«hunter2»') ODPS(${'x'.repeat(121)}, 'hunter2')`,
  "ODPS('id' 'hunter2')",
  "ODPS('id', project='hunter2') pymysql.connect('h', 'bob', db='x')",
  `wandb.login(a, b, c, d, e, key='«hunter2»') wandb.login(a, b, c, d, e, f, key='hunter2')`,
  `wandb.login(key ='«hunter2»') wandb.login(key\t=\t'«hunter2»') wandb.login(key=='hunter2') wandb.login(my_key='hunter2')`,
  "ODPS('id'; 'hunter2') LogClient('token', 'id', '«hunter2»')",
  "wandb.login(api_key='«default»') ODPS('id', '****')",
  // Nothing, a variable, a placeholder, a word where the first argument may be one.
  "ODPS('id', '') ODPS('id', '***') ODPS('id', '$KEY') ODPS('id', '{key}') ODPS('id', '<key>') ODPS('id', 'xxxx')",
  "ODPS('id', 'your-key') ODPS('id', 'Your_key') ODPS('id', 'your key') ODPS('id', '«yours»') ODPS('id', '«my$KEY»') ODPS('id', '«***x»')",
  "ODPS('id', '«xxx»y')".replace('«xxx»y', '«xxxy»'),
  `wandb.login('default') wandb.login('«${K12}»') set_token('my-token-name') wandb.login(key='«default»')`,
];
