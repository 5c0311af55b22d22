import { describe, expect, it } from 'vitest';
import { deadNumbers } from '../../src/diagnosis/health/numbers.ts';
import { judgeSilence } from '../../src/diagnosis/health/silence.ts';
import { readStandstill } from '../../src/diagnosis/health/standstill.ts';
import { readLines } from '../../src/diagnosis/read-lines.ts';

const LONG = 9000;
const stands = (given: readonly string[]) => {
  const { texts, lines } = readLines(given);
  return readStandstill(lines, texts, false) !== undefined;
};
const times = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, i) => line(i + 1));

describe('the silence of a program that waits to be used', () => {
  it.each([
    ['booting the workspace', '+ sleep infinity'],
    ['Server listening on 0.0.0.0 port 2222.'],
    ['[I ServerApp] http://pod:8888/lab?token=1', '[W ServerApp] Notebook b.ipynb is not trusted'],
    ['TensorBoard 2.9 at http://0.0.0.0:6007/ (Press CTRL+C to quit)'],
    ['INFO: Listening on 0.0.0.0:8081'],
    ['  Network URL: http://10.1.1.1:8502'],
    ['Worker 3 is up, waiting for requests'],
  ])('means nothing: %s', (...lines) => expect(judgeSilence(LONG, lines)).toBe('quiet'));
  it.each([
    ['TensorBoard 2.9 at http://0.0.0.0:6007/ (Press CTRL+C to quit)', 'Loading the dataset'],
    ['INFO: Listening on 0.0.0.0:8081', 'Traceback (most recent call last):', 'OSError: no device'],
    ['step 7 | loss 2.1', 'step 8 | loss 2.0', '+ sleep infinity'],
    ['retry 3: sleep 30'],
    ['the model is ready'],
  ])('suggests a hang where more was to come: %s', (...lines) => expect(judgeSilence(LONG, lines)).toBe('hang'));
});

describe('the silence of a slow job', () => {
  const hourly = times(
    6,
    (hour) =>
      `2026-03-04 0${hour}:00:00,120 INFO epoch ${hour} train_loss ${(3 - hour / 10).toFixed(2)} acc 0.4${hour}`,
  );
  it('is measured by its own pace', () => {
    expect(judgeSilence(4000, hourly)).toBe('quiet');
    expect(judgeSilence(LONG, hourly)).toBe('hang');
    expect(judgeSilence(4000, ['step 3 | loss 1.2 | 3000.5 s/it'])).toBe('quiet');
    expect(judgeSilence(4000, ['step 3 | loss 1.2 | 1.5 s/it'])).toBe('hang');
  });
});

describe('lines of one form that come again', () => {
  it.each([
    (i: number) => `processed ${i * 500} pages, skipped ${i} (empty)`,
    (i: number) => `[${i}/900] part-${i}.tar done, 1 failed`,
    () => 'Avg generation throughput: 0.0 tokens/s, Running: 0 reqs, Waiting: 0 reqs',
  ])('are no standstill where they count what was done, or nobody asks: %s', (line) =>
    expect(stands(times(40, line))).toBe(false),
  );
  it.each([
    () => 'processed 500 pages, still waiting for the reader',
    (i: number) => `[${i}/900] waiting for the head, not done`,
    () => 'Avg generation throughput: 0.0 tokens/s, Running: 7 reqs, Waiting: 2 reqs',
  ])('are one where the count stays, or counts tries: %s', (line) => expect(stands(times(40, line))).toBe(true));
});

describe('zeros of a policy', () => {
  const line = (reward: string) => () => `{'loss': 0.0, 'grad_norm': 0.0, 'learning_rate': 1e-6${reward}}`;
  const dead = (count: number, reward: string) =>
    deadNumbers(readLines(times(count, line(reward))).lines) !== undefined;
  it('may pass while no answer earns anything, but not for ever', () => {
    expect(dead(12, ", 'reward': 0.0")).toBe(false);
    expect(dead(12, '')).toBe(true);
    expect(dead(40, ", 'reward': 0.0")).toBe(true);
  });
});
