declare const road: unique symbol;

/**
 * Text of somebody else that has been cleaned, cut and masked, so that it may stand in an answer as data. Only
 * `src/shaping/` makes one.
 */
export type Shown = string & { readonly [road]: true };
