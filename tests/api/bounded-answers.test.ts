import { afterEach, describe, expect, it } from 'vitest';
import { MOST_CLOUD_BYTES } from '../../src/api/answer-bound.ts';
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
