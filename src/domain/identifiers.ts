/** A job id; the pattern keeps it to one path segment. */
export const JOB_ID = /^dlc[0-9a-z-]{1,60}$/;

/** A pod id: its job's id, role and index joined by hyphens. */
export const POD_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;

/** A workspace id. */
export const WORKSPACE_ID = /^[0-9A-Za-z_-]{1,64}$/;

/** What a plain id, image URI or machine type may consist of: printable ASCII without blanks. */
export const PLAIN = /^[!-~]{1,512}$/;
