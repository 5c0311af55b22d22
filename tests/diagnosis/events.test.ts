import { describe, expect, it } from 'vitest';
import { type Event, readCloudText, readEvents } from '../../src/diagnosis/events.ts';
import { CLOUD_TEXTS } from './cloud-texts.ts';

describe('a sentence of the platform', () => {
  it.each(CLOUD_TEXTS)('%s -> %s', (text, category) => {
    const found = readCloudText(text)?.category;
    expect(found === 'unknown' ? undefined : found).toBe(category);
  });
  it('is shown by its beginning, what was recognised in it, and its end, where it is long', () => {
    const shown = (between: string) =>
      readCloudText(
        `Failed to pull image "reg.example/${between}": unauthorized: no login${' or right'.repeat(30)}; end`,
      )?.shown ?? '';
    for (const length of [60, 100, 180, 500]) {
      const text = shown('a'.repeat(length));
      expect(text).toMatch(/^Failed to pull image.*unauthorized: no login.*; end$/);
      expect(text.length).toBeLessThanOrEqual(382);
    }
    expect(shown('a')).toMatch(/^Failed to pull image "reg\.example\/a": unauthorized: no login/);
  });
});

const at = (minute: number, text: string): Event => ({
  time: `2026-03-05T12:${String(minute).padStart(2, '0')}:00+08:00`,
  text,
});
const categories = (events: readonly Event[], began?: string) =>
  readEvents(events, { source: 'pod_event', pod: 'p', began }).map(({ category }) => category);

describe('events in their order', () => {
  const pulled = 'Successfully pulled image "reg/a:1" in 2s';
  const failedPull = 'Failed to pull image "reg/a:1": manifest unknown';

  it('a pull that succeeded later is over, one of another image is not', () => {
    expect(categories([at(1, failedPull), at(2, pulled)])).toEqual([]);
    expect(categories([at(1, failedPull), at(2, 'Successfully pulled image "reg/other:1" in 2s')])).toEqual([
      'image_pull',
    ]);
    expect(categories([at(1, pulled), at(2, failedPull)])).toEqual(['image_pull']);
  });
  it('the start of a helper container ends no trouble, the start of the main one does', () => {
    const timeout = at(1, 'Error: context deadline exceeded');
    expect(categories([timeout, at(2, 'Started container pod-init-indicator')])).toEqual(['platform_error']);
    expect(categories([timeout, at(2, 'Started container pytorch')])).toEqual([]);
  });
  it('a shortage before the pod was placed, or before the job ran, is over', () => {
    const short = at(1, '0/4 nodes are available: 4 Insufficient nvidia.com/gpu.');
    expect(categories([short])).toEqual(['quota_or_stock_shortage']);
    expect(categories([short, at(3, 'Successfully assigned t1/dlc1-master-0 to node-1')])).toEqual([]);
    expect(categories([short], '2026-03-05T04:30:00Z')).toEqual([]);
  });
  it('the earlier layer comes first, of repeated events the newest, and what says why before back-off', () => {
    const events = [
      at(1, 'Failed to create pod sandbox: rpc error'),
      at(2, failedPull),
      at(3, failedPull),
      at(4, 'Back-off pulling image "reg/a:1"'),
    ];
    const found = readEvents(events, { source: 'pod_event', pod: 'p' });
    expect(found.map(({ category }) => category)).toEqual(['image_pull', 'platform_error']);
    expect(found[0]?.evidence).toEqual([
      { source: 'pod_event', pod: 'p', time: '2026-03-05T12:03:00+08:00', text: failedPull },
    ]);
  });
  it('of those that only say that something failed, the one that says most', () => {
    const shown = (texts: readonly string[]) =>
      readEvents(
        texts.map((text, minute) => at(minute, text)),
        { source: 'pod_event', pod: 'p' },
      ).map(({ evidence }) => evidence[0]?.text);
    const why = 'Failed to pull image "reg/a:1": rpc error: code = Unknown desc = layer 3 is odd';
    expect(shown([why, 'Error: ErrImagePull', 'Error: ImagePullBackOff'])).toEqual([why]);
    expect(shown(['Error: ErrImagePull', why, why.replace('3', '4')])).toEqual([why.replace('3', '4')]);
  });
  it('are shown with the others of their category that say why, and not with back-off', () => {
    const other = 'MountVolume.SetUp failed for volume "b" : hostPath type check failed: /etc/b is not a directory';
    const newest = 'MountVolume.SetUp failed for volume "c" : hostPath type check failed: /etc/c is not a directory';
    const waits = 'Unable to attach or mount volumes: unmounted volumes=[b], timed out waiting for the condition';
    const [mount] = readEvents([at(1, pulled), at(2, other), at(3, newest), at(4, waits)], {
      source: 'pod_event',
      pod: 'p',
    });
    expect([...(mount?.evidence ?? []), ...(mount?.around ?? [])].map(({ text }) => text)).toEqual([newest, other]);
    const [pull] = readEvents([at(1, failedPull), at(2, failedPull), at(3, 'Back-off pulling image "reg/a:1"')], {
      source: 'pod_event',
    });
    expect(pull?.around).toBeUndefined();
  });
});
