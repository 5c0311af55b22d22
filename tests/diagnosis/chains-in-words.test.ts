import { describe, expect, it } from 'vitest';
import { verdictOf as verdict } from './verdicts.ts';

const raised = (file: string, thrown: string): string =>
  `Traceback (most recent call last):\n  File "${file}", line 9, in f\n    g()\n${thrown}`;
const HANDLING = '\n\nDuring handling of the above exception, another exception occurred:\n\n';
const CAUSE = '\n\nThe above exception was the direct cause of the following exception:\n\n';
const OWN = '/mnt/code/train.py';
const LIBRARY = '/usr/lib/python3/dist-packages/acme/engine.py';
const BAD_DISK = raised(LIBRARY, "OSError: [Errno 74] Bad message: '/mnt/out/part-7'");

describe('a chain of exceptions of which only the words of one tell what lies outside of the program', () => {
  it('is of that one, where a known one came of it', () => {
    const missing = raised(OWN, "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/out/index'");
    for (const link of [HANDLING, CAUSE]) {
      expect(verdict(`${BAD_DISK}${link}${missing}`)).toMatchObject({
        category: 'storage_failure',
        confidence: 'indirect',
      });
    }
  });
  it('is of that one, where it came up while a known one was handled', () => {
    const missing = raised(LIBRARY, "FileNotFoundError: [Errno 2] No such file or directory: 'out/run-7'");
    expect(verdict(`${missing}${HANDLING}${BAD_DISK}`).category).toBe('storage_failure');
    // What only wraps the known one in other words says nothing new.
    const wrapped = raised(OWN, "RuntimeError: stage 'read' of the plan did not end well");
    expect(verdict(`${missing}${HANDLING}${wrapped}`).category).toBe('missing_module_or_file');
  });
  it('shows what the first of two said, where both speak of the same', () => {
    const first = raised(LIBRARY, 'RuntimeError: sink.cc:31: record 7 could not be written to file /mnt/out/part-7');
    const second = raised(OWN, 'RuntimeError: sink.cc:90: unexpected pos 256 vs 150');
    const { category, evidence } = verdict(`${first}${HANDLING}${second}`);
    expect(category).toBe('storage_failure');
    expect(evidence.map(({ text }) => text).join('\n')).toContain('record 7 could not be written');
  });
});

describe('an exception whose words only say that the communication broke', () => {
  const broke = (below: string) =>
    verdict(raised(OWN, `acme.RingError: all-reduce 7 failed (ring.cc:12)\n${below}`)).category;
  it('is what the lines after it say', () => {
    expect(broke('Last error:\nno slot for 4 bytes of GPU memory, increase the pool')).toBe('cuda_oom');
    expect(broke('Last error:\nring 7 ended')).toBe('nccl_timeout');
  });
});

describe('an exception whose class Rich prints without its module', () => {
  it('is none of Python itself, so that its words tell', () => {
    const says = (thrown: string) => verdict(raised(OWN, thrown)).category;
    expect(says('ShardError: manifest of shard 7 could not be located')).toBe('missing_module_or_file');
    expect(says('ValueError: manifest of shard 7 could not be located')).toBe('user_code_error');
  });
});
