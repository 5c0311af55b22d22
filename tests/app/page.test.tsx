/** @jsxImportSource preact */
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';
import { Window } from 'happy-dom';
import { render } from 'preact';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { App, type Opened } from '../../src/app/app.tsx';
import type { PageHost } from '../../src/app/host.ts';
import type { JobPageData } from '../../src/tools/app/read-job-page.ts';

const HOSTILE = '<img src=x onerror=alert(1)><script>alert(1)</script> & "quoted"';

const page = (changes: object = {}): JobPageData =>
  ({
    job_id: 'dlc1xjcumbfm7aai',
    status: 'Running',
    read_at: '2026-03-05T06:00:00Z',
    live: true,
    can: { stop: true, clone: true },
    pods: [{ status: 'Running', count: 2, names: ['master-0', 'worker-0'] }],
    job: {
      job_id: 'dlc1xjcumbfm7aai',
      display_name: HOSTILE,
      job_type: 'PyTorchJob',
      status: 'Running',
      times: { created: '2026-03-05T04:00:00Z' },
      tasks: [{ role: 'Worker', pods: 2, resource: '8 GPUs' }],
      pod_count: 2,
      pods: [{ pod_id: 'dlc1xjcumbfm7aai-master-0', status: 'Running' }],
      data_sources: [],
      console_url: 'https://pai.console.aliyun.com/',
      detail: {
        status_history: [
          { status: 'Queuing', start: '2026-03-05T04:00:00Z', end: '2026-03-05T05:00:00Z' },
          { status: 'Running', start: '2026-03-05T05:00:00Z' },
        ],
      },
    },
    gpu: {
      series: 1,
      lines: [
        {
          name: '',
          points: [
            [1772690400, 80],
            [1772690460, 90],
          ],
        },
      ],
    },
    loss: {
      pod: 'dlc1xjcumbfm7aai-master-0',
      x: 'step',
      points: [
        [1, 2.5],
        [2, 1.5],
      ],
    },
    events: { events: [`2026-03-05T04:00:00Z ${HOSTILE}`], more: false },
    log: { pods: [{ pod_id: 'dlc1xjcumbfm7aai-master-0', lines: 1, of: 1, whole: true }], lines: [HOSTILE] },
    lacks: { cost: 'permission_denied: no right to ListEcsSpecs' },
    ...changes,
  }) as unknown as JobPageData;

const text = (said: string, isError = false): CallToolResult => ({ isError, content: [{ type: 'text', text: said }] });
const data = (answer: object): CallToolResult => ({ content: [], structuredContent: { next: [], ...answer } });

let root: HTMLElement;
let calls: [string, Record<string, unknown>][];
let said: string[];

beforeAll(() => {
  const window = new Window();
  vi.stubGlobal('document', window.document);
  vi.stubGlobal('window', window);
  vi.stubGlobal('ResizeObserver', window.ResizeObserver);
});
afterAll(() => vi.unstubAllGlobals());
beforeEach(() => {
  document.body.replaceChildren();
  root = document.createElement('div');
  document.body.append(root);
  [calls, said] = [[], []];
});
// A page that is left in place reads on, in the files that come after this one in the same process.
afterEach(() => {
  vi.useRealTimers();
  render(null, root);
});

type Answer = (args: Record<string, unknown>) => CallToolResult;

/** Shows a page whose server answers so, and waits until it is there. */
async function show(
  answers: Record<string, Answer>,
  { context = {}, opened, tools = true }: { context?: McpUiHostContext; opened?: Opened; tools?: boolean } = {},
): Promise<void> {
  const host: PageHost = {
    capabilities: { ...(tools ? { serverTools: {} } : {}), message: {}, updateModelContext: {} },
    context,
    async callTool(name, args) {
      calls.push([name, args]);
      const answer = answers[name];
      if (answer === undefined) throw new Error(`the host knows no ${name}`);
      return answer(args);
    },
    say: async (words) => void said.push(words),
    tellModel: async (words) => void said.push(words),
    openLink: async () => {},
    fullScreen: async () => {},
    resized: () => {},
  };
  const { args = { job_id: 'dlc1xjcumbfm7aai', region: 'cn-hangzhou' } } = opened ?? {};
  const which = 'job_id' in args ? 'job' : 'jobs';
  render(<App host={host} context={context} opened={{ args, ...opened }} page={which} />, root);
  await expect.poll(() => root.querySelector('h1, .note, .panel')).not.toBeNull();
}

const button = (label: string | RegExp): HTMLButtonElement => {
  const found = [...root.querySelectorAll('button')].find(({ textContent }) =>
    typeof label === 'string' ? textContent === label : label.test(textContent ?? ''),
  );
  if (found === undefined) throw new Error(`no button ${label}: ${root.textContent}`);
  return found;
};
const titles = (): (string | null)[] => [...root.querySelectorAll('h2')].map(({ textContent }) => textContent);

describe('the page of a job', () => {
  it('shows each part that was read, and says what is missing and why', async () => {
    await show({ read_job_page: () => data(page()) });
    expect(calls).toEqual([['read_job_page', { region: 'cn-hangzhou', job_id: 'dlc1xjcumbfm7aai' }]]);
    expect(titles()).toEqual(['Timeline', 'GPU use', 'Loss', 'Pods', 'Log', 'Events', 'Details', 'Not shown']);
    expect(root.textContent).toContain('permission_denied: no right to ListEcsSpecs');
    expect(root.querySelector('.steps')?.textContent).toMatch(/Queuing.*1 h.*Running.*1 h/);
    expect(root.querySelector('svg[role=img]')?.getAttribute('aria-label')).toMatch(/^GPU use: last 90%, mean 85%/);
  });

  it('shows what others have written as text alone, in every place', async () => {
    await show({ read_job_page: () => data(page({ status: HOSTILE })) });
    expect(root.querySelectorAll('img, script')).toHaveLength(0);
    expect(root.querySelector('h1')?.textContent).toContain(HOSTILE);
    expect(root.querySelector('[role=log]')?.textContent).toContain(HOSTILE);
    expect(root.querySelector('.events')?.textContent).toContain(HOSTILE);
  });

  it('speaks the language of the host', async () => {
    await show({ read_job_page: () => data(page()) }, { context: { locale: 'zh-Hans-CN' } });
    expect(titles()).toContain('时间线');
    expect(root.querySelector('h1')?.textContent).toContain('运行中（Running）');
  });

  it('asks twice for a stop, calls the tool with the id alone, and shows a refusal with its repair', async () => {
    const refusal =
      '[confirmation_unavailable] No form can be shown (rule R14)\nFix: Ask the operator for --confirm chat.';
    await show({ read_job_page: () => data(page()), stop_job: () => text(refusal, true) });
    button('Stop …').click();
    await expect.poll(() => root.textContent).toContain('What it did not save is lost');
    expect(calls.map(([name]) => name)).not.toContain('stop_job');
    button('Stop the job').click();
    await expect.poll(() => root.querySelector('[role=alert]')?.textContent).toContain('Fix: Ask the operator');
    expect(calls[1]).toEqual(['stop_job', { region: 'cn-hangzhou', job_id: 'dlc1xjcumbfm7aai' }]);
    button('Ask in the chat').click();
    await expect.poll(() => said).toEqual(['Stop the job dlc1xjcumbfm7aai']);
  });

  it('never answers a question by itself, whatever the answer brings', async () => {
    const asked =
      '[confirmation_required] A person has to say yes.\nQuestion to the user:\nStop it?\nFix: Ask.\nconfirmation_token, for one call until 2026-03-05T04:14:03Z: sealed.token';
    await show({ read_job_page: () => data(page()), stop_job: () => text(asked, true) });
    button('Stop …').click();
    await expect.poll(() => root.textContent).toContain('What it did not save');
    button('Stop the job').click();
    await expect.poll(() => root.querySelector('[role=alert]')?.textContent).toContain('Stop it?');
    expect(root.textContent).not.toContain('sealed.token');
    expect(calls.filter(([name]) => name === 'stop_job')).toHaveLength(1);
    expect(JSON.stringify(calls)).not.toContain('confirmation_token');
  });

  it('shows what a clone would create before it asks for it, and opens what was created', async () => {
    await show({
      read_job_page: () => data(page()),
      clone_job: ({ dry_run }) => text(dry_run ? 'Would create a job.' : 'Created dlcnewnewnew1234.'),
    });
    button('Run again …').click();
    await expect.poll(() => root.textContent).toContain('Would create a job.');
    expect(calls.at(-1)).toEqual(['clone_job', { region: 'cn-hangzhou', job_id: 'dlc1xjcumbfm7aai', dry_run: true }]);
    button('Create it').click();
    await expect.poll(() => root.textContent).toContain('Created dlcnewnewnew1234.');
    button(/^Open dlcnewnewnew1234$/).click();
    await expect.poll(() => calls.at(-1)?.[1].job_id).toBe('dlcnewnewnew1234');
  });

  it('reads what changes again while the job is live and the page can be seen, and no more once it is taken down', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const seen = vi.spyOn(document, 'visibilityState', 'get');
    await show({ read_job_page: () => data(page()) });
    const readings = async (milliseconds: number): Promise<number> => {
      const before = calls.length;
      await vi.advanceTimersByTimeAsync(milliseconds);
      return calls.length - before;
    };
    await vi.advanceTimersByTimeAsync(1000);
    seen.mockReturnValue('visible');
    expect(await readings(60_000)).toBe(3);
    expect(calls.at(-1)?.[1].parts).toEqual(['job', 'gpu', 'loss', 'events', 'log']);
    seen.mockReturnValue('hidden');
    expect(await readings(60_000)).toBe(0);
    seen.mockReturnValue('visible');
    expect(await readings(20_000)).toBe(1);
    render(null, root);
    expect(await readings(60_000)).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    seen.mockRestore();
  });

  it('offers no button for what the operator has off', async () => {
    await show({ read_job_page: () => data(page({ can: { stop: false, clone: false } })) });
    expect([...root.querySelectorAll('button')].map(({ textContent }) => textContent)).not.toContain('Stop …');
    expect(root.textContent).not.toContain('Run again');
  });

  it('reads the log of a pod, or its errors, as they are asked for', async () => {
    await show({ read_job_page: () => data(page()) });
    const box = root.querySelector<HTMLInputElement>('input[type=checkbox]');
    box?.click();
    await expect.poll(() => calls.at(-1)?.[1]).toMatchObject({ parts: ['log'], level: 'error' });
    button('Log').click();
    await expect.poll(() => calls.at(-1)?.[1]).toMatchObject({ parts: ['log'], pod_id: 'dlc1xjcumbfm7aai-master-0' });
  });

  it('says why where nothing can be read, and shows the answer of the call where the host calls no tools', async () => {
    await show({ read_job_page: () => text('[not_found] No such job.\nFix: List them.', true) });
    expect(root.textContent).toBe('[not_found] No such job.\nFix: List them.');
    render(null, root);
    await show(
      {},
      { tools: false, opened: { args: { job_id: 'dlc1' }, result: text('dlc1 is Running.\nNext: get_job') } },
    );
    expect(root.textContent).toMatch(/does not let the page read more\.dlc1 is Running\.$/);
    expect(calls).toHaveLength(1);
  });
});

describe('the list', () => {
  const jobs = {
    jobs: [
      {
        job_id: 'dlc1xjcumbfm7aai',
        display_name: HOSTILE,
        job_type: 'PyTorchJob',
        status: 'Running',
        gpus: 8,
        gpu_use: 'mean 88%, last 90%',
      },
    ],
    total: 41,
    holding_resources: 1,
    scope: { region: 'cn-hangzhou', workspace: 'all' },
  };

  it('asks as the call did, pages and filters, and opens a job from a row and comes back', async () => {
    await show(
      { read_jobs_page: () => data(jobs), read_job_page: () => data(page()) },
      { opened: { args: { days: 30, own: false, workspace_id: '123' } } },
    );
    await expect.poll(() => root.querySelector('table')).not.toBeNull();
    expect(calls[0]).toEqual(['read_jobs_page', { workspace_id: '123', days: 30, own: false, page_number: 1 }]);
    expect(root.querySelectorAll('img')).toHaveLength(0);
    button('Next').click();
    await expect.poll(() => calls.at(-1)?.[1]).toMatchObject({ page_number: 2 });
    button('Failed').click();
    await expect.poll(() => calls.at(-1)?.[1]).toMatchObject({ page_number: 1, status: ['Failed'] });
    button(HOSTILE).click();
    await expect.poll(() => titles()).toContain('Timeline');
    expect(said).toEqual(['The user looks at job dlc1xjcumbfm7aai in the page.']);
    button('← All jobs').click();
    await expect.poll(() => root.querySelector('table.list')).not.toBeNull();
  });
});
