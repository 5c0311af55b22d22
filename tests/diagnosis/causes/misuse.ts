import type { CauseTexts } from './texts.ts';

export const misuse: CauseTexts = {
  process_start: {
    says: [
      "RuntimeError: Cannot re-initialize CUDA in forked subprocess. To use CUDA with multiprocessing, you must use the 'spawn' start method",
      "AttributeError: Can't pickle local object 'main.<locals>.collate'",
      "TypeError: cannot pickle '_io.TextIOWrapper' object",
    ],
    not: ['_pickle.UnpicklingError: pickle data was truncated', 'RuntimeError: the context is not set'],
  },
  partitioned_weight: {
    says: [
      "RuntimeError: 'weight' must be 2-D",
      "AssertionError: {'id': 0, 'status': 'NOT_AVAILABLE', 'numel': 0}",
      'RuntimeError: setStorage: sizes [4096, 11008] are out of bounds for storage of size 0',
    ],
    not: ["RuntimeError: 'input' must be 2-D", 'RuntimeError: storage of size 12 is too small'],
  },
  operator_refused: {
    says: [
      'TypeError: For primitive[Conv2D], the input type must be same.',
      'ValueError: (InvalidArgument) Input(Label) value is out of bound',
      'ValueError: Input 0 of layer "dense" is incompatible with the layer: expected axis -1 of input shape to have value 784',
    ],
    not: ['ValueError: For training, the data must be given', 'OSError: (NotFound) Cannot open file /root/a.pdiparams'],
  },
  traced_code: {
    says: [
      'jax.errors.TracerBoolConversionError: Attempted boolean conversion of traced array with shape bool[].',
      'flax.errors.ScopeParamNotFoundError: Could not find parameter named "kernel" in scope "/Dense_0".',
      "TypeError: Argument 'None' of type <class 'NoneType'> is not a valid JAX type.",
    ],
    not: ['jax.errors.JaxRuntimeError: RESOURCE_EXHAUSTED: Out of memory', 'acme.errors.TracerError: lost'],
  },
  compiled_program: {
    says: [
      'jaxlib.xla_extension.XlaRuntimeError: INTERNAL: the library was not initialized',
      'jax.errors.JaxRuntimeError: UNKNOWN: launch failed',
      "torch._dynamo.exc.BackendCompilerFailed: backend='inductor' raised:",
    ],
    not: ['XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory', 'acme.InternalError: INTERNAL'],
  },
};
