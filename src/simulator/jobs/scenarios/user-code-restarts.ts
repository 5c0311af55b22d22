import { PEERS_TIMED_OUT } from '../programs/torchrun.ts';
import type { Scenario } from './types.ts';

/** Exceptions of the user's own program that restarts repeat, or that peers outlive for a while. */
export const userCodeRestarts: readonly Scenario[] = [
  {
    name: 'crash_loop',
    about: 'the same exception after each restart until no restart is left',
    category: 'user_code_error',
    rests: 'Failed',
    course: {
      budget: 3,
      attempts: [
        { share: 0.3, end: { stage: 'running', exit: 1, restart: 60 } },
        { share: 0.3, end: { stage: 'running', exit: 1, restart: 60 } },
        { share: 0.3, end: { stage: 'running', exit: 1, restart: 60 } },
        { share: 0.3, end: { stage: 'running', exit: 1 } },
      ],
    },
    job: { pods: [2, 4] },
    wordings: [
      {
        program: 'torchrun',
        jobEvents: '| AIMaster: pod {pod} exited with code 1',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {140..220}, in main
          | [rank{process}]:     save(model, step)
          @ [rank{process}]:   File "/root/code/checkpoint.py", line {30..90}, in save
          | [rank{process}]:     state['{ema|optim}'] = model.{ema|optim}.state_dict()
          ! [rank{process}]: AttributeError: 'DistributedDataParallel' object has no attribute '{ema|optim}'`,
      },
      {
        program: 'megatron',
        jobEvents: '| AIMaster: pod {pod} exited with code 1, restart is allowed',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/Megatron-LM/pretrain_gpt.py", line {200..280}, in <module>
          | [rank{process}]:     pretrain(
          | [rank{process}]:   File "/root/Megatron-LM/megatron/training/training.py", line {300..390}, in pretrain
          | [rank{process}]:     iteration, num_floating_point_operations_so_far = train(
          @ [rank{process}]:   File "/root/Megatron-LM/custom/filter.py", line {20..90}, in keep
          | [rank{process}]:     assert doc.lang in ALLOWED, doc.lang
          ! [rank{process}]: AssertionError: {und|xx|zz}`,
      },
    ],
  },
  {
    name: 'restarted_then_failed',
    about: 'aborts, is restarted, then fails with another exception',
    category: 'user_code_error',
    rests: 'Failed',
    course: {
      budget: 10,
      attempts: [
        { share: 0.5, end: { stage: 'running', exit: 134, restart: 70 } },
        { share: 0.4, end: { stage: 'running', exit: 1 } },
      ],
    },
    job: { pods: [2, 4], on: ['lingjun', 'ecs'] },
    wordings: [
      {
        program: 'torchrun',
        earlier:
          '| [rank{process}]:[E{c10} ProcessGroupNCCL.cpp:616] [Rank {process}] Watchdog caught collective operation timeout: WorkNCCL(SeqNum={1000..9000}, OpType=ALLREDUCE, NumelIn={100..900}, NumelOut={100..900}, Timeout(ms)=600000) ran for 6000{10..99} milliseconds before timing out.',
        jobEvents: '| AIMaster: pod {pod} failed',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {140..220}, in main
          | [rank{process}]:     scheduler = build_scheduler(optimizer, args)
          @ [rank{process}]:   File "/root/code/schedule.py", line {10..60}, in build_scheduler
          | [rank{process}]:     return table[args.schedule](optimizer, warmup=args.warmup)
          ! [rank{process}]: TypeError: {cosine|linear|wsd}() got an unexpected keyword argument 'warmup'`,
      },
      {
        program: 'deepspeed',
        earlier: `
          | [rank{process}]: torch.OutOfMemoryError: CUDA out of memory. Tried to allocate {1..9}.{10..99} GiB. GPU {local} has a total capacity of 79.33 GiB
          | [watchdog] the next try runs with half the micro batch`,
        jobEvents: '| AIMaster: pod {pod} failed, restart is allowed',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/finetune.py", line {200..290}, in main
          | [rank{process}]:     state = resume(engine, args.load_dir)
          @ [rank{process}]:   File "/root/code/resume.py", line {20..90}, in resume
          | [rank{process}]:     engine.global_samples = client_state['{samples|consumed}'] // engine.dp_world_size
          ! [rank{process}]: TypeError: unsupported operand type(s) for //: 'NoneType' and 'int'`,
      },
    ],
  },
  {
    name: 'peers_time_out',
    about: 'one pod fails with an exception; the others report a timeout ten minutes later',
    category: 'user_code_error',
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 1, peersLast: 612 } }] },
    job: { pods: [2, 5], on: ['lingjun', 'ecs'], runMinutes: [30, 200] },
    wordings: [
      {
        program: 'torchrun',
        peers: PEERS_TIMED_OUT,
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {140..220}, in main
          | [rank{process}]:     tokens = sampler.next_batch()
          @ [rank{process}]:   File "/root/code/{sampler|mixture}.py", line {20..90}, in next_batch
          | [rank{process}]:     source = self.sources[bisect(self.weights, self.rng.random())]
          ! [rank{process}]: IndexError: list index out of range`,
      },
      {
        program: 'megatron',
        peers: PEERS_TIMED_OUT,
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/Megatron-LM/megatron/training/training.py", line {900..1300}, in train
          | [rank{process}]:     report = custom_metrics(loss_dict)
          @ [rank{process}]:   File "/root/Megatron-LM/custom/metrics.py", line {10..70}, in custom_metrics
          | [rank{process}]:     return math.log(loss_dict['{aux|z|router} loss'])
          ! [rank{process}]: ValueError: math domain error`,
      },
    ],
  },
];
