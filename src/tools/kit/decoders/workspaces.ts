import type { Output } from '../../../api/operations.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

type Answer = Output<'ListWorkspaces'>;

const workspace = (answer: Answer['Workspaces'][number]) => ({
  workspaceId: verbatim(answer.WorkspaceId),
  name: shownOrEmpty(answer.WorkspaceName),
  isDefault: answer.IsDefault ?? false,
  status: shownOrEmpty(answer.Status),
  description: shownOrEmpty(answer.Description),
});

/**
 * The workspaces of an answer, and how many there are in all; texts are fit to show, empty where the cloud gives none.
 */
export function readWorkspaces({ Workspaces = [], TotalCount }: Answer) {
  return { workspaces: Workspaces.map(workspace), total: TotalCount ?? Workspaces.length };
}
