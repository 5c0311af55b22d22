/** The page of a job in the PAI console (api-notes: endpoints). */
export const consoleUrl = (
  region: string,
  workspaceId: string | undefined,
  jobId: string,
  page: 'overview' | 'monitor' = 'overview',
): string =>
  `https://pai.console.aliyun.com/?regionId=${region}&workspaceId=${encodeURIComponent(workspaceId ?? '')}#/dlc/jobs/${jobId}/${page}`;
