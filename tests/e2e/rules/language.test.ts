import { describe, expect, it } from 'vitest';
import { errorOf, yes } from '../session.ts';
import { createJob, jobArguments } from '../world.ts';
import { bench, ok, onlyWrite } from './bench.ts';

const CHINESE = /[\u4e00-\u9fff]/;

describe('--language zh', () => {
  const at = bench({ era: 'modern', person: yes, args: ['--language', 'zh'] });

  it('asks in Chinese, and answers the model in English', async () => {
    const job = await ok(at, 'create_job', jobArguments(at.finds, { accessibility: 'PRIVATE' }));
    at.cloud.clock.advance(600);
    const job_id = String(job.data.job_id);
    const answers = [job];
    for (const [tool, args] of [
      ['update_job', { accessibility: 'PUBLIC' }],
      ['get_web_terminal', {}],
      ['get_token', { expire_seconds: 60 }],
      ['stop_job', {}],
    ] as const)
      answers.push(await ok(at, tool, { job_id, ...args }));
    const begins = ['创建任务？', '修改任务？', '打开终端？', '提供访问令牌？', '停止任务？'];
    expect(at.session.asked).toHaveLength(begins.length);
    for (const [index, begin] of begins.entries()) expect(at.session.asked[index]?.startsWith(begin)).toBe(true);
    for (const { text } of answers) expect(text).not.toMatch(CHINESE);
  });

  it('tells a dry run the question as it would be asked, and all else in English', async () => {
    const { workspace_id, ...job } = jobArguments(at.finds);
    for (const [tool, args, begins] of [
      ['create_job', job, /^创建任务？/],
      ['create_jobs', { job, variations: [{}] }, /^创建 1 个任务？/],
    ] as const) {
      const { text, data } = await ok(at, tool, { workspace_id, ...args, dry_run: true });
      expect(data.question).toMatch(begins);
      expect(text.split('\n')[0]).not.toMatch(CHINESE);
    }
  });
});

describe('PAI_DLC_MCP_LANGUAGE=zh with --confirm chat', () => {
  const at = bench({
    era: 'legacy',
    args: ['--confirm', 'chat', '--confirm-create', 'auto'],
    env: { PAI_DLC_MCP_LANGUAGE: 'zh' },
  });

  it('gives the model the question in Chinese, to put to the user, and all else in English', async () => {
    const job = jobArguments(at.finds);
    const refused = await at.session.call('create_job', job);
    const { confirmation_token, question } = errorOf(refused) as { confirmation_token: string; question: string };
    expect(question).toMatch(/^创建任务？需要 1 个实例/);
    expect(refused.text).toContain(question.split('\n')[0]);
    expect(refused.text.split('\n')[0]).toMatch(/^\[confirmation_required\] create_job needs a yes/);
    await ok(at, 'create_job', { ...job, confirmation_token });
    onlyWrite(at.cloud, 'CreateJob');
  });
});

describe('without a language', () => {
  const at = bench({ era: 'modern', person: yes });

  it('asks in English', async () => {
    await createJob(at.session, at.finds);
    expect(at.session.asked[0]).toMatch(/^Create a job\?/);
    expect(at.session.asked[0]).not.toMatch(CHINESE);
  });
});
