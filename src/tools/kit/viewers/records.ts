import * as z from 'zod';
import type { Viewer } from '../decoders/viewers.ts';
import { foreignText, shapeless } from '../fields.ts';

const text = z.string();

/** One row of a list. */
export const viewerRow = z.object({
  id: text,
  display_name: text,
  status: text,
  on: text,
  shows: text,
  max_minutes: z.number().optional(),
  owner: text,
  created: text.optional(),
});
export type ViewerRow = z.output<typeof viewerRow>;

/** A machine type, a quota, or the shared machines of the platform. */
const placeOf = ({ quotaId, machine }: Viewer): string => quotaId ?? machine ?? 'shared';

export const viewerRowOf = (viewer: Viewer): ViewerRow => ({
  id: viewer.id,
  display_name: viewer.displayName,
  status: viewer.status,
  on: placeOf(viewer),
  shows: viewer.shows,
  max_minutes: viewer.minutes,
  owner: viewer.owner,
  created: viewer.created,
});

export const ROW_HEADERS = ['id', 'name', 'status', 'on', 'shows', 'max min', 'owner', 'created'] as const;
export const cellsOf = (row: ViewerRow) => [
  row.id,
  row.display_name,
  row.status,
  row.on,
  row.shows,
  row.max_minutes,
  row.owner,
  row.created,
];

/** All that is told of one. */
export const viewerRecord = shapeless(
  {
    ...viewerRow.shape,
    reason: foreignText.optional(),
    accessibility: text.optional(),
    priority: text.optional(),
    workspace_id: text,
    modified: text.optional(),
    finished: text.optional(),
  },
  ['id', 'display_name', 'status'],
);

export const viewerRecordOf = (viewer: Viewer): z.input<typeof viewerRecord> => ({
  ...viewerRowOf(viewer),
  reason: viewer.reason,
  accessibility: viewer.accessibility,
  priority: viewer.priority,
  workspace_id: viewer.workspaceId,
  modified: viewer.modified,
  finished: viewer.finished,
});
