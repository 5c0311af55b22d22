import { en, say, zh } from '../domain/said.ts';
import { allow, type Decision } from './decision.ts';

/** A priority orders the jobs of a quota, and others have none (api-notes: changes without effect). */
export const orders = (resourceId: string | undefined): boolean => resourceId !== undefined;

/** What to do about a priority where there is no quota. */
export const NO_ORDER = 'Leave priority out; it orders jobs within a quota only.';

/** R16: a priority of a new job on public resources is taken and does nothing, which is said. */
export const checkPriority = (resourceId: string | undefined, priority: number): Decision[] =>
  orders(resourceId)
    ? []
    : [
        allow([
          say(
            en`Priority ${priority} has no effect on public resources. ${NO_ORDER}`,
            zh`使用公共资源时优先级 ${priority} 不生效；优先级只用于配额内排序。`,
          ),
        ]),
      ];
