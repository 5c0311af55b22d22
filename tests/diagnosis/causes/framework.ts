import type { CauseTexts } from './texts.ts';

export const framework: CauseTexts = {
  native_part_absent: {
    says: [
      "AttributeError: 'NoneType' object has no attribute 'cadam32bit_grad_fp32'",
      "AttributeError: 'NoneType' object has no attribute 'cget_managed_ptr'",
    ],
    not: ["AttributeError: 'NoneType' object has no attribute 'cuda'"],
  },
  package_wanted: {
    says: [
      'ImportError: FlashAttention2 has been toggled on, but it cannot be used due to the following error: the package flash_attn seems to be not installed.',
      'ImportError: LlamaTokenizer requires the SentencePiece library but it was not found in your environment.',
      'ImportError: This modeling file requires the following packages that were not found in your environment: einops. Run `pip install einops`',
    ],
    not: ["ModuleNotFoundError: No module named 'timm'"],
  },
  undefined_symbol: {
    says: [
      'ImportError: /opt/conda/lib/python3.10/site-packages/flash_attn_2_cuda.cpython-310-x86_64-linux-gnu.so: undefined symbol: _ZN3c105ErrorC2ENS_14SourceLocationENSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE',
      "ImportError: /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /opt/conda/lib/python3.10/site-packages/scipy/_lib/_uarray/_uarray.cpython-310-x86_64-linux-gnu.so)",
    ],
    not: ["NameError: name 'undefined' is not defined", "acme.RegistryError: version '7.1' not found"],
  },
  illegal_instruction: {
    says: [
      'run.sh: line 7:   114 Illegal instruction     (core dumped) python train.py',
      'Signal: SIGILL (4)',
      'mpiexec noticed that process rank 2 with PID 7 on node b exited on signal 4 (Illegal instruction).',
    ],
    not: ['RuntimeError: CUDA error: an illegal instruction was encountered'],
  },
  numpy_abi: {
    says: [
      "AttributeError: module 'numpy' has no attribute 'bool'.",
      'A module that was compiled using NumPy 1.x cannot be run in',
      'RuntimeError: Numpy is not available',
      'ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject',
    ],
    not: ['ValueError: numpy array has the wrong size'],
  },
  syntax_of_library: {
    says: [
      ['SyntaxError: invalid syntax', '/usr/local/lib/python3.6/site-packages/acme/core.py  x: int = (y := 3)'],
      ['IndentationError: unexpected indent', '/mnt/code/a.py <module> import b\n/opt/x/dist-packages/b/c.py  def f()'],
    ],
    not: [
      ['SyntaxError: invalid syntax', '/mnt/code/a.py  x = = 3'],
      ['SyntaxError: invalid syntax', '/opt/x/site-packages/runner.py run exec(code)\n/mnt/code/a.py  x = = 3'],
    ],
  },
  pods_differ: {
    says: [
      'acme.Error: internal check failed. Mismatched NCCL version detected : rank 2 has 2.19.3 rank 5 has 2.20.5',
      'init: the NCCL version 2.19 differs from the one of rank 5',
    ],
    not: ['NCCL version 2.19.3+cuda12.2', 'the loss of rank 5 differs from the one of rank 2'],
  },
  name_gone: {
    says: [
      "ValueError: mutable default <class 'acme.Leaf'> for field leaf is not allowed: use default_factory",
      'RuntimeError: Unknown builtin op: acme::fold.',
      'ImportError: acme version must be >= 0.9.3. Please update acme.',
      'ImportError: Fold2 requires PyTorch >= 2.4.0',
      'ImportError: tokenizers>=0.21,<0.22 is required for a normal functioning of this module, but found tokenizers==0.19.1.',
      "ImportError: cannot import name 'LlamaFlashAttention2' from 'transformers.models.llama.modeling_llama' (/opt/conda/lib/python3.10/site-packages/transformers/models/llama/modeling_llama.py)",
      'RuntimeError: operator torchvision::nms does not exist',
      "TypeError: Couldn't parse file content!",
      'AssertionError: MMCV==2.1.0 is used but incompatible. Please install mmcv>=1.3.17, <=1.8.0.',
      'RuntimeError: Detected that PyTorch and torchvision were compiled with different CUDA major versions.',
    ],
    not: [
      'ImportError: acme>=0.2 was not found on this machine, run `pip install acme`',
      'RuntimeError: operator of the cluster does not exist',
      "ImportError: cannot import name 'a' from partially initialized module 'b' (most likely due to a circular import)",
    ],
  },
  model_too_new: {
    says: [
      'ValueError: The checkpoint you are trying to load has model type `newmodel3` but Transformers does not recognize this architecture. This could be because of an issue with the checkpoint, or because your version of Transformers is out of date.',
      'Exception: data did not match any variant of untagged enum ModelWrapper at line 1251012 column 3',
      'ValueError: unsupported pickle protocol: 5',
      '_pickle.UnpicklingError: A load persistent id instruction was encountered,',
    ],
    not: ['ValueError: the model is newer than yesterday'],
  },
  weights_only: {
    says: [
      '_pickle.UnpicklingError: Weights only load failed. In PyTorch 2.6, we changed the default value of the `weights_only` argument',
      'WeightsUnpickler error: Unsupported global: GLOBAL numpy.core.multiarray.scalar was not an allowed global by default.',
      '(1) In PyTorch 2.6, we changed the default value of the `weights_only` argument in `torch.load` from `False` to `True`. Re-running `torch.load` with `weights_only` set to `False` will likely succeed, but it can result in arbitrary code execution. Do it only if you got the file from a trusted source.',
    ],
    not: ["_pickle.UnpicklingError: invalid load key, 'v'."],
  },
  dataset_script: {
    says: [
      'ValueError: trust_remote_code is not supported anymore for data sets',
      'raise RuntimeError(f"Dataset scripts are no longer supported, but found {filename}")',
      'RuntimeError: Dataset scripts are no longer supported, but found superb.py',
    ],
    not: ['the start script is no longer needed'],
  },
  not_built_in: {
    says: [
      "NotImplementedError: Could not run 'acme::fold' with arguments from the 'CUDA' backend.",
      'AssertionError: Torch not compiled with CUDA enabled',
      "RuntimeError: Distributed package doesn't have NCCL built in",
      "MisconfigurationException('No supported gpu backend found!')",
    ],
    not: [
      "NotImplementedError: Could not run 'aten::fold' with arguments from the 'SparseCUDA' backend.",
      'Falling back to cpu: jaxlib has no CUDA support',
    ],
  },
  source_not_compiled: {
    says: [
      '/tmp/tmpab12/main.c:2:10: fatal error: cuda.h: No such file or directory',
      'csrc/fused/scan.cu(71): error: identifier "warp_reduce" is undefined',
      'src/reader.cpp:40:7: error: no matching function for call to open(std::string&)',
      '      /tmp/pip-install-a1/leaf/src/leaf.cpp:3:10: fatal error: leaf/scan.hpp: No such file or directory',
      'Leaf.java:12: error: cannot find symbol',
      './leaf.go:40:7: undefined: acme.Scan',
      'error[E0432]: unresolved import `acme::leaf`',
      'cc1plus: fatal error: acme_leaf.h: No such file or directory',
      "clang++-17: fatal error: 'acme_leaf.hpp' file not found",
      '/usr/bin/x86_64-linux-gnu-ld: cannot find -lacme_leaf: No such file or directory',
      'ld.lld: error: unable to find library -lacme',
      'CMake Error: The source directory "/opt/leaf" does not exist.',
    ],
    not: [
      '/usr/bin/ld: cannot find -laio: No such file or directory',
      'acme-loader: fatal error: /mnt/data/leaf.bin: No such file or directory',
      'CMake Warning at leaf/CMakeLists.txt:14 (find_package):',
      'src/reader.cpp:40:7: warning: unused variable',
      'train.py:40: error: the data set is empty',
      'reader.cpp:40] error: record 7 is cut off',
    ],
  },
  wheel_build: {
    says: ['  ERROR: Failed building wheel for leaf-fold', 'error: Failed building editable for leaf'],
    not: ['Building wheels for collected packages: leaf-fold', 'Failed building the leaf'],
  },
  build_tool_missing: {
    says: [
      'RuntimeError: Failed to find C compiler. Please specify via CC environment variable.',
      'RuntimeError: Ninja is required to load C++ extensions',
      'deepspeed.ops.op_builder.builder.MissingCUDAException: CUDA_HOME does not exist, unable to compile CUDA op(s)',
      "    unable to execute 'aarch64-linux-gnu-g++': No such file or directory",
      "error: command '/opt/acme/bin/hipcc' failed: No such file or directory",
      "      error: [Errno 2] No such file or directory: 'cmake'",
    ],
    not: [
      "error: command 'gcc' failed with exit status 1",
      "error: [Errno 2] No such file or directory: 'leaf.txt'",
      "No CUDA runtime is found, using CUDA_HOME='/usr/local/cuda'",
    ],
  },
  build_tool_unknown: {
    says: [
      '      /bin/sh: 1: gcc: not found',
      'sh: 1: /opt/acme/bin/nvcc: not found',
      '/bin/sh: cmake: command not found',
    ],
    not: ['/bin/sh: 1: leafcc: not found', 'run.sh: line 3: gcc: no input files'],
  },
  toolkit_mismatch: {
    says: [
      'The detected CUDA version (13.1) mismatches the version that was used to compile',
      "nvcc fatal   : Unsupported gpu architecture 'compute_199'",
      "hipcc: error: unrecognized command line option '-mleaf'",
      '      #error -- unsupported GNU version! gcc versions later than 7 are not supported!',
    ],
    not: [
      "nvcc fatal   : Could not open input file 'leaf.cu'",
      "leaf.cpp: warning: unrecognized command line option '-Wno-leaf'",
    ],
  },
  extension_build: {
    says: [
      "RuntimeError: Error building extension 'leaf_ops'",
      "ptxas fatal   : Unresolved extern function 'fold_leaf'",
      "error: command 'g++' failed with exit code 1",
      "error: command '/opt/acme/bin/clang' failed with exit status 1",
      'c++: internal compiler error: Segmentation fault (program cc1plus)',
    ],
    not: ['Building extension finished', "error: command 'train.py' failed with exit status 1"],
  },
};
