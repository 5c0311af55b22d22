/** Who can do something about a cause. */
export const ACTORS = ['code', 'settings', 'data_owner', 'quota_owner', 'platform', 'nobody'] as const;
export type Actor = (typeof ACTORS)[number];

/**
 * Whether a job that ended for a cause is worth starting again: as it is, on other machines, only with a change, or not
 * at all, because it can never run.
 */
export const RESTARTS = ['same_again', 'elsewhere', 'after_change', 'never'] as const;
export type Restart = (typeof RESTARTS)[number];

export const ACTOR_WORDS: Readonly<Record<Actor, string>> = {
  code: "whoever owns the program's code",
  settings: 'whoever sets up the job',
  data_owner: 'the owner of the data or the account',
  quota_owner: 'the administrator of the quota',
  platform: 'the platform',
  nobody: 'nobody has to',
};

export const RESTART_WORDS: Readonly<Record<Restart, string>> = {
  same_again: 'the same job again, as it is',
  elsewhere: 'again, on other machines',
  after_change: 'only after a change, else it ends the same way',
  never: 'never as it is: it cannot run',
};

/** What to do about a cause. */
export interface Remedy {
  /** A sentence of ours without its full stop, in the imperative. It names no tool. */
  does: string;
  actor: Actor;
  restart: Restart;
}

const remedy =
  (restart: Restart) =>
  (actor: Actor, does: string): Remedy => ({ does, actor, restart });

export const again = remedy('same_again');
export const elsewhere = remedy('elsewhere');
export const change = remedy('after_change');
export const never = remedy('never');
