/** What a user wants, the words that an agent searches with, and the tool that serves it. */
export interface Request {
  language: 'en' | 'zh';
  says: string;
  query: string;
  tool: string;
}

const en = (says: string, query: string, tool: string): Request => ({ language: 'en', says, query, tool });
const zh = (says: string, query: string, tool: string): Request => ({ language: 'zh', says, query, tool });

/** Labelled before anything was measured. */
export const REQUESTS: readonly Request[] = [
  en('Start a training job on 8 GPUs', 'start training job GPU', 'create_job'),
  en('Submit my PyTorch script', 'submit pytorch job', 'create_job'),
  en('Launch a distributed training run', 'launch distributed training', 'create_job'),
  en('Why did my job fail?', 'why job failed error', 'diagnose_job'),
  en('My job is stuck in the queue, why?', 'job stuck queue pending reason', 'diagnose_job'),
  en('Show me the logs', 'logs stdout output', 'get_pod_logs'),
  en('Stop that job', 'stop job', 'stop_job'),
  en('Cancel my training run', 'cancel kill training', 'stop_job'),
  en('Which GPU machines can I get?', 'available GPU machine types', 'list_ecs_specs'),
  en('How many A100 are in stock, what instance type?', 'GPU instance type stock', 'list_ecs_specs'),
  en('How many GPUs are free in my quota?', 'GPU quota free', 'list_quotas'),
  en('Which Docker images are there?', 'docker image pytorch', 'list_images'),
  en('What is running right now?', 'list running jobs', 'list_jobs'),
  en('How is my job doing?', 'job status progress', 'get_job'),
  en('Tell me when it is finished', 'wait job finish', 'wait_for_job'),
  en('Does the training hang?', 'training hang loss throughput', 'check_job_health'),
  en('Run it again with a larger batch size', 'rerun resubmit job', 'clone_job'),
  en('Give it a higher priority', 'change priority', 'update_job'),
  en('Open a shell in the pod', 'shell terminal ssh', 'get_web_terminal'),
  en('Draw the loss curve', 'plot loss curve chart', 'plot_job'),
  en('Which of my two runs is better, and why?', 'compare jobs difference', 'compare_jobs'),
  en('Share the job with a colleague', 'share job link', 'get_token'),
  en('Which data can I mount?', 'dataset mount OSS', 'list_datasets'),
  en('Which Git repository is the code in?', 'git repository code', 'list_code_sources'),
  en('Which workspaces do I have?', 'workspace', 'list_workspaces'),
  en('Did the image pull fail on that pod?', 'pod events image pull', 'get_pod_events'),
  en('Show the scheduling events', 'job events scheduling', 'get_job_events'),
  en('Did the GPU check before the training pass?', 'GPU network check results', 'list_job_sanity_check_results'),
  zh('帮我提交一个训练任务', '提交 训练 任务', 'create_job'),
  zh('用 8 张卡创建一个训练任务', '创建 训练任务 GPU', 'create_job'),
  zh('训练任务为什么失败了', '任务 失败 原因', 'diagnose_job'),
  zh('任务一直在排队，什么原因', '排队 原因', 'diagnose_job'),
  zh('看一下日志', '查看 日志', 'get_pod_logs'),
  zh('把任务停掉', '停止 任务', 'stop_job'),
  zh('我有哪些任务', '任务 列表', 'list_jobs'),
  zh('任务现在是什么状态', '任务 状态', 'get_job'),
  zh('有哪些 GPU 机型', 'GPU 机型 规格', 'list_ecs_specs'),
  zh('我的配额里还有多少空闲 GPU', '配额 空闲 GPU', 'list_quotas'),
  zh('有哪些镜像可以用', '镜像', 'list_images'),
  zh('有哪些数据集', '数据集', 'list_datasets'),
  zh('我的工作空间有哪些', '工作空间', 'list_workspaces'),
  zh('训练是不是卡住了', '训练 卡住', 'check_job_health'),
  zh('用同样的配置再跑一次', '克隆 重新提交', 'clone_job'),
  zh('提高任务优先级', '修改 优先级', 'update_job'),
  zh('进到容器里看看', '终端', 'get_web_terminal'),
  zh('等任务跑完告诉我', '等待 任务 完成', 'wait_for_job'),
  zh('代码仓库在哪里', '代码 仓库', 'list_code_sources'),
];

/** The requests that these tools serve. */
export const servedBy = (names: readonly string[]): Request[] => REQUESTS.filter(({ tool }) => names.includes(tool));
