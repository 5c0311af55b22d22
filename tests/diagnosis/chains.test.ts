import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';

const verdict = (...lines: string[]) => {
  const { findings } = readLog(lines, { pod: 'p', ended: true, timeOf: () => undefined });
  const { category, confidence, evidence } = decide(findings, { complete: true, lastWords: [] });
  return { category, confidence, shown: evidence.map(({ text }) => text).join('\n') };
};
const raised = (thrown: string, code = 'store.put(part)', file = '/mnt/code/train.py'): string[] => [
  'Traceback (most recent call last):',
  `  File "${file}", line 9, in main`,
  `    ${code}`,
  thrown,
  '',
];
const CAUSED = 'The above exception was the direct cause of the following exception:';
const DURING = 'During handling of the above exception, another exception occurred:';
const MISSED = raised("FileNotFoundError: [Errno 2] No such file or directory: 'out/7'", 'os.mkdir(path)');

describe('a chain of exceptions', () => {
  it('is told by what came up outside of the program while another one was handled, whoever knows its words', () => {
    expect(verdict(...MISSED, DURING, '', ...raised("OSError: [Errno 74] Bad message: 'out'"))).toMatchObject({
      category: 'storage_failure',
      confidence: 'indirect',
    });
    // What the program makes of the first one is another matter.
    expect(verdict(...MISSED, DURING, '', ...raised('RuntimeError: leaf 7 came first')).category).toBe(
      'missing_module_or_file',
    );
  });
  it('is told by what a reader says of its content, not by the mistake that comes of it as that is handled', () => {
    const slip = raised("TypeError: a bytes-like object is required, not 'str'", 'tiles.parse(text)');
    const content = raised('yaml.scanner.ScannerError: mapping values are not allowed here', 'yaml.load(text)');
    const { category, confidence, shown } = verdict(...content, DURING, '', ...slip);
    expect([category, confidence]).toEqual(['bad_configuration', 'indirect']);
    expect(shown).toContain('mapping values');
    expect(shown).toContain('bytes-like');
    // What is missing is handled as it was meant.
    expect(verdict(...MISSED, DURING, '', ...slip)).toMatchObject({
      category: 'user_code_error',
      confidence: 'direct',
    });
  });
  it('is told, where the last one only follows, by what that follows from', () => {
    const built = raised('datasets.exceptions.DatasetGenerationError: An error occurred while generating the dataset');
    const chain = [...MISSED, DURING, '', ...raised('OSError: [Errno 74] Bad message'), CAUSED, '', ...built];
    expect(verdict(...chain).category).toBe('storage_failure');
    expect(verdict(...MISSED, CAUSED, '', ...built).category).toBe('missing_module_or_file');
  });
});

describe('an OSError', () => {
  it('says what its words name, where it has no number of the operating system', () => {
    const missing = { category: 'missing_module_or_file', confidence: 'indirect' };
    expect(verdict(...raised('OSError: runs/7/last.ckpt is not a checkpoint file'))).toMatchObject(missing);
    expect(verdict(...raised('OSError: tiles/3.tile is not a valid TILE file'))).toMatchObject(missing);
    expect(verdict(...raised('OSError: [Errno 33] Numerical argument out of domain')).category).toBe('user_code_error');
    expect(verdict(...raised('ValueError: runs/7/last.ckpt is not a checkpoint file')).category).toBe(
      'user_code_error',
    );
  });
});

describe('what a logger or an interpreter prints that could not write', () => {
  const full = raised('OSError: [Errno 28] No space left on device', 'self.stream.flush()', '/usr/lib/python3.10/a.py');
  const mistake = raised('TypeError: not all arguments converted during string formatting');
  it.each(['--- Logging error ---', 'Exception ignored in: <stdout>'])('tells of the disk: %s', (intro) => {
    const { category, confidence, shown } = verdict(intro, ...full, 'Arguments: ()');
    expect([category, confidence]).toEqual(['storage_failure', 'indirect']);
    expect(shown).toContain('No space left');
    expect(verdict(intro, ...mistake, 'Arguments: ()').category).toBe('unknown');
  });
});

describe('a traceback of a notebook that is cut off', () => {
  const cut = (head: string) =>
    verdict(`${head}             Traceback (most recent call last)`, 'Cell In [26], line 2', '----> 2 acme.get(part)');
  it('is told by the class that its header names', () => {
    expect(cut('RayTaskError(PermissionError)')).toMatchObject({ category: 'permission_or_mount' });
    expect(cut('RayTaskError(PermissionError)').shown).toContain('RayTaskError(PermissionError)');
    expect(cut('FileNotFoundError')).toMatchObject({ category: 'missing_module_or_file' });
    expect(cut('LeafError').category).toBe('user_code_error');
  });
});

describe('an exception without its traceback', () => {
  it.each([
    "KeyError: 'labels'",
    'Training failed: IndexError("list of leaves")',
    "Uncaught exception <class 'AttributeError'>: no attribute 'leaf'",
  ])('is a mistake where Python raises its class for one: %s', (line) => {
    expect(verdict('epoch 3', line)).toMatchObject({ category: 'user_code_error', confidence: 'indirect' });
    expect(verdict('epoch 3', line.replace(/(Key|Index|Attribute)Error/, 'LeafError')).category).toBe('unknown');
  });
  it('is what its words name, also behind its class as Python writes it', () => {
    const line = "Uncaught exception <class 'acme.errors.ReplyError'>: 404: no model of that name";
    expect(verdict('epoch 3', line).category).toBe('missing_module_or_file');
  });
});

describe('what a program says as it exits', () => {
  it('is told like any other words', () => {
    const says = (words: string) => verdict(...raised(`SystemExit: ${words}`, 'sys.exit(text)')).category;
    expect(says('no manifest of shard 7 could be located')).toBe('missing_module_or_file');
    expect(says('the config file has no section [plan]')).toBe('bad_configuration');
    expect(says('143')).toBe('unknown');
  });
});

describe('a command that prints how it is used', () => {
  it('was given arguments that it does not take, where nothing else says why', () => {
    const usage = 'usage: fold.pl log-file command... at tools/fold.pl line 26.';
    expect(verdict('stage 3: folding', usage)).toMatchObject({ category: 'bad_configuration', confidence: 'indirect' });
    expect(verdict('stage 3: folding', 'memory usage: 7 GiB').category).toBe('unknown');
    expect(verdict(usage, ...raised("KeyError: 'leaf'", "part['leaf']")).category).toBe('user_code_error');
  });
});
