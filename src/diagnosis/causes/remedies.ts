import { again, change, elsewhere } from '../remedy.ts';

/* What is done about several causes alike. */

export const PEER = again('nobody', 'find the process that ended first: the logs of the other pods say why');
export const MISSING_RANK = change(
  'code',
  'look for the rank that waits, crashed or does other work at that operation; then check the network of the nodes',
);
export const NETWORK_BETWEEN = change(
  'settings',
  'see whether every pod started and took part; then check the network between the pods',
);
export const WAY_OUT = change(
  'settings',
  "check the way out of the job's VPC: public access, DNS, a mirror of the index or hub, or a proxy",
);
export const VARIABLE = change('settings', 'set the environment variable that the message names');
export const PATH = change(
  'settings',
  'put it where the program looks (image, code source, mounted dataset), or correct the path',
);
export const LONGER = change('settings', 'raise job_max_running_time_minutes, or resume from the last checkpoint');
export const FAULTY = elsewhere('platform', 'report the node to the platform; a new job can avoid it with avoid_nodes');
export const RETRY = again('platform', 'if it happens again, report it to the platform with the evidence');
export const TAKEN = again('nobody', 'nothing needs to change in the job: machines come free again');
export const WAIT = again('quota_owner', 'nothing needs to change in the job: it starts when resources come free');
export const MORE_MEMORY = change(
  'settings',
  'give the pods more memory, or hold less in it (data loader workers, caches)',
);
export const LESS_GPU_MEMORY = change(
  'settings',
  'lower the batch size or sequence length, or use GPUs with more memory',
);
export const SHARED_MEMORY = change(
  'settings',
  'set shared_memory of the task higher, or use fewer data loader workers',
);
export const FREE_SPACE = change(
  'data_owner',
  'free space there or write elsewhere: keep fewer checkpoints, raise the quota',
);
export const FILE_SYSTEM = again('data_owner', 'check the file system (NAS, CPFS, OSS mount) at that time');
export const LOCKS = change(
  'settings',
  'end the other process or give each its own copy; keep what is locked on a file system with locks (not an OSS mount)',
);
export const READ_WRITE = change(
  'settings',
  'mount it with read and write access (mount_access RW), or write elsewhere',
);
export const ACCESS = change('data_owner', 'give the user of the container access to the path, or write elsewhere');
export const HUB_TOKEN = change(
  'data_owner',
  'ask for access on the hub, and give the job a token that has it (HF_TOKEN)',
);
export const CREDENTIALS = change('data_owner', 'grant the role or key of the job what the message names');
export const MOUNT = change(
  'settings',
  "check the data source's path and endpoint, and whether the job's network reaches it",
);
export const DAMAGED = change(
  'data_owner',
  'copy or download the file again and compare its size; a Git LFS pointer needs git lfs pull',
);
export const PACKAGES = change('settings', 'install versions that fit each other: the package, PyTorch, CUDA, Python');
export const IMAGE_FOR_GPU = change(
  'settings',
  'take an image whose CUDA and PyTorch fit the driver and the GPUs of the machine type',
);
export const SETTING = change('settings', 'correct the setting that the message names');
export const IMAGE_FOR_CPU = change(
  'settings',
  'build the image for the processors of the machines (linux/amd64), and begin scripts with #!/bin/bash',
);
export const IMAGE_NAME = change('settings', 'correct the image URI');
export const IMAGE_LOGIN = change('settings', 'check the image URI and give the credentials of its registry');
export const IMAGE_ROAD = change(
  'settings',
  'take the image from a registry that the nodes reach, such as one of the same region',
);
export const SLOW_PULL = change('settings', 'take the image from a registry of the same region, or a smaller image');
export const DIVERGED = change(
  'code',
  'go back to a checkpoint before it; lower the learning rate, clip gradients, check the data, use bf16 in place of fp16',
);
export const LONGER_LOOK = change('code', 'read the lines before its end, which say what was found wrong');

export const SOCKET = change(
  'settings',
  'start the service in the pod before the program, mount its socket, or name the address at which it listens',
);
