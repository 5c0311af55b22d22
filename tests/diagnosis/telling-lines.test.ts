import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';

const verdict = (log: string) => {
  const { findings, lastLines } = readLog(log.split('\n'), { pod: 'p', ended: true, timeOf: () => undefined });
  const lastWords = lastLines.map((text) => ({ source: 'pod_log' as const, pod: 'p', text }));
  return decide(findings, { complete: true, lastWords });
};
const shown = (log: string): string =>
  verdict(log)
    .evidence.map(({ text }) => text)
    .join('\n');
const LIBRARY = '/usr/lib/python3/dist-packages/acme/engine.py';
const OWN = '/mnt/code/train.py';

describe('the class of an exception that no cause knows', () => {
  it('is read as the words that it is made of, with what is listed below it', () => {
    const listed =
      'Solving the grove: failed\nLeafPackageNotFound:\n  - leaf==7.1=h07\n  - root==3.0=h09\n  - bud==1.2=h01';
    expect(verdict(listed)).toMatchObject({ category: 'missing_module_or_file', confidence: 'indirect' });
    expect(shown(listed)).toContain('LeafPackageNotFound:');
    expect(verdict('java.lang.OutOfMemoryError: the limit of 7 folds').category).toBe('host_oom');
  });
  it('says nothing where it is one of Python itself, or speaks of a cache, and is no name elsewhere', () => {
    expect(verdict('AssertionError: leaf 7').category).not.toBe('missing_module_or_file');
    expect(verdict('LeafGrove: leaf 7').category).toBe('unknown');
    const cached = 'acme.LocalEntryNotFoundError: trouble while trying to locate the leaf on the Hub, and none is here';
    expect(verdict(cached).category).toBe('network_failure');
  });
});

describe('an assertion without words', () => {
  const asserts = (code: string, type = 'AssertionError', file = LIBRARY) =>
    verdict(`Traceback (most recent call last):\n  File "${file}", line 9, in check\n    ${code}\n${type}`);
  it('says what its source asks for', () => {
    const missing = { category: 'missing_module_or_file', confidence: 'indirect' };
    expect(asserts('assert len(self.datasets) > 0')).toMatchObject(missing);
    expect(asserts('assert self.tokenizer is not None')).toMatchObject(missing);
    expect(asserts('assert batch_size % num_workers == 0')).toMatchObject({ category: 'bad_configuration' });
  });
  it('says nothing where it asks for something else, or is none', () => {
    expect(asserts('assert leaf > root').category).toBe('unknown');
    expect(asserts('assert len(leaves) > 0').category).toBe('unknown');
    expect(asserts('assert len(self.datasets) > 0', 'acme.LeafError').category).toBe('unknown');
  });
});

describe('the line that tells', () => {
  it('is shown where a process tells of the signal that ended it, or of what it threw', () => {
    const signal = 'WARNING:acme.keeper:Received 30 death signal, leaving';
    const steps = Array.from({ length: 4 }, (_, at) => `    leaf(${at})`).join('\n');
    expect(shown(`${signal}\n${steps}\nfold\nroot`)).toContain(signal);
    expect(shown(`WARNING:acme.keeper:Received 30 leaves, staying\n${steps}\nfold\nroot`)).not.toContain('leaves,');
  });
  it('is a complaint behind the headings of native code, which are not shown in its place', () => {
    const raised = (below: string) =>
      shown(`Traceback (most recent call last):
  File "${OWN}", line 9, in f
    fold(leaf)
RuntimeError: 
----------------
- Leaf state:
----------------
${below}`);
    expect(raised('fold-op7\nroot 7, bud 9\nThe leaf exception code is 0x7, fold failed: F7')).toContain('F7');
    expect(raised('fold-op7\nroot 7, bud 9')).not.toContain('-----');
  });
});

describe('what the same words mean somewhere else', () => {
  it('is an option in place of a command where a backslash was lost', () => {
    const log = (name: string): string => `leaf fit: error: 7 leaves\nrun.sh: line 7: ${name}: command not found`;
    expect(verdict(log('--depth')).category).toBe('bad_configuration');
    expect(verdict(log('leaf-fit')).category).toBe('missing_module_or_file');
  });
  it('is a refusal where the service answered so, and no file system where a network has the error number', () => {
    const raised = (text: string) =>
      verdict(`Traceback (most recent call last):\n  File "${LIBRARY}", line 9, in put\n    raise error\n${text}`)
        .category;
    expect(raised('wandb.errors.CommError: leaf answered 403 Forbidden: permission denied')).toBe(
      'permission_or_mount',
    );
    expect(raised('wandb.errors.CommError: leaf gave no answer')).toBe('network_failure');
    expect(verdict('MPIDI_LEAF_poll(7): OFI poll failed (leaf.c:7:Input/output error - LOST)').category).toBe(
      'nccl_timeout',
    );
    expect(verdict('leaf: /mnt/nas/leaf.bin: Input/output error').category).toBe('storage_failure');
  });
});

describe('the lines that tell most where no cause is known', () => {
  it('are of different shapes, and those between the first and the last one too as long as there is room', () => {
    const numbered = Array.from({ length: 5 }, (_, at) => `ERROR leaf ${at}: fold ${at} is odd`);
    const log = [...numbered, 'ERROR the grove does not answer', 'ERROR the keeper leaves', 'begins', 'ends', 'rests'];
    const text = shown(log.join('\n'));
    expect(text).toContain('ERROR the grove does not answer');
    expect(text).toContain(numbered[0]);
    expect(text).not.toContain(numbered[3]);
  });
  it('bring with them what they announce, below a rule too', () => {
    const below = (rule: string) => shown(`ERROR the grove says:\n${rule}seven leaves\n${'fold\n'.repeat(9)}end`);
    expect(below('')).toContain('seven leaves');
    expect(below('-----\n')).toContain('seven leaves');
    expect(shown(`ERROR the grove says so\nseven leaves\n${'fold\n'.repeat(9)}end`)).not.toContain('seven leaves');
  });
  it('are shown beside an exception of many frames too, unless it is proven', () => {
    const log = (type: string) => `ERROR the grove is closed
${'fold\n'.repeat(30)}Traceback (most recent call last):
  File "${OWN}", line 9, in main
    acme.load(name)
  File "${LIBRARY}", line 30, in load
    raise failure
${type}
  one
  two
  three
keeper: cannot reach leaf 7`;
    expect(shown(log('acme.LoadFailed: code 17'))).toContain('keeper: cannot reach leaf 7');
    expect(shown(log("ModuleNotFoundError: No module named 'leaf'"))).not.toContain('keeper: cannot');
  });
  it('hold what the handling of which broke, whatever broke then', () => {
    const log = (link: string) => `Traceback (most recent call last):
  File "${OWN}", line 7, in read
    acme.parse(text)
acme.errors.FormError: 3:10 : leaf without a stalk

${link}

Traceback (most recent call last):
  File "${OWN}", line 9, in read
    leaf.fold(text)
TypeError: a root is required, not 'str'`;
    const during = shown(log('During handling of the above exception, another exception occurred:'));
    expect(during).toContain('leaf without a stalk');
    expect(during.indexOf('a root is required')).toBeLessThan(during.indexOf('leaf without a stalk'));
    // What the decisive exception was raised from is told before it, and only once.
    const from = shown(log('The above exception was the direct cause of the following exception:'));
    expect(from.split('leaf without a stalk')).toHaveLength(2);
  });
});
