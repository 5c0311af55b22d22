import type { JOB_TYPES } from './lists.ts';

/** Case-sensitive (api-notes: job types). */
export type JobType = (typeof JOB_TYPES)[number];

export interface RoleRule {
  /** Roles that every task spec must be one of; `undefined` where the API documents none. */
  roles: readonly string[] | undefined;
  /** Further roles of the form `<prefix>-<suffix>`. */
  groupPrefix?: string;
  /** Roles that must occur. */
  needs: readonly string[];
  /** A role that such a job usually has and can do without. */
  usual?: string;
}

const workerMaster: RoleRule = { roles: ['Worker', 'Master'], needs: ['Worker'] };
const undocumented: RoleRule = { roles: undefined, needs: [] };

/** Task roles by job type (api-notes: job types). A PyTorchJob without Master promotes its first Worker. */
export const ROLES: Readonly<Record<JobType, RoleRule>> = {
  TFJob: { roles: ['Chief', 'PS', 'Worker', 'Evaluator', 'GraphLearn'], needs: [] },
  PyTorchJob: workerMaster,
  MPIJob: workerMaster,
  XGBoostJob: workerMaster,
  OneFlowJob: workerMaster,
  ElasticBatchJob: workerMaster,
  RayJob: { roles: ['Head', 'Worker'], groupPrefix: 'Worker', needs: [], usual: 'Head' },
  SlurmJob: undocumented,
  DataJuicerJob: undocumented,
};

/** The roles for one who chooses: those of most types, then the types that differ. */
export const ROLE_WORDS: string = [
  `${workerMaster.roles?.join(', ')}`,
  ...Object.entries(ROLES).flatMap(([type, { roles }]) =>
    roles === undefined || roles === workerMaster.roles ? [] : [`${type} ${roles.join(', ')}`],
  ),
].join('; ');
