import type { CauseTexts } from './texts.ts';

export const image: CauseTexts = {
  image_rate_limit: {
    says: [
      'Failed to pull image "docker.io/a:1": 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit',
      'Failed to pull image "reg/a:1": pull QPS exceeded',
    ],
    not: ['The hub answered 429 Too Many Requests to the program'],
  },
  image_certificate: {
    says: [
      'Failed to pull image "reg/a:1": Get "https://reg/v2/": http: server gave HTTP response to HTTPS client',
      'Failed to pull image "registry.example.com/team/train:v3": rpc error: code = Unknown desc = failed to pull and unpack image "registry.example.com/team/train:v3": failed to resolve reference "registry.example.com/team/train:v3": failed to do request: Head "https://registry.example.com/v2/team/train/manifests/v3": x509: certificate signed by unknown authority',
    ],
    not: ['x509: certificate has expired while connecting to the metric service'],
  },
  image_no_space: {
    says: [
      'Failed to pull image "reg/a:1": write /var/lib/containerd/tmp/a.so: no space left on device: unknown',
      'Failed to pull image "reg/a:1": failed to extract layer: not enough disk space',
    ],
    not: ['write /mnt/out/a: no space left on device'],
  },
  image_platform: {
    says: [
      'no matching manifest for linux/arm64/v8 in the manifest list entries',
      'Failed to pull image "registry.example.com/team/train:v3": rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.com/team/train:v3": no match for platform in manifest sha256:b9ab2c28208d75a75807445d4c370801da3992817325cc349764ad740abe40a6: not found',
    ],
    not: ['Platform: linux/amd64'],
  },
  image_name: {
    says: [
      'Failed to apply default image tag "pai//pytorch": couldn\'t parse image reference "pai//pytorch": invalid reference format',
      'Error: InvalidImageName',
    ],
    not: ['The name of the job is not valid'],
  },
  image_denied: {
    says: [
      'Failed to pull image "x": unauthorized: authentication required',
      'pull access denied for team/trainer, repository does not exist or may require docker login',
      'Image "reg/a:b" pull: denied: project not found',
    ],
    not: ['mount.nfs: access denied by server'],
  },
  image_not_found: {
    says: [
      'Failed to pull image "reg.example.com/a/b:1": rpc error: code = NotFound desc = failed to pull and unpack image: manifest unknown',
      'repository team/llm not found: name unknown',
    ],
    not: ['exec: "torchrun": executable file not found in $PATH'],
  },
  working_directory: {
    says: [
      'Error: runc create failed: container init: mkdir /work/run: read-only file system',
      'Error: starting container process caused "chdir to cwd (\\"/root/job\\"): no such file or directory"',
    ],
    not: ['Error: runc create failed: exec: "run.sh": permission denied', 'mkdir /mnt/nas/a: permission denied'],
  },
  image_given_up: {
    says: [
      'Failed to pull image "reg/a/b:2": failed to copy layer: context canceled',
      'pulling image reg/a/b:2: the pull was aborted after 5m',
    ],
    not: ['Failed to create pod sandbox for image runner: context canceled', 'Error: context canceled'],
  },
  image_unreachable: {
    says: [
      'Failed to pull image "reg/a/b:2": failed to do request: Head "https://reg/v2/a/b/manifests/2": EOF',
      'Failed to pull image "x": dial tcp: lookup reg.example.com: no such host',
      'registry.cn-hangzhou.aliyuncs.com: TLS handshake timeout while pulling image',
      'Failed to pull image "registry.example.com/team/train:v3": rpc error: code = Unknown desc = failed to copy: httpReadSeeker: failed open: unexpected status code 503 Service Unavailable',
    ],
    not: ['dial tcp 10.0.0.1:6379: i/o timeout'],
  },
  image_pull: {
    says: ['Back-off pulling image "reg.example.com/a/b:1"', 'Error: ErrImagePull', 'Error: ImagePullBackOff'],
    not: ['Successfully pulled image "reg/a:1" in 2s'],
  },
};
