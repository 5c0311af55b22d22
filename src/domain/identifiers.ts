/** Patterns of the cloud's ids, each one path segment (facts, section 3.4). */
export const JOB_ID = /^dlc[0-9a-z-]{1,60}$/;
export const POD_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;
/** What a plain id, image URI or machine type may consist of: printable ASCII without blanks. */
export const PLAIN = /^[!-~]{1,512}$/;
