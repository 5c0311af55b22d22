import { describe, expect, it } from 'vitest';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';

const START = '+ python train.py\nLoading 7.2 B parameters\n';
const categoryOf = (...lines: readonly string[]): string => {
  const log = `${START}${lines.join('\n')}`.split('\n');
  const { findings } = readLog(log, { pod: 'p', ended: true, timeOf: () => undefined });
  return decide(findings, { complete: true, lastWords: [] }).category;
};
const raised = (thrown: string): string[] => [
  'Traceback (most recent call last):',
  '  File "/mnt/code/train.py", line 9, in f',
  '    g()',
  '  File "/usr/lib/python3/dist-packages/acme/ring.py", line 9, in g',
  '    raise RingError(text)',
  thrown,
];

describe('a message that carries the trouble of another', () => {
  it('is told by the error that it quotes, not by what was done when that came', () => {
    expect(
      categoryOf(...raised('RuntimeError: all-reduce setup failed with error: invalid hosts file for this job')),
    ).toBe('bad_configuration');
    expect(categoryOf('ERROR: barrier of the ring failed with error: no space left on device')).toBe('storage_failure');
    // What only broke off says no more than that.
    expect(categoryOf('ERROR: the ring failed with error: all-reduce timed out after 30 s')).toBe('nccl_timeout');
  });
  it('is told by the line below that it announces, and a blank line between them is nothing', () => {
    expect(categoryOf('ERROR: Could not fetch resource:', "- zone 'b' has not enough machines available")).toBe(
      'quota_or_stock_shortage',
    );
    const below = 'Remote step <unknown> failed: Invalid return value: likely worker died while it ran the step.';
    expect(
      categoryOf(...raised('acme.GetError: Could not get argument Arg(7). The step <unknown> failed with:'), '', below),
    ).toBe('unknown');
    expect(
      categoryOf(
        ...raised('acme.GetError: Could not get argument Arg(7). The step <unknown> failed with 3'),
        '',
        below,
      ),
    ).not.toBe('user_code_error');
  });
  it('is no trouble of a disk, or between ranks, where a stage of Spark is what ended', () => {
    const stage = (head: string, ...why: readonly string[]) =>
      categoryOf(
        `org.apache.spark.SparkException: Job aborted due to stage failure: ${head}`,
        '\tat a.B.c(B.scala:7)',
        ...why,
      );
    expect(stage('Task failed while writing rows.', 'Caused by: java.lang.NullPointerException')).not.toBe(
      'storage_failure',
    );
    expect(stage('Task failed while writing rows.', 'Caused by: java.io.IOException: No space left on device')).toBe(
      'storage_failure',
    );
    expect(stage('failed barrier ShuffleMapStage', 'java.lang.Exception: Binding port 7001 failed')).toBe(
      'bad_configuration',
    );
  });
});

describe('what a message says beside the trouble', () => {
  it('is no trouble: where to look, what to ask of the cloud again, what it mostly is', () => {
    const look = 'To know where part 7 was made, set the environment variable ACME_TRACE=1 and an invalid mode.';
    expect(categoryOf(...raised(`acme.PartError: ring 7: Network is down. ${look}`))).toBe('network_failure');
    expect(categoryOf(...raised(`acme.PartError: part 7 came back odd. ${look}`))).not.toBe('bad_configuration');
    expect(categoryOf(`ERROR: ${look}`)).toBe('unknown');
    expect(categoryOf('JobError: CapacityError: no room for you. Please retry using a different type.')).toBe(
      'quota_or_stock_shortage',
    );
    const ended = '(raylet) Raylet is terminated. Termination is unexpected.';
    expect(categoryOf(`${ended} Possible reasons include: (1) memory access that raises SIGBUS, (2) others.`)).toBe(
      'unknown',
    );
  });
});

describe('a request to report a fault', () => {
  it('says less than any other line', () => {
    const ask = 'Fatal error in PMPI_Barrier: Unknown error.  Please file a bug report., error stack:';
    expect(categoryOf(ask, '(unknown)(): connection failure')).toBe('network_failure');
    expect(categoryOf(ask, 'shm_open(7): cannot allocate memory')).toBe('host_oom');
    expect(categoryOf('INTERNAL ERROR: fold 7 is odd. Please file a bug report.')).toBe('framework_error');
  });
});

describe('the answer of a cloud that has no machines', () => {
  it('is read in JSON of one line or many, also where it names metrics and usage', () => {
    const text = 'The following quota metrics exceed quota limits: acme.com/big_gpus';
    expect(
      categoryOf('{', '  "error": {', '    "code": 429,', `    "message": "${text}",`, '    "status": "X"', '  }'),
    ).toBe('quota_or_stock_shortage');
    expect(categoryOf(JSON.stringify({ error: { code: 'QuotaExceeded', message: 'Nothing for you, 0 of 8' } }))).toBe(
      'quota_or_stock_shortage',
    );
    expect(categoryOf(JSON.stringify({ event: { code: 'Ok', message: 'Nothing for you, 0 of 8' } }))).toBe('unknown');
    expect(
      categoryOf('HttpError: <HttpError 403 when requesting https://a.b/c returned "Quota \'BIG\' exceeded.">'),
    ).toBe('quota_or_stock_shortage');
  });
});
