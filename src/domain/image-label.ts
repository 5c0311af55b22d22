/** The label every official image carries. */
export const OFFICIAL_LABEL = 'system.official=true';

/** Whether the `WorkspaceId` of an image is that of official ones, none at all. One that is not told is no proof. */
export const isOfNone = (workspaceId: unknown): boolean => ['', '0'].includes(String(workspaceId));
