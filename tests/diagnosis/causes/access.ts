import type { CauseTexts } from './texts.ts';

export const access: CauseTexts = {
  wrong_clock: {
    says: [
      'oss2.exceptions.RequestError: the difference between the request time and the time of the service is too great',
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:1006)',
      'google.auth.exceptions.InvalidValue: Token used too early, 1714550000 < 1714553600',
    ],
    not: [
      'x509: certificate has expired or is not yet valid: current time 2026-03-05 is after 2026-01-01',
      'the difference between the two losses is too large',
    ],
  },
  mount_denied: {
    says: [
      'MountVolume.SetUp failed for volume "nas-1" : mount failed: exit status 32, mount.nfs: access denied by server while mounting',
      'failed to mount oss://bucket/path: AccessDenied, The bucket you are attempting to access must be addressed using the specified endpoint',
      'Output: mount.nfs: access denied by server while mounting 0123456789-xyz98.cn-beijing.nas.aliyuncs.com:/ckpt',
    ],
    not: ['Container role has no access: AccessDenied on the metric service'],
  },
  mount_missing: {
    says: [
      'MountVolume.SetUp failed for volume "d-1": NoSuchBucket, the bucket train-data does not exist',
      'mount.nfs: mounting nas-1:/gone failed, reason given by server: No such file or directory',
      'MountVolume.SetUp failed for volume "x" : hostPath type check failed: /etc/a is not a directory',
    ],
    not: ['exec: "/run.sh": no such file or directory'],
  },
  mount_unreachable: {
    says: [
      'FailedMount nas-data: mount.nfs: Connection refused',
      'MountVolume.SetUp failed for volume "cpfs-0a1b2c" : rpc error: code = DeadlineExceeded desc = context deadline exceeded',
      'Output: mount.nfs: Connection timed out',
    ],
    not: ['The registry does not answer: connection timed out'],
  },
  mount_waits: {
    says: [
      'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data]: timed out waiting for the condition',
      'Unable to mount volumes for pod "a": timeout expired waiting for volumes to attach or mount for pod "a"',
    ],
    not: ['the leader election timed out waiting for the condition'],
  },
  mount: {
    says: [
      'MountVolume.SetUp failed for volume "c" : exit status 5',
      'CPFS filesystem cpfs-1 mount on /mnt/cpfs failed with errno 110',
      'OSS bucket train-data is in another region and cannot be mounted',
      'Error: StartError: failed to create task: mkdir /mnt/shared: file exists',
    ],
    not: ['mkdir /mnt/shared: permission set', 'MountVolume.SetUp succeeded for volume "oss-data"'],
  },
  cloud_denied: {
    says: [
      'AssumeRole of AliyunPAIDLCDefaultRole failed: denied',
      'Error: failed to start container "pytorch": OCI runtime create failed: exec: "/mnt/run.sh": permission denied: unknown',
    ],
    not: ['pods "x" is forbidden: exceeded quota: a, access denied'],
  },
  hub_unknown_repository: {
    says: [
      'huggingface_hub.errors.RepositoryNotFoundError: 401 Client Error. (Request ID: Root=1-0)',
      'ERROR: 401 Client Error. (Request ID: 0) Repository Not Found for url: https://huggingface.co/api/models/acme/x.',
    ],
    not: [
      'huggingface_hub.errors.RepositoryNotFoundError: 404 Client Error. (Request ID: Root=1-0)',
      'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.example.com/v1',
    ],
  },
  hub_access: {
    says: [
      'huggingface_hub.errors.GatedRepoError: 403 Client Error. (Request ID: Root=1) Cannot access gated repo for url',
      'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://huggingface.co/org/model-7b/resolve/main/config.json',
      'raise GatedRepoError(message, response) from e',
    ],
    not: ['requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://huggingface.co/org/model'],
  },
  storage_denied: {
    says: [
      "OSError: When getting information for key 'a': AWS Error ACCESS_DENIED during HeadObject",
      "oss2.exceptions.ServerError: {'status': 403, 'details': {'Code': 'UserDisable'}}",
      'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
    ],
    not: ['mount.nfs: access denied by server while mounting nas-1'],
  },
  no_credentials: {
    says: [
      'wandb.errors.errors.CommError: user is not logged in',

      'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
      'openai.AuthenticationError: Error code: 401, Incorrect API key provided',
    ],
    not: [
      'the token <pad> is invalid in this vocabulary',
      'multiprocessing.context.AuthenticationError: digest sent was rejected',
    ],
  },
  read_only: {
    says: [
      'tee: /mnt/out/log.txt: Read-only file system',
      "OSError: [Errno 30] Read-only file system: '/mnt/data/out.json'",
    ],
    not: ['The data set is opened in read-only mode'],
  },
  permission: {
    says: [
      "PermissionError: [Errno 1] Operation not permitted: '/mnt/data/lock'",
      'tensorflow.python.framework.errors_impl.PermissionDeniedError: /mnt/out; Permission denied',
    ],
    not: [
      "leaf.ConnectionError: ('Connection aborted.', PermissionError(13, 'Permission denied'))",
      "torch.distributed.DistBackendError: NCCL error in: NCCLUtils.cpp:77, unhandled cuda error Cuda failure 800 'operation not permitted'",

      'torch.AcceleratorError: CUDA error: operation not permitted when stream is capturing',
      'acme.ValidationError: 1 error for RingPlan depth Extra inputs do not belong here [type=extra_forbidden]',
      'RuntimeError: open(/dev/accel0): Operation not permitted',
      'ValueError: It is forbidden to add tiles of two sizes.',
      'FileNotFoundError: [Errno 2] No such file or directory',
    ],
  },
  permission_line: {
    says: [
      'bash: ./start.sh: Permission denied',
      "mkdir: cannot create directory '/mnt/out/run': Permission denied",
      '/bin/sh: 1: ./run.sh: Permission denied',
    ],
    not: ['Permissions of /mnt/out are 755'],
  },
};
