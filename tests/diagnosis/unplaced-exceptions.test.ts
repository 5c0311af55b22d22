import { describe, expect, it } from 'vitest';
import { verdictOf } from './verdicts.ts';

const verdict = (...lines: readonly string[]) => verdictOf(lines);
const HEDGED = { category: 'user_code_error', confidence: 'indirect' };

describe('an exception that is printed without a traceback', () => {
  it('is what the program ended with, hedged, where its class is of a package that computes', () => {
    for (const text of [
      'torch._fold.exc.Unsupported: call_fold 7 times',
      'struct.error: fold of 8 bytes',
      'jax.errors.FoldShapeError: seven is not nine',
    ])
      expect(verdict('starting', text), text).toMatchObject(HEDGED);
  });
  it('is told by the lines that it announces', () => {
    expect(verdict('RuntimeError: broken off by:', 'frame 7 of clips/a.webm is an invalid video stream').category).toBe(
      'missing_module_or_file',
    );
  });
  it('says less than any words beside it', () => {
    const { category } = verdict('RuntimeError: Fold crashed.', 'Failed to open the list of shards: not found');
    expect(category).toBe('missing_module_or_file');
  });
  it('is no mistake of the program where a service, another program or the system raised it', () => {
    for (const text of [
      'botocore.exceptions.ClientError: seven',
      'org.acme.FoldException: seven',
      'acme.FoldError: seven',
      'FatalError: `Termination signal` is detected',
      'RuntimeError is the class that we raise',
    ])
      expect(verdict('starting', text).category, text).toBe('unknown');
  });
});
