import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide, type Verdict } from '../../src/diagnosis/verdict.ts';

const verdict = (...lines: string[]): Verdict => {
  const { findings, lastLines } = readLog(lines, { pod: 'p', ended: true, timeOf: () => undefined });
  return decide(findings, {
    complete: true,
    lastWords: lastLines.map((text) => ({ source: 'pod_log', pod: 'p', text })),
  });
};
const first = ({ evidence }: Verdict, lines: number): string[] => evidence.slice(0, lines).map(({ text }) => text);

describe('lines that say the same', () => {
  const SHORT = 'acmefs: login of the store is denied';
  it('are shown by the first one and the one that says most', () => {
    const long = 'acmefs: login of the store is denied: the key of user bob is not known to realm seven';
    expect(first(verdict(SHORT, SHORT, long, 'pulled back'), 2)).toEqual([SHORT, long]);
    expect(first(verdict(long, SHORT), 1)).toEqual([long]);
  });
  it('are shown once where they differ in numbers only', () => {
    const lines = first(
      verdict('acmefs: login 9 of the store is denied', 'acmefs: login 10 of the store is denied'),
      9,
    );
    expect(lines.filter((line) => line.includes('denied'))).toEqual(['acmefs: login 9 of the store is denied']);
  });
});

describe('an error of a tracker beside the job', () => {
  const REFUSED = 'mlflow: ERROR the store of runs is closed to this user: forbidden for bob';
  it('is what ended it where it lacks what it needs to begin, and nothing else is said', () => {
    expect(verdict('model has 3 layers', REFUSED)).toMatchObject({
      category: 'permission_or_mount',
      confidence: 'indirect',
    });
  });
  it('is not, where the job worked on after it', () => {
    const steps = Array.from({ length: 9 }, (_, at) => `{'loss': 1.${at}, 'step': ${at}}`);
    expect(verdict(REFUSED, ...steps).category).toBe('unknown');
  });
  it('is not, where it only could not reach its server, which it tries again', () => {
    expect(verdict('model has 3 layers', 'mlflow: ERROR the server of runs was unreachable').category).toBe('unknown');
  });
  it('says less than an error of the job itself', () => {
    const own = 'Error: unable to open shard 7: it was not found';
    expect(verdict(REFUSED, own).category).toBe('missing_module_or_file');
    expect(verdict(own, REFUSED).category).toBe('missing_module_or_file');
  });
});

describe('a message of several lines', () => {
  const TEARDOWN = [
    '-'.repeat(74),
    'mpirun detected that one or more processes exited with non-zero status, thus causing',
    'the job to be terminated. The first process to do so was:',
    '',
    '  Process name: [[77,1],0]',
    '-'.repeat(74),
  ];
  const FAULT = 'StoreSettingError: the realm of the store has not been properly configured';
  it('is one with the advice below it, which is no work', () => {
    const advice = ['To name a realm, run', '    $ store realm <NAME>', 'Currently supported realms are:'];
    const realms = ['  - north', '  - south', '  - east', "See 'store realm --help' for more information."];
    const said = verdict(FAULT, '', ...advice, ...realms, ...TEARDOWN);
    expect(said).toMatchObject({ category: 'bad_configuration', confidence: 'indirect' });
    expect(first(said, 1)).toEqual([FAULT]);
  });
  it('is not one with lines that the program wrote as it worked on', () => {
    const work = ['realm north is read', 'shard 1 is read', 'shard 2 is read', 'shard 3 is read', 'packing', 'packed'];
    expect(verdict(FAULT, ...work, ...TEARDOWN).category).not.toBe('bad_configuration');
  });
  it('names the fields at the margin that a validator found wrong', () => {
    const said = (head: string) =>
      verdict(
        `${head} 1 validation error for RunConfig`,
        'plan.optim.leaf_rate',
        '  Input should be a valid number, got a word',
      );
    expect(first(said('leafcfg.core.ValidationError:'), 1)[0]).toContain('plan.optim.leaf_rate');
    const none = verdict('leafcfg.core.ValidationError: no realm is configured', 'reading', '  north');
    expect(first(none, 1)[0]).not.toContain('reading');
  });
});

describe('an exception', () => {
  const raised = (library: string, code: string, thrown: string): Verdict =>
    verdict(
      'Traceback (most recent call last):',
      '  File "/mnt/code/run.py", line 9, in <module>',
      '    feed.pull()',
      `  File "/opt/conda/lib/python3.11/site-packages/${library}", line 77, in pull`,
      `    ${code}`,
      thrown,
    );
  it('that names only its trouble has it with the library that raised it', () => {
    const closed = 'RuntimeError: Operation timed out';
    expect(raised('leaf/process_group/ring.py', 'ring.wait()', closed).category).toBe('nccl_timeout');
    expect(raised('leafdb/connection.py', 'line.read()', closed).category).toBe('network_failure');
    expect(raised('leafdb/tiles.py', 'line.read()', closed).category).toBe('user_code_error');
    // One that names a thing is about that.
    const named = 'ValueError: the tile of row 7 is lost';
    expect(raised('leafdb/connection.py', 'line.read()', named).category).toBe('user_code_error');
  });
  it('tells of an index of a checkpoint that is not there, whether asserted in words or in its source', () => {
    const missing = { category: 'missing_module_or_file', confidence: 'indirect' };
    const file = 'leaf/sharded_checkpoint/plan.py';
    expect(raised(file, 'assert self.metadata is not None', 'AssertionError')).toMatchObject(missing);
    expect(raised(file, 'check(metadata)', 'AssertionError: metadata is None')).toMatchObject(missing);
    expect(raised('leaf/models/oak.py', 'assert mask is not None', 'AssertionError').category).toBe('user_code_error');
  });
  it('that points at what was printed above still says what it says itself', () => {
    const said = raised(
      'leaf/ops.py',
      'run()',
      'leaf.errors.UnknownError: cuDNN failed to initialize, so look if a warning log was printed above.',
    );
    expect(said).toMatchObject({ category: 'framework_error', confidence: 'indirect' });
    const only = raised('leaf/ops.py', 'run()', 'RuntimeError: The engine ended. See the root cause above.');
    expect(only.category).toBe('unknown');
  });
  it('that gathers those of its ranks is told by theirs', () => {
    const said = verdict(
      'Traceback (most recent call last):',
      '  File "/mnt/code/run.py", line 9, in <module>',
      '    load(plan)',
      '  File "/opt/conda/lib/python3.11/site-packages/torch/distributed/checkpoint/utils.py", line 7, in gather',
      '    raise result',
      'torch.distributed.checkpoint.api.CheckpointException: CheckpointException ranks:dict_keys([0, 1])',
      'Traceback (most recent call last): (RANK 1)',
      '  File "/opt/conda/lib/python3.11/site-packages/torch/distributed/checkpoint/utils.py", line 77, in gather',
      '    part = read()',
      '  File "/mnt/code/reader.py", line 12, in read',
      '    return open(place)',
      "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/ckpt/__1_0.distcp'",
    );
    expect(said.category).toBe('missing_module_or_file');
    expect(said.summary).toContain('/mnt/ckpt/__1_0.distcp');
  });
});
