import { describe, expect, it } from 'vitest';
import type { Flow } from '../../src/diagnosis/health/silence.ts';
import { readVitals } from '../../src/diagnosis/health/symptoms.ts';

const at = (lines: readonly string[], flow: Flow = 'flowing', silentSeconds = 5) =>
  readVitals(lines, { pod: 'p', silentSeconds, flow, mayHaveGpus: true }).symptoms;
const rules = (lines: readonly string[], flow: Flow = 'flowing') =>
  at(lines, flow).map(({ finding, level }) => `${finding?.rule} ${level}`);
const losses = (values: readonly (number | string)[], name = 'loss') =>
  values.map((value, index) => `step ${index * 10} | ${name} ${value} | lr 1e-3`);

describe('a log that ends with a question or a debugger', () => {
  it.each(['Overwrite /mnt/out? [y/N] ', "user@node-3's password: ", 'Press ENTER to go on', '确定要删除吗？(y/n)'])(
    'waits for an answer: %s',
    (line) => {
      expect(rules(['loading', line])).toEqual(['asks_on_terminal warning']);
      expect(rules(['loading', line], 'quiet')).toContain('asks_on_terminal critical');
    },
  );
  it.each(['(Pdb) ', 'ipdb>', '(gdb) ', '>>> ', 'In [7]: ', 'Waiting for client to attach...'])(
    'waits for a person: %s',
    (line) => expect(rules(['> train.py(8)main()', line])).toEqual(['debugger_waits warning']),
  );
  it('goes on where it was answered, or where the line only speaks of one', () => {
    expect(at(['Overwrite /mnt/out? [y/N] y'])).toEqual([]);
    expect(at(['Overwrite /mnt/out? [y/N] ', 'copying'])).toEqual([]);
    expect(at(['(Pdb) ', ...losses([2, 1.9])])).toEqual([]);
    expect(at(['Serving on http://0.0.0.0:80 (Press CTRL+C to quit)'])).toEqual([]);
    expect(at(['Passwords are read from the file', 'total tokens: 71'])).toEqual([]);
  });
});

describe('the word of the kernel at the end of a log', () => {
  const stack = [
    'Call Trace:',
    ' [<ffffffff81a2b3c4>] ? io_wait+0x12/0x40',
    ' __sched+0x2a/0x6c',
    'R13: 00000000a1b2c3d4',
  ];
  const hung = 'node1 kernel: INFO: task loader:71 blocked for more than 122 seconds.';
  it('says that the program stands, whatever stack follows it', () => {
    const [symptom] = at(['reading shard 7', hung, ...stack]);
    expect(symptom).toMatchObject({ level: 'warning', lines: [hung], finding: { category: 'storage_failure' } });
    expect(rules(['x', 'watchdog: BUG: soft lockup - CPU#3 stuck for 22s!', ...stack])).toEqual([
      'processor_stuck warning',
    ]);
    expect(at(['reading shard 7', hung, ...stack], 'hang', 4000)[0]?.lines[0]).toBe(hung);
  });
  it('says nothing where the program has gone on', () => {
    expect(at([hung, ...stack, 'reading shard 8'])).toEqual([]);
    const gone = 'kernel: NVRM: Xid (PCI:0000:1b:00): 79, GPU has fallen off the bus.';
    expect(at(['reading shard 7', gone])[0]?.finding?.category).toBe('hardware_fault');
    expect(at([gone, 'reading shard 8'])).toEqual([]);
  });
});

describe('a loss that leaves what it was', () => {
  it.each([[[9.2, 8.1, 7012.5, 12003.1]], [[2.4, 2.2, 2.1, 9.4, 10.2, 10.9, 10.8]], [[0.9, 0.8, 1e4, 1e9, 1e15]]])(
    'may be dead: %j',
    (values) => expect(rules(losses(values))).toEqual(['dead_numbers warning']),
  );
  it.each([
    [[2.3, 2.1, 9.8, 5.1, 2.0, 1.9]],
    [[9000, 700, 40, 12]],
    [[2, 1.9, 1.8, 1.8, 41]],
    [[0.02, 0.03, 0.4, 0.5, 0.6]],
  ])('is not, where it comes back, falls, leaps once or is small: %j', (values) =>
    expect(at(losses(values))).toEqual([]),
  );
  it('is told by a bar of Keras, and means nothing of runs that search', () => {
    const bars = (values: number[]) =>
      values.map((value, k) => `${k}/937 ${'━'.repeat(20)} 5s 6ms/step - loss: ${value}`);
    expect(rules(bars([0.9, 0.8, 712, 9e5]))).toEqual(['dead_numbers warning']);
    expect(at(losses([0.9, 0.8, 712, 9e5]).map((line) => `lr_find ${line}`))).toEqual([]);
  });
  it('may be a perplexity or a gradient norm', () => {
    const told = (name: string, values: number[], loss = '') =>
      rules(values.map((v, k) => `epoch ${k} ${loss}${name} ${v} lr 0.1`));
    expect(told('ppl', [90, 80, 7000, 1e6])).toEqual(['dead_numbers warning']);
    expect(told('ppl', [1e5, 4e3, 200, 90])).toEqual([]);
    expect(told('grad_norm', [1, 2, 3, 1e5, 1e6, 1e9], 'loss 2.1 ')).toEqual(['dead_numbers warning']);
    expect(told('grad_norm', [1, 2, 900, 3, 1, 2], 'loss 2.1 ')).toEqual([]);
  });
  it('may grow with the returns of a policy, or against a second network', () => {
    const grows = [0.1, 0.3, 12, 140, 900];
    expect(at(losses(grows).map((line) => `${line} | reward 12`))).toEqual([]);
    expect(at(losses(grows, 'gen_loss'))).toEqual([]);
  });
  it('is not what a log tells that has fallen silent', () => {
    expect(at(losses([1, 1, 90, 9000]), 'hang', 4000)[0]?.says).toMatch(/^suspected hang/);
  });
});

describe('the rows of a table', () => {
  it('are read by the names above them', () => {
    const fastai = (loss: string) => [
      'epoch  train_loss  valid_loss  time',
      ...[0, 1, 2, 3].map((k) => `${k}  ${loss}  ${loss}  00:31`),
    ];
    expect(rules(fastai('nan'))).toEqual(['dead_numbers critical']);
    expect(at(fastai('0.61'))).toEqual([]);
    const csv = ['step,loss,lr', '0,2.1,0.1', ...[1, 2, 3].map((k) => `${k},nan,0.1`)];
    expect(rules(csv)).toEqual(['dead_numbers critical']);
    const parts = [
      'E    #    LOSS VEC  LOSS TAG',
      '---  ---  --------  --------',
      ...[1, 2, 3].map((k) => `0  ${k}00  nan  nan`),
    ];
    expect(rules(parts)).toEqual(['dead_numbers critical']);
    expect(rules(['┃ epoch ┃ loss ┃', ...[1, 2, 3].map((k) => `│ ${k} │ nan │`)])).toEqual(['dead_numbers critical']);
    const thermo = ['   Step   Temp   E_pair   TotEng', ...[1, 2, 3].map((k) => `  ${k}00   nan   nan   nan`)];
    expect(rules(thermo)).toEqual(['dead_numbers critical']);
  });
  it('are none where the cells are words or of another number', () => {
    expect(at(['epoch  train_loss  time', ...[1, 2, 3].map(() => 'nan  nan')])).toEqual([]);
    expect(at(['epoch  train_loss', ...[1, 2, 3].map(() => 'mean  nan')])).toEqual([]);
  });
  it('and what is told in Chinese or as a tensor are read alike', () => {
    const three = (line: (k: number) => string) => rules([1, 2, 3].map(line));
    expect(three((k) => `第 ${k} 轮 训练损失：nan 学习率：0.1`)).toEqual(['dead_numbers critical']);
    expect(three((k) => `step=${k} loss=tensor(nan, device='cuda:0')`)).toEqual(['dead_numbers critical']);
  });
});

describe('an objective that is no number', () => {
  const epochs = (value: string) => Array.from({ length: 4 }, (_, k) => `epoch ${k} ${value}`);
  it('may be a tensor without a name that carries its gradient', () => {
    expect(rules(epochs('tensor(nan, grad_fn=<LeafBackward0>)'))).toEqual(['dead_numbers critical']);
    expect(at(epochs('tensor(0.7, grad_fn=<LeafBackward0>)'))).toEqual([]);
    expect(at(epochs('tensor(nan)'))).toEqual([]);
  });
  it('passed where the newest tensor is a number', () => {
    expect(
      at([...epochs('tensor(nan, grad_fn=<LeafBackward0>)'), ...epochs('tensor(0.7, grad_fn=<LeafBackward0>)')]),
    ).toEqual([]);
  });
  it('may stand before what the same line tells of an evaluation', () => {
    const told = (text: string) => at(Array.from({ length: 12 }, (_, k) => `epoch ${k} ${text}`)).length;
    expect(told('train loss: 0.0000 train acc: 0.1000 val loss: 0.0000 val acc: 0.1000')).toBe(1);
    expect(told('val acc: 0.1000 val loss: 0.0000')).toBe(0);
  });
  it('is not told by single steps that overflow', () => {
    const told = (overflow: string) =>
      Array.from({ length: 31 }, (_, k) => `step:[${k}/90], loss: 9.1, overflow cond: ${overflow}`);
    expect([at(told('True')).length, at(told('False')).length]).toEqual([1, 0]);
  });
});

describe('a few lines of waiting', () => {
  const every = (seconds: number, count: number, text: (k: number) => string) =>
    Array.from({ length: count }, (_, k) => {
      const at = k * seconds;
      return `2026-03-05 12:${String(10 + Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')} ${text(k)}`;
    });
  it('are enough where they say that it lasts', () => {
    expect(at(every(10, 4, (k) => `session still waiting for response from task ${k % 2}`))).toHaveLength(1);
    expect(at(every(10, 4, (k) => `session waits for response from task ${k % 2}`))).toEqual([]);
  });
  it('are enough after a step, where it took far longer than any before', () => {
    const waits = every(20, 8, () => 'sampler is paused, no seats are free');
    expect(at([...losses([2, 1.9]), ...waits])).toHaveLength(1);
    expect(at([...losses([2, 1.9]), ...waits.slice(0, 4)])).toEqual([]);
    expect(at([...waits, ...losses([2, 1.9])])).toEqual([]);
  });
  it('are none of a server that works, whatever waits in its queue', () => {
    const serves = (rate: string) => every(10, 30, (k) => `generation ${rate} tokens/s, pending ${k}`);
    expect([at(serves('120.5')).length, at(serves('0.0')).length]).toEqual([0, 1]);
  });
  it('say that nobody has come, or that a rate is nothing', () => {
    const told = (text: string) => at(Array.from({ length: 25 }, (_, k) => `t=${k} ${text}`)).length;
    expect([told('alive leaves 0/8'), told('alive leaves 7/8')]).toEqual([1, 0]);
    expect([told('rows_per_sec=0.00'), told('rows_per_sec=0.04')]).toEqual([1, 0]);
    expect([told('leaf 3 at barrier, arrived 7/8'), told('passed 7/8')]).toEqual([1, 0]);
  });
  it('say what has not come since then, and not that no trouble has', () => {
    const told = (text: string) => at(Array.from({ length: 25 }, (_, k) => `t=${k} ${text}`)).length;
    expect([told('no seed delivered for 7 s'), told('no seed received for 7 s')]).toEqual([0, 1]);
    expect([told('no response from leaf 3'), told('no errors seen in leaf 3')]).toEqual([1, 0]);
  });
  it('are timed behind the machine and process that a launcher puts in front', () => {
    const tagged = (tag: string) => every(60, 7, () => 'leaf is skipped').map((line) => `${tag} ${line}`);
    expect(at(tagged('[leaf-1/0]'))).toHaveLength(1);
    expect(at(tagged('[leaf 1 of 7]'))).toEqual([]);
  });
  it('come by turns with what is tried again', () => {
    const turns = (said: string) => every(10, 16, (k) => (k % 2 ? 'starting leaf' : said));
    expect(at(turns('leaf exited with code 7'))).toHaveLength(1);
    expect(at(turns('leaf is done'))).toEqual([]);
  });
  it('are none where a share of the work grows', () => {
    expect(at(Array.from({ length: 25 }, (_, k) => `preparing index: ${k * 4}% done`))).toEqual([]);
    expect(at(Array.from({ length: 61 }, () => 'preparing index: 4% done'))).toHaveLength(1);
  });
  it('are none where a build looks for what a machine has', () => {
    expect(at(Array.from({ length: 30 }, (_, k) => `-- Looking for leaf${k}.h - not found`))).toEqual([]);
    expect(at(Array.from({ length: 30 }, (_, k) => `leaf${k}.h - not found`))).toHaveLength(1);
  });
  it('may be in Chinese, or say that nothing moves', () => {
    expect(at(every(10, 9, () => '等待其他节点就绪'))).toHaveLength(1);
    expect(at(Array.from({ length: 25 }, () => 'shards:  3%|#  | 31/1000 [10:02<?, ?it/s]'))).toHaveLength(1);
    expect(at(Array.from({ length: 25 }, (_, k) => `shards:  3%|#  | ${k}/1000 [10:02<9:00, 2.1it/s]`))).toEqual([]);
  });
});

describe('a log that says one thing again and again, without times', () => {
  it.each([
    'ring: the loop was unresponsive for 4 s',
    'the store does not appear to support locks',
    'lost the connection',
  ])('stands where it complains: %s', (line) =>
    expect(at(Array.from({ length: 60 }, () => line)).map(({ area }) => area)).toContain('hang'),
  );
  it('may work where it does not', () => {
    expect(at(Array.from({ length: 60 }, () => 'ring: the loop was given 4 leaves'))).toEqual([]);
  });
});
