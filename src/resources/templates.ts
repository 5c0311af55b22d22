import type { ResourceTemplate } from './resource.ts';

const template = (path: string, name: string, title: string, tool: string, description: string): ResourceTemplate => ({
  uriTemplate: `pai-dlc://{region}/${path}`,
  name,
  title,
  description,
  mimeType: 'text/plain',
  tool,
});

/** The resources of the cloud, in the order `resources/templates/list` shows them. */
export const resourceTemplates: readonly ResourceTemplate[] = [
  template(
    'workspaces/{workspace_id}/jobs',
    'jobs',
    'Jobs of a workspace',
    'list_jobs',
    'Your jobs of the last 7 days in one workspace, newest first.',
  ),
  template('jobs/{job_id}', 'job', 'Job', 'get_job', 'One job: status and why, times, tasks, pods, data.'),
  {
    ...template(
      'jobs/{job_id}/picture.png',
      'job_picture',
      'Picture of a job',
      'plot_job',
      'Loss and GPU use of one job over time, as a picture.',
    ),
    mimeType: 'image/png',
    renamed: { job_id: 'job_ids' },
  },
  template(
    'jobs/{job_id}/logs',
    'job_logs',
    'Job log',
    'get_pod_logs',
    'Newest log lines of the pod that tells most: the failed one, else the leader.',
  ),
  template(
    'jobs/{job_id}/events',
    'job_events',
    'Job events',
    'get_job_events',
    'Newest events of a job: queuing, scheduling, pod creation, restarts.',
  ),
  template(
    'jobs/{job_id}/pods/{pod_id}/logs',
    'pod_logs',
    'Pod log',
    'get_pod_logs',
    'Newest log lines of one pod, stdout and stderr.',
  ),
  template(
    'jobs/{job_id}/pods/{pod_id}/events',
    'pod_events',
    'Pod events',
    'get_pod_events',
    'Newest events of one pod: scheduling, mounts, image pull, container start.',
  ),
];
