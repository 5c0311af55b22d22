import type { Attempt, Scenario } from './types.ts';

const FAILS: readonly Attempt[] = [{ end: { stage: 'running', exit: 1 } }];

/** What may not be read, written or executed, and what cannot be mounted. */
export const permission: readonly Scenario[] = [
  {
    name: 'permission_denied',
    about: 'the file system refuses to write or to execute',
    category: 'permission_or_mount',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { mounts: true },
    wordings: [
      {
        program: 'torchrun',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {200..280}, in <module>
          | [rank{process}]:     main()
          | [rank{process}]:   File "/root/code/checkpoint.py", line {30..90}, in save_checkpoint
          | [rank{process}]:     os.makedirs(directory, exist_ok=True)
          @ [rank{process}]:   File "<frozen os>", line 225, in makedirs
          ! [rank{process}]: PermissionError: [Errno 13] Permission denied: '/mnt/data/{ckpt|output}/step_{100..900}'`,
      },
      {
        program: 'huggingface',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/sft.py", line {150..220}, in <module>
          |     trainer.save_model(args.output_dir)
          @   File "/usr/local/lib/python3.11/site-packages/safetensors/torch.py", line 286, in save_file
          |     serialize_file(_flatten(tensors), filename, metadata=metadata)
          ! safetensors_rust.SafetensorError: Error while serializing: IoError(Os { code: 30, kind: ReadOnlyFilesystem, message: "Read-only file system" })`,
      },
      {
        program: 'shell',
        early: true,
        exit: 126,
        log: '! bash: /mnt/data/code/{start|run}.sh: Permission denied',
      },
      {
        program: 'plain',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {90..140}, in <module>
          |     writer = Writer(cfg.output)
          @   File "/root/code/writer.py", line {10..60}, in __init__
          |     self.handle = open(path, 'ab')
          ! OSError: [Errno 30] Read-only file system: '/mnt/data/{metrics|events}.jsonl'`,
      },
      {
        program: 'torchrun',
        early: true,
        everywhere: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {10..30}, in main
          |     os.makedirs(args.output_dir, exist_ok=True)
          @   File "/usr/local/lib/python3.11/os.py", line 225, in makedirs
          |     mkdir(name, mode)
          ! PermissionError: [Errno 13] Permission denied: '/mnt/output/run-{1000..9999}'`,
      },
      {
        program: 'plain',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/usr/lib/python3.10/pathlib.py", line 1288, in mkdir
          |     self._accessor.mkdir(self, mode)
          | FileNotFoundError: [Errno 2] No such file or directory: 'outputs/{10..28}-{10..59}'
          |
          | During handling of the above exception, another exception occurred:
          |
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {20..40}, in <module>
          |     main()
          @   File "/usr/local/lib/python3.11/site-packages/hydra/core/utils.py", line 186, in run_job
          |     _save_config(task_cfg, "config.yaml", hydra_output)
          ! OSError: [Errno 30] Read-only file system: 'outputs'`,
      },
    ],
  },
  {
    name: 'storage_access_denied',
    about: 'OSS refuses access to the bucket or its objects',
    category: 'permission_or_mount',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { runMinutes: [1, 4] },
    wordings: [
      {
        program: 'plain',
        early: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {30..80}, in <module>
          |     bucket.get_object_to_file(key, local)
          @   File "/usr/local/lib/python3.11/site-packages/oss2/api.py", line 2719, in __do_bucket
          |     raise e
          ! oss2.exceptions.AccessDenied: {'status': 403, 'x-oss-request-id': '65F{1000..9999}A{1000..9999}B', 'details': {'Code': 'AccessDenied', 'Message': 'You have no right to access this object because of bucket acl.', 'HostId': '{bucket|corpus|models}-prod.oss-{region}-internal.aliyuncs.com'}}`,
      },
      {
        program: 'ray',
        early: true,
        log: `
          | ray.exceptions.RayTaskError(OSError): ray::_get_read_tasks() (pid={pid}, ip={ip})
          @   File "pyarrow/error.pxi", line 92, in pyarrow.lib.check_status
          ! OSError: When listing objects under key 'parquet/' in bucket '{features|events}': AWS Error ACCESS_DENIED during ListObjectsV2 operation: No response body.`,
      },
      {
        program: 'shell',
        early: true,
        log: `
          | + ossutil64 cp -r oss://{corpus|models}-prod/sft/ /tmp/sft
          ! Error: oss: service returned error: StatusCode=403, ErrorCode=AccessDenied, ErrorMessage="The bucket you access does not belong to you.", RequestId=65F{1000..9999}A{1000..9999}C`,
      },
    ],
  },
  {
    name: 'mount_failed',
    about: 'a data set cannot be mounted; the job fails before it starts',
    category: 'permission_or_mount',
    rests: 'Failed',
    course: { attempts: [{ preparing: 1500, end: { stage: 'preparing', exit: 128 } }] },
    job: { mounts: true },
    wordings: [
      {
        program: 'torchrun',
        everywhere: true,
        stuckAt: 'scheduled',
        podEvents: `
          ! MountVolume.SetUp failed for volume "data-{100..999}": rpc error: code = Internal desc = mount failed: exit status 32, output: mount.nfs: access denied by server while mounting {1000..9999}abc{10..99}.{region}.nas.aliyuncs.com:/{share|train}
          | Unable to attach or mount volumes: unmounted volumes=[data-{100..999}], unattached volumes=[data-{100..999} shm kube-api-access]: timed out waiting for the condition`,
      },
      {
        program: 'deepspeed',
        everywhere: true,
        stuckAt: 'scheduled',
        podEvents: `
          ! MountVolume.SetUp failed for volume "oss-{100..999}": rpc error: code = Unknown desc = ossfs: unable to access MOUNTPOINT: bucket {datasets|corpus}-{10..99} in {region}: 403 Forbidden, the role of the job has no oss:ListObjects`,
        reason: { code: 'JobFailed', message: '! {name} failed: volumes of pod {pod} could not be mounted' },
      },
      {
        program: 'plain',
        everywhere: true,
        stuckAt: 'scheduled',
        podEvents: `
          ! MountVolume.MountDevice failed for volume "cpfs-{100..999}": rpc error: code = Internal desc = mount target cpfs-{1000..9999}.{region}.cpfs.aliyuncs.com is not in the VPC of the job
          | Unable to attach or mount volumes: unmounted volumes=[cpfs-{100..999}]: timed out waiting for the condition`,
      },
      {
        program: 'torchrun',
        everywhere: true,
        stuckAt: 'network',
        podEvents: `
          ! MountVolume.SetUp failed for volume "oss-data" : rpc error: code = Unauthenticated desc = failed to mount bucket: ossfs: bucket check failed: <Code>AccessDenied</Code><Message>You have no right to access this object because of bucket acl.</Message>`,
      },
    ],
  },
  {
    name: 'mount_pending',
    about: 'a data set cannot be mounted; the job keeps trying and never starts',
    category: 'permission_or_mount',
    rests: 'EnvPreparing',
    course: { attempts: [{ preparing: Number.POSITIVE_INFINITY, end: { stage: 'preparing', exit: 128 } }] },
    job: { mounts: true, restMinutes: [12, 90] },
    wordings: [
      {
        program: 'huggingface',
        everywhere: true,
        stuckAt: 'scheduled',
        podEvents: `
          ! MountVolume.SetUp failed for volume "nas-{100..999}": rpc error: code = Internal desc = mount failed: exit status 32, output: mount.nfs: Connection timed out
          | Unable to attach or mount volumes: unmounted volumes=[nas-{100..999}]: timed out waiting for the condition`,
      },
      {
        program: 'megatron',
        everywhere: true,
        stuckAt: 'scheduled',
        podEvents: `
          ! MountVolume.SetUp failed for volume "data-{100..999}": rpc error: code = Internal desc = mount failed: exit status 32, output: mount.nfs: mounting {1000..9999}abc{10..99}.{region}.nas.aliyuncs.com:/{v2|new} failed, reason given by server: No such file or directory`,
      },
      {
        program: 'plain',
        everywhere: true,
        stuckAt: 'network',
        podEvents: `
          ! MountVolume.SetUp failed for volume "cpfs-{1000..9999}" : rpc error: code = DeadlineExceeded desc = context deadline exceeded
          | Unable to attach or mount volumes: unmounted volumes=[cpfs-{1000..9999}], unattached volumes=[cpfs-{1000..9999} dshm]: timed out waiting for the condition`,
      },
    ],
  },
];
