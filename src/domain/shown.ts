declare const road: unique symbol;

/**
 * Text of somebody else that has been cleaned, cut and masked, so that it may stand in an answer as data. Only
 * `src/shaping/` makes one.
 */
export type Shown = string & { readonly [road]: true };

declare const whole: unique symbol;

/**
 * A link or a token that a caller has asked for. It is not masked, as it would be
 * of no use then, but has the form of one.
 */
export type HandedOver = string & { readonly [whole]: true };
