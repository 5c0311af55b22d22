import type { Attempt, Scenario } from './types.ts';

const FAILS: readonly Attempt[] = [{ end: { stage: 'running', exit: 1 } }];

/** Exceptions of the user's own program. */
export const userCode: readonly Scenario[] = [
  {
    name: 'python_traceback',
    about: 'an uncaught Python exception ends the program',
    category: 'user_code_error',
    rests: 'Failed',
    course: { attempts: FAILS },
    wordings: [
      {
        program: 'basic',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line 214, in <module>
          |     main(parse_args())
          |   File "/root/code/train.py", line 187, in main
          |     trainer.fit(model, loader)
          |   File "/root/code/trainer.py", line 92, in fit
          |     loss = self.step(batch)
          @   File "/root/code/trainer.py", line 131, in step
          |     labels = batch['labels']
          ! KeyError: 'labels'`,
      },
      {
        program: 'torchrun',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {200..320}, in <module>
          | [rank{process}]:     main()
          | [rank{process}]:   File "/root/code/{script}", line {100..190}, in main
          | [rank{process}]:     metrics = evaluate(model, val_loader)
          @ [rank{process}]:   File "/root/code/evaluate.py", line {20..80}, in evaluate
          | [rank{process}]:     return {'{acc|f1|bleu}': correct / total}
          | [rank{process}]:            ^^^^^^^^^^^^^^^
          ! [rank{process}]: ZeroDivisionError: division by zero`,
      },
      {
        program: 'plain',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {90..140}, in <module>
          |     run(cfg)
          |   File "/root/code/train.py", line {50..89}, in run
          |     batch = collate(samples)
          @   File "/root/code/{collate|batching}.py", line {15..60}, in collate
          |     lengths = [len(item.tokens) for item in samples]
          |                    ^^^^^^^^^^^
          ! AttributeError: 'NoneType' object has no attribute 'tokens'`,
      },
      {
        program: 'huggingface',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/sft.py", line {150..260}, in <module>
          |     trainer.train(resume_from_checkpoint=args.resume)
          |   File "/usr/local/lib/python3.11/site-packages/transformers/trainer.py", line 2122, in train
          |     return inner_training_loop(
          |   File "/usr/local/lib/python3.11/site-packages/transformers/trainer.py", line 3579, in training_step
          |     loss = self.compute_loss(model, inputs, num_items_in_batch=num_items_in_batch)
          @   File "/root/code/sft.py", line {60..120}, in compute_loss
          |     weights = inputs.pop("{weight|sample_weight|score}")
          ! KeyError: '{weight|sample_weight|score}'`,
      },
      {
        program: 'deepspeed',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/finetune.py", line {300..380}, in <module>
          |     main()
          |   File "/root/code/finetune.py", line {200..290}, in main
          |     for step, batch in enumerate(build_batches(corpus, args)):
          @   File "/root/code/data/packing.py", line {40..130}, in build_batches
          |     raise ValueError(f"样本 {idx} 缺少字段 {field}")
          ! ValueError: 样本 {1000..99999} 缺少字段 {response|instruction|messages}
          | [rank{process}]:[W{c10} ProcessGroupNCCL.cpp:1250] Warning: WARNING: process group has NOT been destroyed before we destruct ProcessGroupNCCL. On normal program exit, the application should call destroy_process_group to ensure that any pending NCCL operations have finished in this process.`,
      },
      {
        program: 'xgboost',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train_ranker.py", line {80..140}, in <module>
          |     dtrain = load_part(rank)
          |   File "/root/code/train_ranker.py", line {30..70}, in load_part
          |     frame['ctr'] = frame['ctr'].astype('float32')
          |   File "/usr/local/lib/python3.11/site-packages/pandas/core/generic.py", line 6643, in astype
          |     new_data = self._mgr.astype(dtype=dtype, copy=copy, errors=errors)
          @   File "/usr/local/lib/python3.11/site-packages/pandas/core/dtypes/astype.py", line 133, in _astype_nansafe
          |     return arr.astype(dtype, copy=True)
          ! ValueError: could not convert string to float: '{N/A|-|null}'`,
      },
      {
        program: 'torchrun',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {120..180}, in <module>
          | [rank{process}]:     main()
          @ [rank{process}]:   File "/root/code/{script}", line {60..110}, in main
          | [rank{process}]:     out = model(ids, mask=mask, use_cache=False)
          ! [rank{process}]: TypeError: OurModel.forward() got an unexpected keyword argument '{use_cache|position_ids|labels}'`,
      },
      {
        program: 'horovod',
        log: `
          | [1,{process}]<stderr>:Traceback (most recent call last):
          | [1,{process}]<stderr>:  File "/root/code/{script}", line {500..650}, in <module>
          | [1,{process}]<stderr>:    tf.app.run()
          @ [1,{process}]<stderr>:  File "/root/code/data/features.py", line {200..300}, in convert
          | [1,{process}]<stderr>:    end = tok_to_orig[start + length]
          ! [1,{process}]<stderr>:IndexError: list index out of range`,
      },
    ],
  },
  {
    name: 'tensor_shape_error',
    about: 'tensors whose shapes do not fit',
    category: 'user_code_error',
    rests: 'Failed',
    course: { attempts: FAILS },
    wordings: [
      {
        program: 'torchrun',
        log: `
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {140..220}, in <module>
          | [rank{process}]:     train(args)
          | [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/nn/modules/module.py", line 1747, in _call_impl
          | [rank{process}]:     return forward_call(*args, **kwargs)
          | [rank{process}]:   File "/root/code/model/head.py", line {20..60}, in forward
          | [rank{process}]:     return self.proj(x)
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/nn/modules/linear.py", line 125, in forward
          | [rank{process}]:     return F.linear(input, self.weight, self.bias)
          ! [rank{process}]: RuntimeError: mat1 and mat2 shapes cannot be multiplied ({32..64}x{1000..1400} and {700..900}x{10..90})`,
      },
      {
        program: 'tensorflow',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {100..200}, in <module>
          |     model.fit(train_ds, epochs=EPOCHS, callbacks=callbacks)
          |   File "/usr/local/lib/python3.11/site-packages/keras/src/utils/traceback_utils.py", line 122, in error_handler
          |     raise e.with_traceback(filtered_tb) from None
          @   File "/usr/local/lib/python3.11/site-packages/tensorflow/python/eager/execute.py", line 53, in quick_execute
          |     tensors = pywrap_tfe.TFE_Py_Execute(ctx._handle, device_name, op_name,
          | tensorflow.python.framework.errors_impl.InvalidArgumentError: Graph execution error:
          | 
          | Detected at node 'ctr_model/dense_{1..4}/BiasAdd' defined at (most recent call last):
          !   Incompatible shapes: [{256|512},{64..90}] vs. [{256|512},{32..60}]
          | 	 [[{{node ctr_model/dense_{1..4}/BiasAdd}}]] [Op:__inference_train_function_{10000..90000}]`,
      },
      {
        program: 'horovod',
        log: `
          | [1,{process}]<stderr>:Traceback (most recent call last):
          | [1,{process}]<stderr>:  File "/root/code/{script}", line {200..290}, in <module>
          | [1,{process}]<stderr>:    train(epoch)
          @ [1,{process}]<stderr>:  File "/root/code/{script}", line {120..190}, in train
          | [1,{process}]<stderr>:    output = torch.cat([feat, aux.view(feat.size(0), -1)], dim=1)
          ! [1,{process}]<stderr>:RuntimeError: shape '[{17..31}, -1]' is invalid for input of size {4000..9000}`,
      },
      {
        program: 'plain',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {80..100}, in <module>
          |     train(cfg)
          |   File "/root/code/model/head.py", line {30..60}, in forward
          |     x = self.fc(x)
          @   File "/usr/local/lib/python3.11/site-packages/torch/nn/modules/linear.py", line 125, in forward
          |     return F.linear(input, self.weight, self.bias)
          ! RuntimeError: mat1 and mat2 shapes cannot be multiplied ({16|32|64}x2048 and 1024x{100..1000})`,
      },
    ],
  },
  {
    name: 'device_assert',
    about: 'an index or a label out of range on the card: CUDA device-side assert',
    category: 'user_code_error',
    rests: 'Failed',
    course: { attempts: FAILS },
    wordings: [
      {
        program: 'torchrun',
        log: `
          ! ../aten/src/ATen/native/cuda/Indexing.cu:1290: indexSelectLargeIndex: block: [{10..90},0,0], thread: [{0..63},0,0] Assertion \`srcIndex < srcSelectDimSize\` failed.
          | ../aten/src/ATen/native/cuda/Indexing.cu:1290: indexSelectLargeIndex: block: [{10..90},0,0], thread: [{64..127},0,0] Assertion \`srcIndex < srcSelectDimSize\` failed.
          | [rank{process}]: Traceback (most recent call last):
          | [rank{process}]:   File "/root/code/{script}", line {150..240}, in main
          | [rank{process}]:     hidden = self.embed(input_ids) + self.pos(position_ids)
          @ [rank{process}]:   File "/usr/local/lib/python3.11/site-packages/torch/nn/modules/sparse.py", line 190, in forward
          | [rank{process}]:     return F.embedding(
          ! [rank{process}]: RuntimeError: CUDA error: device-side assert triggered
          | [rank{process}]: CUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.
          | [rank{process}]: For debugging consider passing CUDA_LAUNCH_BLOCKING=1`,
      },
      {
        program: 'plain',
        log: `
          ! ../aten/src/ATen/native/cuda/Loss.cu:250: nll_loss_forward_reduce_cuda_kernel_2d: block: [0,0,0], thread: [{0..31},0,0] Assertion \`t >= 0 && t < n_classes\` failed.
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {90..140}, in <module>
          |     fit(model, loaders)
          @   File "/root/code/train.py", line {60..89}, in fit
          |     loss.backward()
          ! RuntimeError: CUDA error: device-side assert triggered`,
      },
      {
        program: 'plain',
        log: `
          ! ../aten/src/ATen/native/cuda/NLLLoss2d.cu:103: nll_loss2d_forward_kernel: block: [{1..7},0,0], thread: [{1..63},0,0] Assertion \`t >= 0 && t < n_classes\` failed.
          | Traceback (most recent call last):
          |   File "/root/code/train.py", line {190..230}, in <module>
          |     train_model(
          @   File "/root/code/train.py", line {90..140}, in train_model
          |     loss = criterion(masks_pred, true_masks)
          ! RuntimeError: CUDA error: device-side assert triggered
          | CUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.
          | For debugging consider passing CUDA_LAUNCH_BLOCKING=1.`,
      },
    ],
  },
];
