import type { Status } from './status.ts';
import type { JobStore } from './store.ts';
import { gmt } from './times.ts';

/** A job that exists, whatever reads show of it. */
export interface JobFacts {
  id: string;
  displayName: string;
  status: Status;
  tags: Record<string, string>;
  workspaceId: string;
  /** Name of the user it belongs to. */
  owner: string;
  /** Simulated time, as the cloud writes it. */
  createdAt: string;
}

/** All jobs there are, in order of creation: neither filtered nor behind, unlike `ListJobs`. */
export const census = (store: JobStore): JobFacts[] =>
  store.all().map((record) => ({
    id: record.id,
    displayName: record.request.DisplayName,
    status: store.view(record).current.status,
    tags: { ...record.request.Settings?.Tags },
    workspaceId: record.workspaceId,
    owner: record.owner.userName,
    createdAt: gmt(record.createdAt),
  }));
