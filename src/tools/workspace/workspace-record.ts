import * as z from 'zod';
import type { readWorkspace } from '../kit/decoders/workspace-details.ts';
import { foreignText, shapeless } from '../kit/fields.ts';

/** The answer about one workspace, whichever tool found it. */
export const workspaceRecord = shapeless(
  {
    workspace_id: z.string(),
    name: z.string(),
    display_name: z.string(),
    is_default: z.boolean().optional(),
    status: z.string(),
    description: foreignText,
    environments: z.string(),
    owner: z.string(),
    admins: z.string().optional(),
    created: z.string().optional(),
    conditions: foreignText.optional(),
  },
  ['workspace_id', 'name', 'status'],
);

export const recordOf = ({
  workspaceId,
  displayName,
  isDefault,
  ...rest
}: ReturnType<typeof readWorkspace>): z.input<typeof workspaceRecord> => ({
  workspace_id: workspaceId,
  display_name: displayName,
  is_default: isDefault,
  ...rest,
});
