import { ALNUM, createRandom, HEX, type Random } from './random.ts';
import type { Planted } from './secrets.ts';

/** A value as tools generate it. */
function key(r: Random, length: number): string {
  for (;;) {
    const text = r.text(ALNUM, length);
    if (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d[a-zA-Z]/.test(text)) return text;
  }
}
const id = (r: Random): string => `LTAI5t${key(r, 18)}`;
const chosen = (r: Random): string =>
  r.pick(['hunter2', 'Sommer#2026', 'tr0ub4dor', `pw${r.int(100, 999)}!x`, key(r, 12)]);

/** Commands and programs that hand a secret to a tool, by the tool. */
export const HANDED: Readonly<Record<string, (r: Random) => readonly [text: string, ...secrets: string[]]>> = {
  'ossutil -k': (r) =>
    ((k) => [`ossutil64 cp -r oss://b/data /mnt -e oss-cn-hangzhou.aliyuncs.com -i ${id(r)} -k ${k}`, k])(key(r, 30)),
  'ossutil config': (r) =>
    ((k, t) => [`ossutil config -e x.com -i ${id(r)} -k ${k} -t ${t}`, k, t])(key(r, 30), key(r, 60)),
  'ossfs password file': (r) => ((k) => [`echo my-bucket:${id(r)}:${k} > /etc/passwd-ossfs`, k])(key(r, 30)),
  'oss2.Auth': (r) => ((k) => [`auth = oss2.Auth('${id(r)}', '${k}')`, k])(key(r, 30)),
  'oss2.StsAuth': (r) =>
    ((k, t) => [`bucket = oss2.Bucket(oss2.StsAuth("STS.${key(r, 20)}", "${k}", "${t}"), ep)`, k, t])(
      key(r, 30),
      key(r, 80),
    ),
  'oss2.Auth in JSON': (r) => ((k) => [`{"source": "auth = oss2.Auth(\\"abc\\", \\"${k}\\")"}`, k])(key(r, 30)),
  'encoded security token': (r) => ((t) => [`GET /o?security-token%3D${t}%26x%3D1`, t])(key(r, 60)),
  'wandb login': (r) => ((k) => [`wandb login ${k}`, k])(`${r.text(HEX, 39)}7`),
  'wandb login with options': (r) =>
    ((k) => [`pip install -q wandb && wandb login --relogin ${k} && python train.py`, k])(`a1${r.text(HEX, 38)}`),
  'wandb.login': (r) => ((k) => [`wandb.login(key="${k}")`, k])(r.text(HEX, 40)),
  'wandb.login by place': (r) => ((k) => [`    wandb.login('${k}', relogin=True)`, k])(`9f${r.text(HEX, 38)}`),
  'swanlab login': (r) => ((k) => [`swanlab login -k ${k}`, k])(key(r, 21)),
  'swanlab.login': (r) => ((k) => [`swanlab.login(api_key='${k}')`, k])(key(r, 21)),
  'docker login': (r) =>
    ((p) => [`docker login --username=bob@corp -p ${p} registry.cn-hangzhou.aliyuncs.com`, p])(chosen(r)),
  'docker login by list': (r) =>
    ((p) => [`subprocess.run(["docker", "login", "-u", "bob", "-p", "${p}"])`, p])(key(r, 14)),
  'docker login by pipe': (r) => ((p) => [`echo ${p} | docker login -u bob --password-stdin`, p])(key(r, 14)),
  'sudo by pipe': (r) => ((p) => [`echo '${p}' | sudo -S apt-get install -y libaio-dev`, p])(chosen(r)),
  'mysql -p': (r) => ((p) => [`mysql -h 10.0.0.3 -uroot -p${p} train_db < schema.sql`, p])(chosen(r)),
  mysqldump: (r) => ((p) => [`mysqldump -u bob -p'${p}' db`, p])(key(r, 12)),
  'redis-cli': (r) => ((p) => [`redis-cli -h 10.0.0.4 -p 6379 -a ${p} ping`, p])(chosen(r)),
  odpscmd: (r) => ((k) => [`odpscmd -u ${id(r)} -p ${k} --project=p -e "select 1"`, k])(key(r, 30)),
  ODPS: (r) => ((k) => [`o = ODPS('${id(r)}', '${k}', 'project')`, k])(key(r, 30)),
  netrc: (r) => ((k) => [`machine api.wandb.ai login user password ${k}`, k])(r.text(HEX, 40)),
  'netrc in lines': (r) => ((k) => [`machine api.wandb.ai\n  login user\n  password ${k}`, k])(r.text(HEX, 40)),
  'URL with a slash': (r) =>
    ((p) => [`git clone https://bob:${p}@git.example.com/x.git`, p])(`${key(r, 6)}/${key(r, 6)}`),
  'auth tuple': (r) => ((p) => [`requests.get(url, auth=("bob","${p}"))`, p])(chosen(r)),
  BasicAuth: (r) => ((p) => [`session.auth = HTTPBasicAuth('bob', '${p}')`, p])(chosen(r)),
  curl: (r) => ((p) => [`curl -fsSL -u bob:${p} -o x https://nexus.example.com/x`, p])(chosen(r)),
  sshpass: (r) => ((p) => [`sshpass -p ${p} ssh -p 22 worker-1 nvidia-smi`, p])(chosen(r)),
  mongodump: (r) => ((p) => [`mongodump --host h -u bob -p ${p} --db d`, p])(chosen(r)),
  openssl: (r) => ((p) => [`openssl enc -d -aes-256-cbc -k ${p} -in data.enc`, p])(key(r, 12)),
  unzip: (r) => ((p) => [`unzip -P ${p} data.zip`, p])(key(r, 10)),
  'aws configure': (r) => ((k) => [`aws configure set aws_secret_access_key ${k}`, k])(key(r, 40)),
  'mc alias': (r) => ((k) => [`mc alias set s3 https://s3.example.com ${key(r, 20)} ${k}`, k])(key(r, 40)),
  twine: (r) => ((p) => [`twine upload -u __token__ -p ${p} dist/*`, p])(key(r, 20)),
  'environ of Python': (r) => ((k) => [`os.environ["WANDB_API_KEY"] = "${k}"`, k])(r.text(HEX, 40)),
  setdefault: (r) => ((k) => [`os.environ.setdefault("SWANLAB_API_KEY", "${k}")`, k])(key(r, 21)),
  'next line': (r) => ((k) => [`Enter API key:\n${k}`, k])(key(r, 24)),
  'next line of YAML': (r) => ((k) => [`  access_key_secret:\n    "${k}"`, k])(key(r, 30)),
  'unclosed quote': (r) => ((k) => [`password="${k}`, k])(key(r, 24)),
};

/** Every way of handing a secret over, `rounds` times with other values. */
export function handedSecrets(rounds: number, seed: number): Planted[] {
  const r = createRandom(seed);
  return Array.from({ length: rounds }, () =>
    Object.entries(HANDED).map(([kind, make]) => {
      const [text, ...secrets] = make(r);
      return { kind, text, secrets };
    }),
  ).flat();
}

/** What looks like handing a secret over and is none. */
const LOOKALIKES: readonly ((r: Random) => string)[] = [
  (r) => `mysql -pool-size ${r.int(1, 99)}`,
  () => 'mysql -u root -p mydb < dump.sql',
  (r) => `docker run --gpus all -p ${r.int(1000, 9999)}:8080 -v /data:/data image:tag`,
  (r) => `docker build -t registry.example.com/team/train:${r.int(1, 99)} -f Dockerfile .`,
  () => 'docker login required, run docker login first',
  (r) => `ssh -p ${r.int(1, 9999)} root@worker-1 nvidia-smi`,
  () => 'mkdir -p /mnt/data/out && tar -p -xzf a.tgz && cp -p a b',
  (r) => `tar -xpf data-${r.int(1, 99)}.tar -C /mnt`,
  (r) => `python -m http.server -p ${r.int(1000, 9999)}`,
  (r) => `redis-cli -h 10.0.0.4 -p ${r.int(1000, 9999)} ping`,
  () => 'wandb login failed: please run wandb login again',
  () => 'wandb: Currently logged in as: bob (team). Use `wandb login --relogin` to force relogin',
  () => 'wandb: Tracking run with wandb version 0.16.3',
  (r) => `wandb: Run data is saved locally in wandb/run-2026${r.int(1000, 9999)}_101112-${r.text(HEX, 8)}`,
  () => 'swanlab login to see your experiments',
  () => 'huggingface-cli download Qwen/Qwen2.5-7B-Instruct --local-dir /mnt/models',
  (r) => `ossutil cp -r oss://bucket/data-${r.int(1, 99)}/ /mnt/data -j 16 -f`,
  () => 'ossutil64 ls oss://bucket/path/ -d -s',
  (r) => `curl -sSL -o /tmp/x.whl https://mirrors.example.com/x-${r.int(1, 9)}.whl`,
  () => 'curl -u $USER:$PASS https://example.com',
  (r) => `git clone -b main --depth ${r.int(1, 9)} https://github.com/team/repo.git`,
  (r) => `git log -p -${r.int(1, 9)} --stat`,
  (r) => `git checkout ${r.text(HEX, 40)}`,
  (r) => `Receiving objects: 100% (${r.int(1, 999)}/${r.int(1, 999)}), 1.2 MiB | 3.4 MiB/s, done.`,
  (r) => `Successfully installed torch-2.3.${r.int(0, 9)} transformers-4.41.${r.int(0, 9)}`,
  (r) => `Requirement already satisfied: numpy>=1.2${r.int(0, 9)} in /usr/lib/python3/dist-packages (1.26.4)`,
  (r) => `Step ${r.int(1, 20)}/20 : RUN pip install -r requirements.txt --> ${r.text(HEX, 12)}`,
  (r) => `Digest: sha256:${r.text(HEX, 64)}`,
  (r) => `${r.text(HEX, 12)}: Pull complete`,
  (r) =>
    `NCCL INFO comm 0x${r.text(HEX, 12)} rank ${r.int(0, 7)} nranks 8 cudaDev ${r.int(0, 7)} busId ${r.int(10, 99)}000 - Init COMPLETE`,
  (r) => `model.layers.${r.int(0, 31)}.mlp.gate_proj.weight md5 ${r.text(HEX, 32)}`,
  (r) => `"image/png": "iVBORw0KGgo${r.text(ALNUM, 120)}=="`,
  (r) => `etag ${r.text(HEX, 32)} request-id ${[8, 4, 4, 4, 12].map((n) => r.text(HEX, n)).join('-')}`,
  (r) => `  self.auth = (self.user, self.name)  # line ${r.int(1, 99)}`,
  () => 'def login(self, key=None, relogin=False):',
  () => 'ODPS table project.table partition ds=20260305 read',
  () => 'Auth(user, password) is deprecated, use AuthV4',
  () => 'The password is incorrect. The token is missing.',
  () => 'password policy:\n  at least 12 characters',
  () => 'Credentials:\n  loaded from /root/.aws/credentials',
  (r) => `api_key:\n  description: key of the service ${r.int(1, 9)}`,
  (r) => `machine learning login page password policy ${r.int(1, 9)}`,
  (r) => `http://localhost:${r.int(1000, 9999)}/user@domain and https://host.example.com:443/a/b@c`,
  () => 'npm install -p react; zip -r out.zip dir; unzip -q data.zip -d /mnt',
  (r) => `openssl version 3.0.${r.int(1, 9)}; openssl dgst -sha256 -k8 file`.replace(' -k8', ''),
  (r) => `aws s3 cp s3://b/k /mnt --profile p${r.int(1, 9)}`,
  () => 'echo done | tee log.txt; echo hello | wc -c',
  () => 'kubectl get pods -n ns -o wide -p {}',
  (r) => `torchrun --nproc_per_node 8 --master_port ${r.int(1000, 9999)} train.py -p 0.${r.int(1, 9)} -k 5 -a relu`,
  (r) => `step ${r.int(1, 9999)} -p ${r.int(1, 9)} key=${r.int(1, 9)} auth ok login ok`,
  (r) => `7z x data.7z -o/mnt -y; mongod --port ${r.int(1000, 9999)} -p`,
];

export function lookalikes(rounds: number, seed: number): string[] {
  const r = createRandom(seed);
  return Array.from({ length: rounds }, () => LOOKALIKES.map((make) => make(r))).flat();
}
