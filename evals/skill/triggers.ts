/** Something a user says, and whether the skill is for it. */
export interface Trigger {
  language: 'en' | 'zh';
  says: string;
  /** The stage of the skill that serves it; else why it is none of the skill's business. */
  stage?: 'Find' | 'Create' | 'Watch' | 'Diagnose' | 'Change and clean up';
  not?: string;
}

type Stage = NonNullable<Trigger['stage']>;
const yes = (language: Trigger['language'], stage: Stage, says: string): Trigger => ({ language, says, stage });
const no = (language: Trigger['language'], not: string, says: string): Trigger => ({ language, says, not });

/** Labelled before any model or host was asked. */
export const TRIGGERS: readonly Trigger[] = [
  yes('en', 'Find', 'Which GPU machines can I get on PAI-DLC in Hangzhou, and are they in stock?'),
  yes('en', 'Find', 'How many GPUs are free in our DLC quota right now?'),
  yes('en', 'Find', 'Find me a PyTorch 2 image for a DLC training job.'),
  yes('en', 'Create', 'Submit train.py as a PyTorchJob on 2 nodes with 8 GPUs each on Alibaba Cloud PAI.'),
  yes('en', 'Create', 'Run dlc1a2b3c4d5e6f7 again with learning rate 1e-5.'),
  yes('en', 'Create', 'Start the same PAI-DLC training job with three seeds.'),
  yes('en', 'Watch', 'How is my training job dlcx7k2m9p4q1r8s doing, does it make progress?'),
  yes('en', 'Watch', 'Tell me when the DLC job is finished.'),
  yes('en', 'Watch', 'What are my training jobs on PAI costing me at the moment?'),
  yes('en', 'Diagnose', 'Why did dlc1a2b3c4d5e6f7 fail last night?'),
  yes('en', 'Diagnose', 'My DLC job has been in Queuing for two hours, what is it waiting for?'),
  yes('en', 'Diagnose', 'The training on PAI-DLC hangs at step 800, which rank is stuck?'),
  yes('en', 'Change and clean up', 'Stop all my PAI-DLC jobs that idle.'),
  yes('en', 'Change and clean up', 'Raise the priority of dlc1a2b3c4d5e6f7 to 9.'),
  yes('zh', 'Find', '杭州的 PAI-DLC 还有哪些 GPU 机型有库存？'),
  yes('zh', 'Find', '我的 DLC 资源配额还剩几张卡？'),
  yes('zh', 'Create', '帮我在 PAI 上提交一个 8 卡的训练任务。'),
  yes('zh', 'Create', '把 dlc1a2b3c4d5e6f7 换个学习率再跑一次。'),
  yes('zh', 'Watch', '训练任务跑到哪一步了？看一下日志。'),
  yes('zh', 'Diagnose', 'DLC 任务一直在排队，是什么原因？'),
  yes('zh', 'Diagnose', '昨晚的训练任务为什么失败了？'),
  yes('zh', 'Change and clean up', '停止任务 dlc1a2b3c4d5e6f7。'),
  no('en', 'another cloud', 'Launch a SageMaker training job on four p4d instances.'),
  no('en', 'another cluster', 'Why is my Kubernetes job stuck in Pending?'),
  no('en', 'another cluster', 'Submit this sbatch script to our Slurm login node.'),
  no('en', 'writing code', 'Write a PyTorch training loop with gradient accumulation.'),
  no('en', 'writing code', 'My model overfits, what can I change in the loss?'),
  no('en', 'another product: EAS', 'Deploy the checkpoint as an online service on PAI-EAS.'),
  no('en', 'another product: DSW', 'Open my DSW notebook instance.'),
  no('en', 'another product: MaxCompute', 'Run this MaxCompute SQL query.'),
  no('en', 'another product: ECS', 'Restart the ECS instance i-bp1abc.'),
  no('en', 'on this machine', 'Kill the python process that uses my local GPU.'),
  no('zh', 'another product: EAS', '把模型部署成 EAS 在线服务。'),
  no('zh', 'another product: DSW', '帮我打开 DSW 实例。'),
  no('zh', 'writing code', '写一个微调大模型的 PyTorch 训练脚本。'),
  no('zh', 'another cluster', 'K8s 集群里的 Pod 为什么起不来？'),
];
