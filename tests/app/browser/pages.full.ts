import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { placeJob } from '../../../evals/shared/place-job.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { connect, frozenCloud, no, type Person, type Session, serverEnv, yes } from '../../e2e/harness.ts';
import { openBrowser, type Shown, type Stage, show } from './stage.ts';

let cloud: Simulator;
let browser: Browser;
let session: Session;
let person: Person | undefined;
const jobs: Record<string, string> = {};
const opened: Shown[] = [];

beforeAll(async () => {
  cloud = await frozenCloud({ seed: 21, demoJobs: true });
  const on = { quota: 'llm-lingjun' };
  jobs.running = placeJob(cloud, { ...on, name: 'sft-7b-main', pods: 8, ageMinutes: 120, runMinutes: 600 });
  jobs.failed = placeJob(cloud, {
    ...on,
    name: 'sft-labels',
    scenario: 'worker_exception',
    wording: 0,
    pods: 8,
    ageMinutes: 90,
    runMinutes: 30,
  });
  const small = { ...on, gpus: 0, cpu: 1, memoryGib: 1 };
  jobs.big = placeJob(cloud, { ...small, name: 'pretrain-70b', pods: 512, ageMinutes: 300, runMinutes: 2000 });
  jobs.one = placeJob(cloud, { ...on, name: 'lora-8b', pods: 1, ageMinutes: 130, runMinutes: 600 });
  jobs.queued = cloud.jobs().find(({ status }) => status === 'Queuing')?.id ?? '';
  session = await connect({
    era: 'modern',
    person: (question) => (person ?? no)(question),
    env: serverEnv(cloud, {
      PAI_DLC_MCP_TOOLSETS: '',
      PAI_DLC_MCP_ANSWERS: 'text',
      PAI_DLC_MCP_CONFIRM_CREATE: 'auto',
    }),
  });
  browser = await openBrowser();
});
afterEach(async () => {
  person = undefined;
  for (const shown of opened.splice(0)) {
    // Nothing was complained of, and nothing left the page but through its host.
    expect(shown.wrong).toEqual([]);
    await shown.close();
  }
});
afterAll(async () => {
  await browser?.close();
  await session?.close();
  await cloud?.close();
});

async function open(stage: Stage): Promise<Shown> {
  const shown = await show(browser, session, stage);
  opened.push(shown);
  await shown.frame.locator('section, table').first().waitFor();
  return shown;
}
const page = (name: string, more: Partial<Stage> = {}) =>
  open({ tool: 'show_job', args: { job_id: jobs[name] }, ...more });
const statusOf = (name: string) => cloud.jobs().find(({ id }) => id === jobs[name])?.status;

describe('the page of a job in a browser', () => {
  it.each(['running', 'failed', 'queued', 'big', 'one'])(
    '%s fits from 360 to 1200 pixels, in light and dark',
    async (name) => {
      for (const width of [360, 800, 1200]) {
        const shown = await page(name, { width });
        for (const theme of ['light', 'dark'] as const) {
          await shown.change({ theme });
          await shown.settled();
          const [over, background] = await shown.frame
            .locator('html')
            .evaluate((html) => [html.scrollWidth - html.clientWidth, getComputedStyle(html).backgroundColor]);
          expect(over, `${width} ${theme}`).toBe(0);
          expect(background).toBe(theme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(26, 27, 30)');
        }
      }
    },
  );

  it('takes the colours and the language of its host, and follows when they change', async () => {
    const variables = { '--color-background-primary': 'rgb(1, 2, 3)' } as never;
    const shown = await page('running', { context: { locale: 'zh-CN', styles: { variables } } });
    const html = shown.frame.locator('html');
    expect(
      await html.evaluate((element) => [getComputedStyle(element).backgroundColor, element.getAttribute('lang')]),
    ).toEqual(['rgb(1, 2, 3)', 'zh-CN']);
    await shown.frame.getByRole('heading', { name: '时间线' }).waitFor();
    await shown.change({ locale: 'en-GB' });
    await shown.frame.getByRole('heading', { name: 'Timeline' }).waitFor();
  });

  it('tells a screen reader its parts, and is used by keyboard', async () => {
    const { frame, page: tab } = await page('failed');
    for (const name of ['Timeline', 'Diagnosis', 'GPU use', 'Loss', 'Pods', 'Log', 'Events', 'Details', 'Cost'])
      await frame.getByRole('region', { name, exact: true }).first().waitFor();
    const curve = frame.getByRole('img', { name: /^Loss: last/ });
    await curve.focus();
    const said = frame.getByRole('region', { name: 'Loss', exact: true }).locator('output');
    const before = await said.textContent();
    await tab.keyboard.press('ArrowRight');
    expect(await said.textContent()).toMatch(/^step \d+: [\d.]+$/);
    expect(await said.textContent()).not.toBe(before);
    await frame.getByRole('button', { name: 'Refresh' }).focus();
    await tab.keyboard.press('Enter');
    await frame.locator('main[aria-busy=false]').waitFor();
  });

  it('stops no job while the person whom the host asks says no, and says so', async () => {
    const asked: string[] = [];
    person = (question) => {
      asked.push(question);
      return no(question);
    };
    const { frame, calls } = await page('one');
    await frame.getByRole('button', { name: 'Stop …' }).click();
    expect(calls).not.toContain('stop_job');
    await frame.getByRole('button', { name: 'Stop the job' }).click();
    await frame.getByRole('alert').getByText('[declined]').waitFor();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('lora-8b');
    expect(statusOf('one')).toBe('Running');
    expect(cloud.requests().filter(({ action }) => action === 'StopJob')).toEqual([]);
  });

  it('shows what would run again, creates it after a yes, and opens it', async () => {
    person = yes;
    const { frame, calls, heard } = await page('one');
    await frame.getByRole('button', { name: 'Run again …' }).click();
    await frame.getByRole('button', { name: 'Create it' }).click();
    await frame.getByRole('button', { name: /^Open dlc/ }).click();
    await frame.getByRole('button', { name: '← All jobs' }).waitFor();
    expect(calls.filter((name) => name === 'clone_job')).toHaveLength(2);
    expect(heard.at(-1)?.text).toContain('The user looks at job dlc');
  });

  it('stops a job after a yes, and shows it stopping', async () => {
    person = yes;
    const { frame } = await page('one');
    await frame.getByRole('button', { name: 'Stop …' }).click();
    await frame.getByRole('button', { name: 'Stop the job' }).click();
    await frame.locator('.panel.good').waitFor();
    expect(cloud.requests().filter(({ action }) => action === 'StopJob')).toHaveLength(1);
    expect(statusOf('one')).toMatch(/^Stopp/);
  });

  it('shows the answer of the call where its host calls no tools', async () => {
    const shown = await show(browser, session, {
      tool: 'show_job',
      args: { job_id: jobs.failed },
      without: ['serverTools'],
    });
    opened.push(shown);
    await shown.frame.getByText('"sft-labels" (PyTorchJob) is Failed').waitFor();
    expect(shown.calls).toEqual([]);
  });
});

describe('the list in a browser', () => {
  it.each(['en-US', 'zh-CN'])('fits from 360 to 1200 pixels, in %s', async (locale) => {
    for (const width of [360, 800, 1200]) {
      const shown = await open({ tool: 'show_jobs', width, context: { locale } });
      expect(
        await shown.frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth),
        `${width}`,
      ).toBe(0);
    }
  });

  it('opens a job, and leads back', async () => {
    const { frame, calls } = await open({ tool: 'show_jobs', args: { days: 30 } });
    await frame.getByRole('button', { name: 'sft-7b-main' }).click();
    await frame.getByRole('heading', { name: 'Timeline' }).waitFor();
    await frame.getByRole('button', { name: '← All jobs' }).click();
    await frame.getByRole('button', { name: 'Failed', exact: true }).click();
    await frame.getByRole('button', { name: 'sft-labels' }).waitFor();
    expect(new Set(calls)).toEqual(new Set(['read_jobs_page', 'read_job_page']));
  });
});
