import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLine } from '../../src/shaping/errors/line.ts';
import { innermost, readTracebacks } from '../../src/shaping/errors/traceback.ts';

const read = (lines: readonly string[]) => readTracebacks(lines.map(readLine));
const blocks = (text: string) => read(text.split('\n'));

describe('tracebacks', () => {
  it('keeps apart two ranks that write into one another', () => {
    const found = blocks(`[rank0]: Traceback (most recent call last):
[rank1]: Traceback (most recent call last):
[rank0]:   File "/mnt/a.py", line 1, in f
[rank1]:   File "/mnt/b.py", line 2, in g
[rank0]:     x()
[rank1]:     y()
[rank1]: KeyError: 'b'
[rank0]: ValueError: a`);
    expect(found.map(({ stream, raised }) => [stream, raised[0]?.type, raised[0]?.frames[0]?.file])).toEqual([
      ['[rank0]:', 'ValueError', '/mnt/a.py'],
      ['[rank1]:', 'KeyError', '/mnt/b.py'],
    ]);
  });

  it('end where the output of a setup ends, which pip tells of below', () => {
    const [found] = blocks(`      Traceback (most recent call last):
        File "/tmp/setup.py", line 1, in f
          x()
      OSError: a
      [end of output]
  ERROR: Failed building wheel for b`);
    expect(found?.raised[0]?.detail).toEqual([]);
    expect(found?.end).toBe(3);
  });

  it('end with an exception as deep as the source, where a logger shifted the lines', () => {
    const ends = (...after: string[]) =>
      blocks(
        ['Traceback (most recent call last):', ' File "a.py", line 5, in f', '  g()', ...after].join('\n'),
      )[0]?.raised.map(({ type, message }) => [type, message]);
    expect(ends('  MemoryError')).toEqual([['MemoryError', '']]);
    expect(ends(' File "b.py", line 7, in g', 'x = h()', '   IndexError: 7 of 5')).toEqual([['IndexError', '7 of 5']]);
    // The first line below a frame is its source.
    expect(ends(' File "b.py", line 7, in g', '  MemoryError')).toEqual([]);
  });

  it('reads them behind the name of a service, which is left before other lines', () => {
    const found = blocks(`[rl-swarm] Traceback (most recent call last):
[rl-swarm]   File "/mnt/a.py", line 1, in f
[rl-swarm]     x()
[rl-swarm] TypeError: a`);
    expect(found.map(({ raised }) => [raised[0]?.type, raised[0]?.frames[0]?.file])).toEqual([
      ['TypeError', '/mnt/a.py'],
    ]);
    expect(readLine('[rl-swarm] round 3 of 7').body).toBe('[rl-swarm] round 3 of 7');
  });

  it('keeps what the hub says of a refused request after a blank line, and of others what follows at once', () => {
    const details = (message: string) =>
      blocks(
        `Traceback (most recent call last):\n  File "/mnt/a.py", line 1, in f\n    x()\nacme.HubError: ${message}\n\nAccess to acme/m is restricted.\nAsk for it.`,
      )[0]?.raised[0]?.detail;
    expect(details('403 Client Error. (Request ID: Root=1-aa)')).toEqual([
      'Access to acme/m is restricted.',
      'Ask for it.',
    ]);
    expect(details('403')).toEqual([]);
  });

  it.each([
    '[1,3]<stderr>:',
    '(RayTrainWorker pid=811, ip=10.0.0.3) ',
    'worker-1: ',
    '2026-03-05 12:00:00  ',
    '2026-03-05T12:00:00.123Z ',
  ])('takes off the tag %s', (tag) => {
    const text = ['Traceback (most recent call last):', '  File "/mnt/a.py", line 7, in f', '    x()', 'ValueError: a'];
    const [block] = read(text.map((line) => tag + line));
    expect(block?.raised[0]).toMatchObject({ type: 'ValueError', message: 'a', frames: [{ line: 7, code: 'x()' }] });
  });

  it('follows a chain, and says how its parts are linked', () => {
    const part = (type: string) =>
      `Traceback (most recent call last):\n  File "/mnt/a.py", line 1, in f\n    x()\n${type}: m`;
    const [block, more] = blocks(
      [
        part('OSError'),
        '',
        'The above exception was the direct cause of the following exception:',
        '',
        part('KeyError'),
        '',
        'During handling of the above exception, another exception occurred:',
        '',
        part('RuntimeError'),
        'bye',
      ].join('\n'),
    );
    expect(more).toBeUndefined();
    expect(block?.raised.map(({ type, link }) => [type, link])).toEqual([
      ['OSError', 'first'],
      ['KeyError', 'direct_cause'],
      ['RuntimeError', 'during_handling'],
    ]);
  });

  it('ends a block at the next traceback of the same process', () => {
    const part = 'Traceback (most recent call last):\n  File "/mnt/a.py", line 1, in f\n    x()\nValueError: m';
    expect(blocks(`${part}\n${part}`)).toHaveLength(2);
  });

  it('does not take a source line for an exception', () => {
    const [block] = blocks(`Traceback (most recent call last):
  File "/mnt/a.py", line 1, in f
    errors.ValueError
  File "/mnt/a.py", line 2, in g
    x()
KeyError: 'y'`);
    expect(block?.raised.map(({ type }) => type)).toEqual(['KeyError']);
  });

  it('is cut off by the beginning or the end of the window', () => {
    expect(blocks('Traceback (most recent call last):\n  File "/mnt/a.py", line 1, in f')).toMatchObject([
      { lines: [0, 1], raised: [] },
    ]);
    expect(blocks('  File "/mnt/a.py", line 1, in f\n    x()\nKeyError: 3')).toMatchObject([
      { lines: [0, 1, 2], raised: [{ type: 'KeyError', frames: [{ code: 'x()' }] }] },
    ]);
    expect(blocks('    x()\nValueError: a')).toEqual([]);
  });

  it('does not take what is less indented than the whole traceback for more of its message', () => {
    const part = ['Traceback (most recent call last):', '  File "/mnt/a.py", line 1, in f', 'ValueError: a'];
    const [block] = read([...part.map((line) => `      ${line}`), '  note: from pip', 'bye']);
    expect(block?.raised[0]?.detail).toEqual([]);
    expect(read([...part, '  note: of it'])[0]?.raised[0]?.detail).toEqual(['note: of it']);
  });

  it('does not take a stack for an error', () => {
    expect(blocks('Stack (most recent call last):\n  File "/mnt/a.py", line 1, in f\n    x()\nstep 3')).toEqual([]);
  });

  it('holds why an actor of Ray died, which stands below the table of it', () => {
    const [block] = blocks(`Traceback (most recent call last):
  File "leaf.py", line 3, in run
    get(ref)
ray.exceptions.ActorDiedError: The actor died unexpectedly before finishing this task.
\tclass_name: Leaf
\tactor_id: 28507c
\tpid: 159
\tnamespace: b9b0
\tip: 10.0.0.1
The actor is dead because its owner has died.`);
    expect(block?.raised[0]?.detail[0]).toBe('The actor is dead because its owner has died.');
  });
  it('finds the error of a task behind the one that carries it, also without a header', () => {
    const [block] = blocks(`ray.exceptions.RayTaskError(OSError): ray::read() (pid=5, ip=10.0.0.1)
  File "/mnt/a.py", line 4, in read
    raise OSError(key)
OSError: no such key`);
    expect(block?.lines).toEqual([0, 1, 2, 3]);
    expect(block?.raised.map(({ type, link }) => [type, link])).toEqual([
      ['ray.exceptions.RayTaskError', 'first'],
      ['OSError', 'remote'],
    ]);
  });

  it('reads the parts of a group', () => {
    const [block, more] = blocks(`  + Exception Group Traceback (most recent call last):
  |   File "/mnt/a.py", line 1, in <module>
  |     run()
  | ExceptionGroup: two tasks failed (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/mnt/b.py", line 2, in task
    |     go()
    | ValueError: bad
    +------------------------------------`);
    expect(more).toBeUndefined();
    expect(block?.raised.map(({ type, frames }) => [type, frames[0]?.file, frames[0]?.code])).toEqual([
      ['ExceptionGroup', '/mnt/a.py', 'run()'],
      ['ValueError', '/mnt/b.py', 'go()'],
    ]);
  });

  it('bears lines of another process that does not say its name', () => {
    const [block] = blocks(`Traceback (most recent call last):
  File "/mnt/a.py", line 1, in f
    x()
step 3: loss 2.1
ValueError: a`);
    expect(block).toMatchObject({ lines: [0, 1, 2, 4], raised: [{ type: 'ValueError' }] });
  });

  it('finds the innermost frame of the program, else of a library', () => {
    const frame = (file: string) => ({ file, line: 1 });
    const library = '/opt/conda/lib/python3.10/site-packages/torch/x.py';
    expect(innermost([frame('/mnt/a.py'), frame('/mnt/b.py'), frame(library)])?.file).toBe('/mnt/b.py');
    expect(innermost([frame(library)])?.file).toBe(library);
    expect(innermost([])).toBeUndefined();
  });

  it('takes any lines without failing, and gives blocks within them', () => {
    const pieces = fc.constantFrom(
      'Traceback (most recent call last):',
      '  File "/a.py", line 3, in f',
      '    x()',
      'ValueError: a',
      'During handling of the above exception, another exception occurred:',
      '',
      '[rank1]: ValueError',
      '╭──── Traceback (most recent call last) ────╮',
      '│ /a.py:3 in f │',
      '╰──╯',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (lines) => {
        for (const { start, end, lines: own } of read(lines)) {
          expect(own.at(0)).toBe(start);
          expect(own.at(-1)).toBe(end);
          expect(end).toBeLessThan(lines.length);
          expect(new Set(own).size).toBe(own.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
