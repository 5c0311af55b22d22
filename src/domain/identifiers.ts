/** A job id; the pattern keeps it to one path segment. */
export const JOB_ID = /^dlc[0-9a-z-]{1,60}$/;

/** A pod id: its job's id, role and index joined by hyphens. */
export const POD_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;

/** A workspace id. */
export const WORKSPACE_ID = /^[0-9A-Za-z_-]{1,64}$/;

/** What a plain id, image URI or machine type may consist of: printable ASCII without blanks. */
export const PLAIN = /^[!-~]{1,512}$/;

/**
 * An id that fills one path segment and nothing else: no dot, slash, percent sign or
 * blank, so never `.`, `..` or an empty one.
 */
export const SEGMENT = /^[A-Za-z0-9_-]{1,256}$/;

/** A quota id, `quota...` or the older `rg...` (api-notes: ids). `rg-...` is a resource group, which is no quota. */
export const QUOTA_ID = /^(?:quota|rg)[0-9a-z]{1,64}$/;

/** A resource group of machines of PAI. */
export const RESOURCE_GROUP_ID = /^rg[0-9a-z]{1,64}$/;

/** A group of machines within one that were ordered together. */
export const MACHINE_GROUP_ID = /^mg[0-9a-z]{1,64}$/;

/** A user id: digits, 16 of a main account and 18 of a RAM user as they are seen today. */
export const USER_ID = /^\d{1,32}$/;

/** An image id (api-notes: ids); not a URI, which names a registry. */
export const IMAGE_ID = /^image-[0-9a-z]+$/;

/** Ids of pods that lead a job, by its framework, the likeliest first. */
export const LEADER_PODS: readonly RegExp[] = [/-master-0$/, /-chief-0$/, /-head-0$/, /-launcher-0$/, /-worker-0$/];

/** Characters that a person does not see, or sees in another order: control, bidi, zero-width, line separators. */
export const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u;
