import { describe, expect, it } from 'vitest';
import { verdictOf as verdict } from './verdicts.ts';

const raised = (last: string, code = 'fold(leaf)') =>
  verdict(`Traceback (most recent call last):\n  File "/mnt/code/leaf.py", line 7, in <module>\n    ${code}\n${last}`);

/** What proves a cause, and the same words where another cause may stand behind them. */
const PAIRS: readonly (readonly [category: string, proved: string, open: string])[] = [
  [
    'storage_failure',
    "OSError: [Errno 107] Transport endpoint is not connected: '/mnt/leaf'",
    'OSError: [Errno 107] Transport endpoint is not connected',
  ],
  [
    'storage_failure',
    "OSError: [Errno 95] Operation not supported: '/mnt/leaf'",
    'OSError: [Errno 95] Operation not supported',
  ],
  [
    'storage_failure',
    "OSError: [Errno 28] No space left on device: '/mnt/leaf'",
    'OSError: [Errno 28] No space left on device',
  ],
  [
    'host_oom',
    'numpy.core._exceptions._ArrayMemoryError: Unable to allocate 7.0 GiB for an array',
    'numpy.core._exceptions._ArrayMemoryError: Unable to allocate 7.0 EiB for an array',
  ],
  [
    'bad_configuration',
    'RuntimeError: CUDA driver version is insufficient for CUDA runtime version',
    'RuntimeError: No CUDA GPUs are available',
  ],
  [
    'framework_error',
    'ImportError: /opt/leaf.so: undefined symbol: _ZN4leafE',
    'acme.ModelError: undefined symbol: leaf in line 3',
  ],
  [
    'missing_module_or_file',
    'RuntimeError: data file /mnt/data/leaf.bin does not exist',
    "RuntimeError: data set 'leaf' does not exist in the registry",
  ],
  [
    'missing_module_or_file',
    "OSError: /mnt/leaf is not a local folder and is not a valid model identifier listed on 'https://hub'",
    "OSError: acme/leaf is not a local folder and is not a valid model identifier listed on 'https://hub'",
  ],
  [
    'missing_module_or_file',
    'ImportError: this reader requires the leaf library but it was not found. `pip install leaf`',
    'RuntimeError: the fold broke; try running `pip install leaf`',
  ],
  [
    'cuda_oom',
    'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 7 GiB',
    "AssertionError: expected 'CUDA out of memory', got none",
  ],
  [
    'missing_module_or_file',
    'ImportError: libleaf.so.7: cannot open shared object file: No such file or directory',
    'ImportError: libcuda.so.1: cannot open shared object file: No such file or directory',
  ],
  [
    'permission_or_mount',
    "PermissionError: [Errno 13] Permission denied: '/mnt/leaf'",
    'ValueError: Forbidden: leaf 7 is not in the mask',
  ],
];

describe('what is said as direct', () => {
  it.each(PAIRS)('is proved by its words: %s', (category, proved, open) => {
    expect(raised(proved)).toMatchObject({ category, confidence: 'direct' });
    expect(raised(open)).toMatchObject({ category, confidence: 'indirect' });
  });
  it('is not what a program only informs of', () => {
    const says = 'the node was preempted, 3 leaves left';
    expect(verdict(says)).toMatchObject({ category: 'preempted_or_reclaimed', confidence: 'direct' });
    expect(verdict(`INFO keeper: ${says}`).confidence).toBe('indirect');
  });
  it('is no machine whose counters are zero, and no linker that bears the name of a link', () => {
    for (const log of [
      'row remapping failure: No\nuncorrectable ECC errors: 0\nLeafError: 7',
      "nvlink error   : Undefined reference to 'fold' in 'leaf.o'",
      'NVRM: Xid (PCI:0000:79:00): 43, pid=48, name=leaf, Ch 00000062',
      'acme.LeafError: the card dropped out of the deck',
    ])
      expect(verdict(log).confidence, log).not.toBe('direct');
  });
});
