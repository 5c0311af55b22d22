import { randomBytes } from 'node:crypto';
import type { RamPolicy } from './ram/permissions.ts';
import type { SimUser } from './route.ts';

/** A user of the account; an id and keys are made up where none are given. */
export interface UserOption extends Partial<SimUser> {
  userName: string;
  /** What RAM lets the user do. Default: everything. */
  policy?: RamPolicy;
}

const DEFAULT_USERS: readonly UserOption[] = [{ userName: 'dev-user' }, { userName: 'colleague' }];
const FIRST_ID = 1_000_000_000_000_001;

/** The users with all their members; throws `RangeError` for a name or a key that two of them have. */
export function makeUsers(options: readonly UserOption[] | undefined): SimUser[] {
  const given = options && options.length > 0 ? options : DEFAULT_USERS;
  const users = given.map(
    (option, index): SimUser => ({
      userId: option.userId ?? String(FIRST_ID + index),
      userName: option.userName,
      accessKeyId: option.accessKeyId ?? `SIMULATED${randomBytes(8).toString('hex')}`,
      accessKeySecret: option.accessKeySecret ?? `simulated-${randomBytes(16).toString('hex')}`,
    }),
  );
  for (const key of ['userName', 'userId', 'accessKeyId'] as const) {
    const values = users.map((user) => user[key]);
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) throw new RangeError(`two users have the ${key} "${twice}"`);
  }
  return users;
}
