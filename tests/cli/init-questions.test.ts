import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Cloud } from '../../src/api/cloud.ts';
import { askPresets } from '../../src/cli/init/preset.ts';
import { askHost, askWrite, Cancelled } from '../../src/cli/init/questions.ts';
import { explainConfig } from '../../src/config/config.ts';
import { Fault } from '../../src/domain/fault.ts';

const [DOWN, ENTER, CTRL_C] = ['\u001b[B', '\r', '\u0003'];

/** A terminal in which somebody answers each question, once it is asked, with the next of these keys. */
function typist(answers: readonly (readonly [question: string, keys: readonly string[]])[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const waiting = [...answers];
  let shown = '';
  let since = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk;
    since += chunk;
    const [next] = waiting;
    if (next === undefined || !since.includes(next[0])) return;
    waiting.shift();
    since = '';
    void next[1].reduce((before, key) => before.then(() => void input.write(key)).then(pause), Promise.resolve());
  });
  return { terminal: { input, output }, shown: () => shown, left: () => waiting.map(([question]) => question) };
}
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A cloud with these workspaces, or one that cannot be asked. */
const cloudOf = (answer: readonly { WorkspaceId: string; WorkspaceName: string }[] | Fault): (() => Promise<Cloud>) => {
  const call = async () => {
    if (answer instanceof Fault) throw answer;
    return { Workspaces: answer, TotalCount: answer.length };
  };
  return async () => ({ call }) as unknown as Cloud;
};
const TWO = cloudOf([
  { WorkspaceId: '111', WorkspaceName: 'vision' },
  { WorkspaceId: '222', WorkspaceName: 'llm' },
]);
const UNREACHABLE = cloudOf(
  new Fault({ kind: 'unavailable', message: 'ListWorkspaces was not sent.', fix: 'Check the network.' }),
);

/** What the questions made of region and workspace. */
async function presets(typed: ReturnType<typeof typist>, cloud: () => Promise<Cloud>, flags = {}, environment = {}) {
  const explained = await askPresets(typed.terminal, explainConfig(flags, environment), cloud);
  expect(typed.left()).toEqual([]);
  const of = (name: string) => explained.find((each) => each.setting.name === name);
  return { region: of('region'), workspace: of('workspaceId') };
}

describe('questions of init', () => {
  it('offer the regions of PAI-DLC and the workspaces that the cloud lists', async () => {
    const typed = typist([
      ['In which region', [DOWN, DOWN, ENTER]],
      ['Which workspace', [DOWN, DOWN, ENTER]],
    ]);
    const { region, workspace } = await presets(typed, TWO);
    expect(region).toMatchObject({ value: 'ap-southeast-1', source: 'flag' });
    expect(workspace).toMatchObject({ value: '222', source: 'flag' });
    expect(typed.shown()).toContain('111 vision');
  });

  it('propose what the environment holds', async () => {
    const typed = typist([
      ['In which region', [ENTER]],
      ['Which workspace', [ENTER]],
    ]);
    const environment = { PAI_DLC_MCP_REGION: 'cn-beijing', PAI_DLC_MCP_WORKSPACE_ID: '222' };
    const { region, workspace } = await presets(typed, TWO, {}, environment);
    expect(region).toMatchObject({ value: 'cn-beijing', source: 'flag' });
    expect(workspace).toMatchObject({ value: '222', source: 'flag' });
  });

  it('have the workspace typed where the cloud cannot be asked', async () => {
    const typed = typist([['Id of the workspace', ['3', '3', ENTER]]]);
    const { workspace } = await presets(typed, UNREACHABLE, { region: 'cn-hangzhou' });
    expect(workspace).toMatchObject({ value: '33', source: 'flag' });
    expect(typed.shown()).toContain('ListWorkspaces was not sent.');
  });

  it('can be left without a preset', async () => {
    const typed = typist([['In which region', [ENTER]]]);
    const { region, workspace } = await presets(typed, TWO);
    expect([region?.source, workspace?.source]).toEqual(['default', 'default']);
  });

  it('are not put where flags answer them, nor for the simulator', async () => {
    await presets(typist([]), TWO, { region: 'cn-hangzhou', workspaceId: '1' });
    await presets(typist([]), TWO, { simulate: true });
  });

  it('name the hosts, and end with Ctrl-C', async () => {
    const typed = typist([['Which host', [DOWN, DOWN, ENTER]]]);
    expect(await askHost(typed.terminal)).toBe('cursor');
    await expect(askHost(typist([['Which host', [CTRL_C]]]).terminal)).rejects.toThrow(Cancelled);
  });

  it('take nothing but a yes for a yes', async () => {
    const asked = (...keys: string[]) => askWrite(typist([['Change f?', keys]]).terminal, 'f');
    expect(await asked(ENTER)).toBe(false);
    await expect(asked(CTRL_C)).rejects.toThrow(Cancelled);
    expect(await asked('n')).toBe(false);
    expect(await asked('y')).toBe(true);
  });
});
