import type { ToolContext } from '../tool.ts';

/**
 * The page of a job in the PAI console (api-notes: endpoints); none with the embedded simulator, whose jobs are not
 * there.
 */
export const consoleUrl = (
  { region, simulated }: Pick<ToolContext, 'region' | 'simulated'>,
  workspaceId: string | undefined,
  jobId: string,
  page: 'overview' | 'monitor' = 'overview',
): string | undefined =>
  simulated
    ? undefined
    : `https://pai.console.aliyun.com/?regionId=${region}&workspaceId=${encodeURIComponent(workspaceId ?? '')}#/dlc/jobs/${jobId}/${page}`;

/** The line of an answer that leads there, if there is one. */
export const consoleLine = (url: string | undefined, label = 'Console'): string[] =>
  url === undefined ? [] : [`${label}: ${url}`];
