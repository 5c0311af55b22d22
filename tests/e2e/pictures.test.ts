import { describe, expect, it } from 'vitest';
import { decode } from '../pictures/pixels.ts';
import { bench } from './rules/bench.ts';
import { ERAS, yes } from './session.ts';
import { createJob } from './world.ts';

interface Block {
  type: string;
  text?: string;
  data?: string;
  mimeType?: string;
}

describe.each(ERAS)('a picture of a running job, on the %s era', (era) => {
  const at = bench({ era, person: yes, args: ['--read-only'] });
  const writer = bench({ era, person: yes });

  it('stands beside a text that says all it shows', async () => {
    const job_id = await runningJob();
    const { content } = await writer.session.client.callTool({
      name: 'plot_job',
      arguments: { job_ids: [job_id], region: 'cn-hangzhou' },
    });
    const blocks = content as Block[];
    expect(blocks.map(({ type }) => type)).toEqual(['text', 'image']);
    const [text, image] = blocks;
    expect(text?.text).toMatch(/loss +\S+ +[\d.]+ .* step \d+ to \d+; best at \d+/);
    expect(text?.text).toMatch(/GpuCoreUsage +\S+ +[\d.]+/);
    expect(image?.mimeType).toBe('image/png');
    expect(decode(Buffer.from(image?.data ?? '', 'base64')).width).toBe(800);
  });

  it('is a resource too', async () => {
    const job_id = await runningJob();
    const { contents } = await writer.session.client.readResource({
      uri: `pai-dlc://cn-hangzhou/jobs/${job_id}/picture.png`,
    });
    const [picture] = contents as { mimeType?: string; blob?: string; text?: string }[];
    expect(picture?.mimeType).toBe('image/png');
    expect(picture?.text).toBeUndefined();
    expect(decode(Buffer.from(picture?.blob ?? '', 'base64')).width).toBe(800);
  });

  it('of a job that has nothing to draw is no resource, and says why', async () => {
    const job_id = await createJob(writer.session, writer.finds);
    await expect(
      writer.session.client.readResource({ uri: `pai-dlc://cn-hangzhou/jobs/${job_id}/picture.png` }),
    ).rejects.toThrow('There is nothing to draw: that is no data, not zero.');
  });

  it('is a read: a server that only reads offers it, and it writes nothing', async () => {
    const { tools } = await at.session.client.listTools();
    const offered = tools.filter(({ name }) => ['plot_job', 'compare_jobs', 'get_job_metrics'].includes(name));
    expect(offered.map(({ annotations }) => annotations?.readOnlyHint)).toEqual([true, true, true]);
    const job_id = await runningJob();
    writer.cloud.clearRequests();
    await writer.session.call('plot_job', { job_ids: [job_id], curves: ['loss', 'GpuCoreUsage', 'MemoryUsage'] });
    const actions = new Set(writer.cloud.requests().map(({ action }) => action));
    for (const action of actions) expect(['GetJob', 'GetJobMetrics', 'GetMetrics', 'GetPodLogs']).toContain(action);
  });

  let running: string | undefined;
  async function runningJob(): Promise<string> {
    if (running === undefined) {
      running = await createJob(writer.session, writer.finds);
      writer.cloud.clock.advance(3600);
    }
    return running;
  }
});
