import { describe, expect, it } from 'vitest';
import type { Flow } from '../../src/diagnosis/health/silence.ts';
import { readVitals } from '../../src/diagnosis/health/symptoms.ts';

const repeat = <T>(count: number, line: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => line(index));
const steps = (count: number, from = 0, ms = 500): string[] =>
  repeat(count, (index) => `step ${from + index} | loss ${(3 - index / 1000).toFixed(3)} | ${ms} ms/step`);
const at = (lines: readonly string[], flow: Flow = 'flowing', silentSeconds = 5) =>
  readVitals(lines, { pod: 'p', silentSeconds, flow, mayHaveGpus: true }).symptoms;
const findings = (lines: readonly string[]) => at(lines).flatMap(({ finding }) => finding ?? []);

describe('a log that flows', () => {
  it('is no progress where it repeats that something does not come', () => {
    const waits = repeat(60, (index) => `Warning: {'GPU': 16.0} cannot be scheduled right now, waited ${index} s`);
    expect(findings(waits)[0]).toMatchObject({ category: 'bad_configuration', directness: 'indirect' });
    expect(at(waits)[0]).toMatchObject({ area: 'hang', level: 'warning' });
    expect(at(repeat(300, () => 'Server is not up yet. Retrying in 2.0 seconds...'))[0]?.level).toBe('critical');
  });
  it('is no progress where something is tried again, nor while a file system is silent', () => {
    expect(at(repeat(60, () => 'no seat available, trying again in 30 seconds'))[0]).toMatchObject({ area: 'hang' });
    expect(at(repeat(60, () => 'scan done, no errors found'))).toEqual([]);
    const shut = repeat(60, () => 'lvl=eror msg="send grads" error="connection is shut down"');
    expect(at([...steps(2), ...shut])[0]).toMatchObject({ area: 'hang' });
    const silent = [...steps(20), ...repeat(60, () => 'nfs: server 10.0.0.5 not responding, still trying')];
    expect(findings(silent)[0]).toMatchObject({ category: 'storage_failure' });
  });
  it('is no progress in few lines, where all of them name the reason over a while', () => {
    const waits = (count: number, every: number) =>
      repeat(
        count,
        (k) =>
          `26/03/05 12:${10 + Math.floor((k * every) / 60)}:${10 + ((k * every) % 50)} WARN LeafScheduler: stage 7 requires 4 slots, but only 2 are available`,
      );
    expect(findings(waits(9, 20))[0]).toMatchObject({ rule: 'cluster_too_small' });
    expect(findings(waits(9, 1))).toEqual([]);
    expect(findings(waits(4, 60))).toEqual([]);
    expect(findings([...waits(9, 20), 'stage 7 begins'])).toEqual([]);
  });
  it('is no progress from the first where it was only prepared, not trained before', () => {
    const none = repeat(22, () => 'Error: No available node types can fulfill the request');
    expect(findings(['Loading the index: 100%|####| 412/412 [00:03<00:00, 128.40it/s]', ...none])).toHaveLength(1);
    expect(findings([...steps(5), ...none])).toEqual([]);
  });
  it('is no progress where its processes meet again and again', () => {
    const meets = repeat(30, (index) => `rendezvous ${index} is incomplete\nagent: start over`).flatMap((both) =>
      both.split('\n'),
    );
    expect(findings(meets)[0]).toMatchObject({ rule: 'rendezvous_again', directness: 'indirect' });
    expect(findings([...meets, ...steps(5)])).toEqual([]);
    expect(findings(repeat(30, (index) => `rendezvous ${index} is complete`))).toEqual([]);
  });
  it('is no progress where a monitor or a heartbeat goes on after the last step', () => {
    const monitor = [...steps(40), ...repeat(200, (index) => `gpu0 util 0% mem ${71211 + index}MiB`)];
    expect(at(monitor)[0]?.says).toContain('no progress: the log only repeats itself since the last progress');
  });
  it('is progress where the job gets further at its own pace, however much stands between', () => {
    const slow = repeat(8, (k) => k).flatMap((k) => [...steps(1, k), ...repeat(60, () => 'gpu0 util 98%')]);
    expect(at(slow)).toEqual([]);
    expect(at([...repeat(30, () => 'waiting for master'), ...steps(5)])).toEqual([]);
  });
  it('is nothing to complain of where it repeats without words of waiting, and no progress is known', () => {
    expect(at(repeat(300, (index) => `processed shard ${index} of 5000`))).toEqual([]);
  });
  it('is no progress at a rate of nothing, nor while it backs off again and again', () => {
    const stuck = (rate: string) => at(repeat(60, (index) => `fetched 0 of 14 GB, ${rate}, ${index} s`)).length;
    expect([stuck('0 B/s'), stuck('0.00 tokens/s'), stuck('10 B/s'), stuck('0.4 MB/s')]).toEqual([1, 1, 0, 0]);
    expect(at(repeat(60, (index) => `judge: error 429, backing off ${index} s`))).toHaveLength(1);
  });
  it('is no progress where it only says that numbers are none', () => {
    const says = (text: string) => at(repeat(60, (index) => `${index} ${text}`)).map(({ area }) => area);
    expect(says('objective (=nan) is not correct')).toEqual(['hang']);
    expect(says('got nan in the batch')).toEqual(['hang']);
    expect(says('| ep_len_mean | nan |')).toEqual([]);
  });
  it('is no progress where it is an error again and again, in whatever words', () => {
    const says = (level: string) => at(repeat(60, (index) => `t=${index} lvl=${level} msg="zorp of shard ${index}"`));
    expect([says('eror').length, says('error').length, says('info').length]).toEqual([1, 1, 0]);
    const lost = repeat(60, (index) => `trainer ${index}: connection is shut down`);
    expect(findings(lost)[0]?.category).toBe('network_failure');
  });
  it('is no trouble where a number of it looks like a status, and is where one is told', () => {
    expect(at(repeat(60, (index) => `shard=500 rows=${429 + index} done`))).toEqual([]);
    expect(at(repeat(60, () => 'upload: HTTP 503, attempt')).length).toBe(1);
    expect(at(repeat(60, () => 'autoscaler: could not find a node type to satisfy the request'))).toHaveLength(1);
    const dotted = repeat(60, (index) => `runtime.step=${index * 500}, loss.cls=1.2, note=429`);
    expect(at(dotted)).toEqual([]);
  });
  it('is no progress after few lines where they all name a known reason and the log is quiet since', () => {
    const none = repeat(
      3,
      (index) => `(autoscaler +${index}m2s) Error: No available node types can fulfill {'GPU': 8}`,
    );
    expect(at(['starting', ...none], 'quiet', 400)[0]?.finding?.rule).toBe('cluster_too_small');
    expect(at(['starting', ...none])).toEqual([]);
    expect(at([...none, 'the worker has come'], 'quiet', 400)).toEqual([]);
    expect(at([...none, ...steps(2)], 'quiet', 400)).toEqual([]);
  });
  it('is no progress where so many lines in a row name a known reason, whatever was prepared before', () => {
    const none = repeat(21, (index) => `(autoscaler +${index}s) Error: No available node types can fulfill {'GPU': 8}`);
    const prepared = [
      'Loading index: 100%|##########| 412/412 [00:03<00:00, 128.40it/s]',
      'Tip: see the status',
      ...none,
    ];
    expect(at(prepared)[0]?.finding?.rule).toBe('cluster_too_small');
    expect(at([...prepared, 'the worker has come'])).toEqual([]);
  });
  it('shows what failed, of lines that come by turns, and not that it is tried again', () => {
    const turn = (index: number) => [
      `leaf_resolver.cc:7] resolving leaf ${index}`,
      `leaf_channel.cc:9] connecting to leaf ${index}: Connection refused`,
      `leaf_channel.cc:8] leaf ${index}: retry in ${index} ms`,
    ];
    expect(at(repeat(30, turn).flat())[0]?.lines[0]).toContain('Connection refused');
  });
  it('shows what stands below the head of a list, and no rule of dashes', () => {
    const block = (index: number) => [
      `--- ${'-'.repeat(20)} ---`,
      `state at ${index}`,
      'Waiting:',
      ` 10.0.0.${index}: broker, not ready`,
      'Demands:',
      ` ${index} pending shards`,
    ];
    const shown = at(repeat(12, block).flat())[0]?.lines;
    expect(shown?.[0]).toBe(' 11 pending shards');
    expect(shown?.join()).not.toMatch(/---|Waiting:/);
  });
  it('is no progress where a server only answers the probes of a monitor, which is no more than a warning', () => {
    const probes = (path: string) =>
      repeat(90, (index) => `2026-03-05 12:${String(index % 60).padStart(2, '0')}:00 10.0.0.${index} GET /${path} 200`);
    expect(at(probes('healthz'))[0]).toMatchObject({ area: 'hang', level: 'warning' });
    expect(at(probes('generate'))).toEqual([]);
  });
  it('is none of steps whose number looks like a status, nor of names with dots', () => {
    expect(at(repeat(60, (index) => `shard=${500 + index} is done`))).toEqual([]);
    expect(at(repeat(60, (index) => `run.step=${index * 50}, run.time=0.2, loss.main=${2 - index / 100}`))).toEqual([]);
    expect(at(repeat(60, (index) => `fetch ${index}: HTTP status 503`))).toHaveLength(1);
    expect(at(repeat(60, (index) => `could not find a free slot, round ${index}`))).toHaveLength(1);
  });
  it('is none in what is loaded before the training, where a known reason is said again and again', () => {
    const waits = repeat(
      25,
      (index) => `(autoscaler +${index}m) Error: No available node types can fulfill {'GPU': 1}`,
    );
    expect(findings(['Loading index: 100%|██████████| 412/412 [00:03<00:00]', ...waits])[0]?.rule).toBe(
      'cluster_too_small',
    );
    expect(findings([...steps(3), ...waits])).toEqual([]);
  });
  it('is no progress after few lines where they tell slowly that something is not there', () => {
    const told = (count: number, seconds: number, text: string) =>
      at(
        repeat(
          count,
          (k) => `26/03/05 12:0${Math.floor((k * seconds) / 60)}:${10 + ((k * seconds) % 50)} INFO A: ${text} ${k}`,
        ),
      );
    expect(told(8, 30, 'the pool has 0 seats, will retry')[0]).toMatchObject({ area: 'hang', level: 'warning' });
    expect(told(5, 30, 'the pool has 0 seats, will retry')).toEqual([]);
    expect(told(3, 150, 'agent not registered')[0]).toMatchObject({ area: 'hang' });
    expect(told(3, 40, 'agent not registered')).toEqual([]);
    expect(told(8, 5, 'the pool has 0 seats, will retry')).toEqual([]);
    expect(told(8, 30, 'the pool has 4 seats')).toEqual([]);
  });
  it('tells how long it lasts, by the times of its lines', () => {
    const timed = repeat(60, (index) => `2026-03-05 12:${String(index).padStart(2, '0')}:00 waiting for master`);
    expect(at(timed)[0]).toMatchObject({ level: 'critical', says: expect.stringContaining('59 min') });
  });
});

describe('numbers that say the training is dead', () => {
  const dead = (lines: readonly string[]): string | undefined =>
    at(lines).find(({ says }) => says.startsWith('the training is dead'))?.level;
  it('a loss or a gradient norm that is no number, in step after step', () => {
    expect(dead([...steps(5), ...repeat(3, (i) => `step ${9 + i} | loss nan | 500 ms/step`)])).toBe('critical');
    const hf = repeat(6, (i) => `{'loss': 0.0, 'grad_norm': nan, 'learning_rate': 5e-05, 'epoch': 0.${i}}`);
    expect(dead(hf)).toBe('critical');
    expect(findings(hf)[0]).toMatchObject({ category: 'user_code_error', directness: 'indirect' });
    const levels = (...lines: readonly string[]) => at(lines).map(({ level }) => level);
    expect([levels(...hf.slice(0, 3)), levels(...hf.slice(0, 2))]).toEqual([['warning'], []]);
    expect(levels("{'loss': 2.1, 'grad_norm': 1.2, 'epoch': 0.1}", ...hf.slice(0, 3))).toEqual([]);
    expect(dead(['step 9 | loss nan | 500 ms/step', ...steps(5, 10)])).toBeUndefined();
  });
  it('the loss of every evaluation, though that of the training is one', () => {
    const run = (...evals: readonly string[]) =>
      at(evals.flatMap((loss, i) => [...steps(5, 5 * i), `{'eval_loss': ${loss}, 'eval_runtime': 9.1}`])).map(
        ({ level }) => level,
      );
    expect([run('nan', 'nan'), run('nan'), run('nan', '2.1'), run('2.1', '2.0')]).toEqual([['warning'], [], [], []]);
  });
  it('a loss that is named by its parts, or stands in a table without names', () => {
    const all = (line: (step: number) => string) => dead(repeat(4, line));
    expect(all((i) => `global_step: ${i} | loss: total: nan, xy: 3.49, conf: nan | lr: 3e-05`)).toBe('critical');
    expect(all((i) => `global_step: ${i} | loss: total: 2.1, xy: 3.49, conf: 1.2 | lr: 3e-05`)).toBeUndefined();
    expect(all((i) => `step ${i} cls_loss=0.31 box_loss=nan lr=0.1`)).toBe('critical');
    expect(
      all((i) => `  ${i}/99  3.21G    nan    nan    nan   18   640: 100%|####| 120/120 [00:19<00:00, 6.1it/s]`),
    ).toBe('critical');
    expect(all((i) => `step ${i} loss=0.31 val_loss=nan lr=0.1`)).toBeUndefined();
    expect(all((i) => `step ${i} cls_loss=0.31 val_loss=nan lr=0.1`)).toBeUndefined();
  });
  it('an objective by whatever name and in whatever form, as long as no loss of it is a number', () => {
    const level = (...texts: string[]) => at(texts).map(({ level: told }) => told)[0];
    const forms = [
      'ep 3 : upd 9{} : Cost nan : 3.2 s',
      ' 7{}: -nan, -nan avg loss, 0.001 rate, 2.1 seconds',
      '1{}: nan, nan avg, 0.001 rate',
      '   Value function loss: inf',
      '[4{}]\ttrain-logloss:-nan\ttrain-auc:0.81',
      'round {}; acc: 0.2; objective:  nan;',
      '| value_loss        | nan    |',
      'LOG (prog[5.5]) pass {}: average objective function is -nan over 900 frames',
    ];
    for (const form of forms) {
      const lines = repeat(3, (index) => form.replace('{}', String(index)));
      expect([form, level(...lines)]).toEqual([form, 'critical']);
      expect([form, level(...lines.slice(1))]).toEqual([form, 'warning']);
      expect([form, level(...lines.slice(2))]).toEqual([form, undefined]);
      expect([form, level(...lines, form.replace('{}', '9').replaceAll(/-?nan|inf/g, '0.7'))]).toEqual([
        form,
        undefined,
      ]);
    }
    const fine = [
      '| ep_rew_mean | nan |',
      'best_loss: inf',
      'Validation loss: nan',
      'ppl: inf',
      'loss is nan, skipping',
    ];
    for (const text of fine) expect([text, level(...repeat(9, () => text))]).toEqual([text, undefined]);
    expect(level(...repeat(4, () => 'aux loss: nan'), 'step 8 loss 0.3 lr 0.1')).toBeUndefined();
  });
  it('a loss and a gradient norm that are 0 from the first step on', () => {
    const row = (loss: number, norm: number, i: number) =>
      `{"loss": ${loss}, "grad_norm": ${norm}, "learning_rate": 5e-05, "epoch": 0.${i + 1}}`;
    expect(dead(repeat(5, (i) => row(0, 0, i)))).toBe('critical');
    expect(dead(repeat(4, (i) => row(0, 0, i)))).toBeUndefined();
    expect(dead(repeat(9, (i) => row(0, i === 3 ? 0.2 : 0, i)))).toBeUndefined();
    expect(dead(repeat(9, (i) => row(i === 3 ? 0.2 : 0, 0, i)))).toBeUndefined();
  });
  it('a measure that stays at one value from the first report on is worth a look, but not in a game of rewards', () => {
    const level = (text: string, times = 40) => at(repeat(times, (step) => text.replace('{}', `${step}`)))[0]?.level;
    expect(level('epoch[0] batch [{}] speed: 9 samples/s train-top1-accuracy=0.000000')).toBe('warning');
    expect(level('step [{}] train loss: 0.0000, acc: 1', 12)).toBe('warning');
    expect(level('step [{}] train loss: 0.0000, acc: 1', 6)).toBeUndefined();
    expect(level('step [{}] loss: 0.0000, reward: 0.5, acc: 1')).toBeUndefined();
    expect(level('step [{}] train-accuracy=0.000000 lr=0.1', 12)).toBeUndefined();
    expect(level('step [{}] loss: 0.4, val_acc: 0.0000')).toBeUndefined();
    const first = repeat(40, (step) => `step ${step} loss: 0.3, acc: 0.0000`);
    expect(at([...first, 'step 40 loss: 0.2, acc: 0.0312'])).toEqual([]);
  });
  it('a gradient norm and a learning rate that are both 0 in every step', () => {
    const row = (norm: number, rate: number) =>
      `{'loss': 12.1, 'grad_norm': ${norm}, 'learning_rate': ${rate}, 'epoch': 0.1}`;
    expect(dead(repeat(5, () => row(0, 0)))).toBe('critical');
    expect(dead(repeat(5, () => row(0, 1e-5)))).toBeUndefined();
    expect(dead(repeat(5, () => row(0.3, 0)))).toBeUndefined();
    expect(dead([row(0, 0), ...repeat(5, () => row(0.3, 1e-5))])).toBeUndefined();
  });
  it('a scale of next to nothing at which steps still overflow', () => {
    const reduced = (exponent: number) =>
      repeat(
        3,
        (k) => `Gradient overflow.  Skipping step, loss scaler 0 reducing loss scale to ${2 ** (exponent - k)}`,
      );
    expect(dead([...steps(5), ...reduced(-16)])).toBe('critical');
    expect(dead([...steps(5), ...reduced(8)])).toBeUndefined();
    expect(dead([...reduced(-16), ...steps(200)])).toBeUndefined();
    expect([dead([...reduced(-16), ...steps(1)]), dead([...reduced(-16), ...steps(2)])]).toEqual([
      'critical',
      undefined,
    ]);
  });
  it('an overflow in every step, but not the search for a scale at the start', () => {
    const overflow = repeat(
      40,
      () => '[deepspeed] OVERFLOW! Rank 0 Skipping step. Attempted loss scale: 1, reducing to 1',
    );
    expect(dead(overflow)).toBe('critical');
    expect(dead(overflow.slice(0, 20))).toBeUndefined();
    expect(dead([...overflow, ...steps(5)])).toBeUndefined();
  });
});

describe('a loss scale', () => {
  const dead = (lines: readonly string[]): boolean => at(lines).some(({ says }) => says.includes('training is dead'));
  const falls = (count: number, from: number, say: (scale: number) => string) =>
    repeat(count, (index) => say(from / 2 ** index));
  it('is dead once it has fallen to nearly nothing, and not while it looks for its height', () => {
    const apex = (scale: number) => `Gradient overflow.  Skipping step, loss scaler 0 reducing loss scale to ${scale}`;
    expect(dead([...steps(20), ...falls(3, 2 ** -14, apex)])).toBe(true);
    expect(dead([...steps(20), ...falls(2, 2 ** -14, apex)])).toBe(false);
    expect(dead([...steps(20), ...falls(12, 2 ** 16, apex)])).toBe(false);
    const fairseq = (scale: number) => `NOTE: gradient overflow detected, setting loss scale to: ${scale}`;
    expect(dead(falls(4, 2 ** -6, fairseq))).toBe(true);
    // It has recovered in between.
    expect(dead([apex(2 ** -9), apex(2 ** -7), apex(2 ** -8)])).toBe(false);
  });
  it('that overflows in each step is dead though a loss is told for each', () => {
    const each = (every: number) =>
      repeat(40, (index) => [
        `step ${index * every} | loss 2.1 | 5 ms/step`,
        'Gradient overflow.  Skipping step',
      ]).flat();
    expect([dead(each(1)), dead(each(50))]).toEqual([true, false]);
    expect(dead([...each(1), ...steps(2, 41)])).toBe(false);
    const told = (yes: string) => repeat(40, (index) => `step: ${index}, loss is 9.1, overflow is ${yes}`);
    expect([dead(told('True')), dead(told('False'))]).toEqual([true, false]);
  });
});

describe('a pace that has changed', () => {
  it('is told with how many times longer a step takes', () => {
    expect(at([...steps(40), ...steps(40, 40, 4000)])[0]).toMatchObject({
      level: 'warning',
      says: expect.stringContaining('8.0 times as long'),
    });
    expect(at([...steps(40), ...steps(40, 40, 600)])).toEqual([]);
  });
  it('names a rank that holds up the others, but not what is done once', () => {
    const spread = (part: string) => ['(min, max) time across ranks (ms):', `    ${part} ....: (1204.11, 9102.55)`];
    expect(at([...steps(5), ...spread('forward-backward')])[0]?.says).toContain('one rank is slow (a straggler)');
    expect(at([...steps(5), ...spread('load-checkpoint')])).toEqual([]);
  });
});

describe('a job that computes on the CPU', () => {
  const rule = (line: string, mayHaveGpus = true) =>
    readVitals([...steps(3), line], { pod: 'p', silentSeconds: 5, flow: 'flowing', mayHaveGpus }).symptoms[0]?.finding
      ?.rule;
  it('is told where it has GPUs and says that it cannot use them', () => {
    const line = 'WARNING: no accelerator found, falling back to CPU';
    expect([rule(line), rule(line, false)]).toEqual(['on_cpu', undefined]);
    expect(rule('CUDA is not available, training on CPU')).toBe('on_cpu');
    for (const told of [
      'Skipping registering GPU devices...',
      'GPU available: False, used: False',
      'Using device: cpu',
    ])
      expect([told, rule(told)]).toEqual([told, 'on_cpu']);
    expect([rule('Using cpu device'), rule('GPU not found!'), rule('No CUDA devices found')]).toEqual(
      repeat(3, () => 'on_cpu'),
    );
  });
  it('is not one where a part of it does, or where it may', () => {
    expect(
      rule("The operator 'aten::isin' has no kernel for the NPU and will fall back to run on the CPU"),
    ).toBeUndefined();
    expect(rule('Optimizer states are kept on the CPU, GPUs: 8')).toBeUndefined();
    expect(rule('use --no-gpu to run on the CPU')).toBeUndefined();
    expect(rule('TPU available: False, using: 0 TPU cores')).toBeUndefined();
    expect(rule('GPU available: True (cuda), used: True')).toBeUndefined();
    expect(rule('loader: device: cpu, workers: 8')).toBeUndefined();
  });
});

describe('a log that has fallen silent', () => {
  it('tells what it was doing', () => {
    const said = (line: string) => at([...steps(5), line], 'hang', 4000)[0];
    expect(said('Saving checkpoint for step 500...')?.finding?.category).toBe('storage_failure');
    expect(said('Do you wish to run the custom code? [y/N]')?.finding?.category).toBe('bad_configuration');
    const block = ['nfs: server nas-1 not responding, still trying', 'task py blocked for more than 120 seconds.'];
    expect(at([...steps(5), ...block], 'hang', 4000)[0]?.finding).toMatchObject({ thing: 'nas-1' });
    expect(said('wandb: Waiting for W&B process to finish... (success).')?.says).toContain('does not end');
    // Of lines that differ in numbers alone the newest is shown: so far it came.
    expect(said('step 5 | loss 2.995 | 500 ms/step')?.lines).toEqual(['step 5 | loss 2.995 | 500 ms/step']);
    expect(said('step 5 done')?.says).toMatch(/^suspected hang: the log has been silent for at least 1 h/);
  });
});
