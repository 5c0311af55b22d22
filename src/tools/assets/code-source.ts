import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import { SEGMENT } from '../../domain/identifiers.ts';
import type { Asset } from '../../policy/assets.ts';
import { type CodeSource, readCodeSource, readCodeSources } from '../kit/decoders/code-sources.ts';
import { shownOrEmpty } from '../kit/listing.ts';
import type { ToolContext } from '../tool.ts';

export const codeSourceId = z.string().regex(SEGMENT).describe('code-...');

/** A branch, tag or commit: what `git` takes after its options. */
const ref = z
  .string()
  .regex(formed(/^[A-Za-z0-9_][A-Za-z0-9_./@+-]{0,254}$/, 'the name of a branch or tag, without spaces'));

/** What a code source holds, as parameters. */
export const contents = {
  repo: z.string().max(1024).describe('https://HOST/OWNER/NAME.git'),
  branch: ref.optional(),
  commit: z
    .string()
    .regex(formed(/^[0-9a-fA-F]{7,64}$/, 'the hash of a commit, of 7 digits or more'))
    .optional()
    .describe('Beats branch'),
  subdirectory: z.boolean().optional().describe('false: cloned straight into mount_path'),
  description: z.string().max(1024).optional(),
};

type Contents = Partial<
  Record<'display_name' | 'repo' | 'branch' | 'commit' | 'mount_path' | 'description', string>
> & {
  subdirectory?: boolean | undefined;
};

/** The contents as members of a request; what is not given is not sent. */
export const contentsRequest = (asked: { [K in keyof Contents]?: Contents[K] | undefined }) => ({
  ...(asked.display_name === undefined ? {} : { DisplayName: asked.display_name }),
  ...(asked.repo === undefined ? {} : { CodeRepo: asked.repo }),
  ...(asked.branch === undefined ? {} : { CodeBranch: asked.branch }),
  ...(asked.commit === undefined ? {} : { CodeCommit: asked.commit }),
  ...(asked.mount_path === undefined ? {} : { MountPath: asked.mount_path }),
  ...(asked.description === undefined ? {} : { Description: asked.description }),
  ...(asked.subdirectory === undefined ? {} : { CloneType: asked.subdirectory ? 0 : 1 }),
});

/** A code source, read anew. */
export const codeSourceNow = async (
  { call, signal: own }: Pick<ToolContext, 'call' | 'signal'>,
  id: string,
  signal: AbortSignal = own,
): Promise<CodeSource> => readCodeSource(await call('GetCodeSource', { CodeSourceId: id }, { signal }));

/** The id of the code source of a workspace that has a name, to the letter. */
export async function namedSource(
  { call, signal: own }: Pick<ToolContext, 'call' | 'signal'>,
  workspaceId: string,
  name: string,
  signal: AbortSignal = own,
): Promise<string | undefined> {
  const filter = { WorkspaceId: workspaceId, DisplayName: name, PageSize: 100 };
  const { codeSources } = readCodeSources(await call('ListCodeSources', filter, { signal }));
  return codeSources.find((each) => each.isNamed(name))?.codeSourceId;
}

export const assetOf = (id: string, source: CodeSource): Asset => ({
  kind: 'codeSource',
  id,
  name: shownOrEmpty(source.name, 80),
  workspaceId: source.workspaceId,
  accessibility: source.accessibility,
});
