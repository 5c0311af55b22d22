/** What the tables of the simulator's guide say, in Chinese, by the English: a sentence that changes there has to be said anew here. */
export const IN_CHINESE: Readonly<Record<string, string>> = {
  // Requests to the control interface.
  'seed, region, default workspace, users without their secrets, time, and how many jobs and faults there are':
    '种子、地域、默认工作空间、用户（不含密钥）、时间，以及任务和故障的数量',
  'everything back to the start; body: any of `seed`, `now`, `speed`, `demoJobs`':
    '全部恢复到起点；请求体：`seed`、`now`、`speed`、`demoJobs` 中的任意几项',
  'the simulated time and its speed': '模拟时间及其速度',
  'body: one of `advanceSeconds`, `advanceTo`, `speed` (0 freezes the time)':
    '请求体：`advanceSeconds`、`advanceTo`、`speed` 之一（0 表示时间静止）',
  'every scenario with its label; `?label=` for those of one label': '所有场景及其标注；`?label=` 只列出某一标注的场景',
  'one scenario': '一个场景',
  'every job there is, whatever the API shows': '现有的所有任务，无论 API 是否显示',
  'puts in a job that is at the end of a scenario, and answers its label and evidence; body: `scenario`, `seed`':
    '加入一个处于场景末尾的任务，返回其标注和证据；请求体：`scenario`、`seed`',
  'puts in a job whose life you tell; body: a story, as under [Your own story](#your-own-story)':
    '加入一个由您描述经过的任务；请求体：一个剧本，见[自编剧本](#自编剧本)',
  'puts in many; body: any of `seed`, `jobs`, `scenarios`':
    '加入一批任务；请求体：`seed`、`jobs`、`scenarios` 中的任意几项',
  'changes how a job will go on; body: `scenario`, `runSeconds`':
    '改变任务后续的经过；请求体：`scenario`、`runSeconds`',
  'lets another job of the same name take its place; body: `keepId`': '用另一个同名任务取代它；请求体：`keepId`',
  'every fault that was added, and what it has done': '添加过的所有故障，以及各自产生的效果',
  'adds a fault, or a list of them': '添加一个或一组故障',
  'takes back all faults': '撤销所有故障',
  'takes back one': '撤销一个故障',
  'how far reads are behind writes': '读取比写入滞后多少',
  'body: any of `listJobsMs`, `getJobMs`, `updateSeconds`':
    '请求体：`listJobsMs`、`getJobMs`、`updateSeconds` 中的任意几项',
  'no lag any more': '不再滞后',
  'the RAM policies in force, by user': '各用户当前生效的 RAM 策略',
  "replaces a user's policy; body: any of `allow`, `deny`, `code`, `detail`":
    '替换用户的策略；请求体：`allow`、`deny`、`code`、`detail` 中的任意几项',
  'allows all users everything': '允许所有用户执行任何操作',
  'allows one user everything': '允许该用户执行任何操作',
  'what came in; `?action=`, `method`, `caller`, `jobId`, `status`, `committed`, `limit` choose':
    '收到的请求；可按 `?action=`、`method`、`caller`、`jobId`、`status`、`committed`、`limit` 筛选',
  'empties the request log': '清空请求日志',
  'answers when nothing is under way any more, late commits included': '所有操作（包括延迟生效的写入）都结束之后才返回',

  // Scenarios.
  'runs to its end with nothing to remark': '正常运行至结束',
  'runs and makes progress': '正在运行并有进展',
  'runs with minutes between two signs of progress': '正在运行，每隔几分钟才显示一次进展',
  'runs and makes progress while the loss does not fall': '正在运行并有进展，但 loss 不下降',
  'runs; its metrics have error, oom and failed in their names': '正在运行；指标的名称中含有 error、oom 和 failed',
  'runs; single steps overflow or are nan and are skipped': '正在运行；个别步骤溢出或为 nan，被跳过',
  'still prepares its environment, within the usual time': '仍在准备环境，未超出通常的时间',
  'succeeded, though its log holds tracebacks and errors that it got over':
    '已成功，但日志中有 traceback 和错误，程序已自行处理',
  'runs again after a faulty node was set aside and the job restarted': '故障节点被隔离、任务重启之后，再次运行',
  'the tag or the repository of its image does not exist': '镜像的标签或仓库不存在',
  'the registry refuses to hand out its image': '镜像仓库拒绝提供镜像',
  'pulling its image fails again and again; it waits in between and never starts':
    '反复拉取镜像失败，每次之间等待，始终没有启动',
  'an uncaught Python exception ends the program': '未捕获的 Python 异常使程序结束',
  'tensors whose shapes do not fit': '张量的形状不匹配',
  'an index or a label out of range on the card: CUDA device-side assert':
    'GPU 上的索引或标签越界：CUDA device-side assert',
  'an exception in a data loader worker, a remote task or another helper process':
    '数据加载进程、远程任务或其他辅助进程中的异常',
  'a traceback raised from another one; the first one is the cause':
    '由另一个 traceback 引发的 traceback，原因在第一个',
  'a syntax error in the shell script or the Python file it starts': '所启动的 shell 脚本或 Python 文件有语法错误',
  'the same exception after each restart until no restart is left': '每次重启后都发生同样的异常，直到用尽重启次数',
  'aborts, is restarted, then fails with another exception': '异常中止，重启后因另一个异常而失败',
  'one pod fails with an exception; the others report a timeout ten minutes later':
    '一个 Pod 因异常失败，其他 Pod 在十分钟后报告超时',
  'a Python module or a shared library is not in the image': '镜像中没有某个 Python 模块或共享库',
  'a model, data or checkpoint file is not where the program looks for it':
    '模型、数据或 checkpoint 文件不在程序查找的位置',
  'the command it starts is not in the image': '镜像中没有所启动的命令',
  'libraries of the image do not fit each other or the code': '镜像中的库彼此不兼容，或与代码不兼容',
  'the file system refuses to write or to execute': '文件系统拒绝写入或执行',
  'OSS refuses access to the bucket or its objects': 'OSS 拒绝访问 Bucket 或其中的对象',
  'a data set cannot be mounted; the job fails before it starts': '数据集无法挂载，任务在启动前失败',
  'a data set cannot be mounted; the job keeps trying and never starts': '数据集无法挂载，任务不断重试，始终没有启动',
  'the file system that checkpoints go to is full, or lost a file': '保存 checkpoint 的文件系统已满，或丢失了文件',
  'the memory of a card does not suffice': '显存不足',
  'the same after warnings of batches or allocations that were retried': '显存不足，此前有批次或内存分配重试的警告',
  'a container exceeds its memory limit and is killed (exit code 137)': '容器超出内存限制而被杀死（退出码 137）',
  'a worker process runs out of host memory and the framework says so': '工作进程耗尽主机内存，框架报告了这一点',
  'one pod is killed for its memory; the others report a timeout ten minutes later':
    '一个 Pod 因内存超限被杀死，其他 Pod 在十分钟后报告超时',
  'one allocation is larger than the memory there is': '单次分配超过现有内存',
  'a collective operation times out and the watchdog ends the job': '集合通信操作超时，watchdog 结束任务',
  'processes cannot reach each other to form the group': '进程之间无法连通，不能组成通信组',
  'hangs while the group is formed; the log ends there, the job still runs':
    '组建通信组时卡住；日志到此为止，任务仍在运行',
  'hangs in a collective operation in the middle of the run; the job still runs':
    '运行途中卡在集合通信操作；任务仍在运行',
  'a preemptible machine is taken back and the job fails': '抢占式实例被回收，任务失败',
  'its pods are evicted for a workload of higher priority or the owner of the resources':
    '其 Pod 因优先级更高的负载或资源的所有者而被驱逐',
  'a preemptible machine is taken back; the job waits in Restarting for another':
    '抢占式实例被回收；任务处于 Restarting，等待另一台机器',
  'its quota is used up by other jobs': '资源配额被其他任务用尽',
  'its quota has enough cards, but not on one machine': '配额中的 GPU 足够，但不在同一台机器上',
  'free machines of its quota are closed to scheduling': '配额中空闲的机器已停止调度',
  'free machines of its quota have faulty cards': '配额中空闲的机器有故障的 GPU',
  'free machines of its quota were set aside by AIMaster': '配额中空闲的机器已被 AIMaster 隔离',
  'no machine of its quota has the driver it asks for': '配额中没有机器具备所要求的驱动',
  'no group of machines fits the network topology it needs': '没有一组机器满足所需的网络拓扑',
  'a parent of its quota is at its limit': '上级配额已达上限',
  'its owner has used up the share of one user': '任务所有者已用尽单个用户的份额',
  'a strict queue: a larger job ahead of it does not fit, and nothing passes':
    '严格排队：前面更大的任务放不下，后面的任务也不能越过',
  'its machine type is sold out; it waits': '机型售罄，任务等待',
  'its machine type is sold out; it fails': '机型售罄，任务失败',
  'its bid for preemptible machines does not win': '抢占式实例的出价未能中标',
  'a device or single-node check before the run finds a bad machine': '运行前的设备检测或单机检测发现有问题的机器',
  'a check between nodes before the run finds a bad link or a slow node':
    '运行前的多机检测发现有问题的链路或缓慢的节点',
  'a card breaks (Xid, ECC) in the middle of the run': '运行途中 GPU 发生故障（Xid、ECC）',
  'a node broke for the second time; the job is in Restarting': '节点第二次发生故障；任务处于 Restarting',
  'nodes break until no restart is left': '节点接连发生故障，直到用尽重启次数',
  'the command line has an argument the program does not take': '命令行中有程序不接受的参数',
  'an environment variable it needs is not set': '缺少所需的环境变量',
  'parallel sizes, batch sizes and the number of cards do not fit': '并行规模、batch size 与 GPU 数不匹配',
  'its configuration file cannot be parsed or does not validate': '配置文件无法解析，或未通过校验',
  'data loaders run out of shared memory (/dev/shm)': '数据加载进程耗尽共享内存（/dev/shm）',
  'a person stopped it in the middle of the run': '运行途中被人停止',
  'a person stopped it before it got resources': '获得资源之前被人停止',
  'stopped by the time limit it was created with': '达到创建时设置的运行时长上限而停止',
  'the container cannot be created on the node': '节点上无法创建容器',
  'the network of the pod cannot be set up': '无法建立 Pod 的网络',
  'the service fails while it creates the pods': '服务在创建 Pod 时失败',
  'ends with exit code 1 and says nothing': '以退出码 1 结束，没有任何说明',
  'aborts (signal 6) and says nothing': '异常中止（信号 6），没有任何说明',
  'a fault in native code (signal 11) with no hint whose': '原生代码出错（信号 11），没有迹象表明属于哪一方',
  'fails, and nothing was ever printed': '失败，且从未输出任何内容',
  'the pod that fails says nothing; the others report that it is gone':
    '失败的 Pod 没有任何说明，其他 Pod 报告它已消失',
  'still runs, but its log stopped long ago without a word': '仍在运行，但日志早已停止，没有任何说明',

  // Members of a story.
  'Default: a new one.': '默认：新的 ID。',
  'Name of the job.': '任务的名称。',
  'As in `CreateJob`; default `PyTorchJob`.': '与 `CreateJob` 中的相同；默认为 `PyTorchJob`。',
  'The status it is in, and stays in until somebody stops it; default `Failed`.':
    '任务的状态，在有人停止它之前保持不变；默认为 `Failed`。',
  'Of the status; default: as the platform words it, with the exit codes of the pods.':
    '该状态的原因；默认：按平台的措辞，并带上各 Pod 的退出码。',
  'Default: five minutes before it started.': '默认：开始运行前五分钟。',
  'When it began to run; default: an hour before its end; `null`: it never ran.':
    '开始运行的时间；默认：结束前一小时；`null`：从未运行。',
  'Default: ten minutes ago, for a job that has ended.': '对于已结束的任务，默认为十分钟前。',
  'Name or id of a quota; default: public machines.': '资源配额的名称或 ID；默认：公共资源。',
  'Runs on preemptible machines.': '在抢占式实例上运行。',
  'Members of its `CreateJob` that differ from those the story makes, such as `Settings` or `UserCommand`.':
    '其 `CreateJob` 中与剧本默认生成的内容不同的成员，例如 `Settings` 或 `UserCommand`。',
  'Events of the job, without the time in front; default: that its pods were created.':
    '任务的事件，前面不带时间；默认：Pod 已创建的事件。',
  'What `GetQuotaWorkloadDiagnosis` answers for it; default: that there is none.':
    '`GetQuotaWorkloadDiagnosis` 对该任务的回答；默认：没有诊断。',
  'In order of rank.': '按 rank 的顺序。',
  'As in the name of the pod; default: `master` for the first pod of a PyTorchJob, else `worker`.':
    '与 Pod 名称中的相同；默认：PyTorchJob 的第一个 Pod 为 `master`，其余为 `worker`。',
  'Number within its role; default: the next one.': '在其角色中的序号；默认：下一个。',
  'Default: by the status of the job and the exit code.': '默认：根据任务的状态和退出码。',
  'Such as `Evicted`; default `Normal`.': '例如 `Evicted`；默认为 `Normal`。',
  'Told in the reason of a failed job.': '任务失败时，写在其原因中。',
  'Default: one drawn from its name.': '默认：由名称生成。',
  'Default: that of the job; `null`: it never ran.': '默认：与任务相同；`null`：从未运行。',
  'Default: that of the job, for a pod that has ended.': '对于已结束的 Pod，默认与任务相同。',
  'What it printed.': '输出的内容。',
  'Its events, without the time in front.': 'Pod 的事件，前面不带时间。',
};
