import type { Attempt, Scenario } from './types.ts';

const FAILS: readonly Attempt[] = [{ end: { stage: 'running', exit: 1 } }];

/** A module, a library, a command or a file that is not there. */
export const missing: readonly Scenario[] = [
  {
    name: 'module_missing',
    about: 'a Python module or a shared library is not in the image',
    category: 'missing_module_or_file',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { runMinutes: [1, 2] },
    wordings: [
      {
        program: 'torchrun',
        early: true,
        everywhere: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {3..20}, in <module>
          |     from model import build_model
          @   File "/root/code/model/__init__.py", line {1..9}, in <module>
          |     from {flash_attn|einops|apex.normalization} import {flash_attn_func|rearrange|FusedRMSNorm}
          ! ModuleNotFoundError: No module named '{flash_attn|einops|apex}'`,
      },
      {
        program: 'plain',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {5..20}, in <module>
          |     import cv2
          @   File "/usr/local/lib/python3.11/site-packages/cv2/__init__.py", line 153, in bootstrap
          |     native_module = importlib.import_module("cv2")
          ! ImportError: libGL.so.1: cannot open shared object file: No such file or directory`,
      },
      {
        program: 'tensorflow',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {1..9}, in <module>
          |     import tensorflow as tf
          @   File "/usr/local/lib/python3.11/site-packages/tensorflow/python/pywrap_tensorflow.py", line 73, in <module>
          |     from tensorflow.python._pywrap_tensorflow_internal import *
          ! ImportError: libcudart.so.{11.0|12}: cannot open shared object file: No such file or directory
          | Failed to load the native TensorFlow runtime.`,
      },
      {
        program: 'xgboost',
        early: true,
        log: `
          | Failed to load model: No module named '{natsort|lightgbm|pyarrow}'
          | Traceback (most recent call last):
          @   File "/root/code/train_ranker.py", line {4..15}, in <module>
          |     import {natsort|lightgbm|pyarrow}
          ! ModuleNotFoundError: No module named '{natsort|lightgbm|pyarrow}'`,
      },
      {
        program: 'huggingface',
        early: true,
        log: `
          | Loading checkpoint shards:   0%|          | 0/{2..9} [00:00<?, ?it/s]
          | Traceback (most recent call last):
          |   File "/root/code/sft.py", line {20..60}, in <module>
          |     model = AutoModelForCausalLM.from_pretrained(p, trust_remote_code=True)
          @   File "/usr/local/lib/python3.11/site-packages/transformers/dynamic_module_utils.py", line 182, in check_imports
          |     raise ImportError(
          ! ImportError: This modeling file requires the following packages that were not found in your environment: {einops|tiktoken|sentencepiece}. Run \`pip install {einops|tiktoken|sentencepiece}\``,
      },
      {
        program: 'torchrun',
        early: true,
        everywhere: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {40..80}, in <module>
          |     model = AutoModelForCausalLM.from_pretrained(a.model, attn_implementation="flash_attention_2")
          @   File "/usr/local/lib/python3.11/site-packages/transformers/modeling_utils.py", line 1658, in _check_and_enable_flash_attn_2
          |     raise ImportError(
          ! ImportError: FlashAttention2 has been toggled on, but it cannot be used due to the following error: the package flash_attn seems to be not installed.`,
      },
    ],
  },
  {
    name: 'file_missing',
    about: 'a model, data or checkpoint file is not where the program looks for it',
    category: 'missing_module_or_file',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { runMinutes: [1, 3] },
    wordings: [
      {
        program: 'huggingface',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/sft.py", line {60..120}, in <module>
          |     tokenizer = AutoTokenizer.from_pretrained(args.model_name_or_path)
          @   File "/usr/local/lib/python3.11/site-packages/transformers/utils/hub.py", line 365, in cached_file
          |     raise EnvironmentError(
          ! OSError: /mnt/model/{qwen2.5-7b|glm-4-9b|yi-6b} does not appear to have a file named config.json. Checkout 'https://huggingface.co//mnt/model/{qwen2.5-7b|glm-4-9b|yi-6b}/tree/None' for available files.`,
      },
      {
        program: 'plain',
        early: true,
        exit: 2,
        log: "! python3: can't open file '/mnt/data/code/{main|trian|start}.py': [Errno 2] No such file or directory",
      },
      {
        program: 'megatron',
        everywhere: true,
        early: true,
        log: `
          | > building train, validation, and test datasets ...
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/Megatron-LM/megatron/core/datasets/blended_megatron_dataset_builder.py", line {300..480}, in build_generic_dataset
          | [rank{process}]:     dataset = cls(*args)
          @ [rank{process}]:   File "/root/Megatron-LM/megatron/core/datasets/indexed_dataset.py", line {300..420}, in initialize
          | [rank{process}]:     assert os.path.exists(idx_path) and os.path.exists(bin_path)
          ! [rank{process}]: AssertionError: One or both of the .idx and .bin files cannot be found at the path prefix /mnt/data/{pile|corpus_v2|zh_web}_text_document`,
      },
      {
        program: 'shell',
        early: true,
        exit: 1,
        log: `
          | + set -eo pipefail
          | + cd /root/code
          | + tar -xf /mnt/data/{dataset|images}_v{1..9}.tar.gz -C /tmp/work
          ! tar: /mnt/data/{dataset|images}_v{1..9}.tar.gz: Cannot open: No such file or directory
          | tar: Error is not recoverable: exiting now`,
      },
      {
        program: 'tensorflow',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {90..150}, in <module>
          |     reader = tf.train.load_checkpoint(FLAGS.init_checkpoint)
          @   File "/usr/local/lib/python3.11/site-packages/tensorflow/python/training/py_checkpoint_reader.py", line 31, in error_translator
          |     raise errors_impl.NotFoundError(None, None, error_message)
          ! tensorflow.python.framework.errors_impl.NotFoundError: Unsuccessful TensorSliceReader constructor: Failed to find any matching files for /mnt/data/ckpt/model.ckpt-{10000..90000}`,
      },
      {
        program: 'plain',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {40..60}, in <module>
          |     state = load_ckpt(args.resume)
          @   File "/usr/local/lib/python3.11/site-packages/oss2/api.py", line 231, in _do
          |     raise e
          ! oss2.exceptions.NoSuchKey: {'status': 404, 'x-oss-request-id': '000000000000000000000000', 'details': {'Code': 'NoSuchKey', 'Message': 'The specified key does not exist.', 'Key': 'ckpt/run{1..9}/step_{10000..90000}/model.pt'}}`,
      },
    ],
  },
  {
    name: 'command_not_found',
    about: 'the command it starts is not in the image',
    category: 'missing_module_or_file',
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 127 } }] },
    job: { runMinutes: [1, 1], pods: [1, 2] },
    wordings: [
      {
        program: 'shell',
        early: true,
        everywhere: true,
        log: '! bash: line 1: {deepspeed|torchrun|accelerate}: command not found',
      },
      { program: 'plain', early: true, log: '! /bin/sh: 1: {python|conda|ossutil64}: not found' },
      {
        program: 'shell',
        early: true,
        log: `
          | + source /root/code/env.sh
          ! /root/code/run.sh: line {3..20}: /opt/{conda|venv}/bin/python: No such file or directory`,
      },
      {
        program: 'horovod',
        early: true,
        bare: true,
        everywhere: true,
        log: '! bash: mpirun: command not found',
      },
    ],
  },
];
