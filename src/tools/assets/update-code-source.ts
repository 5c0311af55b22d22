import * as z from 'zod';
import { checkTwin } from '../../policy/assets.ts';
import { checkCodeUpdate } from '../../policy/code-sources.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import {
  allApplied,
  beforeOf,
  changesShape,
  changesText,
  changesWanted,
  outcomesOf,
  type Values,
} from '../kit/assets/changes.ts';
import { changeAndLook } from '../kit/assets/read-back.ts';
import type { CodeSource } from '../kit/decoders/code-sources.ts';
import { defineTool } from '../tool.ts';
import { codeSourceId, codeSourceNow, contents, contentsRequest, namedSource } from './code-source.ts';

const FIELDS = ['display_name', 'repo', 'branch', 'commit', 'mount_path', 'subdirectory', 'description'] as const;

const valuesOf = (source: CodeSource): Values => ({
  display_name: source.name,
  repo: source.repo,
  branch: source.branch,
  commit: source.commit,
  mount_path: source.mountPath,
  subdirectory: source.subdirectory === undefined ? undefined : String(source.subdirectory),
  description: source.description,
});

export const updateCodeSource = defineTool({
  name: 'update_code_source',
  title: 'Change a code source',
  description:
    'Changes name, repository, branch, commit, mount path or description of a code source, for jobs created from then on. Never a Git token. Shows what it was before.',
  inChinese: '修改代码源',
  toolset: 'assets',
  effect: 'write',
  target: ({ code_source_id }) => code_source_id,
  scope: 'region',
  actions: ['UpdateCodeSource', 'GetCodeSource', 'ListCodeSources'],
  input: z.strictObject({
    code_source_id: codeSourceId,
    display_name: z.string().min(1).max(127).optional(),
    ...contents,
    repo: contents.repo.optional(),
    mount_path: z.string().max(500).optional(),
  }),
  output: z.object({ code_source_id: z.string(), ...changesShape }),
  async check(ctx, asked) {
    const { code_source_id, display_name } = asked;
    const wanted = changesWanted('update_code_source', FIELDS, asked);
    const source = await codeSourceNow(ctx, code_source_id);
    const { repo, commit, hasToken } = source;
    const twin = display_name && (await namedSource(ctx, source.workspaceId, display_name));
    const refused = allRefusals([
      ...checkCodeUpdate({ id: code_source_id, repo, commit, hasToken }, asked),
      ...checkTwin('codeSource', display_name ?? '', twin, code_source_id),
    ]);
    return { decision: refused ?? allow(), prepared: { wanted, before: beforeOf(wanted, valuesOf(source)) } };
  },
  async run(ctx, asked, { wanted, before }) {
    const { code_source_id } = asked;
    const { seen } = await changeAndLook(
      ctx,
      code_source_id,
      () => ctx.call('UpdateCodeSource', { CodeSourceId: code_source_id, ...contentsRequest(asked) }),
      async (signal) => outcomesOf(wanted, valuesOf(await codeSourceNow(ctx, code_source_id, signal))),
      allApplied,
    );
    return { code_source_id, changes: seen ?? outcomesOf(wanted, undefined), before };
  },
  render: ({ code_source_id, ...ends }, asked) => changesText(code_source_id, asked, ends),
  next: ({ code_source_id, changes }) =>
    allApplied(changes) ? [] : [`get_code_source code_source_id=${code_source_id} in a minute.`],
});
