import type { PromptArgument } from './prompt.ts';

/** Left out where the operator locked the scope. */
export const SCOPE_ARGUMENTS: readonly PromptArgument[] = [
  { name: 'region', description: 'Region id, e.g. cn-hangzhou', required: false },
  { name: 'workspace_id', description: 'Workspace id', required: false },
];

export const JOB_ARGUMENT: PromptArgument = {
  name: 'job_id',
  description: 'Job id, e.g. dlc1xjcumbfm7aai',
  required: true,
};
