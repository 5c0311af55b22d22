import type { Output } from '../../../api/operations.ts';
import { time } from '../../../jobs/wire.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

type ListAnswer = Output<'ListCodeSources'>;
type Answer = Output<'GetCodeSource'>;

/** A code source; texts are fit to show, empty where the cloud gives none, each worked out when it is asked for. */
const codeSourceOf = (answer: ListAnswer['CodeSources'][number] | Answer) => ({
  get codeSourceId(): string {
    return verbatim(answer.CodeSourceId);
  },
  get name(): string {
    return shownOrEmpty(answer.DisplayName);
  },
  get workspaceId(): string {
    return verbatim(answer.WorkspaceId);
  },
  get repo(): string {
    return verbatim(answer.CodeRepo);
  },
  get branch(): string {
    return verbatim(answer.CodeBranch);
  },
  get commit(): string {
    return verbatim(answer.CodeCommit);
  },
  get user(): string {
    return shownOrEmpty(answer.CodeRepoUserName);
  },
  /** The token itself is never taken from an answer. */
  get hasToken(): boolean {
    return Boolean(answer.CodeRepoAccessToken);
  },
  get mountPath(): string {
    return verbatim(answer.MountPath);
  },
  get accessibility(): string {
    return shownOrEmpty(answer.Accessibility);
  },
  get description(): string {
    return shownOrEmpty(answer.Description);
  },
  get created(): string {
    return shownOrEmpty(answer.GmtCreateTime);
  },
  /** As an instant with its zone. */
  get modified(): string | undefined {
    return time(answer.GmtModifyTime);
  },
  /**
   * Whether it is cloned into a directory of its own below its mount path; `undefined` where the cloud does not say.
   */
  get subdirectory(): boolean | undefined {
    return answer.CloneType === undefined ? undefined : answer.CloneType !== 1;
  },
  isNamed: (name: string): boolean => answer.DisplayName === name,
});
export type CodeSource = ReturnType<typeof codeSourceOf>;

/** The id of one that was made. */
export const madeCodeSource = ({ CodeSourceId }: Output<'CreateCodeSource'>): string => verbatim(CodeSourceId);

export const readCodeSource = (answer: Answer): CodeSource => codeSourceOf(answer);

/** The code sources of an answer, and how many there are in all. */
export const readCodeSources = ({
  CodeSources = [],
  TotalCount,
}: ListAnswer): { codeSources: CodeSource[]; total: number } => ({
  codeSources: CodeSources.map(codeSourceOf),
  total: TotalCount ?? CodeSources.length,
});
