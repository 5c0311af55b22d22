import picomatch from 'picomatch';
import * as z from 'zod';
import { checked } from '../checked.ts';
import { fail, standardMessage } from '../errors.ts';
import type { Route, SimUser } from '../route.ts';
import { ramActions, WITHOUT_AUTHORIZATION } from './actions.ts';

const patterns = z
  .array(z.string().regex(/^(\*|[A-Za-z]+:[A-Za-z*?]+)$/, 'not a RAM action such as paidlc:CreateJob or paidlc:List*'))
  .max(200);

const policySchema = z.strictObject({
  /** What the user may do; absent: everything. Both spellings count, `*` and `?` are wildcards. */
  allow: patterns.optional(),
  /** What the user may not do, whatever is allowed. */
  deny: patterns.optional(),
  /** The code of a refusal; sources name both. */
  code: z.enum(['Forbidden.RAM', 'NoPermission']).default('Forbidden.RAM'),
  /** Whether a refusal has its `AccessDeniedDetail`. */
  detail: z.boolean().default(true),
});

/** What RAM lets a user do. */
export type RamPolicy = z.input<typeof policySchema>;
type CheckedPolicy = z.output<typeof policySchema>;

export interface Permissions {
  /**
   * Replaces a user's policy; throws 400 for a bad one, or one with a pattern that no operation has, and 404 for an
   * unknown user.
   */
  set(userName: string, policy: RamPolicy): CheckedPolicy;
  /** Allows one user everything again, or all of them; throws 404 for an unknown user. */
  clear(userName?: string): void;
  /** The policies in force, by user name; a user without one may do everything. */
  list(): Record<string, CheckedPolicy>;
}

/** RAM's part of an account. */
export function createPermissions(
  users: readonly SimUser[],
  routes: readonly Route[],
): Permissions & { check(caller: SimUser, route: Route): void } {
  const policies = new Map<string, CheckedPolicy>();
  const known = routes.flatMap((route) => ramActions(route));
  const checkUser = (name: string): void => {
    if (users.some((user) => user.userName === name)) return;
    const valid = users.map((user) => user.userName).join(', ');
    throw fail('NotFound', `There is no user "${name}". Valid: ${valid}.`);
  };
  return {
    set: (userName, given) => {
      checkUser(userName);
      const policy = checked(policySchema, given, 'policy');
      const idle = [...(policy.allow ?? []), ...(policy.deny ?? [])].find((pattern) => !known.some(covers(pattern)));
      if (idle !== undefined)
        throw fail('InvalidParameter', `The policy is invalid. The simulator has no operation for "${idle}".`);
      policies.set(userName, policy);
      return structuredClone(policy);
    },
    clear: (userName) => {
      if (userName === undefined) return policies.clear();
      checkUser(userName);
      policies.delete(userName);
    },
    list: () => structuredClone(Object.fromEntries(policies)),
    check: (caller, route) => {
      const policy = policies.get(caller.userName);
      const denial = policy && denialOf(policy, route);
      if (!policy || !denial) return;
      const detail = { AccessDeniedDetail: accessDenied(denial, ramActions(route)[0], caller, users[0] ?? caller) };
      throw fail(policy.code, standardMessage(policy.code), policy.detail ? detail : {});
    },
  };
}

function covers(pattern: string): (action: string) => boolean {
  const matcher = picomatch(pattern, { nocase: true });
  // Not the matcher itself: a second argument, such as an index, changes what it returns.
  return (action) => matcher(action);
}

type Denial = 'ExplicitDeny' | 'ImplicitDeny';

function denialOf({ allow, deny = [] }: CheckedPolicy, route: Route): Denial | undefined {
  const spellings = ramActions(route);
  const named = (list: readonly string[]): boolean => list.some((pattern) => spellings.some(covers(pattern)));
  if (named(deny)) return 'ExplicitDeny';
  const free = allow === undefined || WITHOUT_AUTHORIZATION.includes(route.action) || named(allow);
  return free ? undefined : 'ImplicitDeny';
}

/** The gateway's `AccessDeniedDetail` (api-notes: errors). The account belongs to its first user. */
function accessDenied(denial: Denial, action: string, caller: SimUser, owner: SimUser): Record<string, string> {
  return {
    PolicyType: 'AccountLevelIdentityBasedPolicy',
    AuthPrincipalOwnerId: owner.userId,
    AuthPrincipalType: 'SubUser',
    AuthPrincipalDisplayName: caller.userName,
    NoPermissionType: denial,
    AuthAction: action,
    EncodedDiagnosticMessage: Buffer.from(`simulated ${denial} of ${action}`).toString('base64'),
  };
}
