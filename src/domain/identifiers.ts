import { formed } from './form.ts';

/** A job id; the pattern keeps it to one path segment. */
export const JOB_ID = formed(/^dlc[0-9a-z-]{1,60}$/, 'the id of a job, which begins with dlc');

/** A pod id: its job's id, role and index joined by hyphens. */
export const POD_ID = formed(/^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/, 'the id of a pod, of letters, digits and -');

/** The id of a pod as far as it tells its job: role and index follow that of the job. */
const OF_POD = /^(dlc[0-9a-z-]{1,60}?)-[a-z]{1,32}-\d{1,9}$/;

/** The id of the job of a pod, from that of the pod; `undefined` for what has not the form of one. */
export const jobOfPod = (id: string): string | undefined => OF_POD.exec(id)?.[1];

/** A workspace id. */
export const WORKSPACE_ID = formed(/^[0-9A-Za-z_-]{1,64}$/, 'the id of a workspace, such as 123456');

/** What a plain id, image URI or machine type may consist of: printable ASCII without blanks. */
export const PLAIN = formed(/^[!-~]{1,512}$/, 'text of letters, digits and signs, without spaces');

/**
 * An id that fills one path segment and nothing else: no dot, slash, percent sign or
 * blank, so never `.`, `..` or an empty one.
 */
export const SEGMENT = formed(/^[A-Za-z0-9_-]{1,256}$/, 'an id of letters, digits, _ and -');

/** A quota id, `quota...` or the older `rg...` (api-notes: ids). `rg-...` is a resource group, which is no quota. */
export const QUOTA_ID = formed(
  /^(?:quota|rg)[0-9a-z]{1,64}$/,
  'the id of a quota, which begins with quota (older ones with rg)',
);

/** A resource group of machines of PAI. */
export const RESOURCE_GROUP_ID = formed(/^rg[0-9a-z]{1,64}$/, 'the id of a resource group, which begins with rg');

/** A group of machines within one that were ordered together. */
export const MACHINE_GROUP_ID = formed(/^mg[0-9a-z]{1,64}$/, 'the id of a machine group, which begins with mg');

/** A user id: digits, 16 of a main account and 18 of a RAM user as they are seen today. */
export const USER_ID = formed(/^\d{1,32}$/, 'the id of a user, in digits');

/** An image id (api-notes: ids); not a URI, which names a registry. */
export const IMAGE_ID = formed(/^image-[0-9a-z]+$/, 'the id of an image, which begins with image-');

/** Ids of pods that lead a job, by its framework, the likeliest first. */
export const LEADER_PODS: readonly RegExp[] = [/-master-0$/, /-chief-0$/, /-head-0$/, /-launcher-0$/, /-worker-0$/];

/** Characters that a person does not see, or sees in another order: control, bidi, zero-width, line separators. */
export const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u;
