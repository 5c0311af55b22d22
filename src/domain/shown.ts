declare const road: unique symbol;

/**
 * Text of somebody else that has been cleaned, cut and masked, so that it may stand in an answer as data. Only
 * `src/shaping/` makes one.
 */
export type Shown = string & { readonly [road]: true };

declare const whole: unique symbol;

/** A link or a token that a caller has asked for by its name: of its form, nothing of this server's own, and not masked. */
export type HandedOver = string & { readonly [whole]: true };
