import type { Attempt, Scenario } from './types.ts';

/** The pods never run: half an hour of back-off, then the job fails. */
const GIVES_UP: readonly Attempt[] = [{ preparing: 1800, end: { stage: 'preparing', exit: 128 } }];
const KEEPS_TRYING: readonly Attempt[] = [
  { preparing: Number.POSITIVE_INFINITY, end: { stage: 'preparing', exit: 128 } },
];

export const image: readonly Scenario[] = [
  {
    name: 'image_not_found',
    about: 'the tag or the repository of its image does not exist',
    category: 'image_pull',
    rests: 'Failed',
    course: { attempts: GIVES_UP },
    wordings: [
      {
        program: 'torchrun',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          ! Failed to pull image "{image}": rpc error: code = NotFound desc = failed to pull and unpack image "{image}": failed to resolve reference "{image}": {image}: not found
          | Error: ErrImagePull
          | Back-off pulling image "{image}"
          | Error: ImagePullBackOff`,
      },
      {
        program: 'plain',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          ! Failed to pull image "{image}": rpc error: code = Unknown desc = Error response from daemon: manifest for {image} not found: manifest unknown: manifest unknown
          | Error: ErrImagePull
          | Error: ImagePullBackOff`,
        reason: { code: 'JobFailed', message: '! {name} failed: containers with unready status, ImagePullBackOff' },
      },
      {
        program: 'plain',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          | Error: InvalidImageName
          ! Failed to apply default image tag "registry.example.com/Team/Train:v{1..9}": couldn't parse image name "registry.example.com/Team/Train:v{1..9}": invalid reference format: repository name must be lowercase`,
      },
    ],
  },
  {
    name: 'image_unauthorized',
    about: 'the registry refuses to hand out its image',
    category: 'image_pull',
    rests: 'Failed',
    course: { attempts: GIVES_UP },
    wordings: [
      {
        program: 'deepspeed',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          ! Failed to pull image "{image}": failed to pull and unpack image "{image}": failed to resolve reference "{image}": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed
          | Error: ErrImagePull
          | Back-off pulling image "{image}"`,
      },
      {
        program: 'tensorflow',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          ! Failed to pull image "{image}": rpc error: code = Unknown desc = failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://dockerauth.{region}.aliyuncs.com/auth: 401 Unauthorized
          | Error: ErrImagePull
          | Error: ImagePullBackOff`,
      },
      {
        program: 'ray',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          ! Failed to pull image "{image}": Error response from daemon: unauthorized: authentication required
          | Error: ImagePullBackOff`,
      },
    ],
  },
  {
    name: 'image_pull_backoff',
    about: 'pulling its image fails again and again; it waits in between and never starts',
    category: 'image_pull',
    rests: 'EnvPreparing',
    course: { attempts: KEEPS_TRYING },
    job: { restMinutes: [15, 120] },
    wordings: [
      {
        program: 'plain',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          ! Failed to pull image "{image}": rpc error: code = DeadlineExceeded desc = failed to pull and unpack image "{image}": failed to copy: httpReadSeeker: failed open: failed to do request: dial tcp 100.100.{1..80}.{1..250}:443: i/o timeout
          | Error: ErrImagePull
          | Back-off pulling image "{image}"`,
      },
      {
        program: 'huggingface',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          | Back-off pulling image "{image}"
          ! Failed to pull image "{image}": rpc error: code = Unknown desc = failed to resolve reference "{image}": failed to do request: Head "https://{registry|hub|cr}.internal/v2/": dial tcp: lookup {registry|hub|cr}.internal on 100.100.2.136:53: no such host
          | Error: ErrImagePull`,
      },
      {
        program: 'xgboost',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          ! Failed to pull image "{image}": rpc error: code = NotFound desc = {image}: not found
          | Error: ErrImagePull
          | Error: ImagePullBackOff`,
      },
      {
        program: 'torchrun',
        everywhere: true,
        stuckAt: 'pulling',
        podEvents: `
          ! Failed to pull image "{image}": failed to extract layer sha256:{1000..9999}ab{1000..9999}: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/{100..900}/fs/opt/conda/lib: no space left on device
          | Error: ErrImagePull`,
      },
    ],
  },
];
