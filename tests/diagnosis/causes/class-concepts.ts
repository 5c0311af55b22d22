import type { CauseTexts } from './texts.ts';

export const classConcepts: CauseTexts = {
  network_class_words: {
    says: [
      'httpcore.ReadError:',
      'grpc._channel._InactiveRpcError: status = StatusCode.DEADLINE_EXCEEDED',
      'urllib.error.ContentTooShortError: got only 7 of 9',
      'openai.RateLimitError: x',
      'requests.exceptions.ChunkedEncodingError: x',
      'nltk.downloader.DownloadError: x',
      'acme.rpc.UnavailableError: x',
    ],
    not: [
      'botocore.exceptions.ParamValidationError: Parameter validation failed',
      '__main__.DownloadError: x',
      'acme.errors.DownloadedTwiceError: x',
      'we got openai.RateLimitError: x',
    ],
  },
  damaged_class_words: {
    says: [
      'gzip.BadGzipFile: x',
      'acme.errors.LeafCorruptedFileError: x',
      'lmdb.CorruptedError: x',
      'zstandard.ZstdError: x',
      '_pickle.UnpicklingError: x',
    ],
    not: [
      '_pickle.UnpicklingError: Weights only load failed.',
      'acme.CorruptionIgnoredWarning: x',
      'LabelError: the labels are corrupt',
    ],
  },
  access_class_words: {
    says: ['odps.errors.NoPermission: x', 'google.auth.exceptions.DefaultCredentialsError: x'],
    not: ['acme.LoginPageError: x', 'PermissionsTable: x'],
  },
  missing_class_words: {
    says: ['importlib.metadata.PackageNotFoundError: x', 'gym.error.DependencyNotInstalled: x'],
    not: ['acme.ObjectNotFoundInSceneError: x', 'StudentNotFoundError: x'],
  },
  form_class_words: {
    says: [
      'acme.errors.AcmeMissingProjectNameException:',
      'absl.flags._exceptions.UnrecognizedFlagError: x',
      'tomllib.TOMLDecodeError: x',
    ],
    not: ['acme.FlagError: x', 'acme.DuplicateFlagpoleError: x'],
  },
};
