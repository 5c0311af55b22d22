import { ALNUM, BASE64, createRandom, HEX, type Random } from './random.ts';

/** A line as a pod writes it, and what must be left of it when it is shown. */
export interface CorpusLine {
  raw: string;
  shown: string;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const day = (r: Random): string => `2026-${pad(r.int(1, 12))}-${pad(r.int(1, 28))}`;
const clock = (r: Random): string => `${pad(r.int(0, 23))}:${pad(r.int(0, 59))}:${pad(r.int(0, 59))}`;
const stamp = (r: Random): string => `${day(r)} ${clock(r)}`;
const decimal = (r: Random, digits = 4): string => (r.int(1, 99_999) / 10_000).toFixed(digits);
const host = (r: Random): string => `dlc${r.text('0123456789abcdefghijklmnopqrstuvwxyz', 13)}-worker-${r.int(0, 63)}`;
const ip = (r: Random): string => `10.${r.int(0, 255)}.${r.int(0, 255)}.${r.int(1, 254)}`;
const sha = (r: Random, length = 64): string => r.text(HEX, length);
const base64 = (r: Random, length: number): string => `${r.text(BASE64, length)}${'='.repeat((4 - (length % 4)) % 4)}`;
const uuid = (r: Random): string => [8, 4, 4, 4, 12].map((length) => r.text(HEX, length)).join('-');
const model = (r: Random): string =>
  r.pick(['Qwen2.5-7B-Instruct', 'llama-2-70b-chat', 'bert-base-uncased', 'gpt2-xl', 'DeepSeek-V2-Lite', 'vit_b_16']);
const module = (r: Random): string => r.pick(['trainer', 'modeling_llama', 'data.loader', 'engine', 'checkpointing']);

const PANGRAMS = [
  '训练开始，数据集共 128000 条样本，学习率为 0.0003。',
  '警告：检测到梯度溢出，跳过本次更新（第 3 次）。',
  '已保存检查点到 /mnt/data/输出/第12轮.pt，用时 3 分 12 秒',
  'データセットの読み込みが完了しました（サンプル数：４８０００）',
  '학습률을 낮추고 다시 시도합니다: 에폭 7/10',
  'Обучение завершено, потери: 0,3421',
  'می‌خواهم مدل را آموزش بدهم',
  'प्रशिक्षण शुरू हुआ, क्षि क्‍ष',
  'Entraînement terminé à 98,7 % — modèle sauvegardé « final »',
  'naïve Bayes – größer als Schwelle µ=0.5 ± 0.1',
];
const EMOJI = ['🚀', '✅', '⚠️', '❌', '🤗', '👩‍💻', '👍🏽', '🏳️‍🌈', '1️⃣', '#️⃣', '🇨🇳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️‍🔥', '☎︎', '📦'];
const ART = [
  ' _____ ____      _    ___ _   _ ',
  '|_   _|  _ \\    / \\  |_ _| \\ | |',
  '  | | | |_) |  / _ \\  | ||  \\| |',
  '╔══════════════╦═══════╗',
  '║ layer        ║ shape ║',
  '╚══════════════╩═══════╝',
  '+-----------------------------------------------------------------------------+',
  '|   0  NVIDIA A100-SXM4-80GB   On  | 00000000:10:1C.0 Off |                    0 |',
  '| N/A   34C    P0    61W / 400W |  74821MiB / 81920MiB |     98%      Default |',
  '(\\_/)  ( •_•)  / >🍪',
  '▁▂▃▄▅▆▇█▇▆▅▄▃▂▁  ⣿⣿⣷⣦⣄',
  '=====>............................  --- * * * ---  ~~~^^^~~~',
];

/** Lines that are shown as they are. */
const PLAIN: readonly ((r: Random) => string)[] = [
  (r) => `[INFO] epoch ${r.int(1, 30)} step ${r.int(1, 99_999)} loss ${decimal(r)} lr 3.000e-04 0.52 s/step`,
  (r) =>
    `${stamp(r)},${pad(r.int(0, 999), 3)} - ${module(r)} - INFO - Loading ${model(r)} from /mnt/data/models/${model(r)}`,
  (r) =>
    `[${stamp(r)},${pad(r.int(0, 999), 3)}] [INFO] [logging.py:96:log_dist] [Rank 0] step=${r.int(1, 9999)}, skipped=0, lr=[3e-05], mom=[(0.9, 0.95)]`,
  (r) =>
    ` iteration ${pad(r.int(1, 9999), 8)}/  500000 | consumed samples: ${r.int(1, 9_999_999)} | elapsed time per iteration (ms): ${decimal(r, 1)} | learning rate: 1.500E-04 | global batch size: 512 | lm loss: ${decimal(r)}E+00 | grad norm: ${decimal(r, 3)} | number of skipped iterations: 0 |`,
  (r) =>
    `{'loss': ${decimal(r)}, 'grad_norm': ${decimal(r)}, 'learning_rate': 2.9e-05, 'epoch': ${decimal(r, 2)}, 'num_input_tokens_seen': ${r.int(1, 9_999_999)}}`,
  (r) =>
    `I${pad(r.int(1, 12))}${pad(r.int(1, 28))} ${clock(r)}.${pad(r.int(0, 999_999), 6)} ${r.int(1, 9999)} torch/distributed/run.py:675] entrypoint: train.py min_nodes: 2 max_nodes: 2 nproc_per_node: 8 run_id: none`,
  (r) =>
    `${host(r)}:${r.int(100, 999)}:${r.int(100, 9999)} [${r.int(0, 7)}] NCCL INFO Channel ${pad(r.int(0, 15))}/0 : ${r.int(0, 15)}[${r.int(0, 7)}] -> ${r.int(0, 15)}[${r.int(0, 7)}] [send] via NET/IB/${r.int(0, 3)}/GDRDMA`,
  (r) => `${host(r)}:${r.int(100, 999)}:184 [0] NCCL INFO Bootstrap : Using eth0:${ip(r)}<0>`,
  (r) =>
    `${stamp(r)}.${r.int(100_000, 999_999)}: I tensorflow/core/platform/cpu_feature_guard.cc:182] This TensorFlow binary is optimized to use AVX2 FMA`,
  (r) =>
    `(RayTrainWorker pid=${r.int(100, 9999)}, ip=${ip(r)}) Setting up process group for: env:// [rank=${r.int(0, 15)}, world_size=16]`,
  (r) => `[1,${r.int(0, 7)}]<stdout>:Epoch ${r.int(1, 9)}: accuracy=${decimal(r)} auc=${decimal(r)}`,
  (r) =>
    `Epoch ${r.int(1, 100)}/100 - ${r.int(1, 99)}s - loss: ${decimal(r)} - accuracy: ${decimal(r)} - val_loss: ${decimal(r)}`,
  (r) => `sha256:${sha(r)}  shard-${pad(r.int(0, 999), 5)}.tar`,
  (r) => `${sha(r)}  /mnt/data/checkpoints/step_${r.int(1, 9999)}/model-${pad(r.int(1, 4), 5)}-of-00004.safetensors`,
  (r) => `md5=${sha(r, 32)} etag="${sha(r, 32).toUpperCase()}" crc64=${r.int(1e9, 9e9)}${r.int(1e9, 9e9)}`,
  (r) => `Content-MD5: ${base64(r, 22)} x-oss-request-id: ${sha(r, 24).toUpperCase()}`,
  (r) => `digest sha512-${base64(r, 86)} verified`,
  (r) => `checksum=${base64(r, 43)} size=${r.int(1, 9_999_999)} ok`,
  (r) => `image bytes: ${base64(r, r.int(40, 120))}`,
  (r) =>
    `HEAD is now at ${sha(r, 7)} fix: ${r.pick(['tokenizer padding', 'auth header in docs', 'secretary problem example'])}`,
  (r) => `commit ${sha(r, 40)} (HEAD -> main, origin/main, tag: v${r.int(0, 9)}.${r.int(0, 20)}.${r.int(0, 9)})`,
  (r) => `Cloning into '/root/code'... remote: Enumerating objects: ${r.int(1, 9999)}, done.`,
  () => `Looking in indexes: https://mirrors.aliyun.com/pypi/simple/, https://pypi.org/simple`,
  (r) => `Collecting transformers==4.${r.int(30, 50)}.${r.int(0, 3)} (from -r requirements.txt (line ${r.int(1, 30)}))`,
  (r) =>
    `  Downloading https://mirrors.aliyun.com/pypi/packages/${sha(r, 2)}/${sha(r, 2)}/${sha(r, 60)}/numpy-1.26.4-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl (18.2 MB)`,
  (r) => `GET https://huggingface.co/api/models/${model(r)}/revision/main?expand=sha&limit=${r.int(1, 99)} 200 OK`,
  (r) =>
    `oss://my-bucket.oss-cn-hangzhou-internal.aliyuncs.com/datasets/part-${pad(r.int(0, 9999), 5)}.parquet -> /mnt/data`,
  (r) =>
    `Pulled dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:2.${r.int(1, 5)}-gpu-py310-cu121-ubuntu22.04@sha256:${sha(r)}`,
  (r) =>
    `wandb: Run data is saved locally in /root/code/wandb/run-2026${pad(r.int(101, 1228), 4)}_${pad(r.int(0, 235959), 6)}-${r.text('abcdefghijklmnopqrstuvwxyz0123456789', 8)}`,
  (r) => `run_id=${uuid(r)} trace_id=${sha(r, 32)} span_id=${sha(r, 16)}`,
  (r) => `GPU-${uuid(r)} pci=00000000:${sha(r, 2)}:00.0 uuid=${uuid(r)}`,
  (r) =>
    `Namespace(lr=0.0003, max_token=${r.int(1, 8192)}, max_tokens=${r.int(1, 8192)}, pad_token='<pad>', hub_token=None, api_key=None, auth=None, seed=${r.int(1, 99)})`,
  (r) => `token_type_ids: [0, 0, 0, 1, 1, ${r.int(0, 1)}] attention_mask: [1, 1, 1, 1]`,
  () =>
    `special_tokens: bos_token=<s>, eos_token=</s>, unk_token=<unk>, pad_token=[PAD], image_token=<image>, audio_token: <|AUDIO|>`,
  (r) =>
    `tokens: ['▁The', '▁secret', 'ary', '▁was', '▁auth', 'or', 'ised', '${r.pick(['</s>', '▁to', 'ken'])}'] token: ▁the id=${r.int(1, 50_000)}`,
  (r) =>
    `max_token=${r.int(1, 4096)} min_token: ${r.int(1, 16)} num_token=${r.int(1, 9)} tokens_per_second: ${decimal(r, 2)} time_per_token=${decimal(r)} ms/token: ${decimal(r, 1)}`,
  (r) =>
    `next token: understanding | first_token=Hello | token: ${r.pick(['international', 'representation', 'Transformers'])} logprob=-${decimal(r)}`,
  (r) =>
    `secretary=${r.pick(['Jones', 'Smith'])} secretaries: ${r.int(1, 9)} auth: ${r.pick(['disabled', 'kerberos', 'anonymous', 'scram-sha-256'])} author=${r.pick(['alice', 'bob'])} authors: several`,
  () =>
    `api_key: None, password: null, secret='', access_key=undefined, token=$HF_TOKEN credentials=\${OSS_CREDENTIALS}`,
  (r) => `    client = OpenAI(api_key=os.environ["OPENAI_API_KEY"], base_url="https://${ip(r)}:8000/v1")`,
  () =>
    `    model = AutoModel.from_pretrained(path, token=token, use_auth_token=True, auth_token=args.auth_token, password=getpass.getpass())`,
  () => `    login(token=self.token, api_key=config["api_key"], secret=secret)`,
  (r) =>
    `credentials: /root/.aws/credentials private_key=/etc/ssl/server.key Credentials: loaded, password: required, API key: not set (${r.int(1, 9)})`,
  (r) =>
    `password policy: at least ${r.int(8, 16)} characters; passwords.txt and token/secret/ are skipped; no_password=true`,
  (r) =>
    `Authorization: disabled for the metrics endpoint, authorization=${r.pick(['None', 'none', 'role-based'])} in ${module(r)}`,
  (r) =>
    `basic training finished, Basic authentication2 is off; bearer of news: ${r.int(1, 99)} items, sk-learn-contrib and sk-block-attention-kernel-16 are installed`,
  (r) =>
    `task-management-of-${r.int(10, 99)}-things disk-usage-report-2026-01 risk-free-sk-model hf_transformers_cache_directory hf_internal_testing_tiny_random_gpt2`,
  () =>
    `npm_config_registry_mirror_url=https://npm.mirror.example.com ghp_pages_build_directory=/tmp/pages pypi-mirror-configuration`,
  (r) => `AKIRA2026 ASIAN_LANGUAGES_SUBSET_V${r.int(1, 9)} LTAILWIND STS.short eyJhbGci is how a JWT begins`,
  (r) =>
    `http://${ip(r)}:8080/a@b redis://${ip(r)}:6379/0 grpc://${host(r)}:2222 tcp://[::1]:29500 ssh://git@gitlab.com:22/team/repo.git`,
  (r) =>
    `git+https://github.com/huggingface/transformers@v4.${r.int(30, 50)}.0 user@host:/path mailto:someone@example.com`,
  (r) =>
    `compass=${r.int(0, 359)} bypass: true passed=${r.int(0, 99)} failed=0 forward_pass: ${decimal(r)} s backward_pass=${decimal(r)} passage_id=${r.int(1, 999)}`,
  (r) => `skip=${r.int(1, 9)} task=classification disk=nvme0n1 mask=causal risk: low sk: 12 desk=4 ask=0.5`,
  (r) =>
    `train.py --max-token ${r.int(1, 4096)} --pad-token <pad> --eos-token "</s>" --image-token-len 576 --num-token 5 --tokenizer ${model(r)} --no-auth`,
  (r) =>
    `key=value monkey=${r.int(1, 9)} query_key_value.weight torch.Size([${r.int(1, 9)}, 4096]) keyword=attention primary_key: id sort_key=loss`,
  (r) =>
    `layers.${r.int(0, 31)}.self_attn.q_proj.weight: dtype=torch.bfloat16 shape=(4096, 4096) norm=${decimal(r)} hash=${sha(r, 16)}`,
  () =>
    `"config": {"hidden_size": 4096, "vocab_size": 151936, "pad_token_id": 0, "bos_token": "<s>", "tokenizer_class": "Qwen2Tokenizer"}`,
  (r) =>
    `CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 NCCL_DEBUG=INFO MASTER_ADDR=${host(r)} MASTER_PORT=23456 PWD=/root/code OLDPWD=/mnt`,
  (r) =>
    `  File "/usr/local/lib/python3.10/site-packages/torch/nn/modules/module.py", line ${r.int(1, 2000)}, in _wrapped_call_impl`,
  (r) =>
    `${r.pick(['KeyError', 'ValueError', 'RuntimeError'])}: '${r.pick(['labels', 'input_ids', 'token_type_ids'])}' (expected ${r.int(1, 9)})`,
  (r) =>
    `torch.OutOfMemoryError: CUDA out of memory. Tried to allocate ${decimal(r, 2)} GiB. GPU ${r.int(0, 7)} has a total capacity of 79.33 GiB of which 1.21 GiB is free.`,
  (r) => `0x${sha(r, 12)} in at::native::copy_ () from /usr/lib/libtorch_cuda.so ${sha(r, 8)}-${sha(r, 8)}`,
  (r) => `\t${r.int(1, 9)}\t${decimal(r)}\tcol\t\tend  with  double  spaces`,
  (r) => `C:\\Users\\train\\data\\file${r.int(1, 99)}.csv \\\\server\\share "quoted \\"text\\"" back\\slash`,
  (r) =>
    `$${r.int(1, 99)}.00 & 100% #${r.int(1, 999)} ~/.cache/*.bin {a,b} [x] (y) <z> ^caret | pipe ; semi ' " \` ? !`,
  (r) => `${r.pick(EMOJI)} ${r.pick(PANGRAMS)} ${r.pick(EMOJI)}`,
  (r) =>
    `${r.pick(['模型', '数据', '密码错误次数', '令牌数量: 4096', '密钥管理服务'])} ${r.pick(EMOJI)}${r.pick(EMOJI)} ${r.int(1, 99)}%`,
  (r) => r.pick(ART),
  (r) => `${' '.repeat(r.int(0, 12))}${r.pick(ART)}`,
  (r) => r.text(` ${ALNUM}.,;()[]{}<>_-+*/|!?`, r.int(10, 80)),
  () => '',
];

const bar = (r: Random, label: string, share: number): string => {
  const filled = `${'█'.repeat(Math.floor(share / 10))}${r.pick(['', '▏', '▍', '▋'])}`.padEnd(11);
  const rate = `[00:${pad(r.int(0, 59))}<00:${pad(r.int(0, 59))}, ${decimal(r, 2)}it/s, loss=${decimal(r)}]`;
  return `${label}: ${String(share).padStart(3)}%|${filled}| ${share}/100 ${rate}`;
};

/** Lines of which a terminal shows less than was written. */
const DRAWN: readonly ((r: Random) => CorpusLine)[] = [
  (r) => {
    const label = r.pick(['Training', 'Map (num_proc=8)', '加载模型', 'model-00001-of-00004.safetensors']);
    const states = Array.from({ length: r.int(2, 12) }, (_, n) => bar(r, label, Math.min(100, (n + 1) * 8)));
    return { raw: states.join('\r'), shown: states.at(-1) ?? '' };
  },
  (r) => {
    const text = `${r.pick(['ERROR', 'WARNING', 'INFO'])} ${module(r)} step ${r.int(1, 999)}`;
    return { raw: `\u001b[1;3${r.int(1, 7)}m${text}\u001b[0m`, shown: text };
  },
  (r) => {
    const text = `\u001b[36m(RayTrainWorker pid=${r.int(100, 999)})\u001b[0m loss=${decimal(r)}`;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken away
    return { raw: `${text}\r`, shown: text.replace(/\u001b\[\d+m/g, '') };
  },
];

/** `count` lines as real training jobs write them, none of which has a secret. */
export function benignLines(count: number, seed: number): CorpusLine[] {
  const random = createRandom(seed);
  const makers = [...PLAIN.map((make) => (r: Random) => same(make(r))), ...DRAWN];
  return Array.from({ length: count }, (_, index) => {
    // Every kind comes up; the rest is chance.
    const make = makers[index] ?? random.pick(makers);
    return make(random);
  });
}

const same = (line: string): CorpusLine => ({ raw: line, shown: line });
