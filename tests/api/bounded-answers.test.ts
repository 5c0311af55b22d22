import { afterEach, describe, expect, it } from 'vitest';
import { createSizer, MOST_CLOUD_BYTES, MOST_LEVELS, MOST_VALUES } from '../../src/api/answer-bound.ts';
import { answer, faultOf, type Rig, rig, type Step } from './harness.ts';

const HERE = { region: 'cn-hangzhou' };
let current: Rig | undefined;
afterEach(async () => current?.close());

/** An answer of that many bytes, in pieces, as fast as it is taken. */
const huge =
  (bytes: number, sent: { bytes: number }): Step =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const piece = Buffer.alloc(256 * 1024, 'x');
    response.write('{"Logs": ["');
    const more = (): void => {
      while (sent.bytes < bytes && !response.destroyed) {
        sent.bytes += piece.length;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end('"]}');
    };
    more();
  };
const logs = (rigged: Rig) => rigged.cloud.call('GetPodLogs', { JobId: 'dlc1', PodId: 'dlc1-master-0' }, HERE);

describe('what is read of the cloud is bounded before it is parsed', () => {
  it('ends an answer that is too large, and asks for it once', async () => {
    const sent = { bytes: 0 };
    current = await rig([huge(8 * MOST_CLOUD_BYTES, sent)]);
    const fault = await faultOf(logs(current));
    expect(fault).toMatchObject({ kind: 'unavailable', code: 'AnswerTooLarge' });
    expect(fault.message).toContain('more than 16 MiB');
    expect(fault.fix).toContain('Ask for less');
    expect(current.seen).toHaveLength(1);
    expect(sent.bytes).toBeLessThan(2 * MOST_CLOUD_BYTES);
  });

  const whole = (body: string): Step => {
    return (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };

  it.each([
    ['values', `{"Logs": [${'{},'.repeat(MOST_VALUES)}{}]}`],
    ['members of one object', `{${'"a":1,'.repeat(MOST_VALUES + 1)}"Logs":[]}`],
    ['levels', `{"Logs": [], "x": ${'['.repeat(MOST_LEVELS)}${']'.repeat(MOST_LEVELS)}}`],
  ])('ends one that is small and has too many %s: parsing is one step that others wait for', async (_, body) => {
    current = await rig([whole(body)]);
    expect(await faultOf(logs(current))).toMatchObject({ kind: 'unavailable', code: 'AnswerTooLarge' });
  });

  it('counts what stands in quotes as one value, however it is cut into pieces', async () => {
    const line = ',[{"\\"\\\\'.repeat(MOST_VALUES / 4);
    current = await rig([whole(JSON.stringify({ Logs: [line] }))]);
    expect((await logs(current)).Logs).toEqual([line]);
    const text = Buffer.from(JSON.stringify({ a: [1, ',[{"\\', { b: ['"', [], 2] }], c: {} }));
    const sizeWith = createSizer();
    let size: unknown;
    for (const byte of text) size = sizeWith(Buffer.from([byte]));
    expect(size).toEqual(createSizer()(text));
    expect(size).toEqual({ values: 5 + 6, levels: 5 });
  });

  it('reads one that is below', async () => {
    current = await rig([huge(MOST_CLOUD_BYTES / 2, { bytes: 0 })]);
    expect((await logs(current)).Logs[0]).toHaveLength(MOST_CLOUD_BYTES / 2);
  });

  it('does not know the outcome of a write whose answer it did not read', async () => {
    current = await rig([huge(2 * MOST_CLOUD_BYTES, { bytes: 0 })]);
    expect(await faultOf(current.cloud.call('StopJob', { JobId: 'dlc1' }, HERE))).toMatchObject({
      kind: 'unknown_outcome',
    });
  });

  it('takes no more rows than were asked for', async () => {
    const Jobs = Array.from({ length: 5000 }, (_, at) => ({ JobId: `dlc${at}`, Status: 'Running' }));
    current = await rig([answer(200, { Jobs, TotalCount: 5000 })]);
    const { cloud } = current;
    const page = await cloud.call('ListJobs', { PageNumber: 1, PageSize: 20, Order: 'desc' } as never, HERE);
    expect(page.Jobs).toHaveLength(20);
    expect(Number(page.TotalCount)).toBe(5000);
  });
});
