/** Situations by name, and what the policy makes of each. */
export type Scenes = Readonly<Record<string, unknown>>;

/** A scene per value, named after it. */
export const each = <T>(what: string, values: readonly T[], scene: (value: T) => unknown): Scenes =>
  Object.fromEntries(values.map((value) => [`${what} ${String(value)}`, scene(value)]));
