import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { ACCESSIBILITIES } from '../../domain/lists.ts';
import { en, say, zh } from '../../domain/said.ts';
import { checkTwin, decideNewPublic } from '../../policy/assets.ts';
import { checkContents } from '../../policy/code-sources.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeCodeSource } from '../kit/decoders/code-sources.ts';
import { defineTool } from '../tool.ts';
import { codeSourceNow, contents, contentsRequest, namedSource } from './code-source.ts';

/** Where code is put unless the caller says otherwise; the API has no default any more (api-notes: assets). */
const MOUNT_PATH = '/root/code/';

const text = z.string();

export const createCodeSource = defineTool({
  name: 'create_code_source',
  title: 'Register a git repository',
  description:
    'Registers a git repository as a code source, so that jobs run its branch. Takes no Git token: a private repository is registered by a person in the console. PUBLIC asks a person.',
  inChinese: '注册代码仓库',
  toolset: 'assets',
  effect: 'write',
  target: ({ display_name }) => display_name,
  heavier: {
    effects: ['grants_access'],
    of: ({ accessibility }) => (accessibility === 'PUBLIC' ? ['grants_access'] : []),
  },
  scope: 'workspace',
  actions: ['CreateCodeSource', 'ListCodeSources', 'GetCodeSource'],
  input: z.strictObject({
    display_name: z.string().min(1).max(127),
    ...contents,
    mount_path: z.string().max(500).default(MOUNT_PATH),
    accessibility: z.enum(ACCESSIBILITIES).default('PRIVATE'),
  }),
  output: z.object({
    code_source_id: text,
    name: text,
    repo: text,
    branch: text,
    commit: text,
    mount_path: text,
    accessibility: text,
    notes: z.array(text),
  }),
  async check(ctx, asked) {
    const { display_name, accessibility, repo, branch } = asked;
    const twin = await namedSource(ctx, ctx.workspaceId ?? '', display_name);
    const refused = allRefusals([...checkContents(asked), ...checkTwin('codeSource', display_name, twin)]);
    if (refused !== undefined) return { decision: refused, prepared: undefined };
    const of = [
      say(
        en`Repository ${quoted(repo, 160)}, branch ${quoted(branch ?? 'master', 60)}.`,
        zh`代码仓库 ${quoted(repo, 160)}，分支 ${quoted(branch ?? 'master', 60)}。`,
      ),
    ];
    return {
      decision:
        accessibility === 'PUBLIC' ? decideNewPublic('codeSource', display_name, ctx.workspaceId ?? '', of) : allow(),
      prepared: undefined,
    };
  },
  async run(ctx, asked) {
    const { display_name, accessibility, repo, mount_path } = asked;
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () => {
        const request = { ...contentsRequest(asked), DisplayName: display_name, CodeRepo: repo, MountPath: mount_path };
        const answer = await ctx.call('CreateCodeSource', {
          ...request,
          WorkspaceId: ctx.workspaceId ?? '',
          Accessibility: accessibility,
        });
        return madeCodeSource(answer);
      },
      (signal) => namedSource(ctx, ctx.workspaceId ?? '', display_name, signal),
      (made, signal) => codeSourceNow(ctx, made, signal),
      (made) => made.repo === repo,
    );
    return {
      code_source_id: id,
      name: seen?.name ?? display_name,
      repo: seen?.repo ?? repo,
      branch: seen?.branch ?? asked.branch ?? '',
      commit: seen?.commit ?? asked.commit ?? '',
      mount_path: seen?.mountPath ?? mount_path,
      accessibility: seen?.accessibility ?? accessibility,
      notes: [
        ...(found ? ['The answer of the cloud got lost; it was found by its name.'] : []),
        ...(seen === undefined ? ['It does not show yet; what stands here is what was asked for.'] : []),
      ],
    };
  },
  render: ({ code_source_id, name, repo, branch, commit, mount_path, accessibility, notes }) =>
    [
      `Code source ${code_source_id} ${quoted(name, 127)} registered, ${accessibility}.`,
      `${repo}, ${commit === '' ? `branch ${branch === '' ? 'master' : branch}` : `commit ${commit}`}, at ${mount_path}`,
      ...notes,
    ].join('\n'),
  next: ({ code_source_id }) => [
    `create_job with code_source.code_source_id=${code_source_id}; branch and commit can be overridden there. Whether the repository can be cloned shows when a job starts.`,
  ],
});
