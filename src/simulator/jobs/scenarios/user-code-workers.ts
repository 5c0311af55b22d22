import type { Scenario } from './types.ts';

/** Exceptions that reach the log by way of another process, another exception or a script. */
export const userCodeWorkers: readonly Scenario[] = [
  {
    name: 'worker_exception',
    about: 'an exception in a data loader worker, a remote task or another helper process',
    category: 'user_code_error',
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 1 } }] },
    wordings: [
      {
        program: 'torchrun',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {140..220}, in main
          | [rank{process}]:     for batch in loader:
          | [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/utils/data/dataloader.py", line 1491, in _process_data
          | [rank{process}]:     data.reraise()
          | [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/_utils.py", line 715, in reraise
          | [rank{process}]:     raise exception
          ! [rank{process}]: IndexError: Caught IndexError in DataLoader worker process {0..7}.
          | [rank{process}]: Original Traceback (most recent call last):
          | [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/utils/data/_utils/worker.py", line 351, in _worker_loop
          | [rank{process}]:     data = fetcher.fetch(index)  # type: ignore[possibly-undefined]
          @ [rank{process}]:   File "/root/code/{dataset|corpus}.py", line {40..120}, in __getitem__
          | [rank{process}]:     return self.offsets[index + 1] - self.offsets[index]
          ! [rank{process}]: IndexError: index {100000..999999} is out of bounds for axis 0 with size {90000..99999}`,
      },
      {
        program: 'ray',
        log: `
          | ray.exceptions.RayTaskError({ValueError|TypeError|RuntimeError}): ray::_Inner.train() (pid={pid}, ip={ip}, actor_id={1000..9999}c0ffee{100..999}01000000, repr=TorchTrainer)
          |   File "/usr/local/lib/python3.11/site-packages/ray/tune/trainable/trainable.py", line 331, in train
          |     raise skipped from exception_cause(skipped)
          |   File "/usr/local/lib/python3.11/site-packages/ray/train/_internal/worker_group.py", line 33, in __execute
          |     raise skipped from exception_cause(skipped)
          @   File "/root/code/pipelines/train_func.py", line {30..110}, in train_func
          |     scaler = build_scaler(config["{scaler|norm|bins}"])
          ! {ValueError|TypeError|RuntimeError}: unsupported {scaler|norm|bins} {'quantile'|'robust'|None}`,
      },
      {
        program: 'plain',
        log: `
          | multiprocessing.pool.RemoteTraceback: 
          | """
          | Traceback (most recent call last):
          |   File "/usr/local/lib/python3.11/multiprocessing/pool.py", line 125, in worker
          |     result = (True, func(*args, **kwds))
          @   File "/root/code/preprocess.py", line {20..90}, in tokenize_line
          |     return json.loads(line)['{text|content}']
          ! TypeError: string indices must be integers, not 'str'
          | """
          | 
          | The above exception was the direct cause of the following exception:
          | 
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {40..90}, in <module>
          |     docs = pool.map(tokenize_line, lines)
          |   File "/usr/local/lib/python3.11/multiprocessing/pool.py", line 774, in get
          |     raise self._value
          | TypeError: string indices must be integers, not 'str'`,
      },
      {
        program: 'xgboost',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {80..120}, in <module>
          |     booster = xgb.train(params, dtrain, num_boost_round=rounds, evals=watchlist)
          @   File "/usr/local/lib/python3.11/site-packages/xgboost/core.py", line 310, in _check_call
          |     raise XGBoostError(py_str(_LIB.XGBGetLastError()))
          ! xgboost.core.XGBoostError: [{hour}] /workspace/src/objective/multiclass_obj.cu:{90..140}: SoftmaxMultiClassObj: label must be in [0, num_class).`,
      },
    ],
  },
  {
    name: 'chained_exception',
    about: 'a traceback raised from another one; the first one is the cause',
    category: 'user_code_error',
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 1 } }] },
    wordings: [
      {
        program: 'huggingface',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/reward.py", line {30..60}, in score
          |     value = table[sample.key]
          ! KeyError: '{math|code|dialog}/{100..999}'
          | 
          | During handling of the above exception, another exception occurred:
          | 
          | Traceback (most recent call last):
          |   File "/root/code/sft.py", line {150..220}, in <module>
          |     main()
          |   File "/root/code/sft.py", line {90..140}, in main
          |     rewards = [score(sample) for sample in batch]
          @   File "/root/code/reward.py", line {61..90}, in score
          |     raise RewardError('no reward for ' + sample.key)
          ! reward.RewardError: no reward for {math|code|dialog}/{100..999}`,
      },
      {
        program: 'deepspeed',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/pipeline/loss.py", line {50..90}, in masked_mean
          |     return (values * mask).sum() / mask.sum()
          ! TypeError: unsupported operand type(s) for *: 'Tensor' and 'NoneType'
          | 
          | The above exception was the direct cause of the following exception:
          | 
          | Traceback (most recent call last):
          |   File "/root/code/finetune.py", line {200..290}, in <module>
          |     main()
          @   File "/root/code/pipeline/loop.py", line {100..180}, in run
          |     raise TrainingStepFailed(step) from error
          ! pipeline.loop.TrainingStepFailed: step {100..900}`,
      },
    ],
  },
  {
    name: 'script_error',
    about: 'a syntax error in the shell script or the Python file it starts',
    category: 'user_code_error',
    rests: 'Failed',
    course: { attempts: [{ end: { stage: 'running', exit: 2 } }] },
    job: { runMinutes: [1, 2] },
    wordings: [
      {
        program: 'shell',
        early: true,
        log: `
          ! /root/code/run.sh: line {12..60}: syntax error near unexpected token \`{done|fi|)}'
          | /root/code/run.sh: line {12..60}: \`{  done|  fi|  )}'`,
      },
      {
        program: 'plain',
        early: true,
        exit: 1,
        log: `
          @   File "/root/code/train.py", line {30..200}
          |     if cfg.resume and not cfg.dry_run
          |                                      ^
          ! SyntaxError: expected ':'`,
      },
      {
        program: 'shell',
        early: true,
        exit: 1,
        log: `
          @   File "/root/code/models/{blocks|layers}.py", line {30..200}
          | 	    return x + self.drop(h)
          ! TabError: inconsistent use of tabs and spaces in indentation`,
      },
    ],
  },
];
