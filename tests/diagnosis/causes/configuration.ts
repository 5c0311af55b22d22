import type { CauseTexts } from './texts.ts';

export const configuration: CauseTexts = {
  composed_configuration: {
    says: [
      "Key 'lr' is not in struct",
      "In 'config': Could not find 'model/huge'",
      "Primary config module 'conf' not found.",
      "mismatched input '=' expecting <EOF>",
      "Error locating target 'acme.models.Big', set env var HYDRA_FULL_ERROR=1 to see chained exception.",
      "hydra.errors.ConfigCompositionException: Could not override 'model.depht'.",
    ],
    not: [
      'omegaconf 2.3 is installed',
      'Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.',
      "UserWarning: In 'config': Defaults list is missing `_self_`. See https://hydra.cc/docs/upgrades/1.0_to_1.1 for more",
    ],
  },
  unset_variable: {
    says: [
      'run.sh: line 4: OSS_BUCKET: unbound variable',
      'WANDB_PROJECT must be set',
      'run.sh: line 3: WORLD_SIZE: unbound variable',
    ],
    not: ['the variable is set'],
  },
  missing_environment: {
    says: [
      'RuntimeError: missing required environment variable HF_HOME',
      'ValueError: Error initializing torch.distributed using env:// rendezvous: environment variable MASTER_ADDR expected, but not set',
    ],
    not: ['RuntimeError: the environment has ended the episode'],
  },
  environ_key: {
    says: [
      ["KeyError: 'OSS_BUCKET'", '/opt/conda/lib/python3.10/os.py __getitem__ raise KeyError(key)'],
      ["KeyError: 'RANK'", '/mnt/code/a.py main int(os.environ["RANK"])'],
    ],
    not: [["KeyError: 'lang'", '/mnt/code/a.py main row["lang"]']],
  },
  config_key: {
    says: [
      ["KeyError: 'hidden'", '/mnt/code/a.py main cfg["hidden"]'],
      ['AttributeError: no such key: depth', '/mnt/code/a.py load_config build(c)'],
    ],
    not: [["KeyError: 'hidden'", '/mnt/code/a.py main row["hidden"]']],
  },
  setting_without_value: {
    says: [
      [
        "AttributeError: 'NoneType' object has no attribute 'lower'",
        '/opt/x/site-packages/acme/launch.py simple kind = Kind(args.mixed_precision.lower())',
      ],
      ["TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'", '/mnt/a.py f n = self.config.heads * 2'],
    ],
    not: [
      [
        "AttributeError: 'NoneType' object has no attribute 'lower'",
        '/mnt/a.py f args.kind.lower()\n/mnt/b.py g x.lower()',
      ],
      ["AttributeError: 'Net' object has no attribute 'lower'", '/mnt/a.py f args.kind.lower()'],
      ["AttributeError: 'NoneType' object has no attribute 'lower'", '/mnt/a.py f name.lower()'],
    ],
  },
  config_library: {
    says: [
      "configparser.NoSectionError: No section: 'train'",
      'google.protobuf.text_format.ParseError: 175:21 : Message type "acme.Reader" has no field named "E".',
      'dacite.exceptions.WrongTypeError: wrong value type for field "lr"',
      "ValueError: Some specified arguments are not used by the HfArgumentParser: ['--lora_rnk', '8']",
      "argparse.ArgumentError: argument --lr: invalid float value: 'abc'",
      'wandb.errors.UsageError: api_key not configured (no-tty). call wandb.login(key=[your_api_key])',
    ],
    not: ['ValueError: the rows are not valid', "ctypes.ArgumentError: argument 1: <class 'TypeError'>: wrong type"],
  },
  offline_mode: {
    says: [
      'huggingface_hub.errors.OfflineModeIsEnabled: Cannot reach https://huggingface.co/api/models/a/b: offline mode is enabled.',
      "huggingface_hub.errors.LocalEntryNotFoundError: Cannot find the requested files in the disk cache and outgoing traffic has been disabled. To enable hf.co look-ups and downloads online, set 'local_files_only' to False.",
    ],
    not: [
      'wandb: Tracking run with wandb version 0.16, offline',
      'offline mode is enabled, metrics are kept in ./runs',
      'wandb: W&B offline mode is enabled; it will not be found online before a sync',
    ],
  },
  data_form: {
    says: [
      'pyarrow.lib.ArrowInvalid: CSV parse error: Expected 4 columns, got 5',
      'datasets.table.CastError: column names do not match',
      'datasets.exceptions.DatasetGenerationCastError: An error occurred while generating the dataset. All the data files must have the same columns, but at some point there are 1 new columns. Please either edit the data files to have matching columns, or separate them into different configurations',
    ],
    not: [
      "RuntimeError: Couldn't cast the weights to bf16",
      'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
    ],
  },
  address_form: {
    says: [
      "requests.exceptions.InvalidHeader: Invalid leading whitespace, reserved character(s), or return character(s) in header value: 'Bearer x\\n'",
      "httpx.UnsupportedProtocol: Request URL is missing an 'http://' or 'https://' protocol.",
      "httpx.LocalProtocolError: Illegal header value b'Bearer '",
    ],
    not: ['requests.exceptions.ReadTimeout: Read timed out', 'acme.InvalidHeader: the header of the file is cut off'],
  },
  environ_name: {
    says: ["KeyError: 'LOCAL_RANK'", 'KeyError: "MASTER_ADDR"'],
    not: ["KeyError: 'local_rank'", "KeyError: 'JPEG'", "ValueError: 'LOCAL_RANK'"],
  },
  config_file: {
    says: [
      ['json.decoder.JSONDecodeError: Expecting value', '/mnt/code/config.py load json.load(f)'],
      ['configparser.ParsingError: Source contains parsing errors', '/mnt/code/a.py main read("train.ini")'],
    ],
    not: [['json.decoder.JSONDecodeError: Expecting value', '/mnt/code/reader.py next json.loads(line)']],
  },
};
